"""The crises held here that were joined to others, read from their own lines."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection

from app.core.registers.members import Members
from app.core.reunion import above, pointed
from app.core.roles import may_manage_members, may_write_entries
from app.core.store.log import marks

JOINS = "SELECT id, frame, joins FROM crisis WHERE joins <> ''"
HELD = (
    "SELECT crisis.id, crisis.frame, crisis.code FROM crisis JOIN space ON space.n = crisis.space"
    " WHERE space.removed_by IS NULL"
)


@dataclass(frozen=True, slots=True)
class Reunited:
    """The crisis that each crisis joined to another points to, by id, and the codes of them all."""

    pointers: Mapping[str, str] = field(default_factory=dict)
    codes: Mapping[str, str] = field(default_factory=dict)


def reunited(connection: Connection, members: Callable[[str], Members]) -> Reunited:
    """Which crises point to which. One joins another when whoever said so could write in that one too; frames never
    mix. What is said of a crisis that is not held is believed."""
    joins = connection.exec_driver_sql(JOINS).all()
    if not joins:
        return Reunited()
    held = {row.id.hex(): row for row in connection.exec_driver_sql(HELD)}
    codes, claims = dict[str, str](), dict[str, list[str]]()
    for row in joins:
        for claim in row.joins.split():
            first, person, code = claim.split(":")
            known = held.get(first)
            if known is None:
                codes.setdefault(first, code or first[:8])
            elif known.frame != row.frame or not _could_write(members(first), person):
                continue
            claims.setdefault(row.id.hex(), []).append(first)
    return Reunited(pointed(claims), codes | {id: row.code for id, row in held.items()})


def within(spaces: Sequence[str]) -> tuple[str, tuple[bytes, ...]]:
    """What is asked of a row of these spaces, and the values of its marks. Of one space it is asked as it ever was:
    indexes order its rows."""
    names = tuple(bytes.fromhex(one) for one in spaces)
    if len(names) == 1:
        return "space = (SELECT n FROM space WHERE name = ?)", names
    return f"space IN (SELECT n FROM space WHERE name IN ({marks(names)}))", names


def also_shown(connection: Connection, spaces: Iterable[str], members: Callable[[str], Members]) -> set[str]:
    """The crises in whose lists what happens in these spaces is seen too."""
    pointers = reunited(connection, members).pointers
    return {first for space in spaces for first in above(pointers, space)} if pointers else set()


def _could_write(members: Members, person: str) -> bool:
    """Whether that person ever had a role there in which one writes, or leads."""
    return any(
        one.person.id == person and (may_write_entries(one.role) or may_manage_members(one.role))
        for one in members.grants.values()
    )
