"""A figure's evolution in words: nothing of it is lost to who does not see the chart."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from app.core.brief_content import Curve, Series
from app.core.curve_words import alt, figure, known

PARIS = "Europe/Paris"


def at(day: int, hour: int, minute: int = 0) -> int:
    return int(datetime(2026, 9, day, hour, minute, tzinfo=ZoneInfo(PARIS)).timestamp() * 1000)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (0.0, "0"),
        (-0.0, "0"),
        (25233.0, "25\u202f233"),
        (1.5, "1,5"),
        (-1200.25, "\u22121\u202f200,25"),
        (1e15, "1\u202f000\u202f000\u202f000\u202f000\u202f000"),
        (1e-6, "0,000001"),
    ],
)
def test_a_number_is_written_whole_as_one_writes_it_in_french(value: float, shown: str) -> None:
    assert figure(value) == shown


def test_values_are_in_order_of_time_and_the_last_said_of_one_moment_is_kept() -> None:
    series = Series("SINUS", ((at(24, 2), 14.0), (at(24, 1), 12.0), (at(24, 2), 15.0), (at(24, 3), float("inf"))))
    assert known(series) == ((at(24, 1), 12.0), (at(24, 2), 15.0))


def test_the_chart_is_told_in_words_source_by_source() -> None:
    curve = Curve(
        "Décès",
        "personnes",
        PARIS,
        (
            Series("SINUS", ((at(24, 0, 30), 12.0), (at(24, 2), 19.0), (at(24, 4, 45), 17.0))),
            Series("Préfecture 76", ((at(24, 6, 10), 21.0),)),
            Series("Presse", ()),
        ),
        "SINUS",
        "Chiffres provisoires.",
    )
    assert alt(curve).replace("\u00a0", " ") == (
        "Décès (personnes), évolution, heure de Paris. SINUS : de 12 à 17, au plus 19, du 24/09/2026 à 00 h 30 au "
        "24/09/2026 à 04 h 45 (3 relevés) ; Préfecture 76 : 21, le 24/09/2026 à 06 h 10 (un seul relevé) ; "
        "Presse : aucun relevé. Source retenue : SINUS. Chiffres provisoires."
    )


def test_a_day_without_hour_is_told_as_a_day_and_equal_values_as_no_change() -> None:
    curve = Curve("Cas", "", PARIS, (Series("SPF", ((at(1, 23, 59), 5.0), (at(2, 23, 59), 5.0))),))
    assert "SPF : 5 sans changement, du 01/09/2026 au 02/09/2026 (2 relevés)" in alt(curve)
    assert "retenue" not in alt(curve)


def test_no_source_at_all_is_said() -> None:
    assert alt(Curve("Cas", "", PARIS, ())) == "Cas, évolution, heure de Paris. aucun relevé."
