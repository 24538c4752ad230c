"""The imports there were: who brought what in and when, and each undone as a whole but for what was changed since."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem, QWidget

from app.core import importing
from app.core.changes import Changes
from app.core.errors import Refused
from app.core.registers.imports import FORMATS, Import
from app.core.store.import_reading import Left
from app.core.store.rows import CrisisRow
from app.ui import arrangement, contact_rules, controls, import_words, import_work, plain, theme
from app.ui.contact_past import ZONE
from app.ui.dialog import Dialog
from app.ui.frame_band import FrameBand
from app.ui.import_work import Progress
from app.ui.station import Station
from app.ui.wording import day_and_hour, number, person

ROW = 28
HEADS = ("Quand", "Fichier", "Format", "Par", "État")
NONE = "Aucun fichier n’a été importé ici."
UNDO, SURE = "Annuler cet import…", "Annuler l’import maintenant"


class ImportsDialog(Dialog):
    """What undoing would leave is shown first; the second press does it."""

    def __init__(self, parent: QWidget | None, station: Station, crisis: CrisisRow | None, role: str):
        super().__init__(parent)
        self.setWindowTitle("Imports passés")
        self._station = station
        self._space = crisis.id if crisis is not None and contact_rules.only_in_crisis(crisis) else ""
        self._why_not = contact_rules.why_not_add(role, crisis)
        self._imports: Sequence[Import] = ()
        self._sure = ""
        self._busy = False
        self._progress: Progress | None = None
        self.list = QTreeWidget()
        self.list.setHeaderLabels(list(HEADS))
        self.list.setRootIsDecorated(False)
        self.list.setAccessibleName("Imports passés")
        self.list.currentItemChanged.connect(lambda *_: self._show_chosen())
        self.said = plain.label("", wrap=True)
        self.undo = controls.button(UNDO, self._undo)
        acts = arrangement.row(self.undo, None, controls.button("Fermer", self.accept))
        band = FrameBand()
        band.show_frame(crisis.frame if crisis is not None else "")
        told = arrangement.scroll(arrangement.panel(arrangement.column(self.said, None)))
        told.setMaximumHeight(theme.size(150))
        title = plain.label("Imports passés", "page_title")
        inside = arrangement.column(title, self.list, told, spacing=8, margins=(20, 14, 20, 12))
        inside.setStretch(1, 1)
        foot = arrangement.panel(arrangement.column(acts, margins=(20, 9, 20, 10)), "window")
        self.setLayout(arrangement.column(band, arrangement.panel(inside), controls.rule("rule_strong"), foot))
        self.resize(theme.size(760), theme.size(480))
        station.background.changed.connect(self._changed)
        self._read()

    def _read(self) -> None:
        reading, space = self._station.reading, self._space
        self._station.background.read(lambda: reading.imports(space), self._show)

    def _changed(self, changes: Changes) -> None:
        if self._progress is None:
            self._read()

    def _show(self, found: Sequence[Import]) -> None:
        if list(found) == list(self._imports) and found:
            return
        current = self.list.currentItem()
        place = max(0, self.list.indexOfTopLevelItem(current)) if current is not None else 0
        self._imports = found
        self.list.clear()
        for one in found:
            item = QTreeWidgetItem(list(_words(one)))
            item.setSizeHint(len(HEADS) - 1, QSize(0, theme.size(ROW)))
            self.list.addTopLevelItem(item)
        if (kept := self.list.topLevelItem(min(place, len(found) - 1))) is not None:
            self.list.setCurrentItem(kept)
        arrangement.fit_columns(self.list)
        if not found:
            self._say(NONE)
            self.undo.setEnabled(False)

    def _chosen(self) -> Import | None:
        item = self.list.currentItem()
        place = self.list.indexOfTopLevelItem(item) if item is not None else -1
        return self._imports[place] if 0 <= place < len(self._imports) else None

    def _show_chosen(self) -> None:
        chosen = self._chosen()
        self._sure = ""
        self.undo.setText(UNDO)
        plain.mark(self.undo, "look", "")
        if chosen is None:
            return
        gone = "Cet import est annulé." if chosen.undone_at else ""
        self.undo.setEnabled(not self._why_not and not gone)
        self._say(
            gone or self._why_not or "L’annuler rend chaque contact à ce qu’il était, sauf ce qui a changé depuis."
        )

    def _undo(self) -> None:
        """First say what would stay, then do it."""
        chosen = self._chosen()
        if chosen is None or self._busy:
            return  # and the button stays as it is: disabled, it would give the keyboard to « Fermer »
        self._busy = True
        reading = self._station.reading
        if self._sure != chosen.id:
            work = partial(importing.undo_preview, reading, chosen.id)
            self._station.background.carry(work, partial(self._ask, chosen.id), self._refused)
            return
        progress = self._progress = Progress()
        progress.told.connect(lambda done: self._say(f"Annulation : {number(done, 'contact')}"))
        undo = partial(import_work.undo, self._station.desk, reading, chosen.id, progress)
        self._station.background.carry(undo, self._done, self._refused)

    def _ask(self, batch: str, outcome: tuple[int, list[Left]]) -> None:
        self._busy = False
        chosen = self._chosen()
        if chosen is None or chosen.id != batch:
            return
        self._sure = batch
        self.undo.setText(SURE)
        plain.mark(self.undo, "look", "danger")
        self._say(import_words.undoing(*outcome))

    def _done(self, outcome: tuple[int, list[Left]]) -> None:
        self._busy, self._progress = False, None
        self._read()
        self._station.background.read(lambda: None, lambda _: self._say(import_words.undone(*outcome)))

    def _refused(self, error: Exception) -> None:
        self._busy, self._progress = False, None
        if isinstance(error, Refused):
            self._say(f"Refusé : {error}")
        else:
            self._station.background.failed.emit(error)

    def _say(self, text: str) -> None:
        self.said.setText(text)
        self.said.setAccessibleName(text)


def _words(one: Import) -> tuple[str, ...]:
    state = f"annulé {day_and_hour(one.undone_at, ZONE)}" if one.undone_at else ""
    waiting = "en attente d’envoi" if one.rank is None else ""
    return (
        day_and_hour(one.at, ZONE),
        one.file,
        FORMATS.get(one.format, one.format),
        person(one.author),
        " · ".join(filter(None, (state, waiting))),
    )
