"""Taking a contact out of the lists, with a reason: it is kept, and can be put back."""

from functools import partial

from PySide6.QtWidgets import QWidget

from app.core.contact import Contact
from app.core.errors import Refused
from app.core.registers.directory import EditContact
from app.ui import form, plain, theme
from app.ui.form import FormDialog
from app.ui.station import Station

ENTAILS = (
    "La fiche ne paraît plus ni dans les listes, ni dans les recherches. Elle reste lisible avec « Retirés », avec son "
    "historique, et se remet dans l’annuaire. Pour effacer ce qu’elle dit d’une personne, c’est « Purger… »."
)


class RetireDialog(FormDialog):
    """Asks why."""

    def __init__(self, parent: QWidget | None, station: Station, contact: Contact):
        super().__init__(parent, f"Retirer de l’annuaire : {contact.name}", "Retirer", station.background)
        self._station, self._contact = station, contact
        self.reason = form.line("Motif", hint="Mutée le 1er septembre, numéro réattribué…")
        self.form.add_plain(plain.label(ENTAILS, wrap=True))
        self.form.add("retired", "Motif", self.reason, "Obligatoire : il reste affiché, à votre nom.")
        self.put_form()
        self.resize(theme.size(500), theme.size(300))
        self.reason.setFocus()

    def submit(self) -> None:
        reason = form.value(self.reason)
        if not reason:
            self.form.refuse(Refused("indiquez le motif.", "retired"))
            return
        self.run(partial(self._station.desk.do, EditContact(self._contact.id, {"retired": reason})))
