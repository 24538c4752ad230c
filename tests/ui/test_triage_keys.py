"""One key, one act, one sentence: what was done, or why it was not."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from app.core.entry_commands import Triage
from app.ui.assign_dialog import AssignDialog
from app.ui.reason_dialog import ReasonDialog
from app.ui.triage_keys import Acting, act, goes_back, key_of, why_not
from tests.ui.lines import NOW

NOTHING, SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier


class Desk(QWidget):
    """Somebody who presses keys, and what he is told."""

    def __init__(self, room, crisis=None) -> None:
        super().__init__()
        self.room, self.said, self.refused = room, [], []
        crisis = crisis or room.crisis
        self.acting = Acting(self, room.station, crisis, lambda: NOW, self.said.append, self.refused.append)

    def press(self, key: str, *ids: str) -> bool:
        return act(self.acting, key, self.room.mine.reading.entries(ids))


@pytest.fixture
def desk(room, qtbot):
    made = Desk(room)
    qtbot.addWidget(made)
    return made


@pytest.fixture
def ids(room):
    return [room.record(f"Entrée {n}").id for n in range(3)]


@pytest.mark.parametrize(
    ("key", "words", "step"),
    [("D", "à décider", "to_decide"), ("T", "à transmettre", "to_pass_on"), ("C", "clos", "closed")],
)
def test_a_key_brings_an_entry_to_its_step_and_says_so(desk, room, ids, qtbot, key, words, step):
    assert desk.press(key, ids[0])
    qtbot.waitUntil(lambda: desk.said == [f"SIG1-0001 : {words}"])
    assert room.mine.reading.entry(ids[0]).triage == step


def test_several_entries_are_sorted_in_one_go(desk, room, ids, qtbot):
    desk.press("C", *ids)
    qtbot.waitUntil(lambda: desk.said == ["3\u00a0entrées : clos"])
    assert {entry.triage for entry in room.mine.reading.entries(ids)} == {"closed"}


def test_what_is_done_already_is_not_written_again(desk, ids, room):
    room.mine.desk.do(Triage(ids[0], "closed"))
    assert not desk.press("C", ids[0])
    assert desk.said == ["SIG1-0001 : déjà clos"]


def test_the_mark_is_put_then_taken_back_and_a_priority_given(desk, room, ids, qtbot):
    desk.press("M", ids[0], ids[1])
    qtbot.waitUntil(lambda: len(desk.said) == 1)
    desk.press("M", ids[0], ids[1])
    qtbot.waitUntil(lambda: len(desk.said) == 2)
    desk.press("1", ids[2])
    qtbot.waitUntil(lambda: len(desk.said) == 3)
    assert [words.partition(" : ")[2] for words in desk.said] == [
        "faits marquants",
        "retirées des faits marquants",
        "priorité 1",
    ]
    assert room.mine.reading.entry(ids[2]).priority == 1


def test_l_marks_what_a_colleague_wrote_as_read(desk, room, qtbot):
    other = room.record("La sienne", by=room.colleague).id
    room.receive()
    assert desk.press("L", other)
    qtbot.waitUntil(lambda: desk.said == ["SIG2-0001 : lue"])
    assert room.mine.reading.counts(room.space).unread == 0


@pytest.mark.parametrize("key", ["R", "D"])
def test_coming_back_asks_for_the_reason_first(desk, room, ids, qtbot, key):
    room.mine.desk.do(Triage(ids[0], "to_pass_on"))
    assert goes_back("D", room.mine.reading.entries(ids[:1]))
    assert desk.press(key, ids[0])
    dialog = desk.findChild(ReasonDialog)
    dialog.reason.setText("à revoir")
    dialog.submit()
    qtbot.waitUntil(lambda: desk.said == ["SIG1-0001 : à décider"])


def test_there_is_nothing_before_the_first_step(desk, ids):
    assert not desk.press("R", ids[0])
    assert desk.said == ["SIG1-0001 : déjà à trier"]


def test_a_asks_whom_and_says_it(desk, ids, qtbot):
    desk.press("A", ids[0])
    dialog = desk.findChild(AssignDialog)
    qtbot.waitUntil(dialog.act.isEnabled)
    dialog.person.setCurrentIndex(1)
    dialog.submit()
    qtbot.waitUntil(lambda: bool(desk.said))
    assert desk.said[0].startswith("SIG1-0001 : attribuée à ")


def test_a_role_that_may_not_is_told_so_in_words_and_nothing_is_written(room, ids, qtbot):
    desk = Desk(room, replace(room.crisis, role="RED"))
    qtbot.addWidget(desk)
    for key in ("D", "R", "A"):
        assert not desk.press(key, ids[0])
    assert len(desk.refused) == 3
    assert desk.refused[0] == (
        "À décider : trier et attribuer reviennent au chef de la cellule communication et au directeur de crise."
    )
    assert room.mine.reading.entry(ids[0]).triage == "to_sort"
    assert why_not("M", desk.acting.crisis) == why_not("L", desk.acting.crisis) == ""
    assert why_not("M", replace(room.crisis, role="OBS"))
    assert why_not("L", replace(room.crisis, role="OBS")) == ""
    assert why_not("D", replace(room.crisis, role="RED, CCOM")) == ""
    assert why_not("L", replace(room.crisis, open=False)) == "cette crise est close"
    assert why_not("L", None) == "aucune crise ouverte"


def test_what_the_core_refuses_is_told_too(desk, room, ids, qtbot):
    stale = room.mine.reading.entries(ids[:1])
    room.mine.desk.do(Triage(ids[0], "closed"))
    assert act(desk.acting, "D", stale)
    qtbot.waitUntil(lambda: bool(desk.refused))
    assert desk.refused[0].startswith("Refusé : Dites pourquoi")
    assert desk.said == []


@pytest.mark.parametrize(
    ("key", "modifiers", "act"),
    [
        (Qt.Key.Key_D, NOTHING, "D"),
        (Qt.Key.Key_1, NOTHING, "1"),
        (Qt.Key.Key_4, Qt.KeyboardModifier.KeypadModifier, "4"),
        (Qt.Key.Key_2, SHIFT, "2"),
        (Qt.Key.Key_Ampersand, NOTHING, "1"),
        (Qt.Key.Key_Eacute, NOTHING, "2"),
        (Qt.Key.Key_QuoteDbl, NOTHING, "3"),
        (Qt.Key.Key_Apostrophe, NOTHING, "4"),
        (Qt.Key.Key_N, SHIFT, "Maj+N"),
        (Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier, ""),
        (Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier, ""),
        (Qt.Key.Key_X, NOTHING, ""),
    ],
)
def test_the_keys_are_those_of_a_french_keyboard_too(key, modifiers, act):
    assert key_of(QKeyEvent(QEvent.Type.KeyPress, key, modifiers)) == act
