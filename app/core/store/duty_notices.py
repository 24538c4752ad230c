"""The notices that on-call slots call for: somebody takes over, nobody does, or the table was changed by another."""

from collections.abc import Iterable

from sqlalchemy import Connection

from app.core import coverage
from app.core.contact import node
from app.core.duty import ADDED, DAY, EDITED, REACH, DutyRow
from app.core.notices import CHANGED, RELIEF
from app.core.operations import Operation
from app.core.registers import crisis as crises
from app.core.standing import Standing
from app.core.store import duty_rows, log
from app.core.store.authority import Authority
from app.core.store.duty_rows import COVERING
from app.core.store.notices import CAUGHT_UP, Call, insert, is_made
from app.core.store.projection import held_of

STILL_NEWS = DAY // 2  # ms after a handover during which it is told to somebody who was away
WRITES = (ADDED, EDITED)


def due(connection: Connection, authority: Authority, standing: Standing, device: str, hour: int) -> list[Call]:
    """The handovers that happened lately, on the lines this person is told of, and are not told yet. `hour` is the
    server's."""
    me = authority.accounts.workstations.get(device)
    if me is None:
        return []
    since = max(hour - STILL_NEWS, me.enrolled_at)
    calls: list[Call] = []
    for space in _spaces(connection, authority, device):
        moved = _handed_over(connection, space, since, hour)
        wanted = _told_of(connection, authority, standing, device) if moved else frozenset()
        for line in sorted(moved):
            if line.partition("\n")[0] in wanted:
                calls += _relief(connection, space, line, since, hour)
    return [one for one in calls if not is_made(connection, one)]


def note_received(
    connection: Connection,
    operations: Iterable[Operation],
    authority: Authority,
    standing: Standing,
    device: str,
    now: int,
    hour: int,
) -> None:
    """Makes the notices that these operations, kept and folded, call for: somebody else changed who is on call now, or
    who is next. A repeat makes none twice."""
    person = authority.accounts.person_of(device)
    written = [one for one in operations if one.header.kind in WRITES]
    spaces = set(_spaces(connection, authority, device)) if written else set()
    written = [one for one in written if one.space in spaces]
    if not written or person is None:
        return
    wanted = _told_of(connection, authority, standing, device)
    rows = {row.id: row for row in duty_rows.of_ids(connection, {one.record for one in written})}
    told: dict[tuple[str, str], Call] = {}  # a rotation written at once is told once
    for one in written:
        row, judged = rows.get(one.record), standing.judge(one)
        if row is None or judged.why_not or judged.author.person == person.id or (row.space, row.line) in told:
            continue
        if row.line.partition("\n")[0] in wanted and _matters(connection, row, hour):
            call = Call(CHANGED, row.id, one.id, row.space, row.starts, judged.author.person)
            told[row.space, row.line] = call
    insert(connection, list(told.values()), now)


def _spaces(connection: Connection, authority: Authority, device: str) -> list[str]:
    """The spaces whose slots this person is told of: the directory, and the open crises he belongs to, where what
    comes is news."""
    person = authority.accounts.person_of(device)
    rows = connection.exec_driver_sql(
        "SELECT space.name FROM space JOIN crisis ON crisis.id = space.name AND crisis.open"
        " WHERE space.removed_by IS NULL"
    )
    mine = [row.name.hex() for row in rows]
    members = authority.members
    mine = [one for one in mine if person is not None and one in members and members[one].of(person.id)]
    return [
        one for one in (authority.accounts.directory, *mine) if log.noted(connection, CAUGHT_UP.format(one)) is not None
    ]


def _told_of(connection: Connection, authority: Authority, standing: Standing, device: str) -> frozenset[str]:
    """The organisations whose lines this person is told of: his own, and those of the open crises he belongs to."""
    person = authority.accounts.person_of(device)
    if person is None:
        return frozenset()
    found = {person.organisation}
    mine = {space: roles for space, one in authority.members.items() if (roles := one.of(person.id))}
    for space, operations in held_of(connection, mine, standing).items():
        crisis = crises.fold(operations)
        if crisis is not None and crisis.open:
            found |= {crisis.lead, *crisis.associated, *(one.organisation for one in mine[space])}
    return frozenset(node(one) for one in found if one)


def _handed_over(connection: Connection, space: str, since: int, hour: int) -> set[str]:
    """The lines of a space where a slot began or ended since then."""
    sql = (
        f"SELECT DISTINCT line FROM duty d WHERE space = ? AND ends > ? AND ends <= ? AND starts <= ? AND {COVERING}"
        " AND (starts > ? OR ends <= ?)"
    )
    values = (duty_rows.number_of(connection, space), since, hour + REACH, hour, since, hour)
    return {row.line for row in connection.exec_driver_sql(sql, values)}


def _relief(connection: Connection, space: str, line: str, since: int, hour: int) -> list[Call]:
    """The last handover of a line: only that one, for who was away."""
    slots = [row for row in duty_rows.meeting(connection, space, since, hour + 1) if row.line == line]
    slots += duty_rows.beside(connection, space, [line], since, hour + 1)[line]
    watch = coverage.on_call(slots, hour)
    if watch.holding:
        one = watch.holding[0]
        before = [each for each in coverage.covering(slots) if each.starts < one.starts and each.id != one.id]
        former = max(before, key=lambda each: (each.ends, each.id), default=None)
        if one.starts <= since or former is None or _same(one, former):
            return []
        return [Call(RELIEF, one.id, f"{one.starts}:{former.id}", space, one.starts)]
    if watch.gap is not None and watch.gap.starts > since:
        return [Call(RELIEF, watch.gap.before.id, f"{watch.gap.starts}:", space, watch.gap.starts)]
    return []


def _same(one: DutyRow, other: DutyRow) -> bool:
    return (one.contact, one.name) == (other.contact, other.name)


def _matters(connection: Connection, row: DutyRow, hour: int) -> bool:
    """Whether a slot, cancelled or not, runs at that hour or is the next of its line to begin."""
    if row.ends <= hour:
        return False
    if row.starts <= hour:
        return True
    others = duty_rows.beside(connection, row.space, [row.line], hour, hour + 1)[row.line]
    coming = [one.starts for one in others if one.starts > hour and one.id != row.id]
    return row.starts <= min(coming, default=row.starts)
