"""Taking entries out of the journal: all those of a filter, folded from verified operations, with what they name."""

from collections.abc import Mapping, Sequence
from itertools import groupby

from sqlalchemy import Connection

from app.core.entries import LINKS
from app.core.entry import Entry
from app.core.errors import Refused
from app.core.extract import Extract, Incoming
from app.core.records import Author
from app.core.registers import crisis as crises
from app.core.registers import extractions
from app.core.registers.crisis import Crisis
from app.core.registers.extractions import Extraction
from app.core.store import filtering
from app.core.store.filtering import EntryFilter
from app.core.store.journal_reading import JournalReading
from app.core.store.log import chunks, marks, noted
from app.core.store.projection import KEY_BITS
from app.core.store.reuniting import within
from app.core.store.transaction import Transaction

AT_ONCE = 500  # entries folded in one transaction: the screens are not kept waiting behind an export
MOST = 200_000
EVERYTHING, EVERY_DECISION = "toutes les entrées", "toutes les décisions"
LAST_KEY = 2**63 - 1
TOO_MANY = "{} entrées répondent à ce filtre, {} au plus sortent à la fois : choisissez une période plus courte."
HERE = "space = (SELECT n FROM space WHERE name = ?)"


class ExtractReading(JournalReading):
    """What leaves, and what left. Long questions are several short transactions: what is recorded meanwhile waits
    for the next extract."""

    def extract(self, wanted: EntryFilter, oldest_first: bool = False) -> Extract:
        """Every entry of that filter, in the order of the screen or the other way round. Raises Refused."""
        keys = self.entry_keys(wanted, MOST + 1)
        if len(keys) > MOST:
            raise Refused(TOO_MANY.format(len(keys), MOST), "filter")
        if oldest_first:
            keys.reverse()
        found = [id for part in chunks(keys) for id in self.entry_ids(part)]
        order = f"{wanted.order}{'_upwards' if oldest_first else ''}"
        return self._extract("journal", wanted.space, found, order, self.asked(wanted))

    def asked(self, wanted: EntryFilter) -> str:
        """The filter in French, its brief by its reference; never empty."""
        zone = self._crisis_of(wanted.space).zone
        return filtering.words(wanted, zone, self._brief(wanted.since_brief)) or EVERYTHING

    def decisions(self, space: str, since: int | None = None, until: int | None = None) -> Extract:
        """Every numbered decision of a crisis, or of a period (hours of fact, ms, both included), in the order of their
        numbers, those that are decisions no more included: a gap in the series would not be explained."""
        bounds = (0 if since is None else since << KEY_BITS, LAST_KEY if until is None else (until + 1) << KEY_BITS)
        with self._store.read() as transaction:
            here, spaces = _shown(transaction, space)
            rows = transaction.connection.exec_driver_sql(
                "SELECT t.id FROM number JOIN entry t ON t.id = number.record"
                f" WHERE t.{here} AND number.text = t.decision AND t.key >= ? AND t.key < ?"
                " ORDER BY number.n, number.text",
                (*spaces, *bounds),
            )
            found = [row.id.hex() for row in rows]
        period = filtering.words(EntryFilter(space, since=since, until=until), self._crisis_of(space).zone)
        return self._extract("decisions", space, found, "numbered", period or EVERY_DECISION)

    def extractions(self, space: str) -> list[Extraction]:
        """What was taken out of a crisis, the latest first."""
        with self._store.read() as transaction:
            sql = f"SELECT id FROM extraction WHERE {HERE} ORDER BY key DESC"
            ids = [row.id.hex() for row in transaction.connection.exec_driver_sql(sql, (bytes.fromhex(space),))]
            held = transaction.all_verified(ids)
        folded = (extractions.fold(held[id]) for id in ids)
        return [one for one in folded if one is not None]

    def with_reference(self, space: str, reference: str) -> list[str]:
        """The entries of that upstream reference, by id, the oldest first."""
        with self._store.read() as transaction:
            here, spaces = _shown(transaction, space)
            sql = f"SELECT id FROM entry WHERE {here} AND reference = ? ORDER BY key"
            rows = transaction.connection.exec_driver_sql(sql, (*spaces, reference))
            return [row.id.hex() for row in rows]

    def external_alerts(self, space: str) -> list[str]:
        """The alerts that were imported into a crisis, by id, the oldest first."""
        with self._store.read() as transaction:
            here, spaces = _shown(transaction, space)
            sql = f"SELECT id FROM entry WHERE {here} AND type = 'external_alert' AND reference <> '' ORDER BY key"
            return [row.id.hex() for row in transaction.connection.exec_driver_sql(sql, spaces)]

    def _extract(self, what: str, space: str, ids: Sequence[str], order: str, asked: str) -> Extract:
        entries: list[Entry] = []
        for start in range(0, len(ids), AT_ONCE):
            entries += self.entries(ids[start : start + AT_ONCE])
        with self._store.read() as transaction:
            offline, last_exchange = _exchange(transaction)
            author = _me(transaction, space)
            incoming = _incoming(transaction.connection, [one.id for one in entries])
            targets = {link.target for one in entries for link in one.links}
            numbers = _numbers(transaction, space, sorted(targets))
        crisis = self._crisis_of(space)
        made_at = self._store.clock.now()
        return Extract(what, crisis, entries, order, asked, made_at, author, numbers, incoming, offline, last_exchange)

    def _brief(self, id: str) -> str:
        """What the brief of a filter is called, or nothing."""
        if not id:
            return ""
        with self._store.read() as transaction:
            sql = "SELECT reference FROM brief WHERE id = ?"
            return transaction.connection.exec_driver_sql(sql, (bytes.fromhex(id),)).scalar() or ""

    def _crisis_of(self, space: str) -> Crisis:
        with self._store.read() as transaction:
            found = crises.fold(transaction.verified(space))
        if found is None:
            raise Refused("Cette crise n'est pas connue de ce poste.", "crisis")
        return found


def _me(transaction: Transaction, space: str) -> Author:
    """Who takes it out, in the roles he holds in that crisis."""
    view = transaction.view()
    roles = ", ".join(dict.fromkeys(grant.role for grant in view.grants(space)))
    return Author(view.me.id, view.me.name, view.me.organisation, roles, view.prefix)


def _exchange(transaction: Transaction) -> tuple[bool, int | None]:
    """Whether this workstation is away from the central, and when they last agreed."""
    failed = int(noted(transaction.connection, "exchange_failed") or 0)
    succeeded = noted(transaction.connection, "exchanged")
    return succeeded is None or failed > int(succeeded), int(succeeded) if succeeded else None


def _shown(transaction: Transaction, space: str) -> tuple[str, tuple[bytes, ...]]:
    """What is asked of a row shown under that crisis, and the values of its marks."""
    return within(transaction.view().shown_under(space))


def _numbers(transaction: Transaction, space: str, ids: Sequence[str]) -> dict[str, str]:
    """Those of a crisis: a link that somebody made to another one names nothing of it."""
    found: dict[str, str] = {}
    here, spaces = _shown(transaction, space)
    for part in chunks([bytes.fromhex(id) for id in ids]):
        sql = f"SELECT id, number FROM entry WHERE {here} AND id IN ({marks(part)})"
        rows = transaction.connection.exec_driver_sql(sql, (*spaces, *part))
        found.update((row.id.hex(), row.number) for row in rows)
    return found


def _incoming(connection: Connection, ids: Sequence[str]) -> Mapping[str, Sequence[Incoming]]:
    """The links that other entries hold to these."""
    found: list[tuple[str, Incoming]] = []
    for part in chunks([bytes.fromhex(id) for id in ids]):
        sql = (
            "SELECT relation.target, relation.kind, relation.active, entry.number, entry.id FROM relation"
            f" JOIN entry ON entry.id = relation.source WHERE relation.target IN ({marks(part)})"
            f" AND relation.kind IN ({marks(tuple(LINKS))})"
            " AND relation.space = (SELECT space FROM entry WHERE id = relation.target)"
            " ORDER BY relation.target, relation.at, entry.number"
        )
        found += (
            (row.target.hex(), Incoming(row.kind, row.number, row.id.hex(), not row.active))
            for row in connection.exec_driver_sql(sql, (*part, *LINKS))
        )
    return {target: [one for _, one in links] for target, links in groupby(found, key=lambda pair: pair[0])}
