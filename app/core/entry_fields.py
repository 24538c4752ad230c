"""What each field of an entry may hold: as a person writes it, and as it stands in what anybody signed."""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Annotated, Any

import msgspec

from app.core.entries import (
    AMENDABLE,
    CHOICES,
    HANDLED,
    LARGEST_FILE,
    LINKS,
    LONGEST_CONTENT,
    LONGEST_REFERENCE,
    LONGEST_SUBJECT,
    STEPS,
    Assignee,
    Place,
)
from app.core.errors import Refused
from app.core.markings import refuse_classified, refuse_marked
from app.core.operations import LAST_MOMENT
from app.core.plain_text import clean

CODE = re.compile(r"[0-9AB]{5}")
LINK = re.compile(rf"link\.(?:{'|'.join(LINKS)})\.[0-9a-f]{{64}}")
FILE = re.compile(r"file\.[0-9a-f]{64}")
MOST_COMMUNES = 500
_LINES = {"subject": LONGEST_SUBJECT, "sender": LONGEST_SUBJECT, "marking": LONGEST_SUBJECT}
_LINES["reference"] = LONGEST_REFERENCE
_TEXTS = ("content", "options", "rationale")


def checked(fields: Mapping[str, Any], known: Iterable[str]) -> dict[str, Any]:
    """The fields as they are written in the operation. Raises Refused naming the field to blame."""
    checked: dict[str, Any] = {}
    for name, value in fields.items():
        if name not in known:
            raise Refused(f"Ce champ ne se change pas : {name}.", name)
        if name in _LINES:
            value = clean(value, name, _LINES[name], lines=False)
        elif name in _TEXTS:
            value = clean(value, name, LONGEST_CONTENT, lines=True)
        elif name == "recipients":
            value = list(filter(None, (clean(one, name, LONGEST_SUBJECT, lines=False) for one in value)))
        elif name == "place":
            value = _plain_place(value)
        elif name == "assigned":
            value = _plain_assignee(value)
        if not CHECKS[name](value):
            raise Refused("Cette valeur n'est pas dans la liste." if name in CHOICES else "Valeur impossible.", name)
        if name == "marking":
            refuse_classified(value, name)
        elif name in ("subject", *_TEXTS):
            refuse_marked(value, name)
        checked[name] = value
    return checked


def place_of(value: Any) -> Place | None:
    """The place that a valid field says."""
    if not value:
        return None
    others = tuple(value.get("others", ()))
    return Place(value["code"], value["name"], others, value.get("latitude"), value.get("longitude"))


def _plain_place(place: Place | Mapping[str, Any] | None) -> dict[str, Any] | None:
    if place is None:
        return None
    if not isinstance(place, Place):
        place = place_of(dict(place)) or Place()
    plain: dict[str, Any] = {
        "code": clean(place.code, "place", 5, lines=False),
        "name": clean(place.name, "place", LONGEST_SUBJECT, lines=False),
    }
    if place.others:
        plain["others"] = list(dict.fromkeys(place.others))
    if place.latitude is not None or place.longitude is not None:
        plain |= {"latitude": place.latitude, "longitude": place.longitude}
    return plain


def _plain_assignee(value: Assignee | Mapping[str, str] | None) -> dict[str, str] | None:
    if value is None:
        return None
    if not isinstance(value, Assignee):
        value = Assignee(**value)
    name = clean(value.name, "assigned", LONGEST_SUBJECT, lines=False)
    if not name or not (value.person or value.organisation):
        raise Refused("Dites à qui : une personne de la crise ou un organisme.", "assigned")
    return {"person": value.person, "organisation": value.organisation, "name": name}


def _moment(value: Any) -> bool:
    return type(value) is int and 0 <= value < LAST_MOMENT


def _words(value: Any) -> bool:
    return isinstance(value, str)


def _one_of(choices: Iterable[str]) -> Callable[[Any], bool]:
    kept = frozenset(choices)
    return lambda value: isinstance(value, str) and value in kept


def _place(value: Any) -> bool:
    if not isinstance(value, dict) or not all(_words(value.get(name)) for name in ("code", "name")):
        return False
    others = value.get("others", [])
    fits = isinstance(others, list) and len(others) <= MOST_COMMUNES
    position = (value.get("latitude"), value.get("longitude"))
    return fits and all(_words(one) and CODE.fullmatch(one) for one in others) and _position(*position)


def _position(latitude: Any, longitude: Any) -> bool:
    if latitude is None and longitude is None:
        return True
    numbers = all(type(value) in (int, float) for value in (latitude, longitude))
    return numbers and -90 <= latitude <= 90 and -180 <= longitude <= 180


def _assignee(value: Any) -> bool:
    names = ("person", "organisation", "name")
    return isinstance(value, dict) and all(_words(value.get(name)) for name in names) and bool(value["name"])


# Whether a value, as it stands in an operation, may be that field of an entry.
CHECKS: Mapping[str, Callable[[Any], bool]] = {
    **dict.fromkeys(AMENDABLE, _words),
    **{name: _one_of(choices) for name, choices in CHOICES.items()},
    "occurred_at": _moment,
    "received_at": lambda value: value is None or _moment(value),
    "priority": lambda value: type(value) is int and 1 <= value <= 4,
    "key_event": lambda value: isinstance(value, bool),
    "recipients": lambda value: isinstance(value, list) and all(map(_words, value)),
    "place": lambda value: value is None or _place(value),
    "triage": _one_of(STEPS),
    "assigned": lambda value: value is None or _assignee(value),
    "due": lambda value: value is None or _moment(value),
}


def is_link(name: str, value: Any) -> bool:
    """Whether that field is a link to another entry: `link.contradicts.<id>`, a note, and how it was settled."""
    if LINK.fullmatch(name) is None:
        return False
    return value is None or (isinstance(value, dict) and all(_words(value.get(k)) for k in ("note", "settled")))


def is_file(name: str, value: Any) -> bool:
    """Whether that field is an attachment: `file.<sha256>`, its name, size in bytes and MIME type."""
    if FILE.fullmatch(name) is None or not isinstance(value, dict):
        return False
    named = all(_words(value.get(k)) for k in ("name", "type")) and value["name"]
    return bool(named) and type(value.get("size")) is int and 0 < value["size"] <= LARGEST_FILE


_WRITES: Mapping[str, frozenset[str]] = {
    "entry.recorded": frozenset((*AMENDABLE, *HANDLED, "triage")),
    "entry.amended": frozenset(AMENDABLE),
    "entry.handled": frozenset(HANDLED),
    "entry.triaged": frozenset(("triage",)),
    "entry.assigned": frozenset(("assigned", "due")),
}
_ELEMENTS: Mapping[str, tuple[Callable[[str, Any], bool], ...]] = {
    "entry.recorded": (is_link, is_file),
    "entry.linked": (is_link,),
    "entry.attached": (is_file,),
}


def may_write(kind: str, name: str, value: Any) -> bool:
    """Whether an operation of that kind may write that value in that field: an entry is rectified by rectifications,
    handled by handling, and nothing else that is signed changes it."""
    if name in _WRITES.get(kind, ()):
        return CHECKS[name](value)
    return any(fits(name, value) for fits in _ELEMENTS.get(kind, ()))


_Moment = Annotated[int, msgspec.Meta(ge=0, lt=LAST_MOMENT)]


class _Place(msgspec.Struct, forbid_unknown_fields=True, gc=False):
    code: str
    name: str


class _Fields(msgspec.Struct, forbid_unknown_fields=True, gc=False):
    """The same checks as CHECKS, where the decoder makes them: see `is_plain`."""

    subject: str
    occurred_at: _Moment
    content: str = ""
    sender: str = ""
    marking: str = ""
    reference: str = ""
    options: str = ""
    rationale: str = ""
    recipients: list[str] = []
    received_at: _Moment | None = None
    place: _Place | None = None
    priority: Annotated[int, msgspec.Meta(ge=1, le=4)] = 3
    key_event: bool = False
    precision: str = "exact"
    direction: str = "in"
    means: str = ""
    type: str = "information"
    source: str = "F"
    credibility: str = "6"
    verification: str = "unverified"
    tlp: str = ""
    triage: str = "to_sort"


class _Recorded(msgspec.Struct, gc=False):
    fields: _Fields


_decode = msgspec.json.Decoder(_Recorded).decode
_CHOSEN = (*((name, frozenset(choices)) for name, choices in CHOICES.items()), ("triage", frozenset(STEPS)))


def is_plain(body: bytes) -> bool:
    """Whether every field of that recorded entry is known and valid: true of nearly all, and quickly seen.

    False proves nothing: the fields are then to be checked one by one.
    """
    try:
        fields = _decode(body).fields
    except msgspec.MsgspecError:
        return False
    return all(getattr(fields, name) in kept for name, kept in _CHOSEN)
