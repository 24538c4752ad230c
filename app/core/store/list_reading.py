"""What the screens may ask of distribution lists: what they are, and whom they reach at this moment."""

from app.core.errors import Refused
from app.core.recipients import Query, Recipient
from app.core.recipients import found as answering
from app.core.registers import directory, lists
from app.core.registers.directory import Contact
from app.core.registers.lists import DistributionList
from app.core.store.store import Store
from app.core.store.transaction import Transaction

HERE = "space = (SELECT n FROM space WHERE name = ?)"


class ListReading:
    """Thread-safe; every question is one short transaction. Never asked on the window's thread."""

    _store: Store

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
        with self._store.read() as transaction:
            return lists.reached(asked, _contacts(transaction) if asked.query.asks else ())

    def answering(self, query: Query) -> tuple[Recipient, ...]:
        """Who in the directory answers that query now."""
        with self._store.read() as transaction:
            return answering(query, _contacts(transaction))


def _contacts(transaction: Transaction) -> list[Contact]:
    """The whole directory, folded from verified operations: the words of a list are looked for in its own fields."""
    rows = transaction.connection.exec_driver_sql(
        f"SELECT id FROM contact WHERE {HERE}", (bytes.fromhex(transaction.accounts.directory),)
    )
    held = transaction.all_verified([row.id.hex() for row in rows])
    folded = (directory.fold(one) for one in held.values())
    return [one for one in folded if one is not None]
