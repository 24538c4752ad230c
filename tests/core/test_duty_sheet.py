"""The days of a printed table are those of the calendar."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from app.core.clock import milliseconds
from app.core.duty_sheet import MOST_DAYS, days_from
from app.core.errors import Refused

HOUR = 3_600_000


def test_a_day_on_which_the_clocks_change_has_its_own_length() -> None:
    since = milliseconds(datetime(2026, 10, 24, 15, 0, tzinfo=ZoneInfo("Europe/Paris")))
    days = days_from(since, 3, "Europe/Paris")
    assert days.start < since < days.end
    assert [(b - a) // HOUR for a, b in zip(days.midnights, days.midnights[1:], strict=False)] == [24, 25, 24]


@pytest.mark.parametrize("count", [0, MOST_DAYS + 1])
def test_a_sheet_shows_a_few_days(count: int) -> None:
    with pytest.raises(Refused):
        days_from(0, count, "Europe/Paris")
