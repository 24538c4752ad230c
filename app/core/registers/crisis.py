"""The crisis: opened, described, closed. Its frame is in its first operation and never changes."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.core import rhythm
from app.core.clock import moment
from app.core.entries import TLP
from app.core.errors import Refused
from app.core.markings import refuse_classified
from app.core.organisations import organisations
from app.core.places import Places
from app.core.plain_text import clean
from app.core.records import Author, Field, Held, conflicts, fold_fields, settled
from app.core.register import (
    NUMBER,
    Draft,
    Numbered,
    Register,
    View,
    genesis,
    number_given,
    numbered,
    replaced,
    require_open,
)
from app.core.roles import ROLES, may_close_crisis
from app.core.times import known_zone

FRAMES = {"real": "RÉEL", "exercise": "EXERCICE", "test": "ESSAI"}
NATURES = {
    "industrial": "industrielle",
    "natural": "naturelle",
    "health": "sanitaire",
    "terrorism": "terrorisme",
    "cyber": "cyber",
    "transport": "transport",
    "public_order": "ordre public",
    "energy": "énergie",
    "international": "international",
    "other": "autre",
}
EDITABLE = {  # field: French label. The frame and the zone are those of the opening: what is printed rests on them
    "title": "intitulé",
    "nature": "nature",
    "lead": "ministère pilote",
    "associated": "organismes associés",
    "territory": "territoire",
    "marking": "mention par défaut",
    "tlp": "TLP par défaut",
    "rhythm": "rythme des points de situation",
}
LISTS = ("associated", "territory")
ID = re.compile(r"[0-9a-f]{64}")
CHIEFS = frozenset(filter(may_close_crisis, ROLES)) | {"CCOM"}
JOINED = "joined"  # the field that holds the crisis it was joined to: see `reunions`
JOINERS = CHIEFS | {"ADM"}


@dataclass(frozen=True, slots=True)
class OpenCrisis:
    """Command: open a crisis. `lead` and `associated` are organisation codes, `territory` INSEE codes; `marking` and
    `tlp` are those of its entries unless they say otherwise; `rhythm`, typed, is that of its briefs."""

    title: str
    frame: str
    nature: str
    lead: str
    territory: tuple[str, ...] = ()
    associated: tuple[str, ...] = ()
    zone: str = "Europe/Paris"
    marking: str = ""
    tlp: str = ""
    rhythm: str = ""


@dataclass(frozen=True, slots=True)
class EditCrisis:
    """Command: correct the description of a crisis (fields of EDITABLE). `seen` as in `entry_commands.Amend`."""

    crisis: str
    fields: Mapping[str, Any]
    seen: Mapping[str, tuple[str, ...]] | None = None


@dataclass(frozen=True, slots=True)
class CloseCrisis:
    """Command: close a crisis. What was written stays readable; nothing more is written."""

    crisis: str


@dataclass(frozen=True, slots=True)
class Joining:
    """That this crisis was joined to another, by somebody who said they are one event; `code` is what he called it."""

    first: str
    code: str
    by: Author
    at: int
    reason: str


@dataclass(frozen=True, slots=True)
class Crisis:
    """A crisis as its operations leave it. `id` is its space. `joins`: what it was joined to and not separated from;
    several when that was decided apart, and `reunion.pointed` says which one counts. `rhythm` is as `rhythm.plain`
    writes it, decided at `rhythm_at`."""

    id: str
    code: str
    title: str
    frame: str
    nature: str
    lead: str
    associated: tuple[str, ...]
    territory: tuple[str, ...]
    marking: str
    tlp: str
    zone: str
    open: bool
    opened_at: int
    opened_by: Author
    closed_at: int | None
    rank: int | None
    fields: Mapping[str, Field]
    conflicts: tuple[str, ...]
    joins: tuple[Joining, ...] = ()
    rhythm: str = ""
    rhythm_at: int = 0


Command = OpenCrisis | EditCrisis | CloseCrisis


def decide(command: Command, view: View) -> list[Draft]:
    """The operations a command becomes, or Refused."""
    match command:
        case OpenCrisis():
            return [_open(command, view)]
        case EditCrisis(crisis, fields, seen):
            require_open(view, crisis)
            return [_edit(crisis, fields, seen, view)]
        case CloseCrisis(crisis):
            require_open(view, crisis)
            return [Draft("crisis.closed", {}, crisis, crisis)]


def _open(command: OpenCrisis, view: View) -> Draft:
    if command.frame not in FRAMES:
        raise Refused("Choisissez le cadre : RÉEL, EXERCICE ou ESSAI.", "frame")
    described = {name: getattr(command, name) for name in EDITABLE}
    fields = _checked(described) | {"zone": known_zone(command.zone)}
    year = moment(view.now, command.zone).year
    series = f"CRI-{year}"
    body = {
        "code": f"{series}-{view.prefix}-{view.last_number('', series) + 1:03}",
        "frame": command.frame,
        "fields": fields,
    }
    return Draft("crisis.opened", body)


def _edit(crisis: str, fields: Mapping[str, Any], seen: Mapping[str, tuple[str, ...]] | None, view: View) -> Draft:
    now = fold(view.held(crisis))
    if now is None:
        raise Refused("Cette crise n'est pas connue de ce poste.", "crisis")
    changed = {
        name: value
        for name, value in _checked(fields).items()
        if name not in now.fields or now.fields[name].conflict or now.fields[name].settled != value
    }
    if not changed:
        raise Refused("Rien n'est changé.")
    return Draft("crisis.edited", {"fields": changed}, crisis, crisis, replaced(changed, now.fields, seen))


def _checked(fields: Mapping[str, Any]) -> dict[str, Any]:
    """The description as it is written in the operation. Raises Refused naming the field to blame."""
    names = organisations()
    checked: dict[str, Any] = {}
    for name, value in fields.items():
        match name:
            case "title":
                checked[name] = clean(value, name, 120, lines=False)
                if not checked[name]:
                    raise Refused("Donnez un intitulé à la crise.", name)
            case "nature":
                if value not in NATURES:
                    raise Refused(f"Nature inconnue. Natures possibles : {', '.join(NATURES)}.", name)
                checked[name] = value
            case "lead":
                checked[name] = names.resolve(value)
            case "associated":
                checked[name] = list(dict.fromkeys(names.resolve(one) for one in value))
            case "territory":
                checked[name] = _territory(value)
            case "marking":
                checked[name] = clean(value, name, 120, lines=False)
                refuse_classified(checked[name], name)
            case "tlp":
                if value not in TLP:
                    raise Refused(f"TLP inconnu ; valeurs possibles : {', '.join(filter(None, TLP))}.", name)
                checked[name] = value
            case "rhythm":
                checked[name] = rhythm.kept(value)
            case _:
                raise Refused(f"Ce champ d'une crise ne se change pas : {name}.", name)
    return checked


def _territory(codes: Iterable[str]) -> list[str]:
    places = Places()
    for code in codes:
        if places.name(code) is None:
            raise Refused(f"Code INSEE inconnu : {code}.", "territory")
    return list(dict.fromkeys(codes))


def _may_write(kind: str, name: str, value: Any) -> bool:
    if name == JOINED:
        return (kind == "crisis.separated" and value == "") or (kind == "crisis.joined" and _is_id(value))
    if kind != "crisis.opened" and not (kind == "crisis.edited" and name in EDITABLE):
        return False
    if name in LISTS:
        return isinstance(value, list) and all(isinstance(one, str) for one in value)
    if name == "tlp":
        return isinstance(value, str) and value in TLP
    if name == "rhythm":
        return isinstance(value, str) and (not value or rhythm.read(value) is not None)
    return isinstance(value, str) and (name != "zone" or _is_zone(value))


def _is_zone(name: str) -> bool:
    try:
        return known_zone(name) == name
    except Refused:
        return False


def _is_id(value: Any) -> bool:
    return isinstance(value, str) and ID.fullmatch(value) is not None


def _joins(fields: Mapping[str, Field], id: str) -> tuple[Joining, ...]:
    found = []
    for one in fields[JOINED].values if JOINED in fields else ():
        if one.value not in ("", id):
            body, code = one.by.operation.body, one.by.operation.body.get("code")
            called = code if isinstance(code, str) and NUMBER.fullmatch(code) else ""
            found.append(Joining(one.value, called, one.by.author, one.by.at, str(body.get("reason", ""))))
    return tuple(sorted(found, key=lambda one: one.first))


def fold(operations: Sequence[Held]) -> Crisis | None:
    """The crisis these operations amount to."""
    first = genesis(operations, "crisis.opened")
    if first is None or first.id != first.operation.space:
        return None
    frame = first.operation.body.get("frame")
    if not isinstance(frame, str) or frame not in FRAMES:
        return None
    fields = fold_fields(operations, _may_write)
    closed = sorted(one.at for one in operations if one.kind == "crisis.closed" and one.counts)
    return Crisis(
        id=first.id,
        code=number_given(first, "code"),
        title=settled(fields, "title", ""),
        frame=frame,
        nature=settled(fields, "nature", "other"),
        lead=settled(fields, "lead", ""),
        associated=tuple(settled(fields, "associated", ())),
        territory=tuple(settled(fields, "territory", ())),
        marking=settled(fields, "marking", ""),
        tlp=settled(fields, "tlp", ""),
        zone=settled(fields, "zone", "Europe/Paris"),
        open=not closed,
        opened_at=first.at,
        opened_by=first.author,
        closed_at=closed[0] if closed else None,
        rank=first.rank,
        fields=fields,
        conflicts=tuple(name for name in conflicts(fields) if name != JOINED),
        joins=_joins(fields, first.id),
        rhythm=settled(fields, "rhythm", ""),
        rhythm_at=fields["rhythm"].values[0].by.at if settled(fields, "rhythm", "") else 0,
    )


def _row(crisis: Crisis) -> Mapping[str, Any]:
    return {
        "code": crisis.code,
        "title": crisis.title,
        "frame": crisis.frame,
        "lead": crisis.lead,
        "nature": crisis.nature,
        "territory": ",".join(crisis.territory),
        "marking": crisis.marking,
        "tlp": crisis.tlp,
        "zone": crisis.zone,
        "open": crisis.open,
        "opened_at": crisis.opened_at,
        "joins": " ".join(f"{one.first}:{one.by.person}:{one.code}" for one in crisis.joins),
        "rhythm": crisis.rhythm,
        "rhythm_at": crisis.rhythm_at,
    }


def _number(crisis: Crisis) -> Numbered | None:
    """`CRI-2026-SIG1-004` is number 4 of the year, whoever gave it."""
    parts = crisis.code.split("-")
    return numbered(f"{parts[0]}-{parts[1]}", parts[3], crisis.code) if len(parts) == 4 else None


REGISTER = Register(
    name="crisis",
    begins="crisis.opened",
    writers={
        **dict.fromkeys(("crisis.edited", "crisis.closed"), CHIEFS),
        **dict.fromkeys(("crisis.joined", "crisis.separated"), JOINERS),
    },
    fold=fold,
    columns={
        **dict.fromkeys(("code", "title", "frame", "lead", "nature", "territory", "marking", "tlp", "zone"), str),
        "open": bool,
        "opened_at": int,
        "joins": str,
        "rhythm": str,
        "rhythm_at": int,
    },
    row=_row,
    number=_number,
    conflicts=lambda crisis: {name: len(crisis.fields[name].values) for name in crisis.conflicts},
    key=lambda crisis: crisis.opened_at,
    words=lambda crisis: f"{crisis.code}\n{crisis.title}",
)
