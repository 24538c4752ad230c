"""The field of the quick line, with its keys."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit

# The keys of the row of figures, as French and other keyboards name them.
FIGURES = {
    **{Qt.Key(Qt.Key.Key_1 + place): place for place in range(5)},
    Qt.Key.Key_Ampersand: 0,
    Qt.Key.Key_Eacute: 1,
    Qt.Key.Key_QuoteDbl: 2,
    Qt.Key.Key_Apostrophe: 3,
    Qt.Key.Key_ParenLeft: 4,
}


class EntryField(QLineEdit):
    """Esc leaves it, Tab accepts what is proposed, Alt and a figure take a draft back. Coming to it selects nothing:
    the next key must not take the place of what is half-typed."""

    left = Signal()
    accepted = Signal()
    draft_wanted = Signal(int)  # its place in the strip, the first being 0

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "quick")
        self.setAccessibleName("Saisie rapide")
        self.proposes = False

    def event(self, event: QEvent) -> bool:
        tab = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Tab
        if tab and self.proposes:
            self.accepted.emit()
            return True
        return super().event(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        caret = self.cursorPosition()
        selected = self.selectionStart(), self.selectionLength()
        super().focusInEvent(event)
        self.deselect()
        self.setCursorPosition(caret)
        if selected[1] > 0:
            self.setSelection(*selected)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        place = FIGURES.get(Qt.Key(event.key()))
        if place is not None and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.draft_wanted.emit(place)
            return
        super().keyPressEvent(event)
