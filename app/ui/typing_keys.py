"""What any field of an entry understands while one types: the present hour, the quick texts, a pasted file."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from app.core import quick_texts, times
from app.ui.files_field import FilesField
from app.ui.quick_texts_menu import QuickTextsMenu

KEYS = (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride)
CONTROL = Qt.KeyboardModifier.ControlModifier


class TypingKeys(QObject):
    """Ctrl+; writes the present hour, Ctrl+T opens the quick texts, Ctrl+V joins what was copied as a file."""

    def __init__(
        self,
        fields: QWidget,
        now: Callable[[], int],
        zone: str,
        nature: str,
        files: FilesField | None = None,
    ):
        super().__init__(fields)
        self._now, self.zone, self.nature, self._files = now, zone, nature, files
        self.menu: QuickTextsMenu | None = None
        self._line = isinstance(fields, QLineEdit)  # it alone understands marks such as #fait
        inside = [*fields.findChildren(QLineEdit), *fields.findChildren(QPlainTextEdit)]
        for field in inside or [fields]:
            field.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() not in KEYS or not isinstance(event, QKeyEvent):
            return False
        act = self._act(event)
        if act is None or not isinstance(watched, QLineEdit | QPlainTextEdit) or not watched.isEnabled():
            return False
        event.accept()
        if event.type() == QEvent.Type.KeyPress:
            act(watched)
        return True

    def open_texts(self, field: QWidget) -> None:
        """Offer the quick texts of the crisis; the chosen one is written in `field`."""
        menu = QuickTextsMenu(field.window(), self.nature)
        menu.chosen.connect(lambda text: insert(field, text if self._line else without_marks(text)))
        menu.finished.connect(lambda _: field.setFocus(Qt.FocusReason.PopupFocusReason))
        self.menu = menu
        menu.open_beside(field)

    def write_hour(self, field: QWidget) -> None:
        """Write the present hour where the caret is."""
        insert(field, times.hour(self._now(), self.zone))

    def _act(self, event: QKeyEvent) -> Callable[[QWidget], None] | None:
        """What that key does here, or None."""
        if event.modifiers() == CONTROL and event.key() == Qt.Key.Key_Semicolon:
            return self.write_hour
        if event.modifiers() == CONTROL and event.key() == Qt.Key.Key_T:
            return self.open_texts
        if self._files is not None and event.matches(QKeySequence.StandardKey.Paste):
            data = QGuiApplication.clipboard().mimeData()
            if self._files.takes(data):
                return self._paste
        return None

    def _paste(self, field: QWidget) -> None:
        if self._files is not None:
            self._files.take(QGuiApplication.clipboard().mimeData())


def without_marks(text: str) -> str:
    """The sentence alone: a form has a field for what `#fait` and `!2` say."""
    return " ".join(quick_texts.MARK.sub("", text).split())


def insert(field: QWidget, text: str) -> None:
    """Write `text` at the caret as if typed, and select the first thing to fill in it."""
    blank = text.find(quick_texts.BLANK)
    if isinstance(field, QLineEdit):
        text = " ".join(text.split("\n"))
        start = field.selectionStart() if field.hasSelectedText() else field.cursorPosition()
        field.insert(text)
        if blank >= 0:
            field.setSelection(start + blank, len(quick_texts.BLANK))
    elif isinstance(field, QPlainTextEdit):
        cursor = field.textCursor()
        start = cursor.selectionStart()
        cursor.insertText(text)
        if blank >= 0:
            cursor.setPosition(start + blank)
            cursor.setPosition(start + blank + len(quick_texts.BLANK), cursor.MoveMode.KeepAnchor)
        field.setTextCursor(cursor)
