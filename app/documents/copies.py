"""Numbered copies: the frozen file, with the number and the recipient of one copy on each of its pages."""

from io import BytesIO

from pikepdf import Name, Pdf, PdfError
from reportlab.pdfgen.canvas import Canvas

from app.core.errors import Unavailable
from app.documents import drawing, fonts, furniture, paper

_PLACE = Name("/DiapasonCopy")


def stamp(pdf: bytes, copy: int, of: int, recipient: str) -> bytes:
    """The same pages saying « Exemplaire 3/15 — Cabinet PM » in the place reserved for it. Same words, same bytes."""
    words = f"Exemplaire {copy}/{of}" + (f" — {recipient}" if recipient.strip() else "")
    try:
        with Pdf.open(BytesIO(pdf)) as document, Pdf.open(BytesIO(_overlay(words))) as overlay:
            form = document.copy_foreign(overlay.pages[0].as_form_xobject())
            for page in document.pages:
                page.add_resource(form, Name.XObject, name=_PLACE)
                page.contents_add(b"q /DiapasonCopy Do Q", prepend=False)
            file = BytesIO()
            document.save(file, deterministic_id=True)
            return file.getvalue()
    except PdfError as broken:
        raise Unavailable(
            "Ce fichier PDF est illisible : imprimez ce point de situation depuis un autre poste."
        ) from broken


def _overlay(words: str) -> bytes:
    """One empty page with these words where the footer keeps their place."""
    x, y, room = furniture.COPY
    file = BytesIO()
    with fonts.PRESS:
        fonts.register()
        canvas = Canvas(file, pagesize=(paper.WIDTH, paper.HEIGHT), invariant=1, initialFontName=fonts.SANS_BOLD)
        canvas.setFillColor(paper.INK)
        drawing.fit(canvas, x, y, words, fonts.SANS_BOLD, 7.5, room)
        canvas.save()
    return file.getvalue()
