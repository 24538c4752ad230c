"""What the screens may ask of imports: those there were, and whom the directory already knows of what a file says."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from app.core import contact
from app.core.contact import Contact
from app.core.contact_words_searched import filed
from app.core.errors import Refused
from app.core.incoming import Incoming
from app.core.merging import SURE, Key, Merge, keys_of, merged, recognised
from app.core.registers import imports
from app.core.registers.imports import UNDONE, UNKNOWN, Import, Undoing, named, undone
from app.core.store.log import chunks, marks
from app.core.store.store import Store
from app.core.store.transaction import Transaction

IMPORTED = (
    "SELECT source AS id FROM relation WHERE register = 'contact' AND kind = 'imported' AND target = ? ORDER BY source"
)


@dataclass(frozen=True, slots=True)
class Left:
    """A contact that an import wrote in, and the fields of it that were changed since."""

    contact: str
    name: str
    fields: tuple[str, ...]


class ImportReading:
    """Thread-safe; every question is one short transaction. Never asked on the window's thread."""

    _store: Store

    def merges(self, incoming: Sequence[Incoming], crisis: str = "") -> list[Merge]:
        """What each of these would become, beside what is held of the directory, or of that crisis."""
        with self._store.read() as transaction:
            space = crisis or transaction.accounts.directory
            known = _known(transaction, incoming, space)
            found = [recognised(one, known) for one in incoming]
            held = transaction.all_verified(sorted({one.id for one in found if one}))
        return [merged(one, mine, held[mine.id] if mine else ()) for one, mine in zip(incoming, found, strict=True)]

    def imports(self, space: str = "") -> list[Import]:
        """What was brought into the directory, or into that crisis, the latest first."""
        with self._store.read() as transaction:
            here = bytes.fromhex(space or transaction.accounts.directory)
            sql = "SELECT id FROM import WHERE space = (SELECT n FROM space WHERE name = ?) ORDER BY key DESC"
            ids = [row.id.hex() for row in transaction.connection.exec_driver_sql(sql, (here,))]
            held = transaction.all_verified(ids)
        folded = (imports.fold(held[id]) for id in ids)
        return [one for one in folded if one is not None]

    def import_of(self, id: str) -> Import:
        with self._store.read() as transaction:
            found = imports.fold(transaction.verified(id))
        if found is None:
            raise Refused(UNKNOWN, "import")
        return found

    def imported(self, batch: str) -> list[str]:
        """The contacts that import wrote in, by id."""
        with self._store.read() as transaction:
            return [row.id.hex() for row in transaction.connection.exec_driver_sql(IMPORTED, (bytes.fromhex(batch),))]

    def private_imported(self, batch: str) -> list[str]:
        """The private numbers that import brought and that are in service, by id."""
        sql = (
            "SELECT source FROM relation JOIN private ON private.id = relation.source WHERE register = 'private'"
            " AND kind = 'imported' AND target = ? AND used ORDER BY source"
        )
        with self._store.read() as transaction:
            rows = transaction.connection.exec_driver_sql(sql, (bytes.fromhex(batch),))
            return [row.source.hex() for row in rows]

    def undoing(self, batch: str, contacts: Sequence[str]) -> Iterator[tuple[Contact, Undoing]]:
        """What undoing that import does to each of these contacts."""
        with self._store.read() as transaction:
            held = transaction.all_verified(contacts)
            others = transaction.held(sorted({id for operations in held.values() for id in named(operations)}))
        taken = {id for id, operations in others.items() if (one := imports.fold(operations)) and one.undone_at}
        for operations in held.values():
            known = contact.fold(operations)
            if known is not None:
                yield known, undone(operations, batch, taken)


def _known(transaction: Transaction, incoming: Iterable[Incoming], space: str) -> dict[Key, list[Contact]]:
    """The contacts of that space that some of these may be, under each key they answer to, the oldest first. One that
    somebody took out of the lists answers to its identifiers, behind the others: it does not come back by itself."""
    wanted: dict[str, set[str]] = {}
    for one in incoming:
        for column, value in _sought(one):
            wanted.setdefault(column, set()).add(value)
    here = transaction.connection.exec_driver_sql(
        "SELECT n FROM space WHERE name = ?", (bytes.fromhex(space),)
    ).scalar()
    ids: set[str] = set()
    for column, values in wanted.items():
        for part in chunks(sorted(values)):
            sql = f"SELECT id FROM contact WHERE space = ? AND retired <> ? AND {column} IN ({marks(part)})"
            ids |= {row.id.hex() for row in transaction.connection.exec_driver_sql(sql, (here, UNDONE, *part))}
    folded = (contact.fold(operations) for operations in transaction.held(sorted(ids)).values())
    contacts = [one for one in folded if one is not None]
    contacts.sort(key=lambda one: (bool(one.retired), one.rank is None, one.rank, one.id))
    found: dict[Key, list[Contact]] = {}
    for known in contacts:
        for key in dict.fromkeys(keys_of(known)):
            if not known.retired or key[0] in SURE:
                found.setdefault(key, []).append(known)
    return found


def _sought(incoming: Incoming) -> Iterator[tuple[str, str]]:
    """The columns of the read table by which it may be found, and their values."""
    for name in SURE:
        if incoming.fields.get(name):
            yield name, str(incoming.fields[name])
    yield "sort", filed(incoming.fields)
    for name, value in incoming.fields.items():
        if name.startswith("email:") and value:
            yield "email", str(value)
        elif name.startswith("phone:") and value:
            yield "phone", str(value["number"])
