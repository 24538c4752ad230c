"""Words on the screen are plain text, whatever they hold."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QDialog, QMessageBox, QPlainTextEdit, QWidget

from app.ui import plain

HOSTILE = '<img src="file:///etc/passwd"> <b>Confinement</b> & suite'


def test_a_label_shows_markup_letter_for_letter(qtbot):
    label = plain.label(HOSTILE)
    qtbot.addWidget(label)
    assert label.text() == HOSTILE
    assert label.textFormat() == Qt.TextFormat.PlainText


def test_an_ampersand_stays_a_letter_on_a_button():
    assert plain.without_mnemonic("Air & eau") == "Air && eau"


def test_a_question_shows_markup_letter_for_letter_and_chooses_nothing_in_advance(qtbot, qapp):
    seen = []

    def look():
        box = qapp.activeModalWidget()
        assert isinstance(box, QMessageBox)
        seen.append((box.textFormat(), box.defaultButton().text()))
        box.reject()

    QTimer.singleShot(0, look)
    assert plain.confirm(None, "Clore", HOSTILE, "Clore la crise") is False
    assert seen == [(Qt.TextFormat.PlainText, "Annuler")]


def test_a_bug_is_shown_as_one_with_text_to_copy(qtbot, qapp):

    parent = QWidget()
    qtbot.addWidget(parent)
    plain.show_bug(parent, KeyError("champ"))
    dialog = parent.findChild(QDialog)
    assert "KeyError" in dialog.findChild(QPlainTextEdit).toPlainText()
    dialog.reject()


def test_marking_a_widget_draws_it_again_by_the_sheet(qtbot):
    label = plain.label("refusé")
    qtbot.addWidget(label)
    plain.mark(label, "tone", "error")
    label.ensurePolished()
    assert label.palette().windowText().color().name() == "#ce0500"


def test_a_tooltip_shows_markup_letter_for_letter(qtbot):
    label = plain.label("visa")
    qtbot.addWidget(label)
    plain.tip(label, HOSTILE)
    assert "<img" not in label.toolTip()
    assert "&lt;img" in label.toolTip()
