"""What was written apart and awaits somebody's choice, whatever the register."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from app.core.changes import Changes
from app.core.store.rows import ConflictRow, CrisisRow
from app.ui import arrangement, controls, entry_words, plain, shapes, theme
from app.ui.station import Station

REGISTERS = {"journal": "main courante", "messages": "messages", "directory": "annuaire", "crisis": "crise"}


class ConflictsPage(QWidget):
    """One line per field that holds several values. Enter opens the record, where the choice is made."""

    opened = Signal(str, str)  # register, record

    def __init__(self, station: Station) -> None:
        super().__init__()
        self._station = station
        self._crisis: CrisisRow | None = None
        self.list = QListWidget()
        self.list.setAccessibleName("Valeurs à départager")
        self.list.itemActivated.connect(self._open)
        self.list.itemClicked.connect(self._open)
        bar = arrangement.row(plain.label("Conflits", "page_title"), None, margins=(16, 8, 16, 8))
        words = "Deux personnes ont écrit le même champ sans se voir. Les deux valeurs restent jusqu’à un choix."
        note = plain.label(words, "small", "text_secondary", wrap=True)
        note.setContentsMargins(16, 8, 16, 8)
        inside = arrangement.column(arrangement.panel(bar), controls.rule(), note, controls.rule(), self.list)
        self.setLayout(arrangement.column(arrangement.panel(inside)))
        station.background.changed.connect(self._changed)

    def show_crisis(self, crisis: CrisisRow | None) -> None:
        self._crisis = crisis
        self._read()

    def _read(self) -> None:
        if self._crisis is None:
            self.list.clear()
            return
        reading, space = self._station.reading, self._crisis.id
        self._station.background.read(lambda: reading.conflicts(space), self._show)

    def _show(self, rows: Sequence[ConflictRow]) -> None:
        self.list.clear()
        for row in rows:
            field = entry_words.FIELDS.get(row.field, "texte" if row.field == "version" else row.field)
            words = f"{row.reference} · {field} · {row.values} valeurs · {REGISTERS.get(row.register, row.register)}"
            item = QListWidgetItem(shapes.icon("deux_valeurs", theme.current().warning), words)
            item.setData(Qt.ItemDataRole.UserRole, (row.register, row.record))
            self.list.addItem(item)

    def _open(self, item: QListWidgetItem) -> None:
        register, record = item.data(Qt.ItemDataRole.UserRole)
        self.opened.emit(register, record)

    def _changed(self, changes: Changes) -> None:
        if changes:
            self._read()
