"""The quick texts of a crisis: a list that narrows as one types."""

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QWidget

from app.core import quick_texts
from app.core.search_text import folded
from app.ui import arrangement, form, plain, screen, theme
from app.ui.completer import ProposalDelegate
from app.ui.dialog import Dialog

WIDTH, HEIGHT = 560, 360
MOVES = (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp)


class QuickTextsMenu(Dialog):
    """Enter takes the text, Esc goes back; the keyboard stays in the filter, whose arrows move in the list."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None, nature: str):
        super().__init__(parent)
        self.setWindowTitle("Textes rapides")
        self.setProperty("look", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._texts = quick_texts.texts(nature)
        self.filter = form.line("Filtrer les textes rapides", hint="Quelques lettres d’un texte")
        self.list = QListWidget()
        self.list.setAccessibleName("Textes rapides")
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setProperty("look", "completion")
        self.list.setItemDelegate(ProposalDelegate(self.list))
        self.none = plain.label("Aucun texte rapide ne contient ces lettres.", "body", "text_secondary", wrap=True)
        hint = plain.label("Entrée l’écrit, Échap revient. « … » reste à remplir.", "small", "text_tertiary", wrap=True)
        inside = arrangement.column(self.filter, self.none, self.list, hint, spacing=8, margins=(14, 12, 14, 12))
        inside.setStretch(2, 1)
        self.setLayout(inside)
        self.filter.textChanged.connect(self._show)
        self.filter.installEventFilter(self)
        self.list.itemClicked.connect(lambda _: self._choose())
        self._show()

    def open_beside(self, field: QWidget) -> None:
        """Open over the window, its foot on the field, and all of it on the screen."""
        window = field.window()
        width = min(theme.size(WIDTH), window.width())
        height = min(theme.size(HEIGHT), max(window.height() - theme.size(80), theme.size(220)))
        self.resize(width, height)
        screen.keep_inside(self)
        corner, seen = field.mapToGlobal(QPoint(0, 0)), self.screen().availableGeometry()
        above = corner.y() - self.height() - theme.size(8)
        top = above if above > window.mapToGlobal(QPoint(0, 0)).y() else corner.y() + field.height()
        left, lowest = seen.right() + 1 - self.width(), seen.bottom() + 1 - self.height() - screen.TITLE
        self.move(min(corner.x(), left), min(top, lowest))
        self.open()
        self.filter.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in MOVES:
                self.list.keyPressEvent(event)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._choose()
                return True
        return False

    def _show(self) -> None:
        words = folded(self.filter.text()).split()
        self.list.clear()
        for one in self._texts:
            said = folded(one.text)
            if all(word in said for word in words):
                self.list.addItem(one.text)
        self.list.setCurrentRow(0)
        self.none.setVisible(not self.list.count())

    def _choose(self) -> None:
        item = self.list.currentItem()
        if item is not None:
            text = item.text()
            self.accept()
            self.chosen.emit(text)
