"""Which entries of a main courante a list shows: the filter, its words in French, and how a saved view keeps it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import MISSING, dataclass, fields
from functools import cache
from typing import Any, Literal

import msgspec

from app.core import times
from app.core.entries import CREDIBILITIES, LONGEST_SUBJECT, SOURCES, TRIAGE, TYPES, VERIFICATIONS
from app.core.errors import Refused
from app.core.operations import LAST_MOMENT
from app.core.places import Places, departements, regions

PRIORITIES = (1, 2, 3, 4)
LONGEST_QUERY = 1_000
NEXT = "\u00a0· "  # between two conditions


@dataclass(frozen=True, slots=True)
class EntryFilter:
    """Which entries a list shows: those that meet every condition, and any of the values a condition lists.

    `since` and `until` are hours of fact (ms, both included); `since_brief` is a brief's id: what the workstation that
    froze it did not hold. `place` is a commune ("76540"), a département ("D76") or a région ("R28"). `mine`: assigned
    to me or to my organisation. `away`: came in while this workstation was away, and was not read since.
    """

    space: str
    query: str = ""
    since: int | None = None
    until: int | None = None
    since_brief: str = ""
    types: tuple[str, ...] = ()
    sender: str = ""
    place: str = ""
    sources: tuple[str, ...] = ()
    credibilities: tuple[str, ...] = ()
    verifications: tuple[str, ...] = ()
    priorities: tuple[int, ...] = ()
    triage: tuple[str, ...] = ()
    key_events: bool = False
    mine: bool = False
    unread: bool = False
    pending: bool = False
    away: bool = False
    contradicted: bool = False
    order: Literal["occurred", "recorded"] = "occurred"


CHOICES: Mapping[str, Iterable[Any]] = {
    "types": TYPES,
    "sources": SOURCES,
    "credibilities": CREDIBILITIES,
    "verifications": VERIFICATIONS,
    "priorities": PRIORITIES,
    "triage": TRIAGE,
}
TRUTHS = {
    "key_events": "faits marquants",
    "mine": "attribuées à moi",
    "unread": "non lues",
    "away": "arrivées en mon absence",
    "contradicted": "contredites",
    "pending": "en attente d’envoi",
}


def is_open(wanted: EntryFilter) -> bool:
    """Whether that filter keeps every entry of the crisis."""
    return not _said(wanted)


def words(wanted: EntryFilter, zone: str, brief: str = "") -> str:
    """The filter in French, for a print, an export or a chip: « faits marquants · depuis le PDS n° 3 · « seveso » ».

    `zone` shows the hours, `brief` is what the brief of `since_brief` is called. Empty when nothing is asked.
    """
    listed: list[tuple[str, Iterable[Any], Callable[[Any], str]]] = [
        ("", wanted.types, lambda one: TYPES[one]),
        ("", wanted.triage, lambda one: TRIAGE[one]),
        ("priorité ", wanted.priorities, str),
        ("source ", wanted.sources, str),
        ("crédibilité ", wanted.credibilities, str),
        ("", wanted.verifications, lambda one: VERIFICATIONS[one]),
    ]
    said = [word for name, word in TRUTHS.items() if getattr(wanted, name)]
    if wanted.since_brief:
        said.append(f"depuis le {brief}" if brief else "depuis un point de situation")
    said += _period(wanted, zone)
    said += [label + " ou ".join(map(name, values)) for label, values, name in listed if values]
    if wanted.sender.strip():
        said.append(f"émetteur {_quoted(wanted.sender)}")
    if wanted.place:
        said.append(place_words(wanted.place))
    if wanted.query.strip():
        said.append(_quoted(wanted.query))
    return NEXT.join(said)


def _quoted(text: str) -> str:
    return f"«\u00a0{text.strip()}\u00a0»"


def _period(wanted: EntryFilter, zone: str) -> list[str]:
    since, until = (
        None if moment is None else f"{times.date_words(moment, zone)} {times.hour(moment, zone)}"
        for moment in (wanted.since, wanted.until)
    )
    if since and until:
        return [f"du {since} au {until}"]
    if since:
        return [f"depuis le {since}"]
    return [f"jusqu’au {until}"] if until else []


def place_words(code: str) -> str:
    """What a place of a filter is called: « Rouen », « Seine-Maritime (76) », « Normandie »."""
    territories = {"D": departements, "R": regions}.get(code[:1])
    if territories is None:
        return _places().name(code) or code
    found = territories().get(code[1:])
    if found is None:
        return code
    return f"{found.name} ({found.code})" if code[0] == "D" else found.name


def codes_of(place: str) -> tuple[tuple[str, ...], bool]:
    """The INSEE codes of a place of a filter, and whether each only begins those it means: ("D76" is all of 76…)."""
    if place.startswith("D"):
        return (place[1:],), True
    if place.startswith("R"):
        return tuple(one.code for one in departements().values() if one.region == place[1:]), True
    return (place,), False


@cache
def _places() -> Places:
    return Places()


def as_json(wanted: EntryFilter) -> str:
    """What a saved view keeps of a filter: everything but the crisis it is asked of."""
    return msgspec.json.encode(_said(wanted) | ({"order": wanted.order} if wanted.order != "occurred" else {})).decode()


def from_json(text: str, space: str) -> EntryFilter:
    """The filter a saved view keeps, of that crisis. Raises Refused when it is not one."""
    try:
        said = msgspec.json.decode(text)
        known = {one.name for one in fields(EntryFilter)} - {"space"}
        if not isinstance(said, dict) or not said.keys() <= known:
            raise Refused(UNREADABLE)
        wanted = msgspec.convert({**said, "space": space}, EntryFilter)
    except msgspec.MsgspecError as error:
        raise Refused(UNREADABLE) from error
    moments = (one for one in (wanted.since, wanted.until) if one is not None)
    texts = (len(wanted.query) <= LONGEST_QUERY, len(wanted.sender) <= LONGEST_SUBJECT, len(wanted.place) <= 5)
    if not (
        all(0 <= one < LAST_MOMENT for one in moments)
        and all(texts)
        and all(set(getattr(wanted, name)) <= set(values) for name, values in CHOICES.items())
    ):
        raise Refused(UNREADABLE)
    return wanted


UNREADABLE = "Cette vue n'est pas une vue que cette version sait lire."


def _said(wanted: EntryFilter) -> dict[str, Any]:
    """The conditions of a filter that are not empty."""
    plain = {one.name: getattr(wanted, one.name) for one in fields(EntryFilter) if one.default is not MISSING}
    empty = {one.name: one.default for one in fields(EntryFilter)}
    return {name: value for name, value in plain.items() if value != empty[name] and name != "order"}
