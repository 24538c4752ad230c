"""What the screens may ask of the organisations: the tree they make, how many are in each, and who."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from app.core.contact import TYPES, node
from app.core.organisation_groups import is_group, tree
from app.core.store.log import chunks, marks
from app.core.store.store import Store
from app.core.store.transaction import Transaction

PART = 300  # organisations read at once
DEEPEST = 12  # nobody answers to more
LISTED, WORDS, TYPE = "group:listed", "group:words", "group:type:"
MORE = {LISTED: "Autres organismes", WORDS: "Sans fiche"}
UNTYPED = "sans type"


@dataclass(frozen=True, slots=True)
class Node:
    """A place of the tree. `contact` is the organisation's own record, if it has one; `count` is how many contacts
    belong to it; `more`: something is beneath it."""

    node: str
    name: str
    contact: str = ""
    count: int = 0
    more: bool = False


@dataclass(frozen=True, slots=True)
class Nodes:
    """Some of the places beneath another; `after` is what to ask for the following ones, empty when these are the
    last."""

    nodes: tuple[Node, ...]
    after: str = ""


class OrganisationReading:
    """Thread-safe; every question is one short transaction. Never asked on the window's thread."""

    _store: Store

    def organisations(self, above: str = "", crisis: str = "", after: str = "") -> Nodes:
        """The places just beneath `above` (the top when it is empty), the directory's and that crisis's own."""
        with self._store.read() as transaction:
            here = _Here(transaction, crisis)
            if above == "" or (is_group(above) and above in tree()):
                return Nodes(here.listed(above))
            if above == LISTED:
                return Nodes(here.types())
            if above == WORDS:
                return Nodes(here.words())
            own = here.listed(above) if above in tree() and not after else ()
            begun, page = here.recorded(above, after)
            return Nodes((*own, *page), begun)

    def organisation_path(self, words: str, crisis: str = "") -> tuple[Node, ...]:
        """From the top of the tree down to the organisation that these words, this code or this node name."""
        with self._store.read() as transaction:
            here, found, one = _Here(transaction, crisis), list[Node](), node(words) if words else ""
            known: set[str] = set()
            while one and one not in tree() and one not in known and len(known) < DEEPEST:
                known.add(one)
                row = here.record_of(one)
                found.insert(0, Node(one, row.name if row else words, row.id.hex() if row else ""))
                words = one = row.belongs if row else ""
            above = [Node(branch.node, branch.name, here.contact_of(branch.node)) for branch in tree().path(one)]
            return (*above, *found)


class _Here:
    """The read table of contacts, as one transaction sees the directory and one crisis."""

    def __init__(self, transaction: Transaction, crisis: str):
        self._connection = transaction.connection
        names = [bytes.fromhex(one) for one in (transaction.accounts.directory, crisis) if one]
        sql = f"SELECT n FROM space WHERE name IN ({marks(names)})"
        spaces = [row.n for row in self._connection.exec_driver_sql(sql, tuple(names))]
        self._where = f"retired = '' AND space IN ({', '.join(map(str, spaces)) or 'NULL'})"

    def listed(self, above: str) -> tuple[Node, ...]:
        """The places of the list that ships with the program."""
        branches = tree().beneath(above)
        within = {branch.node: tree().within(branch.node) for branch in branches}
        counts = self._counts(code for codes in within.values() for code in codes)
        records = self._records([branch.node for branch in branches if not is_group(branch.node)])
        found = tuple(
            Node(
                branch.node,
                branch.name,
                records.get(branch.node, ""),
                sum(counts.get(code, (0, 0))[0] for code in within[branch.node]),
                bool(tree().beneath(branch.node)) or counts.get(branch.node, (0, 0))[1] > 0,
            )
            for branch in branches
        )
        return found if above else (*found, *(Node(group, name, more=True) for group, name in MORE.items()))

    def types(self) -> tuple[Node, ...]:
        """The kinds of organisations that answer to nobody, as far as the directory knows."""
        sql = f"SELECT type, count(*) AS count FROM contact WHERE {self._roots()} GROUP BY type"
        counts = {row.type: row.count for row in self._rows(sql, ())}
        named = {**TYPES, "": UNTYPED}
        return tuple(
            Node(TYPE + code, f"{name[:1].upper()}{name[1:]}", count=counts[code], more=True)
            for code, name in named.items()
            if counts.get(code)
        )

    def words(self) -> tuple[Node, ...]:
        """The organisations that contacts name, and that have no record."""
        sql = (
            "SELECT belongs, count(*) AS count, min(organisation) AS organisation FROM contact AS one"
            f" WHERE {self._where} AND belongs <> ''"
            f" AND NOT EXISTS (SELECT 1 FROM contact WHERE {self._where} AND node = one.belongs)"
            f" GROUP BY belongs ORDER BY belongs LIMIT {PART}"
        )
        rows = [row for row in self._rows(sql, ()) if row.belongs not in tree()]
        deeper = self._counts(row.belongs for row in rows)
        return tuple(
            Node(row.belongs, row.organisation or row.belongs, count=row.count, more=deeper[row.belongs][1] > 0)
            for row in rows
        )

    def recorded(self, above: str, after: str) -> tuple[str, list[Node]]:
        """What to ask for the following ones, and the organisations of the directory beneath that place, by name."""
        if above.startswith(TYPE):
            where, values = f"{self._roots()} AND type = ?", [above.removeprefix(TYPE)]
        else:
            where, values = f"{self._where} AND kind = 'organisation' AND belongs = ?", [above]
        begun, _, id = after.rpartition("\n")
        sql = (
            f"SELECT id, name, node, sort FROM contact WHERE {where} AND (sort, id) > (?, ?)"
            f" ORDER BY sort, id LIMIT {PART + 1}"
        )
        rows = [row for row in self._rows(sql, (*values, begun, bytes.fromhex(id))) if row.node not in tree()]
        page = rows[:PART]
        counts = self._counts(row.node for row in page)
        nodes = [
            Node(row.node, row.name, row.id.hex(), *_both(counts.get(row.node, (0, 0)))) for row in page if row.node
        ]
        return (f"{page[-1].sort}\n{page[-1].id.hex()}" if len(rows) > PART else ""), nodes

    def record_of(self, one: str) -> Any:
        """The organisation of that node: its line in the read table, None when it has none."""
        sql = f"SELECT id, name, belongs FROM contact WHERE {self._where} AND node = ? AND node <> '' LIMIT 1"
        return next(iter(self._rows(sql, (one,))), None)

    def contact_of(self, one: str) -> str:
        row = None if is_group(one) else self.record_of(one)
        return row.id.hex() if row else ""

    def _roots(self) -> str:
        return f"{self._where} AND kind = 'organisation' AND belongs = ''"

    def _counts(self, nodes: Iterable[str]) -> dict[str, tuple[int, int]]:
        """How many contacts belong to each of these, and how many of them are organisations."""
        found: dict[str, tuple[int, int]] = {}
        for part in chunks(sorted(set(nodes))):
            sql = (
                "SELECT belongs, count(*) AS count, sum(kind = 'organisation') AS beneath FROM contact"
                f" WHERE {self._where} AND belongs IN ({marks(part)}) GROUP BY belongs"
            )
            found |= {row.belongs: (row.count, row.beneath) for row in self._rows(sql, tuple(part))}
        return found

    def _records(self, nodes: Sequence[str]) -> dict[str, str]:
        found: dict[str, str] = {}
        for part in chunks(nodes):
            sql = f"SELECT node, id FROM contact WHERE {self._where} AND node IN ({marks(part)})"
            found |= {row.node: row.id.hex() for row in self._rows(sql, tuple(part))}
        return found

    def _rows(self, sql: str, values: tuple[Any, ...]) -> list[Any]:
        return list(self._connection.exec_driver_sql(sql, values))


def _both(counts: tuple[int, int]) -> tuple[int, bool]:
    return counts[0], counts[1] > 0
