"""What messages rest on and that no longer says what somebody looked at, for all those of a crisis at once."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection

from app.core.footing import standing as standing_hash
from app.core.standing import Standing
from app.core.store import situating


@dataclass(frozen=True, slots=True)
class Moved:
    """A fact or a figure, by id and number, and the hash of what it says now; empty when it is not held."""

    record: str
    number: str
    now: str


def moved(connection: Connection, space: str, standing: Standing) -> Mapping[bytes, tuple[Moved, ...]]:
    """For each message of that crisis that is to be looked at again, what moved under it."""
    used = connection.exec_driver_sql(
        "SELECT r.source, r.target, r.note, entry.footing, number.text FROM relation r"
        " LEFT JOIN entry ON entry.id = r.target LEFT JOIN number ON number.record = r.target AND number.main"
        " WHERE r.register = 'message' AND r.kind = 'uses' AND r.space = (SELECT n FROM space WHERE name = ?)",
        (bytes.fromhex(space),),
    ).all()
    against = situating.against(connection, sorted({row.target.hex() for row in used}))
    others = situating.footings(connection, {row.target.hex() for row in used if row.footing is None}, standing)
    found: dict[bytes, tuple[Moved, ...]] = {}
    for row in used:
        target = row.target.hex()
        if row.footing is None:
            now = others[target].hash if target in others else ""
        else:
            now = standing_hash(row.footing, situating.against_entry(against.get(target, {})))
        if row.note != now:
            found[row.source] = (*found.get(row.source, ()), Moved(target, row.text or "?", now))
    return found
