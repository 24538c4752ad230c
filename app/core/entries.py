"""The fields of an entry of the main courante: what each may hold, and the French words for it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any

import msgspec

from app.core.errors import Refused
from app.core.operations import LAST_MOMENT
from app.core.plain_text import clean

# Every value a person may choose, with the French word shown. Source: domain.md F2 (the trade's own lists).
TYPES = {
    "information": "information",
    "request": "demande",
    "decision": "décision",
    "action": "action",
    "dispatch": "message diffusé",
    "fr_alert": "FR-Alert",
    "external_alert": "alerte externe",
    "rumour": "rumeur",
    "figures": "bilan",
    "meeting": "réunion",
    "handover": "relève",
    "incident": "incident technique",
    "note": "note",
}
MEANS = {
    "": "",
    "phone": "téléphone",
    "email": "courriel",
    "messaging": "messagerie",
    "video": "visioconférence",
    "in_person": "présentiel",
    "radio": "radio",
    "sms": "SMS",
    "courier": "courrier porteur",
    "watch": "veille",
    "other": "autre",
}
DIRECTIONS = {"in": "entrant", "out": "sortant", "internal": "interne"}
PRECISIONS = {"exact": "exacte", "about": "environ", "unknown": "inconnue"}
VERIFICATIONS = {
    "unverified": "non vérifié",
    "ongoing": "en cours",
    "cross_checked": "recoupé",
    "confirmed": "confirmé officiel",
    "denied": "démenti",
}
SOURCES = "ABCDEF"  # Admiralty code; F = reliability cannot be judged
CREDIBILITIES = "123456"  # 6 = truth cannot be judged
FIELDS = {
    "occurred_at": "heure du fait",
    "precision": "précision de l'heure",
    "received_at": "heure de réception",
    "direction": "sens",
    "sender": "émetteur",
    "recipients": "destinataires",
    "means": "moyen",
    "type": "type",
    "subject": "objet",
    "content": "contenu",
    "source": "fiabilité de la source",
    "credibility": "crédibilité",
    "verification": "vérification",
    "place": "lieu",
    "marking": "mention",
    "priority": "priorité",
    "key_event": "fait marquant",
}
LATE_FROM = 5  # minutes from which lateness is marked: less is the time to hang up and type
LONGEST_SUBJECT = 120
LONGEST_CONTENT = 20_000


@dataclass(frozen=True, slots=True)
class Place:
    """A place: its INSEE code when there is one, and the words shown."""

    code: str = ""
    name: str = ""


HANDLED = ("key_event", "priority")  # changed without a rectification
AMENDABLE = (
    "occurred_at",
    "precision",
    "received_at",
    "direction",
    "sender",
    "recipients",
    "means",
    "type",
    "subject",
    "content",
    "source",
    "credibility",
    "verification",
    "place",
    "marking",
)
CHOICES: Mapping[str, Iterable[str]] = {
    "precision": PRECISIONS,
    "direction": DIRECTIONS,
    "means": MEANS,
    "type": TYPES,
    "source": SOURCES,
    "credibility": CREDIBILITIES,
    "verification": VERIFICATIONS,
}
_PLACE = ("code", "name")


def checked(fields: Mapping[str, Any], known: Iterable[str]) -> dict[str, Any]:
    """The fields as they are written in the operation. Raises Refused naming the field to blame."""
    checked: dict[str, Any] = {}
    for name, value in fields.items():
        if name not in known:
            raise Refused(f"Ce champ ne se change pas : {name}.", name)
        if name in ("subject", "sender", "marking"):
            value = clean(value, name, LONGEST_SUBJECT, lines=False)
        elif name == "content":
            value = clean(value, name, LONGEST_CONTENT, lines=True)
        elif name == "recipients":
            value = [clean(one, name, LONGEST_SUBJECT, lines=False) for one in value]
        elif name == "place":
            value = _plain_place(value)
        if not CHECKS[name](value):
            raise Refused("Cette valeur n'est pas dans la liste." if name in CHOICES else "Valeur impossible.", name)
        checked[name] = value
    return checked


def _plain_place(place: Place | Mapping[str, str] | None) -> dict[str, str] | None:
    if place is None:
        return None
    code, name = (place.code, place.name) if isinstance(place, Place) else (place["code"], place["name"])
    return {"code": clean(code, "place", 5, lines=False), "name": clean(name, "place", 120, lines=False)}


def _moment(value: Any) -> bool:
    return type(value) is int and 0 <= value < LAST_MOMENT


def _words(value: Any) -> bool:
    return isinstance(value, str)


def _one_of(choices: Iterable[str]) -> Callable[[Any], bool]:
    kept = frozenset(choices)
    return lambda value: isinstance(value, str) and value in kept


# Whether a value, as it stands in an operation, may be that field of an entry.
CHECKS: Mapping[str, Callable[[Any], bool]] = {
    **dict.fromkeys(AMENDABLE, _words),
    **{name: _one_of(choices) for name, choices in CHOICES.items()},
    "occurred_at": _moment,
    "received_at": lambda value: value is None or _moment(value),
    "priority": lambda value: type(value) is int and 1 <= value <= 4,
    "key_event": lambda value: isinstance(value, bool),
    "recipients": lambda value: isinstance(value, list) and all(map(_words, value)),
    "place": lambda value: value is None or (isinstance(value, dict) and all(_words(value.get(k)) for k in _PLACE)),
}


_Moment = Annotated[int, msgspec.Meta(ge=0, lt=LAST_MOMENT)]


class _Place(msgspec.Struct, gc=False):
    code: str
    name: str


class _Fields(msgspec.Struct, forbid_unknown_fields=True, gc=False):
    """The same checks as CHECKS, where the decoder makes them: see `is_plain`."""

    subject: str
    occurred_at: _Moment
    content: str = ""
    sender: str = ""
    marking: str = ""
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


class _Recorded(msgspec.Struct, gc=False):
    fields: _Fields


_decode = msgspec.json.Decoder(_Recorded).decode
_CHOSEN = tuple((name, frozenset(choices)) for name, choices in CHOICES.items())


def is_plain(body: bytes) -> bool:
    """Whether every field of that recorded entry is known and valid: true of nearly all, and quickly seen.

    False proves nothing: the fields are then to be checked one by one.
    """
    try:
        fields = _decode(body).fields
    except msgspec.MsgspecError:
        return False
    return all(getattr(fields, name) in kept for name, kept in _CHOSEN)
