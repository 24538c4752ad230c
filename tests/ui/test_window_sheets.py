"""What is laid over the window tells where to go, and notes what was seen."""

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QMainWindow, QWidget

from app.ui.goals import REFERENCES, Hit
from app.ui.window_sheets import WindowSheets, page_of
from tests.ui.lines import NOW
from tests.ui.test_notifier import NOTICE


@pytest.fixture
def sheets(room, qtbot):
    window = QMainWindow()
    window.resize(1200, 800)
    qtbot.addWidget(window)
    window.show()
    made = WindowSheets(window, QWidget(window), room.station, lambda: NOW, lambda: [], lambda *_: None)
    made.setProperty("kept", window)
    return made


def test_a_record_found_is_told_with_its_crisis_and_a_crisis_alone(sheets, qtbot):
    with qtbot.waitSignal(sheets.gone) as gone:
        sheets.palette.opened.emit(Hit(REFERENCES, "journal", "5" * 64, "e" * 64, "SIG1-0001"))
    assert gone.args == ["5" * 64, "journal", "e" * 64]
    with qtbot.waitSignal(sheets.gone) as gone:
        sheets.palette.opened.emit(Hit(REFERENCES, "", "5" * 64, "5" * 64, "CRI-2026-SIG1-001"))
    assert gone.args == ["5" * 64, "", ""]


def test_a_notice_gone_to_is_seen(sheets, room, qtbot):
    entry = room.record("Second départ", by=room.colleague, priority=1).id
    room.receive()
    (notice,) = room.mine.reading.notices()
    with qtbot.waitSignals([sheets.gone, sheets.seen]):
        sheets.notifier.opened.emit(notice)
    assert room.mine.reading.notices(unseen=True) == []
    assert notice.record == entry


def test_the_sound_is_off_until_it_is_wanted(sheets, qtbot):
    assert not sheets.notifier.sound
    with qtbot.waitSignal(sheets.sound_chosen):
        sheets.let_sound(True)
    assert sheets.notifier.sound
    assert sheets.notices.sound.isChecked()
    sheets.notices.sound.click()
    assert not sheets.notifier.sound


@pytest.mark.parametrize(
    ("register", "kind", "page"),
    [
        ("entry", "priority", "journal"),
        ("message", "visa", "visas"),
        ("message", "visa_late", "visas"),
        ("message", "escalated", "messages"),
        ("message", "to_confirm", "messages"),
        ("message", "review", "messages"),
        ("duty", "relief", "duties"),
        ("brief", "brief_ready", "briefs"),
    ],
)
def test_a_notice_leads_to_where_what_it_tells_of_can_be_done(register, kind, page):
    assert page_of(replace(NOTICE, register=register, kind=kind)) == page
