"""Numbered copies: the frozen file, and a tail that writes the number and the recipient of one copy on its pages."""

from collections.abc import Callable, Sequence
from functools import partial
from hashlib import sha256
from io import BytesIO
from typing import Any

from pikepdf import Array, Page, Pdf, PdfError
from reportlab.pdfgen.canvas import Canvas

from app.core import brief_code
from app.core.brief import LONGEST_RECIPIENT, Brief, first_number, label
from app.core.brief_commands import Copy, MakeCopies
from app.core.errors import Refused, Unavailable
from app.core.plain_text import clean
from app.documents import drawing, fonts, furniture, paper
from app.documents.furniture import COPY_FORM
from app.documents.pdf_update import Update, dictionary

OLD_PLACE = (176.5, 85.0, 250.0)  # x, baseline, width


def make(pdf: bytes, annex: bytes, brief: Brief, prefix: str, recipients: Sequence[str]) -> MakeCopies:
    """The copies of the text that stands, one for each recipient, numbered after those the workstation `prefix` has
    made: to be registered at once. `annex` is empty when there is none. Raises Refused."""
    file = brief.file
    if (_sum(pdf), _sum(annex) if annex else "") != (file.sha256, file.annex_sha256):
        raise Refused(f"Ce fichier n'est pas celui de {brief.reference} : refaites ces exemplaires.", "copies")
    first = first_number(brief, prefix)
    of = first - 1 + len(recipients)
    made = []
    for number, typed in enumerate(recipients, first):
        recipient = clean(typed, "Destinataire", LONGEST_RECIPIENT)
        name = label(number, of, prefix, file.home)
        code = brief_code.written(brief.reference, file.fingerprint, name)
        more, of_annex = tail(pdf, name, recipient, code), tail(annex, name, recipient, code) if annex else b""
        whole = _sum(annex + of_annex) if annex else ""
        made.append(Copy(number, recipient, more, _sum(pdf + more), of_annex, whole))
    return MakeCopies(brief.id, file.sha256, of, tuple(made))


def tail(pdf: bytes, label: str, recipient: str, qr_text: str) -> bytes:
    """What is added to a frozen file to make its copy: « Exemplaire 3/15 — Cabinet PM » and the code of that copy on
    each page. Same words, same bytes. Raises Unavailable when the file cannot be read."""
    try:
        with Pdf.open(BytesIO(pdf)) as base:
            update = Update(pdf, base)
            place = next((form for page in base.pages if (form := _form_of(page)) is not None), None)
            if place is not None:
                with _drawn(partial(furniture.copy_form, label=label, recipient=recipient, qr_text=qr_text)) as drawn:
                    update.replace(place, _form_of(drawn.pages[0]))
            else:
                with _drawn(partial(_words, label=label, recipient=recipient)) as drawn:
                    _lay_over(update, base, _form_of(drawn.pages[0]))
            return update.tail()
    except PdfError as broken:
        raise Unavailable(
            "Ce fichier PDF est illisible : imprimez ce point de situation depuis un autre poste."
        ) from broken


def _form_of(page: Page) -> Any:
    """The form of that page which a copy draws otherwise; None when it has none."""
    forms: Any = page.resources.get("/XObject", {})
    return next((forms[name] for name in sorted(forms.keys()) if name.endswith(COPY_FORM)), None)


def _drawn(draw: Callable[[Canvas], None]) -> Pdf:
    """A sheet whose only words are those of that form."""
    file = BytesIO()
    with fonts.PRESS:
        fonts.register()
        canvas = Canvas(file, pagesize=(paper.WIDTH, paper.HEIGHT), invariant=1, initialFontName=fonts.SANS_BOLD)
        draw(canvas)
        canvas.doForm(COPY_FORM)
        canvas.save()
    return Pdf.open(file)


def _words(canvas: Canvas, label: str, recipient: str) -> None:
    """The form of what was frozen before there was one: its pages keep an empty place for these words."""
    x, y, room = OLD_PLACE
    canvas.beginForm(COPY_FORM, 0, 0, paper.WIDTH, paper.HEIGHT)
    canvas.setFillColor(paper.INK)
    words = f"Exemplaire {label}" + (f" — {recipient}" if recipient else "")
    drawing.fit(canvas, x, y, words, fonts.SANS_BOLD, 7.5, room)
    canvas.endForm()


def _lay_over(update: Update, base: Pdf, form: Any) -> None:
    """Draws the form over each page, after all that the page draws."""
    named, last = update.add(form), update.add_stream(b"q /%s Do Q" % COPY_FORM.encode())
    for page in base.pages:
        drawn = page.obj.get("/Contents", Array())
        parts = list(drawn) if isinstance(drawn, Array) else [drawn]
        resources = {key: update.written(value) for key, value in page.resources.items() if key != "/XObject"}
        forms = {key: update.written(value) for key, value in page.resources.get("/XObject", {}).items()}
        resources["/XObject"] = dictionary(forms | {f"/{COPY_FORM}": named})
        contents = b"[%s]" % b" ".join((*map(update.written, parts), last))
        update.rewrite(page.obj, {"/Contents": contents, "/Resources": dictionary(resources)})


def _sum(file: bytes) -> str:
    return sha256(file).hexdigest()
