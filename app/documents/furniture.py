"""What stands on every page: frame, marking, mark, title, hour of the facts, foot. Legible in black and white."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reportlab.graphics.barcode.qrencoder import QRCode, QRErrorCorrectLevel

from app.core import times
from app.core.registers.briefs import Content
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

DRAFT = "PROJET — NON APPROUVÉ"
FIRST_HEAD = 122.0  # where the text begins, from the top of the sheet
NEXT_HEAD = 84.0
FOOT_TEXT = LEFT + 52
COPY = (FOOT_TEXT + 84, 85.0, 250.0)  # x, baseline, width of the place reserved for the number of the copy


@dataclass(frozen=True, slots=True)
class Furniture:
    """What the pages of one brief share. `mark` is the issuer's own file, when the workstation has one."""

    content: Content
    fingerprint: str
    pages: int
    mark: Path | None
    code: tuple[tuple[bool, ...], ...]


def code(reference: str, fingerprint: str) -> tuple[tuple[bool, ...], ...]:
    """The dark squares of the code that names the brief and the fingerprint of its content."""
    known = "".join(sign for sign in reference.upper() if sign.isascii() and (sign.isalnum() or sign in "-./"))[:40]
    square = QRCode(None, QRErrorCorrectLevel.M)
    square.addData(f"{known} {fingerprint.upper()}")
    square.make()
    return tuple(tuple(bool(dark) for dark in row) for row in square.modules)


def draw(canvas: Any, page: int, furniture: Furniture) -> None:
    """Draws all of it on one page, under the text."""
    content = furniture.content
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
    for y, marks in ((TOP - BAND, TOP - BAND - 17.2), (BOTTOM, BOTTOM + BAND + 4.2)):
        drawing.band(canvas, y, content.frame)
        drawing.boxes(canvas, marks, marked)
    if page == 1:
        _head(canvas, furniture)
    else:
        _short_head(canvas, furniture)
    _foot(canvas, page, furniture)
    canvas.restoreState()


def _head(canvas: Any, furniture: Furniture) -> None:
    content = furniture.content
    drawing.mark(canvas, furniture.mark, drawing.MARK, ("Marque", "de l’émetteur"), 7.5)
    x = drawing.hour_box(canvas, "Informations arrêtées à", content.cutoff, content.zone)
    left = drawing.MARK[0] + drawing.MARK[2] + 13.5
    room = x - 13.5 - left
    y = HEIGHT - 51.0 - drawing.paragraph(canvas, left, HEIGHT - 51.0, content.issuer, ISSUER, room, 1)
    drawing.fit(canvas, left, y - 17.5, f"POINT DE SITUATION N° {content.number}", fonts.SANS_BOLD, 17.25, room)
    short = fonts.width(content.crisis, CRISIS.fontName, CRISIS.fontSize) < 1.5 * room
    reference = f" ({content.crisis_code})" if content.crisis_code else ""
    drawing.paragraph(
        canvas, left, y - 22, content.crisis, CRISIS if short else CRISIS_LONG, room, 2 if short else 3, reference
    )


def _short_head(canvas: Any, furniture: Furniture) -> None:
    content = furniture.content
    drawing.mark(canvas, furniture.mark, drawing.SMALL_MARK, ("Marque de", "l’émetteur"), 6.75)
    y = HEIGHT - 64.5
    x = drawing.SMALL_MARK[0] + drawing.SMALL_MARK[2] + 7.5
    title = f"POINT DE SITUATION N° {content.number}"
    x += drawing.write(canvas, x, y, title, fonts.SANS_BOLD, 10.5) + 7.5
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


def _foot(canvas: Any, page: int, furniture: Furniture) -> None:
    content = furniture.content
    canvas.setLineWidth(1.1)
    canvas.line(LEFT, FOOT, RIGHT, FOOT)
    drawing.squares(canvas, furniture.code)
    right = RIGHT - 70
    lines = [(line, fonts.SANS) for line in _foot_lines(content)]
    if content.offline:
        lines.append((drawing.offline(content.workstation, content.last_exchange, content.zone), fonts.SANS_BOLD))
    drawing.fit(canvas, FOOT_TEXT, COPY[1], content.reference, fonts.SANS_BOLD, 7.5, COPY[0] - FOOT_TEXT - 6)
    for number, (line, font) in enumerate(lines, 1):
        drawing.fit(canvas, FOOT_TEXT, COPY[1] - 10.2 * number, line, font, 7.5, right - FOOT_TEXT)
    drawing.write_right(canvas, COPY[1], "Empreinte", fonts.SANS, 7.5)
    drawing.write_right(canvas, COPY[1] - 10.5, typography.shortened(furniture.fingerprint), fonts.SANS_BOLD, 8.25)
    drawing.write_right(canvas, COPY[1] - 31, f"Page {page}/{furniture.pages}", fonts.SANS_BOLD, 9.75)


def _foot_lines(content: Content) -> tuple[str, str]:
    """What this brief replaces and what comes next; who answers for it."""
    zone = content.zone
    chain = [f"Annule et remplace {content.replaces}"] if content.replaces else ["Ne remplace aucun point de situation"]
    if content.next_at is not None:
        when = f"à {times.hour_h(content.next_at, zone)}"
        if not typography.same_day(content.next_at, content.cutoff, zone):
            when = typography.date_and_hour(content.next_at, zone)
        chain.append(f"prochain point de situation {when}")
    made = typography.date_and_hour(content.made_at, zone)
    answer = f"approuvé par {content.approver}" if content.approver else "PROJET : approbation attendue"
    return " · ".join(chain), f"Rédigé par {content.author} · {answer} · établi {made}"


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
