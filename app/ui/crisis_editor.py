"""Correcting the description of a crisis. Its frame never changes."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from app.core import rhythm
from app.core.errors import Refused
from app.core.registers.crisis import FRAMES, NATURES, Crisis, EditCrisis
from app.ui import form, plain, theme
from app.ui.crisis_opening import protection, territory
from app.ui.form import FormDialog
from app.ui.organisation_field import OrganisationField
from app.ui.station import Station

HINT = "toutes les 4 heures à :00"


class EditCrisisDialog(FormDialog):
    """The fields as they are, to be corrected. Only those that were changed are written."""

    def __init__(self, parent: QWidget | None, station: Station, crisis: Crisis):
        super().__init__(parent, "Corriger la crise", "Corriger", station.background)
        self._station, self._crisis = station, crisis
        self.show_frame(crisis.frame)
        self.title = form.line("Intitulé", crisis.title)
        natures = {code: words[:1].upper() + words[1:] for code, words in NATURES.items()}
        self.nature = form.choice("Nature", natures, crisis.nature)
        self.lead = OrganisationField("Ministère pilote", (crisis.lead,))
        self.associated = OrganisationField("Organismes associés", crisis.associated, many=True)
        self.territory = form.line("Territoire", ", ".join(crisis.territory), hint="76, 76540, Rouen…")
        fixed = f"{crisis.code} · cadre {FRAMES[crisis.frame]} : l’un et l’autre ne changent plus."
        self.form.add_plain(plain.label(fixed, "small", "text_secondary", wrap=True))
        self.form.add("title", "Intitulé", self.title)
        self.form.add("nature", "Nature", self.nature)
        self.form.add("lead organisation", "Ministère pilote", self.lead)
        hint = "Leurs visas seront demandés aux messages soumis désormais. Séparés par des virgules."
        self.form.add("associated", "Organismes associés", self.associated, hint)
        hint = "Codes INSEE ou noms de communes et de départements, séparés par des virgules."
        self.form.add("territory", "Territoire", self.territory, hint)
        self.marking, self.tlp = protection(self.form, crisis.marking, crisis.tlp)
        self.rhythm = form.line("Rythme des points de situation", rhythm.words_of(crisis.rhythm), hint=HINT)
        said = "Rappelé et préparé à ces heures par chaque poste ouvert. Vide : aucun rythme."
        self.form.add("rhythm", "Rythme des points de situation", self.rhythm, said)
        self.put_form()
        self.resize(theme.size(560), theme.size(640))
        self.title.setFocus()

    def submit(self) -> None:
        try:
            fields = self.typed()
        except Refused as error:
            self.form.refuse(error)
            return
        self.run(partial(_edit, self._station, self._crisis, fields, form.value(self.territory)))

    def typed(self) -> Mapping[str, Any]:
        """What is in the fields but the territory, which is looked up off the window's thread."""
        return {
            "title": form.value(self.title),
            "nature": form.value(self.nature),
            "lead": self.lead.code("lead"),
            "associated": self.associated.codes("associated"),
            "marking": form.value(self.marking),
            "tlp": form.value(self.tlp),
            "rhythm": self._rhythm(),
        }

    def _rhythm(self) -> str:
        """As it was kept unless it was changed: what another version wrote is not lost for being shown here."""
        typed = form.value(self.rhythm)
        return self._crisis.rhythm if typed == rhythm.words_of(self._crisis.rhythm) else rhythm.kept(typed)


def _edit(station: Station, crisis: Crisis, typed: Mapping[str, Any], places: str) -> object:
    """Write what differs from what the person had before him."""
    wanted = {**typed, "territory": territory(places)}
    fields = {name: value for name, value in wanted.items() if value != getattr(crisis, name)}
    seen = {name: crisis.fields[name].seen for name in fields if name in crisis.fields}
    return station.desk.do(EditCrisis(crisis.id, fields, seen))
