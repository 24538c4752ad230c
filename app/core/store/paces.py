"""Where the open crises are in the rhythm of their briefs, as the read tables have it."""

from collections.abc import Sequence

from sqlalchemy import Connection

from app.core import rhythm
from app.core.brief_formats import FORMATS, family
from app.core.notices import OF_BRIEFS, SOON
from app.core.operations import LAST_MOMENT
from app.core.pace import AHEAD, Pace
from app.core.store.log import marks

PREPARED = tuple(one for one in OF_BRIEFS if one != SOON)
IN_RHYTHM = (
    "SELECT c.id, c.space, c.zone, c.rhythm, c.rhythm_at,"
    f" (SELECT max(due_at) FROM notice WHERE record = c.id AND kind IN {PREPARED}) AS prepared"
    " FROM crisis c JOIN space ON space.n = c.space"
    " WHERE c.open AND c.rhythm <> '' AND c.joins = '' AND space.removed_by IS NULL"
)


def paces(connection: Connection, now: int = LAST_MOMENT) -> list[Pace]:
    """The open crises that keep a rhythm, of those held here. A brief of another family does not stand for theirs, nor
    one that says at `now` that it stops at an hour still to come."""
    found = []
    for row in connection.exec_driver_sql(IN_RHYTHM).all():
        kept = rhythm.read(row.rhythm)
        if kept is not None:
            last = _last(connection, row.space, _like(kept.format), now + AHEAD)
            found.append(Pace(row.id.hex(), kept, row.zone, row.rhythm_at, last, row.prepared or 0))
    return found


def _like(format: str) -> Sequence[str]:
    return [one for one in FORMATS if family(one) == family(format)] or [format]


def _last(connection: Connection, space: int, formats: Sequence[str], until: int) -> int | None:
    """The latest cut-off of the briefs of these formats."""
    sql = f"SELECT max(cutoff) FROM brief WHERE space = ? AND cutoff <= ? AND format IN ({marks(formats)})"
    latest: int | None = connection.exec_driver_sql(sql, (space, until, *formats)).scalar()
    return latest
