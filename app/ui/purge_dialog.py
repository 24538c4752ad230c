"""Purging what is known of somebody, for ever and everywhere: said in plain words, and confirmed by typing the name."""

from functools import partial

from PySide6.QtWidgets import QWidget

from app.core.contact import Contact
from app.core.errors import Refused
from app.core.registers.erasures import Erase
from app.core.search_text import folded
from app.ui import controls, form, plain, theme
from app.ui.form import FormDialog
from app.ui.station import Station

FOR_EVER = "C’est pour toujours et partout : personne ne pourra le défaire, pas même un administrateur."
ENTAILS = (
    "La fiche, ses numéros, ses numéros privés et tout son historique sont effacés de ce poste, du serveur, et de "
    "chaque autre poste dès qu’il se synchronise : des tables, des recherches et des fichiers. Rien ne les ramène.\n"
    "Restent : qu’une fiche a été purgée, quand, par qui et pourquoi. Les messages, les impressions et les exports "
    "déjà sortis ne changent pas. Hors ligne, la purge se fait quand le serveur l’a reçue."
)


class PurgeDialog(FormDialog):
    """Nothing is written before the name was typed as it is read above."""

    def __init__(self, parent: QWidget | None, station: Station, contact: Contact):
        super().__init__(parent, f"Purger : {contact.name}", "Purger pour toujours", station.background)
        self._station, self._contact = station, contact
        plain.mark(self.act, "look", "danger")
        self.reason = form.line("Motif", hint="Date de purge atteinte, demande de la personne…")
        self.name = form.line("Nom", hint=contact.name)
        self.form.add_plain(controls.banner("error", "embargo", FOR_EVER))
        self.form.add_plain(plain.label(ENTAILS, wrap=True))
        hint = "Obligatoire. Il reste affiché : n’y nommez personne."
        self.form.add("reason", "Motif", self.reason, hint)
        self.form.add("name record", f"Pour confirmer, écrivez le nom : {contact.name}", self.name)
        self.put_form()
        self.act.setDefault(False)
        self.resize(theme.size(540), theme.size(520))
        self.reason.setFocus()

    def submit(self) -> None:
        reason, name = form.value(self.reason), str(form.value(self.name))
        if not reason:
            self.form.refuse(Refused("indiquez le motif.", "reason"))
        elif folded(name) != folded(self._contact.name):
            self.form.refuse(Refused(f"écrivez « {self._contact.name} » pour confirmer.", "name"))
        elif any(word in folded(reason).split() for word in self._names):
            self.form.refuse(Refused("le motif reste après la purge : n’y nommez personne.", "reason"))
        else:
            self.run(partial(self._station.desk.do, Erase(self._contact.id, reason)))

    @property
    def _names(self) -> set[str]:
        """The words of the name of somebody that the reason must not hold."""
        told = " ".join(map(self._contact.said, ("family_name", "given_name")))
        return {word for word in folded(told).split() if len(word) > 2}
