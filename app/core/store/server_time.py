"""The hour of the server, as this workstation reckons it between two exchanges."""

from sqlalchemy import Connection

from app.core.clock import Clock, Meeting, Steady
from app.core.situation import ServerTime
from app.core.store.log import noted


def noting(now: int, skew: int | None, met: Meeting | None) -> dict[str, int | str]:
    """What is kept of an exchange that ended well: when by this workstation's clock, and what the server's said."""
    known = {"skew": skew, "met": None if met is None else str(met)}
    return {"exchanged": now} | {name: value for name, value in known.items() if value is not None}


def reckoned(connection: Connection, clock: Clock) -> ServerTime:
    """Sure while the machine that met the server has not started again since: its steady clock counts from there, and
    nobody sets it. The answer took some time to come, so that this hour is late by as much, and never ahead.

    Otherwise it is the workstation's own clock less what it was wrong by, and may have been set since: it is only
    believed not to be before the exchange.
    """
    met = _last_meeting(connection)
    if met is None:
        return ServerTime(clock.now(), False)
    elapsed = clock.steady().at - met.steady.at
    if clock.steady().boot == met.steady.boot and elapsed >= 0:
        return ServerTime(met.server + elapsed, True, met.server)
    guessed = clock.now() - int(noted(connection, "skew") or 0)
    return ServerTime(max(guessed, met.server), False, met.server)


def _last_meeting(connection: Connection) -> Meeting | None:
    server, _, rest = (noted(connection, "met") or b"").decode().partition(" ")
    at, _, boot = rest.partition(" ")
    return Meeting(int(server), Steady(boot, int(at))) if boot else None
