"""The application Qt runs in, made once; how its windows live while one waits; and what they show, as a file."""

import logging
import sys
from pathlib import Path

from PySide6.QtCore import (
    QEventLoop,
    QLibraryInfo,
    QMessageLogContext,
    QSize,
    QTimer,
    QtMsgType,
    QTranslator,
    qInstallMessageHandler,
)
from PySide6.QtWidgets import QApplication, QWidget

from app.core.resources import path
from app.ui import focus, theme

THREADS_TAKE_TURNS = 0.001  # seconds: the window waits less for those who work behind it
TITLE = 40  # pixels: what the desktop puts around a window
WITHOUT_SCREEN = frozenset({"offscreen", "minimal"})
OF_NO_MATTER = "This plugin does not support propagateSizeHints()"  # said for every window when there is no screen
logger = logging.getLogger(__name__)


def application() -> QApplication:
    """The application of this process, in French and with the fonts that ship; made at the first call."""
    running = QApplication.instance()
    if isinstance(running, QApplication):
        return running
    qInstallMessageHandler(note)
    sys.setswitchinterval(THREADS_TAKE_TURNS)
    app = QApplication(["diapason"])
    app.setApplicationName("Diapason")
    for translation in french(app):
        app.installTranslator(translation)
    theme.register_fonts()
    theme.apply(app)
    focus.follow_focus(app, app)
    return app


def french(app: QApplication) -> tuple[QTranslator, ...]:
    """The translation that ships with Qt, then ours of what that one leaves in English, asked first."""
    files = (Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath), "qtbase_fr.qm"), path("qt/french.qm"))
    found = tuple(QTranslator(app) for _ in files)
    return tuple(one for one, file in zip(found, files, strict=True) if one.load(str(file)))


def show(window: QWidget) -> None:
    """Shows a window at the size it has, or on the whole screen when the screen is smaller: nothing of it is hidden."""
    if window.size() != window.size().boundedTo(room(window)):
        window.showMaximized()
        return
    window.show()


def room(window: QWidget) -> QSize:
    """What the screen of a window has for what is inside its frame."""
    return window.screen().availableSize() - QSize(0, TITLE)


def give_size(window: QWidget, width: int, height: int) -> None:
    """Gives a window that size at 100 %, more with larger text, and never more than its screen has."""
    window.resize(QSize(theme.size(width), theme.size(height)).boundedTo(room(window)))


def keep_inside(window: QWidget) -> None:
    """Takes from a window what its screen has no room for."""
    kept = window.size().boundedTo(room(window))
    if kept != window.size():  # one that never had a size is left to take its own
        window.resize(kept)


def note(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    """What Qt itself complains of goes to our log."""
    if message != OF_NO_MATTER:
        logger.warning("Qt: %s", message)


def is_seen(app: QApplication) -> bool:
    """Whether somebody can see and close the windows."""
    return app.platformName() not in WITHOUT_SCREEN


def breathe(seconds: float) -> None:
    """Lets the windows do what they have to for that long."""
    loop = QEventLoop()
    QTimer.singleShot(max(1, round(seconds * 1000)), loop.quit)
    loop.exec()


def picture(widget: QWidget, file: Path) -> bool:
    """Writes what the widget shows as a PNG. False when the file could not be written."""
    return bool(widget.grab().save(str(file), "PNG"))
