"""The sheet: its measures, its inks and its styles, after the printed model (points, A4)."""

from collections.abc import Callable, Sequence
from io import BytesIO
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate, Paragraph, Table

from app.core.clock import moment
from app.documents import fonts, tagged_file, tagging, typography
from app.documents.tagged_tables import Marking
from app.documents.tagging import Element

WIDTH, HEIGHT = A4
LEFT = 40.5
RIGHT = WIDTH - LEFT
MEASURE = RIGHT - LEFT  # width of a line of text
TOP = HEIGHT - 16.5
BOTTOM = 15.0
BAND = 13.5  # height of the frame's band
FOOT = 98.0  # the rule above the foot, from the bottom of the sheet
COUNT = 54.0  # the line of « Page 3/12 », from the bottom of the sheet
BAR = 2.25  # the bar in the margin: changed since the last brief
GUTTER = 9.0  # between the bar and the words

INK = HexColor("#161616")
SECOND = HexColor("#3A3A3A")
RULE = HexColor("#BBBBBB")
GHOST = HexColor("#B8B8B8")


def _style(name: str, font: str, size: float, leading: float, **more: object) -> ParagraphStyle:
    """`tag` says what a paragraph of this style is for a reader, when it is no P; `outlined`, that the title of a row
    is an entry of the outline."""
    return ParagraphStyle(
        name,
        fontName=font,
        fontSize=size,
        leading=leading,
        textColor=INK,
        bulletFontName=font,
        allowWidows=0,
        allowOrphans=0,
        **more,
    )


BODY = _style("body", fonts.BODY, 9.75, 12.75, spaceAfter=3)
ESSENTIAL = _style("essential", fonts.BODY, 10.1, 13.5, spaceAfter=1.2, leftIndent=GUTTER)
NOTHING = _style("nothing", fonts.BODY_ITALIC, 9.75, 12.75, spaceAfter=3)
HEADING = _style("heading", fonts.SANS_BOLD, 9.4, 12, spaceBefore=8, spaceAfter=5, tag="H2")
REMARK = _style("remark", fonts.SANS, 7.5, 10, spaceBefore=6)

# A narrow column needs hyphens; a line of the full measure does not.
_NARROW = {"hyphenationLang": "fr_FR", "hyphenationMinWordLength": 7, "embeddedHyphenation": 1}
CELL = _style("cell", fonts.BODY, 9.4, 12, **_NARROW)
FIGURE = _style("figure", fonts.BODY, 9.4, 12, alignment=2, rightIndent=7)
FIGURE_STRONG = _style("strong figure", fonts.BODY_BOLD, 9.4, 12, alignment=2, rightIndent=7)
NUMBER = _style("number", fonts.SANS, 9.6, 13)
BESIDE = _style("beside", fonts.BODY, 8.7, 11.4)  # addresses: never hyphenated
HOUR = _style("hour", fonts.BODY_STRONG, 9.4, 12)
REFERENCE = _style("reference", fonts.SANS, 7.6, 10.2)
HEAD = _style("head", fonts.SANS_STRONG, 7.3, 9.5, tag="TH")
HEAD_RIGHT = _style("right head", fonts.SANS_STRONG, 7.3, 9.5, alignment=2, rightIndent=7, tag="TH")
DAY = _style("day", fonts.SANS_STRONG, 7.6, 10)
BOX_TITLE = _style("box title", fonts.SANS_BOLD, 8.2, 11, tag="TH")

# The main courante is denser than a brief.
ENTRY = _style("entry", fonts.BODY, 8.7, 10.8, **_NARROW)
ENTRY_HOUR = _style("entry hour", fonts.BODY_STRONG, 8.7, 10.8)
ENTRY_SMALL = _style("entry reference", fonts.SANS, 7.0, 9.2, **_NARROW)
ENTRY_DAY = _style("entry day", fonts.SANS_STRONG, 8.2, 10.5, outlined=True)
DECISION = _style("decision", fonts.SANS_BOLD, 9.8, 12.5, outlined=True)

# An official text is read aloud, and far from the lamp.
TITLE = _style("title", fonts.SANS_BOLD, 17.25, 21, spaceAfter=9, tag="H1")
LEAD = _style("lead", fonts.BODY_BOLD, 11.7, 15.5, spaceAfter=7)
KEY = _style("key message", fonts.BODY_STRONG, 11.2, 15, leftIndent=11, firstLineIndent=-11, spaceAfter=4, tag="LI")
SECTION = _style("section", fonts.SANS_BOLD, 10.5, 13.5, spaceBefore=8, spaceAfter=3, keepWithNext=1, tag="H2")
SPOKEN = _style("spoken", fonts.BODY, 11.2, 15, spaceAfter=4)
SIGNED = _style("signed", fonts.SANS_BOLD, 10.5, 13.5, spaceBefore=12)
CONTACT = _style("contact", fonts.SANS, 8.7, 11.5)

# A spokesperson reads his sheet standing, at arm's length.
BOARD_TOPIC = _style("board topic", fonts.SANS_BOLD, 10.5, 13.5, spaceBefore=9, spaceAfter=2, tag="H2")
BOARD_SAID = _style("board line", fonts.BODY_BOLD, 15.5, 19.5)
BOARD_PAST = _style("board past line", fonts.BODY, 12, 15)
BOARD_ANSWER = _style("board answer", fonts.BODY_BOLD, 10.6, 13.6)
BOARD_NAMED = _style("board reference", fonts.SANS_BOLD, 8.2, 11)

ISSUER = _style("issuer", fonts.SANS, 8.25, 10.5)
CRISIS = _style("crisis", fonts.SANS_STRONG, 11.25, 14)
CRISIS_LONG = _style("long crisis", fonts.SANS_STRONG, 9, 10.5)


class Counted(Canvas):  # type: ignore[misc]  # published without types
    """A file whose pages say how many they are, which is known when the last one is made: it is laid out once."""

    def place_count(self) -> None:
        """Keeps the place of « Page 3/12 » on this page, at the right above the foot of the sheet."""
        self.doForm(f"page-{self.getPageNumber()}")

    def drawText(self, aTextObject: Any) -> None:
        tagging.close(aTextObject)
        super().drawText(aTextObject)

    def save(self) -> None:
        pages = self.getPageNumber() - 1
        for page in range(1, pages + 1):
            self.beginForm(f"page-{page}")
            self.setFillColor(INK)
            self.setFont(fonts.SANS_BOLD, 9.75)
            self.drawRightString(RIGHT, COUNT, f"Page {page}/{pages}")
            self.endForm()
        super().save()


class Room(Frame):  # type: ignore[misc]
    """The place of the text on a page, where each thing that is laid is marked for who cannot see it."""

    def add(self, flowable: Flowable, canv: Any, trySplit: int = 0) -> int:
        tree = tagging.tree_of(canv)
        if tree is None:
            return int(super().add(flowable, canv, trySplit))
        element = tree.element(flowable)
        if isinstance(flowable, Table) and element is not None:
            flowable._renderCB = Marking(tree, flowable, element)
            return int(super().add(flowable, canv, trySplit))
        with tree.drawing(element):
            laid = int(super().add(flowable, canv, trySplit))
        if laid and element is not None:
            self._note(flowable, element, canv)
        return laid

    def _note(self, flowable: Flowable, element: Element, canvas: Any) -> None:
        """Where the figure was laid; what the heading is in the outline, when it says nothing of it itself."""
        y = self._y + flowable.getSpaceAfter()
        if element.alt:
            element.box = (self._x, y, self._x + flowable.width, y + flowable.height)
        if element.tag == "H2" and type(flowable) is Paragraph:
            outline(canvas, flowable.getPlainText(), y + flowable.height)

    def split(self, flowable: Flowable, canv: Any) -> list[Flowable]:
        pieces: list[Flowable] = super().split(flowable, canv)
        tagging.carry(flowable, pieces)
        return pieces


def outline(canvas: Any, words: str, top: float) -> None:
    """Adds these words, that stand under `top` on this page, to the outline of the file."""
    key = f"{canvas.getPageNumber()}-{top:.1f}"
    canvas.bookmarkHorizontalAbsolute(key, top)
    canvas.addOutlineEntry(words, key)


class Book(BaseDocTemplate):  # type: ignore[misc]
    """A file that is read in the order it was written, by the eye or by a voice."""

    def build(
        self, flowables: list[Flowable], filename: Any = None, canvasmaker: Callable[..., Canvas] = Counted
    ) -> None:
        super().build(flowables, filename, canvasmaker)

    def handle_pageEnd(self) -> None:
        super().handle_pageEnd()
        fonts.PRESS.give_way()

    def _makeCanvas(self, filename: Any = None, canvasmaker: Callable[..., Canvas] = Counted) -> Canvas:
        canvas = super()._makeCanvas(filename, canvasmaker)
        canvas.tree = tagging.Tree(canvas, self.title)
        return canvas

    def _endBuild(self) -> None:
        self._doSave = 0  # not before the tree is written
        super()._endBuild()
        tagged_file.write(self.canv.tree)
        self.canv.save()


def book(file: BytesIO, pages: Sequence[PageTemplate], title: str, author: str, fingerprint: str) -> Book:
    """An A4 document in French, that the same content always makes the same."""
    return Book(
        file,
        pagesize=(WIDTH, HEIGHT),
        pageTemplates=list(pages),
        title=typography.plain(title),
        author=typography.plain(author),
        subject=f"Empreinte du contenu : {fingerprint}",
        creator="Diapason",
        producer="Diapason",
        lang="fr-FR",
        displayDocTitle=1,
        initialFontName=fonts.BODY,
        invariant=1,
        allowSplitting=1,
    )


def page(
    name: str, head: float, below: float, made_at: int, furnish: Callable[[Any], None], rule: float = FOOT
) -> PageTemplate:
    """A page whose text begins `head` points from the top and ends `below` above the foot, itself under `rule`.
    `furnish` draws all that is around it."""

    def draw(canvas: Any, _: Any) -> None:
        # The file says when it was made: `invariant` alone would date it of the year 2000.
        canvas._doc._timeStamp.YMDhms = moment(made_at, "UTC").timetuple()[:6]
        with tagging.around(canvas):
            furnish(canvas)

    foot = rule + 8
    room = Room(LEFT, foot, MEASURE, HEIGHT - head - foot - below, 0, 0, 0, 0)
    return PageTemplate(name, [room], onPage=draw)
