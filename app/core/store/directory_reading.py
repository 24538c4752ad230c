"""What may be asked of the directory as a whole: what leaves of it, and what is to be purged."""

from collections.abc import Mapping, Sequence
from datetime import date

from app.core import contact, retention
from app.core.contact import IDENTIFIER, Contact
from app.core.directory_extract import DirectoryExtract
from app.core.errors import Refused
from app.core.records import Author
from app.core.registers import crisis as crises
from app.core.registers.directory import ZONE
from app.core.registers.private import Private
from app.core.search_text import match_query
from app.core.store.contact_search import ContactSearch
from app.core.store.log import chunks, marks, noted
from app.core.store.private_reading import PrivateReading
from app.core.store.rows import CONFLICT, PENDING, ContactRow, columns_of
from app.core.store.schema import SEARCH
from app.core.store.transaction import Transaction

MOST_FOUND = 100_000
MOST_NAMES = 10_000  # proposed to who types one
AT_ONCE = 500  # contacts folded in one transaction: the screens are not kept waiting behind an export


class DirectoryReading(ContactSearch, PrivateReading):
    """Thread-safe. Long questions are several short transactions. Never asked on the window's thread."""

    def directory_extract(
        self,
        contacts: Sequence[str],
        asked: str,
        crisis: str = "",
        private: Mapping[str, Sequence[Private]] | None = None,
    ) -> DirectoryExtract:
        """These contacts (ids), in their order; `private`: what was revealed of them. Under the frame of `crisis`, when
        it is taken out while one is worked on."""
        found: list[Contact] = []
        names: dict[str, str] = {}
        for start in range(0, len(contacts), AT_ONCE):
            with self._store.read() as transaction:
                part = contacts[start : start + AT_ONCE]
                held = transaction.all_verified(part)
                found += [known for id in part if (known := contact.fold(held[id])) is not None]
                names |= _names(transaction, [one.said("deputy") for one in found[-len(part) :]])
        holders = self.holders(contacts)
        with self._store.read() as transaction:
            view = transaction.view()
            of = crises.fold(transaction.verified(crisis)) if crisis else None
            if crisis and of is None:
                raise Refused("Cette crise n'est pas connue de ce poste.", "crisis")
            failed, exchanged = int(noted(transaction.connection, "exchange_failed") or 0), view.last_exchange
            return DirectoryExtract(
                space=of.id if of else view.accounts.directory,
                contacts=found,
                asked=asked,
                made_at=view.now,
                author=Author(view.me.id, view.me.name, view.me.organisation, view.me.role, view.prefix),
                frame=of.frame if of else "real",
                crisis=of.title if of else "",
                zone=of.zone if of else ZONE,
                private=private or {},
                names=names,
                holders=frozenset(holders),
                offline=exchanged is None or failed > exchanged,
                last_exchange=exchanged,
            )

    def contacts_called(self, name: str, crisis: str = "") -> list[ContactRow]:
        """Those in which all the words of that name are, retired ones included; in the shared directory, and among what
        that crisis added."""
        with self._store.read() as transaction:
            spaces = [bytes.fromhex(one) for one in (transaction.accounts.directory, crisis) if one]
            sql = (
                f"SELECT t.*, {PENDING}, {CONFLICT} FROM contact t WHERE t.space IN (SELECT n FROM space"
                f" WHERE name IN ({marks(spaces)})) AND t.key IN (SELECT rowid FROM {SEARCH.format('contact')}"
                " WHERE words MATCH ?) ORDER BY t.sort, t.id"
            )
            rows = transaction.connection.exec_driver_sql(sql, (*spaces, match_query(f"{name} ") or '""'))
            return [ContactRow(**columns_of(row, ContactRow)) for row in rows]

    def contact_ids(
        self, words: str = "", crisis: str = "", kinds: Sequence[str] = (), near: bool = False
    ) -> list[str]:
        """All those in the lists that these words find, as they find them in the window; all of them without a word.
        `near`: what is one mistake away, when nothing else is found."""
        if words.strip():
            page = self.find_contacts(words, crisis, kinds, MOST_FOUND)
            return [row.id for row in page.rows or (page.near if near else ())]
        with self._store.read() as transaction:
            spaces = [bytes.fromhex(one) for one in (transaction.accounts.directory, crisis) if one]
            rows = transaction.connection.exec_driver_sql(
                f"SELECT id FROM contact WHERE space IN (SELECT n FROM space WHERE name IN ({marks(spaces)}))"
                f" AND retired = ''{f' AND kind IN ({marks(kinds)})' if kinds else ''} ORDER BY sort, id",
                (*spaces, *kinds),
            )
            return [row.id.hex() for row in rows]

    def contact_names(self, crisis: str = "") -> list[str]:
        """The names of people and functions, as they are proposed to who types one: those that changed last when there
        are very many."""
        with self._store.read() as transaction:
            spaces = [bytes.fromhex(one) for one in (transaction.accounts.directory, crisis) if one]
            rows = transaction.connection.exec_driver_sql(
                f"SELECT name FROM contact WHERE space IN (SELECT n FROM space WHERE name IN ({marks(spaces)}))"
                f" AND kind <> 'organisation' AND retired = '' ORDER BY key DESC LIMIT {MOST_NAMES}",
                tuple(spaces),
            )
            return [row.name for row in rows]

    def to_purge(self, today: date, ahead: int = 0) -> list[Contact]:
        """The contacts of the shared directory whose day has come, or comes within `ahead` days, the oldest first."""
        last = date.fromordinal(today.toordinal() + ahead)
        with self._store.read() as transaction:
            rows = transaction.connection.exec_driver_sql(
                "SELECT id FROM contact WHERE space = (SELECT n FROM space WHERE name = ?)"
                " AND purge_on <> '' AND purge_on <= ? ORDER BY purge_on, sort",
                (bytes.fromhex(transaction.accounts.directory), last.isoformat()),
            )
            held = transaction.all_verified([row.id.hex() for row in rows])
        folded = (contact.fold(operations) for operations in held.values())
        return [one for one in folded if one is not None and retention.is_due(one.purge_on, last)]


def _names(transaction: Transaction, deputies: Sequence[str]) -> dict[str, str]:
    named = [bytes.fromhex(one) for one in deputies if IDENTIFIER.fullmatch(one)]
    found: dict[str, str] = {}
    for part in chunks(named):
        sql = f"SELECT id, name FROM contact WHERE id IN ({marks(part)})"
        found |= {row.id.hex(): row.name for row in transaction.connection.exec_driver_sql(sql, tuple(part))}
    return found
