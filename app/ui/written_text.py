"""A text being written: as tall as what it holds, pasted as plain words, with what is to be looked at marked in it."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QTextBlock,
    QTextCharFormat,
    QTextCursor,
    QWheelEvent,
)
from PySide6.QtWidgets import QPlainTextEdit, QScrollArea, QSizePolicy, QTextEdit

from app.documents.html_words import words_of_html
from app.documents.tidying import tidy
from app.ui import text_marks, theme
from app.ui.text_marks import BLANK, FAULT, INVISIBLE, Mark
from app.ui.text_view import x_in_line

SEPARATORS = str.maketrans({"\u2029": "\n", "\u2028": "\n"})
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class WrittenText(QPlainTextEdit):
    """`lines` is its height when empty; `single` keeps it on one line, however many it takes to show it."""

    noted = Signal(str)  # what was done to a text that was pasted
    brought = Signal(object)  # list[Path]: files pasted or dropped instead of words
    marked = Signal()
    asked = Signal(object, QPoint)  # a misspelt word (Mark) a menu is wanted for, and where

    def __init__(self, name: str, text: str = "", lines: int = 1, *, single: bool = False, role: str = "read_aloud"):
        super().__init__()
        self._lines, self._single, self._role = lines, single, role
        self._blanks: tuple[Mark, ...] = ()
        self._checked: tuple[Mark, ...] = ()
        self._dressed: tuple[str, float] = ("", 0)
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setProperty("look", "written")
        self._dress()
        self.document().contentsChange.connect(self._move_marks)
        self.textChanged.connect(self._look_again)
        self.document().documentLayout().documentSizeChanged.connect(lambda *_: self._fit())
        self.cursorPositionChanged.connect(self._keep_in_sight)
        if text:
            self.write(text)

    @property
    def text(self) -> str:
        """What is written, letter for letter: Qt's own plain text turns no-break spaces into others."""
        return self.document().toRawText().translate(SEPARATORS)

    @property
    def marks(self) -> tuple[Mark, ...]:
        return tuple(sorted((*self._blanks, *self._checked), key=lambda mark: mark.position))

    def write(self, text: str) -> None:
        """Put that text instead of what is there; it can be undone."""
        if text == self.text:
            return
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(text)

    def show_checked(self, text: str, marks: tuple[Mark, ...]) -> None:
        """Mark these, found in `text`, unless it has changed meanwhile."""
        if text == self.text and marks != self._checked:
            self._checked = marks
            self._show_marks()

    def go_to(self, mark: Mark) -> None:
        """Select what is marked, the keyboard on it."""
        cursor = self.textCursor()
        cursor.setPosition(mark.position)
        cursor.setPosition(mark.position + mark.length, QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._bring_caret()

    def put_instead(self, mark: Mark, words: str) -> None:
        """Put `words` instead of what is marked; it can be undone."""
        cursor = self.textCursor()
        cursor.setPosition(mark.position)
        cursor.setPosition(mark.position + mark.length, QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(words)
        self.setTextCursor(cursor)

    def mark_at(self, position: int, *kinds: str) -> Mark | None:
        """The mark of one of these kinds that stands there."""
        here = (mark for mark in self.marks if mark.kind in kinds)
        return next((mark for mark in here if mark.position <= position <= mark.position + mark.length), None)

    # -- Qt

    def sizeHint(self) -> QSize:
        return QSize(240, self._wanted_height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self._dressed != (theme.current().name, theme.scale()):
            self._dress()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # the page scrolls, not the paragraph

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()  # Ctrl+Enter records
            return
        if self._single and event.key() in ENTER:
            self.focusNextChild()
            return
        super().keyPressEvent(event)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return bool(_files(source)) or source.hasText() or source.hasHtml()

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Words are pasted plain, whatever they were dressed in; what was taken out of them is said."""
        if files := _files(source):
            self.brought.emit(files)
            return
        pasted = tidy(source.text() if source.hasText() else words_of_html(source.html()))
        self.insertPlainText(" ".join(pasted.words.split("\n")) if self._single else pasted.words)
        if pasted.notes:
            self.noted.emit("Collé : " + ", ".join(pasted.notes) + ".")

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_keyboard = event.reason() == QContextMenuEvent.Reason.Keyboard
        position = (self.textCursor() if by_keyboard else self.cursorForPosition(event.pos())).position()
        mark = self.mark_at(position, FAULT)
        where = self.viewport().mapToGlobal(self.cursorRect().bottomLeft()) if by_keyboard else event.globalPos()
        if mark is None:
            menu = self.createStandardContextMenu()
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.popup(where)
        else:
            self.asked.emit(mark, where)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        colours = theme.current()
        for mark in self._blanks:
            painter.setPen(QPen(colours.error, 1.5, Qt.PenStyle.DashLine))
            for frame in self._frames(mark):
                painter.drawRect(frame)
        for mark in self._checked:
            if mark.kind == INVISIBLE:  # it has no width of its own to show a ground behind
                for frame in self._frames(mark):
                    frame.setWidth(max(3.0, frame.width()))
                    painter.fillRect(frame, colours.warning)
        painter.end()

    # -- inside

    def _dress(self) -> None:
        self._dressed = (theme.current().name, theme.scale())
        self.setFont(theme.font(self._role))
        self._show_marks()
        self._fit()

    def _look_again(self) -> None:
        self._blanks = text_marks.blanks(self.text)
        self._show_marks()

    def _move_marks(self, position: int, removed: int, added: int) -> None:
        """What is marked after a change moves with it; what was changed is checked again a moment later."""
        kept = []
        for mark in self._checked:
            if mark.position + mark.length < position:
                kept.append(mark)
            elif mark.position > position + removed:
                kept.append(replace(mark, position=mark.position + added - removed))
        self._checked = tuple(kept)

    def _show_marks(self) -> None:
        colours = theme.current()
        self.setExtraSelections([self._selection(mark, colours) for mark in self.marks])
        said = [f"à compléter : {mark.words}" for mark in self._blanks]
        said += [f"mot inconnu : {mark.words}" if mark.kind == FAULT else mark.words for mark in self._checked]
        self.setAccessibleDescription(" ; ".join(said))
        self.viewport().update()
        self.marked.emit()

    def _selection(self, mark: Mark, colours: theme.Theme) -> QTextEdit.ExtraSelection:
        look = QTextCharFormat()
        if mark.kind == BLANK:
            look.setForeground(colours.error)
            look.setBackground(colours.error_background)
        elif mark.kind == FAULT:
            look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
            look.setUnderlineColor(QColor(colours.error))
        else:
            look.setBackground(colours.warning_background)
            look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
            look.setUnderlineColor(QColor(colours.warning))
        selection = QTextEdit.ExtraSelection()
        cursor = QTextCursor(self.document())
        cursor.setPosition(mark.position)
        cursor.setPosition(mark.position + mark.length, QTextCursor.MoveMode.KeepAnchor)
        selection.cursor, selection.format = cursor, look
        return selection

    def _wanted_height(self) -> int:
        text_height = sum(self.blockBoundingRect(block).height() for block in self._blocks())
        least = self._lines * QFontMetrics(self.font()).lineSpacing()
        margins = self.contentsMargins()
        around = margins.top() + margins.bottom() + 2 * self.document().documentMargin()
        return round(max(text_height, least) + around) + 2

    def _fit(self) -> None:
        wanted = self._wanted_height()
        if self.height() != wanted or self.minimumHeight() != wanted:
            self.setFixedHeight(wanted)

    def _blocks(self) -> Iterator[QTextBlock]:
        block = self.document().begin()
        while block.isValid():
            yield block
            block = block.next()

    def _frames(self, mark: Mark) -> Iterator[QRectF]:
        """Where what is marked stands: one rectangle per line it runs over."""
        document = self.document()
        block = document.findBlock(mark.position)
        if not block.isValid() or mark.position + mark.length > block.position() + block.length():
            return
        origin = self.blockBoundingGeometry(block).translated(self.contentOffset()).topLeft()
        first = mark.position - block.position()
        last = first + mark.length
        layout = block.layout()
        for number in range(layout.lineCount()):
            line = layout.lineAt(number)
            start, end = line.textStart(), line.textStart() + line.textLength()
            if first < end and last > start:
                left, right = x_in_line(line, max(first, start)), x_in_line(line, min(last, end))
                yield QRectF(left, line.y(), right - left, line.height()).translated(origin).adjusted(-1, 0.5, 1, -0.5)

    def _keep_in_sight(self) -> None:
        if self.hasFocus():
            self._bring_caret()

    def _bring_caret(self) -> None:
        """The page follows the caret: a text as tall as its words has no scroll of its own."""
        above = self.parentWidget()
        while above is not None and not isinstance(above, QScrollArea):
            above = above.parentWidget()
        inside = above.widget() if above is not None else None
        if above is None or inside is None:
            return
        at = self.viewport().mapTo(inside, self.cursorRect().center())
        above.ensureVisible(at.x(), at.y(), 0, theme.size(36))


def _files(data: QMimeData) -> Sequence[Path]:
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()] if data.hasUrls() else []
