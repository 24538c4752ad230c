"""The sections of a brief while it is composed: what feeds each by itself, and what its author adds at its head."""

from collections.abc import Mapping
from dataclasses import replace

from app.core.registers.briefs import Block, Chronology, Content, Line, Paragraph, Section, Table, Unverified
from app.core.times import hour
from app.ui.card_list import Card
from app.ui.wording import number


def with_texts(content: Content, texts: Mapping[int, str]) -> Content:
    """The same content with, at the head of each section, the lines its author typed for it."""
    sections = tuple(_with_text(section, texts.get(section.number, "")) for section in content.sections)
    return replace(content, sections=sections)


def _with_text(section: Section, text: str) -> Section:
    lines = tuple(Paragraph(line.strip(), changed=True) for line in text.splitlines() if line.strip())
    return replace(section, blocks=lines + section.blocks)


def card(section: Section, text: str) -> Card:
    """A section in the list, with how much stands in it; empty, it says what the paper will say."""
    count = sum(_size(block) for block in section.blocks) + sum(bool(line.strip()) for line in text.splitlines())
    words = number(count, "ligne") if count else "sans objet"
    state = ("favorable", words, "text_secondary") if count else ("priority_4", words, "text_tertiary")
    return Card(str(section.number), f"{section.number}  {section.title}", "", "", (state,))


def lines(section: Section, zone: str) -> list[str]:
    """What feeds the section by itself, line by line in plain words."""
    return [words for block in section.blocks for words in _lines(block, zone)]


def _size(block: Block) -> int:
    match block:
        case Chronology(found) | Unverified(found):
            return len(found)
        case Table():
            return len(block.rows)
    return 1


def _lines(block: Block, zone: str) -> list[str]:
    match block:
        case Paragraph(text):
            return [text]
        case Chronology(found):
            return [f"{_dated(one, zone)} ({one.number}, {one.source}, {one.rating})" for one in found]
        case Unverified(found):
            return [f"{_dated(one, zone)} ({one.number}), à prendre avec réserve" for one in found]
        case Table():
            return [" · ".join(cell for cell in row if cell) for row in block.rows]
    return []


def _dated(line: Line, zone: str) -> str:
    return f"{hour(line.occurred_at, zone)}  {line.text}"
