"""The text of a message, alone or with the words that changed."""

from app.core.differences import Piece
from app.core.registers.messages import Revise, Submit
from app.core.texts import Text
from app.ui.message_text import MessageText, TextPart, second_line, since_when, spoken, texts
from tests.ui.cell import FIRST, SECOND
from tests.ui.test_message_acts import acting


def test_a_reader_compares_with_the_text_his_ministry_signed(cell):
    message = cell.submitted()
    cell.sign(cell.health, message)
    cell.writer.desk.do(Revise(message, SECOND))
    cell.writer.desk.do(Submit(message))
    cell.spread(cell.writer)
    read = cell.health.reading.message(message)
    assert since_when(read, read.current, acting(cell, cell.health)) == read.versions[0]


def test_without_any_visa_there_is_nothing_to_compare_with(cell):
    message = cell.submitted()
    cell.writer.desk.do(Revise(message, SECOND))
    read = cell.writer.reading.message(message)
    assert since_when(read, read.current, acting(cell, cell.writer)) is None


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
