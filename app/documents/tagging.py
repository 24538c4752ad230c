"""What a screen reader reads: which words are a heading, a paragraph or a cell, and what is only around them.

A flowable says what it is by `role`, by `figure`, by an `alt` of its own, or by the `tag` of its style; without any, it
is a P, and a table a Table. What stands around the text is an artifact, except what is `told`. On a canvas without a
tree nothing is marked.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, TypeVar, Union
from xml.sax.saxutils import quoteattr

from reportlab.platypus import Flowable, HRFlowable, Table
from reportlab.platypus.flowables import NullDraw

Some = TypeVar("Some", bound=Flowable)
ARTIFACT = "Artifact"
CARRIED = ("role", "alt", "whole")  # from a flowable to the pieces it is split into
STRUCK = "(rayé : {})"  # what is said of struck words
STRUCK_END = '<onDraw name="struck"/>'
_AROUND = "/Artifact <</Type /Pagination>> BDC"


@dataclass(slots=True, eq=False)
class Element:
    """A node of the tree. `said` is read instead of the words, `alt` instead of a drawing, whose `box` on its page is
    in points. `kids`: elements, and marks on the pages as (page, number of the mark)."""

    tag: str
    alt: str = ""
    said: str = ""
    box: tuple[float, ...] = ()
    scope: str = ""
    span: int = 1
    kids: list[Union["Element", tuple[int, int]]] = field(default_factory=list)

    def add(self, tag: str, **more: Any) -> "Element":
        kid = Element(tag, **more)
        self.kids.append(kid)
        return kid

    @property
    def elements(self) -> list["Element"]:
        return [kid for kid in self.kids if isinstance(kid, Element)]


class Tree:
    """The elements of one file in the order they are read, and whose each mark on the pages is."""

    def __init__(self, canvas: Any, title: str):
        self.canvas, self.title = canvas, title
        self.root = Element("Document")
        self.last: list[Element] = []  # read after all the others
        self.heads: Element | None = None  # named around the text, they wait for their table
        self.table: Table | None = None  # the last one that was begun
        self.drawn: list[Element] = []  # of a table that is drawn by hand: itself, its rows
        self.wholes: dict[object, Element] = {}  # of each flowable, whatever its pieces
        self.rows: dict[object, Any] = {}  # of the tables, whatever their slices
        self.marks: dict[int, list[Element]] = {}  # of each page
        self._open: list[Element | None] = []
        self._begun = ""
        self._told: set[str] = set()
        self._titles: list[Element] = []
        canvas.setNamedCB("struck", _strike)

    def begin(self, element: Element | None) -> None:
        """What is drawn from here on belongs to this element; to none, and it is an artifact."""
        self._leave()
        self._open.append(element)
        self._enter()

    def end(self) -> None:
        """What is drawn from here on belongs again to what was begun before."""
        self._leave()
        self._open.pop()
        self._enter()

    @contextmanager
    def drawing(self, element: Element | None) -> Iterator[None]:
        """What is drawn meanwhile belongs to this element."""
        self.begin(element)
        yield
        self.end()

    def within(self, tag: str, **more: Any) -> Element | None:
        """A new element in the one that is being drawn; none in an artifact."""
        above = self._open[-1] if self._open else None
        return None if above is None else above.add(tag, **more)

    def _enter(self) -> None:
        if not self._open:
            return
        element = self._open[-1]
        self._begun = _AROUND if element is None else self._mark(element)
        self.canvas._code.append(self._begun)

    def _mark(self, element: Element) -> str:
        page = self.canvas.getPageNumber()
        marks = self.marks.setdefault(page, [])
        element.kids.append((page, len(marks)))
        marks.append(element)
        return f"/{element.tag} <</MCID {len(marks) - 1}>> BDC"

    def _leave(self) -> None:
        """Ends a mark, or takes it back when nothing was drawn."""
        if not self._open:
            return
        code = self.canvas._code
        if code[-1] is not self._begun:
            code.append("EMC")
            return
        code.pop()
        self._take_back(self._open[-1])

    def _take_back(self, element: Element | None) -> None:
        if element is not None:
            element.kids.pop()
            self.marks[self.canvas.getPageNumber()].pop()

    def tell(self, element: Element, place: int, last: bool) -> None:
        """Puts among the others what was just drawn around the text, from that `place` of the page on; what was told
        before, the same figure or the same words in the same place, is an artifact."""
        code = self.canvas._code
        drawn = element.alt or "\n".join(code[place:])
        if drawn in self._told:
            code[place - 1] = _AROUND
            self._take_back(element)
            return
        self._told.add(drawn)
        (self.last if last else self.root.kids).append(element)
        if element.tag == "H1":
            self._titles.append(element)

    def tell_title(self, place: int) -> None:
        """When nothing around the first page says what it is, all of it stands for the title of the file."""
        if self._told or not self.title or self.marks:
            return
        element = self.root.add("H1", said=self.title)
        self.canvas._code[place] = self._mark(element)

    def element(self, flowable: Flowable) -> Element | None:
        """The same for all the pieces of a flowable; none for what says nothing."""
        whole = vars(flowable).setdefault("whole", object())
        if whole not in self.wholes:
            self.wholes[whole] = self._made(flowable)
        known = self.wholes[whole]
        return None if known.tag == ARTIFACT else known

    def _made(self, flowable: Flowable) -> Element:
        tag = tag_of(flowable)
        if tag == ARTIFACT:
            return Element(ARTIFACT)
        if isinstance(flowable, Table):
            return self._begin_table(flowable, tag)
        if tag == "LI":
            before = self.root.kids[-1] if self.root.kids else None
            around = before if isinstance(before, Element) and before.tag == "L" else self.root.add("L")
            return around.add("LI").add("LBody")
        if tag == "H1":  # the text has its own title: what is above it is a paragraph
            for title in self._titles:
                title.tag = "P"
        return self.root.add(tag, alt=getattr(flowable, "alt", ""))

    def _begin_table(self, table: Table, tag: str) -> Element:
        """A table without a head goes on with the one right above it that has the same columns."""
        before, self.table = self.table, table
        if before is not None and _goes_on(before, table):
            above = self.wholes[before.whole]
            if above is self.root.kids[-1]:
                return above
        element = self.root.add(tag)
        if self.heads is not None and not table.repeatRows:
            element.kids.append(self.heads)
            self.heads = None
        return element


def _goes_on(before: Table, table: Table) -> bool:
    touching = not (table.getSpaceBefore() or before.getSpaceAfter())
    return touching and not table.repeatRows and bool(table._argW == before._argW)


def tag_of(flowable: Flowable) -> str:
    """What it is for a reader."""
    role = getattr(flowable, "role", "")
    if role:
        return str(role)
    if getattr(flowable, "alt", ""):
        return "Figure"
    if isinstance(flowable, NullDraw | HRFlowable):
        return ARTIFACT
    if isinstance(flowable, Table):
        return "Table"
    return str(getattr(getattr(flowable, "style", None), "tag", "P"))


def role(flowable: Some, tag: str) -> Some:
    """Says what it is: H1 to H6, P, LI, Caption; Div for a table that only places its words; Artifact."""
    vars(flowable)["role"] = tag  # some refuse what they do not know
    return flowable


def figure(flowable: Some, alt: str) -> Some:
    """Says that it is drawn, and in words what it shows."""
    vars(flowable)["alt"] = alt
    return flowable


def carry(flowable: Flowable, pieces: list[Flowable]) -> None:
    """The pieces of a flowable are one element."""
    for piece in pieces:
        if type(piece) is type(flowable):
            for name in CARRIED:
                if hasattr(flowable, name):
                    setattr(piece, name, getattr(flowable, name))


def tree_of(canvas: Any) -> Tree | None:
    """The tree of the file that this canvas draws. Inside a form, which many pages show, nothing is marked."""
    tree: Tree | None = getattr(canvas, "tree", None)
    return None if canvas._doc.inObject == "form" else tree


@contextmanager
def around(canvas: Any) -> Iterator[None]:
    """All that is drawn meanwhile is an artifact, except what is told."""
    tree = tree_of(canvas)
    if tree is None:
        yield
        return
    place = len(canvas._code)
    tree.begin(None)
    yield
    tree.tell_title(place)
    tree.end()


@contextmanager
def told(
    canvas: Any, tag: str = "P", said: str = "", alt: str = "", box: Any = (), last: bool = False
) -> Iterator[None]:
    """What is drawn meanwhile, around the text, is read once: the first time, in the place where it is drawn, or `last`
    of all. `said` is read instead of its words. A Figure has its `alt`, and its `box` (x, y, width, height)."""
    tree = tree_of(canvas)
    if tree is None:
        yield
        return
    element = Element(tag, alt, said, placed(canvas, box))
    tree.begin(element)
    place = len(canvas._code)
    try:
        yield
    finally:  # a mark that cannot be read stops no brief
        if len(canvas._code) > place:
            tree.tell(element, place, last)
        tree.end()


@contextmanager
def head(canvas: Any) -> Iterator[None]:
    """What is drawn meanwhile, around the text, names the next column of the table without a head that follows."""
    tree = tree_of(canvas)
    if tree is None or canvas.getPageNumber() > 1:
        yield
        return
    tree.heads = tree.heads or Element("TR")
    tree.begin(tree.heads.add("TH", scope="Column"))
    yield
    tree.end()


@contextmanager
def pictured(canvas: Any, alt: str, box: Any) -> Iterator[None]:
    """What is drawn meanwhile, in the midst of a paragraph, is a figure: `box` (x, y, width, height)."""
    tree = tree_of(canvas)
    if tree is None:
        yield
        return
    with tree.drawing(tree.within("Figure", alt=alt, box=placed(canvas, box))):
        yield


def struck(words: str, then: str) -> str:
    """What begins the markup of struck words, which are said to be so, and of those that follow until STRUCK_END."""
    said = " ".join(f"{STRUCK.format(words.strip())} {then}".split())
    return f'<onDraw name="struck" label={quoteattr(said)}/>'


def _strike(canvas: Any, _: str, words: str | None) -> None:
    """Begins or ends struck words in the line of a paragraph."""
    text = canvas._curr_tx_info["tx"]
    if words is not None:
        close(text)
        text._code.append(f"/Span <</ActualText {hexadecimal(words)}>> BDC")
        text.struck = True
    else:
        close(text)


def close(text: Any) -> None:
    """Ends the struck words that go on in the next piece of their paragraph."""
    if getattr(text, "struck", False):
        text._code.append("EMC")
        text.struck = False


def hexadecimal(words: str) -> str:
    """A text of people as the file writes it."""
    return f"<feff{words.encode('utf-16-be', 'replace').hex()}>"


def placed(canvas: Any, box: Any) -> tuple[float, ...]:
    """That box (x, y, width, height) as the edges of it on the page."""
    if not box:
        return ()
    x, y, width, height = box
    return (*canvas.absolutePosition(x, y), *canvas.absolutePosition(x + width, y + height))
