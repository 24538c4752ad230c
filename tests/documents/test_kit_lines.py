"""What a hand fills in: lines 8 mm apart, boxes large enough, all of it within the page."""

from io import BytesIO

import pytest
from reportlab.platypus import SimpleDocTemplate

from app.documents import fonts, paper
from app.documents.kit_lines import BOX, HEAD, STEP, Blank, Box, Fields, Ruled
from tests.documents.reading import pages


@pytest.fixture(autouse=True)
def _faces() -> None:
    fonts.register()


def words(*flow: object) -> str:
    file = BytesIO()
    SimpleDocTemplate(file, leftMargin=40, rightMargin=40).build(list(flow))
    return " ".join(pages(file.getvalue()))


def test_a_line_of_writing_is_eight_millimetres_and_a_box_nearly_four() -> None:
    assert 22.6 < STEP < 23
    assert BOX >= 11


def test_what_is_known_is_printed_in_its_field_and_the_rest_is_left_to_write() -> None:
    said = words(Fields((("Annule et remplace", 1, "PDS-SIG1-004"), ("Signature", 1, ""))))
    assert "Annule et remplace PDS-SIG1-004" in said
    assert "Signature" in said


def test_a_blank_table_numbers_its_rows_and_fills_the_measure() -> None:
    table = Blank((("N°", 20.0), ("Heure\ndu fait", 60.0), ("Suites", 0.0)), 3, 1)
    assert table.wrap(paper.MEASURE, 800) == (paper.MEASURE, HEAD + 3 * STEP)
    assert sum(width for _, width in table._columns) == paper.MEASURE
    assert words(table).split() == ["N°", "Heure", "du", "fait", "Suites", "1", "2", "3"]


def test_boxes_and_lines_say_what_they_are_for() -> None:
    assert words(Box("À prendre avec réserve", 3), Ruled(2)).split() == ["À", "prendre", "avec", "réserve"]
