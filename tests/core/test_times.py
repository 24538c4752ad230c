"""Hours as people type and read them, passages to and from summer time included."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core import times
from app.core.clock import rfc3339
from app.core.errors import Refused

PARIS = "Europe/Paris"
SPRING, AUTUMN = date(2026, 3, 29), date(2026, 10, 25)  # at 02:00 one hour is skipped; at 03:00 one comes back
moments = st.integers(min_value=1_000_000_000_000, max_value=4_000_000_000_000)


def at(text: str, zone: str = PARIS) -> int:
    return times.parse(text, 0, zone)


def test_an_hour_with_its_offset_is_that_instant():
    assert at("2026-09-24T02:48:00+02:00") == at("2026-09-24T00:48:00Z") == 1790210880000
    assert at("2026-09-24T02:48:07.250+02:00") - at("2026-09-24T02:48:00+02:00") == 7250


def test_an_hour_without_offset_is_of_the_zone():
    assert at("2026-09-24T02:48") == at("2026-09-24 02:48:00") == at("2026-09-24T02:48+02:00")
    assert at("2026-09-24T02:48", "Indian/Reunion") == at("2026-09-24T02:48+04:00")


def test_a_date_is_its_midnight():
    assert rfc3339(at("2026-09-24")) == "2026-09-24T00:00:00+02:00"


@pytest.mark.parametrize("typed", ["02:48", "2:48", "2h48", "02H48", "2 h 48", "2\u00a0h\u00a048"])
def test_an_hour_alone_is_the_nearest_past_one(typed):
    assert times.parse(typed, at("2026-09-24T03:05"), PARIS) == at("2026-09-24T02:48")
    assert times.parse(typed, at("2026-09-24T02:30"), PARIS) == at("2026-09-23T02:48")


@pytest.mark.parametrize(
    "typed",
    [
        *(
            "",
            "hier",
            "24:00",
            "12:60",
            "0248",
            "2026-02-30",
            "2026-13-01",
            "2026-09-24T25:00",
            "2026-09-24T02:48+99:00",
        ),
        *(
            "1969-01-01",
            "9999-12-31T23:59",
            "0001-01-01T00:00Z",
            "2026-W39-4",
            "20260924",
            "２０２６-09-24T02:48x",
            "1e9",
        ),
    ],
)
def test_what_is_no_hour_is_refused(typed):
    with pytest.raises(Refused):
        at(typed)


def test_the_hour_that_summer_time_skips_is_refused():
    assert times.instants(SPRING, 2, 30, PARIS) == ()
    with pytest.raises(Refused, match="passage à l'heure d'été"):
        at("2026-03-29T02:30")
    with pytest.raises(Refused, match="passage à l'heure d'été"):
        times.nearest_past(2, 30, at("2026-03-29T03:10"), PARIS)


def test_before_the_passage_the_skipped_hour_is_that_of_the_day_before():
    assert times.nearest_past(2, 30, at("2026-03-29T01:50"), PARIS) == at("2026-03-28T02:30")


def test_the_hour_that_comes_back_is_the_first_one_when_nothing_tells():
    assert len(times.instants(AUTUMN, 2, 30, PARIS)) == 2
    assert rfc3339(at("2026-10-25T02:30")) == "2026-10-25T02:30:00+02:00"


def test_the_hour_that_comes_back_is_the_nearest_past_one_when_now_tells():
    first, second = times.instants(AUTUMN, 2, 30, PARIS)
    assert times.nearest_past(2, 30, first + 15 * times.MINUTE, PARIS) == first
    assert times.nearest_past(2, 30, second + 15 * times.MINUTE, PARIS) == second
    assert times.twice(first, PARIS)
    assert not times.twice(at("2026-10-25T04:30"), PARIS)


def test_ten_minutes_ahead_are_kept_and_not_eleven():
    now = at("2026-09-24T23:55")
    assert times.nearest_past(0, 5, now, PARIS) == at("2026-09-25T00:05")
    assert times.nearest_past(0, 6, now, PARIS) == at("2026-09-24T00:06")


@given(moments, st.integers(0, 23), st.integers(0, 59), st.sampled_from([PARIS, "Indian/Reunion", "Pacific/Noumea"]))
def test_the_nearest_past_hour_shows_as_typed_and_lies_within_a_day(now, hour, minute, zone):
    try:
        found = times.nearest_past(hour, minute, now, zone)
    except Refused:
        return
    assert times.hour(found, zone) == f"{hour:02}:{minute:02}"
    assert -10 * times.MINUTE <= now - found <= 25 * 60 * times.MINUTE


def test_the_next_such_hour_is_at_that_instant_or_after_it():
    start = at("2026-09-24T23:50")
    assert times.next_after(23, 50, start, PARIS) == start
    assert times.next_after(0, 20, start, PARIS) == at("2026-09-25T00:20")
    first, second = times.instants(AUTUMN, 2, 30, PARIS)
    assert times.next_after(2, 30, first + times.MINUTE, PARIS) == second


def test_an_hour_on_a_day_is_the_first_of_that_day():
    assert times.on_day(AUTUMN, 2, 30, PARIS) == times.instants(AUTUMN, 2, 30, PARIS)[0]
    with pytest.raises(Refused, match="02:30 n'existe pas ce jour-là"):
        times.on_day(SPRING, 2, 30, PARIS)
    with pytest.raises(Refused, match="L'année 1026"):
        times.on_day(date(1026, 9, 24), 2, 30, PARIS)


def test_a_day_without_its_year_is_the_last_one_tomorrow_included():
    now = at("2026-12-31T02:48")
    assert times.local_day(now, PARIS) == date(2026, 12, 31)
    assert times.latest_day(31, 12, now, PARIS) == date(2026, 12, 31)
    assert times.latest_day(1, 1, now, PARIS) == date(2027, 1, 1)
    assert times.latest_day(2, 1, now, PARIS) == date(2026, 1, 2)
    assert times.latest_day(29, 2, now, PARIS) == date(2024, 2, 29)
    assert times.latest_day(31, 9, now, PARIS) is None


@given(moments)
def test_an_instant_written_with_its_offset_is_read_back(now):
    seconds = now // 1000 * 1000
    assert at(rfc3339(seconds, PARIS) or "") == seconds


def test_hours_and_days_are_shown_the_french_way():
    ms = at("2026-09-24T02:48")
    assert times.hour(ms, PARIS) == "02:48"
    assert times.hour_h(ms, PARIS) == "02\u00a0h\u00a048"
    assert times.day(ms, PARIS) == "jeudi 24 septembre 2026"
    assert times.day(at("2026-08-01T12:00"), PARIS) == "samedi 1er août 2026"
    assert times.date_words(ms, PARIS) == "24 septembre 2026"
    assert times.short_day(ms, PARIS) == "jeu. 24"
    assert times.offset(ms, PARIS) == "UTC+02:00"
    assert times.offset(ms, "America/Martinique") == "UTC-04:00"


@pytest.mark.parametrize(
    ("minutes", "shown"),
    [
        *((0, "à l’instant"), (42, "il y a 42 min"), (125, "il y a 2 h 05"), (3 * 1440 + 5, "il y a 3 j")),
        *((-44, "dans 44 min"), (-60, "dans 1 h 00")),
    ],
)
def test_a_lapse_of_time_is_said_in_words(minutes, shown):
    now = at("2026-09-24T02:48")
    assert times.ago(now - minutes * times.MINUTE, now) == shown


def test_a_zone_is_known_or_refused():
    assert times.known_zone("Indian/Reunion") == "Indian/Reunion"
    for name in ("", "Europe/Rouen", "../etc/passwd", "/etc/passwd", "a\x00b", "Europe"):
        with pytest.raises(Refused):
            times.known_zone(name)


def test_a_zone_is_named_in_french():
    assert times.zone_words("Europe/Paris") == "heure de Paris"
    assert times.zone_words("Indian/Reunion") == "heure de La Réunion"
    assert times.zone_words("America/New_York") == "heure de New York"
