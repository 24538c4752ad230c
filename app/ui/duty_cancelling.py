"""Cancelling an on-call slot, with a word: it leaves the table, and stays readable."""

from functools import partial

from PySide6.QtWidgets import QWidget

from app.core.errors import Refused
from app.core.registers.duties import EditDuty
from app.ui import form, plain, screen
from app.ui.duty_opening import OpenedDuty
from app.ui.form import FormDialog
from app.ui.station import Station

ENTAILS = (
    "Elle ne paraît plus dans le tableau : là où personne d’autre n’est d’astreinte, une lacune est montrée. Elle "
    "reste lisible dans l’historique, et se rétablit. Ceux que cela regarde en ont un avis."
)


class CancelDutyDialog(FormDialog):
    """Asks why."""

    def __init__(self, parent: QWidget | None, station: Station, opened: OpenedDuty):
        super().__init__(parent, "Annuler cette astreinte", "Annuler l’astreinte", station.background)
        self._station, self._opened = station, opened
        self._cancel.setText("Ne rien changer")
        self._cancel.setAccessibleName("Ne rien changer")
        self.reason = form.line("Motif", hint="Malade, remplacée par…")
        self.form.add_plain(plain.label(opened.words, "strong", wrap=True))
        self.form.add_plain(plain.label(ENTAILS, wrap=True))
        self.form.add("remark", "Motif", self.reason, "Obligatoire : il est ajouté à la remarque, à votre nom.")
        self.put_form()
        screen.give_size(self, 500, 330)
        self.reason.setFocus()

    def submit(self) -> None:
        reason = form.value(self.reason)
        if not reason:
            self.form.refuse(Refused("indiquez le motif.", "remark"))
            return
        duty = self._opened.duty
        remark = "\n".join(filter(None, (duty.remark, f"Annulée : {reason}")))
        seen = {name: duty.fields[name].seen for name in ("cancelled", "remark") if name in duty.fields}
        command = EditDuty(duty.id, {"cancelled": True, "remark": remark}, seen)
        self.run(partial(self._station.desk.do, command))
