"""What the screens may ask of briefs: those that were frozen, as they were, and the next one as it would be."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from typing import Any

import msgspec

from app.core import (
    board,
    brief,
    brief_content,
    brief_facts,
    brief_people,
    brief_since,
    composing,
    composition,
    entry,
    figure,
)
from app.core.brief import Brief, Copied
from app.core.brief_commands import known_now
from app.core.brief_content import Content
from app.core.brief_formats import ESSENTIAL, FORMATS, MEASURES, SITUATION, WATCH, family
from app.core.brief_offer import Gathered, Proposal
from app.core.brief_since import Former
from app.core.composition import Composition
from app.core.contact import Contact
from app.core.entry import Entry
from app.core.errors import Refused
from app.core.figure import Figure
from app.core.message import Message
from app.core.records import Held
from app.core.store.duty_reading import DutyReading
from app.core.store.log import noted
from app.core.store.projection import register_of
from app.core.store.reuniting import within
from app.core.store.rows import PENDING, BriefRow, columns_of
from app.core.store.schema import OPEN
from app.core.store.sifting import SINCE
from app.core.store.transaction import Transaction

KEY_CONTACTS = (  # that a brief may name: people and functions that somebody can call
    f"kind <> 'organisation' AND retired = '' AND phone <> '' ORDER BY sort, id LIMIT {brief_people.MOST_CONTACTS * 4}"
)
TOLD = (  # what a brief may tell of: by its kind, or because somebody marked it
    f"(key_event OR type IN ({', '.join(map(repr, brief_facts.CITED))}) OR triage = 'to_decide'"
    f" OR priority IN {brief_facts.URGENT})"
)
STILL = "(triage = 'to_decide' OR (type IN ('request', 'rumour') AND triage <> 'closed'))"
LATEST = (  # what each source said last of figures
    "SELECT max(key) FROM entry WHERE {here} AND type = 'figures' AND occurred_at <= ? GROUP BY sender"
)
SINCE_THE_LAST = (ESSENTIAL, SITUATION, MEASURES, WATCH)  # sections that tell once what happened
HANDLED = (  # key events that were marked since
    "SELECT e.key FROM json_each(?) held JOIN op ON op.chain = CAST(held.key AS INTEGER) AND op.seq > held.value"
    " JOIN entry e ON e.id = op.record AND e.key_event"
)


class BriefReading(DutyReading):
    """Thread-safe; every question is one short transaction. Never asked on the window's thread."""

    def briefs(self, space: str) -> list[BriefRow]:
        """Those of a crisis, the latest first."""
        with self._store.read() as transaction:
            here, spaces = within(transaction.view().shown_under(space))
            order = "t.n DESC, key DESC" if len(spaces) == 1 else "t.cutoff DESC, key DESC"  # each has its own n° 1
            rows = transaction.connection.exec_driver_sql(
                f"SELECT t.*, t.n AS number, {PENDING} FROM brief t WHERE t.{here} ORDER BY {order}",
                spaces,
            )
            return [BriefRow(**columns_of(row, BriefRow)) for row in rows]

    def brief(self, id: str) -> Brief:
        """With its texts and the register of its copies. Raises Refused when it is not known here."""
        found = brief.fold(self._frozen(id))
        if found is None:
            raise Refused(brief.UNKNOWN, "brief")
        return found

    def brief_file(self, id: str, operation: str = "") -> bytes:
        """The PDF as it was frozen: the same bytes on every workstation."""
        return brief.file_of(self._frozen(id), "pdf", operation)

    def brief_annex(self, id: str, operation: str = "") -> bytes:
        """Its annex, as it was frozen. Raises Refused when it has none."""
        return brief.file_of(self._frozen(id), "annex", operation)

    def brief_copies(self, id: str) -> tuple[Copied, ...]:
        """The register of the copies of the text that stands."""
        found = self.brief(id)
        return tuple(one for one in found.copies if one.file == found.file.sha256)

    def copy_file(self, id: str, label: str, annex: bool = False, file: str = "") -> bytes:
        """The PDF of a numbered copy, as it was made: the same bytes for ever."""
        return brief.copy_of(self._frozen(id), label, "annex" if annex else "pdf", file)

    def copy_files(self, id: str, labels: Sequence[str], annex: bool = False) -> list[bytes]:
        """Several of them, of the text that stands, in that order."""
        return brief.copies_of(self._frozen(id), labels, "annex" if annex else "pdf")

    def brief_content(self, id: str, operation: str = "") -> Content | None:
        """What a brief says; None when this version cannot read it."""
        return brief.content_of(self._frozen(id), operation)

    def followed(self, space: str, format: str) -> BriefRow | None:
        """The brief that the next one of that format would follow: the last that was approved for the same readers."""
        wanted = family(format)
        with self._store.read() as transaction:
            id = _followed(transaction, space, wanted)
        return next((one for one in self.briefs(space) if one.id == id), None) if id else None

    def propose(self, space: str, cutoff: int, approved: bool, format: str = "standard", revises: str = "") -> Proposal:
        """The next brief of that format, filled with what this workstation holds at `cutoff` (ms); nothing is written.
        `revises`: the project (id) whose number it keeps."""
        duties = self.duty_lines(space, cutoff, cutoff + brief_people.DAY)
        with self._store.read() as transaction:
            gathered = replace(_gathered(transaction, space, cutoff, format), duties=duties)
            found = composing.propose(transaction.view(), gathered, cutoff, format, approved)
        if not revises:
            return found
        project = self.brief(revises)
        return replace(found, reference=project.reference, number=project.number)

    def compose(self, space: str, cutoff: int, approved: bool, format: str = "standard") -> Content:
        """The same as it is when its author changes nothing."""
        return composition.content(self.propose(space, cutoff, approved, format), Composition(format))

    def approver(self, space: str) -> str:
        """Whom a brief of that crisis would name when this person approves it; nothing when he may not."""
        with self._store.read() as transaction:
            return composing.approver(transaction.view(), space)

    def cited_as_held(self, records: Iterable[str]) -> Mapping[str, Sequence[Held]]:
        """What is held of the records that a brief cites, verified; nothing of those that are not."""
        with self._store.read() as transaction:
            return transaction.all_verified(list(dict.fromkeys(records)))

    def since_brief(self, id: str, records: Iterable[str]) -> Mapping[str, Sequence[Held]]:
        """Of these records, the operations that the text of that brief which stands was gathered without."""
        before, held = self._frozen(id), self.cited_as_held(records)
        found = brief.fold(before)
        if found is None:
            return held
        last = brief_since.formers(found, before)[0]
        return {record: [one for one in operations if not last.held(one)] for record, operations in held.items()}

    def _frozen(self, id: str) -> Sequence[Held]:
        with self._store.read() as transaction:
            return transaction.verified(id)


def _followed(transaction: Transaction, space: str, wanted: str) -> str:
    formats = [name for name, one in FORMATS.items() if one.family == wanted] or [wanted]
    row = transaction.connection.exec_driver_sql(
        "SELECT id FROM brief WHERE space = (SELECT n FROM space WHERE name = ?) AND approved"
        f" AND format IN ({', '.join('?' * len(formats))}) ORDER BY n DESC, key DESC LIMIT 1",
        (bytes.fromhex(space), *formats),
    ).first()
    return row.id.hex() if row else ""


def _gathered(transaction: Transaction, space: str, cutoff: int, format: str) -> Gathered:
    """Everything a brief of that crisis may tell, folded from verified operations."""
    connection, view = transaction.connection, transaction.view()
    here, shown = within(view.shown_under(space))
    last_id = _followed(transaction, space, family(format))
    before = transaction.verified(last_id) if last_id else []
    last = brief.fold(before)
    formers = brief_since.formers(last, before)

    def ids(sql: str, *of: str) -> list[str]:
        return [row.id.hex() for row in connection.exec_driver_sql(sql, tuple(map(bytes.fromhex, of)) or shown)]

    directory = "space = (SELECT n FROM space WHERE name = ?)"
    entries = _entries(transaction, here, shown, formers, cutoff, format)
    figures = ids(f"SELECT id FROM figure WHERE {here}")
    contacts = ids(f"SELECT id FROM contact WHERE {directory} AND {KEY_CONTACTS}", transaction.accounts.directory)
    held = transaction.all_verified([space, *entries, *figures, *contacts])
    values = {id: register.fold(held[id]) for id in held if (register := register_of(held[id]))}
    messages = [view.message(id) for id in ids(f"SELECT id FROM message WHERE {here} ORDER BY key")]
    told = chain.from_iterable((*(held[id] for id in entries), *(view.held(one.id) for one in messages)))
    known = known_now(space, view)
    failed = int(noted(connection, "exchange_failed") or 0)
    succeeded = noted(connection, "exchanged")
    former = brief.content_of(before)
    return Gathered(
        crisis=values[space],
        entries=[one for one in values.values() if isinstance(one, Entry)],
        messages=[one for one in messages if isinstance(one, Message) and one.kind not in board.ASIDE],
        contacts=[one for one in values.values() if isinstance(one, Contact)],
        figures=[one.row for one in values.values() if isinstance(one, Figure)],
        duties=(),
        last=last,
        former=brief_content.words(former) if former else {},
        fresh=frozenset(one.id for one in told if formers and not formers[0].held(one)),
        opposed=_opposed(transaction, entries),
        known=replace(known, before=brief_since.to_note(formers, known, cutoff, format)),
        offline=succeeded is None or failed > int(succeeded),
        last_exchange=int(succeeded) if succeeded else None,
        formers=formers,
        before={id: _before(values[id], held[id], formers) for id in entries if id in values},
        figures_before=[one.row for id in figures for one in _figure_before(held[id], formers) if one],
    )


def _figure_before(operations: Sequence[Held], formers: Sequence[Former]) -> Iterator[Figure | None]:
    """That figure as the last brief knew it."""
    for last in formers[:1]:
        yield figure.fold([one for one in operations if last.held(one)])


def _before(now: Any, operations: Sequence[Held], formers: Sequence[Former]) -> tuple[Entry | None, ...]:
    """That entry as each of these briefs knew it."""
    known = ([one for one in operations if former.held(one)] for former in formers)
    return tuple(now if len(one) == len(operations) else entry.fold(one) for one in known)


def _entries(
    transaction: Transaction,
    here: str,
    shown: Sequence[bytes],
    formers: Sequence[Former],
    cutoff: int,
    format: str,
) -> list[str]:
    """The entries a brief may tell of: all of them before the first; then those that are new, changed or still open,
    and the latest figures of each source. For each section, what counts is the last brief that had it."""
    connection = transaction.connection
    asked = [one for one in FORMATS[format].sections if one in SINCE_THE_LAST]
    last = [next((one for one in formers if section in one.sections), None) for section in asked]
    compared = [one for one in last if one is not None and one.known is not None]
    if not asked or len(compared) < len(asked):
        rows = connection.exec_driver_sql(f"SELECT id FROM entry WHERE {here} AND {TOLD}", tuple(shown))
        return [row.id.hex() for row in rows]
    chains = connection.exec_driver_sql(
        f"SELECT chain.n, device, incarnation, space.name FROM chain JOIN space ON space.n = chain.space WHERE {here}",
        tuple(shown),
    )
    places: dict[str, int] = {}
    for row in chains:
        chain = f"{row.device}:{row.incarnation}"
        places[str(row.n)] = min(one.bounds(row.name.hex()).get(chain, 0) for one in compared)
    since = msgspec.json.encode(places).decode()
    latest = LATEST.format(here=here)
    sql = (
        f"SELECT id FROM entry WHERE {here} AND {TOLD}"
        f" AND ({STILL} OR occurred_at > ? OR key IN ({SINCE}) OR key IN ({HANDLED}) OR key IN ({latest}))"
    )
    earliest = min(one.cutoff for one in compared)
    found: Any = connection.exec_driver_sql(sql, (*shown, earliest, since, since, *shown, cutoff))
    return [row.id.hex() for row in found]


def _opposed(transaction: Transaction, entries: Sequence[str]) -> Mapping[str, Sequence[str]]:
    """For each of these entries, the numbers of those that it contradicts, or that contradict it."""
    rows = transaction.connection.exec_driver_sql(
        f"SELECT source, target FROM relation WHERE kind = 'contradicts' AND {OPEN}"
    ).all()
    told, found = frozenset(entries), dict[str, list[str]]()
    for row in rows:
        one, other = row.source.hex(), row.target.hex()
        for mine, its in ((one, other), (other, one)):
            if mine in told:
                found.setdefault(mine, []).append(transaction.label(its))
    return {id: sorted(numbers) for id, numbers in found.items()}
