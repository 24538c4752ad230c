"""Writing a message."""

from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QWidget

from app.core.entry_commands import Record
from app.core.message_commands import Describe, Revise
from app.core.templates import templates
from app.ui.message_editor import MessageEditor
from tests.documents.written_elsewhere import docx, p
from tests.ui.by_name import words
from tests.ui.cell import FIRST, SECOND
from tests.ui.lines import NOW

LONG = "\n\n".join(f"Paragraphe {n} : les habitants restent à l’abri, fenêtres fermées." for n in range(150))


def editor_of(cell, qtbot, *more):
    editor = MessageEditor(None, cell.station(cell.writer), cell.space, *more, now=lambda: NOW)
    qtbot.addWidget(editor)
    editor.show()
    return editor


def editor_on(cell, qtbot, id):
    """The editor of a new version of that message, as it is now."""
    message = cell.writer.reading.message(id)
    return editor_of(cell, qtbot, message, message.current.text, message.fields["version"].seen)


def recorded(cell, qtbot, editor):
    editor.submit()
    qtbot.waitUntil(lambda: bool(editor.written))
    return cell.writer.reading.message(editor.written)


def test_words_are_counted_and_blanks_listed_as_they_are_typed(cell, qtbot):
    editor = editor_of(cell, qtbot)
    editor.signed.title.write("Eau")
    editor.signed.body.write("L’eau reste potable. [numéro]")
    qtbot.waitUntil(lambda: "corps : 4\u00a0mots" in editor.count.text())
    assert editor.checks.list.item(0).text() == "Corps · à compléter : [numéro]"


def test_a_refusal_stands_beside_its_field_and_nothing_is_lost(cell, qtbot):
    editor = editor_of(cell, qtbot)
    editor.beginnings.choose("line")
    editor.signed.body.write("Sans titre.")
    editor.submit()
    qtbot.waitUntil(lambda: bool(editor.form.refusal))
    assert editor.form.refusal == "Refusé : Donnez un titre au message."
    assert editor.signed.title.accessibleDescription() == editor.form.refusal
    assert editor.signed.body.text == "Sans titre."
    assert cell.writer.reading.messages(cell.space) == []


def test_the_kind_is_not_chosen_in_advance(cell, qtbot):
    assert editor_of(cell, qtbot).beginnings.chosen == ""


def test_a_whole_message_is_written_in_one_act(cell, qtbot):
    fact = cell.writer.desk.do(Record(cell.space, "Reprise de feu")).id
    editor = editor_of(cell, qtbot)
    editor.beginnings.choose("release")
    editor.signed.title.write("Qualité de l’air")
    editor.signed.frame["known"].write("Un feu a repris à 02:48.")
    editor.signed.keys[0].write("Restez à l’abri.")
    editor.signed.issuers.setText("Intérieur, Santé")
    editor.signed.variants.fill({"x": "Restez à l’abri."})
    editor.aside.topic.setText("air")
    editor.aside.not_to_say.write("« sans danger »")
    editor.aside.hours["valid_until"].setText("07:00")
    editor.support.fill([fact])
    message = recorded(cell, qtbot, editor)
    text = message.current.text
    assert (text.title, text.frame, text.key_messages) == (
        "Qualité de l’air",
        {"known": "Un feu a repris à 02:48."},
        ("Restez à l’abri.",),
    )
    assert (text.issuer, text.variants) == ("Gouvernement", {"x": "Restez à l’abri."})
    assert (message.topic, message.aside.not_to_say, message.aside.issuers) == (
        "air",
        "« sans danger »",
        ("INT", "SAN"),
    )
    assert message.aside.valid_until is not None
    assert [use.record for use in message.uses] == [fact]
    assert len(message.versions) == 1


def test_a_new_version_replaces_what_the_writer_had_before_him(cell, qtbot):
    id = cell.submitted()
    editor = editor_on(cell, qtbot, id)
    assert not editor.beginnings.kind.isEnabled()
    editor.signed.body.write(FIRST.body.replace("douze", "quinze"))
    read = recorded(cell, qtbot, editor)
    assert len(read.heads) == 1
    assert "quinze" in read.current.text.body
    assert read.current.text.issuer == "Gouvernement"


def test_saving_the_same_text_is_refused_and_resets_nothing(cell, qtbot):
    editor = editor_on(cell, qtbot, cell.submitted())
    editor.submit()
    assert "Le texte est le même" in editor.form.refusal


def test_what_stands_beside_the_text_changes_without_a_new_version(cell, qtbot):
    id = cell.submitted()
    cell.sign(cell.health, id)
    before = cell.writer.reading.message(id)
    editor = editor_on(cell, qtbot, id)
    editor.aside.not_to_say.write("« aucun risque »")
    qtbot.waitUntil(lambda: "aucun visa ne tombe" in editor.cost.text())
    after = recorded(cell, qtbot, editor)
    assert after.aside.not_to_say == "« aucun risque »"
    assert [one.label for one in after.versions] == [one.label for one in before.versions]
    assert [visa.counts for visa in after.visas] == [True]


def test_what_a_new_version_costs_is_said_before_it_is_recorded(cell, qtbot):
    id = cell.submitted()
    cell.sign(cell.health, id)
    editor = editor_on(cell, qtbot, id)
    editor.signed.body.write("Quinze communes.")
    qtbot.waitUntil(lambda: "1\u00a0visa donné ne vaudra plus" in editor.cost.text())


def test_no_break_spaces_of_an_official_text_are_not_a_change(cell, qtbot):
    id = cell.submitted(type(FIRST)("Titre\u00a0: air", "«\u00a0Restez\u00a0» 3\u202f000 personnes\u00a0!"))
    editor = editor_on(cell, qtbot, id)
    editor.submit()
    assert "Le texte est le même" in editor.form.refusal


def test_what_was_half_typed_is_there_the_next_time_and_can_be_left(cell, qtbot):
    editor = editor_of(cell, qtbot)
    editor.beginnings.choose("line")
    editor.signed.title.write("Eau potable")
    editor.signed.frame["asked"].write("Buvez.")
    editor.aside.topic.setText("eau")
    place = f"{cell.space} message"
    qtbot.waitUntil(lambda: "Buvez" in cell.writer.reading.draft(place) and "eau" in cell.writer.reading.draft(place))
    again = editor_of(cell, qtbot)  # the first one never had the time to close
    qtbot.waitUntil(lambda: again.signed.title.text == "Eau potable")
    assert (again.beginnings.chosen, again.aside.topic.text()) == ("line", "eau")
    assert again.signed.frame["asked"].text == "Buvez."
    assert "Repris de ce que vous aviez tapé" in words(again)
    again.notices.start_again.click()
    assert (again.signed.title.text, again.beginnings.chosen, again.aside.topic.text()) == ("", "", "")
    qtbot.waitUntil(lambda: not cell.writer.reading.draft(place))


def test_a_recorded_message_leaves_no_draft(cell, qtbot):
    editor = editor_of(cell, qtbot)
    editor.beginnings.choose("line")
    editor.signed.title.write("Eau potable")
    editor.signed.body.write("Elle l’est.")
    recorded(cell, qtbot, editor)
    qtbot.waitUntil(lambda: not cell.writer.reading.draft(f"{cell.space} message"))


def test_a_version_half_typed_on_a_text_that_changed_since_overwrites_nothing(cell, qtbot):
    id = cell.submitted()
    editor = editor_on(cell, qtbot, id)
    editor.signed.body.write("Quinze communes.")
    qtbot.waitUntil(lambda: "Quinze" in cell.writer.reading.draft(f"{id} version"))
    editor.reject()
    cell.head.desk.do(Revise(id, SECOND))
    cell.spread(cell.head)
    again = editor_on(cell, qtbot, id)
    qtbot.waitUntil(lambda: again.signed.body.text == "Quinze communes.")
    assert "à départager" in words(again)
    assert len(recorded(cell, qtbot, again).heads) == 2


def test_a_version_that_arrives_while_one_writes_is_said_before_anything_is_recorded(cell, qtbot):
    id = cell.submitted()
    editor = editor_on(cell, qtbot, id)
    editor.signed.body.write("Quinze communes.")
    cell.head.desk.do(Revise(id, SECOND))
    cell.spread(cell.head)
    qtbot.waitUntil(lambda: "Corps : « douze » devient « treize »" in words(editor.notices))
    assert editor.signed.body.text == "Quinze communes."
    assert len(recorded(cell, qtbot, editor).heads) == 2


def test_one_may_leave_his_words_for_the_version_that_arrived(cell, qtbot):
    id = cell.submitted()
    editor = editor_on(cell, qtbot, id)
    editor.signed.body.write("Quinze communes.")
    cell.head.desk.do(Revise(id, SECOND))
    cell.spread(cell.head)
    qtbot.waitUntil(lambda: "treize" in words(editor.notices))
    editor.notices.take.click()
    assert editor.signed.body.text == SECOND.body
    editor.signed.body.write("Quatorze communes.")
    assert len(recorded(cell, qtbot, editor).heads) == 1


def test_a_field_changed_by_another_meanwhile_is_not_overwritten(cell, qtbot):
    id = cell.submitted()
    editor = editor_on(cell, qtbot, id)
    cell.head.desk.do(Describe(id, {"spokesperson": "préfète"}))
    cell.spread(cell.head)
    editor.aside.not_to_say.write("« sans danger »")
    after = recorded(cell, qtbot, editor)
    assert (after.aside.spokesperson, after.aside.not_to_say) == ("préfète", "« sans danger »")


def test_a_template_fills_an_empty_editor_and_asks_before_it_takes_the_place_of_words(cell, qtbot):
    first, other = templates()[0], templates()[-1]
    editor = editor_of(cell, qtbot)
    editor._template_wanted(first)
    assert (editor.beginnings.chosen, editor.signed.title.text) == (first.kind, first.text.title)
    editor.signed.title.write("Mes mots")
    editor._template_wanted(other)
    assert editor.signed.title.text == "Mes mots"
    editor.notices.leave.click()
    assert editor.signed.title.text == "Mes mots"
    editor._template_wanted(other)
    editor.notices.replace.click()
    assert editor.signed.title.text == other.text.title
    editor.signed.title.undo()
    assert editor.signed.title.text == "Mes mots"


def test_a_file_dropped_in_the_window_adds_its_words_after_those_written(cell, qtbot, tmp_path):
    editor = editor_of(cell, qtbot)
    editor.signed.body.write("Déjà écrit.")
    (tmp_path / "texte.docx").write_bytes(docx(p("Restez à l’abri.") + "<w:p><w:del><w:r/></w:del></w:p>"))
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "texte.docx"))])
    none, left = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
    editor.dropEvent(QDropEvent(QPointF(1, 1), Qt.DropAction.CopyAction, data, left, none))
    qtbot.waitUntil(lambda: editor.signed.body.text == "Déjà écrit.\n\nRestez à l’abri.")
    assert "« texte.docx » importé dans le corps" in words(editor.notices)
    assert "Suppressions suivies laissées de côté." in words(editor.notices)


def test_a_file_that_is_refused_loses_nothing(cell, qtbot, tmp_path):
    editor = editor_of(cell, qtbot)
    editor.signed.body.write("Déjà écrit.")
    (tmp_path / "piege.docx").write_bytes(b"PK\x03\x04tronque")
    editor.beginnings.take([tmp_path / "piege.docx"])
    qtbot.waitUntil(lambda: "Refusé : Ce fichier est tronqué" in words(editor.notices))
    assert editor.signed.body.text == "Déjà écrit."


def test_a_long_text_keeps_its_paragraphs_and_its_spelling_is_checked(cell, qtbot):
    editor = editor_of(cell, qtbot)
    editor.beginnings.choose("release")
    editor.signed.title.write("Titre")
    editor.signed.body.write(LONG.replace("fenêtres", "fenètres", 1))
    qtbot.waitUntil(lambda: [mark.words for mark in editor.signed.body.marks] == ["fenètres"])
    message = recorded(cell, qtbot, editor)
    assert message.current.text.body.count("\n\n") == 149


def test_control_enter_records_from_any_field(cell, qtbot):
    editor = editor_of(cell, qtbot)
    editor.beginnings.choose("line")
    editor.signed.title.write("Eau potable")
    editor.signed.body.write("Elle l’est.")
    qtbot.keyClick(editor.signed.body, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: bool(editor.written))


def test_every_field_can_be_named_by_a_screen_reader(cell, qtbot):
    editor = editor_of(cell, qtbot)
    assert all(field.accessibleName() for field in editor.signed.written)
    names = [field.accessibleName() for field in editor.signed.written]
    assert len(set(names)) == len(names)


def test_the_same_text_is_written_in_one_place(cell, qtbot):
    page, station = QWidget(), cell.station(cell.writer)
    qtbot.addWidget(page)
    first = MessageEditor(page, station, cell.space)
    first.begin()
    second = MessageEditor(page, station, cell.space)
    second.begin()
    assert (first.isVisible(), second.isVisible()) == (True, False)
