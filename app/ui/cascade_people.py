"""Whom a cascade calls, chosen in a form: who is on call, a list, a search or chosen contacts, each ticked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from PySide6.QtCore import QObject, QSize, Qt
from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem

from app.core.cascade import Cascade, Target
from app.core.cascade_commands import known_in
from app.core.errors import Refused
from app.core.registers.lists import DistributionList
from app.core.store.private_reading import PrivateRow
from app.core.store.reading import Reading
from app.core.store.rows import CrisisRow
from app.ui import arrangement, cascade_words, form, plain, theme, wording
from app.ui.form import Form
from app.ui.station import Station

DUTIES, LIST, SEARCH, CHOSEN = "duties", "list", "search", "chosen"
SOURCES = {
    DUTIES: "Qui est d’astreinte maintenant",
    LIST: "Une liste de diffusion",
    SEARCH: "Une recherche dans l’annuaire",
}
HEADS = ("Qui", "Fonction, organisme", "Numéros", "Suppléant")
NOBODY, ALL_THERE = "Personne n’est coché.", "Tous sont déjà dans la cascade."
ROW = 26


@dataclass(frozen=True, slots=True)
class Found:
    """Whom a source gives, and the private numbers (masked) of each contact (id)."""

    targets: Sequence[Target] = ()
    private: Mapping[str, Sequence[PrivateRow]] = field(default_factory=dict)


class CascadePeople(QObject):
    """Fields of a form. Everybody found is chosen but those who are unticked, and those who are in `before` already.
    `contacts` (ids): those chosen on the page before."""

    def __init__(
        self,
        fields: Form,
        station: Station,
        crisis: CrisisRow,
        contacts: Sequence[str] = (),
        before: Cascade | None = None,
        source: str = DUTIES,
    ):
        super().__init__(fields)
        self._form, self._station, self._crisis = fields, station, crisis
        self._contacts, self._before = tuple(contacts), before
        self._found = Found()
        self._asked: tuple[str, str] = ("", "")
        self._make(source)
        self._lay_out()
        self.source.currentIndexChanged.connect(self._ask)
        self.list.currentIndexChanged.connect(self._ask)
        self.found.itemChanged.connect(lambda *_: self._say())
        for line in (self.search, self.organisations):
            line.textChanged.connect(lambda *_: self._ask())
        station.background.read(partial(station.reading.lists, crisis.id), self._show_lists)
        self._ask()

    def _make(self, source: str) -> None:
        sources = {CHOSEN: "Les contacts choisis", **SOURCES} if self._contacts else SOURCES
        self.source = form.choice("Qui appeler", sources, CHOSEN if self._contacts else source)
        self.list = form.choice("Liste de diffusion", {}, nothing="Choisir la liste…")
        self.search = form.line("Mots", hint="préfecture normandie, cabinet…")
        self.organisations = form.line("Organismes", hint="tous, ou : Santé ; Intérieur")
        self.found = QTreeWidget()
        self.found.setHeaderLabels(list(HEADS))
        self.found.setRootIsDecorated(False)
        self.found.setAccessibleName("Personnes à appeler")
        self.said = plain.label("", "small", "text_secondary", wrap=True, name="Qui sera appelé")

    def _lay_out(self) -> None:
        self._form.add("source", "Qui appeler", self.source)
        self._form.add("list", "Liste de diffusion", self.list)
        self._form.add("search", "Mots (nom, fonction, service, organisme)", self.search)
        self._form.add("organisations", "Organismes", self.organisations, "Vide : toutes les astreintes.")
        self.found.setMinimumHeight(theme.size(ROW * 6))
        self._form.add("targets", "Décochez ceux qui ne sont pas à appeler", self.found)
        growing = self._form.box("targets").sizePolicy()
        growing.setVerticalStretch(1)
        self._form.box("targets").setSizePolicy(growing)
        self._form.add_plain(self.said)

    @property
    def chosen(self) -> tuple[Target, ...]:
        """Those who are ticked, in their order."""
        items = (self.found.topLevelItem(place) for place in range(self.found.topLevelItemCount()))
        ticked = [item is not None and item.checkState(0) == Qt.CheckState.Checked for item in items]
        return tuple(one for one, kept in zip(self._found.targets, ticked, strict=True) if kept)

    def _show_lists(self, lists: Sequence[DistributionList]) -> None:
        for one in lists:
            if one.used:
                self.list.addItem(one.name, one.id)

    def _ask(self) -> None:
        source = form.value(self.source)
        for name, shown_for in (("list", LIST), ("search", SEARCH), ("organisations", DUTIES)):
            self._form.show_field(name, source == shown_for)
        typed = {LIST: self.list, SEARCH: self.search, DUTIES: self.organisations}.get(source)
        self._asked = asked = (source, str(form.value(typed) or "") if typed is not None else "")
        work = partial(_found, self._station.reading, self._crisis.id, asked, self._contacts)
        self._station.background.read(work, partial(self._show, asked), self._refuse)

    def _refuse(self, error: Exception) -> None:
        if isinstance(error, Refused):
            self._show(self._asked, Found())
            self.said.setText(str(error))
        else:
            self._station.background.failed.emit(error)

    def _show(self, asked: tuple[str, str], found: Found) -> None:
        if asked != self._asked:
            return  # something was typed since: its own answer is on its way
        self._found = found
        self.found.blockSignals(True)
        self.found.clear()
        for one in found.targets:
            numbers = cascade_words.numbers(one, found.private.get(one.contact, ()))
            item = QTreeWidgetItem([one.name, cascade_words.who(one), numbers, one.deputy_name])
            if self._before is not None and (there := known_in(self._before, one)) is not None:
                item.setText(0, f"{one.name} (déjà dans la cascade, n°{wording.NBSP}{there.order})")
                item.setFlags(Qt.ItemFlag.NoItemFlags)
            else:
                item.setCheckState(0, Qt.CheckState.Checked)
            item.setSizeHint(len(HEADS) - 1, QSize(0, theme.size(ROW)))
            self.found.addTopLevelItem(item)
        self.found.blockSignals(False)
        arrangement.fit_columns(self.found)
        self._say()

    def _say(self) -> None:
        chosen, before = self.chosen, self._before
        said = cascade_words.people(chosen, self._found.private)
        if self._found.targets and not chosen:
            known = before is not None and all(known_in(before, one) for one in self._found.targets)
            said = ALL_THERE if known else NOBODY
        self.said.setText(said)


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
