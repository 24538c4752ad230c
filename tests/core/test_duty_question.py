"""One line of typing asks who is on call."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from app.core.clock import milliseconds, moment
from app.core.duty_question import Question, answers, understood

PARIS = "Europe/Paris"
NOW = milliseconds(datetime(2026, 9, 24, 3, 16, tzinfo=ZoneInfo(PARIS)))  # a Thursday


@pytest.mark.parametrize(
    ("typed", "organisation", "function", "at"),
    [
        ("astreinte santé", "SAN", "", "24 03:16"),
        ("Qui est d'astreinte au ministère de la Santé maintenant ?", "SAN", "", "24 03:16"),
        ("astreinte DICOM demain 8h", "dicom", "", "25 08:00"),
        ("astreinte santé dicom", "SAN", "dicom", "24 03:16"),
        ("permanence préfecture 76", "PREF76", "", "24 03:16"),
        ("qui est d’astreinte à la préfecture de la Seine-Maritime ce soir", "PREF76", "", "24 20:00"),
        ("astreinte INT lundi prochain à 20 h 30", "INT", "", "28 20:30"),
        ("astreinte sig le 26/09 à 8:00", "SIG", "", "26 08:00"),
        ("astreinte sig le 27 septembre", "SIG", "", "27 03:16"),
        ("numéro de l'astreinte SAMU svp", "samu", "", "24 03:16"),
        ("astreinte santé à 2h", "SAN", "", "25 02:00"),
        ("astreinte cette nuit", "", "", "24 03:16"),
    ],
)
def test_a_question_is_understood(typed: str, organisation: str, function: str, at: str) -> None:
    asked = understood(typed, NOW, PARIS)
    assert asked is not None
    assert (asked.organisation, asked.function, f"{moment(asked.at):%d %H:%M}") == (organisation, function, at)


@pytest.mark.parametrize("typed", ["", "santé", "EDL-012", "reprise de feu", "astreinte " + "x" * 200])
def test_what_is_no_question_is_none(typed: str) -> None:
    assert understood(typed, NOW, PARIS) is None


@pytest.mark.parametrize(
    "typed", ["astreinte 99/99", "astreinte le 31 février à 25h", "astreinte 29/02 8h", "astreinte ?:?"]
)
def test_a_day_that_no_calendar_has_breaks_nothing(typed: str) -> None:
    assert understood(typed, NOW, PARIS) is not None


def test_an_hour_that_the_clocks_skip_is_the_one_after() -> None:
    eve = milliseconds(datetime(2026, 3, 28, 21, tzinfo=ZoneInfo(PARIS)))
    asked = understood("astreinte santé demain 2h30", eve, PARIS)
    assert asked is not None
    assert f"{moment(asked.at):%d %H:%M}" == "29 03:30"
    skipped = understood("astreinte santé le 30/12/2011 8h", NOW, "Pacific/Apia")
    assert skipped is not None


def test_words_that_name_no_organisation_may_be_the_function() -> None:
    assert answers(Question("dicom", "", NOW), "SAN", "DICOM")
    assert not answers(Question("dicom", "", NOW), "INT", "cabinet")
    assert answers(Question("SAN", "", NOW), "SAN", "DICOM")
    assert not answers(Question("SAN", "cabinet", NOW), "SAN", "DICOM")
    assert not answers(Question("INT", "", NOW), "SAN", "DICOM")
    assert answers(Question("", "", NOW), "SAN", "")
