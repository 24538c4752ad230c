"""The words of an OpenDocument text, read from its XML: what it would print, without what its authors struck out.

`odfdo` writes our own papers; reading strangers' files, it would parse outside of the limits kept here and keep notes
and comments in the middle of sentences.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from app.core.errors import Refused
from app.documents.bounded_archive import LOCKED, BoundedArchive, attribute, below, each, local
from app.documents.left_out import Met, told
from app.documents.tidying import BULLET

TEXTS = ("application/vnd.oasis.opendocument.text", "application/vnd.oasis.opendocument.text-template")
TRACKED = {"deletion": Met.STRUCK, "insertion": Met.INSERTED}
MOST_BLANKS = 100
CELLS = " | "
LEFT_OUT = frozenset(
    ("annotation-end", "hidden-text", "hidden-paragraph", "title", "desc", "ruby-text", "note-citation", "script")
)


@dataclass(slots=True)
class Reading:
    """What is met on the way through a document."""

    numbered: Mapping[tuple[str, str], bool]  # (list style, level): whether it counts
    met: set[Met] = field(default_factory=set)
    notes: list[Element] = field(default_factory=list)


def words(archive: BoundedArchive) -> tuple[str, list[str]]:
    """The text, and in French what was left out of it."""
    if any(local(one) == "encryption-data" for one in _everything(archive.tree("META-INF/manifest.xml"))):
        raise Refused(LOCKED, "file")
    content = archive.tree("content.xml")
    body = below(content, "body", "text")
    if body is None:
        return "", []
    styles = archive.tree("styles.xml")
    seen = Reading(_numbered(below(styles, "styles")) | _numbered(below(content, "automatic-styles")))
    lines = list(_blocks(body, seen))
    for number, note in enumerate(seen.notes, 1):
        said = " ".join(filter(None, _blocks(note, seen)))
        lines += (["", "Notes"] if number == 1 else []) + [f"{number}. {said}"]
    master = below(styles, "master-styles")
    if any(local(one) in ("header", "footer") and len(one) for one in _everything(master)):
        seen.met.add(Met.HEADED)
    return "\n".join(lines), told(seen.met)


def _blocks(parent: Element, seen: Reading, style: str = "", depth: int = 0) -> Iterator[str]:
    """Each paragraph, item and row under `parent`, as a line."""
    for child in parent:
        match local(child):
            case "p" | "h":
                yield _paragraph(child, seen)
            case "list":
                yield from _list(child, seen, attribute(child, "style-name") or style, depth)
            case "table":
                yield from _table(child, seen)
            case "tracked-changes":
                seen.met |= {TRACKED[local(one)] for one in _everything(child) if local(one) in TRACKED}
            case "section" | "list-header" | "list-item" | "note-body" | "text-box" | "index-title":
                yield from _blocks(child, seen, style, depth)
            case "frame":
                yield from _blocks(child, seen)


def _list(items: Element, seen: Reading, style: str, depth: int) -> Iterator[str]:
    counts, place = seen.numbered.get((style, str(depth + 1)), False), 0
    for item in items:
        if local(item) not in ("list-item", "list-header"):
            continue
        place += 1
        mark = "  " * min(depth, 8) + (f"{place}. " if counts else BULLET)
        for child in item:
            if local(child) == "list":
                yield from _list(child, seen, attribute(child, "style-name") or style, depth + 1)
            elif local(child) in ("p", "h"):
                line = _paragraph(child, seen)
                yield mark + line if line else ""
                mark = "  " * (depth + 1)  # the paragraphs that follow in the same item


def _table(table: Element, seen: Reading) -> Iterator[str]:
    for child in table:
        match local(child):
            case "table-row":
                cells = (" ".join(filter(None, _blocks(cell, seen))) for cell in each(child, "table-cell"))
                yield CELLS.join(cell.replace("\n", " ") for cell in cells).strip()
            case "table-header-rows" | "table-rows" | "table-row-group":
                yield from _table(child, seen)


def _paragraph(paragraph: Element, seen: Reading) -> str:
    aside: list[str] = []
    line = "".join(_inline(paragraph, seen, aside)).strip()
    return "\n".join(filter(None, (line, *aside)))


def _inline(parent: Element, seen: Reading, aside: list[str]) -> Iterator[str]:
    """The words of a paragraph; those of its text boxes go `aside`. Line breaks of the file itself are blanks."""
    yield _blanks(parent.text)
    for child in parent:
        name = local(child)
        match name:
            case "s":
                count = attribute(child, "c")
                yield " " * min(int(count) if count.isdecimal() else 1, MOST_BLANKS)
            case "tab":
                yield " "
            case "line-break":
                yield "\n"
            case "note":
                seen.notes += each(child, "note-body")
                yield f" (note {len(seen.notes)})"
            case "annotation":
                seen.met.add(Met.COMMENTED)
            case "frame" | "text-box":
                aside.extend(filter(None, _blocks(child, seen)))
            case _ if name not in LEFT_OUT:
                yield from _inline(child, seen, aside)
        yield _blanks(child.tail)


def _blanks(text: str | None) -> str:
    return (text or "").replace("\n", " ").replace("\t", " ")


def _numbered(styles: Element | None) -> dict[tuple[str, str], bool]:
    return {
        (attribute(style, "name"), attribute(level, "level")): (
            local(level) == "list-level-style-number" and bool(attribute(level, "num-format"))
        )
        for style in each(styles, "list-style")
        for level in style
    }


def _everything(element: Element | None) -> Iterator[Element]:
    return iter(()) if element is None else element.iter()
