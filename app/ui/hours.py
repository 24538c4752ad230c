"""How a day and a zone are named on the screen, beside the hours themselves."""

from app.core.clock import moment
from app.core.times import hour


def near_day(at: int, now: int, zone: str) -> str:
    """aujourd’hui, hier, demain, or nothing."""
    days = (moment(at, zone).date() - moment(now, zone).date()).days
    return {0: "aujourd’hui", -1: "hier", 1: "demain"}.get(days, "")


def day_number(at: int, zone: str) -> int:
    """The same for all instants of one day in that zone, and for no other."""
    return moment(at, zone).toordinal()


def seconds(at: int, zone: str) -> str:
    """03:16:04."""
    return f"{moment(at, zone):%H:%M:%S}"


def of_fact(at: int, precision: str, zone: str) -> str:
    """02:48, or a dash: an hour nobody knows is not midnight."""
    return "—" if precision == "unknown" else hour(at, zone)


def late(minutes: int, recorded_at: int, zone: str) -> str:
    """+17 min, +3 h; beyond two days the day of typing says more: 22/11/26."""
    if minutes < 120:
        return f"+{minutes} min"
    if minutes < 48 * 60:
        return f"+{minutes // 60} h"
    return f"{moment(recorded_at, zone):%d/%m/%y}"
