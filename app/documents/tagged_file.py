"""The tree of what is read, written into the file of the pages (ISO 14289-1, PDF/UA-1)."""

from collections.abc import Iterator
from xml.sax.saxutils import escape

from reportlab.pdfbase import pdfdoc

from app.documents.tagging import Element, Tree, hexadecimal

PDF = (1, 7)  # the version that PDF/UA-1 is about
EMPTY = {"TD", "TH"}  # a cell without words is still a cell
_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{}</rdf:li></rdf:Alt></dc:title>
<dc:language><rdf:Bag><rdf:li>fr-FR</rdf:li></rdf:Bag></dc:language>
<pdfuaid:part>1</pdfuaid:part>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>
"""


class _Written(pdfdoc.PDFObject):  # type: ignore[misc]  # published without types
    """An object of the file, as its bytes."""

    __RefOnly__ = 1

    def __init__(self, words: str = ""):
        self.words = words

    def format(self, _: object) -> bytes:
        return self.words.encode("ascii")


def write(tree: Tree) -> None:
    """Adds the tree to the file of its canvas, whose pages are all drawn."""
    document = tree.canvas._doc
    document._pdfVersion = max(document._pdfVersion, PDF)
    tree.root.kids += tree.last
    if tree.heads is not None:
        tree.root.add("Table").kids.append(tree.heads)
    pages = {number: document.idToObjectNumberAndVersion[f"Page{number}"][0] for number in _numbers(tree)}
    root, parents = _Written(), _Written()
    top, holders = _number(document, root), _number(document, parents)
    numbers, objects = _register(document, tree.root)
    for element, above in _walk(tree.root, None):
        numbered = top if above is None else numbers[above]
        objects[element].words = _node(element, numbered, numbers, pages)
    root.words = (
        f"<</Type/StructTreeRoot/K {numbers[tree.root]} 0 R/ParentTree {holders} 0 R/ParentTreeNextKey {len(pages)}>>"
    )
    owners = (
        f"{number - 1}[{' '.join(f'{numbers[owner]} 0 R' for owner in tree.marks.get(number, ()))}]" for number in pages
    )
    parents.words = f"<</Nums[{' '.join(owners)}]>>"
    for number, page in enumerate(document.Pages.pages):
        page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]
        page.StructParents, page.Tabs = number, "/S"
    catalog = document.Catalog
    catalog.StructTreeRoot = root
    catalog.MarkInfo = _Written("<</Marked true>>")
    catalog.Metadata = pdfdoc.XMP(creator=lambda _: _XMP.format(escape(tree.title)).encode())


def _numbers(tree: Tree) -> range:
    return range(1, len(tree.canvas._doc.Pages.pages) + 1)


def _number(document: pdfdoc.PDFDocument, written: _Written) -> int:
    """The number of this object in the file."""
    return int(document.idToObjectNumberAndVersion[document.Reference(written).name][0])


def _register(document: pdfdoc.PDFDocument, root: Element) -> tuple[dict[Element, int], dict[Element, _Written]]:
    objects = {element: _Written() for element, _ in _walk(root, None)}
    return {element: _number(document, written) for element, written in objects.items()}, objects


def _walk(element: Element, above: Element | None) -> Iterator[tuple[Element, Element | None]]:
    """Each element that holds something, with the one it is in, from the first to the last that is read."""
    yield element, above
    for kid in element.elements:
        if _holds(kid):
            yield from _walk(kid, element)


def _holds(element: Element) -> bool:
    return element.tag in EMPTY or any(not isinstance(kid, Element) or _holds(kid) for kid in element.kids)


def _node(element: Element, above: int, numbers: dict[Element, int], pages: dict[int, int]) -> str:
    """The entry of one element: its marks are those of its first page, unless they say another."""
    marks = [kid for kid in element.kids if not isinstance(kid, Element)]
    first = marks[0][0] if marks else 0
    kids = []
    for kid in element.kids:
        if isinstance(kid, Element):
            if kid in numbers:
                kids.append(f"{numbers[kid]} 0 R")
        elif kid[0] == first:
            kids.append(str(kid[1]))
        else:
            kids.append(f"<</Type/MCR/Pg {pages[kid[0]]} 0 R/MCID {kid[1]}>>")
    on = f"/Pg {pages[first]} 0 R" if first else ""
    held = "" if not kids else f"/K {kids[0]}" if len(kids) == 1 else f"/K[{' '.join(kids)}]"
    return f"<</S/{element.tag}/P {above} 0 R{on}{held}{_attributes(element)}>>"


def _attributes(element: Element) -> str:
    said = f"/ActualText{hexadecimal(element.said)}" if element.said else ""
    said += f"/Alt{hexadecimal(element.alt)}" if element.alt else ""
    if element.scope or element.span > 1:
        scope = f"/Scope/{element.scope}" if element.scope else ""
        span = f"/ColSpan {element.span}" if element.span > 1 else ""
        return f"{said}/A<</O/Table{scope}{span}>>"
    if element.box:
        edges = " ".join(f"{edge:.2f}" for edge in element.box)
        return f"{said}/A<</O/Layout/Placement/Block/BBox[{edges}]>>"
    return said
