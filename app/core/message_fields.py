"""What stands beside the signed text of a message: fields that never leave, and what the text rests on."""

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.core import sensitivities, times
from app.core.errors import Refused
from app.core.operations import LAST_MOMENT
from app.core.organisations import organisations
from app.core.plain_text import clean
from app.core.records import Field, Held, fields_of_body, in_order, replaced_by
from app.core.sensitivities import ANSWERS
from app.core.texts import LONGEST_TITLE, WRITES, text_of

GOVERNMENT = "Gouvernement"  # who signs what two ministries or more issue
WORDS = {"topic": LONGEST_TITLE, "spokesperson": LONGEST_TITLE, "not_to_say": 5_000}
VALIDITY = ("valid_from", "valid_until")
MOMENTS = (*VALIDITY, "promised_at")
ASIDE = {  # field: French label
    "topic": "thème",
    "audiences": "publics cibles",
    "spokesperson": "porte-parole",
    "not_to_say": "à ne pas dire",
    "sensitivities": "sensibilités",
    "valid_from": "valable de",
    "valid_until": "valable jusqu’à",
    "promised_at": "prochain rendez-vous",
    "issuers": "organismes émetteurs",
    "replaces": "remplace",
}
USE = "use."  # use.<record>: a fact or a figure the message rests on
MOST_USES, MOST_LISTED = 60, 30


@dataclass(frozen=True, slots=True)
class Aside:
    """The fields of ASIDE, settled. Hours are in ms, None when not said; `replaces` is the id of a message."""

    topic: str = ""
    audiences: tuple[str, ...] = ()
    spokesperson: str = ""
    not_to_say: str = ""
    sensitivities: Mapping[str, str] | None = None
    valid_from: int | None = None
    valid_until: int | None = None
    promised_at: int | None = None
    issuers: tuple[str, ...] = ()
    replaces: str = ""


@dataclass(frozen=True, slots=True)
class Use:
    """A fact or a figure the message rests on: what it said when somebody last looked. `footings` are several when two
    people looked apart."""

    record: str
    number: str
    words: str
    footings: tuple[str, ...]


def aside(fields: Mapping[str, Field], topic: str) -> Aside:
    """What these fields say; `topic` is the one written outside of them when the message began."""
    settled = {name: fields[name].settled for name in ASIDE if name in fields and fields[name].values}
    lists = {name: tuple(settled[name]) for name in ("audiences", "issuers") if name in settled}
    return Aside(**({"topic": topic} | settled | lists))


def uses(fields: Mapping[str, Field]) -> tuple[Use, ...]:
    """What the message rests on. What one person took away and another kept, apart, is kept."""
    found: list[Use] = []
    for name, field in fields.items():
        if name.startswith(USE):
            found += _use(name, [value.value for value in field.values if value.value])
    return tuple(sorted(found, key=lambda use: (use.number, use.record)))


def grounds(operations: Sequence[Held], looked: Container[str]) -> tuple[Use, ...]:
    """What the message was ever made to rest on and that nobody looked at again since: `looked` are the operations by
    which somebody did, a new text or a signed word. What is added or taken away beside the text hides no change."""
    held = {one.id: one for one in operations}
    writers: dict[str, list[Held]] = {}
    for one in in_order(operations):
        first = one.id == one.operation.record
        if one.counts and (first or one.kind != WRITES[0]):
            said = fields_of_body(one)
            for name in said if first else one.operation.header.touches:
                if name.startswith(USE) and name in said and may_write(one.kind, name, said[name]):
                    writers.setdefault(name, []).append(one)
    found: list[Use] = []
    for name, each in writers.items():
        replaced, _ = replaced_by(name, [one for one in each if one.id in looked], held)
        values = [fields_of_body(one)[name] for one in each if one.id not in replaced]
        found += _use(name, [value for value in values if value])
    return tuple(sorted(found, key=lambda use: (use.number, use.record)))


def _use(name: str, values: Sequence[Mapping[str, str]]) -> Iterator[Use]:
    if values:
        footings = tuple(sorted({one["footing"] for one in values}))
        yield Use(name.removeprefix(USE), values[-1]["number"], values[-1]["words"], footings)


def may_write(kind: str, name: str, value: Any) -> bool:
    """Whether an operation of that kind writes that field, and that value in it."""
    if name == "version":
        return kind in WRITES and text_of(value) is not None
    if name.startswith(USE):
        return kind in (*WRITES, "message.supported", "message.reexamined") and _is_use(name, value)
    return name in ASIDE and kind in (WRITES[0], "message.described") and _is_aside(name, value)


def _is_use(name: str, value: Any) -> bool:
    record = name.removeprefix(USE)
    if len(record) != 64 or not set(record) <= set("0123456789abcdef"):
        return False
    if value is None:
        return True
    parts = [value.get(part) for part in ("footing", "number", "words")] if isinstance(value, dict) else [None]
    return all(isinstance(part, str) for part in parts) and len(str(parts[0])) == 64


def _is_aside(name: str, value: Any) -> bool:
    if name in MOMENTS:
        return value is None or (type(value) is int and 0 < value <= LAST_MOMENT)
    if name in ("audiences", "issuers"):
        return isinstance(value, list) and all(isinstance(one, str) for one in value)
    if name == "sensitivities":
        return (
            isinstance(value, dict)
            and all(one in ANSWERS for one in value.values() if isinstance(one, str))
            and (all(isinstance(one, str) for one in value.values()))
        )
    return isinstance(value, str)


def checked(fields: Mapping[str, Any]) -> dict[str, Any]:
    """These fields as they are written in an operation. Raises Refused naming the field to blame."""
    found = {name: _checked(name, value) for name, value in fields.items()}
    start, end = found.get("valid_from"), found.get("valid_until")
    if start is not None and end is not None and end <= start:
        raise Refused("La validité finit avant de commencer.", "valid_until")
    return found


def _checked(name: str, value: Any) -> Any:
    if name in WORDS:
        return clean(value, name, WORDS[name], lines=name == "not_to_say")
    if name in MOMENTS:
        if value is not None and not 0 < value <= LAST_MOMENT:
            raise Refused("Cette heure n'est pas acceptée.", name)
        return value
    if name == "audiences":
        return _listed([clean(one, name, LONGEST_TITLE) for one in value], name)
    if name == "issuers":
        return _listed([organisations().resolve(one) for one in value], name)
    if name == "sensitivities":
        return _answered(value)
    if name == "replaces":
        return value
    raise Refused(f"Ce champ d'un message n'existe pas : {name}.", name)


def _answered(answers: Mapping[str, str]) -> dict[str, str]:
    wrong = next((answer for answer in answers.values() if answer not in ANSWERS), None)
    if wrong is not None:
        raise Refused(f"Réponse inconnue : « {wrong} ».", "sensitivities")
    return {clean(code, "sensitivities", 40): answer for code, answer in answers.items()}


def _listed(values: Sequence[str], name: str) -> list[str]:
    kept = list(dict.fromkeys(filter(None, values)))
    if len(kept) > MOST_LISTED:
        raise Refused(f"{len(kept)} valeurs, {MOST_LISTED} au plus.", name)
    return kept


def value_words(name: str, value: Any, zone: str) -> str:
    """One value of one field of ASIDE, as a person reads it; `—` when there is none."""
    if value in (None, "", [], {}):
        return "—"
    match name:
        case "valid_from" | "valid_until" | "promised_at":
            return f"{times.date_words(value, zone)} à {times.hour(value, zone)}"
        case "issuers":
            return ", ".join(organisations().short(one) for one in value)
        case "audiences":
            return ", ".join(value)
        case "sensitivities":
            return " ; ".join(f"{sensitivities.question(code)} {ANSWERS.get(one, one)}" for code, one in value.items())
    return str(value)


def is_joint(issuers: Sequence[str]) -> bool:
    """Whether two ministries or more issue it: it is then signed GOVERNMENT."""
    return sum(organisations().is_ministry(code) for code in issuers) >= 2
