"""What the screens may ask of call cascades, and of whom one may be made of."""

from collections.abc import Collection, Iterable, Sequence

from app.core import cascade_targets, contact
from app.core.call_sheet import CallSheet
from app.core.cascade import Cascade, Number, Target, fold
from app.core.cascade_calls import lines, second_pass
from app.core.contact import Contact, node
from app.core.errors import Refused
from app.core.recipients import Recipient
from app.core.records import Author
from app.core.registers import crisis
from app.core.registers.cascades import MOST
from app.core.registers.private import PHONE
from app.core.search_text import folded, match_query
from app.core.store.contact_search import ContactSearch
from app.core.store.duty_reading import DutyReading
from app.core.store.list_reading import ListReading
from app.core.store.log import chunks, marks, noted
from app.core.store.private_reading import PrivateReading, PrivateRow
from app.core.store.schema import SEARCH
from app.core.store.transaction import Transaction

PEOPLE = ("person", "function")  # those of the directory who answer a telephone
BETWEEN = " / "  # of a number corrected apart, between its values
UNKNOWN = "Cette cascade n'est pas connue de ce poste."


class CascadeReading(ContactSearch, ListReading, DutyReading, PrivateReading):
    """Thread-safe; every question is one short transaction. Never asked on the window's thread."""

    def cascades(self, space: str) -> list[Cascade]:
        """The cascades of a crisis, the latest first; each folded from verified operations."""
        with self._store.read() as transaction:
            sql = "SELECT id FROM cascade WHERE space = (SELECT n FROM space WHERE name = ?) ORDER BY key DESC, id"
            ids = [row.id.hex() for row in transaction.connection.exec_driver_sql(sql, (bytes.fromhex(space),))]
            held = transaction.all_verified(ids)
        folded = (fold(held[id]) for id in ids)
        return [one for one in folded if one is not None]

    def cascade(self, id: str) -> Cascade:
        """Raises Refused for one that is not known here."""
        with self._store.read() as transaction:
            found = fold(transaction.verified(id))
        if found is None:
            raise Refused(UNKNOWN, "cascade")
        return found

    def targets_of(self, contacts: Sequence[str]) -> list[Target]:
        """These contacts (ids), in that order, with their deputies."""
        with self._store.read() as transaction:
            return _targets(transaction, contacts)

    def targets_found(self, words: str, space: str) -> list[Target]:
        """Everybody whom these words find in the directory, or among what that crisis added, in their order of call.
        Raises Refused when they are too many for a cascade."""
        if not words.strip():
            return []
        page = self.find_contacts(words, space, PEOPLE, MOST)
        if page.more:
            raise Refused(f"Plus de {MOST} contacts répondent à « {words.strip()[:80]} » : précisez.", "targets")
        with self._store.read() as transaction:
            found = _known(transaction, [row.id for row in page.rows]).values()
            return _targets(transaction, [one.id for one in cascade_targets.ordered(found)])

    def targets_of_list(self, list: str) -> list[Target]:
        """Whom a distribution list reaches now, each as the directory has him; in their order of call."""
        recipients = self.recipients(list)
        with self._store.read() as transaction:
            matched = {one: _contact_of(transaction, one) for one in recipients}
            known = _known(transaction, {id for id in matched.values() if id})
            found = {one.contact: one for one in _targets(transaction, [*known])}
        targets = [found.get(id) or cascade_targets.of_recipient(one) for one, id in matched.items()]
        places = {one.id: place for place, one in enumerate(cascade_targets.ordered(known.values()))}
        return sorted(targets, key=lambda one: places.get(one.contact, len(places)))

    def targets_on_call(self, space: str, now: int, organisations: Sequence[str] = ()) -> list[Target]:
        """Who is on call at that hour in these organisations (codes or words), or everywhere; each as the directory or
        that crisis has him, be it by his name alone."""
        asked = [self.on_call(space, now, one) for one in organisations] or [self.on_call(space, now)]
        lines = [line for found in asked for line in found]
        with self._store.read() as transaction:
            named = _named(transaction, space, {node(one.organisation) for one in lines if one.organisation})
            lines = cascade_targets.linked(lines, named)
            people = {id for line in lines for one in line.holding for id in (one.contact, one.slot.deputy) if id}
            known = _known(transaction, people)
            known |= _known(transaction, cascade_targets.people_of(known.values()))
        return cascade_targets.of_duties(lines, known)

    def private_numbers(self, contacts: Collection[str]) -> dict[str, tuple[PrivateRow, ...]]:
        """Those of these contacts (ids) that have private telephone numbers, each number masked."""
        held = {id: self.private_of(id) for id in self.holders(contacts)}
        phones = {id: tuple(one for one in rows if one.medium == PHONE) for id, rows in held.items()}
        return {id: rows for id, rows in phones.items() if rows}

    def masked_numbers(self, cascade: Cascade) -> dict[str, tuple[Number, ...]]:
        """The private numbers of each contact (id) of a cascade who has some, as `cascade_calls.lines` takes them."""
        people = {id for one in cascade.targets for id in (one.contact, one.deputy) if id}
        held = self.private_numbers(people)
        return {
            id: tuple(Number(row.usage, one) for row in rows for one in row.masked.split(BETWEEN))
            for id, rows in held.items()
        }

    def call_sheet(self, id: str, second: bool = False) -> CallSheet:
        """What is printed of a cascade now, private numbers masked. Raises Refused when there is nobody to call."""
        cascade = self.cascade(id)
        private = self.masked_numbers(cascade)
        shown = second_pass(cascade, private) if second else lines(cascade, private)
        if not shown:
            raise Refused("Personne à rappeler : tous ceux qui ont été appelés sont joints.", "second")
        with self._store.read() as transaction:
            view, here = transaction.view(), crisis.fold(transaction.verified(cascade.space))
            failed, met = int(noted(transaction.connection, "exchange_failed") or 0), view.last_exchange
            author = Author(view.me.id, view.me.name, view.me.organisation, view.me.role, view.prefix)
        assert here is not None  # it was folded to name the cascade's space
        offline = met is None or failed > met
        return CallSheet(cascade, shown, here, view.now, author, second, private, False, offline, met)


def _targets(transaction: Transaction, contacts: Sequence[str]) -> list[Target]:
    known = _known(transaction, contacts)
    people = known | _known(transaction, cascade_targets.people_of(known.values()))
    return [cascade_targets.of_contact(known[id], people) for id in dict.fromkeys(contacts) if id in known]


def _known(transaction: Transaction, ids: Iterable[str]) -> dict[str, Contact]:
    held = transaction.all_verified(list(dict.fromkeys(ids)))
    folded = {id: contact.fold(operations) for id, operations in held.items()}
    return {id: one for id, one in folded.items() if one is not None}


def _named(transaction: Transaction, space: str, nodes: Collection[str]) -> dict[tuple[str, str], str]:
    """For a name (folded) in one of these organisations (`contact.node`), the contact who alone bears it."""
    found: dict[tuple[str, str], str] = {}
    spaces = [bytes.fromhex(one) for one in {transaction.accounts.directory, space} if one]
    sql = "SELECT id, name, belongs FROM contact WHERE space IN (SELECT n FROM space WHERE name IN ({}))"
    sql += " AND belongs IN ({}) AND kind IN ({}) AND retired = ''"
    for part in chunks([*nodes]):
        asked = sql.format(marks(spaces), marks(part), marks(PEOPLE))
        for id, name, belongs in transaction.connection.exec_driver_sql(asked, (*spaces, *part, *PEOPLE)):
            person = folded(name.strip()), belongs
            found[person] = "" if person in found else id.hex()
    return found


def _contact_of(transaction: Transaction, recipient: Recipient) -> str:
    """The contact (id) of the directory that a list names: by his address, else by a name that only he bears."""
    here, directory = "space = (SELECT n FROM space WHERE name = ?)", bytes.fromhex(transaction.accounts.directory)
    words = match_query(f"{recipient.name} ")
    asked: tuple[tuple[str, tuple[str, ...]], ...] = (
        ("email = ?", (recipient.address,)),
        ("phone = ?", (recipient.address,)),
        (
            f"name = ? AND key IN (SELECT rowid FROM {SEARCH.format('contact')} WHERE words MATCH ?)",
            (recipient.name, words),
        ),
    )
    for where, values in asked:
        sql = f"SELECT id FROM contact WHERE {here} AND {where} LIMIT 2"
        rows = transaction.connection.exec_driver_sql(sql, (directory, *values)).all() if all(values) else []
        if len(rows) == 1:
            return str(rows[0].id.hex())
    return ""
