"""The list that keeps the notices: those not seen first, all of it by the keyboard."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMainWindow, QWidget

from app.core.entries import Assignee
from app.core.entry_commands import Assign
from app.ui.notices_panel import NoticesPanel, count_words, state
from tests.office import person_of
from tests.ui.lines import NOW
from tests.ui.test_notifier import NOTICE


@pytest.fixture
def panel(room, qtbot):
    window = QMainWindow()
    window.resize(1200, 800)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    made = NoticesPanel(window, QWidget(window), room.station, lambda: NOW + 120_000)
    made.window_kept = window
    return made


def call(room, *subjects: str) -> None:
    for subject in subjects:
        room.record(subject, by=room.colleague, priority=1)
    room.receive()


def shown(panel) -> list[tuple[str, bool]]:
    return [(one.subject, one.seen) for one in panel._rows]


def test_without_any_notice_it_says_what_they_come_from(panel, qtbot):
    panel.enter()
    qtbot.waitUntil(lambda: panel._none.isVisible())
    assert not panel.see_all.isEnabled()


def test_enter_goes_to_the_entry_and_the_panel_goes(panel, room, qtbot):
    call(room, "Un", "Deux")
    panel.enter()
    qtbot.waitUntil(lambda: len(panel._rows) == 2)
    assert panel.list.hasFocus()
    qtbot.keyClick(panel.list, Qt.Key.Key_Down)
    with qtbot.waitSignal(panel.opened) as opened:
        qtbot.keyClick(panel.list, Qt.Key.Key_Return)
    assert opened.args[0].subject == "Un"
    assert not panel.isVisible()


def test_space_notes_one_as_seen_and_a_button_all_of_them(panel, room, qtbot):
    call(room, "Un", "Deux", "Trois")
    panel.enter()
    qtbot.waitUntil(lambda: len(panel._rows) == 3)
    with qtbot.waitSignal(panel.changed):
        qtbot.keyClick(panel.list, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: shown(panel) == [("Deux", False), ("Un", False), ("Trois", True)])
    panel.see_all.click()
    qtbot.waitUntil(lambda: all(seen for _, seen in shown(panel)))
    assert panel._count.text() == "tous vus"


def test_the_same_key_takes_the_list_away(panel):
    panel.enter()
    panel.enter()
    assert not panel.isVisible()


def test_the_sound_is_off_until_it_is_asked_for(panel, qtbot):
    assert not panel.sound.isChecked()
    with qtbot.waitSignal(panel.sound_chosen) as chosen:
        panel.sound.click()
    assert chosen.args == [True]


def test_each_kind_has_a_shape_and_words(panel, room, qtbot):
    entry = room.record("Joindre la préfecture", by=room.colleague).id
    room.colleague.desk.do(Assign(entry, Assignee(person=person_of(room.mine), name="C. Morvan"), NOW))
    room.receive()
    room.mine.desk.note_due()
    words = [state(one) for one in room.mine.reading.notices()]
    assert words == [
        ("saisie_differee", "échéance de 03:16 atteinte", "alarm"),
        ("arrow", "vous est attribuée", "text"),
    ]


def test_the_count_is_in_words():
    assert [count_words(count) for count in (0, 1, 2)] == ["tous vus", "1\u00a0non vu", "2\u00a0non vus"]


@pytest.mark.parametrize(
    ("kind", "due", "shown_as"),
    [
        ("visa", NOW, ("en_visa", "votre visa est demandé, avant 03:16", "info")),
        ("visa", 0, ("en_visa", "votre visa est demandé", "info")),
        ("visa_late", NOW, ("priority_1", "votre visa est en retard", "alarm")),
        ("escalated", NOW, ("priority_1", "visa en retard : Économie", "alarm")),
        ("to_confirm", 0, ("a_confirmer", "visa à confirmer", "warning")),
        ("review", 0, ("a_reexaminer", "à réexaminer", "warning")),
        ("relief", NOW, ("arrow", "relève d’astreinte de 03:16", "info")),
        ("duty_changed", NOW, ("rectifiee", "astreinte modifiée", "warning")),
        ("brief_soon", NOW, ("saisie_differee", "point de situation à rendre à 03:16", "warning")),
        ("brief_ready", NOW, ("en_visa", "point de situation préparé", "info")),
        ("brief_going_on", NOW, ("saisie_differee", "heure du point de situation : 03:16", "warning")),
    ],
)
def test_a_message_says_what_is_awaited(kind, due, shown_as):
    assert state(replace(NOTICE, register="message", kind=kind, due_at=due, step="Économie")) == shown_as
