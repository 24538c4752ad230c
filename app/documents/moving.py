"""What leaves the sections of a brief for its annex, counted and named; and everything put back in its place."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from app.core.brief_content import (
    Block,
    Chronology,
    Content,
    Curve,
    Pair,
    Paragraph,
    Remark,
    Section,
    Table,
    Unverified,
)
from app.core.brief_formats import FIGURES, MEASURES, REQUESTS, SITUATION, WATCH, shown_number

NOUNS = {
    SITUATION: ("fait marquant", "faits marquants"),
    FIGURES: ("chiffre", "chiffres"),
    MEASURES: ("mesure", "mesures"),
    WATCH: ("rumeur", "rumeurs"),
    REQUESTS: ("demande", "demandes"),
    "EDL en vigueur": ("texte en vigueur", "textes en vigueur"),
    "En préparation": ("texte en préparation", "textes en préparation"),
    "Astreinte": ("tour d’astreinte", "tours d’astreinte"),
    "Contact": ("contact", "contacts"),
}
LINE, DOUBTFUL, TEXT, COURSE = (
    *(("ligne", "lignes"), ("information non vérifiée", "informations non vérifiées")),
    *(("texte", "textes"), ("courbe", "courbes")),
)
_CONTINUED = re.compile(r"Suite de la section \d+ : ")
_MORE = re.compile(r" (?:de plus|plus anciens?|plus anciennes?) en annexe ([A-Z])\.$")
_ALL = re.compile(r" en annexe ([A-Z])\.$")


@dataclass(frozen=True, slots=True)
class Moved:
    """What left a section: how many lines, and the letter of the annex where they are."""

    section: int
    title: str
    count: int
    annex: str


@dataclass(frozen=True, slots=True)
class Cut:
    """A block keeps that many lines; `section` and `block` are places."""

    section: int
    block: int
    kept: int


def without(content: Content, cuts: Sequence[Cut]) -> tuple[Content, tuple[Moved, ...]]:
    """The content that these cuts leave, its body saying where the rest is; and what left, section by section."""
    kept: dict[int, dict[int, int]] = {}
    for cut in cuts:
        kept.setdefault(cut.section, {})[cut.block] = cut.kept
    sections, annexes, moved = list(content.sections), list[Section](), list[Moved]()
    for place in sorted(kept):
        section, letter = sections[place], chr(ord("A") + len(annexes))
        stays, leaves, count = _parted(section, kept[place], letter)
        sections[place] = replace(section, blocks=stays)
        title = f"Suite de la section {shown_number(section.number)} : {section.title} ({_counted(count, LINE)})"
        annexes.append(Section(len(annexes) + 1, title, leaves))
        moved.append(Moved(section.number, section.title, count, letter))
    chosen = (replace(one, number=len(annexes) + place) for place, one in enumerate(content.annexes, 1))
    return replace(content, sections=tuple(sections), annexes=(*annexes, *chosen)), tuple(moved)


def whole(content: Content) -> Content:
    """The content with everything back in its place, whatever was moved to print it."""
    gone = {
        chr(ord("A") + place): iter(section.blocks)
        for place, section in enumerate(content.annexes)
        if _CONTINUED.match(section.title)
    }
    if not gone:
        return content
    sections = tuple(replace(one, blocks=tuple(_restored(one.blocks, gone))) for one in content.sections)
    chosen = content.annexes[len(gone) :]
    numbered = tuple(replace(one, number=place) for place, one in enumerate(chosen, 1))
    return replace(content, sections=sections, annexes=numbered)


def letter(annex: Section) -> str:
    """How an annex is called."""
    return chr(ord("A") + annex.number - 1)


def size(block: Block) -> int:
    """How many lines a block may be cut into."""
    match block:
        case Chronology(lines) | Unverified(lines):
            return len(lines)
        case Table(rows=rows):
            return len(rows)
    return 1


def _parted(section: Section, kept: dict[int, int], letter: str) -> tuple[tuple[Block, ...], tuple[Block, ...], int]:
    """What stays of a section, what leaves it, and how many lines that is."""
    stays, leaves, count = list[Block](), list[Block](), 0
    for place, block in enumerate(section.blocks):
        if place not in kept:
            stays.append(block)
            continue
        here, gone, lines = _halves(block, kept[place])
        remark = Remark(_told(block, section.number, lines, here is not None, letter))
        first = isinstance(block, Chronology | Unverified)  # the oldest left: what tells it stands before
        stays.extend(one for one in ((remark, here) if first else (here, remark)) if one is not None)
        leaves.append(gone)
        count += lines
    return tuple(stays), tuple(leaves), count


def _halves(block: Block, kept: int) -> tuple[Block | None, Block, int]:
    """What stays of a block, if anything, what leaves it, and how many lines. Of what is in the order of the hours the
    oldest leave: what has just happened is what one decides upon."""
    match block:
        case Chronology(lines) | Unverified(lines):
            gone = len(lines) - kept
            here = replace(block, lines=lines[gone:]) if kept else None
            return here, replace(block, lines=lines[:gone]), gone
        case Table(rows=rows, records=records, changed=changed):
            first = tuple(row for row in changed if row < kept)
            then = tuple(row - kept for row in changed if row >= kept)
            top = replace(block, rows=rows[:kept], records=records[:kept], changed=first) if kept else None
            return top, replace(block, rows=rows[kept:], records=records[kept:], changed=then), len(rows) - kept
        case Paragraph():
            return None, block, _items(block)
        case Pair(left, right):
            return None, block, _items(left) + _items(right)
    return None, block, 1


def _items(run: Paragraph) -> int:
    return run.text.count(" ; ") + 1


def _told(block: Block, section: int, count: int, some: bool, letter: str) -> str:
    """12 mesures de plus en annexe A."""
    match block:
        case Chronology():
            words = _counted(count, NOUNS[SITUATION])
            more = " plus anciens" if count > 1 else " plus ancien"
        case Unverified():
            words = _counted(count, DOUBTFUL)
            more = " plus anciennes" if count > 1 else " plus ancienne"
        case Table(heads):
            words = _counted(count, NOUNS.get(heads[0] if heads else "", NOUNS.get(section, LINE)))
            more = " de plus"
        case Paragraph():
            words, more = _run(block), ""
        case Pair(left, right):
            words, more = f"{_run(left)} · {_run(right)}", ""
        case _:
            words, more = _counted(count, COURSE if isinstance(block, Curve) else TEXT), ""
    return f"{words}{more if some else ''} en annexe {letter}."


def _run(run: Paragraph) -> str:
    return f"{run.lead.rstrip(' .:')} : {_items(run)}"


def _counted(count: int, noun: tuple[str, str]) -> str:
    return f"{count} {noun[count > 1]}"


def _restored(blocks: Sequence[Block], gone: dict[str, Iterator[Block]]) -> Iterator[Block]:
    """The blocks with what left them, as the remarks between them tell it."""
    waiting: Block | None = None  # the oldest lines, that stand before those that stayed
    made: list[Block] = []
    for block in blocks:
        if waiting is not None:
            made.append(_joined(waiting, block))
            waiting = None
            continue
        told = _ALL.search(block.text) if isinstance(block, Remark) else None
        left = next(gone[told[1]], None) if told and told[1] in gone else None
        if left is None or not isinstance(block, Remark):
            made.append(block)
        elif not _MORE.search(block.text):
            made.append(left)
        elif isinstance(left, Table):
            made[-1] = _joined(made[-1], left)
        else:
            waiting = left
    yield from made


def _joined(first: Block, then: Block) -> Block:
    match first, then:
        case Chronology(), Chronology():
            return replace(first, lines=first.lines + then.lines)
        case Unverified(), Unverified():
            return replace(first, lines=first.lines + then.lines)
        case Table(), Table():
            later = tuple(row + len(first.rows) for row in then.changed)
            rows, records = first.rows + then.rows, first.records + then.records
            return replace(first, rows=rows, records=records, changed=first.changed + later)
    return then
