"""What is being typed at one place, kept on the disk as it is typed: a crash, or a cut of power, loses none of it."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QTimer

from app.ui.station import Station

PAUSE = 300  # ms after the last key


class KeptText(QObject):
    """One place at a time, by its name: the crisis and what is written there. Nothing is read or written here on
    the window's thread."""

    def __init__(self, station: Station, parent: QObject):
        super().__init__(parent)
        self._station = station
        self._name = self._text = ""
        self._typed = False
        self._then: Callable[[str], object] = lambda text: None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self._write)

    def move(self, name: str, then: Callable[[str], object]) -> None:
        """Keep what is typed under `name` from now on. `then` is given what was kept there, if anything was and
        nothing was typed meanwhile."""
        self.flush()
        self._name, self._then, self._typed = name, then, False
        if name:  # asked of the writer: what we have just kept is there before we read
            self._station.background.write(partial(_kept, self._station, name), self._came)

    def change(self, text: str) -> None:
        """That is what is typed now."""
        self._text, self._typed = text, True
        if self._name:
            self._pause.start()

    def flush(self) -> None:
        """Keep at once what waits to be kept."""
        if self._pause.isActive():
            self._pause.stop()
            self._write()

    def forget(self) -> None:
        """It was recorded, or is not wanted any more."""
        self._pause.stop()
        if self._name:
            self._station.background.write(partial(self._station.desk.keep_draft, self._name, ""))

    def _write(self) -> None:
        self._station.background.write(partial(self._station.desk.keep_draft, self._name, self._text))

    def _came(self, found: tuple[str, str]) -> None:
        name, text = found
        if name == self._name and text and not self._typed:
            self._then(text)


def _kept(station: Station, name: str) -> tuple[str, str]:
    return name, station.reading.draft(name)
