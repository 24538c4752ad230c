"""What left the journal of a crisis: each print, export and copy, by whom and when. The list is only read."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem, QWidget

from app.core.changes import Changes
from app.core.registers.extractions import WHAT, Extraction
from app.core.store.rows import CrisisRow
from app.ui import arrangement, controls, plain, theme, wording
from app.ui.dialog import Dialog
from app.ui.entry_files import short_hash
from app.ui.frame_band import FrameBand
from app.ui.station import Station

HEADS = ("Quand", "Qui", "Quoi", "Format", "Nombre", "SHA-256", "Demande")
COUNT, HASH = 4, 5
ROW = 28
NONE = "Rien n’est sorti de cette crise : ni impression, ni export, ni copie d’une pièce jointe."


class ExtractionsDialog(Dialog):
    """The latest first; it stays true while others print."""

    def __init__(self, parent: QWidget | None, station: Station, crisis: CrisisRow):
        super().__init__(parent)
        self.setWindowTitle(f"Extractions : {crisis.title}")
        self._station, self._crisis = station, crisis
        self.list = QTreeWidget()
        self.list.setHeaderLabels(list(HEADS))
        self.list.setRootIsDecorated(False)
        self.list.setAccessibleName("Extractions de la crise")
        self.count = plain.label("", "small", "text_secondary", wrap=True, name="Nombre d’extractions")
        close = controls.button("Fermer", self.accept)
        band = FrameBand()
        band.show_frame(crisis.frame)
        title = plain.label(f"Extractions · {crisis.title}", "page_title", wrap=True)
        inside = arrangement.column(title, self.count, self.list, spacing=8, margins=(20, 14, 20, 12))
        foot = arrangement.panel(arrangement.row(None, close, margins=(20, 9, 20, 10)), "window")
        self.setLayout(arrangement.column(band, arrangement.panel(inside), controls.rule("rule_strong"), foot))
        self.resize(theme.size(860), theme.size(420))
        station.background.changed.connect(self._changed)
        self._read()

    def _read(self) -> None:
        reading, space = self._station.reading, self._crisis.id
        self._station.background.read(lambda: reading.extractions(space), self._show)

    def _changed(self, changes: Changes) -> None:
        if self._crisis.id in changes.spaces:
            self._read()

    def _show(self, found: Sequence[Extraction]) -> None:
        current = self.list.currentItem()
        place = self.list.indexOfTopLevelItem(current) if current is not None else 0
        self.list.clear()
        for one in sorted(found, key=lambda one: (one.at, one.id), reverse=True):
            item = QTreeWidgetItem(list(_words(one, self._crisis.zone)))
            item.setTextAlignment(COUNT, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            item.setData(HASH, Qt.ItemDataRole.AccessibleTextRole, one.sha256)
            item.setSizeHint(len(HEADS) - 1, QSize(0, theme.size(ROW)))
            self.list.addTopLevelItem(item)
        if (kept := self.list.topLevelItem(max(0, min(place, len(found) - 1)))) is not None:
            self.list.setCurrentItem(kept)
        arrangement.fit_columns(self.list)
        self.count.setText(wording.number(len(found), "extraction") if found else NONE)


def _words(one: Extraction, zone: str) -> tuple[str, ...]:
    """One extraction, column by column."""
    waiting = ", en attente d’envoi" if one.rank is None else ""
    return (
        f"{wording.day_and_hour(one.at, zone)}{waiting}",
        wording.person(one.author),
        WHAT.get(one.what, one.what),
        one.format.upper(),
        f"{one.count:,}".replace(",", wording.THIN),
        short_hash(one.sha256),
        one.filter or "tout",
    )
