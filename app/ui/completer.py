"""What is proposed while one types in a field: a list beside it, driven by the keys of the field."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import shiboken6
from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import QLineEdit, QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.ui import theme
from app.ui.controls import draw_words, sign_width

Index = QModelIndex | QPersistentModelIndex
ROW, WIDEST, MOST = 26, 520, 8
KEYPAD = Qt.KeyboardModifier.KeypadModifier


@dataclass(frozen=True, slots=True)
class Proposal:
    """Words to put instead of those from `start` to `end`. `label` is what is shown, `detail` what it is."""

    text: str
    start: int
    end: int
    label: str = ""
    detail: str = ""

    @property
    def shown(self) -> str:
        return self.label or self.text.strip()


Propose = Callable[[str, int], Sequence[Proposal]]


class Completer(QObject):
    """Proposes in `line` as one types. Down and Up choose, Tab takes the chosen one or the first, Enter the chosen
    one; Esc closes the list before it does anything else. Nothing is chosen before a key says so: Enter still records.
    """

    taken = Signal(object)  # the proposal that was put in the field

    def __init__(self, line: QLineEdit, propose: Propose):
        super().__init__(line)
        self._line, self._propose = line, propose
        self._taking = False
        self._answered = ""  # the text the list was made for
        self.list = ProposalList(line)
        self.list.clicked.connect(lambda index: self._take(index.row()))
        line.textEdited.connect(self._typed)
        line.textChanged.connect(self._changed)
        line.installEventFilter(self)

    @property
    def open(self) -> bool:
        return self.list.isVisible()

    def close(self) -> None:
        self.list.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusOut, QEvent.Type.Hide):
            self.list.hide()
        if not self.open or not isinstance(event, QKeyEvent) or event.modifiers() & ~KEYPAD:
            return False
        if event.type() == QEvent.Type.ShortcutOverride and event.key() == Qt.Key.Key_Escape:
            event.accept()
            return True
        return event.type() == QEvent.Type.KeyPress and self._press(event.key())

    def _press(self, key: int) -> bool:
        """Whether the list took that key."""
        chosen = self.list.currentIndex().row()
        match key:
            case Qt.Key.Key_Down | Qt.Key.Key_Up:
                self.list.step(1 if key == Qt.Key.Key_Down else -1)
            case Qt.Key.Key_Tab:
                self._take(max(0, chosen))
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if chosen >= 0:
                self._take(chosen)
            case Qt.Key.Key_Escape:
                self.list.hide()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.list.hide()
                return False
            case _:
                return False
        return True

    def _typed(self, text: str) -> None:
        if self._taking:
            return
        self._answered = text
        proposals = self._propose(text, self._line.cursorPosition())
        self.list.show_beside(self._line, proposals[:MOST])

    def _changed(self, text: str) -> None:
        """What was written by anything but the keys ends what was proposed."""
        if text != self._answered:
            self.list.hide()

    def _take(self, row: int) -> None:
        proposal = self.list.proposals[row]
        self.list.hide()
        self._taking = True
        self._line.setSelection(proposal.start, proposal.end - proposal.start)
        self._line.insert(proposal.text)  # as typed: it can be undone, and it is kept
        self._taking = False
        self.taken.emit(proposal)


class ProposalList(QListView):
    """The list itself: over the page, towards the middle of the window, and never with the keyboard."""

    def __init__(self, line: QLineEdit) -> None:
        super().__init__(line)
        self.proposals: Sequence[Proposal] = ()
        self._line: QLineEdit | None = None
        self._watched: list[QWidget] = []
        self.setProperty("look", "completion")
        self.setAccessibleName("Propositions")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)
        self.setItemDelegate(ProposalDelegate(self))
        self.hide()

    def show_beside(self, line: QLineEdit, proposals: Sequence[Proposal]) -> None:
        """Show them where there is room; nothing to show closes the list."""
        self.proposals, self._line = proposals, line
        self.hide()
        former = self.model()
        self.setModel(ProposalModel(proposals, self))
        if former is not None:
            former.deleteLater()
        if not proposals:
            return
        if self.parentWidget() is not line.window():
            self.setParent(line.window())
        self.show()
        self._place()
        self.raise_()

    def setVisible(self, visible: bool) -> None:
        """As long as it is shown, it follows its field wherever that one is moved."""
        for widget in self._watched:
            if shiboken6.isValid(widget):
                widget.removeEventFilter(self)
        self._watched = _up_to_window(self._line) if visible and self._line is not None else []
        for widget in self._watched:
            widget.installEventFilter(self)
        super().setVisible(visible)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Move, QEvent.Type.Resize):
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        line, proposals = self._line, self.proposals
        if line is None or not proposals:
            return
        window = line.window()
        widths = [sign_width("", one.shown, "strong") + sign_width("", one.detail, "small") for one in proposals]
        width = min(max(widths) + theme.size(44), theme.size(WIDEST), window.width())
        height = theme.size(ROW) * len(proposals) + 2 * self.frameWidth()
        typed = QFontMetrics(line.font()).horizontalAdvance(line.text()[proposals[0].start : line.cursorPosition()])
        caret = line.mapTo(window, QPoint(line.cursorRect().center().x() - typed, line.height()))
        left = max(0, min(caret.x() - theme.size(10), window.width() - width))
        under, above = caret.y() + 2, caret.y() - line.height() - height - 2
        goes_under = under + height <= window.height() and (above < 0 or caret.y() <= window.height() // 2)
        self.setGeometry(left, under if goes_under else max(0, above), width, height)

    def step(self, by: int) -> None:
        """Choose the next one, or the one before; past an end, none."""
        row = self.currentIndex().row() + by
        row = len(self.proposals) - 1 if row < -1 else row
        model = self.model()
        self.setCurrentIndex(model.index(row, 0) if 0 <= row < len(self.proposals) else QModelIndex())


def _up_to_window(line: QLineEdit) -> list[QWidget]:
    above: list[QWidget] = [line]
    while not above[-1].isWindow() and (parent := above[-1].parentWidget()) is not None:
        above.append(parent)
    return above


class ProposalModel(QAbstractListModel):
    """The proposals, each said whole to a screen reader."""

    def __init__(self, proposals: Sequence[Proposal], parent: QObject):
        super().__init__(parent)
        self._proposals = proposals

    def rowCount(self, parent: Index | None = None) -> int:
        return len(self._proposals)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        proposal = self._proposals[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return proposal.shown
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{proposal.shown}, {proposal.detail}" if proposal.detail else proposal.shown
        return proposal.detail if role == Qt.ItemDataRole.UserRole else None


class ProposalDelegate(QStyledItemDelegate):
    """The words at the left, what they are at the right."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(theme.size(120), theme.size(ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        colours = theme.current()
        view = self.parent()
        chosen = isinstance(view, QListView) and view.currentIndex().row() == index.row()
        rect = QRect(option.rect)
        painter.fillRect(rect, colours.selection if chosen else colours.surface)
        if chosen:
            painter.fillRect(rect.adjusted(0, 0, theme.size(3) - rect.width(), 0), colours.primary)
        inside = rect.adjusted(theme.size(10), 0, -theme.size(10), 0)
        detail = str(index.data(Qt.ItemDataRole.UserRole) or "")
        gap = theme.size(14)
        said = draw_words(painter, inside, str(index.data()), "text", "strong")
        taken = min(sign_width("", detail, "small") + 2, inside.width() - said - gap)
        if detail and taken > gap:
            draw_words(painter, inside.adjusted(inside.width() - taken, 0, 0, 0), detail, "text_tertiary", "small")
