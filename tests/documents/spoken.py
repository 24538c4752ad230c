"""What a screen reader says of a file: its tree, with the words of the marks on its pages."""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium


@dataclass
class Node:
    """An element, with its words and those of what it holds, in the order they are read."""

    tag: str
    alt: str = ""
    said: str = ""
    scope: str = ""
    span: int = 1
    words: str = ""
    pages: list[int] = field(default_factory=list)
    kids: list["Node"] = field(default_factory=list)

    def find(self, *tags: str) -> Iterator["Node"]:
        """All of these tags, itself included, in the order they are read."""
        if self.tag in tags:
            yield self
        for kid in self.kids:
            yield from kid.find(*tags)


def read(pdf: bytes) -> Node:
    """The tree of this file. What it says of the marks is checked against what the pages hold: each mark is of one
    element and known by its page."""
    with pikepdf.open(BytesIO(pdf)) as document:
        pages = {page.obj.objgen: number for number, page in enumerate(document.pages)}
        marks = _marks(pdf)
        root = document.Root.StructTreeRoot
        owners = {
            (number, mark): owner.objgen
            for number, array in zip(root.ParentTree.Nums[::2], root.ParentTree.Nums[1::2], strict=True)
            for mark, owner in enumerate(array)
        }
        assert [int(page.StructParents) for page in document.pages] == list(range(len(pages)))
        assert marks.keys() <= owners.keys()
        node = _node(root.K, pages, marks, owners)
        assert not owners, f"marks that no element holds: {owners}"
        return node


def _node(element: Any, pages: dict[Any, int], marks: dict[Any, str], owners: dict[Any, Any]) -> Node:
    attributes = element.get("/A", {})
    node = Node(
        str(element.S)[1:],
        str(element.get("/Alt", "")),
        str(element.get("/ActualText", "")),
        str(attributes.get("/Scope", ""))[1:],
        int(attributes.get("/ColSpan", 1)),
    )
    kids = element.get("/K", [])
    spoken = []
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") != pikepdf.Name.MCR:
            assert kid.P.objgen == element.objgen
            node.kids.append(_node(kid, pages, marks, owners))
            spoken.append(node.kids[-1].words)
            continue
        on, mark = (element.Pg, kid) if isinstance(kid, int) else (kid.Pg, kid.MCID)
        page = pages[on.objgen]
        assert owners.pop((page, int(mark))) == element.objgen
        node.pages.append(page)
        spoken.append(marks.get((page, int(mark)), ""))
    node.words = node.said or node.alt or " ".join(" ".join(spoken).split())
    return node


def _marks(pdf: bytes) -> dict[tuple[int, int], str]:
    """The words of each mark of each page; of what is in no mark and no artifact, none is allowed."""
    found: dict[tuple[int, int], list[str]] = {}
    with pypdfium2.PdfDocument(pdf) as document:
        for number, page in enumerate(document):
            text = page.get_textpage()
            for thing in page.get_objects(max_depth=1):
                mark = pdfium.FPDFPageObj_GetMarkedContentID(thing.raw)
                assert mark >= 0 or pdfium.FPDFPageObj_CountMarks(thing.raw) > 0, "drawn in no mark"
                if mark >= 0:
                    found.setdefault((number, mark), [])
                    if thing.type == pdfium.FPDF_PAGEOBJ_TEXT:
                        found[(number, mark)].append(_words(thing, text))
    return {mark: " ".join(words) for mark, words in found.items()}


def _words(thing: Any, text: Any) -> str:
    length = pdfium.FPDFTextObj_GetText(thing.raw, text.raw, None, 0)
    buffer = ctypes.create_string_buffer(length)
    pdfium.FPDFTextObj_GetText(thing.raw, text.raw, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), length)
    return buffer.raw.decode("utf-16-le").rstrip("\0").replace("\u00a0", " ")
