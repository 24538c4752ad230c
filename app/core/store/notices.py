"""The notices of this workstation: made in the transaction that keeps what calls for them, and kept until seen."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from app.core import times
from app.core.notices import (
    AHEAD,
    OF_BRIEFS,
    OF_DUTIES,
    OF_VISAS,
    Matter,
    Me,
    brief_told,
    called_by,
    due_now,
    is_discreet,
    step_told,
)
from app.core.operations import Operation
from app.core.pace import Pace
from app.core.records import Held, fields_of_body
from app.core.registers.accounts import Accounts
from app.core.standing import Standing
from app.core.store import duty_rows, log
from app.core.store.authority import Authority
from app.core.store.log import chunks, marks
from app.core.store.paces import paces

CALLING = ("entry.recorded", "entry.handled", "entry.assigned")
CAUGHT_UP = "caught_up {}"  # noted of a space once all the server held of it is here: what comes then is news
MATTER = "e.priority, e.triage, e.assigned_person, e.assigned_organisation, e.due"
READ = (
    "EXISTS (SELECT 1 FROM relation r WHERE r.kind = 'read' AND r.target = notice.record AND r.person = ?"
    " AND r.at >= notice.at AND notice.kind IN ('priority', 'assigned'))"
)
SAID_ANEW = (  # something newer is said of the briefs of that crisis
    f"notice.kind IN {OF_BRIEFS} AND EXISTS (SELECT 1 FROM notice newer WHERE newer.record = notice.record"
    f" AND newer.n > notice.n AND newer.kind IN {OF_BRIEFS})"
)
LATE = 2 * times.MINUTE  # after which a brief was not prepared in time
DIRECTORY_ZONE = "Europe/Paris"  # the directory belongs to no crisis
MOST = 200  # of the list: who has more to look at looks at the main courante


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """A notice as it is listed. `kind` is one of `notices.KINDS`, `by` the person who called, `crisis` the title, which
    is empty like the `frame` for what is in the shared directory; `discreet`: outside the window, its number alone may
    be seen. `register` is `entry`, `message`, `duty`, whose `number` is its line, or `brief`, whose `record` is the
    crisis; `step` names the step of the circuit it is about."""

    n: int
    kind: str
    record: str
    space: str
    at: int
    due_at: int
    by: str
    seen: bool
    number: str
    subject: str
    priority: int
    discreet: bool
    crisis: str
    frame: str
    zone: str
    register: str = "entry"
    step: str = ""


@dataclass(frozen=True, slots=True)
class Call:
    """A notice to make. `about` tells two of one kind on one record apart; `person` (id) called, or the hour did."""

    kind: str
    record: str
    about: str
    space: str
    due_at: int = 0
    person: str = ""


def caught_up(connection: Connection, space: str) -> None:
    """Notes that all there was of a space is held: what comes from now on is news."""
    if log.noted(connection, CAUGHT_UP.format(space)) is None:
        log.note(connection, CAUGHT_UP.format(space), b"1")


def follow(connection: Connection) -> None:
    """A space whose log was followed before notices were kept is no newcomer's: what comes there is news."""
    connection.exec_driver_sql(
        "INSERT INTO meta (name, value) SELECT 'caught_up ' || lower(hex(name)), x'31' FROM space WHERE epoch <> ''"
        " ON CONFLICT (name) DO NOTHING"
    )


def note_received(
    connection: Connection,
    operations: Iterable[Operation],
    authority: Authority,
    standing: Standing,
    device: str,
    now: int,
) -> None:
    """Makes the notices that these operations, kept and folded, call for. A repeat makes none twice."""
    calling = [one for one in operations if one.header.kind in CALLING]
    for space in {one.space for one in calling}:
        me = me_in(authority, device, space)
        if me is None or log.noted(connection, CAUGHT_UP.format(space)) is None:
            continue
        here = [one for one in calling if one.space == space]
        matters = _matters(connection, here)
        calls = [_call(one, standing, matters[one.record], me) for one in here if one.record in matters]
        insert(connection, [call for call in calls if call], now)


def due(connection: Connection, authority: Authority, device: str, now: int) -> list[Call]:
    """The notices that the hour calls for and that are not made yet."""
    rows = connection.exec_driver_sql(
        f"SELECT e.id, space.name, {MATTER} FROM entry e JOIN space ON space.n = e.space"
        " JOIN crisis ON crisis.id = space.name AND crisis.open"
        " WHERE e.due > 0 AND e.due <= ? AND e.triage <> 'closed' AND space.removed_by IS NULL",
        (now + AHEAD,),
    )
    calls: list[Call] = []
    for row in rows.all():
        matter, me = Matter(*row[2:]), me_in(authority, device, row.name.hex())
        kind = due_now(matter, me, now) if me else ""
        if kind:
            calls.append(Call(kind, row.id.hex(), str(row.due), row.name.hex(), row.due))
    return [one for one in calls if not is_made(connection, one)]


def see(connection: Connection, notices: Sequence[int] | None) -> None:
    """Notes that these were seen; None: all of them."""
    if notices is None:
        connection.exec_driver_sql("UPDATE notice SET seen = 1 WHERE NOT seen")
    for part in chunks(notices or ()):
        connection.exec_driver_sql(f"UPDATE notice SET seen = 1 WHERE n IN ({marks(part)})", tuple(part))


def listed(connection: Connection, accounts: Accounts, device: str, unseen: bool = False) -> list[NoticeRow]:
    """The notices, those not seen first, then the newest. An entry that was read since is seen, and so is a visa that
    was given."""
    me = accounts.workstations.get(device)
    if me is None:
        return []
    rows = connection.exec_driver_sql(
        f"SELECT notice.*, notice.seen OR {READ} OR ({SAID_ANEW}) AS known,"
        " space.name AS of, e.id AS entry, e.number, e.subject, e.priority, e.marking, e.tlp, m.reference,"
        " m.title AS text, m.waiting, m.to_confirm, crisis.title, crisis.frame, crisis.zone, d.id AS duty"
        " FROM notice LEFT JOIN entry e ON e.id = notice.record"
        " LEFT JOIN message m ON m.id = notice.record LEFT JOIN duty d ON d.id = notice.record"
        " JOIN space ON space.n = notice.space LEFT JOIN crisis ON crisis.id = space.name"
        " WHERE space.removed_by IS NULL AND (coalesce(e.id, m.id, d.id) IS NOT NULL OR crisis.id = notice.record)"
        " AND (crisis.id IS NOT NULL OR d.id IS NOT NULL)"
        f"{' AND NOT known' if unseen else ''} ORDER BY known, notice.n DESC LIMIT {MOST}",
        (me.person.id,),
    )
    held = rows.all()
    on_call = ((row.kind, row.record.hex(), row.about) for row in held if row.kind in OF_DUTIES)
    told = duty_rows.subjects(connection, on_call)
    kept = {one.space: one for one in paces(connection)} if any(row.kind in OF_BRIEFS for row in held) else {}
    found = [
        _of_brief(row, kept.get(row.of.hex()))
        if row.kind in OF_BRIEFS
        else _row(row, accounts, *told.get((row.record.hex(), row.about), ()))
        for row in held
    ]
    return sorted((one for one in found if not (unseen and one.seen)), key=lambda one: one.seen)


def _row(row: Any, accounts: Accounts, line: str = "", happened: str = "") -> NoticeRow:
    """`line` and `happened`: those of a slot, see `duty_rows.subjects`."""
    of_message, of_duty, step = row.text is not None, row.duty is not None, ""
    if row.kind in OF_VISAS:
        step = step_told(row.about, row.waiting, row.to_confirm)
    return NoticeRow(
        n=row.n,
        kind=row.kind,
        record=row.record.hex(),
        space=row.of.hex(),
        at=row.at,
        due_at=row.due_at,
        by=accounts.persons[row.person].name if row.person in accounts.persons else "",
        seen=bool(row.known) or (row.kind in OF_VISAS and not step),
        number=line if of_duty else row.reference if of_message else row.number,
        subject=happened if of_duty else row.text if of_message else row.subject,
        priority=3 if of_message or of_duty else row.priority,
        discreet=of_message or (not of_duty and is_discreet(row.marking, row.tlp)),
        crisis=row.title or "",
        frame=row.frame or "",
        zone=row.zone or DIRECTORY_ZONE,
        register="duty" if of_duty else "message" if of_message else "entry",
        step=step,
    )


def _of_brief(row: Any, pace: Pace | None) -> NoticeRow:
    """A notice of a brief that a crisis calls for: of its hour, and of nothing it holds. It is seen once the brief is
    frozen, or not called for any more."""
    late = times.hour(row.at, row.zone) if row.at > row.due_at + LATE else ""
    return NoticeRow(
        n=row.n,
        kind=row.kind,
        record=row.record.hex(),
        space=row.of.hex(),
        at=row.at,
        due_at=row.due_at,
        by="",
        seen=bool(row.known) or pace is None or pace.has(row.due_at),
        number=f"Point n° {row.about.rpartition(':')[2]}",
        subject=brief_told(row.kind, times.hour(row.due_at, row.zone), late),
        priority=3,
        discreet=False,
        crisis=row.title,
        frame=row.frame,
        zone=row.zone,
        register="brief",
    )


def me_in(authority: Authority, device: str, space: str) -> Me | None:
    """Who this workstation would call in that crisis; nobody when its person is not a member."""
    workstation, members = authority.accounts.workstations.get(device), authority.members.get(space)
    roles = members.of(workstation.person.id) if workstation and members else []
    if workstation is None or not roles:
        return None
    held = frozenset((one.role, one.organisation) for one in roles)
    return Me(workstation.person.id, frozenset(one.organisation for one in roles), held)


def _call(one: Operation, standing: Standing, matter: Matter, me: Me) -> Call | None:
    judged = standing.judge(one)
    written = fields_of_body(Held(one, None, judged.author))
    kind = called_by(one.header.kind, written, judged.author.person, matter, me)
    if not kind or judged.why_not:
        return None
    if kind == "assigned":  # each time it is assigned anew
        return Call(kind, one.record, one.id, one.space, matter.due, judged.author.person)
    return Call(kind, one.record, "", one.space, person=judged.author.person)


def _matters(connection: Connection, operations: Sequence[Operation]) -> dict[str, Matter]:
    """Those of these entries that may call somebody."""
    found: dict[str, Matter] = {}
    for part in chunks(sorted({bytes.fromhex(one.record) for one in operations})):
        rows = connection.exec_driver_sql(
            f"SELECT e.id, {MATTER} FROM entry e WHERE e.id IN ({marks(part)})"
            " AND (e.priority = 1 OR e.assigned_person <> '' OR e.assigned_organisation <> '')",
            tuple(part),
        )
        found.update({row.id.hex(): Matter(*row[1:]) for row in rows})
    return found


def is_made(connection: Connection, call: Call) -> bool:
    """Whether that notice was made already, seen or not."""
    sql = "SELECT 1 FROM notice WHERE kind = ? AND record = ? AND about = ?"
    values = (call.kind, bytes.fromhex(call.record), call.about)
    return connection.exec_driver_sql(sql, values).scalar() is not None


def insert(connection: Connection, calls: Sequence[Call], now: int) -> None:
    """Makes these notices; one that was made stays as it is."""
    for one in calls:
        space = log.space_number(connection, one.space)
        connection.exec_driver_sql(
            "INSERT INTO notice (kind, record, about, space, at, due_at, person, seen) VALUES (?, ?, ?, ?, ?, ?, ?, 0)"
            " ON CONFLICT (kind, record, about) DO NOTHING",
            (one.kind, bytes.fromhex(one.record), one.about, space, now, one.due_at, one.person),
        )
