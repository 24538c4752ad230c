"""The grid in which paper lines are typed: Tab goes to the next cell, Enter to the next row."""

from collections.abc import Callable

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
from app.ui.paper_rows import DOUBTED, REFUSED, PaperRows

Index = QModelIndex | QPersistentModelIndex
ROW, READING, TEXT = 28, 168, 250  # pixels at 100 %; TEXT is the least the text is given
WIDTHS, LEAST = (84, 150, 150, 110), (64, 92, 92, 72)  # of the other columns, and where there is no room
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
MODIFIED = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


class PaperGrid(QTableView):
    """`paste` is given the text of the clipboard when it holds several cells or lines."""

    def __init__(self, rows: PaperRows, paste: Callable[[str], None]) -> None:
        super().__init__()
        self._rows, self.paste = rows, paste
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
        down.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.measure()
        self.setCurrentIndex(rows.index(0, 0))

    def measure(self) -> None:
        """Take the measures of the size of text in use."""
        self.verticalHeader().setDefaultSectionSize(theme.size(ROW))
        self.setMinimumHeight(theme.size(ROW * 5))
        self.verticalHeader().setFixedWidth(theme.size(READING))
        self._share()

    def _share(self) -> None:
        """The text takes what the other columns leave; they give way before it has too little to be read."""
        room = self.viewport().width()
        over, wanted = room - theme.size(TEXT) - sum(map(theme.size, LEAST)), sum(WIDTHS) - sum(LEAST)
        share = min(1.0, max(0.0, over / theme.size(wanted)))
        shares = zip(WIDTHS, LEAST, strict=True)
        widths = [theme.size(round(least + share * (width - least))) for width, least in shares]
        for column, width in enumerate((*widths, max(theme.size(TEXT), room - sum(widths)))):
            self.setColumnWidth(column, width)

    def next_row(self) -> None:
        """Go to the first cell of the next row, made if need be."""
        row = self.currentIndex().row() + 1
        self._rows.grow(row + 1)
        self.setCurrentIndex(self._rows.index(row, 0))

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
            self.next_row()
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
        editor.setAccessibleName(f"{self._heading(index)}, ligne {index.row() + 1}")
        return editor

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(watched, QLineEdit) and isinstance(event, QKeyEvent):
            pasted = event.matches(QKeySequence.StandardKey.Paste) and self._grid.holds_lines()
            entered = event.key() in ENTER and not event.modifiers() & MODIFIED
            if event.type() == QEvent.Type.ShortcutOverride and (pasted or entered):
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress and (pasted or entered):
                self.commitData.emit(watched)
                self.closeEditor.emit(watched, self.EndEditHint.NoHint)
                if entered:
                    self._grid.next_row()
                else:
                    self._grid.paste(QGuiApplication.clipboard().text())
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
        draw_words(painter, words, str(index.data() or ""), "text", "strong" if index.column() == 0 else "body")

    def _heading(self, index: Index) -> str:
        return str(index.model().headerData(index.column(), Qt.Orientation.Horizontal))
