"""A dialog whose act carries many bytes: told as it goes, stopped at any moment, while the window goes on."""

from collections.abc import Callable
from functools import partial
from threading import Event
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QProgressBar, QWidget

from app.core.attachments import weighed
from app.ui import detail_rows, plain, theme
from app.ui.background import Background
from app.ui.form import FormDialog

STEPS = 1_000  # of the bar; what it says is told again at each
ENDED = 260  # pixels of height once there is only to read
STOPPING = "Arrêt en cours…"


class Stopped(Exception):
    """The person did not want it any more."""


class Progress(QObject):
    """How far a work is: `told` (bytes done, in all) is emitted from its thread, and heard on the window's."""

    told = Signal(object, object)

    def __init__(self) -> None:
        super().__init__()
        self._stop, self._step = Event(), -1

    def stop(self) -> None:
        self._stop.set()

    def tell(self, done: int, all: int) -> None:
        """Raises Stopped when the work is not wanted any more."""
        if self._stop.is_set():
            raise Stopped
        step = done * STEPS // all if all else STEPS
        if step != self._step:
            self._step = step
            self.told.emit(done, all)


class BundleDialog(FormDialog):
    """It stays until the person has read what came of it. `doing`: what the work is called while it goes on; `stopped`:
    what is left when it was stopped."""

    def __init__(self, parent: QWidget | None, title: str, act: str, background: Background, doing: str, stopped: str):
        super().__init__(parent, title, act, background)
        self._doing, self._stopped = doing, stopped
        self._progress: Progress | None = None
        self.heading.setWordWrap(True)
        self.bar = QProgressBar()
        self.bar.setRange(0, STEPS)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName("Progression")
        self.bar.hide()
        self.said = plain.label("", "body", "text_secondary", wrap=True, name="Où en est le transport")
        self.said.setTextInteractionFlags(detail_rows.SELECTABLE)
        self.said.hide()

    def carry(self, work: Callable[[Callable[[int, int], None]], Any]) -> None:
        """Do `work` on the thread of files; it is given what to tell its progress to."""
        self.form.forgive()
        progress = self._progress = Progress()
        progress.told.connect(self._tell)
        self.form.setEnabled(False)
        self.act.setEnabled(False)
        self.bar.setValue(0)
        self.bar.show()
        self.say(f"{self._doing}…")
        self._background.carry(partial(work, progress.tell), self._succeeded, self._failed)

    def stop(self) -> None:
        """End what is under way, without waiting for it."""
        if self._progress is not None:
            self._progress.stop()

    def reject(self) -> None:
        """Stop what is under way; else close."""
        if self._progress is None:
            super().reject()
            return
        self.stop()
        self.say(STOPPING)
        self._cancel.setEnabled(False)

    def say(self, words: str, tone: str = "text_secondary") -> None:
        plain.mark(self.said, "tone", tone)
        self.said.setText(words)
        self.said.setVisible(bool(words))

    def end_with(self, words: str, tone: str) -> None:
        """Nothing more is to be done but to read this."""
        self.say(words, tone)
        self.act.hide()
        self.form.hide()
        self._cancel.setText("Fermer")
        self._cancel.setAccessibleName("Fermer")
        self._cancel.setFocus()
        self.resize(self.width(), min(self.height(), theme.size(ENDED)))

    def _tell(self, done: int, all: int) -> None:
        if self._progress is not None and self._cancel.isEnabled():
            self.bar.setValue(done * STEPS // all if all else STEPS)
            self.say(f"{self._doing} : {weighed(done)} sur {weighed(all)}")

    def _succeeded(self, outcome: Any) -> None:
        self._rest()
        super()._succeeded(outcome)

    def _failed(self, error: Exception) -> None:
        self._rest()
        self.say("")
        if isinstance(error, Stopped):
            self.end_with(self._stopped, "text")
            return
        super()._failed(error)

    def _rest(self) -> None:
        self._progress = None
        self.bar.hide()
        self.form.setEnabled(True)
        self._cancel.setEnabled(True)
