"""The keys of any field of an entry: the present hour, the quick texts, a pasted file."""

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from app.ui.files_field import FilesField
from app.ui.typing_keys import TypingKeys, insert, without_marks
from tests.ui.lines import NOW, ZONE

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def sheet(room, qtbot):
    made = QWidget()
    qtbot.addWidget(made)
    rows = QVBoxLayout(made)
    made.line, made.area = QLineEdit(), QPlainTextEdit()
    made.files = FilesField(room.station, room.space, lambda: NOW, ZONE)
    for widget in (made.line, made.area, made.files):
        rows.addWidget(widget)
    made.keys = TypingKeys(made, lambda: NOW, ZONE, "industrial", made.files)
    made.show()
    made.activateWindow()
    return made


def test_the_present_hour_is_written_at_the_caret(sheet, qtbot):
    sheet.line.setText("appel à  du préfet")
    sheet.line.setCursorPosition(8)
    qtbot.keyClick(sheet.line, Qt.Key.Key_Semicolon, CONTROL)
    assert sheet.line.text() == "appel à 03:16 du préfet"
    qtbot.keyClick(sheet.area, Qt.Key.Key_Semicolon, CONTROL)
    assert sheet.area.toPlainText() == "03:16"


def test_a_quick_text_is_written_with_its_first_blank_selected(sheet, qtbot):
    sheet.line.setText("02:48 > ")
    qtbot.keyClick(sheet.line, Qt.Key.Key_T, CONTROL)
    qtbot.waitUntil(sheet.keys.menu.isVisible)
    text = sheet.keys.menu.list.item(0).text()
    qtbot.keyClick(sheet.keys.menu.filter, Qt.Key.Key_Return)
    assert sheet.line.text() == f"02:48 > {without_marks(text)}"
    assert sheet.line.selectedText() == "…"
    assert sheet.line.selectionStart() == 8 + text.index("…")


def test_a_form_takes_a_quick_text_without_its_marks():
    assert without_marks("POI déclenché à … h … #fait !2 [B2]") == "POI déclenché à … h …"


def test_a_text_of_several_lines_stays_on_the_line_of_a_line(qtbot):
    line, area = QLineEdit(), QPlainTextEdit()
    for field in (line, area):
        qtbot.addWidget(field)
        insert(field, "un …\ndeux …")
    assert line.text() == "un … deux …"
    assert area.toPlainText() == "un …\ndeux …"
    assert area.textCursor().selectedText() == "…"
    assert area.textCursor().selectionStart() == 3


def test_a_copied_picture_is_joined_and_copied_words_are_typed(sheet, qtbot):
    QGuiApplication.clipboard().setText("des mots")
    qtbot.keyClick(sheet.line, Qt.Key.Key_V, CONTROL)
    assert sheet.line.text() == "des mots"
    data, image = QMimeData(), QImage(8, 8, QImage.Format.Format_RGB32)
    image.fill(0)
    data.setImageData(image)
    QGuiApplication.clipboard().setMimeData(data)
    qtbot.keyClick(sheet.area, Qt.Key.Key_V, CONTROL)
    qtbot.waitUntil(lambda: len(sheet.files.files) == 1)
    assert sheet.area.toPlainText() == ""


def test_a_field_that_cannot_be_written_stays_as_it_is(sheet, qtbot):
    sheet.line.setEnabled(False)
    qtbot.keyClick(sheet.line, Qt.Key.Key_Semicolon, CONTROL)
    assert sheet.line.text() == ""
