"""What is asked before an act on a message is done: one dialog for each."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtWidgets import QWidget

from app.core.circuits import Circuit
from app.core.message import Message
from app.core.store.rows import CrisisRow
from app.core.texts import Version
from app.ui import message_acts, message_band
from app.ui.dispatch_dialog import DispatchDialog
from app.ui.embargo_dialog import EmbargoDialog, LiftDialog, OverDialog
from app.ui.form import FormDialog
from app.ui.message_editor import MessageEditor
from app.ui.opened_message import Opened
from app.ui.phone_visa_dialog import PhoneVisaDialog
from app.ui.reasoned_dialog import KINDS, ReasonedDialog
from app.ui.station import Station
from app.ui.submit_dialog import SubmitDialog, warnings
from app.ui.visa_dialog import VisaDialog

EMBARGOES: Mapping[str, Callable[[QWidget, Station, CrisisRow, Message], FormDialog]] = {
    message_acts.EMBARGO: EmbargoDialog,
    message_acts.LIFT: LiftDialog,
    message_acts.OVER: OverDialog,
}


def dialog_for(kind: str, parent: QWidget, station: Station, crisis: CrisisRow, opened: Opened) -> FormDialog | None:
    """The dialog of that act on the version that is on the screen, under the frame of its crisis; None for an act that
    asks nothing."""
    if kind in (message_acts.DISPATCH, message_acts.COPY):
        return DispatchDialog(parent, station, crisis, opened.message, opened.version)
    dialog = _dialog(kind, parent, station, crisis, opened)
    if dialog is not None:
        dialog.show_frame(crisis.frame)
    return dialog


def _dialog(kind: str, parent: QWidget, station: Station, crisis: CrisisRow, opened: Opened) -> FormDialog | None:
    message, version = opened.message, opened.version
    if kind == message_acts.REVISE:
        return MessageEditor(parent, station, crisis.id, message, version.text, message.fields["version"].seen)
    if kind == message_acts.SIGN:
        return VisaDialog(parent, station, crisis, opened)
    if kind == message_acts.PHONE:
        return PhoneVisaDialog(parent, station, opened)
    if kind == message_acts.SUBMIT:
        return SubmitDialog(parent, station, opened, opened.fitting)
    if kind == message_acts.URGENT:
        return SubmitDialog(parent, station, opened, [one for one in opened.fitting if one.urgent])
    if kind in EMBARGOES:
        return EMBARGOES[kind](parent, station, crisis, message)
    if kind in KINDS:
        reviews = message.situation.review if message.situation else ()
        shown = [message_band.review_band(one) for one in reviews] if kind == message_acts.REEXAMINE else []
        return ReasonedDialog(parent, station, kind, message, version, *shown)
    return None


def keep_dialog(parent: QWidget, station: Station, crisis: CrisisRow, opened: Opened, version: Version) -> FormDialog:
    """The choice of one version among those written apart."""
    dialog = ReasonedDialog(parent, station, message_acts.KEEP, opened.message, version)
    dialog.show_frame(crisis.frame)
    return dialog


def only_circuit(opened: Opened) -> Circuit | None:
    """The one circuit the version may take, when nothing has to be said before it is sent round it."""
    fitting: Sequence[Circuit] = opened.fitting
    return fitting[0] if len(fitting) == 1 and not fitting[0].urgent and not warnings(opened) else None
