"""Files are taken wherever they are dropped on the panel, or pasted in it; they are read whole and never opened."""

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDragEnterEvent, QDragLeaveEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from app.core.entries import LARGEST_FILE
from app.core.errors import Refused
from app.ui import arrangement, file_drop
from app.ui.file_drop import FileDrop, Picture
from tests.ui.lines import NOW, ZONE

PLAIN = (Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)


def data_of(*paths) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data


def picture() -> QImage:
    image = QImage(8, 8, QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    return image


@pytest.fixture
def plan(tmp_path):
    path = tmp_path / "plan d’accès.pdf"
    path.write_bytes(b"%PDF")
    return path


@pytest.fixture
def panel(qtbot):
    made = QWidget()
    made.setLayout(arrangement.column(QPushButton("Lier…")))
    made.resize(300, 200)
    qtbot.addWidget(made)
    made.refusal = ""
    made.taken = []
    drop = FileDrop(made, lambda: made.refusal, lambda: NOW, lambda: ZONE)
    drop.brought.connect(made.taken.extend)
    made.drop = drop
    made.show()
    return made


def drag(panel, data) -> bool:
    event = QDragEnterEvent(QPoint(10, 10), Qt.DropAction.CopyAction | Qt.DropAction.MoveAction, data, *PLAIN)
    event.ignore()
    QApplication.sendEvent(panel, event)
    return event.isAccepted()


def drop(panel, data) -> QDropEvent:
    actions = Qt.DropAction.CopyAction | Qt.DropAction.MoveAction
    event = QDropEvent(QPointF(10, 10), actions, data, *PLAIN)
    QApplication.sendEvent(panel, event)
    return event


def test_several_files_are_dropped_at_once_and_stay_where_they_are(panel, plan, tmp_path):
    other = tmp_path / "خريطة 🗺.jpg"
    other.write_bytes(b"jpg")
    assert drag(panel, data_of(plan, other))
    assert panel.drop.mark.isVisible()
    event = drop(panel, data_of(plan, other))
    assert event.dropAction() == Qt.DropAction.CopyAction
    assert panel.taken == [plan, other]
    assert not panel.drop.mark.isVisible()


def test_the_target_is_shown_only_while_files_are_above_it(panel, plan):
    drag(panel, data_of(plan))
    QApplication.sendEvent(panel, QDragLeaveEvent())
    assert not panel.drop.mark.isVisible()


def test_who_may_not_join_cannot_drop(panel, plan):
    panel.refusal = "cette crise est close"
    assert not drag(panel, data_of(plan))
    drop(panel, data_of(plan))
    assert panel.taken == []
    QGuiApplication.clipboard().setMimeData(data_of(plan))
    said = []
    panel.drop.refused.connect(said.append)
    panel.drop.paste()
    assert said == ["Joindre : cette crise est close."]


def test_words_are_no_file(panel):
    data = QMimeData()
    data.setText("03:05 départ de feu")
    assert not drag(panel, data)
    QGuiApplication.clipboard().setText("03:05 départ de feu")
    said = []
    panel.drop.refused.connect(said.append)
    panel.drop.paste()
    assert said == [file_drop.NOTHING]


def test_a_picture_is_pasted_from_the_keyboard_under_the_hour_it_was_taken(panel, qtbot):
    QGuiApplication.clipboard().setImage(picture())
    panel.activateWindow()
    qtbot.waitUntil(panel.isActiveWindow)
    panel.findChild(QPushButton).setFocus()
    qtbot.keyClick(panel.findChild(QPushButton), Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert [file_drop.name_of(one) for one in panel.taken] == ["capture 2026-09-24 03-16.png"]
    attachment, content = file_drop.contents(panel.taken[0])
    assert content.startswith(b"\x89PNG")
    assert attachment.type == "image/png"


def test_copied_files_are_pasted_as_files(plan):
    assert file_drop.brought_by(data_of(plan), NOW, ZONE) == [plan]


def test_a_file_is_described_by_its_content(plan):
    attachment, content = file_drop.contents(plan)
    assert (attachment.name, attachment.size, attachment.type) == ("plan d’accès.pdf", 4, "application/pdf")
    assert content == b"%PDF"


def test_what_cannot_be_joined_is_named(tmp_path):
    large = tmp_path / "film.mp4"
    with large.open("wb") as file:
        file.truncate(LARGEST_FILE + 1)
    (tmp_path / "vide.txt").touch()
    for path, words in (
        (large, "« film.mp4 » dépasse la limite : 25 Mo au plus"),
        (tmp_path, "est un dossier"),
        (tmp_path / "vide.txt", "« vide.txt » est vide"),
        (tmp_path / "absent.pdf", "« absent.pdf » ne se lit pas"),
    ):
        with pytest.raises(Refused) as refused:
            file_drop.contents(path)
        assert words in str(refused.value)


def test_a_picture_that_is_none_is_refused():
    with pytest.raises(Refused):
        file_drop.contents(Picture("capture.png", QImage()))


def test_a_bundle_is_left_to_the_window(panel, tmp_path):
    bundle = tmp_path / "clé.diapason"
    bundle.write_bytes(b"diapason-bundle-1\n")
    assert not drag(panel, data_of(bundle))
    assert panel.taken == []
