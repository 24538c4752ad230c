"""The story on the terminal: numbered, with the hour, and stopped where it is not as told."""

from collections.abc import Callable

from app.core.clock import Clock, moment

ZONE = "Europe/Paris"


def pages(count: int) -> str:
    """`1 page`, `2 pages`."""
    return f"{count} page{'s' if count > 1 else ''}"


class NotAsTold(Exception):
    """What happened is not what the story says: one French sentence, and the demonstration has failed."""


class Telling:
    """Writes each step, what it shows and what it checks. `write` receives one line at a time."""

    def __init__(self, write: Callable[[str], None], clock: Clock):
        self._write, self._clock = write, clock
        self._step = -1
        self.checked = 0

    def step(self, title: str) -> None:
        """The next numbered step, with the hour it began."""
        self._step += 1
        self._write("")
        self._write(f"{self._step}. {title}  ·  {moment(self._clock.now(), ZONE):%H:%M:%S}")

    def say(self, words: str) -> None:
        """One line of what was seen."""
        self._write(f"   {words}")

    def check(self, holds: bool, words: str) -> None:
        """Says what holds. Raises NotAsTold when it does not."""
        if not holds:
            raise NotAsTold(f"Ce n'est pas ce qui était annoncé : {words}")
        self.checked += 1
        self._write(f"   ✓ {words}")
