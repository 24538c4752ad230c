"""What the screens may ask of distribution lists: what they are, and whom they reach at this moment."""

from itertools import islice

from app.core import contact
from app.core.contact import Contact
from app.core.errors import Refused
from app.core.recipients import MOST, WORD, Query, Recipient, answers, on_call, several
from app.core.recipients import found as answering
from app.core.registers import lists
from app.core.registers.lists import DistributionList
from app.core.search_text import folded
from app.core.store.duty_reading import DutyReading
from app.core.store.log import marks
from app.core.store.schema import SEARCH
from app.core.store.transaction import Transaction

HERE = "space = (SELECT n FROM space WHERE name = ?)"


class ListReading(DutyReading):
    """Thread-safe; every question is one short transaction. Never asked on the window's thread."""

    def lists(self, space: str) -> list[DistributionList]:
        """The lists of a crisis by name, those set aside last; each folded from verified operations."""
        with self._store.read() as transaction:
            sql = f"SELECT id FROM list WHERE {HERE} ORDER BY used DESC, name COLLATE NOCASE, id"
            ids = [row.id.hex() for row in transaction.connection.exec_driver_sql(sql, (bytes.fromhex(space),))]
            held = transaction.all_verified(ids)
        folded = (lists.fold(held[id]) for id in ids)
        return [one for one in folded if one is not None]

    def distribution_list(self, id: str) -> DistributionList:
        with self._store.read() as transaction:
            found = lists.fold(transaction.verified(id))
        if found is None:
            raise Refused("Cette liste n'est pas connue de ce poste.", "list")
        return found

    def recipients(self, list: str) -> tuple[Recipient, ...]:
        """Whom that list reaches now: those it names, and those who answer its query in the directory of this
        moment."""
        asked = self.distribution_list(list)
        return lists.reached(asked, self.answering(asked.query, asked.space))

    def answering(self, query: Query, crisis: str = "") -> tuple[Recipient, ...]:
        """Who answers that query now in the directory, and among what that crisis added to it. Raises Refused when it
        asks for more people than a list holds."""
        with self._store.read() as transaction:
            found = answering(query, _contacts(transaction, query, crisis))
            now = transaction.view().server_time.now
        lines = [one for words in query.on_duty for one in self.on_call(crisis, now, words)]
        with self._store.read() as transaction:
            held = transaction.all_verified([one.contact for line in lines for one in line.holding if one.contact])
        known = {id: one for id, operations in held.items() if (one := contact.fold(operations)) is not None}
        return several((*found, *on_call(lines, known)))


def _contacts(transaction: Transaction, query: Query, crisis: str) -> list[Contact]:
    """The contacts that may answer, folded from verified operations: the index of words and the read table say which,
    their own fields decide."""
    words = [one for part in (query.words, query.function, query.organisation) for one in WORD.findall(folded(part))]
    if not words:
        return []
    match = " ".join(f'"{one}"*' for one in words)
    spaces = [bytes.fromhex(one) for one in (transaction.accounts.directory, crisis) if one]
    rows = transaction.connection.exec_driver_sql(
        "SELECT id, name, function, service, organisation FROM contact"
        f" WHERE space IN (SELECT n FROM space WHERE name IN ({marks(spaces)})) AND retired = ''"
        f" AND key IN (SELECT rowid FROM {SEARCH.format('contact')} WHERE words MATCH ?)",
        (*spaces, match),
    )
    said = (row.id.hex() for row in rows if answers(query, row.name, row.function, row.service, row.organisation))
    ids = [*islice(said, MOST + 1)]
    if len(ids) > MOST:
        raise Refused(f"Plus de {MOST} contacts répondent à cette question : précisez-la.", "words")
    folded_all = (contact.fold(one) for one in transaction.all_verified(ids).values())
    return [one for one in folded_all if one is not None]
