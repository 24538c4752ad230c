"""Spelling checked behind the writer's back, and what can be done about a word."""

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QContextMenuEvent

from app.ui.spell_pass import SpellPass
from app.ui.written_text import WrittenText

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # of the offscreen platform


def passing(cell, qtbot, text, language="fr"):
    station = cell.station(cell.writer)
    field = WrittenText("Corps", text)
    qtbot.addWidget(field)
    field.show()
    made = SpellPass(station, cell.space, lambda: language, field)
    made.watch(field)
    return made, field


def words(field):
    return [mark.words for mark in field.marks]


def ask(field, position):
    cursor = field.textCursor()
    cursor.setPosition(position)
    field.setTextCursor(cursor)
    field.contextMenuEvent(QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(1, 1), QPoint(1, 1)))


def test_a_word_nobody_knows_is_marked_a_moment_after_it_was_typed(cell, qtbot):
    _, field = passing(cell, qtbot, "")
    qtbot.keyClicks(field, "Le ministere dit.")
    assert words(field) == []
    qtbot.waitUntil(lambda: words(field) == ["ministere"])


def test_the_menu_key_proposes_and_a_proposal_is_put_in_its_place(cell, qtbot):
    made, field = passing(cell, qtbot, "Le ministere dit.")
    qtbot.waitUntil(lambda: words(field) == ["ministere"])
    ask(field, 5)
    qtbot.waitUntil(lambda: made.menu is not None)
    actions = made.menu.actions()
    assert actions[0].text() == "ministère"
    actions[0].trigger()
    made.menu.close()
    assert field.text == "Le ministère dit."


def test_a_word_of_the_crisis_is_added_on_this_workstation(cell, qtbot):
    made, field = passing(cell, qtbot, "L’usine Lubrizol.")
    qtbot.waitUntil(lambda: words(field) == ["Lubrizol"])
    ask(field, 10)
    qtbot.waitUntil(lambda: made.menu is not None)
    added = made.menu.actions()[-1]
    assert added.text() == "Ajouter « Lubrizol » aux mots de la crise"
    added.trigger()
    made.menu.close()
    qtbot.waitUntil(lambda: words(field) == [])
    assert cell.writer.reading.own_words(cell.space) == ("Lubrizol",)
    assert cell.head.reading.own_words(cell.space) == ()


def test_english_is_not_checked_as_french(cell, qtbot):
    _, field = passing(cell, qtbot, "Stay indoors \u200b", "en")
    qtbot.waitUntil(lambda: len(field.marks) == 1)
    assert "invisible" in field.marks[0].words


def test_a_field_taken_away_meanwhile_is_left_alone(cell, qtbot):
    made, field = passing(cell, qtbot, "ministere")
    gone = WrittenText("Variante", "prefet")
    made.watch(gone)
    gone.deleteLater()
    qtbot.waitUntil(lambda: words(field) == ["ministere"])
