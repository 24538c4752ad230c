"""Hours as a loggist types them, with or without their day."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core import times, typed_hours
from app.core.errors import Refused
from app.core.typed_hours import Moments, TypedHour

PARIS = "Europe/Paris"


def at(text: str) -> int:
    return times.parse(text, 0, PARIS)


NOW = at("2026-09-24T03:05")
TODAY, YESTERDAY = date(2026, 9, 24), date(2026, 9, 23)


def read(typed: str, now: int = NOW) -> TypedHour | None:
    return typed_hours.read(typed, now, PARIS)


def moments(fact: str, reception: str = "", now: int = NOW, on: date | None = None) -> Moments:
    typed = (read(one, now) if one else None for one in (fact, reception))
    return typed_hours.moments(*typed, now, PARIS, on)


@pytest.mark.parametrize("typed", ["02:48", "2:48", "2h48", "02H48", "2 h 48", "à 02:48", "2\u00a0h\u00a048"])
def test_an_hour_alone_has_no_day(typed):
    assert read(typed) == TypedHour(2, 48)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        *(("hier 02:48", YESTERDAY), ("hier soir 02:48", YESTERDAY), ("02:48 hier", YESTERDAY)),
        *(("avant-hier 02:48", date(2026, 9, 22)), ("aujourd’hui à 02:48", TODAY), ("Hier à 02:48", YESTERDAY)),
        *(("24/09 02:48", TODAY), ("24/9/2026 02:48", TODAY), ("24/09/26 2h48", TODAY), ("le 24/09 à 02:48", TODAY)),
        *(("02:48 le 23/09", YESTERDAY), ("2026-09-24 02:48", TODAY), ("2026-09-24T02:48", TODAY)),
        *(("24/09/2025 02:48", date(2025, 9, 24)), ("31/12 02:48", date(2025, 12, 31))),
        *(("25/09 02:48", date(2026, 9, 25)), ("26/09 02:48", date(2025, 9, 26)), ("29/02 02:48", date(2024, 2, 29))),
    ],
)
def test_a_day_may_be_typed_in_every_usual_way(typed, day):
    assert read(typed) == TypedHour(2, 48, day)


def test_an_hour_may_be_about_on_a_day():
    assert read("hier vers 23:50") == TypedHour(23, 50, YESTERDAY, about=True)
    assert read("24/09 ~2h") == TypedHour(2, 0, TODAY, about=True)


@pytest.mark.parametrize(
    "typed", ["", "hier", "24/09", "24:10", "12:60", "0248", "15/18 02:48", "02:48:00", "demain 8h"]
)
def test_what_is_no_hour_is_none(typed):
    assert read(typed) is None


@pytest.mark.parametrize("typed", ["31/09 02:48", "30/02/2026 02:48", "2026-13-01 02:48", "2026-02-30 02:48"])
def test_a_day_no_calendar_has_is_refused(typed):
    with pytest.raises(Refused, match="n'est pas une date du calendrier"):
        read(typed)


def test_a_year_nobody_believes_is_refused():
    with pytest.raises(Refused, match="L'année 1026"):
        moments("24/09/1026 02:48")


@pytest.mark.parametrize("word", ["reçu", "reçue à", "Reçus", "recu", "rx", "RX", "réception", "réception :"])
def test_a_reception_is_told_by_its_word(word):
    assert read(f"{word} 03:03") == TypedHour(3, 3)
    assert typed_hours.RECEPTION.search(f"SDIS76 {word} 03:03 tel")


def test_an_hour_without_a_day_is_the_nearest_past_one():
    assert moments("02:48") == Moments(at("2026-09-24T02:48"))
    assert moments("23:50", now=at("2026-09-24T00:10")) == Moments(at("2026-09-23T23:50"))
    assert moments("03:15") == Moments(at("2026-09-24T03:15"))
    assert moments("03:16") == Moments(at("2026-09-23T03:16"))


def test_the_day_typed_is_kept_even_ahead():
    assert moments("24/09 14:00") == Moments(at("2026-09-24T14:00"))
    assert moments("24/09/2025 02:48") == Moments(at("2025-09-24T02:48"))


@pytest.mark.parametrize(
    ("fact", "reception", "occurred", "received"),
    [
        ("02:48", "03:03", "2026-09-24T02:48", "2026-09-24T03:03"),
        ("23:50", "00:20", "2026-09-23T23:50", "2026-09-24T00:20"),
        ("23/09 02:48", "03:03", "2026-09-23T02:48", "2026-09-23T03:03"),
        ("22/09 23:50", "00:20", "2026-09-22T23:50", "2026-09-23T00:20"),
        ("02:48", "hier 03:03", "2026-09-23T02:48", "2026-09-23T03:03"),
        ("23:50", "hier 00:20", "2026-09-22T23:50", "2026-09-23T00:20"),
        ("hier 02:48", "24/09 00:10", "2026-09-23T02:48", "2026-09-24T00:10"),
        ("02:48", "02:40", "2026-09-24T02:48", "2026-09-24T02:40"),
    ],
)
def test_the_day_of_one_hour_tells_that_of_the_other(fact, reception, occurred, received):
    assert moments(fact, reception) == Moments(at(occurred), "exact", at(received))


def test_what_is_only_known_by_its_reception_occurred_then_at_the_latest():
    assert moments("", "03:03") == Moments(at("2026-09-24T03:03"), "unknown", at("2026-09-24T03:03"))
    assert moments("") == Moments()


def test_the_day_may_be_told():
    assert moments("02:48", "03:03", on=YESTERDAY) == Moments(at("2026-09-23T02:48"), "exact", at("2026-09-23T03:03"))
    assert moments("", "03:03", on=YESTERDAY).received_at == at("2026-09-23T03:03")
    assert moments("22/09 02:48", on=YESTERDAY).occurred_at == at("2026-09-22T02:48")


def test_the_hour_that_summer_time_skips_is_refused_on_its_day():
    with pytest.raises(Refused, match="02:30 n'existe pas ce jour-là"):
        moments("29/03 02:30")


@given(st.text(alphabet="0123456789/:hH- ~àhiervn'", max_size=24))
def test_any_text_is_an_hour_or_none_or_refused(text):
    try:
        typed = read(text)
    except Refused:
        return
    assert typed is None or 0 <= typed.minutes < 24 * 60
