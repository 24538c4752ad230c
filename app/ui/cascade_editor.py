"""Writing a cascade: its title, what is said to each, and whom it calls, chosen before they are called."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem, QWidget

from app.core.cascade import Target
from app.core.cascade_commands import WriteCascade
from app.core.errors import Refused
from app.core.registers.lists import DistributionList
from app.core.store.private_reading import PrivateRow
from app.core.store.reading import Reading
from app.core.store.rows import CrisisRow
from app.ui import arrangement, cascade_words, form, plain, screen, theme
from app.ui.form import FormDialog
from app.ui.station import Station

DUTIES, LIST, SEARCH, CHOSEN = "duties", "list", "search", "chosen"
SOURCES = {
    DUTIES: "Qui est d’astreinte maintenant",
    LIST: "Une liste de diffusion",
    SEARCH: "Une recherche dans l’annuaire",
}
HEADS = ("Qui", "Fonction, organisme", "Numéros", "Suppléant")
ROW, WIDTH, HEIGHT = 26, 780, 720


@dataclass(frozen=True, slots=True)
class Found:
    """Whom a source gives, and the private numbers (masked) of each contact (id)."""

    targets: Sequence[Target] = ()
    private: Mapping[str, Sequence[PrivateRow]] = field(default_factory=dict)


class CascadeEditor(FormDialog):
    """Everybody found is called but those who are unticked. `contacts` (ids): those chosen on the page before."""

    def __init__(self, parent: QWidget | None, station: Station, crisis: CrisisRow, contacts: Sequence[str] = ()):
        super().__init__(parent, "Nouvelle cascade d’appel", "Écrire la cascade", station.background)
        self._station, self._crisis, self._contacts = station, crisis, tuple(contacts)
        self._found = Found()
        self._asked: tuple[str, str] = ("", "")
        self.written = ""  # the id of the cascade, once it is written
        self.show_frame(crisis.frame)
        sources = {CHOSEN: "Les contacts choisis", **SOURCES} if contacts else SOURCES
        self.title = form.line("Intitulé", hint="Alerte des cabinets")
        self.words = form.area("Ce qui est dit à chacun", "", 3)
        self.source = form.choice("Qui appeler", sources, CHOSEN if contacts else DUTIES)
        self.list = form.choice("Liste de diffusion", {}, nothing="Choisir la liste…")
        self.search = form.line("Mots", hint="préfecture normandie, cabinet…")
        self.organisations = form.line("Organismes", hint="tous, ou : Santé ; Intérieur")
        self.found = QTreeWidget()
        self.found.setHeaderLabels(list(HEADS))
        self.found.setRootIsDecorated(False)
        self.found.setAccessibleName("Personnes à appeler")
        self.said = plain.label("", "small", "text_secondary", wrap=True, name="Qui sera appelé")
        self._lay_out()
        self.source.currentIndexChanged.connect(self._ask)
        self.list.currentIndexChanged.connect(self._ask)
        self.found.itemChanged.connect(lambda *_: self._say())
        for line in (self.search, self.organisations):
            line.textChanged.connect(lambda *_: self._ask())
        self._background.read(partial(station.reading.lists, crisis.id), self._show_lists)
        self._ask()

    def _lay_out(self) -> None:
        self.form.add("title name", "Intitulé", self.title)
        self.form.add("words", "Ce qui est dit à chacun", self.words, "Imprimé en tête de la feuille.")
        self.form.add("source", "Qui appeler", self.source)
        self.form.add("list", "Liste de diffusion", self.list)
        self.form.add("search", "Mots (nom, fonction, service, organisme)", self.search)
        self.form.add("organisations", "Organismes", self.organisations, "Vide : toutes les astreintes.")
        self.found.setMinimumHeight(theme.size(ROW * 6))
        self.form.add("targets", "Décochez ceux qui ne sont pas à appeler", self.found)
        self.form.add_plain(self.said)
        self.put_form()
        screen.give_size(self, WIDTH, HEIGHT)

    @property
    def chosen(self) -> tuple[Target, ...]:
        """Those who are ticked, in their order."""
        items = (self.found.topLevelItem(place) for place in range(self.found.topLevelItemCount()))
        ticked = [item is not None and item.checkState(0) == Qt.CheckState.Checked for item in items]
        return tuple(one for one, kept in zip(self._found.targets, ticked, strict=True) if kept)

    def submit(self) -> None:
        command = WriteCascade(self._crisis.id, form.value(self.title), form.value(self.words), self.chosen)
        self.run(partial(self._station.desk.do, command))

    def done_with(self, outcome: object) -> None:
        self.written = getattr(outcome, "id", "")
        super().done_with(outcome)

    def _show_lists(self, lists: Sequence[DistributionList]) -> None:
        for one in lists:
            if one.used:
                self.list.addItem(one.name, one.id)

    def _ask(self) -> None:
        source = form.value(self.source)
        for name, shown_for in (("list", LIST), ("search", SEARCH), ("organisations", DUTIES)):
            self.form.show_field(name, source == shown_for)
        typed = {LIST: self.list, SEARCH: self.search, DUTIES: self.organisations}.get(source)
        self._asked = asked = (source, str(form.value(typed) or "") if typed is not None else "")
        work = partial(_found, self._station.reading, self._crisis.id, asked, self._contacts)
        self._background.read(work, partial(self._show, asked), self._refuse)

    def _refuse(self, error: Exception) -> None:
        if isinstance(error, Refused):
            self._show(self._asked, Found())
            self.said.setText(str(error))
        else:
            self._background.failed.emit(error)

    def _show(self, asked: tuple[str, str], found: Found) -> None:
        if asked != self._asked:
            return  # something was typed since: its own answer is on its way
        self._found = found
        self.found.blockSignals(True)
        self.found.clear()
        for one in found.targets:
            numbers = cascade_words.numbers(one, found.private.get(one.contact, ()))
            item = QTreeWidgetItem([one.name, cascade_words.who(one), numbers, one.deputy_name])
            item.setCheckState(0, Qt.CheckState.Checked)
            item.setSizeHint(len(HEADS) - 1, QSize(0, theme.size(ROW)))
            self.found.addTopLevelItem(item)
        self.found.blockSignals(False)
        arrangement.fit_columns(self.found)
        self._say()

    def _say(self) -> None:
        self.said.setText(cascade_words.people(self.chosen, self._found.private))


def _found(reading: Reading, crisis: str, asked: tuple[str, str], contacts: Sequence[str]) -> Found:
    """Whom that source gives now. Not on the window's thread."""
    targets = _targets(reading, crisis, asked, contacts)
    return Found(targets, reading.private_numbers([one.contact for one in targets if one.contact]))


def _targets(reading: Reading, crisis: str, asked: tuple[str, str], contacts: Sequence[str]) -> list[Target]:
    source, words = asked
    match source:
        case "chosen":
            return reading.targets_of(contacts)
        case "list":
            return reading.targets_of_list(words) if words else []
        case "search":
            return reading.targets_found(words, crisis)
    named = tuple(filter(None, (one.strip() for one in words.split(";"))))
    return reading.targets_on_call(crisis, reading.server_time().now, named)
