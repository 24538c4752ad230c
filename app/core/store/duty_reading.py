"""What the screens may ask of the on-call slots: who answers now, who will, and where nobody does."""

from collections.abc import Iterable
from itertools import chain

from app.core import coverage, duty
from app.core.contact import node
from app.core.dialling import dialled
from app.core.duty import Duty, DutyRow
from app.core.duty_question import Question, answers
from app.core.duty_sheet import DutySheet, days_from
from app.core.errors import Refused
from app.core.on_call import Answering, DutyLine, OnCall
from app.core.registers import crisis as crises
from app.core.search_text import folded
from app.core.store import duty_rows
from app.core.store.duty_rows import Known
from app.core.store.log import noted
from app.core.store.store import Store
from app.core.store.transaction import Transaction

PARIS = "Europe/Paris"  # the directory belongs to no crisis
UNKNOWN = "Cette astreinte n'est pas connue de ce poste."


class DutyReading:
    """Thread-safe; every question is one short transaction. Never asked on the window's thread.

    `space` is a crisis, whose own slots come before those of the shared directory; left empty, the directory alone.
    """

    _store: Store

    def duty(self, id: str) -> Duty:
        """Raises Refused for one that is not known here."""
        with self._store.read() as transaction:
            found = duty.fold(transaction.verified(id))
        if found is None:
            raise Refused(UNKNOWN, "duty")
        return found

    def duties(self, space: str, start: int, end: int) -> list[DutyRow]:
        """The slots that meet that window (ms), cancelled ones included, from the first to begin."""
        with self._store.read() as transaction:
            rows = [
                row
                for one in _spaces(transaction, space)
                for row in duty_rows.meeting(transaction.connection, one, start, end)
            ]
            named = duty_rows.named(transaction.connection, rows)
        return sorted(named, key=lambda one: (one.starts, one.line, one.id))

    def duty_lines(self, space: str, start: int, end: int) -> list[DutyLine]:
        """Each line that has a slot in that window (ms) or a gap there, by organisation and function."""
        with self._store.read() as transaction:
            return _lines(transaction, space, start, end)

    def on_call(self, space: str, now: int, organisation: str = "") -> list[OnCall]:
        """Who is on call at that hour, one answer for each line: `organisation` (code or words) when only its own are
        asked for."""
        with self._store.read() as transaction:
            return _on_call(transaction, space, now, node(organisation) if organisation else "")

    def on_call_asked(self, space: str, question: Question) -> list[OnCall]:
        """The answers to a question that was typed, at the hour it names; none when no line is meant. Of a line that
        begins later, that nobody is on call before."""
        with self._store.read() as transaction:
            found = _on_call(transaction, space, question.at, "", later=True)
        meant = [one for one in found if answers(question, one.organisation, one.function)]
        exact = [one for one in meant if node(one.organisation) == node(question.organisation)]
        return exact or meant

    def duty_sheet(self, space: str, since: int, days: int) -> DutySheet:
        """The table of that many days, as this workstation knows it now. Raises Refused."""
        with self._store.read() as transaction:
            view = transaction.view()
            crisis = crises.fold(transaction.verified(space)) if space else None
            if space and crisis is None:
                raise Refused("Cette crise n'est pas connue de ce poste.", "crisis")
            failed, last = int(noted(transaction.connection, "exchange_failed") or 0), view.last_exchange
            zone, now = crisis.zone if crisis else PARIS, view.server_time.now
            window = days_from(since, days, zone)
            return DutySheet(
                space=space or view.accounts.directory,
                lines=tuple(_lines(transaction, space, window.start, window.end)),
                now=tuple(_on_call(transaction, space, now, "")),
                frame=crisis.frame if crisis else "",
                title=crisis.title if crisis else "",
                code=crisis.code if crisis else "",
                zone=zone,
                at=now,
                days=window,
                author=view.me.name,
                workstation=view.prefix,
                offline=last is None or failed > last,
                last_exchange=last,
            )


def _spaces(transaction: Transaction, space: str) -> list[str]:
    directory = transaction.accounts.directory
    return list(dict.fromkeys(filter(None, (space, directory))))


def _on_call(transaction: Transaction, space: str, now: int, wanted: str, later: bool = False) -> list[OnCall]:
    spaces = _spaces(transaction, space)
    found = [answer for one in spaces for answer in _answers(transaction, one, now, wanted, later)]
    return sorted(found, key=lambda one: (one.space != space, folded(one.words), one.line))


def _lines(transaction: Transaction, space: str, start: int, end: int) -> list[DutyLine]:
    found = [line for one in _spaces(transaction, space) for line in _of_space(transaction, one, start, end)]
    return sorted(found, key=lambda one: (one.space != space, folded(one.words), one.line))


def _answers(transaction: Transaction, space: str, now: int, wanted: str, later: bool) -> list[OnCall]:
    connection = transaction.connection
    lines: dict[str, list[DutyRow]] = {}
    for row in duty_rows.meeting(connection, space, now, now + 1):
        if not row.cancelled and _is_of(row.line, wanted):
            lines.setdefault(row.line, []).append(row)
    covered = {line for line, rows in lines.items() if not all(row.reinforcement for row in rows)}
    others = [one for one in duty_rows.lines(connection, space) if _is_of(one, wanted) and one not in covered]
    for line, rows in duty_rows.beside(connection, space, others, now, now + 1).items():
        lines.setdefault(line, []).extend(rows)
    book = _book(transaction, chain.from_iterable(lines.values()))
    watches = {line: coverage.on_call(book.named(rows), now, later) for line, rows in lines.items()}
    bare = [watch.gap.before.organisation for watch in watches.values() if watch.gap]
    fallback = duty_rows.switchboards(connection, transaction.accounts.directory, bare) if bare else {}
    received = transaction.view().last_exchange
    found = []
    for line, watch in watches.items():
        known = (*watch.holding, *watch.reinforcements, *([watch.gap.before] if watch.gap else ()))
        if known:
            organisation, function = known[0].organisation, known[0].function
            people = book.answering(watch.holding), book.answering(watch.reinforcements)
            standard = fallback.get(organisation, "") if watch.gap else ""
            found.append(OnCall(space, line, organisation, function, *people, watch.gap, standard, received))
    return found


def _of_space(transaction: Transaction, space: str, start: int, end: int) -> list[DutyLine]:
    connection = transaction.connection
    slots: dict[str, list[DutyRow]] = {}
    for row in duty_rows.meeting(connection, space, start, end):
        if not row.cancelled:
            slots.setdefault(row.line, []).append(row)
    beside = duty_rows.beside(connection, space, duty_rows.lines(connection, space), start, end)
    book = _book(transaction, chain.from_iterable((*slots.values(), *beside.values())))
    found = []
    for line, others in beside.items():
        inside = book.named(slots.get(line, ()))
        gaps = coverage.gaps([*inside, *book.named(others)], start, end)
        if inside or gaps:
            first = inside[0] if inside else gaps[0].before
            twice = coverage.overlaps(inside, start, end)
            of = (space, line, first.organisation, first.function)
            found.append(DutyLine(*of, book.answering(inside), tuple(gaps), tuple(twice)))
    return found


def _is_of(line: str, wanted: str) -> bool:
    return not wanted or line.partition("\n")[0] == wanted


class _Book:
    """What the directory knows of the people of some slots."""

    def __init__(self, contacts: dict[str, Known], private: dict[str, str]):
        self._contacts, self._private = contacts, private
        self._names = {id: one.name for id, one in contacts.items()}

    def named(self, slots: Iterable[DutyRow]) -> list[DutyRow]:
        return [slot.called(self._names) for slot in slots]

    def answering(self, slots: Iterable[DutyRow]) -> tuple[Answering, ...]:
        return tuple(self._answering(slot) for slot in slots)

    def _answering(self, slot: DutyRow) -> Answering:
        known = self._contacts.get(slot.contact)
        verified = known.verified_on if known else ""
        phones = (slot.phone,) if slot.phone else dialled(known.numbers) if known else ()
        private = not phones and slot.contact in self._private
        deputy = None if slot.deputised else self._contacts.get(slot.deputy)
        return Answering(
            slot,
            phones,
            verified,
            private,
            self._private[slot.contact] if private else "",
            dialled(deputy.numbers) if deputy else (),
        )


def _book(transaction: Transaction, rows: Iterable[DutyRow]) -> _Book:
    ids = {id for row in rows for id in (row.holder, row.deputy) if id}
    contacts = duty_rows.contacts(transaction.connection, ids)
    without = [id for id, one in contacts.items() if not one.numbers]
    return _Book(contacts, duty_rows.private(transaction.connection, transaction.accounts.privates, without))
