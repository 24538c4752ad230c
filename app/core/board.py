"""The lines in force, as a spokesperson holds them in hand: by topic, what may be said now, and what no longer may."""

from collections.abc import Iterable
from dataclasses import dataclass

from app.core.message import STATES, Message, said_version
from app.core.registers.crisis import Crisis
from app.core.search_text import folded
from app.core.spoken_line import spoken

NO_TOPIC = "Sans thème"
ASIDE = ("internal", "fr_alert")  # said to nobody outside, or said by another service
IN_FORCE, SUSPENDED, EXPIRED = "in_force", "suspended", "expired"
HELD, TWO_VERSIONS, TOO_EARLY = "sous embargo", "deux versions à départager", "sa période de validité n’a pas commencé"


@dataclass(frozen=True, slots=True)
class Line:
    """One message of a topic. `standing`: IN_FORCE, SUSPENDED (to be looked at again) or EXPIRED."""

    message: Message
    standing: str


@dataclass(frozen=True, slots=True)
class Topic:
    """`lines`, those in force first, and `questions`: what to answer if one insists, in force too."""

    name: str
    lines: tuple[Line, ...]
    questions: tuple[Message, ...]


@dataclass(frozen=True, slots=True)
class Board:
    """What may be said at that moment (ms, the server's as this workstation reckons it; `sure` when its clock may be
    believed). `gone`: what went out and must not be used."""

    crisis: Crisis
    at: int
    sure: bool
    topics: tuple[Topic, ...]
    gone: tuple[Message, ...]
    author: str
    offline: bool
    workstation: str
    last_exchange: int | None


def topics(messages: Iterable[Message]) -> tuple[Topic, ...]:
    """The topics of these messages, by name, with what stands of each."""
    found: dict[str, list[Line]] = {}
    names: dict[str, str] = {}
    for one in messages:
        standing = _standing(one)
        if standing and one.kind not in ASIDE:
            name = one.topic.strip()
            key = folded(name)
            names[key] = min(names.get(key, name), name) or NO_TOPIC  # the same whatever the order
            found.setdefault(key, []).append(Line(one, standing))
    return tuple(
        Topic(
            names[key],
            tuple(sorted((one for one in found[key] if one.message.kind != "qa"), key=_order)),
            tuple(one.message for one in sorted(found[key], key=_order) if _is_answer(one)),
        )
        for key in sorted(found, key=lambda key: (not key, key))
        if any(one.message.kind != "qa" or _is_answer(one) for one in found[key])
    )


def gone(messages: Iterable[Message]) -> tuple[Message, ...]:
    """Those that went out and may not be used any more, or for a time, the latest first."""
    kept = [one for one in messages if one.dispatches and one.kind not in ASIDE and why_gone(one)]
    return tuple(sorted(kept, key=lambda one: (-one.changed_at, one.reference)))


def why_gone(message: Message) -> str:
    """Why what went out may not be used: retiré, remplacé par EDL-SIG1-011, nouvelle version v4, en visa; nothing when
    it may be, or when its topic says why."""
    if message.state == "withdrawn":
        return STATES[message.state]
    situation = message.situation
    if situation and situation.superseded_by:
        return replaced_by(", ".join(situation.superseded_by))
    if situation and situation.embargo:
        return HELD
    if message.state == "conflict":
        return TWO_VERSIONS
    if not dispatched_at(message):
        return newer(message.current.label, message.state)
    return TOO_EARLY if message.state == "dispatched" and situation and not situation.in_force else ""


def replaced_by(references: str) -> str:
    return f"remplacé par {references}"


def newer(version: str, state: str) -> str:
    """nouvelle version v4, en visa."""
    return f"nouvelle version {version.partition('·')[0]}, {STATES[state]}"


def words_gone(message: Message) -> str:
    """What one said of it, as it went out; nothing under an embargo."""
    out = said_version(message)
    held = message.situation is not None and message.situation.embargo is not None
    return spoken(out.text) if out and not held else ""


def dispatched_at(message: Message) -> int:
    """When the version shown first went out, the last time (ms); 0 when it never did."""
    return max((told.at for told in message.dispatches if told.hash == message.current.hash), default=0)


def _standing(message: Message) -> str:
    situation = message.situation
    if situation is None or situation.superseded_by or situation.embargo or not dispatched_at(message):
        return ""
    if situation.in_force:
        return IN_FORCE
    return {"review": SUSPENDED, "expired": EXPIRED}.get(message.state, "")


def _is_answer(line: Line) -> bool:
    return line.message.kind == "qa" and line.standing == IN_FORCE


def _order(line: Line) -> tuple[int, int, str]:
    return (
        (IN_FORCE, SUSPENDED, EXPIRED).index(line.standing),
        -dispatched_at(line.message),
        line.message.reference,
    )
