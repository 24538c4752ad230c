"""Where a cascade stands: who was reached, whom to call now and on which number, and who makes the second pass."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from app.core.cascade import (
    MESSAGE,
    NO_ANSWER,
    REACHED,
    RESULTS,
    WRONG_NUMBER,
    Attempt,
    Cascade,
    Number,
    Target,
    hidden,
)

TO_CALL = "to_call"
STATES = {**RESULTS, TO_CALL: "à appeler"}
UNANSWERED = (NO_ANSWER, WRONG_NUMBER)  # after which another number is dialled at once
Private = Mapping[str, Sequence[Number]]
NONE: Private = MappingProxyType({})
_COUNTED = {
    REACHED: ("joint", "joints"),
    WRONG_NUMBER: ("faux numéro", "faux numéros"),
    MESSAGE: ("message", "messages"),
}


@dataclass(frozen=True, slots=True)
class Dial:
    """A number of a target, and what was heard of it: `wrong` once somebody said so, `tries` calls were made. A
    `private` one is in words, masked or in clear."""

    number: Number
    deputy: bool = False
    wrong: bool = False
    tries: int = 0
    private: bool = False

    @property
    def told(self) -> str:
        """What a call writes of it: of a private one, which it was."""
        return hidden(self.number.number) if self.private else self.number.number


@dataclass(frozen=True, slots=True)
class Line:
    """A target and all that was tried, from the first call to the last. `private` and `deputy_private`: the private
    numbers that this workstation has beside the cascade, in words."""

    target: Target
    attempts: tuple[Attempt, ...] = ()
    private: tuple[Number, ...] = ()
    deputy_private: tuple[Number, ...] = ()

    @property
    def state(self) -> str:
        """The result of the last call, or `to_call`: a key of STATES."""
        return self.attempts[-1].result if self.attempts else TO_CALL

    @property
    def reached(self) -> bool:
        return self.state == REACHED

    @property
    def spoke_to(self) -> str:
        """Who was reached: the target, or his deputy; nothing as long as nobody was."""
        return self.called(self.attempts[-1]) if self.reached else ""

    @property
    def deputised(self) -> bool:
        """Whether the deputy is to be tried: the holder was called, nobody was reached, and there is a deputy."""
        return bool(self.attempts) and not self.reached and bool(self.target.deputy or self.target.deputy_name)

    @property
    def numbers(self) -> tuple[Dial, ...]:
        """The holder's numbers in the order to dial: a wrong one last, one that was tried after those that were not."""
        return self._dials(self.target.numbers, self.private, False)

    @property
    def deputy_numbers(self) -> tuple[Dial, ...]:
        """The deputy's, in the same order."""
        return self._dials(self.target.deputy_numbers, self.deputy_private, True)

    @property
    def proposed(self) -> Dial | None:
        """What to dial now: the holder's best number; the deputy's once each of the holder's was tried or is wrong.
        None when there is no number, or each of them is wrong."""
        own = [one for one in self.numbers if not one.wrong]
        others = [one for one in self.deputy_numbers if not one.wrong] if self.deputised else []
        fresh = [one for one in (*own, *others) if not one.tries]
        return next(iter((*fresh, *own, *others)), None)

    @property
    def following(self) -> Dial | None:
        """The number to dial at once, when nobody answered the last call and one is left that was not tried."""
        best = self.proposed if self.state in UNANSWERED else None
        return best if best is not None and not best.tries else None

    @property
    def wrong(self) -> tuple[str, ...]:
        """The numbers somebody found wrong, as they were dialled."""
        return tuple(dict.fromkeys(one.number for one in self.attempts if one.result == WRONG_NUMBER and one.number))

    def called(self, attempt: Attempt) -> str:
        """Whom that call was to."""
        return self.target.deputy_name or "suppléant" if attempt.deputy else self.target.name

    def _dials(self, numbers: Sequence[Number], private: Sequence[Number], deputy: bool) -> tuple[Dial, ...]:
        """Of a call that tells no number, the one to dial then is presumed; wrong only when there is no other."""
        known = [(one, one.number, False) for one in numbers] + [(one, hidden(one.number), True) for one in private]
        tries, wrong = Counter[str](), set[str]()
        for one in self.attempts:
            if one.deputy == deputy and known:
                told = one.number or min((kept for _, kept, _ in known), key=lambda kept: (kept in wrong, tries[kept]))
                tries[told] += 1
                if one.result == WRONG_NUMBER and (one.number or len(known) == 1):
                    wrong.add(told)
        dials = (Dial(number, deputy, kept in wrong, tries[kept], masked) for number, kept, masked in known)
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


def lines(cascade: Cascade, private: Private = NONE) -> tuple[Line, ...]:
    """Each target with what was tried, by number. `private`: the masked private numbers of a contact (id)."""
    tried: dict[str, list[Attempt]] = {}
    for one in cascade.attempts:
        tried.setdefault(one.target, []).append(one)
    return tuple(with_private(Line(one, tuple(tried.get(one.key, ()))), private) for one in cascade.targets)


def with_private(one: Line, private: Private) -> Line:
    """The same line with the private numbers of its people (ids), masked or in clear: they are known by their last two
    figures."""
    own, others = (tuple(private.get(id, ())) if id else () for id in (one.target.contact, one.target.deputy))
    return replace(one, private=own, deputy_private=others)


def line(cascade: Cascade, target: str, private: Private = NONE) -> Line | None:
    """That target's (key); None when it is not of this cascade."""
    return next((one for one in lines(cascade, private) if one.target.key == target), None)


def next_call(found: Sequence[Line], after: str = "", passed: Collection[str] = ()) -> Line | None:
    """Whom of these to call now, on the number that is his `proposed`. `after`: whom one just called (key), and he
    again as long as he has a `following` number. Else the first who was never called, then the one of the second pass
    who was called least; those who were `passed` over (keys) once all the others were called. None once everybody was
    reached."""
    again = next((one for one in found if one.target.key == after and one.following and after not in passed), None)
    waiting = to_call(found)
    ahead = [one for one in waiting if one.target.key not in passed]
    return again or next(iter(ahead or waiting), None)


def to_call(found: Iterable[Line]) -> list[Line]:
    """Those not reached, in the order they are called."""
    return sorted(
        (one for one in found if not one.reached), key=lambda one: (len(one.attempts), one.target.order, one.target.key)
    )


def second_pass(cascade: Cascade, private: Private = NONE) -> tuple[Line, ...]:
    """Those who were called and whose last call did not reach them, the one who was called least first; each says the
    number to dial (`proposed`)."""
    return tuple(one for one in to_call(lines(cascade, private)) if one.attempts)


def progress(cascade: Cascade) -> Progress:
    """How far the cascade is."""
    found = lines(cascade)
    return Progress(len(found), Counter(one.state for one in found))


def _named(state: str, count: int) -> str:
    singular, plural = _COUNTED.get(state, (STATES[state],) * 2)
    return plural if count > 1 else singular
