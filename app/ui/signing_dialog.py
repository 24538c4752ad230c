"""A decision beside the text it is about: under it where there is no room for both."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QLayout, QWidget

from app.ui import arrangement, theme
from app.ui.form import FormDialog

STACKED_BELOW = 760  # pixels at 100 %


class SigningDialog(FormDialog):
    """A form and what one reads to fill it; `lay_beside` puts both in place."""

    def lay_beside(self, read: QWidget, decided: QLayout, width: int) -> None:
        """The text, and at its right what is decided of it, that many pixels wide at 100 %."""
        self._decided_width = width
        self._decided = arrangement.scroll(arrangement.panel(decided))
        self._both = arrangement.row(read, self._decided, spacing=20)
        self._both.setStretch(0, 1)
        self._inside.addLayout(self._both, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        stacked = self.width() < theme.size(STACKED_BELOW)
        directions = QBoxLayout.Direction
        self._both.setDirection(directions.TopToBottom if stacked else directions.LeftToRight)
        self._decided.setMinimumWidth(0 if stacked else theme.size(self._decided_width))
        self._both.setStretch(1, 1 if stacked else 0)
