"""The grid in which paper lines are typed: Tab goes to the next cell, Enter to the next row or cell."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from app.ui import theme
from app.ui.controls import draw_words
from app.ui.paper_rows import DOUBTED, KNOWN, REFUSED, PaperRows

Index = QModelIndex | QPersistentModelIndex
ROW, TEXT = 28, 250  # pixels at 100 %; TEXT is the least the last column is given
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
SIDEWAYS = (Qt.Key.Key_Left, Qt.Key.Key_Right)
MODIFIED = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


@dataclass(frozen=True, slots=True)
class Measures:
    """Pixels at 100 %: `reading`, what is said of each row; the columns but the last, and where there is no room."""

    reading: int = 168
    widths: tuple[int, ...] = (84, 150, 150, 110)
    least: tuple[int, ...] = (64, 92, 92, 72)


MEASURES = Measures()


class PaperGrid(QTableView):
    """`paste` is given the text of the clipboard when it holds several cells or lines. `cell_by_cell`: Enter goes to
    the next cell, as Tab does, and not to the next row."""

    def __init__(
        self,
        rows: PaperRows,
        paste: Callable[[str], None],
        measures: Measures = MEASURES,
        *,
        cell_by_cell: bool = False,
    ) -> None:
        super().__init__()
        self._rows, self.paste = rows, paste
        self._measures, self._cell_by_cell = measures, cell_by_cell
        self.setModel(rows)
        self.setAccessibleName("Lignes de la feuille")
        self.setItemDelegate(CellDelegate(self))
        self.setTabKeyNavigation(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        trigger = QAbstractItemView.EditTrigger
        self.setEditTriggers(trigger.AnyKeyPressed | trigger.EditKeyPressed | trigger.DoubleClicked)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        across, down = self.horizontalHeader(), self.verticalHeader()
        across.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        across.setHighlightSections(False)
        down.setHighlightSections(False)
        down.setTextElideMode(Qt.TextElideMode.ElideMiddle)  # what is to be put right is at the end
        down.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.measure()
        self.setCurrentIndex(rows.index(0, 0))

    def measure(self) -> None:
        """Take the measures of the size of text in use."""
        self.verticalHeader().setDefaultSectionSize(theme.size(ROW))
        self.setMinimumHeight(theme.size(ROW * 5))
        self.verticalHeader().setFixedWidth(theme.size(self._measures.reading))
        self._share()

    def _share(self) -> None:
        """The text takes what the other columns leave; they give way before it has too little to be read."""
        room, columns, leasts = self.viewport().width(), self._measures.widths, self._measures.least
        over, wanted = room - theme.size(TEXT) - sum(map(theme.size, leasts)), sum(columns) - sum(leasts)
        share = min(1.0, max(0.0, over / theme.size(wanted)))
        shares = zip(columns, leasts, strict=True)
        widths = [theme.size(round(least + share * (width - least))) for width, least in shares]
        for column, width in enumerate((*widths, max(theme.size(TEXT), room - sum(widths)))):
            self.setColumnWidth(column, width)

    def go_on(self) -> None:
        """Go where Enter leads: to the next cell, or to the first of the next row, made if need be."""
        if self._cell_by_cell:
            index = self._stop(1)
            self.setCurrentIndex(index if index.isValid() else self.currentIndex())
            return
        row = self.currentIndex().row() + 1
        self._rows.grow(row + 1)
        self.setCurrentIndex(self._rows.index(row, self._rows.stops(row)[0]))

    def moveCursor(self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        match action:
            case QAbstractItemView.CursorAction.MoveNext:
                return self._stop(1)
            case QAbstractItemView.CursorAction.MovePrevious:
                return self._stop(-1)
        return super().moveCursor(action, modifiers)

    def _stop(self, step: int) -> QModelIndex:
        """Where the keyboard goes next (or came from). One more row is made under a last one that says something; from
        one that says nothing there is nowhere to go: the keyboard leaves the grid."""
        here = self.currentIndex()
        ahead = [column for column in self._rows.stops(here.row())[::step] if (column - here.column()) * step > 0]
        if ahead:
            return self._rows.index(here.row(), ahead[0])
        row = here.row() + step
        if row == self._rows.rowCount() == len(self._rows.cells):
            self._rows.grow(row + 1)
        if not 0 <= row < self._rows.rowCount():
            return QModelIndex()
        return self._rows.index(row, self._rows.stops(row)[::step][0])

    def holds_lines(self) -> bool:
        """Whether the clipboard holds more than one cell."""
        text = QGuiApplication.clipboard().text().strip("\n")
        return "\n" in text or "\t" in text

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.measure()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER and not event.modifiers() & MODIFIED:
            self.go_on()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.paste(QGuiApplication.clipboard().text())
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._rows.clear(self.selectedIndexes())
        elif event.key() in ENTER or event.key() == Qt.Key.Key_Escape:
            event.ignore()  # the dialog's own
        else:
            super().keyPressEvent(event)


class CellDelegate(QStyledItemDelegate):
    """A cell: its words, in a frame when something is to be put right in it."""

    def __init__(self, grid: PaperGrid) -> None:
        super().__init__(grid)
        self._grid = grid

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        editor = QLineEdit(parent)
        editor.setProperty("look", "cell")
        editor.setPlaceholderText(str(index.data(KNOWN) or ""))
        editor.setAccessibleName(f"{self._heading(index)}, ligne {index.row() + 1}")
        return editor

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(watched, QLineEdit) and isinstance(event, QKeyEvent):
            pasted = event.matches(QKeySequence.StandardKey.Paste) and self._grid.holds_lines()
            entered = event.key() in ENTER and not event.modifiers() & MODIFIED
            if event.type() == QEvent.Type.ShortcutOverride and (pasted or entered):
                event.accept()
                return True
            left = event.key() in SIDEWAYS and not watched.text()
            if event.type() == QEvent.Type.KeyPress and (pasted or entered or left):
                self.commitData.emit(watched)
                self.closeEditor.emit(watched, self.EndEditHint.NoHint)
                self._grid.keyPressEvent(event)
                return True
        return super().eventFilter(watched, event)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(theme.size(60), theme.size(ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        colours = theme.current()
        rect = QRect(option.rect)
        selected = self._grid.selectionModel().isSelected(index)
        painter.fillRect(rect, colours.selection if selected else colours.surface)
        tone = "error" if index.data(REFUSED) else "warning" if index.data(DOUBTED) else ""
        if tone:
            painter.fillRect(rect, colours.colour(f"{tone}_background"))
            painter.setPen(QPen(colours.colour(tone), 1))
            painter.drawRect(rect.adjusted(0, 0, -1, -1))
        if index == self._grid.currentIndex():
            painter.setPen(QPen(colours.focus_ring if self._grid.hasFocus() else colours.control_border, 2))
            painter.drawRect(rect.adjusted(1, 1, -1, -1))
        words = rect.adjusted(theme.size(6), 0, -theme.size(4), 0)
        typed, known = str(index.data() or ""), str(index.data(KNOWN) or "")
        role = "strong" if index.column() == 0 else "body"
        draw_words(painter, words, typed or known, "text" if typed else "text_tertiary", role)

    def _heading(self, index: Index) -> str:
        return str(index.model().headerData(index.column(), Qt.Orientation.Horizontal))
