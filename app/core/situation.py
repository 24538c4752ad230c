"""Where a message stands at this moment: the hour, its embargo, and whether what it rests on still says the same."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.core.footing import Footing
from app.core.message_events import EmbargoSet

if TYPE_CHECKING:
    from app.core.message import Message

UNKNOWN = "pas encore reçu par ce poste"


@dataclass(frozen=True, slots=True)
class ServerTime:
    """The hour of the server as this workstation reckons it (ms); not `sure` when its own clock may be wrong. `met` is
    what it was when they last exchanged, None when they never did."""

    now: int
    sure: bool
    met: int | None = None


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a message depends on beside its own operations. `superseded_by`: the references of what replaced it;
    `inherited`: the embargoes not lifted of what it replaces itself."""

    time: ServerTime
    footings: Mapping[str, Footing]
    superseded_by: tuple[str, ...] = ()
    inherited: tuple[EmbargoSet, ...] = ()


@dataclass(frozen=True, slots=True)
class Review:
    """Something to look at again: a fact or a figure that changed (`former` words, then the `present` ones), or an
    unfavourable visa given after an urgent validation. `record` is empty for a visa."""

    record: str
    number: str
    former: str
    present: str


@dataclass(frozen=True, slots=True)
class Situation:
    """`embargo` is the one that stands the longest of `embargoes`, None when nothing keeps the text from leaving;
    `to_confirm` when its hour has passed by a clock nobody can vouch for. `in_force`: the text may be said now."""

    time: ServerTime
    embargo: EmbargoSet | None
    to_confirm: bool
    review: tuple[Review, ...]
    superseded_by: tuple[str, ...]
    in_force: bool
    embargoes: tuple[EmbargoSet, ...] = ()


def situated(message: "Message", around: Surroundings) -> "Message":
    """The message with its state at this moment, in the order of `message.STATES`."""
    time, own = around.time, message.state
    standing = _standing(message, around)
    embargo = last_of(standing)
    to_confirm = embargo is not None and embargo.until is not None and embargo.until <= time.now
    review = (*_changed(message, around.footings), *_contested(message))
    cleared = own in ("validated", "dispatched")
    until, since = message.aside.valid_until, message.aside.valid_from
    expired = cleared and until is not None and until <= time.now
    state = own
    over = own in ("withdrawn", "abandoned")
    if not over and own != "conflict":
        if review:
            state = "review"
        elif expired:
            state = "expired"
        elif cleared and embargo:
            state = "embargoed"
    begun = since is None or since <= time.now
    in_force = state == "dispatched" and begun and not around.superseded_by
    missing = message.missing + tuple(f"{one.number} à réexaminer" for one in review if not over)
    situation = Situation(time, embargo, to_confirm, review, around.superseded_by, in_force, standing)
    return replace(message, state=state, missing=missing, situation=situation)


def _standing(message: "Message", around: Surroundings) -> tuple[EmbargoSet, ...]:
    """The embargoes that keep the text from leaving: its own, and those of what it replaces that it does not repeat,
    set when nobody here could know: a correction must not let out what it corrects."""
    known = {one.root for one in message.embargoes}
    further = [one for one in around.inherited if one.root not in known]
    return tuple(one for one in (*message.embargoes, *further) if stands(one, around.time))


def last_of(standing: Sequence[EmbargoSet]) -> EmbargoSet | None:
    """Of several, the one without an hour, else the latest."""
    return max(standing, key=lambda one: (one.until is None, one.until or 0, one.id), default=None)


def stands(embargo: EmbargoSet, time: ServerTime) -> bool:
    """Whether it keeps the text from leaving. Its hour ends it where the clock is sure; elsewhere somebody says so."""
    if embargo.lifted is not None:
        return False
    if embargo.until is None or embargo.until > time.now:
        return True
    return not time.sure and embargo.over is None


def _changed(message: "Message", footings: Mapping[str, Footing]) -> tuple[Review, ...]:
    found = []
    for use in message.grounds:
        now = footings.get(use.record)
        if now is None:
            found.append(Review(use.record, use.number, use.words, UNKNOWN))
        elif use.footings != (now.hash,):
            found.append(Review(use.record, now.number, use.words, now.words))
    return tuple(found)


def _contested(message: "Message") -> tuple[Review, ...]:
    judgement = message.judgement
    answered = {id for one in message.reexaminations for id in one.visas}
    return tuple(
        Review("", f"visa défavorable de {one.speaker}", "", one.comment)
        for one in (judgement.contested if judgement else ())
        if one.id not in answered
    )
