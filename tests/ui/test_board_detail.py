"""A line in full: what to say, what not to, what to answer, and who cleared, received and read it."""

import pytest

from app.core.message_commands import Describe, ReadMessage, Withdraw
from app.core.texts import Text
from app.ui.board_detail import BoardDetail
from tests.clocks import HOUR
from tests.core.newsroom import AFP, RADIO
from tests.ui.by_name import button, words
from tests.ui.lines import NOW, ZONE
from tests.ui.said import Speech


@pytest.fixture
def shown(qtbot) -> BoardDetail:
    made = BoardDetail()
    qtbot.addWidget(made)
    made.resize(320, 800)
    made.show()
    return made


def show(shown: BoardDetail, speech: Speech, id: str, qtbot) -> str:
    """Every word of it, once it is on the screen."""
    detail = speech.head.reading.line(id)
    assert detail is not None
    shown.show_line(detail, ZONE)
    qtbot.waitUntil(lambda: "Diffusions" in words(shown))
    return words(shown)


def test_the_whole_text_is_to_be_read_aloud_with_what_is_not_to_be_said(speech, shown, qtbot):
    id = speech.out("Restez à l’abri", topic="Consigne", words="Fermez les fenêtres.", not_to_say="« Aucun danger »")
    speech.out("Que brûle-t-il ?", "qa", "Consigne", "Des lubrifiants.")
    said = show(shown, speech, id, qtbot)
    assert shown.text.toPlainText() == "Restez à l’abri\n\nFermez les fenêtres."
    assert shown.text.accessibleName() == "À dire"
    for one in ("EDL-001 v1", "À ne pas dire", "« Aucun danger »", "Si l’on insiste", "Que brûle-t-il ?"):
        assert one in said
    assert "CCOM, favorable, C. Morvan, 03:16" in said
    assert "press, AFP" in said
    assert "Lu par 0/3" in said


def test_a_variant_is_shown_and_copied_in_place_of_the_whole(speech, shown, qtbot):
    text = Text("Restez à l’abri", "Texte entier.", variants={"spoken": "À dire à voix haute."})
    id = speech.room.cleared(text)
    speech.room.sent(id, AFP)
    show(shown, speech, id, qtbot)
    button(shown, "Variante Oral, 30 s").click()
    assert shown.text.toPlainText() == "À dire à voix haute."
    with qtbot.waitSignal(shown.copy_wanted) as copied:
        shown.copy.click()
    assert (copied.args[0].message, copied.args[0].channel) == (id, "spoken")
    button(shown, "Variante Oral, 30 s").click()
    assert "Texte entier." in shown.text.toPlainText()


def test_what_may_not_be_said_any_more_is_not_copied(speech, shown, qtbot):
    id = speech.out("Air", valid_until=NOW + HOUR)
    speech.watch.wait(HOUR)
    said = show(shown, speech, id, qtbot)
    assert "Périmé : ne plus employer." in said
    assert shown.text.accessibleName() == "Ce qui a été dit"
    assert not shown.copy.isEnabled()
    speech.head.desk.do(Withdraw(id, "faux"))
    assert "Retiré : ne plus employer." in show(shown, speech, id, qtbot)


def test_all_the_dispatches_are_told_with_their_recipients(speech, shown, qtbot):
    id = speech.room.cleared(Text("Air", "Texte."))
    speech.room.sent(id, AFP, RADIO, channel="courriel")
    speech.room.sent(id, AFP, channel="x")
    said = show(shown, speech, id, qtbot)
    assert "courriel, AFP, La Radio" in said
    assert said.index("X, AFP") < said.index("courriel, AFP")


def test_who_has_not_read_it_is_named(speech, shown, qtbot):
    id = speech.out("Air")
    speech.head.desk.do(ReadMessage(id))
    said = show(shown, speech, id, qtbot)
    assert "Lu par 1/3" in said
    assert "Manquent : H. Brunel, N. Bellec.\nVous avez lu cette version." in said
    assert not shown.read.isEnabled()


def test_what_has_not_changed_is_left_as_it_is(speech, shown, qtbot):
    id = speech.out("Air", topic="Air")
    show(shown, speech, id, qtbot)
    first = shown._above.itemAt(0).widget()
    shown.copy.setFocus()
    speech.watch.wait(HOUR // 60)
    show(shown, speech, id, qtbot)
    assert shown._above.itemAt(0).widget() is first
    speech.head.desk.do(Describe(id, {"not_to_say": "« Aucun danger »"}))
    assert "« Aucun danger »" in show(shown, speech, id, qtbot)
    assert shown._above.itemAt(0).widget() is not first
