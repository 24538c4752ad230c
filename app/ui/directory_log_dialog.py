"""What was done with the directory: what left it, who was shown private numbers, what was purged. It is only read."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QButtonGroup, QTreeWidget, QTreeWidgetItem, QWidget

from app.core.changes import Changes
from app.core.registers.consultations import WHY, Consultation
from app.core.registers.extractions import WHAT, Extraction
from app.core.store.directory_log_reading import DirectoryLog, Erasure
from app.ui import arrangement, controls, plain, theme, wording
from app.ui.contact_past import ZONE
from app.ui.detail_rows import flow
from app.ui.dialog import Dialog
from app.ui.entry_files import short_hash
from app.ui.frame_band import FrameBand
from app.ui.station import Station

ROW = 28
EXTRACTIONS, CONSULTATIONS, PURGES = "Extractions", "Consultations", "Purges"
HEADS = {
    EXTRACTIONS: ("Quand", "Qui", "Quoi", "Format", "Nombre", "SHA-256", "Demande"),
    CONSULTATIONS: ("Quand", "Qui", "Pourquoi", "Nombre", "De qui", "Au sujet de"),
    PURGES: ("Quand", "Qui", "Quoi", "Motif", "Règle", "État"),
}
NONE = {
    EXTRACTIONS: "Rien n’est sorti de l’annuaire partagé.",
    CONSULTATIONS: "Aucun numéro privé n’a été montré, ou ce poste n’en reçoit pas.",
    PURGES: "Rien n’a été purgé.",
}
REGISTERS = {"contact": "une fiche", "private": "un numéro privé", "duty": "une astreinte"}
MOST_NAMES = 3


class DirectoryLogDialog(Dialog):
    """Three lists, the latest first; they stay true while others act."""

    def __init__(self, parent: QWidget | None, station: Station, frame: str = ""):
        super().__init__(parent)
        self.setWindowTitle("Journal de l’annuaire")
        self._station = station
        self._log: DirectoryLog | None = None
        self.list = QTreeWidget()
        self.list.setRootIsDecorated(False)
        self.count = plain.label("", "small", "text_secondary", wrap=True, name="Nombre de lignes")
        self.chips = {words: controls.button(words, self._draw, "chip") for words in HEADS}
        self._group = QButtonGroup(self)
        for chip in self.chips.values():
            chip.setCheckable(True)
            self._group.addButton(chip)
        self.chips[EXTRACTIONS].setChecked(True)
        band = FrameBand()
        band.show_frame(frame)
        title = plain.label("Journal de l’annuaire", "page_title")
        inside = arrangement.column(
            title, flow(*self.chips.values()), self.count, self.list, spacing=8, margins=(20, 14, 20, 12)
        )
        close = controls.button("Fermer", self.accept)
        foot = arrangement.panel(arrangement.row(None, close, margins=(20, 9, 20, 10)), "window")
        self.setLayout(arrangement.column(band, arrangement.panel(inside), controls.rule("rule_strong"), foot))
        self.resize(theme.size(900), theme.size(460))
        station.background.changed.connect(self._changed)
        self._read()

    def _read(self) -> None:
        self._station.background.read(self._station.reading.directory_log, self._show)

    def _changed(self, changes: Changes) -> None:
        self._read()

    def _show(self, found: DirectoryLog) -> None:
        if found != self._log:
            self._log = found
            self._draw()

    def _draw(self) -> None:
        log = self._log
        if log is None:
            return
        shown = next(words for words, chip in self.chips.items() if chip.isChecked())
        rows: Sequence[Sequence[str]] = {
            EXTRACTIONS: [_extraction(one) for one in log.extractions],
            CONSULTATIONS: [_consultation(one, log.names) for one in log.consultations],
            PURGES: [_purge(one) for one in log.erasures],
        }[shown]
        self.list.clear()
        self.list.setColumnCount(len(HEADS[shown]))
        self.list.setHeaderLabels(list(HEADS[shown]))
        self.list.setAccessibleName(shown)
        for row in rows:
            item = QTreeWidgetItem(list(row))
            item.setSizeHint(len(row) - 1, QSize(0, theme.size(ROW)))
            self.list.addTopLevelItem(item)
        arrangement.fit_columns(self.list)
        if (first := self.list.topLevelItem(0)) is not None:
            self.list.setCurrentItem(first)
        self.count.setText(wording.number(len(rows), "ligne") if rows else NONE[shown])


def _extraction(one: Extraction) -> tuple[str, ...]:
    what = WHAT.get(one.what, one.what)
    return (*_when(one), what, one.format.upper(), str(one.count), short_hash(one.sha256), one.filter or "tout")


def _consultation(one: Consultation, names: Mapping[str, str]) -> tuple[str, ...]:
    of = ", ".join(names.get(contact, "") for contact in one.contacts[:MOST_NAMES])
    more = f" et {len(one.contacts) - MOST_NAMES} autres" if len(one.contacts) > MOST_NAMES else ""
    return (*_when(one), WHY.get(one.why, one.why), str(len(one.contacts)), f"{of}{more}", one.about)


def _purge(one: Erasure) -> tuple[str, ...]:
    when = wording.day_and_hour(one.at, ZONE)
    state = "faite" if one.done else "en attente du serveur"
    what = REGISTERS.get(one.register, one.register)
    return (when, wording.person(one.author), what, one.reason, one.rule or "décidée par cette personne", state)


def _when(one: Extraction | Consultation) -> tuple[str, str]:
    waiting = ", en attente d’envoi" if one.rank is None else ""
    return f"{wording.day_and_hour(one.at, ZONE)}{waiting}", wording.person(one.author)
