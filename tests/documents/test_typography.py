"""French typography: what must not break, and hours that say their day and their zone."""

import pytest

from app.core import times
from app.documents import typography
from tests.documents.samples import at

NB = "\u00a0"


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("Air : fermez !", f"Air{NB}: fermez{NB}!"),
        ("Que faire?", f"Que faire{NB}?"),
        ("« Restez à l'abri »", f"«{NB}Restez à l’abri{NB}»"),
        ("«collé»", f"«{NB}collé{NB}»"),
        ("à 22 h 58, n° 11, 38 000 vues", f"à 22{NB}h{NB}58, n°{NB}11, 38{NB}000 vues"),
        ("33 % à 25 km", f"33{NB}% à 25{NB}km"),
        ("https://exemple.fr/?a=1", "https://exemple.fr/?a=1"),
        ("22:58", "22:58"),
    ],
)
def test_french_spaces_do_not_break(typed: str, printed: str) -> None:
    assert typography.french(typed) == printed
    assert typography.french(printed) == printed


def test_marks_without_a_shape_are_taken_out_and_line_breaks_kept() -> None:
    assert typography.plain("a\u202eb\u200dc\r\nd\u2028e\tf\x00g") == "abc\nd\ne fg"


def test_an_accent_typed_apart_is_printed_as_one_letter() -> None:
    assert typography.plain("e\u0301vacue\u0301") == "évacué"


def test_hours_and_dates_are_said_in_french_in_the_zone_of_the_crisis() -> None:
    moment = at(24, 0, 45)
    assert times.hour_h(moment, "Europe/Paris") == f"00{NB}h{NB}45"
    assert typography.date_in_words(moment, "Europe/Paris") == f"jeudi 24{NB}septembre{NB}2026"
    assert typography.date_in_words(at(1, 12, 0), "Europe/Paris") == f"mardi 1er{NB}septembre{NB}2026"
    assert typography.zone_in_words(moment, "Europe/Paris") == "heure de Paris (UTC+02:00)"
    assert typography.zone_in_words(moment, "America/Cayenne") == "heure de Cayenne (UTC-03:00)"
    assert typography.date_and_hour(moment, "America/Cayenne") == f"le 23/09/2026 à{NB}19{NB}h{NB}45"


@pytest.mark.parametrize(
    ("minutes", "said"), [(11, f"+11{NB}min"), (125, f"+2{NB}h{NB}05"), (3 * 24 * 60 + 5, f"+3{NB}j")]
)
def test_a_delay_is_said_in_the_unit_that_fits(minutes: int, said: str) -> None:
    assert typography.delay(minutes * 60_000) == said


def test_the_printed_fingerprint_is_its_first_twelve_digits_by_four() -> None:
    assert typography.shortened("7d1e40b9c2a6" + "0" * 52) == f"7d1e{NB}40b9{NB}c2a6"
