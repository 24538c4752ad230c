"""Call cascades of a crisis: whom to call, and each call that was made, which the journal tells by itself."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from app.core import cascade_calls, phones
from app.core.cascade import (
    ATTEMPT,
    CALLED,
    EDITED,
    FIELDS,
    REACHED,
    RESULTS,
    SERIES,
    TARGET,
    WRITTEN,
    Cascade,
    Target,
    attempt_key,
    fold,
    hidden,
    may_write,
)
from app.core.cascade_commands import (
    Command,
    EditCascade,
    LogCall,
    LogCalls,
    WriteCascade,
    numbered_from,
    why_not_removed,
)
from app.core.entry_commands import Record, Transcribe
from app.core.errors import Refused
from app.core.organisations import organisations
from app.core.plain_text import clean
from app.core.register import Draft, Numbered, Register, View, numbered, replaced, require_open
from app.core.registers import journal, private
from app.core.roles import ROLES, may_write_entries
from app.core.times import MINUTE

MOST = 500  # targets of a cascade
LONGEST_TITLE, LONGEST_WORDS, LONGEST_NOTE, LONGEST_NAME, LONGEST_NUMBER = 120, 4_000, 500, 200, 40
WRITERS = frozenset(filter(may_write_entries, ROLES))
BETWEEN = r"[\W_]{0,3}"  # what may stand between two figures of a number in a sentence


def decide(command: Command, view: View) -> list[Draft]:
    """The operations a command becomes, or Refused."""
    match command:
        case WriteCascade():
            return [_written(command, view)]
        case EditCascade():
            return [_edited(command, view)]
        case LogCall():
            return _logged([command], _known(command.cascade, view), view, paper=False)
        case LogCalls(cascade, calls):
            return _logged(calls, _known(cascade, view), view, paper=True)


def _written(command: WriteCascade, view: View) -> Draft:
    require_open(view, command.crisis)
    if not command.targets:
        raise Refused("Personne à appeler : choisissez des contacts, une liste ou des astreintes.", "targets")
    fields = _checked({"title": command.title, "words": command.words, **numbered_from(command.targets)})
    _refuse_too_many(len(fields) - len(FIELDS))
    number = view.last_number(command.crisis, SERIES) + 1
    return Draft(WRITTEN, {"number": f"{SERIES}-{view.prefix}-{number:03}", "fields": fields}, command.crisis)


def _edited(command: EditCascade, view: View) -> Draft:
    now = _known(command.cascade, view)
    fields = _checked(command.fields)
    changed = {name: value for name, value in fields.items() if not _is_so(now, name, value)}
    if not changed:
        raise Refused("Rien n'est changé.")
    why_not = (why_not_removed(now, name.removeprefix(TARGET)) for name, value in changed.items() if value is None)
    if said := next(filter(None, why_not), ""):
        raise Refused(said, "targets")
    keys = {f"{TARGET}{one.key}" for one in now.targets} | {one for one in changed if one.startswith(TARGET)}
    _refuse_too_many(sum(changed.get(name, ...) is not None for name in keys))
    return Draft(EDITED, {"fields": changed}, now.space, now.id, replaced(changed, now.fields, command.seen))


def _is_so(now: Cascade, name: str, value: Any) -> bool:
    held = now.fields.get(name)
    if held is None or not held.values:
        return value is None
    return not held.conflict and bool(held.settled == value)


def _refuse_too_many(count: int) -> None:
    if count > MOST:
        raise Refused(f"{count} personnes à appeler : {MOST} au plus par cascade. Faites-en plusieurs.", "targets")


def _checked(fields: Mapping[str, Any]) -> dict[str, Any]:
    checked: dict[str, Any] = {}
    for name, value in fields.items():
        if name == "title":
            checked[name] = clean(value, name, LONGEST_TITLE)
            if not checked[name]:
                raise Refused("Donnez un intitulé à la cascade.", name)
        elif name == "words":
            checked[name] = clean(value, name, LONGEST_WORDS, lines=True)
        else:
            checked[name] = value and _checked_target(value)
        if not may_write(EDITED, name, checked[name]):
            raise Refused("Cette personne ne peut être appelée : elle n'a pas de nom.", "targets")
    return checked


def _checked_target(value: Mapping[str, Any]) -> dict[str, Any]:
    words = ("name", "function", "organisation", "deputy_name")
    return {**value, **{name: clean(value[name], name, LONGEST_NAME) for name in words}}


def _logged(calls: Sequence[LogCall], now: Cascade, view: View, paper: bool) -> list[Draft]:
    """The calls, and the line that the journal keeps of each of them."""
    if not calls:
        raise Refused("Aucun appel : rien n'est enregistré.", "calls")
    fields: dict[str, Any] = {}
    lines: list[Record] = []
    for place, call in enumerate(calls, 1):
        try:
            name, value, target = _attempt(call, {*now.fields, *fields}, now, view)
        except Refused as refused:
            if not paper:
                raise
            raise Refused(f"Ligne {place} : {refused} Rien n'est enregistré.", refused.field) from refused
        fields[name] = value
        lines.append(_line(value, target, now))
    touches = replaced(fields, now.fields, None)
    entries = Transcribe(now.space, now.number, tuple(lines)) if paper else lines[0]
    return [Draft(CALLED, {"fields": fields}, now.space, now.id, touches), *journal.decide(entries, view)]


def _attempt(call: LogCall, known: Iterable[str], now: Cascade, view: View) -> tuple[str, dict[str, Any], Target]:
    target = next((one for one in now.targets if one.key == call.target), None)
    if target is None:
        raise Refused("Cette personne n'est pas dans la cascade.", "target")
    if call.result not in RESULTS:
        raise Refused(f"Résultat inconnu. Résultats possibles : {', '.join(RESULTS.values())}.", "result")
    if call.deputy and not (target.deputy or target.deputy_name):
        raise Refused(f"{target.name} n'a pas de suppléant.", "deputy")
    at = view.now if call.at is None else call.at
    if at > view.now:
        raise Refused("L'heure de cet appel n'est pas encore passée.", "at")
    secret = _secret(target, view)
    number = _dialled(call.number, target, call.deputy, secret)
    name = ATTEMPT + attempt_key(target.key, call.result, at, number, call.deputy)
    if name in known or _told(call, at, number, now):
        raise Refused(f"Cet appel à {target.name} est déjà noté, à la même minute et avec le même résultat.", "at")
    value = {
        "target": target.key,
        "deputy": call.deputy,
        "number": number,
        "result": call.result,
        "at": at,
        "note": _without(clean(call.note, "note", LONGEST_NOTE), secret),
        "by": clean(call.by, "by", LONGEST_NAME) or view.me.name,
    }
    return name, value, target


def _told(call: LogCall, at: int, number: str, now: Cascade) -> bool:
    """Whether that very call was told already: of two numbers tried in one minute, each is a call."""
    return any(
        one.target == call.target
        and (one.result, one.deputy, one.at // MINUTE) == (call.result, call.deputy, at // MINUTE)
        and (one.number == number or not number or not one.number)
        for one in now.attempts
    )


def _secret(target: Target, view: View) -> frozenset[str]:
    """The private numbers of those who are called, that this workstation holds: none is written in a crisis."""
    ids = [id for contact in (target.contact, target.deputy) if contact for id in view.private_of(contact)]
    known = (private.fold(view.held(id)) for id in ids)
    return frozenset(value for one in known if one is not None for value in one.values)


def _dialled(typed: str, target: Target, deputy: bool, secret: frozenset[str]) -> str:
    """The number as the cascade keeps it: whole when the cascade has it already, else its last two figures."""
    typed = clean(typed, "number", LONGEST_NUMBER)
    if not typed or phones.HIDDEN in typed:
        return hidden(typed)
    number = phones.parse(typed)
    known = {one.number for one in (target.deputy_numbers if deputy else target.numbers)} - secret
    return number if number in known else hidden(phones.shown(number))


def _without(note: str, secret: frozenset[str]) -> str:
    """The same words, each private number or address in them hidden, whatever was typed between its figures."""
    for one in sorted(secret, key=len, reverse=True):
        if "@" in one:
            note = re.sub(re.escape(one), phones.HIDDEN * 4, note, flags=re.IGNORECASE)
        else:
            figures = [sign for sign in phones.shown(one) if sign.isdigit()]
            own = "".join(figures).lstrip("0")
            note = re.sub(f"(?:0{BETWEEN})?{BETWEEN.join(own)}", lambda found: hidden(found[0]), note)
    return note


def _line(value: Mapping[str, Any], target: Target, now: Cascade) -> Record:
    """The line of the journal: Appel n° 12 : D. Kerjean, Intérieur : joint."""
    who = target.deputy_name or "suppléant" if value["deputy"] else target.name
    standing = f" (suppléant de {target.name})" if value["deputy"] else ""
    where = f", {organisations().short(target.organisation)}" if target.organisation else ""
    told = f" : {RESULTS[value['result']]}"
    room = 120 - len(told)
    subject = f"Appel n° {target.order} : {who}{standing}{where}"
    number = value["number"]
    said = (
        f"{now.number}, {now.title}",
        f"Numéro : {number if phones.HIDDEN in number else phones.shown(number)}" if number else "",
        value["note"],
        f"Appelé par {value['by']}",
    )
    return Record(
        now.space,
        f"{subject if len(subject) <= room else subject[: room - 1].rstrip() + '…'}{told}",
        content="\n".join(filter(None, said)),
        occurred_at=value["at"],
        direction="out",
        sender=value["by"][:120],
        recipients=(who[:120],),
        means="phone",
        source="A",
        credibility="1",
        verification="confirmed",
        triage="closed",
    )


def _known(cascade: str, view: View) -> Cascade:
    now = fold(view.held(cascade))
    if now is None:
        raise Refused("Cette cascade n'est pas connue de ce poste.", "cascade")
    require_open(view, now.space)
    return now


def _row(one: Cascade) -> Mapping[str, Any]:
    counts = cascade_calls.progress(one)
    reached = counts.counts[REACHED]
    return {"number": one.number, "title": one.title, "targets": counts.total, "reached": reached}


def _number(one: Cascade) -> Numbered | None:
    series, _, n = one.number.rpartition("-")
    return numbered(SERIES, n, one.number) if series.startswith(f"{SERIES}-") else None


REGISTER = Register(
    name="cascade",
    begins=WRITTEN,
    writers=dict.fromkeys((WRITTEN, EDITED, CALLED), WRITERS),
    fold=fold,
    columns={"number": str, "title": str, "targets": int, "reached": int},
    row=_row,
    number=_number,
    conflicts=lambda one: {name: len(one.fields[name].values) for name in one.conflicts},
    key=lambda one: one.written_at,
    words=None,
)
