"""The sections of a brief and what they hold, as they are laid on paper."""

from collections.abc import Iterator, Sequence
from typing import Any, assert_never

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import CondPageBreak, Flowable, Spacer
from reportlab.platypus import Paragraph as Words
from reportlab.platypus import Table as Columns

from app.core.brief_content import (
    Asked,
    Block,
    Chronology,
    Content,
    Curve,
    Pair,
    Paragraph,
    Remark,
    Said,
    Section,
    Table,
    Unverified,
)
from app.core.brief_formats import shown_number
from app.documents import brief_tables, chart, fonts, paper, tagging, typography
from app.documents.decision import Decision
from app.documents.grid import Grid
from app.documents.long_table import Rows
from app.documents.tagged_tables import CHANGED

LONGEST_TITLE = 150
UNPRINTABLE = "□ : signe que les polices de ce document n’ont pas ; le texte entier se lit à l’écran."
BETWEEN = 24.0  # two columns
TALLEST_PAIR = 130.0  # points: taller paragraphs follow each other
LEAST_SAID = 64.0  # a text begins with its reference and some lines of it
MOVED = ParagraphStyle("moved", paper.REMARK, fontName=fonts.SANS_STRONG, spaceBefore=2, spaceAfter=4)
TOPIC = ParagraphStyle("topic", paper.SECTION, fontSize=8.6, leading=11, spaceBefore=7, spaceAfter=2, tag="H3")
NAMED = ParagraphStyle(
    "named text", paper.BODY, fontName=fonts.BODY_BOLD, spaceBefore=5, spaceAfter=1.5, keepWithNext=1
)
SAID = ParagraphStyle("said", paper.BODY, leftIndent=paper.GUTTER, spaceAfter=2.5)

Made = dict[tuple[Any, ...], list[Any]]  # what is known of a block that was laid once, for the next time


class Heading(Words):  # type: ignore[misc]  # published without types
    """A numbered title on its rule, which is also an entry of the file's outline."""

    def __init__(self, markup: str, title: str, key: str):
        super().__init__(markup, paper.HEADING)
        self._title, self._key = title, key

    def draw(self) -> None:
        super().draw()
        self.canv.setLineWidth(1.1)
        self.canv.setStrokeColor(paper.INK)
        self.canv.line(0, -2, paper.MEASURE, -2)
        self.canv.bookmarkHorizontal(self._key, 0, self.height)
        self.canv.addOutlineEntry(self._title, self._key)


class Changed(Words):  # type: ignore[misc]
    """A paragraph with the bar in the margin: it changed since the last brief."""

    def draw(self) -> None:
        left = self.style.leftIndent - paper.GUTTER
        bar = (left, 1.5, paper.BAR, self.height - 3)
        with tagging.pictured(self.canv, CHANGED, bar):
            self.canv.setFillColor(paper.INK)
            self.canv.rect(*bar, stroke=0, fill=1)
        super().draw()


def story(content: Content, made: Made | None = None) -> list[Flowable]:
    """Everything between the head and the foot of the pages, in order. `made` keeps what is laid, for another content
    that holds the same blocks."""
    made = {} if made is None else made
    flow: list[Flowable] = []
    for place, section in enumerate(content.sections):
        number = str(shown_number(section.number))
        remark = _since(content) if not place else ""
        flow.extend(laid(section, number, f"section-{section.number}", content.zone, made, remark))
    return [*flow, *lacking(content.sections, made)]


def laid(section: Section, number: str, key: str, zone: str, made: Made, remark: str = "") -> list[Flowable]:
    """A section under its number; `key` names its place in the file."""
    title = _short(section.title)
    small = f'<font name="{fonts.SANS}" size="7.6">{fonts.markup(remark, fonts.SANS)}</font>'
    gap = typography.NBSP * (4 if len(number) < 2 else 2)
    heading = Heading(f"{number}{gap}{fonts.markup(title, fonts.SANS_BOLD)}{small}", f"{number} {title}", key)
    flow: list[Flowable] = []
    topic = ""
    for place, block in enumerate(section.blocks):
        known = (block, section.number, number, zone, topic)
        if known not in made:
            made[known] = list(_block(block, section.number, number, zone, topic))
        flow.extend(made[known])
        topic = block.note if isinstance(block, Said) else ""
        if isinstance(block, Asked) and place + 1 < len(section.blocks):
            flow.append(Spacer(1, 3))
    flow = flow or [_words(section.nothing, paper.NOTHING)]
    height = heading.wrap(paper.MEASURE, paper.HEIGHT)[1] + paper.HEADING.spaceBefore + paper.HEADING.spaceAfter
    return [CondPageBreak(height + _least(flow)), heading, *flow]


def lacking(sections: Sequence[Section], made: Made) -> list[Flowable]:
    """What is said at the end when a sign of theirs has no shape on this paper."""
    return [_words(UNPRINTABLE, paper.REMARK)] if any(_lacks(part, made) for part in _parts(sections)) else []


def _parts(sections: Sequence[Section]) -> Iterator[str | Block]:
    for section in sections:
        yield from (section.title, section.nothing, *section.blocks)


def _lacks(part: str | Block, made: Made) -> bool:
    known = ("lacks", part)
    if known not in made:
        made[known] = [None] if any(fonts.lacks(words) for words in texts(part)) else []
    return bool(made[known])


def texts(value: Any) -> Iterator[str]:
    """Every text a person may have written in a content, or in a part of it."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from texts(each)
    elif hasattr(value, "__dataclass_fields__"):
        for name in value.__dataclass_fields__:
            yield from texts(getattr(value, name))


def _since(content: Content) -> str:
    """What the bars in the margin mean, where there are some."""
    told = content.since or content.replaces
    shown = any(_is_changed(block) for section in content.sections for block in section.blocks)
    article = "le " if content.since else ""
    return f" — le trait en marge signale ce qui a changé depuis {article}{_short(told)}" if told and shown else ""


def _is_changed(block: Block) -> bool:
    match block:
        case Chronology(lines) | Unverified(lines):
            return any(line.changed for line in lines)
        case Pair(left, right):
            return left.changed or right.changed
        case Paragraph(changed=changed) | Table(changed=changed):
            return bool(changed)
    return False


def _block(block: Block, section: int, number: str, zone: str, topic: str) -> Iterator[Flowable]:
    match block:
        case Paragraph():
            yield _paragraph(block, paper.ESSENTIAL if section == 1 else paper.BODY)
        case Chronology():
            if block.lines:
                yield brief_tables.chronology(block, zone)
        case Unverified():
            if block.lines:
                yield brief_tables.unverified(block, zone)
        case Table():
            if block.rows or any(block.heads):
                yield brief_tables.table(block)
        case Pair():
            yield from _pair(block)
        case Asked():
            for place, line in enumerate(block.lines, 1):
                yield Decision(f"{number}.{place}", Words(fonts.markup(line, paper.CELL.fontName), paper.CELL))
        case Said():
            yield from _said(block, topic)
        case Curve():
            yield chart.curve(block, paper.MEASURE)
        case Remark():
            yield _words(block.text, MOVED)
        case _:
            assert_never(block)


def _paragraph(block: Paragraph, style: ParagraphStyle) -> Words:
    lead = ""
    if block.lead:
        lead = f'<font name="{fonts.BODY_BOLD}">{fonts.markup(block.lead, fonts.BODY_BOLD)}</font> '
    kind = Changed if block.changed else Words
    return kind(f"{lead}{fonts.markup(block.text, style.fontName)}", style)


def _pair(block: Pair) -> Iterator[Flowable]:
    """Side by side when both are short."""
    width = (paper.MEASURE - BETWEEN) / 2
    both = [_paragraph(one, paper.BODY) for one in (block.left, block.right)]
    if max(one.wrap(width, paper.HEIGHT)[1] for one in both) > TALLEST_PAIR:
        yield from both
        return
    columns = Columns([[both[0], "", both[1]]], [width, BETWEEN, width], spaceBefore=3, spaceAfter=3)
    columns.setStyle(
        [
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("FONT", (0, 0), (-1, -1), fonts.SANS, 6),
            *((f"{side}PADDING", (0, 0), (-1, -1), 0) for side in ("LEFT", "RIGHT", "TOP", "BOTTOM")),
        ]
    )
    yield tagging.role(columns, "Div")


def _said(block: Said, topic: str) -> Iterator[Flowable]:
    """A text in full: its topic when it is another than the one before, its reference, its words sign for sign."""
    yield CondPageBreak(LEAST_SAID)
    if block.note and block.note != topic:
        yield _words(block.note, TOPIC)
    named = f'<font name="{fonts.SANS_BOLD}" size="7.6">{fonts.exact(block.reference, fonts.SANS_BOLD)}</font>'
    yield Words(f"{named}{typography.NBSP * 3}{fonts.exact(block.title, fonts.BODY_BOLD)}", NAMED)
    for line in block.words.split("\n"):
        if line:
            yield Words(fonts.exact(line, SAID.fontName), SAID)
        else:
            yield Spacer(1, SAID.leading / 4)


def _short(title: str) -> str:
    """A title on one line, and no longer than two lines of the sheet."""
    title = " ".join(typography.plain(title).split())
    return title if len(title) <= LONGEST_TITLE else f"{title[:LONGEST_TITLE]}…"


def _words(words: str, style: Any) -> Words:
    return Words(fonts.markup(words, style.fontName), style)


def _least(flow: Sequence[Flowable]) -> float:
    """The height below which nothing of this can be laid: a heading waits for the page where it fits."""
    first = next((one for one in flow if not isinstance(one, CondPageBreak)), flow[0])
    if isinstance(first, Rows) or first is not flow[0]:
        return LEAST_SAID
    height = float(first.wrap(paper.MEASURE, paper.HEIGHT)[1])
    if isinstance(first, Grid):
        return float(sum(first._rowHeights[:3]))
    if isinstance(first, chart.Chart):
        return height
    return min(height, 3 * float(paper.ESSENTIAL.leading))
