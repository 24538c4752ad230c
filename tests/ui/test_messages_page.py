"""The messages page: what is on the screen is what a visa signs."""

from app.core.registers.messages import Revise, Submit
from app.core.texts import Text
from app.ui.message_editor import MessageEditor
from app.ui.messages_page import MessagesPage
from app.ui.visa_dialog import VisaDialog
from tests.ui.by_name import button, words
from tests.ui.cell import FIRST, SECOND


def page_of(cell, workstation, qtbot):
    page = MessagesPage(cell.station(workstation))
    qtbot.addWidget(page)
    page.resize(1256, 686)
    page.show_crisis(cell.crisis(workstation))
    page.show()
    return page


def test_a_message_received_appears_by_itself(cell, qtbot):
    page = page_of(cell, cell.head, qtbot)
    message = cell.submitted()
    qtbot.waitUntil(lambda: page.cards.current_id == message)
    qtbot.waitUntil(lambda: page.text.version is not None)
    assert page.text.version == cell.head.reading.message(message).current


def test_what_is_missing_is_said_before_the_circuit(cell, qtbot):
    message = cell.submitted(Text("Restez à l’abri", "Numéro : [numéro d’information]"))
    page = page_of(cell, cell.head, qtbot)
    qtbot.waitUntil(lambda: page.text.version is not None)
    missing = cell.head.reading.message(message).missing
    assert all(one in words(page.panel) for one in missing)


def test_the_visa_signs_the_version_on_the_screen_even_if_another_came_meanwhile(cell, qtbot):
    message = cell.submitted()
    page = page_of(cell, cell.health, qtbot)
    qtbot.waitUntil(lambda: page.text.version is not None)
    read = page.text.version
    dialog = VisaDialog(page, page._station, cell.health.reading.message(message), read)
    qtbot.addWidget(dialog)
    cell.writer.desk.do(Revise(message, SECOND))
    cell.spread(cell.writer)
    dialog.decision.choose("favourable")
    dialog.submit()
    qtbot.waitUntil(lambda: bool(dialog.form.refusal))
    assert "n'est plus la version en cours" in dialog.form.refusal
    assert cell.health.reading.message(message).visas == ()


def test_the_words_changed_since_my_visa_are_shown(cell, qtbot):
    message = cell.submitted()
    cell.sign(cell.health, message)
    cell.writer.desk.do(Revise(message, SECOND))
    cell.writer.desk.do(Submit(message))
    cell.spread(cell.writer)
    page = page_of(cell, cell.health, qtbot)
    qtbot.waitUntil(lambda: page.text.isVisible() and "douze" in body(page))
    assert "douze treize" in body(page)
    page.text.show_alone()
    assert "douze" not in body(page)


def body(page):
    return next((view.toPlainText() for view in page.text.parts.views() if view.accessibleName() == "Corps"), "")


def test_what_cannot_be_done_stays_visible_with_its_reason(cell, qtbot):
    cell.submitted()
    page = page_of(cell, cell.writer, qtbot)
    qtbot.waitUntil(lambda: page.text.version is not None)
    assert not page.panel.bar.button("sign").isEnabled()
    assert not page.panel.bar.button("submit").isEnabled()
    assert page.panel.bar.button("sign").isVisible()
    assert "Soumettre au visa : cette version est déjà en visa." in words(page.panel.bar)
    assert "le rôle RED ne le permet pas" in words(page.panel.bar)


def test_two_versions_written_apart_stand_side_by_side_until_one_is_kept(cell, qtbot):
    message = cell.submitted()
    cell.head.desk.do(Revise(message, SECOND))
    cell.writer.desk.do(Revise(message, Text("Restez chez vous", FIRST.body)))
    cell.spread(cell.writer)
    page = page_of(cell, cell.head, qtbot)
    qtbot.waitUntil(lambda: page.heads.isVisible())
    heads = cell.head.reading.message(message).heads
    assert len(heads) == 2
    keep = heads[1]
    button(page.heads, f"Garder B, {keep.label}").click()
    qtbot.waitUntil(lambda: page.text.isVisible())
    left = cell.head.reading.message(message)
    assert [head.hash for head in left.heads] == [keep.hash]
    assert left.state == "draft"


def test_a_new_message_is_on_the_screen_once_written(cell, qtbot):
    page = page_of(cell, cell.writer, qtbot)
    editor = MessageEditor(page, page._station, cell.space)
    qtbot.addWidget(editor)
    editor.kind.setCurrentIndex(editor.kind.findData("line"))
    editor.title.setText("Eau potable")
    editor.body.setPlainText("L’eau du robinet reste potable.")
    editor.submit()
    qtbot.waitUntil(lambda: bool(editor.written))
    page.show_record(editor.written)
    qtbot.waitUntil(lambda: page.text.version is not None and page.text.version.text.title == "Eau potable")
    assert page.cards.current_id == editor.written


def test_a_refusal_is_said_beside_the_acts(cell, qtbot):
    message = cell.submitted()
    page = page_of(cell, cell.head, qtbot)
    qtbot.waitUntil(lambda: page.text.version is not None)
    page._do(Submit(message))
    qtbot.waitUntil(lambda: "Refusé" in words(page))


def test_the_list_names_the_message_its_version_and_its_state(cell, qtbot):
    cell.submitted()
    page = page_of(cell, cell.health, qtbot)
    qtbot.waitUntil(lambda: bool(page.cards.current_id))
    spoken = page.cards.model().index(1, 0).data()
    assert spoken.startswith("EDL-SIG2-001 v1, en visa, Restez à l’abri")
    assert "Votre visa est attendu" in spoken
