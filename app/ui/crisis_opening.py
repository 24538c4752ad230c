"""Opening a crisis: its frame is chosen now, by a person, and never changes."""

from functools import cache, partial

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from app.core.entries import TLP
from app.core.errors import Refused
from app.core.places import Places, departements
from app.core.registers.crisis import FRAMES, NATURES, OpenCrisis
from app.core.search_text import folded
from app.ui import form, theme
from app.ui.choices import Choices
from app.ui.form import Form, FormDialog
from app.ui.organisation_field import OrganisationField
from app.ui.station import Station

NO_NATURE = "Choisir la nature…"
SAID = {
    "real": "RÉEL : une crise qui a lieu",
    "exercise": "EXERCICE : aucune information n’est réelle",
    "test": "ESSAI : pour vérifier le matériel",
}


class OpenCrisisDialog(FormDialog):
    """`opened` is the space of the crisis once it is open. Whoever opens it is its first CCOM."""

    def __init__(self, parent: QWidget | None, station: Station):
        super().__init__(parent, "Ouvrir une crise", "Ouvrir la crise", station.background)
        self._station = station
        self.opened = ""
        self.title = form.line("Intitulé", hint="Incendie Lubrizol — Rouen")
        self.frame = Choices({code: SAID.get(code, words) for code, words in FRAMES.items()})
        natures = {code: words[:1].upper() + words[1:] for code, words in NATURES.items()}
        self.nature = form.choice("Nature", natures, nothing=NO_NATURE)
        self.lead = OrganisationField("Ministère pilote")
        self.associated = OrganisationField("Organismes associés", many=True)
        self.territory = form.line("Territoire", hint="76, 76540, Rouen…")
        self.form.add("title", "Intitulé", self.title)
        self.form.add("frame", "Cadre", self.frame, "Il est affiché partout et ne change plus.")
        self.form.add("nature", "Nature", self.nature)
        self.form.add("lead organisation", "Ministère pilote", self.lead)
        hint = "Chacun donnera son visa à tous les messages. Séparés par des virgules."
        self.form.add("associated", "Organismes associés", self.associated, hint)
        hint = "Codes INSEE ou noms de communes et de départements, séparés par des virgules."
        self.form.add("territory", "Territoire", self.territory, hint)
        self.marking, self.tlp = protection(self.form)
        self.put_form()
        self.resize(theme.size(560), theme.size(720))
        self.title.setFocus()

    def submit(self) -> None:
        try:
            lead = self.lead.code("lead")
            if not lead:
                raise Refused("désignez le ministère pilote.", "lead")
            associated = self.associated.codes("associated")
        except Refused as error:
            self.form.refuse(error)
            return
        words = form.value(self.territory)
        command = partial(OpenCrisis, form.value(self.title), self.frame.chosen, form.value(self.nature), lead)
        command = partial(command, marking=form.value(self.marking), tlp=form.value(self.tlp))
        self.run(partial(_open, self._station, command, words, associated))

    def done_with(self, outcome: object) -> None:
        self.opened = str(getattr(outcome, "id", ""))
        self.accept()


def protection(fields: Form, marking: str = "", tlp: str = "") -> tuple[QLineEdit, QComboBox]:
    """The mention and the TLP that the entries of a crisis carry unless they say otherwise."""
    shown = form.line("Mention par défaut", marking, hint="Diffusion restreinte")
    light = form.choice("TLP par défaut", {code: words or "Sans TLP" for code, words in TLP.items()}, tlp)
    hint = "Portée par chaque entrée, sauf si elle en dit une autre. SECRET et TRÈS SECRET ne sont pas acceptés."
    fields.add("marking", "Mention par défaut", shown, hint)
    fields.add("tlp", "TLP par défaut", light)
    return shown, light


def territory(words: str) -> tuple[str, ...]:
    """The INSEE codes of the communes and départements typed. Refuses words that name none, or several communes."""
    return tuple(dict.fromkeys(_code(part.strip()) for part in words.split(",") if part.strip()))


def _code(words: str) -> str:
    places = _places()
    if places.name(words.upper()) is not None:
        return words.upper()
    for code, one in departements().items():
        if folded(one.name) == folded(words):
            return code
    named = places.named(words)
    if not named:
        raise Refused(f"« {words} » n’est ni un code INSEE, ni une commune, ni un département.", "territory")
    if len(named) > 1:
        near = ", ".join(f"{one.name} ({one.code})" for one in named[:5])
        raise Refused(f"Plusieurs communes s’appellent « {words} » : écrivez le code de l’une. {near}.", "territory")
    return named[0].code


@cache
def _places() -> Places:
    return Places()


def _open(station: Station, command: "partial[OpenCrisis]", words: str, associated: tuple[str, ...]) -> object:
    return station.desk.do(command(territory=territory(words), associated=associated))
