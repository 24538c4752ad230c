"""A rhythm is of the hours that clocks show: none is skipped, none counts twice, whatever the season does to them."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core import rhythm
from app.core.brief_formats import FORMATS
from app.core.clock import milliseconds, moment
from app.core.errors import Refused
from app.core.rhythm import DAILY, EVERY, Rhythm, made, next_due, previous_due

HOUR = 3_600_000
ZONES = ("Europe/Paris", "Pacific/Noumea", "America/Cayenne", "Australia/Lord_Howe", "UTC", "America/Miquelon")
FIRST, LAST = (milliseconds(datetime(year, 1, 1, tzinfo=UTC)) for year in (2015, 2037))
RHYTHMS = st.builds(
    made, st.sampled_from(EVERY), st.integers(0, 59), st.integers(0, 23), st.sampled_from(sorted(FORMATS))
)
MOMENTS = st.integers(FIRST, LAST)


def utc(text: str) -> int:
    return milliseconds(datetime.fromisoformat(f"{text}+00:00"))


def dues(text: str, zone: str, since: str, until: str) -> list[str]:
    """What clocks of `zone` show at each hour that is due between two instants of UTC, with their offset."""
    kept, at, found = rhythm.typed(text), utc(since), []
    while (at := next_due(kept, zone, at)) < utc(until):
        found.append(f"{moment(at, zone):%H:%M%z}")
    return found


def test_every_four_hours_at_the_hour():
    kept = rhythm.typed("toutes les 4 heures à :00")
    assert kept == Rhythm(4, 0, 0, "standard")
    night = utc("2026-09-24T01:16")  # 03:16 in Paris
    assert next_due(kept, "Europe/Paris", night) == utc("2026-09-24T02:00")
    assert previous_due(kept, "Europe/Paris", night) == utc("2026-09-23T22:00")


def test_the_hour_that_does_not_exist_is_taken_when_the_clock_leaps_over_it():
    night = ("2026-03-28T23:30", "2026-03-29T03:30")
    assert dues("1h :30", "Europe/Paris", *night) == ["01:30+0100", "03:00+0200", "03:30+0200", "04:30+0200"]
    assert dues("24h 02:30", "Europe/Paris", "2026-03-27T12:00", "2026-03-30T12:00") == [
        "02:30+0100",
        "03:00+0200",
        "02:30+0200",
    ]


def test_an_hour_that_leaps_onto_another_that_is_due_counts_once():
    assert dues("1h :00", "Europe/Paris", "2026-03-28T23:30", "2026-03-29T02:30") == [
        "01:00+0100",
        "03:00+0200",
        "04:00+0200",
    ]


def test_the_hour_that_comes_twice_counts_once():
    night = ("2026-10-24T23:30", "2026-10-25T03:30")
    assert dues("1h :30", "Europe/Paris", *night) == ["02:30+0200", "03:30+0100"]
    assert dues("2h :00", "Europe/Paris", *night) == ["02:00+0200", "04:00+0100"]


def test_half_an_hour_of_summer_time_is_as_safe():
    assert dues("1h :15", "Australia/Lord_Howe", "2026-10-03T14:30", "2026-10-03T16:50") == [
        "01:15+1030",
        "02:30+1100",
        "03:15+1100",
    ]
    assert dues("1h :45", "Australia/Lord_Howe", "2026-04-04T13:30", "2026-04-04T16:30") == [
        "00:45+1100",
        "01:45+1100",
        "02:45+1030",
    ]


def test_a_day_that_a_zone_skipped_is_taken_when_it_leapt_over_it():
    assert dues("24h 19:00", "Pacific/Apia", "2011-12-29T12:00", "2012-01-01T12:00") == [
        "19:00-1000",
        "00:00+1400",
        "19:00+1400",
        "19:00+1400",
    ]


@pytest.mark.parametrize("zone", ["Pacific/Noumea", "America/Cayenne", "UTC"])
def test_where_the_hour_never_changes_the_dues_are_evenly_spread(zone):
    kept, at = Rhythm(6, 20), utc("2026-01-01T00:00")
    for _ in range(4 * 370):
        before, at = at, next_due(kept, zone, at)
        assert before == utc("2026-01-01T00:00") or at - before == 6 * HOUR


@settings(max_examples=300, deadline=None)
@given(RHYTHMS, st.sampled_from(ZONES), MOMENTS)
def test_a_due_hour_is_one_that_the_clock_shows_or_the_instant_it_leaps_over_it(kept, zone, now):
    due = next_due(kept, zone, now)
    assert due > now >= previous_due(kept, zone, now)
    assert previous_due(kept, zone, due) == due
    local = moment(due, zone)
    shown = (local.hour, local.minute, local.second)
    if shown in [(hour, kept.minute, 0) for hour in kept.hours]:
        assert local.fold == 0
    else:
        leapt = local.utcoffset() - moment(due - 1, zone).utcoffset()
        assert leapt > timedelta(0)
        wanted = [local.replace(hour=hour, minute=kept.minute, second=0, tzinfo=None) for hour in kept.hours]
        here = local.replace(tzinfo=None)
        assert any(here - leapt <= one < here for one in wanted)


@settings(max_examples=150, deadline=None)
@given(RHYTHMS, st.sampled_from(ZONES), MOMENTS)
def test_nothing_is_due_between_one_and_the_next(kept, zone, now):
    """Each minute that a clock shows for the first time is looked at, in the year as it was."""
    due = next_due(kept, zone, now)
    for at in range(now - now % 60_000 + 60_000, due, 60_000):
        local = datetime.fromtimestamp(at / 1000, ZoneInfo(zone))
        assert local.fold == 1 or (local.hour, local.minute) not in [(hour, kept.minute) for hour in kept.hours]
    assert due - now <= (kept.every + 2) * HOUR


@given(RHYTHMS, st.sampled_from(ZONES), MOMENTS)
def test_a_later_hour_is_never_due_before(kept, zone, now):
    later = now + HOUR
    assert next_due(kept, zone, now) <= next_due(kept, zone, later)


@given(RHYTHMS)
def test_what_is_said_in_french_and_what_is_kept_are_understood(kept):
    assert rhythm.typed(rhythm.words(kept)) == kept
    assert rhythm.typed(rhythm.plain(kept)) == kept
    assert rhythm.read(rhythm.plain(kept)) == kept
    assert rhythm.words_of(rhythm.plain(kept)) == rhythm.words(kept)


@pytest.mark.parametrize(
    ("typed", "kept", "said"),
    [
        ("4h", Rhythm(4), "toutes les 4 heures à :00"),
        ("Toutes les 4 heures, à :30", Rhythm(4, 30), "toutes les 4 heures à :30"),
        ("toutes les heures à :15", Rhythm(1, 15), "toutes les heures à :15"),
        ("toutes les 4 heures à 22:00", Rhythm(4, 0, 2), "toutes les 4 heures à partir de 02:00"),
        ("12 h à 07h30", Rhythm(12, 30, 7), "toutes les 12 heures à partir de 07:30"),
        ("toutes les 6 heures, dès 8 h", Rhythm(6, 0, 2), "toutes les 6 heures à partir de 02:00"),
        ("TOUS LES JOURS À 19 H", Rhythm(DAILY, 0, 19), "tous les jours à 19:00"),
        ("chaque jour à 07:05, format préfets", Rhythm(DAILY, 5, 7, "prefets"), None),
        ("3h format flash", Rhythm(3, 0, 0, "flash"), "toutes les 3 heures à :00, format flash"),
    ],
)
def test_a_rhythm_is_typed_as_it_is_said(typed, kept, said):
    assert rhythm.typed(typed) == kept
    assert said is None or rhythm.words(kept) == said


@pytest.mark.parametrize(
    ("typed", "blamed", "why"),
    [
        ("de temps en temps", "every", "incompris"),
        ("toutes les 5 heures", "every", "1, 2, 3, 4, 6, 8, 12 ou 24"),
        ("0h", "every", "pas toutes les 0"),
        ("tous les 2 jours à 12:00", "every", "par jour"),
        ("tous les jours", "at", "à quelle heure"),
        ("4h à :75", "at", "n'est pas une heure"),
        ("4h à 25:00", "at", "n'est pas une heure"),
        ("4h à :", "every", "incompris"),
        ("4h dès 24", "from", "n'est pas une heure"),
        ("4h à :30, dès 02:15", "from", "deux fois"),
        ("4h à 02:00, dès 03", "from", "deux fois"),
        ("4h format roman", "format", "roman"),
    ],
)
def test_what_is_no_rhythm_is_refused_with_what_to_write(typed, blamed, why):
    with pytest.raises(Refused, match=why) as refused:
        rhythm.typed(typed)
    assert refused.value.field == blamed
    with pytest.raises(Refused) as refused:
        rhythm.kept(typed)
    assert refused.value.field == "rhythm"


def test_who_names_another_hour_of_the_same_rhythm_says_the_same():
    assert {rhythm.kept(f"4h dès {hour}") for hour in (2, 6, 10, 14, 18, 22)} == {"4h 02:00 standard"}
    assert rhythm.kept("  ") == rhythm.plain(None) == ""


def test_parts_that_are_no_hour_are_refused_too():
    assert rhythm.asked(8, "15", "7") == Rhythm(8, 15, 7)
    for parts, blamed in (((4, ":"), "at"), ((4, "midi"), "at"), ((4, "", "x"), "from"), ((24, ":00"), "at")):
        with pytest.raises(Refused) as refused:
            rhythm.asked(*parts)
        assert refused.value.field == blamed
    for parts in ((4, 60), (4, -1), (4, 0, 24)):
        with pytest.raises(Refused):
            made(*parts)


@pytest.mark.parametrize("written", ["", "5h 00:00 standard", "4h 24:00 standard", "4h 00:60 x", "4h", "4h 00:00 A b"])
def test_what_another_version_calls_a_rhythm_is_none_here(written):
    assert rhythm.read(written) is None
    assert rhythm.words_of(written) == written


def test_a_format_of_another_version_keeps_its_hours():
    assert rhythm.read("4h 06:00 carte") == Rhythm(4, 0, 2, "carte")
    assert rhythm.words_of("4h 02:00 carte") == "toutes les 4 heures à partir de 02:00, format carte"
