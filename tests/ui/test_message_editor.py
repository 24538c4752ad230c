"""Writing a message."""

from app.core.registers.messages import Revise
from app.ui.message_editor import MessageEditor
from tests.ui.by_name import words
from tests.ui.cell import FIRST, SECOND


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


def test_what_was_half_typed_is_there_the_next_time_and_can_be_left(cell, qtbot):
    editor = editor_of(cell, qtbot)
    editor.kind.setCurrentIndex(editor.kind.findData("line"))
    editor.title.setText("Eau potable")
    editor.reject()
    again = editor_of(cell, qtbot)
    qtbot.waitUntil(lambda: again.title.text() == "Eau potable")
    assert again.kind.currentData() == "line"
    assert "Repris de ce que vous aviez tapé" in words(again)
    again.start_again.click()
    assert (again.title.text(), again.kind.currentData()) == ("", "")
    qtbot.waitUntil(lambda: not cell.writer.reading.draft(f"{cell.space} message"))


def test_a_recorded_message_leaves_no_draft(cell, qtbot):
    editor = editor_of(cell, qtbot)
    editor.kind.setCurrentIndex(editor.kind.findData("line"))
    editor.title.setText("Eau potable")
    editor.body.setPlainText("Elle l’est.")
    editor.submit()
    qtbot.waitUntil(lambda: bool(editor.written))
    qtbot.waitUntil(lambda: not cell.writer.reading.draft(f"{cell.space} message"))


def test_a_version_half_typed_on_a_text_that_changed_since_overwrites_nothing(cell, qtbot):
    id = cell.submitted()
    message = cell.writer.reading.message(id)
    editor = editor_of(cell, qtbot, message, message.current.text, message.fields["version"].seen)
    editor.body.setPlainText("Quinze communes.")
    editor.reject()
    cell.head.desk.do(Revise(id, SECOND))
    cell.spread(cell.head)
    now = cell.writer.reading.message(id)
    again = editor_of(cell, qtbot, now, now.current.text, now.fields["version"].seen)
    qtbot.waitUntil(lambda: again.body.toPlainText() == "Quinze communes.")
    assert "à départager" in words(again)
    again.submit()
    qtbot.waitUntil(lambda: bool(again.written))
    assert len(cell.writer.reading.message(id).heads) == 2
