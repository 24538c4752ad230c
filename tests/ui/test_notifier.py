"""The notice outside the window: once, silent, and never more than others may see."""

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QMainWindow

from app.core.store.notices import NoticeRow
from app.ui.notifier import Notifier
from tests.ui.lines import NOW, ZONE

NOTICE = NoticeRow(
    n=1,
    kind="priority",
    record="1" * 64,
    space="2" * 64,
    at=NOW,
    due_at=0,
    by="N. Bellec",
    seen=False,
    number="SIG2-0147",
    subject="Reprise de feu",
    priority=1,
    discreet=False,
    crisis="Incendie",
    frame="exercise",
    zone=ZONE,
)


@pytest.fixture
def window(qtbot):
    made = QMainWindow()
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def told() -> list[tuple[str, str]]:
    return []


@pytest.fixture
def notifier(window, told):
    made = Notifier(window, lambda title, words: told.append((title, words)))
    made.tell([])
    return made


def test_a_notice_says_its_frame_why_the_number_and_the_subject_and_is_told_once(notifier, told):
    notifier.tell([NOTICE])
    notifier.tell([NOTICE])
    assert told == [("EXERCICE · priorité 1", "SIG2-0147 · Reprise de feu")]


def test_a_discreet_one_says_its_number_alone(notifier, told):
    notifier.tell([replace(NOTICE, discreet=True)])
    assert told == [("EXERCICE · priorité 1", "SIG2-0147")]


def test_what_was_there_at_the_start_is_in_the_list_only(window, told):
    notifier = Notifier(window, lambda title, words: told.append((title, words)))
    notifier.tell([NOTICE])
    assert told == []
    notifier.tell([replace(NOTICE, n=2, number="SIG2-0148"), NOTICE])
    assert [words for _, words in told] == ["SIG2-0148 · Reprise de feu"]


def test_several_that_come_together_are_one(notifier, told):
    assigned = replace(NOTICE, n=2, kind="assigned")
    notifier.tell([assigned, NOTICE])
    assert told == [("EXERCICE · 2 avis", "dont 1 en priorité 1. La liste : F8.")]


def test_a_notice_seen_elsewhere_calls_nobody_again(notifier, told):
    notifier.tell([replace(NOTICE, n=5)])
    notifier.tell([])
    notifier.tell([replace(NOTICE, n=4)])
    assert len(told) == 1


@pytest.mark.qt_log_ignore("does not support raise")
def test_a_click_raises_the_window_and_opens_the_most_urgent(notifier, window, qtbot):
    notifier.tell([replace(NOTICE, n=3, kind="assigned"), replace(NOTICE, n=2)])
    window.showMinimized()
    with qtbot.waitSignal(notifier.opened) as opened:
        notifier._open()
    assert opened.args[0].n == 2
    assert not window.isMinimized()


def test_without_a_tray_the_window_asks_for_attention(window, qtbot):
    notifier = Notifier(window)
    notifier.tell([])
    notifier.tell([NOTICE])
    assert notifier._tray is None
    assert not notifier.sound
    notifier.close()
