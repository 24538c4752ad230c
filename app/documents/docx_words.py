"""The words of a Word document, read from its XML: what Word would print, without what its authors struck out.

`python-docx` was weighed: its paragraphs leave out inserted revisions, footnotes and text boxes, and it parses by lxml
outside of the limits kept here. The few elements that hold words are read directly.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from app.documents.bounded_archive import BoundedArchive, attribute, below, each, local
from app.documents.left_out import Met, told
from app.documents.tidying import BULLET

MAIN = "word/document.xml"
STRUCK = frozenset(("del", "moveFrom"))
LEFT_OUT = STRUCK | {"instrText", "Fallback", "pPr", "rPr", "tblPr", "trPr", "tcPr", "sectPr", "sdtPr"}
OFF = ("0", "false", "off")
CELLS, NOTE = " | ", "note"


@dataclass(slots=True)
class Reading:
    """What is met on the way through a document."""

    kinds: dict[tuple[str, str], str]  # (list, level): how it is numbered
    styles: dict[str, tuple[str, str]]  # paragraph style: (list, level)
    counted: dict[tuple[str, str], int] = field(default_factory=dict)
    met: set[Met] = field(default_factory=set)
    notes: list[tuple[str, str]] = field(default_factory=list)  # (footnote or endnote, id) in the order they are called


def words(archive: BoundedArchive) -> tuple[str, list[str]]:
    """The text, and in French what was left out of it."""
    body = below(archive.tree(_main(archive)), "body")
    if body is None:
        return "", []
    seen = Reading(_kinds(archive.tree("word/numbering.xml")), _styles(archive.tree("word/styles.xml")))
    lines = list(_blocks(body, seen))
    if seen.notes:
        lines += ["", "Notes", *_footnotes(archive, seen)]
    if any(name.startswith(("word/header", "word/footer")) for name in archive.names):
        seen.met.add(Met.HEADED)
    return "\n".join(lines), told(seen.met)


def _main(archive: BoundedArchive) -> str:
    for relation in each(archive.tree("_rels/.rels"), "Relationship"):
        if attribute(relation, "Type").endswith("/officeDocument"):
            return attribute(relation, "Target").lstrip("/")
    return MAIN


def _blocks(parent: Element, seen: Reading) -> Iterator[str]:
    """Each paragraph and each row of a table under `parent`, as a line."""
    pending = ""
    for child in parent:
        match local(child):
            case "p":
                line = pending + _paragraph(child, seen)
                mark = below(child, "pPr", "rPr")
                if below(mark, "del") is not None:  # its end was struck out: the next one goes on
                    seen.met.add(Met.STRUCK)
                    pending = line
                    continue
                pending = ""
                yield line
            case "tbl":
                yield from _table(child, seen)
            case "del" | "moveFrom":
                seen.met.add(Met.STRUCK)
            case "sdt":
                content = below(child, "sdtContent")
                yield from () if content is None else _blocks(content, seen)
            case "ins" | "moveTo" | "customXml" | "smartTag" | "AlternateContent" | "Choice":
                yield from _blocks(child, seen)
    if pending:
        yield pending


def _table(table: Element, seen: Reading) -> Iterator[str]:
    for row in each(table, "tr"):
        if below(row, "trPr", "del") is not None:
            seen.met.add(Met.STRUCK)
            continue
        cells = (" ".join(line for line in _blocks(cell, seen) if line) for cell in row if local(cell) == "tc")
        yield CELLS.join(cell.replace("\n", " ") for cell in cells).strip()


def _paragraph(paragraph: Element, seen: Reading) -> str:
    aside: list[str] = []
    line = "".join(_inline(paragraph, seen, aside)).strip()
    return "\n".join(filter(None, (_bullet(paragraph, seen) + line if line else "", *aside)))


def _inline(parent: Element, seen: Reading, aside: list[str]) -> Iterator[str]:
    """The words of a paragraph; those of its text boxes go `aside`, each a paragraph of its own."""
    for child in parent:
        name = local(child)
        match name:
            case "t":
                yield child.text or ""
            case "tab" | "ptab":
                yield " "
            case "br" | "cr":
                yield "\n"
            case "noBreakHyphen":
                yield "\u2011"
            case "footnoteReference" | "endnoteReference":
                seen.notes.append((name.removesuffix("Reference"), attribute(child, "id")))
                yield f" ({NOTE} {len(seen.notes)})"
            case "commentReference":
                seen.met.add(Met.COMMENTED)
            case "txbxContent":
                aside.extend(line for line in _blocks(child, seen) if line)
            case "r" if _is_hidden(child):
                seen.met.add(Met.HIDDEN)
            case _ if name not in LEFT_OUT:
                if name in ("ins", "moveTo"):
                    seen.met.add(Met.INSERTED)
                yield from _inline(child, seen, aside)
            case _ if name in STRUCK:
                seen.met.add(Met.STRUCK)


def _is_hidden(run: Element) -> bool:
    vanish = below(run, "rPr", "vanish")
    return vanish is not None and attribute(vanish, "val") not in OFF


def _bullet(paragraph: Element, seen: Reading) -> str:
    properties = below(paragraph, "pPr")
    numbered = below(properties, "numPr")
    style = seen.styles.get(attribute(below(properties, "pStyle"), "val"), ("", "0"))
    list_ = attribute(below(numbered, "numId"), "val") or style[0]
    level = attribute(below(numbered, "ilvl"), "val") or style[1]
    if list_ in ("", "0"):
        return ""
    indent = "  " * min(int(level) if level.isdigit() else 0, 8)
    if seen.kinds.get((list_, level), "bullet") in ("bullet", "none"):
        return indent + BULLET
    place = seen.counted[list_, level] = seen.counted.get((list_, level), 0) + 1
    for deeper in [key for key in seen.counted if key[0] == list_ and key[1] > level]:
        del seen.counted[deeper]
    return f"{indent}{place}. "


def _kinds(numbering: Element | None) -> dict[tuple[str, str], str]:
    abstract = {
        attribute(one, "abstractNumId"): {
            attribute(level, "ilvl"): attribute(below(level, "numFmt"), "val") for level in each(one, "lvl")
        }
        for one in each(numbering, "abstractNum")
    }
    return {
        (attribute(one, "numId"), level): kind
        for one in each(numbering, "num")
        for level, kind in abstract.get(attribute(below(one, "abstractNumId"), "val"), {}).items()
    }


def _styles(styles: Element | None) -> dict[str, tuple[str, str]]:
    found = {}
    for style in each(styles, "style"):
        numbered = below(style, "pPr", "numPr")
        if list_ := attribute(below(numbered, "numId"), "val"):
            found[attribute(style, "styleId")] = (list_, attribute(below(numbered, "ilvl"), "val") or "0")
    return found


def _footnotes(archive: BoundedArchive, seen: Reading) -> Iterator[str]:
    held = {
        (kind, attribute(one, "id")): one
        for kind in ("footnote", "endnote")
        for one in each(archive.tree(f"word/{kind}s.xml"), kind)
    }
    for number, called in enumerate(list(seen.notes), 1):
        note = held.get(called)
        said = [] if note is None else [line for line in _blocks(note, seen) if line]
        yield f"{number}. {' '.join(said)}"
