"""What is asked before an act on a message is done."""

import pytest
from PySide6.QtWidgets import QWidget

from app.core.message_commands import Draft, Submit
from app.core.texts import Text
from app.ui import message_acts
from app.ui.dispatch_dialog import DispatchDialog
from app.ui.embargo_dialog import EmbargoDialog, LiftDialog, OverDialog
from app.ui.frame_band import FrameBand
from app.ui.message_dialogs import dialog_for, keep_dialog, only_circuit
from app.ui.message_editor import MessageEditor
from app.ui.phone_visa_dialog import PhoneVisaDialog
from app.ui.reasoned_dialog import ReasonedDialog
from app.ui.submit_dialog import SubmitDialog
from app.ui.visa_dialog import VisaDialog

KINDS = {
    message_acts.REVISE: MessageEditor,
    message_acts.SIGN: VisaDialog,
    message_acts.PHONE: PhoneVisaDialog,
    message_acts.SUBMIT: SubmitDialog,
    message_acts.URGENT: SubmitDialog,
    message_acts.DISPATCH: DispatchDialog,
    message_acts.COPY: DispatchDialog,
    message_acts.EMBARGO: EmbargoDialog,
    message_acts.LIFT: LiftDialog,
    message_acts.OVER: OverDialog,
    message_acts.RETURN: ReasonedDialog,
    message_acts.WITHDRAW: ReasonedDialog,
    message_acts.ABANDON: ReasonedDialog,
    message_acts.PROOFREAD: ReasonedDialog,
    message_acts.REEXAMINE: ReasonedDialog,
}


@pytest.fixture
def page(qtbot):
    made = QWidget()
    qtbot.addWidget(made)
    return made


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_each_act_asks_under_the_frame_of_its_crisis(cell, page, kind):
    message = cell.submitted()
    dialog = dialog_for(kind, page, cell.station(cell.head), cell.crisis(cell.head), cell.opened(cell.head, message))
    assert type(dialog) is KINDS[kind]
    assert [band.accessibleName() for band in dialog.findChildren(FrameBand)] == ["Cadre : EXERCICE"]


def test_an_act_that_asks_nothing_has_no_dialog(cell, page):
    opened = cell.opened(cell.head, cell.submitted())
    assert dialog_for(message_acts.READ, page, cell.station(cell.head), cell.crisis(cell.head), opened) is None


def test_the_choice_between_two_versions_is_reasoned(cell, page):
    opened = cell.opened(cell.head, cell.apart())
    station, crisis = cell.station(cell.head), cell.crisis(cell.head)
    dialog = keep_dialog(page, station, crisis, opened, opened.message.heads[1])
    assert opened.message.heads[1].label in dialog.windowTitle()


def test_a_text_with_one_way_to_go_and_nothing_to_be_warned_of_is_submitted_at_once(cell):
    def drafted(words):
        return cell.do(cell.writer, Draft(cell.space, "line", Text("Eau", words))).id

    whole, holed = drafted("Elle est potable."), drafted("Appelez le [numéro].")
    assert only_circuit(cell.opened(cell.writer, whole)).id == "standard"
    assert only_circuit(cell.opened(cell.writer, holed)) is None
    assert only_circuit(cell.opened(cell.head, whole)) is None
    cell.do(cell.writer, Submit(whole))
    assert only_circuit(cell.opened(cell.writer, whole)) is None
