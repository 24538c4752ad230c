"""Where the story is played: a central server, three workstations that exchange with it, and the patience to wait."""

import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from threading import Thread

from app.core.clock import Clock
from app.core.registers.members import AddMember
from app.core.store.filtering import EntryFilter
from app.core.store.rows import EntryRow
from app.demonstration.central import Central
from app.demonstration.telling import NotAsTold, Telling
from app.desktop import Opened, open_window
from app.sync.exchanger import Exchanger
from app.sync.workstation import Workstation, enrol

PASSPHRASE = "phrase secrète de démonstration"
SOON = 20.0  # seconds: what should take a blink, on a machine that is busy
WINDOW = (1440, 900)  # pixels
INSTANT = 0.02  # seconds between two looks


@dataclass(frozen=True, slots=True)
class Seat:
    """A workstation at work, its exchange running. `opened` is None for one that has no window."""

    workstation: Workstation
    exchanger: Exchanger
    close: Callable[[], None]
    opened: Opened | None = None

    @property
    def prefix(self) -> str:
        return self.workstation.reading.me().workstation

    @property
    def person(self) -> str:
        return self.workstation.reading.me().person


def seated(workstation: Workstation) -> Seat:
    """A workstation without a screen that exchanges by itself."""
    seat = at_rest(workstation)
    seat.exchanger.start()
    return seat


def at_rest(workstation: Workstation) -> Seat:
    """The same, before its first exchange."""
    exchanger = Exchanger(workstation)

    def close() -> None:
        exchanger.stop()
        workstation.close()

    return Seat(workstation, exchanger, close)


def seated_at_a_window(workstation: Workstation) -> Seat:
    """A workstation with its window, as a person has it."""
    opened = open_window(workstation)
    opened.window.resize(*WINDOW)
    opened.window.quit_wanted.connect(opened.window.close)
    opened.window.show()
    return Seat(workstation, opened.exchanger, opened.close, opened)


class Scene:
    """Everything the story needs. `breathe(seconds)` lets the windows live while one waits."""

    def __init__(self, folder: Path, telling: Telling, breathe: Callable[[float], None], clock: Clock):
        self.telling, self.clock = telling, clock
        self.central = Central(folder / "serveur")
        self.seats: list[Seat] = []
        self.interrupted = False
        self.folder, self._breathe = folder, breathe
        self._aside: list[Thread] = []

    def first(self, invitation: str, prefix: str, name: str, sit: Callable[[Workstation], Seat] = seated) -> Seat:
        """The first administrator's workstation."""
        return self._sit(sit, prefix, invitation, name)

    def invited(
        self,
        by: Seat,
        prefix: str,
        name: str,
        organisation: str,
        role: str,
        sit: Callable[[Workstation], Seat] = seated,
    ) -> Seat:
        """A workstation enrolled with an invitation, once the server has received it."""
        code = by.workstation.invite(name, organisation, role)
        self.until(lambda: not by.workstation.reading.pending(), "l'invitation parvient au serveur")
        return self._sit(sit, prefix, code)

    def add_member(self, by: Seat, crisis: str, other: Seat, role: str) -> None:
        """Gives the person at `other` a role in that crisis."""
        by.workstation.desk.do(AddMember(crisis, other.person, role))

    def until(self, happens: Callable[[], bool], words: str, within: float = SOON) -> float:
        """Waits until it happens; how many seconds it took. Raises NotAsTold when it does not in time."""
        start = time.monotonic()
        while not happens():
            if time.monotonic() - start > within:
                raise NotAsTold(f"En {within:.0f} s, ceci n'est pas arrivé : {words}")
            self.breathe()
        return time.monotonic() - start

    def breathe(self) -> None:
        """Lets everything live for an instant. Raises KeyboardInterrupt when the person wants to stop."""
        if self.interrupted:
            raise KeyboardInterrupt
        self._breathe(INSTANT)

    def until_settled(self, *spaces: str) -> None:
        """Waits until nothing is pending and every seat holds the same of these spaces."""
        self.until(
            lambda: (
                not any(seat.workstation.reading.pending() for seat in self.seats)
                and all(self.agree(space) for space in spaces)
            ),
            "tous les postes tiennent la même chose, rien n'est en attente",
            within=60.0,
        )

    def agree(self, space: str) -> bool:
        """Whether every seat was shown the same history of that space."""
        shown = {fingerprint(seat.workstation, space) for seat in self.seats}
        return len(shown) == 1 and "" not in shown

    def meanwhile(self, work: Callable[[], object]) -> None:
        """Has that done while the story goes on; it is over before anything else is ended."""
        self._aside.append(Thread(target=work, name="meanwhile"))
        self._aside[-1].start()

    def close(self) -> None:
        """Ends the workstations, the last first, then the server: each of them, even if one fails to end."""
        with ExitStack() as ending:
            ending.callback(self.central.stop)
            for one in self._aside:
                ending.callback(one.join)
            while self.seats:
                ending.callback(self.seats.pop(0).close)

    def _sit(self, sit: Callable[[Workstation], Seat], prefix: str, code: str, name: str = "") -> Seat:
        folder = self.folder / prefix
        workstation, _ = enrol(folder, self.central.url, code, prefix, PASSPHRASE, self.clock, name)
        seat = sit(workstation)
        self.seats.append(seat)
        return seat


def fingerprint(workstation: Workstation, space: str) -> str:
    """The running hash over everything the server ranked in that space, as this workstation computed it itself."""
    with workstation.store.read() as transaction:
        held = transaction.cursor(space)
    return f"{held.running.hex()}:{held.rank}" if held.running else ""


def directory(workstation: Workstation) -> str:
    """The space of the directory."""
    with workstation.store.read() as transaction:
        return transaction.accounts.directory


def lines(workstation: Workstation, crisis: str) -> list[EntryRow]:
    """The main courante as the list shows it, oldest first."""
    reading = workstation.reading
    rows = reading.entry_rows(reading.entry_keys(EntryFilter(crisis)))
    return [row for row in reversed(rows) if row]


def numbers(workstation: Workstation, crisis: str) -> dict[str, str]:
    """The printed number of each entry, by its id."""
    return {row.id: row.number for row in lines(workstation, crisis)}
