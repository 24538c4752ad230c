"""The on-call slots: written one by one or in turn, corrected apart without loss, cancelled and never taken away."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any

from app.core import rotations, times
from app.core.contact import IDENTIFIER
from app.core.contact import fold as contact_of
from app.core.duty import (
    ADDED,
    EDITED,
    ERASED,
    FIELDS,
    HOURS,
    KINDS,
    LATEST,
    LONGEST,
    NORMAL,
    PEOPLE,
    REACH,
    TRUTHS,
    WRITE,
    Duty,
    fold,
    line_of,
    line_words,
)
from app.core.errors import Refused
from app.core.organisations import organisations
from app.core.phones import parse
from app.core.plain_text import clean
from app.core.register import Draft, Register, View, replaced, require_open
from app.core.roles import ROLES, may_erase
from app.core.rotations import Turn

PARIS = "Europe/Paris"
LONGEST_WORDS, LONGEST_REMARK = 200, 2_000
MOST_TURNS = 400
WRITERS = frozenset(ROLES) - {"OBS", "PP"}
ERASERS = frozenset(filter(may_erase, ROLES))
UNKNOWN = "Cette astreinte n'est pas connue de ce poste."
TWICE = "Cette astreinte est déjà écrite : même ligne, mêmes heures, même personne."


@dataclass(frozen=True, slots=True)
class AddDuty:
    """Command: a new slot, `fields` as in duty.FIELDS. `crisis`: it is written for that crisis alone; left empty, in
    the directory everybody shares."""

    fields: Mapping[str, Any]
    crisis: str = ""


@dataclass(frozen=True, slots=True)
class EditDuty:
    """Command: correct fields of a slot; `cancelled` True takes it out of the table, where it stays readable. `seen` as
    in `entry_commands.Amend`."""

    duty: str
    fields: Mapping[str, Any]
    seen: Mapping[str, tuple[str, ...]] | None = None


@dataclass(frozen=True, slots=True)
class AddRotation:
    """Command: `count` slots of `days` days for people who take turns, the first on that local day and hour: all of
    them, or none."""

    organisation: str
    function: str
    turns: tuple[Turn, ...]
    first: date
    count: int
    hour: int = 8
    minute: int = 0
    zone: str = PARIS
    days: int = 7
    phone: str = ""
    crisis: str = ""


Command = AddDuty | EditDuty | AddRotation


def decide(command: Command, view: View) -> Iterator[Draft]:
    """The operations a command becomes, or Refused."""
    match command:
        case AddDuty(fields, crisis):
            yield _added(fields, _space(crisis, view), view)
        case EditDuty(duty, fields, seen):
            yield _edited(duty, fields, seen, view)
        case AddRotation():
            yield from _rotation(command, view)


def _space(crisis: str, view: View) -> str:
    if crisis:
        require_open(view, crisis)
    return crisis or view.accounts.directory


def _added(fields: Mapping[str, Any], space: str, view: View) -> Draft:
    given = _checked({"zone": PARIS, "kind": NORMAL, **fields}, space, view)
    for name, missing in (("starts", "Donnez le début de l'astreinte."), ("ends", "Donnez la fin de l'astreinte.")):
        if name not in given:
            raise Refused(missing, name)
    _check_whole(given, given)
    _refuse_twice(given, space, view)
    said = {name: value for name, value in given.items() if value != "" and value is not False}
    return Draft(ADDED, {"fields": said}, space)


def _edited(duty: str, fields: Mapping[str, Any], seen: Mapping[str, tuple[str, ...]] | None, view: View) -> Draft:
    now = fold(view.held(duty))
    if now is None:
        raise Refused(UNKNOWN, "duty")
    if now.space != view.accounts.directory:
        require_open(view, now.space)
    given = _checked(fields, now.space, view)
    changed = {name: value for name, value in given.items() if not _is_so(now, name, value)}
    if not changed:
        raise Refused("Rien n'est changé.")
    changed = _instead(now, changed) | changed
    values = {name: field.settled for name, field in now.fields.items()} | changed
    if now.cancelled and values.get("cancelled"):
        raise Refused("Cette astreinte est annulée : rétablissez-la avant de la corriger.", "cancelled")
    if not values.get("cancelled"):
        _check_whole(values, changed)
        _refuse_twice(values, now.space, view, now.id)
    return Draft(EDITED, {"fields": changed}, now.space, duty, replaced(changed, now.fields, seen))


def _is_so(now: Duty, name: str, value: Any) -> bool:
    """Whether the slot says that already, and nothing else."""
    held = now.fields.get(name)
    if held is None or not held.values:
        return value in ("", False)
    return not held.conflict and bool(held.settled == value)


def _instead(now: Duty, changed: Mapping[str, Any]) -> dict[str, Any]:
    """What goes with these fields: a contact takes the place of a name, a name that of a contact."""
    pairs = (("holder", "holder_name"), ("deputy", "deputy_name"))
    return {
        other: ""
        for pair in pairs
        for one, other in (pair, pair[::-1])
        if changed.get(one) and not _is_so(now, other, "")
    }


def _rotation(command: AddRotation, view: View) -> Iterator[Draft]:
    space, zone = _space(command.crisis, view), times.known_zone(command.zone)
    if not command.turns or any(one.is_nobody for one in command.turns):
        raise Refused("Dites qui prend chaque tour : un contact de l'annuaire, ou un nom.", "holder")
    if not 1 <= command.days <= LONGEST:
        raise Refused(f"Un tour dure de 1 à {LONGEST} jours.", "days")
    if not 1 <= command.count <= MOST_TURNS:
        raise Refused(f"Écrivez de 1 à {MOST_TURNS} tours à la fois.", "count")
    if not 1970 < command.first.year < 2100 or not (0 <= command.hour < 24 and 0 <= command.minute < 60):
        raise Refused("Le premier tour commence un jour et à une heure du calendrier.", "starts")
    named = f"{view.device}{view.now}{line_of(command.organisation, command.function)}{command.first}"
    rotation = sha256(named.encode()).hexdigest()[:16]
    when = (command.first, command.hour, command.minute, zone, command.days, command.count)
    for slot in rotations.slots(command.turns, *when):
        fields = {
            "organisation": command.organisation,
            "function": command.function,
            "phone": command.phone,
            "zone": zone,
            "rotation": rotation,
            "starts": slot.starts,
            "ends": slot.ends,
            **{name: getattr(slot.turn, name) for name in ("holder", "holder_name", "deputy", "deputy_name")},
        }
        yield _added(fields, space, view)


def _checked(fields: Mapping[str, Any], space: str, view: View) -> dict[str, Any]:
    """These fields as the register keeps them. Raises Refused, naming the one that is wrong."""
    return {name: _one(name, value, space, view) for name, value in fields.items()}


def _one(name: str, value: Any, space: str, view: View) -> Any:
    if name in HOURS:
        return _hour(name, value)
    if name in TRUTHS:
        return bool(value)
    if name in PEOPLE:
        return _contact(name, str(value or ""), space, view)
    match name:
        case "organisation":
            words = clean(value or "", name, LONGEST_WORDS)
            return organisations().code_of(words) or words
        case "phone":
            return parse(value) if value and value.strip() else ""
        case "zone":
            return times.known_zone(value)
        case "kind" if value not in KINDS:
            raise Refused("Une astreinte est normale ou un renfort.", name)
    if name not in FIELDS:
        raise Refused(f"Ce champ d'une astreinte n'existe pas : {name}.", name)
    long = name == "remark"
    return clean(value or "", name, LONGEST_REMARK if long else LONGEST_WORDS, lines=long)


def _hour(name: str, value: Any) -> int:
    if type(value) is not int or not 0 <= value < LATEST:
        raise Refused("Cette heure n'est pas acceptée.", name)
    return value


def _contact(name: str, id: str, space: str, view: View) -> str:
    """The contact of a slot: of the shared directory, or of the crisis the slot is written for."""
    if not id:
        return ""
    found = contact_of(view.held(id)) if IDENTIFIER.fullmatch(id) else None
    if found is None:
        raise Refused(f"Le {FIELDS[name]} n'est pas un contact connu de ce poste.", name)
    if found.space not in (space, view.accounts.directory):
        raise Refused(f"{found.name} n'est que dans l'annuaire d'une crise : cette astreinte n'en est pas.", name)
    return id


def _check_whole(values: Mapping[str, Any], written: Collection[str]) -> None:
    """Raises Refused for a slot that would say nothing, or what cannot be together. What was `written` apart, and is
    still to be settled, stands in the way of nothing else."""
    if not values.get("organisation"):
        raise Refused("Donnez l'organisme d'astreinte.", "organisation")
    if not any(values.get(name) for name in ("holder", "holder_name", "deputy", "deputy_name")):
        raise Refused("Donnez un titulaire ou un suppléant : un contact de l'annuaire, ou un nom.", "holder")
    for one, words in (("holder", "titulaire"), ("deputy", "suppléant")):
        if values.get(one) and values.get(f"{one}_name") and not {one, f"{one}_name"}.isdisjoint(written):
            raise Refused(f"Le {words} est un contact de l'annuaire ou un nom, pas les deux.", f"{one}_name")
    own = values.get("holder") and values["holder"] == values.get("deputy")
    if own and not {"holder", "deputy"}.isdisjoint(written):
        raise Refused("Nul n'est son propre suppléant.", "deputy")
    starts, ends = values["starts"], values["ends"]
    if {"starts", "ends"}.isdisjoint(written):
        return
    if ends <= starts:
        raise Refused("L'astreinte finit avant de commencer.", "ends")
    if ends - starts > REACH:
        raise Refused(f"Une astreinte dure {LONGEST} jours au plus : écrivez-en plusieurs.", "ends")


def _refuse_twice(values: Mapping[str, Any], space: str, view: View, but: str = "") -> None:
    function = str(values.get("function") or "")
    line = line_of(str(values["organisation"]), function)
    same: dict[str, str | int] = {"line": line, "starts": values["starts"], "ends": values["ends"], "cancelled": 0}
    same |= {name: str(values.get(name) or "") for name in ("holder", "holder_name", "deputy", "deputy_name")}
    if any(id != but for id in view.alike("duty", space, same)):
        raise Refused(f"{TWICE} ({line_words(str(values['organisation']), function)})", "starts")


def _row(duty: Duty) -> Mapping[str, Any]:
    return {
        "line": line_of(duty.organisation, duty.function),
        "organisation": duty.organisation,
        "function": duty.function,
        "holder": duty.holder,
        "holder_name": duty.holder_name,
        "deputy": duty.deputy,
        "deputy_name": duty.deputy_name,
        "phone": duty.phone,
        "starts": duty.starts,
        "ends": duty.ends,
        "long": duty.ends - duty.starts > REACH,
        "zone": duty.zone,
        "kind": duty.kind,
        "last": duty.last,
        "cancelled": duty.cancelled,
        "rotation": duty.rotation,
        "remark": duty.remark,
        "author": duty.author.name,
        "changed_at": duty.changed_at,
    }


REGISTER = Register(
    name="duty",
    begins=ADDED,
    writers={**dict.fromkeys(WRITE, WRITERS), ERASED: ERASERS},
    fold=fold,
    columns={
        **dict.fromkeys(("line", "organisation", "function"), str),
        **dict.fromkeys(("holder", "holder_name", "deputy", "deputy_name", "phone"), str),
        **dict.fromkeys(HOURS, int),
        "long": bool,
        **dict.fromkeys(("zone", "kind"), str),
        **dict.fromkeys(("last", "cancelled"), bool),
        **dict.fromkeys(("rotation", "remark", "author"), str),
        "changed_at": int,
    },
    row=_row,
    number=lambda _: None,
    conflicts=lambda duty: {name: len(duty.fields[name].values) for name in duty.conflicts},
    key=lambda duty: duty.starts,
    words=None,
    sorts=(("ends", "starts"), ("line", "starts"), ("long", "ends")),
)
