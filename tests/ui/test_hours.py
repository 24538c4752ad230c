"""A day and a zone are named as people name them."""

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
    assert [hours.late(minutes, typed, ZONE) for minutes in (17, 125, 5 * 1440)] == ["+17 min", "+2 h", "24/09/26"]


def test_the_last_exchange_is_said_to_the_second():
    assert hours.seconds(NOW + 4000, ZONE) == "03:16:04"
