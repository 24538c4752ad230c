"""Writing a cascade: its title, what is said to each, and whom it calls; later, whom to add or take out."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QSizePolicy, QWidget

from app.core.cascade import Cascade, Target
from app.core.cascade_commands import EditCascade, WriteCascade, added, removed
from app.core.store.rows import CrisisRow
from app.ui import arrangement, cascade_words, form, plain, screen
from app.ui.cascade_people import SEARCH, CascadePeople
from app.ui.form import FormDialog
from app.ui.station import Station

WIDTH, HEIGHT = 780, 720
LEFT = "Les autres gardent leur numéro sur la feuille."


class CascadeEditor(FormDialog):
    """A new cascade of whoever is chosen. `contacts` (ids): those chosen on the page before."""

    def __init__(self, parent: QWidget | None, station: Station, crisis: CrisisRow, contacts: Sequence[str] = ()):
        super().__init__(parent, "Nouvelle cascade d’appel", "Écrire la cascade", station.background)
        self._station, self._crisis = station, crisis
        self.written = ""  # the id of the cascade, once it is written
        self.show_frame(crisis.frame)
        self.title = form.line("Intitulé", hint="Alerte des cabinets")
        self.words = form.area("Ce qui est dit à chacun", "", 3)
        self.form.add("title name", "Intitulé", self.title)
        self.form.add("words", "Ce qui est dit à chacun", self.words, "Imprimé en tête de la feuille.")
        self.form.box("words").setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.people = CascadePeople(self.form, station, crisis, contacts)
        self.put(arrangement.scroll(arrangement.panel(arrangement.column(self.form))))  # the list takes what is left
        screen.give_size(self, WIDTH, HEIGHT)

    def submit(self) -> None:
        title, words = form.value(self.title), form.value(self.words)
        command = WriteCascade(self._crisis.id, title, words, self.people.chosen)
        self.run(partial(self._station.desk.do, command))

    def done_with(self, outcome: object) -> None:
        self.written = getattr(outcome, "id", "")
        super().done_with(outcome)


class AddDialog(FormDialog):
    """More people for a cascade that is written: nobody's number on the sheet changes."""

    def __init__(
        self,
        parent: QWidget | None,
        station: Station,
        crisis: CrisisRow,
        cascade: Cascade,
        contacts: Sequence[str] = (),
    ):
        super().__init__(parent, f"Ajouter à {cascade.number}", "Ajouter", station.background)
        self._station, self._cascade = station, cascade
        self.show_frame(crisis.frame)
        self.people = CascadePeople(self.form, station, crisis, contacts, cascade, SEARCH)
        self.put(arrangement.scroll(arrangement.panel(arrangement.column(self.form))))  # the list takes what is left
        screen.give_size(self, WIDTH, HEIGHT)

    def submit(self) -> None:
        command = EditCascade(self._cascade.id, added(self._cascade, self.people.chosen))
        self.run(partial(self._station.desk.do, command))


class RemoveDialog(FormDialog):
    """One of them taken out, as long as he was not called."""

    def __init__(
        self, parent: QWidget | None, station: Station, crisis: CrisisRow, cascade: Cascade, target: Target
    ) -> None:
        super().__init__(parent, f"Retirer de {cascade.number}", "Retirer", station.background)
        self._station, self._cascade, self._target = station, cascade, target
        self.show_frame(crisis.frame)
        who = ", ".join(filter(None, (f"{target.order}. {target.name}", cascade_words.who(target))))
        for words, tone in ((who, "text"), (cascade.title, "text_secondary"), (LEFT, "text_secondary")):
            self.form.add_plain(plain.label(words, "body", tone, wrap=True))
        self.put_form()
        self.act.setFocus()
        screen.give_size(self, 460, 240)

    def submit(self) -> None:
        command = EditCascade(self._cascade.id, removed([self._target.key]))
        self.run(partial(self._station.desk.do, command))
