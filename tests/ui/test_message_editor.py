"""Writing a message."""

from app.ui.message_editor import MessageEditor
from tests.ui.by_name import words
from tests.ui.cell import FIRST


def editor_of(cell, qtbot, *more):
    editor = MessageEditor(None, cell.station(cell.writer), cell.space, *more)
    qtbot.addWidget(editor)
    editor.show()
    return editor


def test_words_are_counted_as_they_are_typed(cell, qtbot):
    editor = editor_of(cell, qtbot)
    editor.title.setText("Eau")
    editor.body.setPlainText("L’eau reste potable. [numéro]")
    assert "Corps : 4\u00a0mots, 29\u00a0caractères · ensemble : 5\u00a0mots · à compléter : [numéro]" in words(editor)


def test_a_refusal_stands_beside_its_field_and_nothing_is_lost(cell, qtbot):
    editor = editor_of(cell, qtbot)
    editor.kind.setCurrentIndex(editor.kind.findData("line"))
    editor.body.setPlainText("Sans titre.")
    editor.submit()
    qtbot.waitUntil(lambda: bool(editor.form.refusal))
    assert editor.form.refusal == "Refusé : Donnez un titre au message."
    assert editor.title.accessibleDescription() == editor.form.refusal
    assert editor.body.toPlainText() == "Sans titre."
    assert cell.writer.reading.messages(cell.space) == []


def test_the_kind_is_not_chosen_in_advance(cell, qtbot):
    editor = editor_of(cell, qtbot)
    assert editor.kind.currentData() == ""


def test_a_new_version_replaces_what_the_writer_had_before_him(cell, qtbot):
    message = cell.writer.reading.message(cell.submitted())
    editor = editor_of(cell, qtbot, message, message.current.text, message.fields["version"].seen)
    assert not editor.kind.isEnabled()
    editor.body.setPlainText(FIRST.body.replace("douze", "quinze"))
    editor.submit()
    qtbot.waitUntil(lambda: bool(editor.written))
    read = cell.writer.reading.message(message.id)
    assert len(read.heads) == 1
    assert "quinze" in read.current.text.body
    assert read.current.text.issuer == "Gouvernement"


def test_saving_the_same_text_is_refused_and_resets_nothing(cell, qtbot):
    message = cell.writer.reading.message(cell.submitted())
    editor = editor_of(cell, qtbot, message, message.current.text, message.fields["version"].seen)
    editor.submit()
    qtbot.waitUntil(lambda: bool(editor.form.refusal))
    assert "Le texte est le même" in editor.form.refusal
