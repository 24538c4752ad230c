"""How many entries call for something: each count is of an index that holds those entries and no others."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any

from sqlalchemy import Connection

from app.core.notices import Me
from app.core.store.schema import ASSIGNED
from app.core.store.sifting import AWAY, CONTRADICTED

EARLIEST = ("oldest_to_sort", "away_since")
MOST = 10_000  # counted one by one; beyond, "more than" is all that anybody needs


@dataclass(frozen=True, slots=True)
class Counts:
    """What waits in the main courante of a crisis, each counted up to MOST. `urgent_to_sort` are of priority 1,
    `oldest_to_sort` was recorded first (ms), `mine_due` are assigned to me or mine and not closed. Those that came in
    while this workstation was `away` did between `away_since` and `away_until` (ms)."""

    to_sort: int = 0
    oldest_to_sort: int | None = None
    urgent_to_sort: int = 0
    to_decide: int = 0
    to_pass_on: int = 0
    unread: int = 0
    away: int = 0
    mine_due: int = 0
    contradicted: int = 0
    away_since: int | None = None
    away_until: int | None = None


def counts(connection: Connection, space: int, me: Me) -> Counts:
    """What waits for this person in that crisis (its row)."""

    def count(rows: str, *values: Any) -> int:
        return int(connection.exec_driver_sql(f"SELECT count(*) FROM ({rows} LIMIT {MOST})", values).scalar_one())

    def at_step(step: str, more: str = "") -> int:
        step_of = "SELECT 1 FROM entry INDEXED BY entry_open WHERE space = ? AND triage <> 'closed' AND triage = ?"
        return count(step_of + more, space, step)

    oldest = connection.exec_driver_sql(
        "SELECT min(recorded_at) FROM entry WHERE space = ? AND triage <> 'closed' AND triage = 'to_sort'", (space,)
    ).scalar()
    absence = connection.exec_driver_sql(
        "SELECT min(since) AS since, max(at) AS until FROM arrival WHERE space = ?", (space,)
    ).one()
    organisations = sorted(me.organisations)
    return Counts(
        to_sort=at_step("to_sort"),
        oldest_to_sort=oldest,
        urgent_to_sort=at_step("to_sort", " AND priority = 1"),
        to_decide=at_step("to_decide"),
        to_pass_on=at_step("to_pass_on"),
        unread=count("SELECT 1 FROM entry INDEXED BY entry_unread WHERE space = ? AND unread", space),
        away=count(AWAY, space),
        mine_due=count(
            f"SELECT 1 FROM entry INDEXED BY entry_assigned WHERE space = ? AND {ASSIGNED} AND triage <> 'closed'"
            f" AND (assigned_person = ? OR assigned_organisation IN ({','.join('?' * len(organisations))}))",
            *(space, me.person, *organisations),
        ),
        contradicted=count(f"SELECT DISTINCT key FROM ({CONTRADICTED})", space),
        away_since=absence.since,
        away_until=absence.until,
    )


def total(parts: Sequence[Counts]) -> Counts:
    """What waits in several crises that are shown as one."""
    if len(parts) == 1:
        return parts[0]
    found: dict[str, Any] = {}
    for one in fields(Counts):
        said = [value for part in parts if (value := getattr(part, one.name)) is not None]
        if one.name in EARLIEST:
            found[one.name] = min(said, default=None)
        else:
            found[one.name] = max(said, default=None) if one.name == "away_until" else sum(said)
    return Counts(**found)
