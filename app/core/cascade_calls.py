"""Where a cascade stands: who was reached, whom to call now and on which number, and who makes the second pass."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.core.cascade import MESSAGE, NO_ANSWER, REACHED, RESULTS, WRONG_NUMBER, Attempt, Cascade, Number, Target

TO_CALL = "to_call"
STATES = {**RESULTS, TO_CALL: "à appeler"}
_COUNTED = {
    REACHED: ("joint", "joints"),
    WRONG_NUMBER: ("faux numéro", "faux numéros"),
    MESSAGE: ("message", "messages"),
}


@dataclass(frozen=True, slots=True)
class Dial:
    """A number of a target, and what was heard of it: `wrong` once somebody said so, `tries` calls were made."""

    number: Number
    deputy: bool = False
    wrong: bool = False
    tries: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """A target and all that was tried, from the first call to the last."""

    target: Target
    attempts: tuple[Attempt, ...] = ()

    @property
    def state(self) -> str:
        """The result of the last call, or `to_call`: a key of STATES."""
        return self.attempts[-1].result if self.attempts else TO_CALL

    @property
    def reached(self) -> bool:
        return self.state == REACHED

    @property
    def deputised(self) -> bool:
        """Whether the deputy is to be tried: the holder was called, nobody was reached, and there is a deputy."""
        return bool(self.attempts) and not self.reached and bool(self.target.deputy or self.target.deputy_name)

    @property
    def numbers(self) -> tuple[Dial, ...]:
        """The holder's numbers in the order to dial: a wrong one last, one that was tried after those that were not."""
        return self._dials(self.target.numbers, False)

    @property
    def deputy_numbers(self) -> tuple[Dial, ...]:
        """The deputy's, in the same order."""
        return self._dials(self.target.deputy_numbers, True)

    @property
    def proposed(self) -> Dial | None:
        """What to dial now: the holder's best number; the deputy's once each of the holder's was tried or is wrong."""
        own = [one for one in self.numbers if not one.wrong]
        others = [one for one in self.deputy_numbers if not one.wrong] if self.deputised else []
        fresh = [one for one in (*own, *others) if not one.tries]
        return next(iter((*fresh, *own, *others)), None)

    @property
    def wrong(self) -> tuple[str, ...]:
        """The numbers somebody found wrong, as they were dialled."""
        return tuple(dict.fromkeys(one.number for one in self.attempts if one.result == WRONG_NUMBER and one.number))

    def _dials(self, numbers: Sequence[Number], deputy: bool) -> tuple[Dial, ...]:
        mine = [one for one in self.attempts if one.deputy == deputy]
        tries = Counter(one.number for one in mine)
        wrong = {one.number for one in mine if one.result == WRONG_NUMBER}
        dials = [Dial(one, deputy, one.number in wrong, tries[one.number]) for one in numbers]
        return tuple(sorted(dials, key=lambda one: (one.wrong, one.tries)))


@dataclass(frozen=True, slots=True)
class Progress:
    """How many targets there are, and in which state each is (`STATES`)."""

    total: int
    counts: Counter[str]

    @property
    def words(self) -> str:
        """joints 12/40, messages 3, sans réponse 7, faux numéro 1, à appeler 17"""
        said = [f"{_named(REACHED, self.counts[REACHED])} {self.counts[REACHED]}/{self.total}"]
        others = (MESSAGE, NO_ANSWER, WRONG_NUMBER, TO_CALL)
        said += [f"{_named(state, self.counts[state])} {self.counts[state]}" for state in others if self.counts[state]]
        return ", ".join(said)


def lines(cascade: Cascade) -> tuple[Line, ...]:
    """Each target with what was tried, by number."""
    tried: dict[str, list[Attempt]] = {}
    for one in cascade.attempts:
        tried.setdefault(one.target, []).append(one)
    return tuple(Line(one, tuple(tried.get(one.key, ()))) for one in cascade.targets)


def line(cascade: Cascade, target: str) -> Line | None:
    """That target's (key); None when it is not of this cascade."""
    return next((one for one in lines(cascade) if one.target.key == target), None)


def next_call(cascade: Cascade) -> Line | None:
    """Whom to call now: the first who was never called, then the one of the second pass who was called least. None
    once everybody was reached."""
    return next(iter(to_call(lines(cascade))), None)


def to_call(found: Iterable[Line]) -> list[Line]:
    """Those not reached, in the order they are called."""
    return sorted(
        (one for one in found if not one.reached), key=lambda one: (len(one.attempts), one.target.order, one.target.key)
    )


def second_pass(cascade: Cascade) -> tuple[Line, ...]:
    """Those who were called and whose last call did not reach them, the one who was called least first."""
    return tuple(one for one in to_call(lines(cascade)) if one.attempts)


def progress(cascade: Cascade) -> Progress:
    """How far the cascade is."""
    found = lines(cascade)
    return Progress(len(found), Counter(one.state for one in found))


def _named(state: str, count: int) -> str:
    singular, plural = _COUNTED.get(state, (STATES[state],) * 2)
    return plural if count > 1 else singular
