"""The columns of the figures: all side by side, or on three lines where there is no room."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor

from app.ui import theme
from app.ui.figure_list import HEADS, FigureList, Heads, columns
from app.ui.figure_words import DISAGREES, NOT_PUBLISHABLE, Line


def line(id: str, **more: object) -> Line:
    values = {"value": "1\u202f100", "change": "+260", "hour": "02:50", "day": "24 sept.", "source": "Préf. 76"}
    named = {"indicator": "Foyers sans eau", "note": "Rouen", "unit": "", "number": "BIL-SIG1-007"}
    return Line(id=id, **{**values, **named, "state": NOT_PUBLISHABLE, "more": "", **more})


@pytest.fixture
def figures(qtbot):
    made = FigureList("Chiffres en vigueur")
    qtbot.addWidget(made)
    made.resize(900, 400)
    made.show()
    return made


def test_the_columns_leave_room_for_the_indicator_or_give_way():
    placed = columns(900)
    assert placed is not None
    assert list(placed.places) == list(HEADS)
    ends = [left + width for left, width in placed.places.values()]
    assert ends == sorted(ends)
    assert ends[-1] <= 900
    assert columns(500) is None


def test_the_heads_go_when_a_figure_takes_three_lines(figures, qtbot):
    heads = Heads(figures)
    qtbot.addWidget(heads)
    figures.show_items([line("a")])
    wide = figures.sizeHintForRow(0)
    figures.resize(500, 400)
    qtbot.waitUntil(heads.isHidden)
    assert figures.sizeHintForRow(0) > wide
    figures.resize(900, 400)
    qtbot.waitUntil(lambda: not heads.isHidden())
    assert not heads.grab().isNull()


def test_no_figure_is_selected_but_the_one_being_read(figures):
    figures.show_items([line("a"), line("b")])
    figures.leave("a")
    assert figures.current_id == "a"
    figures.leave("z")
    assert (figures.current_id, figures.currentIndex().isValid()) == ("", False)


def test_a_figure_is_spoken_whole(figures):
    figures.show_items([line("a", unit="foyers", more="2 sources, à choisir", state=DISAGREES)])
    spoken = figures.model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    for word in ("Foyers sans eau", "1\u202f100 foyers", "+260", "02:50", "Préf. 76", "écart", "2 sources, à choisir"):
        assert word in spoken


@pytest.mark.parametrize("width", [900, 500])
@pytest.mark.parametrize("name", ["light", "dark"])
def test_what_awaits_a_choice_has_a_ground_of_its_own(figures, qapp, width, name):
    theme.apply(qapp, name, 1.0)
    figures.resize(width, 400)
    figures.show_items([line("a"), line("b", apart=True, state=DISAGREES), line("c", struck=True)])
    image = figures.viewport().grab().toImage()
    row = figures.visualRect(figures.model().index(1, 0))
    assert image.pixelColor(width - 40, row.center().y()) == QColor(theme.current().warning_background)
    assert image.pixelColor(1, row.center().y()) == QColor(theme.current().warning)
