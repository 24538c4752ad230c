"""The liste de rappel in the window: who to call, and it shortens by itself."""

import pytest
from PySide6.QtGui import QGuiApplication

from app.core.message_commands import Dispatch, Revise, Submit
from app.ui.recall_dialog import DONE, NOBODY, RecallDialog
from tests.core.newsroom import AFP, REUTERS, meet
from tests.ui.cell import SECOND


@pytest.fixture
def message(cell):
    for one in cell.all:
        meet(one)
    id = cell.submitted()
    sign(cell, id)
    cell.head.desk.do(Dispatch(id, None, "Presse", recipients=(AFP, REUTERS)))
    cell.spread(cell.head)
    return id


def sign(cell, id):
    for one in (cell.head, cell.health, cell.authority):
        cell.sign(one, id)


def correct(cell, id):
    cell.writer.desk.do(Revise(id, SECOND))
    cell.writer.desk.do(Submit(id))
    cell.spread(cell.writer)
    sign(cell, id)


@pytest.fixture
def dialog(cell, message, qtbot):
    shown = cell.head.reading.message(message)
    made = RecallDialog(None, cell.station(cell.head), cell.crisis(cell.head), shown)
    qtbot.addWidget(made)
    qtbot.waitUntil(lambda: bool(made.count.text()))
    return made


def names(dialog):
    return [dialog.list.topLevelItem(row).text(0) for row in range(dialog.list.topLevelItemCount())]


def test_what_is_right_calls_nobody_back(dialog):
    assert dialog.count.text() == NOBODY
    assert not dialog.copy.isEnabled()
    assert names(dialog) == []


def test_after_a_correction_the_list_fills_then_empties_as_the_right_text_goes_out(cell, message, dialog, qtbot):
    correct(cell, message)
    qtbot.waitUntil(lambda: sorted(names(dialog)) == ["AFP", "Reuters"])
    assert "est corrigé" in dialog.why.text()
    cell.head.desk.do(Dispatch(message, None, "Presse", recipients=(REUTERS,)))
    qtbot.waitUntil(lambda: names(dialog) == ["AFP"])
    assert "1\u00a0déjà rectifié" in dialog.count.text()
    cell.spread(cell.head)
    cell.head.desk.do(Dispatch(message, None, "Presse", recipients=(AFP,)))
    qtbot.waitUntil(lambda: dialog.count.text() == DONE)


def test_the_list_is_copied_in_words_and_noted(cell, message, dialog, qtbot):
    correct(cell, message)
    qtbot.waitUntil(lambda: len(names(dialog)) == 2)
    dialog.copy.click()
    qtbot.waitUntil(lambda: not dialog.told.isHidden())
    assert "AFP <desk@afp.fr> : v1" in QGuiApplication.clipboard().text()
    assert [(one.what, one.format, one.count) for one in cell.head.reading.extractions(cell.space)] == [
        ("message", "copie", 2)
    ]
