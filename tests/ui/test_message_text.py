"""The text of a message, alone or with the words that changed."""

import pytest
from PySide6.QtWidgets import QScrollArea

from app.core.differences import Piece
from app.core.message_commands import Revise
from app.core.texts import Text
from app.ui.message_text import MessageText, TextPart, length, second_line, spoken, texts
from tests.ui.cell import FIRST, SECOND


def test_the_second_line_says_kind_topic_issuer_author_and_length(cell):
    read = cell.head.reading.message(cell.submitted())
    line = second_line(read, read.current, "Europe/Paris")
    assert line.startswith("Élément de langage · thème : air · émetteur : Gouvernement · L. Aubert (RED), ")
    assert line.endswith(" · 8\u00a0mots")


def test_who_cannot_see_an_underline_hears_what_was_added_and_removed():
    pieces = (Piece("same", "restez "), Piece("deleted", "dehors "), Piece("inserted", "chez vous"))
    assert spoken(pieces) == "restez  retiré : dehors  fin de retrait  ajouté : chez vous fin d’ajout "


def test_a_hostile_text_is_shown_letter_for_letter(qtbot):
    part = TextPart()
    qtbot.addWidget(part)
    part.show_parts(texts(Text("<img src='file:///etc/passwd'>", "<b>gras</b> & co")), ())
    assert [view.toPlainText() for view in part.views()] == ["<img src='file:///etc/passwd'>", "<b>gras</b> & co"]


def test_names_go_above_the_texts_where_there_is_little_room(qtbot):
    part = TextPart()
    qtbot.addWidget(part)
    part.show_parts(texts(FIRST), ())
    part.resize(700, 400)
    part.show()
    beside = part.views()[0].x()
    part.resize(300, 400)
    qtbot.waitUntil(lambda: part.views()[0].x() < beside)


def test_a_chosen_view_stays_when_the_same_message_is_read_again(cell, qtbot):
    message = cell.submitted()
    cell.sign(cell.health, message)
    cell.writer.desk.do(Revise(message, SECOND))
    cell.spread(cell.writer)
    station = cell.station(cell.health)
    shown = MessageText(station.background)
    qtbot.addWidget(shown)
    read = cell.health.reading.message(message)
    shown.show_message(read, read.current, "Europe/Paris", read.versions[0])
    qtbot.waitUntil(lambda: "douze" in "".join(view.toPlainText() for view in shown.parts.views()))
    shown.show_alone()
    shown.show_message(read, read.current, "Europe/Paris", read.versions[0])
    assert "douze" not in "".join(view.toPlainText() for view in shown.parts.views())


def shown_of(cell, qtbot, read):
    station = cell.station(cell.health)
    shown = MessageText(station.background, cell.health.reading)
    qtbot.addWidget(shown)
    shown.show()
    shown.show_message(read, read.current, "Europe/Paris", read.versions[0])
    return shown


def test_an_earlier_version_is_read_with_a_warning_and_never_signed(cell, qtbot):
    message = cell.submitted()
    cell.writer.desk.do(Revise(message, SECOND))
    cell.writer.desk.do(Revise(message, Text("Restez à l’abri", "Quatorze communes.")))
    cell.spread(cell.writer)
    read = cell.health.reading.message(message)
    shown = shown_of(cell, qtbot, read)
    assert not shown.past.isVisible()
    shown._read.setCurrentIndex(1)
    shown._read_another()
    qtbot.waitUntil(lambda: "treize" in said(shown))
    assert "douze" in said(shown)
    assert shown.version == read.current
    assert shown.past.text() == (
        f"Vous lisez {read.versions[1].label}, une version passée. Un visa signe {read.current.label}, celle en cours."
    )
    shown.show_message(read, read.current, "Europe/Paris", read.versions[0])
    assert shown.shown == read.versions[1]


def test_what_changed_or_the_text_alone_is_one_key_away(cell, qtbot):
    message = cell.submitted()
    cell.writer.desk.do(Revise(message, SECOND))
    cell.spread(cell.writer)
    shown = shown_of(cell, qtbot, cell.health.reading.message(message))
    qtbot.waitUntil(lambda: "douze" in said(shown))
    shown.toggle()
    assert "douze" not in said(shown)
    shown.toggle()
    qtbot.waitUntil(lambda: "douze" in said(shown))


def test_the_frame_stands_part_by_part_and_is_counted():
    text = Text("Titre", "", frame={"known": "Deux mots.", "next": "à 04:00"}, key_messages=("Un.",))
    assert [name for name, _ in texts(text)] == ["Titre", "Messages clés", "Ce que l’on sait", "Prochain rendez-vous"]
    assert length(text) == 5


def said(shown):
    return "".join(view.toPlainText() for view in shown.parts.views())


@pytest.mark.parametrize(("width", "height", "scrolls"), [(260, 569, False), (1000, 300, True)])
def test_nothing_above_the_text_is_cut_where_there_is_little_room(cell, qtbot, width, height, scrolls):
    message = cell.submitted()
    cell.sign(cell.health, message)
    cell.writer.desk.do(Revise(message, SECOND))
    read = cell.writer.reading.message(message)
    former = next(one for one in read.versions if not one.current)
    made = MessageText(cell.station(cell.writer).background)
    qtbot.addWidget(made)
    made.resize(width, height)
    made.show()
    made.show_message(read, read.current, "Europe/Paris", former)
    bar = made._alone.parentWidget()
    qtbot.waitUntil(lambda: bar.height() >= bar.heightForWidth(bar.width()) > 0)
    inside = made.findChild(QScrollArea).widget()
    assert inside.isAncestorOf(bar) is scrolls
