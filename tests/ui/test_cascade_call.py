"""Whom to call now: his numbers in the order to dial, and a private one only once it is written down."""

import pytest

from app.core.cascade_calls import line
from app.ui.cascade_call import ALL_REACHED, Call, CallPanel
from tests.core.cascades import FONTAINE, KERJEAN
from tests.ui.switchboard import CLEAR, MASKED, Switchboard


@pytest.fixture
def board(room):
    return Switchboard(room)


@pytest.fixture
def panel(board, station, qtbot):
    made = CallPanel(station, board.room.crisis.zone)
    qtbot.addWidget(made)
    made.resize(420, 500)
    made.show()
    return made


def show(panel, board, target):
    now = board.now
    panel.show_line(now, line(now, target.key, board.private))
    panel.allow("")


def words(panel):
    return [button.text().replace("\u00a0", " ") for button in panel.numbers.buttons()]


def pressed(panel):
    made = []
    panel.made.connect(made.append)
    return made


def test_the_first_number_is_proposed_and_goes_with_the_result(panel, board):
    show(panel, board, KERJEAN)
    made = pressed(panel)
    assert words(panel) == ["01 99 00 12 01 · astreinte", "01 99 00 12 02 · bureau"]
    panel.note.setText("arrive")
    panel.press("reached")
    assert made == [Call(KERJEAN.key, "reached", "+33199001201", False, "arrive")]


def test_a_wrong_number_leads_to_the_next_one_and_a_key_to_the_next_person(panel, board):
    board.call(KERJEAN, "wrong_number", number="+33199001201")
    show(panel, board, KERJEAN)
    left = []
    panel.passed.connect(left.append)
    assert panel.following.text() == "Faux numéro. Numéro suivant : 01 99 00 12 02."
    assert words(panel) == ["01 99 00 12 02 · bureau", "01 99 00 12 01 · faux numéro · astreinte"]
    assert panel.numbers.checkedId() == 0
    panel.leave()
    assert left == [KERJEAN.key]
    board.call(KERJEAN, "wrong_number", number="+33199001202")
    show(panel, board, KERJEAN)
    assert (panel.following.isVisible(), panel.numbers.checkedId()) == (False, -1)


def test_a_number_that_was_chosen_stays_chosen_while_others_call(panel, board):
    show(panel, board, KERJEAN)
    panel.numbers.button(1).click()
    panel.note.setText("à demi")
    show(panel, board, KERJEAN)
    assert (panel.numbers.checkedId(), panel.note.text()) == (1, "à demi")
    show(panel, board, FONTAINE)
    assert (panel.numbers.checkedId(), panel.note.text()) == (0, "")


def test_the_deputy_is_to_be_called_once_the_holder_was_not_reached(panel, board):
    board.call(FONTAINE, "no_answer", number="+33199005112")
    show(panel, board, FONTAINE)
    made = pressed(panel)
    assert words(panel)[0] == "01 99 00 51 12 · bureau · 1 essai"
    panel.press("message")
    assert made[0].deputy is True
    assert "sans réponse" in panel.past.text()


def test_a_private_number_is_shown_on_demand_and_written_down_masked(panel, board, qtbot):
    show(panel, board, board.poulain)
    made = pressed(panel)
    assert words(panel) == [f"{MASKED} · privé"]
    panel.show_private(board.contact)
    qtbot.waitUntil(lambda: words(panel) == [f"{CLEAR} · privé"])
    (looked,) = board.reading.consultations()
    assert looked.why == "cascade"
    panel.press("no_answer")
    assert made[0].number == "•• •• •• •• 41"
    show(panel, board, KERJEAN)
    show(panel, board, board.poulain)
    assert words(panel) == [f"{MASKED} · privé"]


def test_nothing_is_written_for_nobody_or_when_one_may_not(panel, board):
    made = pressed(panel)
    panel.show_line(board.now, None)
    panel.allow("")
    assert panel.name.text() == ALL_REACHED
    panel.press("reached")
    show(panel, board, KERJEAN)
    panel.allow("Cette crise est close.")
    panel.press("reached")
    assert made == []
