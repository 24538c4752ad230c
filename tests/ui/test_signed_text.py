"""The exact text a visa signs, or what changed since one last signed it."""

from app.core.differences import Piece
from app.core.message_commands import Revise, Submit
from app.ui.signed_text import NEVER, WITHIN, SignedText, changed_words, known_as, last_signed
from tests.ui.by_name import words
from tests.ui.cell import SECOND


def signed_then_changed(cell):
    message = cell.submitted()
    cell.sign(cell.health, message)
    cell.do(cell.writer, Revise(message, SECOND))
    cell.do(cell.writer, Submit(message))
    return cell.opened(cell.health, message)


def shown(cell, qtbot):
    text = SignedText(cell.station(cell.health).background)
    qtbot.addWidget(text)
    text.show()
    return text


def body(text):
    return next((one.toPlainText() for one in text.parts.views() if one.accessibleName() == "Corps"), "")


def test_one_key_shows_what_changed_and_the_text_again(cell, qtbot):
    opened = signed_then_changed(cell)
    text = shown(cell, qtbot)
    former, _ = last_signed(opened.message, opened.version, opened.acting)
    text.show_version(opened.version, former, "mon visa (v1, 03:16)")
    assert body(text) == SECOND.body
    text.toggle()
    qtbot.waitUntil(lambda: "douze treize" in body(text))
    assert "+1, −1\u00a0mot" in words(text)
    text.toggle()
    assert body(text) == SECOND.body


def test_who_never_signed_is_told_so_and_has_nothing_to_compare(cell, qtbot):
    opened = cell.opened(cell.health, cell.submitted())
    assert last_signed(opened.message, opened.version, opened.acting) is None
    text = shown(cell, qtbot)
    text.show_version(opened.version, None, "")
    assert NEVER in words(text)
    assert text.changes.isHidden()
    text.toggle()
    assert not text.showing_changes


def test_who_signed_this_very_text_is_told_so(cell, qtbot):
    message = cell.submitted()
    cell.sign(cell.health, message)
    opened = cell.opened(cell.health, message)
    former, _ = last_signed(opened.message, opened.version, opened.acting)
    text = shown(cell, qtbot)
    text.show_version(opened.version, former, "mon visa")
    assert WITHIN in words(text)


def test_the_visa_of_ones_organisation_counts_as_ones_own(cell):
    opened = signed_then_changed(cell)
    found = last_signed(opened.message, opened.version, opened.acting)
    assert known_as(found, opened.acting, "03:16") == "mon visa (v1, 03:16)"
    assert known_as(found, (), "03:16") == "le visa de M. Ferrand (v1, 03:16)"


def test_what_changed_is_counted():
    parts = (("Corps", (Piece("same", "a "), Piece("inserted", "b c"))),)
    assert changed_words(parts).startswith("+2, −0\u00a0mot")
    assert changed_words((("Corps", (Piece("same", "a"),)),)).startswith("Aucun mot")
