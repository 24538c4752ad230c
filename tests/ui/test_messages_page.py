"""The messages page: what is on the screen is what a visa signs."""

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication

from app.core.message_commands import Draft, Embargo, Revise, Submit
from app.core.texts import Text
from app.sync.state import ExchangeState
from app.ui.circuit_dialog import CircuitDialog
from app.ui.embargo_dialog import EmbargoDialog
from app.ui.message_editor import MessageEditor
from app.ui.messages_page import MessagesPage
from app.ui.reasoned_dialog import ReasonedDialog
from app.ui.submit_dialog import SubmitDialog
from app.ui.visa_dialog import VisaDialog
from tests.core.newsroom import meet
from tests.ui.by_name import button, words
from tests.ui.cell import FIRST, SECOND
from tests.ui.lines import NOW, at


def page_of(cell, workstation, qtbot):
    page = MessagesPage(cell.station(workstation))
    qtbot.addWidget(page)
    page.resize(1256, 686)
    page.show_crisis(cell.crisis(workstation))
    page.show()
    return page


def opened_on(cell, workstation, message, qtbot):
    page = page_of(cell, workstation, qtbot)
    page.show_record(message)
    qtbot.waitUntil(lambda: page._opened is not None and page._opened.message.id == message)
    return page


def body(page):
    return next((view.toPlainText() for view in page.text.parts.views() if view.accessibleName() == "Corps"), "")


def when_open(kind, act):
    """Does `act` once on the modal dialog of that kind, as soon as it is open."""
    timer = QTimer()

    def look():
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, kind):
            timer.stop()
            try:
                act(dialog)
            except BaseException:
                dialog.done(0)  # or nobody would ever close it
                raise

    timer.timeout.connect(look)
    timer.start(10)
    return timer


def test_a_message_received_appears_by_itself(cell, qtbot):
    page = page_of(cell, cell.head, qtbot)
    message = cell.submitted()
    qtbot.waitUntil(lambda: page.cards.current_id == message)
    qtbot.waitUntil(lambda: page.text.version is not None)
    assert page.text.version == cell.head.reading.message(message).current


def test_what_is_missing_is_said_before_the_circuit(cell, qtbot):
    message = cell.submitted(Text("Restez à l’abri", "Numéro : [numéro d’information]"))
    page = opened_on(cell, cell.head, message, qtbot)
    missing = cell.head.reading.message(message).missing
    qtbot.waitUntil(lambda: all(one in words(page.panel) for one in missing))


def test_the_words_changed_since_my_visa_are_shown_and_one_key_shows_the_text_alone(cell, qtbot):
    message = cell.submitted()
    cell.sign(cell.health, message)
    cell.do(cell.writer, Revise(message, SECOND))
    cell.do(cell.writer, Submit(message))
    page = opened_on(cell, cell.health, message, qtbot)
    qtbot.waitUntil(lambda: "douze treize" in body(page))
    page.text.toggle()
    assert "douze" not in body(page)
    page.text.toggle()
    qtbot.waitUntil(lambda: "douze treize" in body(page))


def test_a_version_that_arrives_while_one_reads_says_so_with_its_words_marked(cell, qtbot):
    message = cell.submitted()
    page = opened_on(cell, cell.head, message, qtbot)
    qtbot.waitUntil(lambda: body(page) == FIRST.body)
    cell.do(cell.writer, Revise(message, SECOND))
    qtbot.waitUntil(lambda: "a remplacé v1" in words(page))
    qtbot.waitUntil(lambda: "douze treize" in body(page))


def test_what_cannot_be_done_stays_visible_with_its_reason(cell, qtbot):
    message = cell.submitted()
    page = opened_on(cell, cell.writer, message, qtbot)
    qtbot.waitUntil(lambda: "dispatch" in page.panel.bar.keys)
    assert not page.panel.bar.button("dispatch").isEnabled()
    assert "Diffuser : il manque 3\u00a0choses, dites plus haut." in words(page.panel.bar)
    page.list_acts()
    refused = {one.words: one.note for one in page._sheet.list.goals if one.note}
    assert refused["Soumettre au visa…"].endswith("est déjà en visa.")
    assert refused["Viser…"].startswith("Aucune étape du circuit")


def test_two_versions_written_apart_stand_side_by_side_until_one_is_kept_with_a_reason(cell, qtbot):
    message = cell.apart()
    page = opened_on(cell, cell.head, message, qtbot)
    qtbot.waitUntil(lambda: page.heads.isVisible())
    keep = cell.head.reading.message(message).heads[1]

    def sign(dialog):
        dialog.reason.setPlainText("Compte confirmé par la préfecture.")
        dialog.submit()

    timer = when_open(ReasonedDialog, sign)
    button(page.heads, f"Garder B, {keep.label}").click()
    timer.stop()
    qtbot.waitUntil(lambda: page.text.isVisible())
    left = cell.head.reading.message(message)
    assert [head.hash for head in left.heads] == [keep.hash]
    assert left.state == "draft"


def test_a_text_with_nothing_to_be_warned_of_is_submitted_at_once(cell, qtbot):
    message = cell.do(cell.writer, Draft(cell.space, "line", FIRST)).id
    page = opened_on(cell, cell.writer, message, qtbot)
    qtbot.waitUntil(lambda: "submit" in page.panel.bar.keys)
    page.panel.bar.button("submit").click()
    qtbot.waitUntil(lambda: cell.writer.reading.message(message).state == "submitted")


def test_a_head_of_cell_is_asked_which_circuit(cell, qtbot):
    message = cell.do(cell.writer, Draft(cell.space, "line", FIRST)).id
    page = opened_on(cell, cell.head, message, qtbot)
    asked = []
    timer = when_open(SubmitDialog, lambda dialog: (asked.append(dialog.circuit.chosen), dialog.reject()))
    page.press("submit")
    timer.stop()
    assert asked == [""]


def test_the_visa_asked_for_is_that_of_the_version_on_the_screen(cell, qtbot):
    message = cell.submitted()
    page = opened_on(cell, cell.health, message, qtbot)
    signed = []
    timer = when_open(VisaDialog, lambda dialog: (signed.append(dialog.version), dialog.reject()))
    page.press("sign")
    timer.stop()
    assert signed == [page.text.version]


def test_an_act_that_asks_nothing_is_done_at_once(cell, qtbot):
    message = cell.submitted()
    page = opened_on(cell, cell.head, message, qtbot)
    page.press("read")
    qtbot.waitUntil(lambda: len(cell.head.reading.message(message).readers) == 1)


def test_a_refusal_is_said_beside_the_acts(cell, qtbot):
    message = cell.submitted()
    page = opened_on(cell, cell.head, message, qtbot)
    page._do(Submit(message))
    qtbot.waitUntil(lambda: "Refusé" in words(page))


def test_offline_the_state_says_since_when_it_is_known(cell, qtbot):
    message = cell.cleared()
    meet(cell.head)
    page = opened_on(cell, cell.head, message, qtbot)
    qtbot.waitUntil(lambda: "Validé : bon à diffuser" in words(page.panel))
    page._station.background.exchange.emit(ExchangeState(False, NOW, NOW, 0))
    qtbot.waitUntil(lambda: "Validé, état connu à 03:15, hors ligne" in words(page.panel))
    assert "bon à diffuser" not in words(page.panel)


def test_an_embargo_is_counted_down_only_while_the_page_is_in_sight(cell, qtbot):
    message = cell.cleared()
    meet(cell.head)
    cell.do(cell.head, Embargo(message, at(24, 4, 0), "Europe/Paris", "familles informées"))
    page = opened_on(cell, cell.head, message, qtbot)
    qtbot.waitUntil(lambda: page.panel.embargo.ticking)
    page.hide()
    assert not page.panel.embargo.ticking


def test_an_empty_crisis_says_how_to_begin(cell, qtbot):
    page = page_of(cell, cell.head, qtbot)
    assert "Ctrl+M" in words(page)


def test_a_new_message_is_on_the_screen_once_written(cell, qtbot):
    page = page_of(cell, cell.writer, qtbot)
    editor = MessageEditor(page, page._station, cell.space)
    qtbot.addWidget(editor)
    editor.beginnings.kind.setCurrentIndex(editor.beginnings.kind.findData("line"))
    editor.signed.title.write("Eau potable")
    editor.signed.body.write("L’eau du robinet reste potable.")
    editor.submit()
    qtbot.waitUntil(lambda: bool(editor.written))
    page.show_record(editor.written)
    qtbot.waitUntil(lambda: page.text.version is not None and page.text.version.text.title == "Eau potable")
    assert page.cards.current_id == editor.written


def test_the_list_names_the_message_its_version_and_its_state(cell, qtbot):
    cell.submitted()
    page = page_of(cell, cell.health, qtbot)
    qtbot.waitUntil(lambda: bool(page.cards.current_id))
    spoken = page.cards.model().index(1, 0).data()
    assert spoken.startswith("EDL-001 v1, en visa, Restez à l’abri")
    assert "Votre visa est attendu" in spoken


@pytest.mark.parametrize("key", [Qt.Key.Key_Down, Qt.Key.Key_End])
def test_the_list_is_walked_from_the_keyboard(cell, qtbot, key):
    first, second = cell.submitted(), cell.submitted(SECOND)
    page = opened_on(cell, cell.head, second, qtbot)
    page.cards.choose(page.cards.model().index(1, 0).data(Qt.ItemDataRole.UserRole).id)
    before = page.cards.current_id
    qtbot.keyClick(page.cards, key)
    qtbot.waitUntil(lambda: page.cards.current_id != before)
    assert {first, second} >= {page.cards.current_id}


def test_the_circuits_of_the_crisis_are_one_button_away(cell, qtbot):
    page = page_of(cell, cell.health, qtbot)
    seen = []

    def look(dialog):
        seen.append(dialog.windowTitle())
        dialog.reject()

    timer = when_open(CircuitDialog, look)
    page.circuits.click()
    timer.stop()
    assert seen == ["Circuits de visas"]


def test_an_embargo_is_asked_for_in_the_dialog_of_its_own(cell, qtbot):
    message = cell.submitted()
    page = opened_on(cell, cell.head, message, qtbot)

    def keep_back(dialog):
        dialog.kind.choose("event")
        dialog.reason.setText("familles informées")
        dialog.submit()

    timer = when_open(EmbargoDialog, keep_back)
    page.press("embargo")
    timer.stop()
    assert [one.reason for one in cell.head.reading.message(message).embargoes] == ["familles informées"]
