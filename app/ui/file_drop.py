"""Files brought to a panel: dropped anywhere on it, pasted, or chosen; read whole and described, never opened."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QEvent, QIODevice, QMimeData, QObject, QRect, Qt, Signal
from PySide6.QtGui import QDropEvent, QGuiApplication, QImage, QKeySequence, QPainter, QPaintEvent, QPen, QShortcut
from PySide6.QtWidgets import QFileDialog, QWidget

from app.core import attachments
from app.core.clock import moment
from app.core.entries import LARGEST_FILE, Attachment
from app.core.errors import Refused, disk_said
from app.ui import theme
from app.ui.bundle_drop import bundle_in

JOIN = "Déposer ici pour joindre"
NOTHING = "Le presse-papiers ne contient ni fichier ni image."


@dataclass(frozen=True, slots=True)
class Picture:
    """What the clipboard holds as an image, and the name it is given."""

    name: str
    image: QImage


Brought = Path | Picture


def brought_by(data: QMimeData, now: int, zone: str) -> list[Brought]:
    """The files that were dropped or copied, or the picture that was; nothing when there is neither."""
    paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()] if data.hasUrls() else []
    if paths or not data.hasImage():
        return list(paths)
    image = QImage(data.imageData())
    return [] if image.isNull() else [Picture(f"capture {moment(now, zone):%Y-%m-%d %H-%M}.png", image)]


def name_of(one: Brought) -> str:
    """The name under which it will be shown."""
    return attachments.shown_name(one.name)


def contents(one: Brought) -> tuple[Attachment, bytes]:
    """What an entry says of it, and its bytes. Raises Refused, naming it. Never on the window's thread."""
    if isinstance(one, Picture):
        data = _png(one.image)
        return attachments.described(one.name, data), data
    name = name_of(one)
    try:
        if one.is_dir():
            raise Refused(f"« {name} » est un dossier : joignez les fichiers qu’il contient.", "files")
        size = one.stat().st_size
        if size > LARGEST_FILE:
            raise Refused(attachments.too_large(name, size), "files")
        data = one.read_bytes()
    except OSError as error:
        raise Refused(f"« {name} » ne se lit pas : {disk_said(error)}.", "files") from error
    return attachments.described(one.name, data), data


def choose(parent: QWidget) -> list[Path]:
    """The files a person picks, several at once."""
    paths, _ = QFileDialog.getOpenFileNames(parent, "Joindre des fichiers")
    return [Path(path) for path in paths]


class FileDrop(QObject):
    """Makes the whole of `target` a place to drop files on, and to paste them in. `why_not` says why none is taken
    now; `now` and `zone` name the picture pasted; `words` are read while files are held above it."""

    brought = Signal(object)  # list[Brought], never empty
    refused = Signal(str)

    def __init__(
        self,
        target: QWidget,
        why_not: Callable[[], str],
        now: Callable[[], int],
        zone: Callable[[], str],
        words: str = JOIN,
    ):
        super().__init__(target)
        self._target, self._why_not, self._now, self._zone = target, why_not, now, zone
        self.mark = _Mark(target, words)
        target.setAcceptDrops(True)
        target.installEventFilter(self)
        paste = QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), target)
        paste.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        paste.activated.connect(self.paste)

    def paste(self) -> None:
        """Take the files or the picture of the clipboard."""
        found = brought_by(QGuiApplication.clipboard().mimeData(), self._now(), self._zone())
        why_not = self._why_not()
        if why_not or not found:
            self.refused.emit(f"Joindre : {why_not}." if why_not else NOTHING)
            return
        self.brought.emit(found)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        match event.type():
            case QEvent.Type.DragEnter | QEvent.Type.DragMove if isinstance(event, QDropEvent):
                return self._over(event)
            case QEvent.Type.DragLeave:
                self.mark.hide()
            case QEvent.Type.Drop if isinstance(event, QDropEvent):
                self.mark.hide()
                found = brought_by(event.mimeData(), self._now(), self._zone())
                if found and not self._why_not():
                    event.setDropAction(Qt.DropAction.CopyAction)  # a move would take the file from where it is
                    event.accept()
                    self.brought.emit(found)
                return True
            case QEvent.Type.Resize:
                self.mark.setGeometry(self._target.rect())
        return False

    def _over(self, event: QDropEvent) -> bool:
        data = event.mimeData()
        if bundle_in(data) is not None or self._why_not() or not (data.hasUrls() or data.hasImage()):
            event.ignore()
            return True
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        self.mark.setGeometry(self._target.rect())
        self.mark.raise_()
        self.mark.show()
        return True


class _Mark(QWidget):
    """Lies over the target while files are held above it."""

    def __init__(self, target: QWidget, words: str) -> None:
        super().__init__(target)
        self._words = words
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAccessibleName(words)
        self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = theme.current()
        painter = QPainter(self)
        veil = colours.colour("selection")
        veil.setAlpha(200)
        painter.fillRect(self.rect(), veil)
        painter.setPen(QPen(colours.colour("primary"), 3, Qt.PenStyle.DashLine))
        painter.drawRect(self.rect().adjusted(6, 6, -7, -7))
        plate = QRect(0, 0, self.width() - theme.size(48), theme.size(40))
        plate.moveCenter(self.rect().center())
        painter.fillRect(plate, colours.colour("primary"))
        painter.setPen(colours.colour("on_primary"))
        painter.setFont(theme.font("heading"))
        painter.drawText(plate, Qt.AlignmentFlag.AlignCenter, self._words)
        painter.end()


def _png(image: QImage) -> bytes:
    held = QByteArray()
    buffer = QBuffer(held)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if not image.save(buffer, "PNG"):  # type: ignore[call-overload]
        raise Refused("L’image du presse-papiers ne se lit pas.", "files")
    return bytes(held.data())
