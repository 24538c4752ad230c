"""Two versions written apart, side by side."""

from app.core.registers.messages import Revise
from app.core.texts import Text
from app.ui.message_text import TextPart
from app.ui.two_heads import TwoHeads
from tests.ui.by_name import button, words
from tests.ui.cell import FIRST, SECOND


def apart(cell):
    message = cell.submitted()
    cell.head.desk.do(Revise(message, SECOND))
    cell.writer.desk.do(
        Revise(message, Text("Restez à l’abri", FIRST.body.replace("douze", "onze"), issuer=FIRST.issuer))
    )
    cell.spread(cell.writer)
    return cell.head.reading.message(message)


def shown(cell, message, qtbot, why_not=""):
    kept, written = [], []
    heads = TwoHeads(cell.station(cell.head).background, kept.append, lambda: written.append(1))
    qtbot.addWidget(heads)
    heads.resize(800, 500)
    heads.show_message(message, "Europe/Paris", why_not)
    heads.show()
    return heads, kept, written


def test_each_side_shows_its_own_words_and_no_one_elses(cell, qtbot):
    message = apart(cell)
    heads, _, _ = shown(cell, message, qtbot)
    parts = heads.findChildren(TextPart)
    qtbot.waitUntil(lambda: all(part.views() for part in parts))
    bodies = [view.toPlainText() for part in parts for view in part.views() if view.accessibleName() == "Corps"]
    assert bodies == [version.text.body for version in message.heads]


def test_nothing_is_chosen_until_a_button_is_pressed(cell, qtbot):
    message = apart(cell)
    heads, kept, _ = shown(cell, message, qtbot)
    assert not kept
    button(heads, f"Garder A, {message.heads[0].label}").click()
    assert kept == [message.heads[0]]


def test_another_version_may_be_written_instead(cell, qtbot):
    heads, _, written = shown(cell, apart(cell), qtbot)
    button(heads, "Écrire une autre version…").click()
    assert written == [1]


def test_who_may_not_choose_is_told_why(cell, qtbot):
    message = apart(cell)
    heads, _, _ = shown(cell, message, qtbot, "le rôle OBS ne le permet pas.")
    assert not button(heads, f"Garder A, {message.heads[0].label}").isEnabled()
    assert "Choisir ou écrire : le rôle OBS ne le permet pas." in words(heads)
