"""A day and a zone are named as people name them."""

from datetime import UTC, datetime

import pytest

from app.core.errors import Refused
from app.ui import hours
from tests.ui.lines import NOW, ZONE, at


def test_yesterday_today_and_tomorrow_are_said():
    assert [hours.near_day(at(day, 12), NOW, ZONE) for day in (22, 23, 24, 25)] == [
        "",
        "hier",
        "aujourd’hui",
        "demain",
    ]


def test_a_day_begins_at_midnight_in_the_crisis_s_zone():
    assert hours.day_number(at(23, 23, 59), ZONE) != hours.day_number(at(24, 0, 1), ZONE)
    assert hours.day_number(at(23, 23, 59), "UTC") == hours.day_number(at(24, 0, 1), "UTC")


def test_an_hour_nobody_knows_is_not_midnight():
    assert hours.of_fact(at(24, 0, 0), "unknown", ZONE) == "—"
    assert hours.of_fact(at(24, 2, 48), "about", ZONE) == "02:48"


def test_lateness_is_said_in_minutes_then_hours_then_by_its_day():
    typed = at(24, 3, 5)
    said = [hours.late(minutes, typed, ZONE) for minutes in (17, 125, 958, 5 * 1440)]
    assert said == ["+17 min", "+2 h 05", "+15 h", "24/09/26"]


def test_the_last_exchange_is_said_to_the_second():
    assert hours.seconds(NOW + 4000, ZONE) == "03:16:04"


def test_the_hour_of_paris_is_said_where_clocks_differ():
    assert hours.in_paris(at(24, 2, 48), ZONE) == ""
    assert hours.in_paris(at(24, 2, 48), "Europe/Brussels") == ""
    assert hours.in_paris(at(24, 2, 48), "Indian/Reunion") == "Paris 02:48"
    assert hours.in_paris(at(23, 23, 48), "Indian/Reunion") == "Paris 23:48 J−1"
    assert hours.in_paris(at(24, 9, 0), "Pacific/Tahiti") == "Paris 09:00 J+1"


def test_a_due_time_of_another_day_says_its_day():
    assert hours.before(at(24, 3, 30), NOW, ZONE) == "avant 03:30"
    assert hours.before(at(25, 3, 30), NOW, ZONE) == "avant ven. 25, 03:30"


def test_an_hour_typed_for_later_is_its_next_occurrence():
    assert hours.to_come("04:30", NOW, ZONE) == at(24, 4, 30)
    assert hours.to_come("3h00", NOW, ZONE) == at(25, 3, 0)
    assert hours.to_come("30 min", NOW, ZONE) == at(24, 3, 46)
    assert hours.to_come("2026-09-26 08:00", NOW, ZONE) == at(26, 8, 0)
    assert hours.to_come("  ", NOW, ZONE) is None


@pytest.mark.parametrize("typed", ["2026-09-23 08:00", "bientôt", "25:00", "2026-02-31 08:00"])
def test_a_due_time_that_is_past_or_no_hour_is_refused_at_its_field(typed):
    with pytest.raises(Refused) as refused:
        hours.to_come(typed, NOW, ZONE)
    assert refused.value.field == "due"


def test_an_hour_that_a_night_skips_is_the_next_day_s():
    night = int(datetime(2026, 3, 28, 22, 0, tzinfo=UTC).timestamp() * 1000)
    due = hours.to_come("02:30", night, ZONE)
    assert hours.times.day(due, ZONE) == "lundi 30 mars 2026"
