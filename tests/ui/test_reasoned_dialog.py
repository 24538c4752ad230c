"""Acts that are signed with a reason."""

import pytest

from app.core.message_commands import Abandon, Arbitrate, Proofread, Reexamine, Return, Withdraw
from app.ui.message_acts import ABANDON, KEEP, PROOFREAD, REEXAMINE, RETURN, WITHDRAW
from app.ui.reasoned_dialog import KINDS, ReasonedDialog
from tests.ui.by_name import words

WANTED = {
    RETURN: Return,
    WITHDRAW: Withdraw,
    ABANDON: Abandon,
    REEXAMINE: Reexamine,
    PROOFREAD: Proofread,
    KEEP: Arbitrate,
}


def dialog_of(cell, kind, message, qtbot):
    read = cell.head.reading.message(message)
    dialog = ReasonedDialog(None, cell.station(cell.head), kind, read, read.current)
    qtbot.addWidget(dialog)
    return dialog


def test_a_message_is_taken_back_with_its_reason_only(cell, qtbot):
    message = cell.submitted()
    dialog = dialog_of(cell, WITHDRAW, message, qtbot)
    dialog.submit()
    qtbot.waitUntil(lambda: bool(dialog.form.refusal))
    dialog.reason.setPlainText("Remplacé par EDL-SIG2-002.")
    with qtbot.waitSignal(dialog.accepted):
        dialog.submit()
    read = cell.head.reading.message(message)
    assert (read.state, read.withdrawn_reason) == ("withdrawn", "Remplacé par EDL-SIG2-002.")


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_each_says_what_it_entails_before_it_is_signed(cell, qtbot, kind):
    dialog = dialog_of(cell, kind, cell.submitted(), qtbot)
    assert KINDS[kind].entails in words(dialog)
    message = cell.head.reading.message(cell.submitted())
    assert type(KINDS[kind].command(message, message.current, "motif")) is WANTED[kind]


def test_a_return_goes_back_to_the_writer_with_its_reason(cell, qtbot):
    message = cell.submitted()
    dialog = dialog_of(cell, RETURN, message, qtbot)
    dialog.reason.setPlainText("Citer la source.")
    with qtbot.waitSignal(dialog.accepted):
        dialog.submit()
    assert cell.head.reading.message(message).returned_by[1] == "Citer la source."


def test_a_proofreading_without_a_remark_says_that_nothing_is_to_be_changed(cell, qtbot):
    message = cell.submitted()
    dialog = dialog_of(cell, PROOFREAD, message, qtbot)
    with qtbot.waitSignal(dialog.accepted):
        dialog.submit()
    assert [one.remark for one in cell.head.reading.message(message).remarks] == [""]
