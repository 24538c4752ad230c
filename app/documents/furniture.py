"""What stands on every page: frame, marking, mark, title, hour of the facts, foot. Legible in black and white."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reportlab.graphics.barcode.qrencoder import QRCode, QRErrorCorrectLevel

from app.core import brief_code, times
from app.core.brief_content import Content
from app.documents import drawing, fonts, typography
from app.documents.paper import (
    BAND,
    BOTTOM,
    CRISIS,
    CRISIS_LONG,
    FOOT,
    GHOST,
    HEIGHT,
    INK,
    ISSUER,
    LEFT,
    RIGHT,
    TOP,
    WIDTH,
)
from app.documents.tagging import told

DRAFT = "PROJET — NON APPROUVÉ"
ORIGINAL = "Original, exemplaires numérotés au registre"
CODE_SAYS = "Code QR : la référence et l’empreinte de ce document"
COPY_SAYS = "Code QR : la référence, l’empreinte et, sur un exemplaire numéroté, son numéro"
FIRST_HEAD = 122.0  # where the text begins, from the top of the sheet
NEXT_HEAD = 84.0
FOOT_TEXT = LEFT + 52
COPY = (FOOT_TEXT, 85.0, RIGHT - 70 - FOOT_TEXT)  # x, baseline, width of what names the document and its copy
COPY_FORM = "DiapasonCopy"  # drawn once, shown by every page: a numbered copy replaces it alone
COPY_BOX = (LEFT - 1, 49.0, RIGHT - 68, 95.0)  # its edges
SIZE = 7.5
TITLE = {"cip": "QUESTIONS-RÉPONSES"}  # of what is no situation
ANNEX = {"cip": "ANNEXE AUX QUESTIONS-RÉPONSES"}
PLATES = {  # what format the reader holds; the standard one says nothing
    "flash": "FLASH",
    "long": "FORMAT LONG",
    "cabinet": "CABINET",
    "prefets": "PRÉFETS",
    "cip": "POUR LE STANDARD (CIP)",
}


@dataclass(frozen=True, slots=True)
class Furniture:
    """What the pages of one brief, or of its annex, share. `mark` is the issuer's own file, when the workstation has
    one."""

    content: Content
    fingerprint: str
    mark: Path | None
    annex: bool = False


def title(content: Content, annex: bool = False) -> str:
    """POINT DE SITUATION N° 12."""
    if annex:
        words = ANNEX.get(content.format, "ANNEXE AU POINT DE SITUATION")
    else:
        words = TITLE.get(content.format, "POINT DE SITUATION")
    return f"{words} N° {content.number}"


def code(reference: str, fingerprint: str) -> tuple[tuple[bool, ...], ...]:
    """The dark squares of the code that names a document and the fingerprint of its content."""
    return coded(brief_code.written(reference, fingerprint))


def coded(text: str) -> tuple[tuple[bool, ...], ...]:
    """The dark squares of the code of these words."""
    square = QRCode(None, QRErrorCorrectLevel.M)
    square.addData(text)
    square.make()
    return tuple(tuple(bool(dark) for dark in row) for row in square.modules)


def copy_form(canvas: Any, label: str, recipient: str, qr_text: str) -> None:
    """Defines what names the document, and which copy of it this is: the first line of the foot and the code. `label`
    is empty on the original; `qr_text` begins with the reference."""
    copy = f"Exemplaire {label}" if label else ORIGINAL
    whom = f" — {recipient}" if recipient.strip() else ""
    canvas.beginForm(COPY_FORM, *COPY_BOX)
    canvas.setFillColor(INK)
    x, y, room = COPY
    drawing.fit(canvas, x, y, f"{qr_text.partition(' ')[0]} · {copy}{whom}", fonts.SANS_BOLD, SIZE, room)
    drawing.squares(canvas, coded(qr_text))
    canvas.endForm()


def draw(canvas: Any, page: int, furniture: Furniture) -> None:
    """Draws all of it on one page, under the text."""
    content = furniture.content
    if page == 1:
        copy_form(canvas, "", "", brief_code.written(content.reference, furniture.fingerprint))
    canvas.saveState()
    canvas.setStrokeColor(INK)
    canvas.setFillColor(INK)
    if not content.approver:
        _ghost(canvas)
    marked = (
        (content.marking.upper(), fonts.SANS_BOLD, 1.1),
        (_tlp(content.tlp), fonts.SANS_STRONG, 0.75),
        ("" if content.approver else DRAFT, fonts.SANS_BOLD, 1.1),
    )
    plate = PLATES.get(content.format, "")
    with told(canvas):
        drawing.band(canvas, TOP - BAND, content.frame)
    with told(canvas):
        drawing.boxes(canvas, TOP - BAND - 17.2, marked, plate)
    drawing.band(canvas, BOTTOM, content.frame)
    drawing.boxes(canvas, BOTTOM + BAND + 4.2, marked, plate)
    if page == 1:
        _head(canvas, furniture)
    else:
        _short_head(canvas, furniture)
    _foot(canvas, furniture)
    canvas.restoreState()


def _head(canvas: Any, furniture: Furniture) -> None:
    content = furniture.content
    drawing.mark(canvas, furniture.mark, drawing.MARK, ("Marque", "de l’émetteur"), 7.5)
    left = drawing.MARK[0] + drawing.MARK[2] + 13.5
    room = drawing.HOUR_BOX[0] - 13.5 - left
    with told(canvas):
        y = HEIGHT - 51.0 - drawing.paragraph(canvas, left, HEIGHT - 51.0, content.issuer, ISSUER, room, 1)
    with told(canvas, "H1"):
        drawing.fit(canvas, left, y - 17.5, title(content, furniture.annex), fonts.SANS_BOLD, 17.25, room)
    short = fonts.width(content.crisis, CRISIS.fontName, CRISIS.fontSize) < 1.5 * room
    reference = f" ({content.crisis_code})" if content.crisis_code else ""
    style, most = (CRISIS, 2) if short else (CRISIS_LONG, 3)
    with told(canvas):
        drawing.paragraph(canvas, left, y - 22, content.crisis, style, room, most, reference)
    with told(canvas):
        drawing.hour_box(canvas, "Informations arrêtées à", content.cutoff, content.zone)


def _short_head(canvas: Any, furniture: Furniture) -> None:
    content = furniture.content
    drawing.mark(canvas, furniture.mark, drawing.SMALL_MARK, ("Marque de", "l’émetteur"), 6.75)
    y = HEIGHT - 64.5
    x = drawing.SMALL_MARK[0] + drawing.SMALL_MARK[2] + 7.5
    x += drawing.write(canvas, x, y, title(content, furniture.annex), fonts.SANS_BOLD, 10.5) + 7.5
    zone = times.zone_words(content.zone)
    parts = (
        ("Arrêté à ", fonts.SANS),
        (times.hour_h(content.cutoff, content.zone), fonts.SANS_BOLD),
        (f", {typography.date(content.cutoff, content.zone)}, {zone}", fonts.SANS),
    )
    right = RIGHT - sum(fonts.width(words, font, 7.8) for words, font in parts)
    drawing.fit(canvas, x, y, content.crisis, fonts.SANS, 9, right - x - 9)
    for words, font in parts:
        right += drawing.write(canvas, right, y, words, font, 7.8)
    canvas.setLineWidth(1.1)
    canvas.line(LEFT, HEIGHT - 76.5, RIGHT, HEIGHT - 76.5)


def _foot(canvas: Any, furniture: Furniture) -> None:
    content = furniture.content
    canvas.setLineWidth(1.1)
    canvas.line(LEFT, FOOT, RIGHT, FOOT)
    with told(canvas, "Figure", alt=f"{content.reference}. {COPY_SAYS}", box=_place(COPY_BOX), last=True):
        canvas.doForm(COPY_FORM)
    x, y, room = COPY
    lines = [(line, fonts.SANS) for line in _foot_lines(content)]
    if content.offline:
        lines.append((drawing.offline(content.workstation, content.last_exchange, content.zone), fonts.SANS_BOLD))
    for number, (line, font) in enumerate(lines, 1):
        with told(canvas, last=True):
            drawing.fit(canvas, x, y - 10.2 * number, line, font, SIZE, room)
    with told(canvas, last=True):
        drawing.write_right(canvas, y, "Empreinte", fonts.SANS, SIZE)
        drawing.write_right(canvas, y - 10.5, typography.shortened(furniture.fingerprint), fonts.SANS_BOLD, 8.25)
    canvas.place_count()


def _place(edges: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
    left, bottom, right, top = edges
    return left, bottom, right - left, top - bottom


def _foot_lines(content: Content) -> tuple[str, str]:
    """What this brief replaces and what comes next; who answers for it."""
    zone = content.zone
    chain = [f"Annule et remplace {_named(content.replaces)}" if content.replaces else "Ne remplace aucun point"]
    if content.next_at is not None:
        when = f"à {times.hour_h(content.next_at, zone)}"
        if not typography.same_day(content.next_at, content.cutoff, zone):
            when = typography.date_and_hour(content.next_at, zone)
        chain.append(f"prochain point de situation {when}")
    return " · ".join(chain), _answer(content)


def _named(reference: str) -> str:
    """le n° 11 (PDS-SIG1-011)."""
    number = reference.rpartition("-")[2]
    known = number.isascii() and number.isdecimal()
    return f"le n° {int(number[:9])} ({reference})" if known else reference


def _answer(content: Content) -> str:
    """Who wrote it, who approved it and when. Neither name pushes the other off the line."""
    half = COPY[2] * 0.36
    author, approver = (drawing.cut(one, fonts.SANS, SIZE, half) for one in (content.author, content.approver))
    made = typography.date_and_hour(content.made_at, content.zone)
    if not content.approver:
        return f"Rédigé par {author}, {made} · PROJET : approbation attendue"
    if content.author == content.approver:
        return f"Rédigé et approuvé par {author}, {made}"
    return f"Rédigé par {author} · approuvé par {approver}, {made}"


def _tlp(colour: str) -> str:
    return f"TLP:{colour}".upper() if colour and not colour.upper().startswith("TLP") else colour.upper()


def _ghost(canvas: Any) -> None:
    """PROJET across the page, in outline: it warns and hides nothing."""
    canvas.saveState()
    canvas.translate(WIDTH / 2, HEIGHT / 2)
    canvas.rotate(52)
    canvas.setStrokeColor(GHOST)
    canvas.setLineWidth(1)
    canvas.setFont(fonts.SANS_BOLD, 150)
    canvas.drawString(-fonts.width("PROJET", fonts.SANS_BOLD, 150) / 2, -52, "PROJET", mode=1)
    canvas.restoreState()
