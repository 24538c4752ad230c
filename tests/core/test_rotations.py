"""Rotations are handed over at the same local hour, whatever the clocks do."""

from datetime import date

import pytest

from app.core.clock import moment
from app.core.rotations import Turn, local_hour, slots

HOUR = 3_600_000
PAIR = (Turn("", "Delmas"), Turn("", "Marchal"))


@pytest.mark.parametrize(
    ("zone", "first", "hours"),
    [
        ("Europe/Paris", date(2026, 10, 19), [169, 168]),  # winter time on the 25th
        ("Europe/Paris", date(2026, 3, 23), [167, 168]),  # summer time on the 29th
        ("Indian/Reunion", date(2026, 10, 19), [168, 168]),
        ("America/Miquelon", date(2026, 10, 26), [169, 168]),
    ],
)
def test_a_week_lasts_as_long_as_its_clocks_say(zone: str, first: date, hours: list[int]) -> None:
    made = slots(PAIR, first, 8, 0, zone, 7, 2)
    assert [(one.ends - one.starts) / HOUR for one in made] == hours
    assert [f"{moment(one.starts, zone):%a %H:%M}" for one in made] == ["Mon 08:00", "Mon 08:00"]
    assert [one.turn.holder_name for one in made] == ["Delmas", "Marchal"]
    assert made[0].ends == made[1].starts


def test_an_hour_that_summer_time_skips_is_as_long_after_the_one_before() -> None:
    skipped = local_hour(date(2026, 3, 29), 2, 30, "Europe/Paris")
    assert f"{moment(skipped):%H:%M}" == "03:30"
    twice = local_hour(date(2026, 10, 25), 2, 30, "Europe/Paris")
    assert f"{moment(twice):%H:%M %z}" == "02:30 +0200"


def test_who_takes_no_turn_is_known() -> None:
    assert Turn("", " ").is_nobody
    assert not Turn("", "", "", "Vasseur").is_nobody
