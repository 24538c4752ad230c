"""The liste de rappel: who holds a text that is no longer the right one, to be called, copied or printed."""

from functools import partial

from PySide6.QtCore import QSize
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem, QWidget

from app.core.changes import Changes
from app.core.channels import channel_word
from app.core.clock import Clock
from app.core.message import Message
from app.core.recall import Recall, ToRecall
from app.core.store.rows import CrisisRow
from app.documents import recall_paper
from app.documents.message_outputs import COPIED, PAPER
from app.documents.recall_paper import RecallSheet
from app.ui import arrangement, controls, plain, printing, theme, wording
from app.ui.dialog import Dialog
from app.ui.frame_band import FrameBand
from app.ui.station import Station
from app.ui.wording import number

ROW = 28
HEADS = ("Destinataire", "Adresse", "Tient", "Reçu par lui", "Canal", "Le")
NOBODY = "Personne à rappeler : ce qui est diffusé de ce message est juste."
DONE = "Personne à rappeler : tous ont reçu le bon texte."


class RecallDialog(Dialog):
    """Who surely read it comes first. It shortens by itself as the right text is dispatched."""

    def __init__(self, parent: QWidget | None, station: Station, crisis: CrisisRow, message: Message):
        super().__init__(parent)
        self.setWindowTitle(f"Liste de rappel : {message.reference}")
        self._station, self._crisis, self._message = station, crisis, message
        self._recall: Recall | None = None
        self.why = plain.label("", "strong", "error", wrap=True, name="Pourquoi rappeler")
        self.count = plain.label("", "small", "text_secondary", wrap=True, name="Combien à rappeler")
        self.list = QTreeWidget()
        self.list.setHeaderLabels(list(HEADS))
        self.list.setRootIsDecorated(False)
        self.list.setAccessibleName("Destinataires à rappeler")
        self.copy = controls.button("Copier la liste", self._copy)
        self.print = controls.button("Imprimer la liste", self._print)
        self.told = plain.label("", "small_strong", "success", wrap=True, name="Ce qui est sorti")
        self.told.hide()
        close = controls.button("Fermer", self.accept)
        band = FrameBand()
        band.show_frame(crisis.frame)
        title = plain.label(f"Liste de rappel · {message.reference}", "page_title", wrap=True)
        items = (title, self.why, self.count, self.list, self.told)
        inside = arrangement.column(*items, spacing=8, margins=(20, 14, 20, 12))
        acts = arrangement.row(self.copy, self.print, None, close, margins=(20, 9, 20, 10))
        foot = arrangement.panel(acts, "window")
        self.setLayout(arrangement.column(band, arrangement.panel(inside), controls.rule("rule_strong"), foot))
        self.resize(theme.size(820), theme.size(440))
        station.background.changed.connect(self._changed)
        self._read()

    def _read(self) -> None:
        work = partial(self._station.reading.recall, self._message.id)
        self._station.background.read(work, self._show)

    def _changed(self, changes: Changes) -> None:
        if self._crisis.id in changes.spaces:
            self._read()

    def _show(self, found: Recall) -> None:
        self._recall = found
        self.why.setText(f"{found.why}." if found.why else "")
        self.why.setVisible(bool(found.why and found.to_recall))
        answered = f" · {number(found.answered, 'déjà rectifié')}" if found.answered else ""
        count = number(len(found.to_recall), "destinataire")
        said = f"{count} à rappeler{answered}" if found.to_recall else DONE if found.why else NOBODY
        self.count.setText(said)
        self.list.clear()
        for one in found.to_recall:
            item = QTreeWidgetItem(list(recall_words(one, self._crisis.zone)))
            item.setSizeHint(len(HEADS) - 1, QSize(0, theme.size(ROW)))
            self.list.addTopLevelItem(item)
        arrangement.fit_columns(self.list)
        for button in (self.copy, self.print):
            button.setEnabled(bool(found.to_recall))

    def _copy(self) -> None:
        if self._recall is not None:
            work = partial(_copied, self._station, self._recall, self._crisis)
            self._station.background.write(work, self._to_clipboard)

    def _to_clipboard(self, words: str) -> None:
        QGuiApplication.clipboard().setText(words)
        self.told.setText("La liste est copiée, et notée parmi les extractions.")
        self.told.show()

    def _print(self) -> None:
        if self._recall is not None:
            work = partial(_sheet, self._station, self._recall, self._crisis)
            self._station.background.carry(work, self._to_printer)

    def _to_printer(self, pdf: bytes) -> None:
        if self._recall is not None:
            note = recall_paper.logged(self._crisis.id, self._recall, PAPER, pdf)
            name = f"Liste de rappel {self._recall.reference}"
            done = partial(self._station.desk.do, note)
            printing.print_file(self, self._station.background, name, pdf, done)


def recall_words(one: ToRecall, zone: str) -> tuple[str, ...]:
    """One recipient, column by column."""
    last = one.dispatches[0]
    return (
        one.recipient.name,
        one.recipient.address,
        last.version.partition("·")[0],
        "accusé de réception" if one.received else "",
        channel_word(last.channel),
        wording.day_and_hour(last.at, zone),
    )


def _copied(station: Station, recall: Recall, crisis: CrisisRow) -> str:
    words = recall_paper.recall_text(recall, crisis.zone)
    station.desk.do(recall_paper.logged(crisis.id, recall, COPIED, words.encode()))
    return words


def _sheet(station: Station, recall: Recall, crisis: CrisisRow) -> bytes:
    whole = station.reading.crisis(crisis.id)
    return recall_paper.recall_pdf(RecallSheet(recall, whole, Clock().now(), station.name, station.prefix))
