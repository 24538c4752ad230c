"""Who is in a place of the tree of organisations, whom a crisis added, who left the lists, and what was written."""

from collections.abc import Collection

from app.core.contact_history import Written, history
from app.core.organisation_groups import is_group, tree
from app.core.store.contact_search import PAGE, ContactPage
from app.core.store.log import marks
from app.core.store.rows import CONFLICT, PENDING, ContactRow, columns_of
from app.core.store.store import Store
from app.core.store.transaction import Transaction


class ContactListing:
    """Thread-safe; every question is one short transaction. Never asked on the window's thread."""

    _store: Store

    def contacts_of(self, node: str, crisis: str = "", kinds: Collection[str] = (), limit: int = PAGE) -> ContactPage:
        """The organisation of that node, then those who belong to it: in the order in which they are called, then by
        name. Of a group of the tree, those of every organisation in it."""
        nodes = tree().within(node) if node in tree() and is_group(node) else (node,)
        asked = f"retired = '' AND (belongs IN ({marks(nodes)}) OR (node IN ({marks(nodes)}) AND node <> ''))"
        order = "node = ? AND node <> '' DESC, call_order = 0, call_order, sort, id"
        with self._store.read() as transaction:
            return _page(transaction, crisis, asked, (*nodes, *nodes), kinds, order, (node,), limit)

    def retired_contacts(self, crisis: str = "", kinds: Collection[str] = (), limit: int = PAGE) -> ContactPage:
        """Those that were taken out of the lists, the latest first."""
        with self._store.read() as transaction:
            return _page(transaction, crisis, "retired <> ''", (), kinds, "changed_at DESC, id", (), limit)

    def added_in(self, crisis: str) -> frozenset[str]:
        """The contacts (ids) that were added to that crisis alone."""
        sql = "SELECT id FROM contact WHERE space = (SELECT n FROM space WHERE name = ?)"
        with self._store.read() as transaction:
            rows = transaction.connection.exec_driver_sql(sql, (bytes.fromhex(crisis),)) if crisis else ()
            return frozenset(row.id.hex() for row in rows)

    def contact_history(self, id: str) -> tuple[Written, ...]:
        """All that was written in that contact, the latest first."""
        with self._store.read() as transaction:
            return history(transaction.verified(id))


def _page(
    transaction: Transaction,
    crisis: str,
    asked: str,
    values: tuple[str, ...],
    kinds: Collection[str],
    order: str,
    further: tuple[str, ...],
    limit: int,
) -> ContactPage:
    names = [bytes.fromhex(one) for one in (transaction.accounts.directory, crisis) if one]
    of_kinds = f" AND kind IN ({marks(tuple(kinds))})" if kinds else ""
    sql = (
        f"SELECT t.*, {PENDING}, {CONFLICT} FROM contact t WHERE {asked}{of_kinds}"
        f" AND space IN (SELECT n FROM space WHERE name IN ({marks(names)})) ORDER BY {order} LIMIT ?"
    )
    rows = transaction.connection.exec_driver_sql(sql, (*values, *kinds, *names, *further, limit + 1)).all()
    return ContactPage(tuple(ContactRow(**columns_of(row, ContactRow)) for row in rows[:limit]), more=len(rows) > limit)
