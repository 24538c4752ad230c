"""A text to be read, with the words that changed and the blanks to fill marked by range. Never rich text."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import (
    QFont,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QTextBlock,
    QTextCharFormat,
    QTextFormat,
    QTextLine,
    QTextOption,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QSizePolicy

from app.core.differences import Piece
from app.ui import theme

FRAMED = QTextFormat.Property.UserProperty + 1


class TextView(QPlainTextEdit):
    """A read-only text as tall as what it holds. It can be reached, selected and copied by keyboard."""

    def __init__(self, name: str, role: str = "hour", look: str = "flat"):
        super().__init__()
        self._role = role
        self._weight = 400
        self._shown: tuple[Sequence[Piece], Sequence[str]] = ((), ())
        self._dressed = _dress()
        self.setReadOnly(True)
        self.setProperty("look", look)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        self.setUndoRedoEnabled(False)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(1)

    def show_text(self, text: str, blanks: Sequence[str] = (), weight: int = 400) -> None:
        self.show_pieces((Piece("same", text),), blanks, weight)

    def show_pieces(self, pieces: Sequence[Piece], blanks: Sequence[str] = (), weight: int = 400) -> None:
        """The pieces end to end; each of `blanks` (« [numéro] ») is drawn in a dashed frame wherever it stands."""
        self._weight = weight
        self._shown, self._dressed = (tuple(pieces), tuple(blanks)), _dress()
        font = theme.font(self._role)
        self.setFont(font)
        self.clear()
        cursor = self.textCursor()
        for piece in pieces:
            words = piece.text.rstrip() if piece.kind != "same" else piece.text
            for text, blank in _cut(words, blanks):
                cursor.insertText(text, self._format(font, piece.kind, blank and piece.kind != "deleted"))
            cursor.insertText(piece.text[len(words) :], self._format(font, "same", False))
        self._fit()

    def sizeHint(self) -> QSize:
        return QSize(240, self._wanted_height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Colours and sizes are in the formats: another theme writes them again."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self._dressed != _dress():
            pieces, blanks = self._shown
            self.show_pieces(pieces, blanks, self._weight)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # the page scrolls, not the paragraph

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        pen = QPen(theme.current().error, 1.5, Qt.PenStyle.DashLine)
        painter.setPen(pen)
        for frame in self._frames():
            painter.drawRect(frame)

    def _format(self, font: QFont, kind: str, blank: bool) -> QTextCharFormat:
        colours = theme.current()
        made = QTextCharFormat()
        made.setFont(font)
        made.setFontWeight(self._weight)
        made.setForeground(colours.text)
        if kind == "inserted":
            made.setFontUnderline(True)
            made.setFontWeight(max(600, self._weight))
            made.setBackground(colours.diff_inserted)
        elif kind == "deleted":
            made.setFontStrikeOut(True)
            made.setForeground(colours.text_tertiary)
            made.setBackground(colours.diff_deleted)
        if blank:
            made.setProperty(FRAMED, True)
            made.setFontWeight(700)
            made.setForeground(colours.error)
            made.setBackground(colours.error_background)
        return made

    def _blocks(self) -> Iterator[QTextBlock]:
        block = self.document().begin()
        while block.isValid():
            yield block
            block = block.next()

    def _wanted_height(self) -> int:
        height = sum(self.blockBoundingRect(block).height() for block in self._blocks())
        return round(height + 2 * self.document().documentMargin()) + 4

    def _fit(self) -> None:
        wanted = self._wanted_height()
        if self.height() != wanted:
            self.setFixedHeight(wanted)

    def _frames(self) -> Iterator[QRectF]:
        """Where the dashed frames stand: one per line a blank runs over."""
        for block in self._blocks():
            origin = self.blockBoundingGeometry(block).translated(self.contentOffset()).topLeft()
            iterator = block.begin()
            while not iterator.atEnd():
                fragment = iterator.fragment()
                iterator += 1
                if not fragment.charFormat().property(FRAMED):
                    continue
                first = fragment.position() - block.position()
                last = first + fragment.length()
                layout = block.layout()
                for number in range(layout.lineCount()):
                    line = layout.lineAt(number)
                    start, end = line.textStart(), line.textStart() + line.textLength()
                    if first < end and last > start:
                        left, right = (x_in_line(line, max(first, start)), x_in_line(line, min(last, end)))
                        rect = QRectF(left, line.y(), right - left, line.height())
                        yield rect.translated(origin).adjusted(-1, 0.5, 1, 1.5)


def _dress() -> tuple[str, int]:
    """What the formats depend on: the theme and the size of text."""
    return theme.current().name, theme.size(1000)


def x_in_line(line: QTextLine, position: int) -> float:
    """Where a character stands in its line. PySide answers with a pair, the type stubs say a number."""
    found: Any = line.cursorToX(position)
    return float(found[0] if isinstance(found, tuple) else found)


def _cut(text: str, blanks: Sequence[str]) -> Iterator[tuple[str, bool]]:
    """The text cut where a blank begins or ends: (words, whether it is one)."""
    if not blanks:
        yield text, False
        return
    pattern = "|".join(re.escape(blank) for blank in sorted(blanks, key=len, reverse=True))
    for number, part in enumerate(re.split(f"({pattern})", text)):
        if part:
            yield part, bool(number % 2)
