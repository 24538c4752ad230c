"""The alarms of this workstation: the gravest first, in plain words, and seen only once they were shown."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame

from app.core.store import alarms
from app.ui.alarms_dialog import NOTHING, AlarmsDialog, summary
from tests.ui.by_name import words
from tests.ui.lines import ZONE


def ring(room, kind: str, space: str = "", about: str = "", detail: str = "") -> None:
    with room.mine.store.write() as transaction:
        transaction.ring(kind, space, about, detail)


@pytest.fixture
def told() -> list[int]:
    return []


@pytest.fixture
def opened(room, told, qtbot):
    def make() -> AlarmsDialog:
        made = AlarmsDialog(None, room.station, lambda: told.append(1), ZONE)
        qtbot.addWidget(made)
        made.show()
        qtbot.waitUntil(lambda: bool(made.summary.text()))
        return made

    return make


def test_where_nothing_was_noticed_it_says_so_and_there_is_nothing_to_press(opened):
    dialog = opened()
    assert dialog.summary.text() == NOTHING
    assert not dialog.see.isEnabled()
    assert dialog.leave.hasFocus()


def test_what_somebody_has_to_act_on_comes_first_with_its_hour_and_what_to_do(room, opened):
    ring(room, alarms.RESTORED, "", "e" * 32)
    ring(room, alarms.COPIED, room.space, room.colleague.store.key.public)
    dialog = opened()
    said = words(dialog)
    assert "1\u00a0alerte demande quelqu’un" in said
    assert said.index("SIG2 (N. Bellec) a été copié") < said.index("révoquez le poste") < said.index("serveur a été")
    assert "2026, 03:16 · pas encore vu" in said
    assert sum(one.property("look") == "banner_error" for one in dialog.findChildren(QFrame)) == 1


def test_seen_with_one_key_it_leaves_the_state_line_and_stays_in_the_list(room, opened, told, qtbot):
    ring(room, alarms.HISTORY, room.space)
    dialog = opened()
    assert dialog.see.hasFocus()
    with qtbot.waitSignal(dialog.accepted):
        qtbot.keyClick(dialog.see, Qt.Key.Key_Return)
    assert told == [1]
    assert [one.seen for one in room.mine.reading.alarms()] == [True]
    again = opened()
    assert "Tout a été vu." in again.summary.text()
    assert "· vu" in words(again)


def test_what_is_noticed_meanwhile_is_shown_at_once(room, opened, qtbot):
    dialog = opened()
    ring(room, alarms.HISTORY, room.space)
    qtbot.waitUntil(lambda: "une histoire" in words(dialog))
    assert dialog.see.isEnabled()


def test_what_more_was_said_after_the_list_was_shown_is_not_seen_with_it(room):
    ring(room, alarms.RENEWED, "", "x", "SIG1b")
    shown = room.mine.reading.alarms()
    with room.mine.store.write() as transaction:
        transaction.ring(alarms.HISTORY, room.space)
    room.mine.desk.see_alarms(shown)
    assert {one.kind: one.seen for one in room.mine.reading.alarms()} == {"renewed": True, "history": False}


def test_a_page_key_turns_a_list_that_has_no_room(room, opened, qtbot):
    for device in "abcdef":
        ring(room, alarms.COPIED, room.space, device * 64)
    dialog = opened()
    bar = dialog._body.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    qtbot.keyClick(dialog.see, Qt.Key.Key_PageDown)
    assert bar.value() > 0
    qtbot.keyClick(dialog.see, Qt.Key.Key_PageUp)
    assert bar.value() == 0


def test_what_is_not_grave_does_not_press():
    calm = alarms.Alarm("gap", "", "", 0, "Il manque des écritures.", "Un échange les apportera.", False, True)
    assert summary([calm]).startswith("Tout a été vu.")
    assert summary([alarms.Alarm("restored", "", "", 1, "Restauré.", "Rien.", False)]).startswith("Rien ne presse.")


def test_nothing_is_seen_before_it_is_shown(room, told, qtbot):
    ring(room, alarms.HISTORY, room.space)
    dialog = AlarmsDialog(None, room.station, lambda: told.append(1), ZONE)
    qtbot.addWidget(dialog)
    dialog.see.click()
    qtbot.waitUntil(dialog.see.isEnabled)
    assert told == []
    assert not room.mine.reading.alarms()[0].seen
