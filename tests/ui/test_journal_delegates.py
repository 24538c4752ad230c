"""A line is readable without colour: what differs leaves different ink."""

from array import array

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QFontMetrics, QImage

from app.ui import theme
from app.ui.journal_delegates import two_lines
from app.ui.journal_model import JournalModel
from app.ui.journal_view import JournalView
from app.ui.journal_words import SUBJECT
from tests.ui.lines import LINE, NOW, ZONE, at, line

CALM = {"amended": False, "conflict": False, "key_event": False, "late_minutes": 0, "priority": 3}


def ink(qtbot, row, *, chosen: bool = False, query: str = "", zone: str = ZONE) -> bytes:
    """What is drawn for one line, in grey."""
    model = JournalModel(lambda keys, answer: None, lambda: NOW, zone)
    model.query = query
    view = JournalView(model, lambda: NOW)
    qtbot.addWidget(view)
    view.resize(900, 140)
    model.show_keys(array("q", [row.key]), [row])
    view.show()
    if chosen:
        view.choose(0)
    image = view.viewport().grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    return bytes(image.constBits())


@pytest.mark.parametrize(
    "change",
    [
        {"pending": True},
        {"late_minutes": 17},
        {"key_event": True},
        {"amended": True},
        {"conflict": True},
        {"priority": 1},
        {"precision": "about"},
        {"verification": "denied"},
        {"unread": True},
        {"away": True},
        {"contradicted": True},
        {"files": 2},
        {"sheet": "2"},
        {"triage": "to_decide"},
        {"triage": "to_pass_on"},
        {"triage": "closed"},
        {"assigned": "C. Morvan"},
        {"type": "decision", "decision": "D-SIG1-007"},
    ],
    ids=lambda change: next(iter(change)),
)
def test_each_state_leaves_ink_of_its_own(qtbot, change):
    assert ink(qtbot, line(1, **CALM)) != ink(qtbot, line(1, **(CALM | change)))


def test_the_minutes_it_takes_to_type_are_no_lateness(qtbot):
    assert ink(qtbot, line(1, **CALM)) == ink(qtbot, line(1, **(CALM | {"late_minutes": 4})))


def test_what_is_late_is_not_only_a_colour(qtbot):
    given = CALM | {"assigned": "RP", "due": at(24, 3, 30)}
    assert ink(qtbot, line(1, **given)) != ink(qtbot, line(1, **(given | {"due": at(24, 3, 10)})))


def test_what_was_searched_is_marked_where_it_stands(qtbot):
    row = line(1, **CALM)
    assert ink(qtbot, row, query="reprise") != ink(qtbot, row)
    assert ink(qtbot, row, query="foyer") != ink(qtbot, row, query="reprise")
    assert ink(qtbot, row, query="absent") == ink(qtbot, row)


def test_the_chosen_line_is_seen_without_colour(qtbot):
    assert ink(qtbot, LINE) != ink(qtbot, LINE, chosen=True)


def test_the_focus_ring_hides_nothing_of_the_line(qtbot):
    model = JournalModel(lambda keys, answer: None, lambda: NOW, ZONE)
    view = JournalView(model, lambda: NOW)
    qtbot.addWidget(view)
    view.resize(900, 140)
    model.show_keys(array("q", [1]), [LINE])
    view.show()
    view.activateWindow()
    view.setFocus()
    qtbot.waitUntil(view.hasFocus)
    image = view.viewport().grab(view.visualRect(model.index(0, SUBJECT)).adjusted(40, 8, -40, -8)).toImage()
    ground = theme.current().selection.name()
    colours = [image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())]
    assert colours.count(ground) > len(colours) / 2


@pytest.mark.parametrize("words", ["مرحبا feu", "e\u0301vacue\u0301", "👩‍🚒 feu", "œuvre feu"])
def test_what_was_searched_is_marked_in_any_script(qtbot, words):
    row = line(1, **(CALM | {"subject": words}))
    assert ink(qtbot, row, query="feu evacue") is not None


def test_hostile_text_is_drawn_letter_for_letter(qtbot):
    bold, tags = line(1, subject="<b>feu</b>"), line(1, subject="feu")
    assert ink(qtbot, bold) != ink(qtbot, tags)


@pytest.mark.parametrize("scale", [1.0, 1.25, 1.5, 2.0])
def test_two_lines_of_text_fit_in_a_row_at_any_size(qapp, scale):
    theme.apply(qapp, "light", scale)
    row = QRect(0, 0, 300, theme.size(46))
    first, second = two_lines(row)
    assert first.bottom() < second.bottom() <= row.bottom()
    assert QFontMetrics(theme.font("body")).height() <= first.height()
    assert QFontMetrics(theme.font("small")).height() <= second.height()
