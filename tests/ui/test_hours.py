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


def test_zones_are_named_by_their_city():
    assert hours.zone_words("Europe/Paris") == "heure de Paris"
    assert hours.zone_words("Indian/Reunion") == "heure de La Réunion"
    assert hours.zone_words("America/Cayenne") == "heure de Cayenne"


def test_the_last_exchange_is_said_to_the_second():
    assert hours.seconds(NOW + 4000, ZONE) == "03:16:04"
