"""Checking a brief: a PDF that is dropped or chosen, or the code of a sheet of paper, scanned or typed."""

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QMimeData, QObject, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QPainter
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QWidget

from app.core import brief_verdict, brief_verification
from app.core.brief_verdict import ALTERED, DRAFT, IN_FORCE, REPLACED, STATES, UNKNOWN, Verdict
from app.core.errors import Refused, disk_said
from app.core.store.reading import Reading
from app.core.store.rows import CrisisRow
from app.ui import arrangement, controls, detail_rows, form, plain, screen, shapes, theme
from app.ui.form import FormDialog
from app.ui.station import Station

TITLE, ACT, CHOOSE = "Vérifier un point de situation", "Vérifier le code", "Choisir un PDF…"
FILES = "PDF (*.pdf);;Tous les fichiers (*)"
EXPLAINED = "Lisez le code carré du papier avec un lecteur, ou tapez ce qui est imprimé."
HINT = "La référence et l’empreinte, puis 3/15 si le papier porte un numéro d’exemplaire."
EMPTY = "Ou déposez ici le PDF d’un point, de son annexe ou d’un exemplaire."
NOTHING = "Lisez ou tapez le code d’un papier, ou choisissez un PDF."
SIGNS = {  # state → shape, tone
    IN_FORCE: ("en_vigueur", "success"),
    REPLACED: ("perime", "warning"),
    DRAFT: ("a_completer", "warning"),
    ALTERED: ("defavorable", "error"),
    UNKNOWN: ("a_reexaminer", "text_secondary"),
}
ROLE, SIDE = "vital_large", 24  # pixels at 100 %


class BriefVerifyDialog(FormDialog):
    """It stays open: one sheet is checked after another. A reader that types ends with Enter, which checks. Its band is
    that of the brief it tells of; until there is an answer, that of the crisis on screen."""

    def __init__(self, station: Station, parent: QWidget | None = None, crisis: CrisisRow | None = None):
        super().__init__(parent, TITLE, ACT, station.background)
        self._reading, self._frame = station.reading, crisis.frame if crisis is not None else ""
        self.band = self.show_frame(self._frame)
        self.verdict: Verdict | None = None
        self.code = form.line("Code du papier", hint="PDS-SIG1-012 7d1e 40b9 c2a6")
        self.code.setAcceptDrops(False)  # a file dropped on it is for the dialog
        self.code.setClearButtonEnabled(True)
        self.form.add_plain(detail_rows.words(EXPLAINED))
        self.form.add("code file", "Code du papier", self.code, HINT)
        self.put(self.form, 0)
        self.sign = _Sign()
        self.sentence = plain.label("", "strong", wrap=True)
        self._details = arrangement.column(spacing=5)
        lines = arrangement.column(self.sentence, self._details, None, spacing=10)
        answer = arrangement.column(self.sign, arrangement.scroll(arrangement.panel(lines)), spacing=8)
        self._room = QStackedWidget()
        self._room.addWidget(_empty())
        self._room.addWidget(detail_rows.holder(answer))
        self.put(controls.rule(), 0)
        self.put(self._room)
        self.foot_row.removeWidget(self._cancel)
        self.foot_row.addWidget(controls.button(CHOOSE, self._choose))
        self.foot_row.addWidget(self._cancel)
        self._cancel.setText("Fermer")
        self._cancel.setAccessibleName("Fermer")
        self.setAcceptDrops(True)
        screen.give_size(self, 620, 560)

    def submit(self) -> None:
        typed = self.code.text().strip()
        if not typed:
            self.form.refuse(Refused(NOTHING, "code"))
            return
        self._ask(partial(brief_verification.of_code, self._reading, typed))

    def check(self, path: Path) -> None:
        """Answer on that file."""
        self.code.clear()
        self._ask(partial(_of_file, self._reading, path))

    def done_with(self, outcome: Any) -> None:
        self.verdict = outcome
        shape, tone = SIGNS[outcome.state]
        self.sign.show_state(shape, STATES[outcome.state].upper(), tone)
        self.band.show_frame(outcome.crisis.frame if outcome.crisis is not None else "")
        self.sentence.setText(brief_verdict.sentence(outcome))
        arrangement.clear(self._details)
        for name, words in brief_verdict.lines(outcome):
            self._details.addLayout(detail_rows.line(name, words))
        self._room.setCurrentIndex(1)
        self.code.selectAll()  # the next sheet takes its place
        self.code.setFocus()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _path_in(event.mimeData()) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        path = _path_in(event.mimeData())
        if path is not None:
            event.acceptProposedAction()
            self.check(path)

    def _choose(self) -> None:
        path, _ = QFileDialog.getOpenFileName(self, TITLE, "", FILES)
        if path:
            self.check(Path(path))

    def _ask(self, question: Any) -> None:
        """Off the window's thread: a file is read whole, and compared to all that is kept."""
        self.form.forgive()
        self.band.show_frame(self._frame)
        self._room.setCurrentIndex(0)
        self.act.setEnabled(False)
        self._background.carry(question, self._succeeded, self._failed)


def _of_file(reading: Reading, path: Path) -> Verdict:
    """Raises Refused."""
    try:
        if path.stat().st_size > brief_verification.MOST:
            raise Refused(f"« {path.name} » est trop lourd pour un point de situation.", "file")
        pdf = path.read_bytes()
    except OSError as error:
        raise Refused(f"« {path.name} » ne se lit pas : {disk_said(error)}.", "file") from error
    try:
        return replace(brief_verification.of_file(reading, pdf), name=str(path))
    except Refused as refused:
        raise brief_verdict.about(path.name, refused) from refused


def _path_in(data: QMimeData) -> Path | None:
    """The one file that is held above the dialog."""
    paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()] if data.hasUrls() else []
    return paths[0] if len(paths) == 1 else None


class _Sign(QWidget):
    """The state, large: its shape and its word. A screen reader says the word."""

    def __init__(self) -> None:
        super().__init__()
        self._shape, self._tone = "info", "text"
        self._mark = QWidget()
        self._word = plain.label("", ROLE)
        self._mark.installEventFilter(self)
        self.setLayout(arrangement.row(self._mark, self._word, None, spacing=10))

    def show_state(self, shape: str, word: str, tone: str) -> None:
        self._shape, self._tone = shape, tone
        self._word.setText(word)
        plain.mark(self._word, "tone", tone)
        self._mark.setFixedSize(theme.size(SIDE), theme.size(SIDE))
        self._mark.update()
        self.setAccessibleName(word)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            painter = QPainter(self._mark)
            shapes.paint(painter, self._shape, self._mark.rect(), theme.current().colour(self._tone))
            painter.end()
            return True
        return False


def _empty() -> QWidget:
    words = plain.label(EMPTY, "body", "text_tertiary", wrap=True)
    words.setAlignment(Qt.AlignmentFlag.AlignCenter)
    return words
