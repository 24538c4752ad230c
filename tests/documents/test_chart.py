"""The chart on paper, read back: every source named at the end of its line, with its last value and its hour."""

from datetime import datetime
from io import BytesIO
from zoneinfo import ZoneInfo

import pytest
from reportlab.platypus import SimpleDocTemplate

from app.core.brief_content import Curve, Series
from app.core.resources import path
from app.documents import chart, fonts, paper
from app.documents.chart import Chart, curve
from app.documents.figures import publications
from tests.documents.reading import pages

PARIS = "Europe/Paris"


def at(day: int, hour: int = 0, minute: int = 0) -> int:
    return int(datetime(2026, 9, day, hour, minute, tzinfo=ZoneInfo(PARIS)).timestamp() * 1000)


TWO = Curve(
    "Décès",
    "personnes",
    PARIS,
    (
        Series("Préfecture 76", ((at(24, 1), 9.0), (at(24, 6, 10), 21.0))),
        Series("SINUS", ((at(24, 0, 30), 12.0), (at(24, 2), 14.0), (at(24, 4, 45), 17.0))),
    ),
    "SINUS",
    "Chiffre retenu : SINUS (D-SIG1-004).",
)


def drawn(*curves: Curve) -> bytes:
    fonts.register()
    file = BytesIO()
    document = SimpleDocTemplate(file, leftMargin=40, rightMargin=40, initialFontName=fonts.BODY, invariant=1)
    document.build([curve(one, paper.MEASURE - 20) for one in curves])
    return file.getvalue()


def words(*curves: Curve) -> str:
    return " ".join(pages(drawn(*curves)))


def test_sources_that_disagree_stand_side_by_side_each_with_its_value_and_its_hour() -> None:
    said = words(TWO)
    for one in (
        "Décès",
        "personnes · heure de Paris",
        "21 Préfecture 76, 06 h 10",
        "17 SINUS, 04 h 45",
        "jeu. 24 sept.",
    ):
        assert one in said, one
    assert "Chiffre retenu : SINUS" in said
    assert drawn(TWO) == drawn(TWO)


def test_the_source_that_is_published_is_heavier_and_above_the_others() -> None:
    fonts.register()
    chosen, other = Chart(TWO, 400)._traced
    assert (chosen.look.heavy, chosen.look.dash, other.look.heavy) == (True, (), False)
    assert other.look.dash
    assert not any(one.look.heavy for one in Chart(Curve("D", "", PARIS, TWO.series), 400)._traced)


def test_a_long_silence_is_dotted_and_the_chart_says_what_that_means() -> None:
    steady = Series("COGIC", tuple((at(24, hour), float(hour)) for hour in (0, 1, 2, 3, 4, 10)))
    assert chart.SILENT in words(Curve("Débit", "", PARIS, (steady,)))
    assert chart._silences(steady.points) == {at(24, 4)}
    assert chart.SILENT not in words(TWO)


@pytest.mark.parametrize(
    "series",
    [
        (),
        (Series("SINUS", ()),),
        (Series("SINUS", ((at(24, 4, 45), 17.0),)),),
        (Series("SINUS", ((at(24, 4), 0.0), (at(24, 6), 0.0))),),
        (Series("ARS", ((at(24, 4), 12.0), (at(24, 6), -8.0), (at(24, 9), -3.5))),),
        (Series("Insee", ((at(1), 66_123_456.0), (at(20), 9.9e14))),),
        (Series("SINUS", tuple((at(1) + n * 1_800_000, float(n % 17)) for n in range(100))),),
        tuple(
            Series(f"Source {n}, cellule d'appui de zone <b>", ((at(24, 1), 5.0), (at(24, 2), 5.0))) for n in range(8)
        ),
    ],
    ids=["no source", "silent", "one point", "zeros", "negative", "huge", "a hundred", "eight alike"],
)
def test_whatever_is_known_is_drawn_within_its_width(series: tuple[Series, ...]) -> None:
    one = Curve("Indicateur " * 20, "unité", PARIS, series, "", "Remarque & <i>note</i>")
    assert len(pages(drawn(one))) == 1
    made = Chart(one, 300)
    width, height = made.wrap(300, 800)
    assert (width, height < 400) == (300, True)
    assert made.alt


def test_eight_sources_of_one_value_are_all_named() -> None:
    said = words(
        Curve("D", "", PARIS, tuple(Series(f"Source {n}", ((at(24, 1), 5.0), (at(24, 2), 5.0))) for n in range(8)))
    )
    assert all(f"5 Source {n}, 02 h 00" in said for n in range(8))


def test_two_months_of_published_figures_are_one_chart() -> None:
    by_source: dict[str, list[tuple[int, float]]] = {}
    for one in publications(path("demonstration/figures")):
        moment = int(
            datetime.fromisoformat(f"{one.date}T{one.hour or '23:59'}").replace(tzinfo=ZoneInfo(PARIS)).timestamp()
        )
        for figure in one.figures:
            if figure.key == "deces":
                by_source.setdefault(one.source, []).append((moment * 1000, float(figure.value)))
    curve = Curve("Décès", "", PARIS, tuple(Series(source, tuple(said)) for source, said in by_source.items()))
    said = words(curve)
    assert "3 523 Ministère des Solidarités" in said
    assert "février 2020" in said
    assert "mars" in said


def test_the_words_kept_in_the_content_are_those_a_blind_reader_is_told() -> None:
    fonts.register()
    assert Chart(Curve("D", "", PARIS, (), alt="Dit ainsi."), 300).alt == "Dit ainsi."
    assert Chart(TWO, 300).alt.startswith("Décès (personnes), évolution")
