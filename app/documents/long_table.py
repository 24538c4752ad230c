"""Tables of any length, cut page by page in the time it takes to draw them."""

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any

from reportlab.platypus import Flowable

from app.documents.grid import Grid, Row
from app.documents.paper import GUTTER, MEASURE

Make = Callable[[Sequence[Row], Sequence[float]], Grid]
WHOLE = 100  # rows: a table of no more is laid at once
AT_ONCE, MORE = 44, 4  # rows that surely fill a page; those tried beyond what the last page held
TALL = 560.0  # points: a taller row fits on no page


def long_table(make: Make, rows: Sequence[Row], box: bool = False) -> Flowable:
    """The table that `make` lays of these rows, in columns of the widths that it is given, or that fit."""
    if len(rows) <= WHOLE:
        return make(rows, ())
    return Rows(make, rows, _widths(make(_telling(rows), ()), box))


class Rows(Flowable):  # type: ignore[misc]  # published without types
    """Rows that wait for their page: it is always cut, into a table that is drawn and the rows that follow. For a
    reader it is one table."""

    spaceBefore, spaceAfter = 3, 5

    def __init__(
        self,
        make: Make,
        rows: Sequence[Row],
        widths: Sequence[float],
        at_once: int = AT_ONCE,
        whole: object | None = None,
    ):
        super().__init__()
        self._make, self._rows, self._widths, self._at_once = make, rows, widths, at_once
        self.whole = whole or object()
        self._begun: tuple[int, Grid] | None = None  # what did not fit at the foot of a page begins the next one

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:
        return MEASURE, availHeight + 1

    def split(self, availWidth: float, availHeight: float) -> list[Flowable]:
        count, made = self._begun or (self._at_once, self._laid(self._at_once))
        while made.wrap(availWidth, availHeight)[1] <= availHeight and count < len(self._rows):
            count *= 2
            made = self._laid(count)
        self._begun = count, made
        if made._height <= availHeight:
            return [made]
        pieces = made.split(availWidth, availHeight)
        if len(pieces) < 2:
            return []
        lines = [line[0] for line in made._cellvalues[made.repeatRows :]]  # the slices of a row share their margin
        shown = len(pieces[0]._cellvalues) - made.repeatRows
        rows = 1 + sum(one is not other for one, other in pairwise(lines[: shown + 1]))
        rows -= 1 if shown < len(lines) else 0
        if shown < len(lines) and lines[shown] is lines[shown - 1]:
            begins = next(place for place, one in enumerate(lines) if one is lines[shown])
            return self._between_rows(made, begins, rows, availWidth, availHeight)
        return self._told(pieces[0], rows)

    def _between_rows(self, made: Grid, line: int, rows: int, width: float, height: float) -> list[Flowable]:
        """A row that was sliced stays in one piece when a page can hold it."""
        if rows:
            fits = sum(made._rowHeights[: made.repeatRows + line]) + 0.01
            pieces = made.split(width, fits)
            return self._told(pieces[0], rows) if len(pieces) > 1 else []
        alone = self._laid(1)
        if alone.wrap(width, height)[1] < TALL:
            return []
        return [*map(self._one, alone.split(width, height)), *self._rest(1)]

    def _told(self, piece: Grid, rows: int) -> list[Flowable]:
        return [self._one(piece), *self._rest(rows)]

    def _rest(self, rows: int) -> list[Flowable]:
        left = self._rows[rows:]
        return [Rows(self._make, left, self._widths, rows + MORE, self.whole)] if left else []

    def _laid(self, count: int) -> Grid:
        return self._one(self._make(self._rows[:count], self._widths))

    def _one(self, piece: Grid) -> Grid:
        piece.whole = self.whole
        return piece


def _telling(rows: Sequence[Row]) -> list[Row]:
    """Those that decide how wide the columns are: in each, the longest words, and the longest word."""
    told = [row for row in rows if not row.title]
    found: list[Row] = []
    for column in range(max((len(row.cells) for row in told), default=0)):
        having = [row for row in told if len(row.cells) > column]
        found.append(max(having, key=lambda row: len(row.cells[column].words)))
        found.append(max(having, key=lambda row: max(map(len, row.cells[column].words.split()), default=0)))
    return found


def _widths(made: Grid, box: bool) -> list[float]:
    """The widths of its columns, as the next table is given them."""
    columns: list[Any] = list(made._argW[1:])
    inset = GUTTER if box else 0.0
    if len(columns) == 1:
        return [MEASURE - 2 * inset]
    columns[0] -= inset
    columns[-1] -= inset
    return [float(width) for width in columns]
