"""Linking an entry to another: which link, and the other entry, found by its number or by its words."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from app.core.entries import LINKS
from app.core.entry import Entry
from app.core.entry_commands import Link
from app.core.errors import Refused
from app.core.store.filtering import EntryFilter
from app.core.store.reading import Reading
from app.ui import detail_rows, form, plain, theme, wording
from app.ui.choices import Choices
from app.ui.form import FormDialog
from app.ui.station import Station

MOST = 20  # entries proposed
ROW = 26
MOVES = (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp)


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entry that may be meant."""

    id: str
    number: str
    subject: str
    at: int


def candidates(reading: Reading, space: str, typed: str) -> list[Candidate]:
    """The entries that `typed` may mean, the one it names first. Nothing typed: the latest. Runs off the window."""
    named = [one.id for one in reading.find(typed, "entry", space)] if typed.strip() else []
    keys = reading.entry_keys(EntryFilter(space, query=typed, order="recorded"), MOST)
    rows = [row for row in reading.entry_rows(keys) if row is not None]
    found = {row.id: Candidate(row.id, row.number, row.subject, row.occurred_at) for row in rows}
    for entry in reading.entries([id for id in named if id not in found]):
        found[entry.id] = Candidate(entry.id, entry.number, entry.subject, entry.occurred_at)
    return [found[id] for id in sorted(found, key=lambda id: id not in named)]


class LinkDialog(FormDialog):
    """No link is chosen in advance; the entries answer as one types."""

    def __init__(self, parent: QWidget | None, station: Station, entry: Entry, zone: str):
        super().__init__(parent, f"Lier {entry.number}", "Lier", station.background)
        self._station, self._entry, self._zone = station, entry, zone
        self._typed = ""
        self._known: Sequence[Candidate] = ()
        self.kind = Choices({kind: f"{words[:1].upper()}{words[1:]}" for kind, words in LINKS.items()})
        self.search = form.line("Autre entrée", hint="Son numéro, ou des mots de cette entrée")
        self.found = QListWidget()
        self.found.setAccessibleName("Entrées trouvées")
        self.found.setProperty("look", "completion")
        self.found.setFixedHeight(theme.size(5 * ROW))
        self.found.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.none = plain.label("", "small", "text_tertiary", wrap=True, name="Résultat de la recherche")
        self.note = form.line("Note")
        self.form.add_layout(detail_rows.line(entry.number, entry.subject))
        self.form.add("kind", "Cette entrée", self.kind)
        self.form.add("target entry", "Autre entrée", self.search)
        self.form.add_plain(self.found)
        self.form.add_plain(self.none)
        self.form.add("note", "Note (facultative)", self.note, "Ce sur quoi porte le lien : « nature des produits ».")
        self.put_form()
        self.resize(theme.size(540), theme.size(600))
        self.search.textEdited.connect(self._look)
        self.search.installEventFilter(self)
        self._look("")

    @property
    def chosen(self) -> Candidate | None:
        """The other entry, if one is selected."""
        place = self.found.currentRow()
        return self._known[place] if 0 <= place < len(self._known) and self.found.currentItem().isSelected() else None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up and Down go through the entries found while one types."""
        pressed = event.key() if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress else None
        if watched is self.search and pressed in MOVES and self._known:
            step = 1 if pressed in (Qt.Key.Key_Down, Qt.Key.Key_PageDown) else -1
            place = self.found.currentRow() + step if self.chosen else 0
            self.found.setCurrentRow(max(0, min(place, len(self._known) - 1)))
            return True
        return super().eventFilter(watched, event)

    def submit(self) -> None:
        if not self.kind.chosen:
            self.form.refuse(Refused("choisissez le lien.", "kind"))
            return
        if self.chosen is None:
            self.form.refuse(Refused("choisissez l’autre entrée dans la liste.", "target"))
            return
        command = Link(self._entry.id, self.kind.chosen, self.chosen.id, form.value(self.note))
        self.run(partial(self._station.desk.do, command))

    def _look(self, typed: str) -> None:
        self._typed = typed
        work = partial(_answer, self._station.reading, self._entry, typed)
        self._station.background.read(work, self._came)

    def _came(self, answer: tuple[str, list[Candidate]]) -> None:
        typed, found = answer
        if typed != self._typed:
            return  # a letter was typed since: its own answer is on its way
        kept = self.chosen
        self._known = found
        self.found.clear()
        for one in found:
            when = wording.short_day_and_hour(one.at, self._zone)
            item = QListWidgetItem(f"{one.number} · {when} · {one.subject}")
            item.setSizeHint(QSize(0, theme.size(ROW)))
            self.found.addItem(item)
            if kept is not None and one.id == kept.id:
                self.found.setCurrentItem(item)
        exact = typed.strip().casefold()
        named = [place for place, one in enumerate(found) if one.number.casefold() == exact]
        if self.chosen is None and named:
            self.found.setCurrentRow(named[0])
        self.none.setText("" if found else "Aucune autre entrée de cette crise ne répond à ces mots.")
        self.none.setVisible(not found)


def _answer(reading: Reading, entry: Entry, typed: str) -> tuple[str, list[Candidate]]:
    return typed, [one for one in candidates(reading, entry.space, typed) if one.id != entry.id]
