"""The rows and the cells of a table as a screen reader goes through them."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from reportlab.platypus import Table

from app.documents.tagging import Element, Tree, placed, tag_of, tree_of

CHANGED = "Changé"  # what the bar in the margin says


class Margin(str):
    """The empty cell at the left of a row, in the margin. The slices of a tall row share it: they are one row. A
    `titled` one is one cell over all columns, `entry` its words in the outline of the file; `changed` draws the bar."""

    __slots__ = ("changed", "entry", "titled", "whole")
    titled: bool
    entry: str
    changed: bool
    whole: object


def margin(titled: bool = False, entry: str = "", changed: bool = False) -> Margin:
    """That of a new row."""
    made = Margin("")
    made.titled, made.entry, made.changed, made.whole = titled, entry, changed, object()
    return made


@dataclass(slots=True)
class Row:
    """A row of the tree, and its cells by column."""

    element: Element
    margin: Margin | None = None
    cells: dict[int, Element] = field(default_factory=dict)


class Marking:
    """What a table calls at each step of its drawing: one for each piece of it. The head is read once, whatever the
    number of pages; without one, the first cell of a row names it, and a title above all rows names the table."""

    def __init__(self, tree: Tree, table: Table, element: Element):
        self._tree, self._table, self._element = tree, table, element
        heads = table.repeatRows
        self._heads: int = heads if isinstance(heads, int) else max(heads, default=-1) + 1
        self._begun = bool(element.kids)
        first = element.elements[:1]
        self._named = self._heads > 0 or any(cell.scope == "Column" for row in first for cell in row.elements)
        self._row: Row | None = None

    def __call__(self, _: Table, event: str, *more: Any) -> None:
        match event:
            case "startRow":
                self._row = self._start(more[0])
            case "startCell":
                self._tree.begin(None if self._row is None else self._cell(self._row, *more))
            case "startBG" | "startLines":
                self._tree.begin(None)
            case "endCell" | "endBG" | "endLines":
                self._tree.end()

    def _start(self, number: int) -> Row | None:
        if self._element.tag == "Div":
            return Row(self._element)
        if self._begun and number < self._heads:
            return None
        margin = self._table._cellvalues[number][0]
        if not isinstance(margin, Margin):
            return Row(self._element.add("TR"))
        known = self._tree.rows.get(margin.whole)
        if known is None:
            begins = margin.titled and not self._named and not self._element.kids
            known = self._tree.rows[margin.whole] = Row(self._element.add("Caption" if begins else "TR"), margin)
        return known

    def _cell(self, row: Row, number: int, column: int, value: Any, _: Any, *place: Any) -> Element | None:
        box = placed(self._tree.canvas, (*place[0], *place[1]))
        if row.margin is not None and not column:  # the bar is said once, in the first cell of its row
            if not row.margin.changed or row.cells:
                return None
            row.cells[1] = self._new(row, number, 1, self._table._cellvalues[number][1])
            return row.cells[1].add("Figure", alt=CHANGED, box=box)
        if column not in row.cells:
            row.cells[column] = self._new(row, number, column, value)
        cell, alt = row.cells[column], getattr(_first(value), "alt", "")
        return cell.add("Figure", alt=alt, box=box) if alt else cell

    def _new(self, row: Row, number: int, column: int, value: Any) -> Element:
        first = _first(value)
        kind = "P" if isinstance(first, str) else tag_of(first)
        if row.element.tag == "Div":
            return row.element.add("P" if kind == "TH" else kind)
        beside = int(row.margin is not None)
        columns = self._table._ncols - beside
        if row.element.tag == "Caption":
            return row.element
        if row.margin is not None and row.margin.titled:
            return row.element.add("TD", span=columns)
        span = self._span(number, column)
        if number < self._heads:
            return row.element.add("TH", scope="Column", span=span)
        if kind == "TH" or (column == beside and columns > 1 and not self._named):
            return row.element.add("TH", scope="Row", span=span)
        return row.element.add("TD", span=span)

    def _span(self, number: int, column: int) -> int:
        if not self._table._spanCmds:
            return 1
        left, _, right, _ = self._table._spanRanges.get((column, number)) or (column, 0, column, 0)
        return int(right - left + 1)


def _first(value: Any) -> Any:
    """What stands first in a cell, which holds words or one or several flowables."""
    return value[0] if isinstance(value, list | tuple) and value else value


@contextmanager
def drawn(canvas: Any) -> Iterator[None]:
    """What is drawn meanwhile is a table: its cells are read, what else is drawn is an artifact."""
    tree = tree_of(canvas)
    if tree is None:
        yield
        return
    tree.drawn = [tree.root.add("Table")]
    with tree.drawing(None):
        yield


def begin_row(canvas: Any) -> None:
    """The cells that are drawn next are those of a new row."""
    tree = tree_of(canvas)
    if tree is not None:
        tree.drawn.append(tree.drawn[0].add("TR"))


@contextmanager
def drawn_cell(canvas: Any, scope: str = "", alt: str = "", box: Any = ()) -> Iterator[None]:
    """What is drawn meanwhile is the next cell of the row. With a `scope` (Row, Column) it is a heading; with an `alt`,
    a figure, whose `box` is x, y, width, height."""
    tree = tree_of(canvas)
    if tree is None:
        yield
        return
    cell = tree.drawn[-1].add("TH" if scope else "TD", scope=scope)
    with tree.drawing(cell.add("Figure", alt=alt, box=placed(canvas, box)) if alt else cell):
        yield
