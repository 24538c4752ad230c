"""Sticks in the window: its menu, a bundle dropped on it, and nothing that goes on once it is closed."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication

from app.sync.bundle_making import Wanted, make
from app.ui.bundle_acts import EXPORT, IMPORT, NO_CRISIS, BundleActs
from app.ui.bundle_export_dialog import BundleExportDialog
from app.ui.bundle_import_dialog import BundleImportDialog
from app.ui.window import Window
from app.ui.window_keys import words_of
from tests.ui.lines import NOW

PLAIN = (Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
ACTIONS = Qt.DropAction.CopyAction | Qt.DropAction.MoveAction


@pytest.fixture
def window(room, qtbot):
    made = Window(room.station, (), lambda: NOW, lambda *_: None)
    made.setProperty("kept", BundleActs(made, room.station, room.mine.store))
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: made.crisis is not None)
    return made


@pytest.fixture
def acts(window) -> BundleActs:
    return window.findChild(BundleActs)


def held(path: Path) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    return data


def test_both_acts_are_in_the_menu(window) -> None:
    assert {EXPORT, IMPORT} <= {words_of(action) for action in window.top.acts()}


def test_a_bundle_dropped_on_the_window_opens_the_same_dialog(window, acts, room, qtbot, tmp_path: Path) -> None:
    room.record("Vu d'ailleurs", room.colleague)
    path = make(room.colleague.store, Wanted(room.space, tmp_path / "clé.diapason")).path
    data = held(path)
    over = QDragEnterEvent(QPoint(10, 10), ACTIONS, data, *PLAIN)
    QApplication.sendEvent(window, over)
    assert over.isAccepted()
    drop = QDropEvent(QPointF(10, 10), ACTIONS, data, *PLAIN)
    QApplication.sendEvent(window, drop)
    assert drop.dropAction() == Qt.DropAction.CopyAction  # the stick keeps its file
    (dialog,) = acts.dialogs
    assert isinstance(dialog, BundleImportDialog)
    assert not dialog.isModal()
    dialog.submit()
    qtbot.waitUntil(lambda: "1 nouvelle" in dialog.said.text())
    dialog.close()


def test_another_file_is_not_taken_by_the_window(window, acts, tmp_path: Path) -> None:
    data = held(tmp_path / "photo.jpg")
    over = QDragEnterEvent(QPoint(10, 10), ACTIONS, data, *PLAIN)
    QApplication.sendEvent(window, over)
    assert not over.isAccepted()
    QApplication.sendEvent(window, QDropEvent(QPointF(10, 10), ACTIONS, data, *PLAIN))
    assert acts.dialogs == []


def test_the_crisis_on_screen_is_exported(window, acts) -> None:
    acts.export()
    (dialog,) = acts.dialogs
    assert isinstance(dialog, BundleExportDialog)
    dialog.close()


def test_what_is_under_way_stops_when_the_window_closes(window, acts, qtbot, tmp_path: Path) -> None:
    acts.export()
    (dialog,) = acts.dialogs
    ended: list[bool] = []

    def work(told) -> None:
        try:
            while True:
                told(1, 2)
        finally:
            ended.append(True)

    dialog.carry(work)
    window.close()
    qtbot.waitUntil(lambda: ended == [True])
    assert NO_CRISIS
