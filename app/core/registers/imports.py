"""What was brought into the directory from a file: written down, applied by parts, and undone as a whole."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from app.core import contact as contacts
from app.core.errors import Refused
from app.core.merging import Merge, written
from app.core.plain_text import clean
from app.core.records import Author, Field, Held, fields_of_body, fold_fields, replaced_by
from app.core.register import Draft, Register, View, genesis, replaced, require_open
from app.core.registers import directory, private
from app.core.registers.directory import AddContact, EditContact
from app.core.registers.private import EditPrivate

FORMATS = {"vcard": "vCard", "csv": "CSV", "ods": "ODS", "dila": "annuaire de l'administration (DILA)"}
UNKNOWN = "Cet import n'est pas connu de ce poste."
UNDONE = "import annulé"
PART = 200  # contacts written, or undone, in one transaction


@dataclass(frozen=True, slots=True)
class BeginImport:
    """Command: a file is about to be brought into the directory, or into a crisis."""

    file: str
    format: str
    sha256: str
    crisis: str = ""


@dataclass(frozen=True, slots=True)
class ApplyImport:
    """Command: a part of it: what was decided of each contact, with what was chosen of its differences."""

    batch: str
    merges: tuple[tuple[Merge, Mapping[str, str]], ...]


@dataclass(frozen=True, slots=True)
class UndoImport:
    """Command: what it wrote in these contacts is taken back, but what was changed since; and the `private` numbers it
    brought are in service no more."""

    batch: str
    contacts: tuple[str, ...]
    private: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Import:
    """One file brought in. `undone_at` (ms) is 0 while it stands."""

    id: str
    space: str
    file: str
    format: str
    sha256: str
    author: Author
    at: int
    undone_at: int
    rank: int | None


Command = BeginImport | ApplyImport | UndoImport


@dataclass(frozen=True, slots=True)
class Undoing:
    """What undoing an import does to one contact. `fields` are written, each in place of the operations of `seen`
    alone; `left` were changed since and stay."""

    fields: Mapping[str, Any]
    left: tuple[str, ...]
    seen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def decide(command: Command, view: View) -> Iterator[Draft]:
    """The operations a command becomes, or Refused."""
    match command:
        case BeginImport(file, format, sha256, crisis):
            if crisis:
                require_open(view, crisis)
            if format not in FORMATS:
                raise Refused(f"Format inconnu : {format}.", "file")
            body = {"file": clean(file, "file", 200), "format": format, "sha256": sha256}
            yield Draft("import.begun", body, crisis or view.accounts.directory)
        case ApplyImport(batch, merges):
            now = _known(batch, view)
            if now.undone_at:
                raise Refused("Cet import a été annulé : commencez-en un autre.", "import")
            if not merges:
                raise Refused("Rien à importer.", "import")
            for merge, choices in merges:
                yield from _applied(merge, choices, now, view)
        case UndoImport(batch, ids, numbers):
            now = _known(batch, view)
            drafts = [draft for id in ids for draft in _undone(id, now, view)]
            drafts += [draft for id in numbers for draft in private.decide(EditPrivate(id, {"used": False}), view)]
            if not drafts and now.undone_at:
                raise Refused("Cet import est déjà annulé : rien n'a été écrit.", "import")
            yield from drafts
            if not now.undone_at:
                yield Draft("import.undone", {}, now.space, now.id)


def _applied(merge: Merge, choices: Mapping[str, str], now: Import, view: View) -> Iterator[Draft]:
    fields, seen = written(merge, choices)
    if not merge.contact:
        crisis = "" if now.space == view.accounts.directory else now.space
        yield from directory.decide(AddContact(fields, crisis, now.id), view)
    elif fields:
        yield from directory.decide(EditContact(merge.contact, fields, seen, now.id), view)


def _undone(contact: str, now: Import, view: View) -> Iterator[Draft]:
    history = view.held(contact)
    undone_before = {id for id in named(history) if (one := fold(view.held(id))) and one.undone_at}
    undoing = undone(history, now.id, undone_before)
    known = contacts.fold(history)
    if known is not None and undoing.fields:
        touches = replaced(undoing.fields, known.fields, undoing.seen)
        yield Draft("contact.edited", {"fields": dict(undoing.fields), "undoes": now.id}, known.space, contact, touches)


def named(history: Iterable[Held]) -> set[str]:
    """The imports (ids) that wrote some of these operations."""
    return {id for one in history if (id := contacts.import_of(one))}


def undone(history: Sequence[Held], batch: str, undone_before: Collection[str] = ()) -> Undoing:
    """What taking back that import does to the contact of these operations. `undone_before`: those that were taken back
    already, in whatever order: none of them gives back what another took.

    What people wrote is what stays, whoever wrote it apart; nothing else is replaced.
    """
    known = contacts.fold(history)
    if known is None:
        return Undoing({}, ())
    taken = {batch, *undone_before}
    ours = {one.id for one in history if contacts.import_of(one) == batch}
    gone = {one.id for one in history if contacts.import_of(one) in taken or _undoes(one) in taken}
    if known.id in gone and ours:
        since = {name for one in history if one.counts and one.id not in gone for name in one.operation.header.touches}
        if not since:  # nobody has written to it but what was taken back
            return Undoing({} if known.retired else {"retired": UNDONE}, ())
        if known.id in ours:
            return Undoing({}, tuple(sorted(since)))
        gone -= {one.id for one in history if contacts.import_of(one) == _begun_by(history)}  # it stays as it was added
    without = [replace(one, why_not=UNDONE) if one.id in gone else one for one in history]
    before = fold_fields(without, contacts.may_write)
    held = {one.id: one for one in history}
    fields, seen = dict[str, Any](), dict[str, tuple[str, ...]]()
    left: list[str] = []
    for name in sorted({name for id in ours for name in held[id].operation.header.touches} & known.fields.keys()):
        heads = known.fields[name].seen
        values = [value.value for value in before.get(name, Field()).values]
        stale = [
            id for id in heads if id in gone and fields_of_body(held[id])[name] not in (values or [_nothing(name)])
        ]
        if stale:
            stay = [fields_of_body(held[id])[name] for id in heads if id not in stale]
            fields[name] = next((one for one in (*(v for v in values if v not in stay), *stay)), _nothing(name))
            seen[name] = tuple(stale)
        elif ours & replaced_by(name, [held[id] for id in heads if id not in gone], held)[0]:
            left.append(name)
    return Undoing(fields, tuple(left), seen)


def _begun_by(history: Sequence[Held]) -> str:
    """The import (id) that added the contact of these operations; nothing when somebody did."""
    return next((contacts.import_of(one) for one in history if one.id == one.operation.record), "")


def _undoes(held: Held) -> str:
    """The import (id) that operation took back; nothing when it did something else."""
    body = held.operation.body
    return str(body.get("undoes") or "") if isinstance(body, dict) else ""


def _nothing(name: str) -> Any:
    if name.startswith(contacts.LISTS):
        return None
    return False if name == "may_speak" else 0 if name == "call_order" else ""


def _known(batch: str, view: View) -> Import:
    now = fold(view.held(batch))
    if now is None:
        raise Refused(UNKNOWN, "import")
    if now.space != view.accounts.directory:
        require_open(view, now.space)
    return now


def fold(operations: Sequence[Held]) -> Import | None:
    """The import these operations amount to."""
    first = genesis(operations, "import.begun")
    if first is None:
        return None
    body = first.operation.body
    file, format, sha256 = (str(body.get(name) or "") for name in ("file", "format", "sha256"))
    undone_at = min((one.at for one in operations if one.kind == "import.undone" and one.counts), default=0)
    return Import(first.id, first.operation.space, file, format, sha256, first.author, first.at, undone_at, first.rank)


def _row(one: Import) -> Mapping[str, Any]:
    return {
        "file": one.file,
        "format": one.format,
        "author": one.author.name,
        "at": one.at,
        "undone_at": one.undone_at,
    }


REGISTER = Register(
    name="import",
    begins="import.begun",
    writers=dict.fromkeys(("import.begun", "import.undone"), directory.WRITERS),
    fold=fold,
    columns={"file": str, "format": str, "author": str, "at": int, "undone_at": int},
    row=_row,
    number=lambda _: None,
    conflicts=lambda _: {},
    key=lambda one: one.at,
    words=None,
)
