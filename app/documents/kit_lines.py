"""What a hand fills in with a pen: fields, boxes to tick, ruled lines and blank tables, in black and white."""

from collections.abc import Sequence
from typing import Any

from reportlab.platypus import Flowable

from app.documents import drawing, fonts, paper
from app.documents.paper import INK, RULE, SECOND

STEP = 22.7  # 8 mm: a line of handwriting
LABEL = 7.6
BOX = 11.0  # a box to tick
HEAD = 20.0  # room of the heads of a blank table
DOTS = (0.6, 2.2)


def dots(canvas: Any, start: float, y: float, end: float) -> None:
    """A line to write on."""
    canvas.saveState()
    canvas.setStrokeColor(INK)
    canvas.setLineWidth(0.8)
    canvas.setLineCap(1)
    canvas.setDash(*DOTS)
    canvas.line(start, y, end, y)
    canvas.restoreState()


def field(canvas: Any, x: float, y: float, end: float, label: str, written: str = "") -> None:
    """A label and what follows it: words that are known, or a line to write them."""
    room = end - x - 6
    drawing.fit(canvas, x, y, label, fonts.SANS, LABEL, room)
    start = x + min(fonts.width(label, fonts.SANS, LABEL), room) + 4
    if written:
        drawing.fit(canvas, start, y, written, fonts.SANS_BOLD, 9, end - start - 6)
        return
    dots(canvas, start, y - 2, end - 8)


def ticks(canvas: Any, x: float, y: float, words: Sequence[str], gap: float = 12.0) -> float:
    """Boxes to tick in a row, each before its words; where the row ends."""
    for one in words:
        canvas.setLineWidth(1.0)
        canvas.rect(x, y - 2, BOX, BOX)
        x += BOX + 4 + drawing.write(canvas, x + BOX + 4, y, one, fonts.SANS, 8.2) + gap
    return x


class Drawn(Flowable):  # type: ignore[misc]  # published without types
    """Something as wide as the page and of a height known at once."""

    def __init__(self, height: float):
        super().__init__()
        self.width, self.height = paper.MEASURE, height

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:
        return self.width, self.height


class Fields(Drawn):
    """Rows of fields side by side: each (label, share of the width, words already known)."""

    def __init__(self, *rows: Sequence[tuple[str, float, str]], step: float = STEP):
        super().__init__(step * len(rows))
        self._rows, self._step = rows, step

    def draw(self) -> None:
        for place, row in enumerate(self._rows):
            whole, x = sum(share for _, share, _ in row), 0.0
            for label, share, written in row:
                end = x + self.width * share / whole
                field(self.canv, x, self.height - self._step * place - 15, end, label, written)
                x = end


class Ruled(Drawn):
    """Lines to write on, 8 mm apart."""

    def __init__(self, count: int):
        super().__init__(STEP * count)
        self._count = count
        self.alt = f"{count} lignes à écrire"

    def draw(self) -> None:
        for number in range(self._count):
            dots(self.canv, 0, self.height - STEP * (number + 1) + 3, self.width)


class Box(Drawn):
    """A dashed box to write in, under its title."""

    def __init__(self, title: str, lines: int):
        super().__init__(15 + STEP * lines)
        self._title, self._lines = title, lines
        self.alt = f"{title} : {lines} lignes à écrire"

    def draw(self) -> None:
        canvas = self.canv
        canvas.saveState()
        canvas.setLineWidth(1.1)
        canvas.setDash(3.2, 2.2)
        canvas.rect(0, 2, self.width, self.height - 2)
        canvas.restoreState()
        drawing.write(canvas, 8, self.height - 12, self._title, fonts.SANS_BOLD, 8.2)
        for number in range(1, self._lines):
            dots(canvas, 8, self.height - 15 - STEP * number, self.width - 8)


class Blank(Drawn):
    """A table to fill in. `columns` are (words of the head, width), the last one taking what is left; `first` numbers
    the rows from there."""

    def __init__(self, columns: Sequence[tuple[str, float]], rows: int, first: int = 0, step: float = STEP):
        super().__init__(HEAD + step * rows)
        taken = sum(width for _, width in columns[:-1])
        self._columns = (*columns[:-1], (columns[-1][0], self.width - taken))
        self._rows, self._first, self._step = rows, first, step
        heads = ", ".join(words.replace("\n", " ") for words, _ in self._columns)
        self.alt = f"Tableau à remplir, {rows} lignes. Colonnes : {heads}."

    def draw(self) -> None:
        canvas, x = self.canv, 0.0
        canvas.setLineWidth(0.5)
        for number, (words, width) in enumerate(self._columns):
            lines = words.split("\n")
            for place, line in enumerate(lines, 1 - len(lines)):
                y = self.height - HEAD + 3.5 - 8.4 * place
                drawing.fit(canvas, x + (3 if x else 0), y, line, fonts.SANS_STRONG, 7.3, width - 5)
            if number:
                canvas.setStrokeColor(RULE)
                canvas.line(x, 0, x, self.height - HEAD)
            x += width
        canvas.setStrokeColor(INK)
        canvas.setLineWidth(0.9)
        canvas.line(0, self.height - HEAD, self.width, self.height - HEAD)
        for row in range(self._rows):
            y = self.height - HEAD - self._step * (row + 1)
            canvas.setLineWidth(0.5)
            canvas.setStrokeColor(SECOND)
            canvas.line(0, y, self.width, y)
            if self._first:
                drawing.write(canvas, 1, y + 3.5, str(self._first + row), fonts.SANS, 7)
        canvas.setStrokeColor(INK)
