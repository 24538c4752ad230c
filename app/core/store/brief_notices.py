"""The notices that the rhythm of briefs calls for: one is soon due, or its draft is prepared. Each hour is told once,
and what was told is how a workstation that starts again knows what it has done."""

from collections.abc import Iterable

from sqlalchemy import Connection

from app.core.notices import SOON
from app.core.pace import to_remind
from app.core.registers import briefs
from app.core.registers.members import Grant, Member
from app.core.store import log
from app.core.store.authority import Authority
from app.core.store.notices import Call
from app.core.store.paces import paces

FREEZERS = briefs.REGISTER.writers["brief.frozen"]
TOLD = "SELECT 1 FROM notice WHERE kind = ? AND record = ? AND due_at = ?"


def due(connection: Connection, authority: Authority, device: str, now: int) -> list[Call]:
    """The reminders of the briefs that are soon due in the crises where this person may freeze one, not made yet."""
    wanted = ((one.space, to_remind(one, now)) for one in paces(connection, now))
    person, members = authority.accounts.person_of(device), authority.members
    soon = [
        (space, at)
        for space, at in wanted
        if at and person and space in members and may_freeze(members[space].of(person.id))
    ]
    return calls(connection, SOON, soon)


def calls(connection: Connection, kind: str, wanted: Iterable[tuple[str, int]]) -> list[Call]:
    """The notices of that kind for these crises and hours, but those that were made."""
    return [
        Call(kind, space, f"{at}:{_number(connection, space)}", space, at)
        for space, at in wanted
        if connection.exec_driver_sql(TOLD, (kind, bytes.fromhex(space), at)).scalar() is None
    ]


def may_freeze(grants: Iterable[Grant | Member]) -> bool:
    """Whether a person who holds these roles in a crisis may freeze a brief there."""
    return any(one.role in FREEZERS for one in grants)


def _number(connection: Connection, space: str) -> int:
    """The number the next brief of that crisis would bear: of the notice, not of the brief, which is given its own."""
    sql = "SELECT max(n) FROM brief WHERE space = ?"
    return int(connection.exec_driver_sql(sql, (log.space_number(connection, space),)).scalar() or 0) + 1
