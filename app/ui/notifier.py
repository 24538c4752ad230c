"""The notice outside the window: over whatever is on the screen, silent, and never more than others may see."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QSystemTrayIcon, QWidget

from app.core.notices import outside, outside_together
from app.core.store.notices import NoticeRow
from app.ui import shapes, theme

LASTS = 15_000  # ms
Outlet = Callable[[str, str], object]


class Notifier(QObject):
    """Tells each notice once; several that come together are one. What was there at the start is in the list only.

    `outlet` shows a title and words outside the window: the desktop's tray, where there is one.
    """

    opened = Signal(object)  # NoticeRow: the notice outside was clicked

    def __init__(self, window: QWidget, outlet: Outlet | None = None) -> None:
        super().__init__(window)
        self._window = window
        self._tray = None if outlet else _tray(window)
        self._outlet: Outlet = outlet or self._show_in_tray
        self._told: int | None = None
        self._latest: NoticeRow | None = None
        self.sound = False
        if self._tray is not None:
            self._tray.messageClicked.connect(self._open)
            self._tray.activated.connect(lambda _: self._raise())
            self._tray.show()

    def tell(self, unseen: Sequence[NoticeRow]) -> None:
        """Tell those of these notices that were not told yet."""
        told, highest = self._told, max((one.n for one in unseen), default=0)
        self._told = max(told or 0, highest)
        new = [one for one in unseen if told is not None and one.n > told]
        if not new:
            return
        urgent = [one for one in new if one.kind == "priority"]
        self._latest = (urgent or new)[0]
        if len(new) == 1:
            one = new[0]
            title, words = outside(one.kind, one.frame, one.number, one.subject, one.discreet)
        else:
            title, words = outside_together([one.frame for one in new], len(urgent), len(new))
        self._outlet(title, words)
        if self.sound:
            QApplication.beep()

    def close(self) -> None:
        """Leave the tray."""
        if self._tray is not None:
            self._tray.hide()

    def _show_in_tray(self, title: str, words: str) -> None:
        if self._tray is not None:
            self._tray.showMessage(title, words, QSystemTrayIcon.MessageIcon.NoIcon, LASTS)
        QApplication.alert(self._window)

    def _open(self) -> None:
        self._raise()
        if self._latest is not None:
            self.opened.emit(self._latest)

    def _raise(self) -> None:
        if self._window.isMinimized():
            self._window.showNormal()
        self._window.raise_()
        self._window.activateWindow()


def _tray(window: QWidget) -> QSystemTrayIcon | None:
    """A place in the desktop's tray; None where there is no tray, or one that shows no messages."""
    if not (QSystemTrayIcon.isSystemTrayAvailable() and QSystemTrayIcon.supportsMessages()):
        return None
    return QSystemTrayIcon(shapes.icon("messages", theme.current().primary, 32), window)
