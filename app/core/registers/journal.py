"""The main courante: entries that are never edited or deleted, their rectifications and their handling."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from app.core import entry_line
from app.core.entries import (
    AMENDABLE,
    HANDLED,
    LINKS,
    LONGEST_CONTENT,
    STEPS,
    TRIAGE,
    Attachment,
)
from app.core.entry import LONGEST_SHEET, Entry, fold
from app.core.entry_commands import (
    Amend,
    Assign,
    Attach,
    Command,
    Handle,
    Link,
    Record,
    Seen,
    Transcribe,
    Triage,
    Unlink,
)
from app.core.entry_fields import checked, is_file
from app.core.entry_line import DECISIONS
from app.core.errors import Refused
from app.core.plain_text import clean
from app.core.register import Draft, Register, View, replaced, require_open
from app.core.registers import crisis
from app.core.roles import ROLES, may_triage, may_write_entries

LONGEST_REASON = 500
MOST_FILES = 20  # of one entry
WRITERS = frozenset(filter(may_write_entries, ROLES))
SORTERS = frozenset(filter(may_triage, ROLES))


def decide(command: Command, view: View) -> list[Draft]:
    """The operations a command becomes, or Refused."""
    match command:
        case Record():
            return _record([command], view)
        case Transcribe(_, sheet, lines):
            return _transcribe(command.crisis, sheet, lines, view)
        case Amend():
            return [_amend(command, view)]
        case Handle(entry, fields, seen):
            return [_change("entry.handled", _known(entry, view), checked(fields, HANDLED), seen, {})]
        case Triage():
            return [_triage(command, view)]
        case Assign(entry, to, due, seen):
            fields = checked({"assigned": to, "due": due}, ("assigned", "due"))
            return [_change("entry.assigned", _known(entry, view), fields, seen, {})]
        case Link() | Unlink():
            return [_link(command, view)]
        case Attach(entry, files):
            return [_attach(_known(entry, view), files)]


def _transcribe(space: str, sheet: str, lines: Sequence[Record], view: View) -> list[Draft]:
    sheet = clean(sheet, "sheet", LONGEST_SHEET)
    if not sheet:
        raise Refused("Indiquez le numéro de la feuille.", "sheet")
    if not lines:
        raise Refused("La feuille est vide : rien n'est enregistré.", "lines")
    return _record([replace(one, crisis=space, sheet=sheet) for one in lines], view)


def _record(commands: Sequence[Record], view: View) -> list[Draft]:
    """The entries, numbered one after the other."""
    space = commands[0].crisis
    require_open(view, space)
    here = crisis.fold(view.held(space))
    number, decision = view.last_number(space, view.prefix), view.last_number(space, DECISIONS)
    drafts = []
    for place, command in enumerate(commands, 1):
        marking, tlp = (here.marking, here.tlp) if here else ("", "")
        written = _written(replace(command, marking=command.marking or marking, tlp=command.tlp or tlp), view)
        body: dict[str, Any] = {"number": f"{view.prefix}-{number + place:04}"}
        if written["type"] == "decision":
            decision += 1
            body["decision"] = f"{DECISIONS}-{view.prefix}-{decision:03}"
        if command.sheet:
            body["sheet"] = command.sheet
        body["raw"] = clean(command.raw, "raw", 4 * LONGEST_CONTENT, lines=True)
        drafts.append(Draft("entry.recorded", {**body, "fields": written}, space))
    return drafts


def _written(command: Record, view: View) -> dict[str, Any]:
    names = (*AMENDABLE, *HANDLED, "triage")
    fields = {name: getattr(command, name) for name in names}
    fields["recipients"] = list(command.recipients)
    fields["occurred_at"] = view.now if command.occurred_at is None else command.occurred_at
    written = checked(fields, names)
    if not written["subject"]:
        raise Refused("Écrivez d'abord l'objet de l'entrée.", "subject")
    for kind, target in command.links:
        other = _known(target, view, command.crisis)
        written[_link_name(kind, other)] = {"note": "", "settled": ""}
    return written | _joined(command.files, ())


def _amend(command: Amend, view: View) -> Draft:
    reason = clean(command.reason, "reason", LONGEST_REASON, lines=False)
    if not reason:
        raise Refused("Indiquez le motif de la rectification.", "reason")
    fields, now = checked(command.fields, AMENDABLE), _known(command.entry, view)
    if "subject" in fields and not fields["subject"]:
        raise Refused("Écrivez d'abord l'objet de l'entrée.", "subject")
    more = {"reason": reason}
    if fields.get("type") == "decision" and not now.decision:
        more["decision"] = f"{DECISIONS}-{view.prefix}-{view.last_number(now.space, DECISIONS) + 1:03}"
    return _change("entry.amended", now, fields, command.seen, more)


def _triage(command: Triage, view: View) -> Draft:
    fields, now = checked({"triage": command.step}, ("triage",)), _known(command.entry, view)
    reason = clean(command.reason, "reason", LONGEST_REASON, lines=False)
    if STEPS.index(command.step) < STEPS.index(now.triage) and not reason:
        raise Refused(f"Dites pourquoi l'entrée revient de « {TRIAGE[now.triage]} ».", "reason")
    return _change("entry.triaged", now, fields, command.seen, {"reason": reason} if reason else {})


def _link(command: Link | Unlink, view: View) -> Draft:
    now = _known(command.entry, view)
    other = _known(command.target, view, now.space)
    if other.id == now.id:
        raise Refused("Une entrée ne se lie pas à elle-même.", "target")
    name = _link_name(command.kind, other)
    if isinstance(command, Unlink):
        reason = clean(command.reason, "reason", LONGEST_REASON)
        if not reason:
            raise Refused("Indiquez pourquoi ce lien est repris.", "reason")
        if name not in now.fields or now.fields[name].settled is None:
            raise Refused("Ce lien n'existe pas.", "target")
        return _change("entry.linked", now, {name: None}, None, {"reason": reason})
    said = {"note": clean(command.note, "note", 200), "settled": clean(command.settled, "settled", LONGEST_REASON)}
    if said["settled"] and command.kind != "contradicts":
        raise Refused("Seule une contradiction se tranche.", "settled")
    return _change("entry.linked", now, {name: said}, None, {})


def _link_name(kind: str, other: Entry) -> str:
    if kind not in LINKS:
        raise Refused(f"Ce lien n'existe pas ; liens possibles : {', '.join(LINKS.values())}.", "kind")
    return f"link.{kind}.{other.id}"


def _attach(now: Entry, files: Sequence[Attachment]) -> Draft:
    known = {one.sha256 for one in now.files}
    new = {one.sha256: one for one in reversed(files) if one.sha256 not in known}  # the first name of each content
    if not new:
        raise Refused("Ces fichiers sont déjà joints à cette entrée.", "files")
    return _change("entry.attached", now, _joined(list(new.values()), now.files), None, {})


def _joined(files: Sequence[Attachment], already: Sequence[Attachment]) -> dict[str, Any]:
    """The fields that say which files are joined."""
    if len(files) + len(already) > MOST_FILES:
        raise Refused(f"{MOST_FILES} pièces jointes au plus par entrée.", "files")
    joined = {f"file.{one.sha256}": {"name": one.name, "size": one.size, "type": one.type} for one in files}
    if not all(is_file(name, value) for name, value in joined.items()):
        raise Refused("Ce fichier ne peut être joint.", "files")
    return joined


def _known(entry: str, view: View, space: str = "") -> Entry:
    """The entry a command names, in an open crisis (`space` when it must be that one)."""
    now = fold(view.held(entry))
    if now is None or space not in ("", now.space):
        raise Refused("Cette entrée n'est pas connue de ce poste dans cette crise.", "entry")
    require_open(view, now.space)
    return now


def _change(kind: str, now: Entry, fields: Mapping[str, Any], seen: Seen, more: Mapping[str, Any]) -> Draft:
    if not fields:
        raise Refused("Rien n'est changé.")
    former = {name: now.fields[name] for name in fields if name in now.fields}  # another program may write fewer
    nothing = {"assigned": None, "due": None, "triage": "to_sort"}  # what a field that was never written amounts to
    if all(
        _is(former[name], value) if name in former else nothing.get(name, ...) == value
        for name, value in fields.items()
    ):
        same = "Le texte est le même : rien n'est rectifié." if kind == "entry.amended" else "C'est déjà ainsi."
        raise Refused(same)
    return Draft(kind, {**more, "fields": fields}, now.space, now.id, replaced(fields, now.fields, seen))


def _is(field: Any, value: Any) -> bool:
    return not field.conflict and bool(field.values) and field.settled == value


REGISTER = Register(
    name="entry",
    begins="entry.recorded",
    writers={
        **dict.fromkeys(
            ("entry.recorded", "entry.amended", "entry.handled", "entry.linked", "entry.attached"), WRITERS
        ),
        **dict.fromkeys(("entry.triaged", "entry.assigned"), SORTERS),
    },
    fold=fold,
    columns=entry_line.COLUMNS,
    row=entry_line.row,
    number=entry_line.number,
    further=entry_line.decision,
    conflicts=lambda entry: {name: len(entry.fields[name].values) for name in entry.conflicts},
    key=lambda entry: entry.occurred_at,
    tie=entry_line.tie,
    words=entry_line.words,
    relations=entry_line.relations,
    sorts=(("recorded_at",),),  # by the hour of the fact, they are in the order of their keys
)
