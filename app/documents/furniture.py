"""What stands on every page: frame, marking, mark, title, hour of the facts, foot. Legible in black and white."""

from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reportlab.graphics.barcode.qrencoder import QRCode, QRErrorCorrectLevel
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.utils import ImageReader
from reportlab.platypus import Paragraph

from app.core import times
from app.core.registers.briefs import Content
from app.core.registers.crisis import FRAMES
from app.documents import fonts, typography
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
    MEASURE,
    RIGHT,
    SECOND,
    TOP,
    WIDTH,
)

LONGEST_LINE = 400
DRAFT = "PROJET — NON APPROUVÉ"
FIRST_HEAD = 122.0  # where the text begins, from the top of the sheet
NEXT_HEAD = 84.0
MARK = (LEFT, HEIGHT - 112.5, 84.0, 61.5)  # x, y, width, height on the first page
HOUR_BOX = (RIGHT - 147, HEIGHT - 112.5, 147.0, 61.5)
SMALL_MARK = (LEFT, HEIGHT - 72.0, 51.0, 21.0)
CODE = (LEFT, 50.0, 42.0)  # x, y, side of the square code
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
    for y, marks in ((TOP - BAND, TOP - BAND - 17.2), (BOTTOM, BOTTOM + BAND + 4.2)):
        _band(canvas, y, content.frame)
        _marks(canvas, marks, content)
    if page == 1:
        _head(canvas, furniture)
    else:
        _short_head(canvas, furniture)
    _foot(canvas, page, furniture)
    canvas.restoreState()


def _band(canvas: Any, y: float, frame: str) -> None:
    """EXERCICE is striped, ESSAI dotted, RÉEL solid: three textures, whatever the printer."""
    word = FRAMES.get(frame, frame.upper())
    words = " — ".join([word] * 3)
    canvas.saveState()
    canvas.setLineWidth(0.75)
    clip = canvas.beginPath()
    clip.rect(LEFT, y, MEASURE, BAND)
    if frame == "exercise":
        canvas.saveState()
        canvas.clipPath(clip, stroke=0)
        for step in range(int(MEASURE / 16.5) + 3):
            x = LEFT - 16.5 + step * 16.5
            stripe = canvas.beginPath()
            stripe.moveTo(x, y)
            stripe.lineTo(x + 8.25, y)
            stripe.lineTo(x + 8.25 + BAND, y + BAND)
            stripe.lineTo(x + BAND, y + BAND)
            stripe.close()
            canvas.drawPath(stripe, stroke=0, fill=1)
        canvas.restoreState()
    elif frame == "test":
        canvas.setDash(0.1, 2.6)
        canvas.setLineCap(1)
        canvas.setLineWidth(1.6)
    canvas.rect(LEFT, y, MEASURE, BAND, stroke=1, fill=int(frame not in ("exercise", "test")))
    spacing = 2.25
    width = fonts.width(words, fonts.SANS_BOLD, 9) + spacing * len(words)
    if frame == "exercise":
        canvas.setFillColorRGB(1, 1, 1)
        canvas.rect(WIDTH / 2 - width / 2 - 13, y + 0.4, width + 26, BAND - 0.8, stroke=0, fill=1)
    canvas.setFillColor(INK) if frame in ("exercise", "test") else canvas.setFillColorRGB(1, 1, 1)
    canvas.setFont(fonts.SANS_BOLD, 9)
    canvas.drawString(WIDTH / 2 - width / 2 + spacing / 2, y + 3.6, words, charSpace=spacing)
    canvas.restoreState()


def _marks(canvas: Any, y: float, content: Content) -> None:
    """The marking, the sharing colour and PROJET, each in its box, in the middle of the line."""
    tlp = content.tlp if content.tlp.upper().startswith("TLP") or not content.tlp else f"TLP:{content.tlp}"
    boxes = [
        (content.marking.upper(), fonts.SANS_BOLD, 1.1),
        (tlp.upper(), fonts.SANS_STRONG, 0.75),
        ("" if content.approver else DRAFT, fonts.SANS_BOLD, 1.1),
    ]
    shown = [(_cut(words, font, 8.25, 130), font, line) for words, font, line in boxes if words]
    widths = [_spaced(words, font, 8.25, 0.75) + 16 for words, font, _ in shown]
    x = WIDTH / 2 - (sum(widths) + 6 * (len(widths) - 1)) / 2
    for (words, font, line), width in zip(shown, widths, strict=True):
        canvas.setLineWidth(line)
        canvas.rect(x, y, width, 13.2)
        _write(canvas, x + 8, y + 3.7, words, font, 8.25, spacing=0.75)
        x += width + 6


def _head(canvas: Any, furniture: Furniture) -> None:
    content = furniture.content
    _mark(canvas, furniture.mark, MARK, ("Marque", "de l’émetteur"), 7.5)
    x, y, width, height = HOUR_BOX
    canvas.setLineWidth(1.1)
    canvas.rect(x, y, width, height)
    _write(canvas, x + 7.5, y + height - 12, "Informations arrêtées à", fonts.SANS, 7.5)
    _write(canvas, x + 7.5, y + height - 30.5, times.hour_h(content.cutoff, content.zone), fonts.SANS_BOLD, 17.25)
    lines = [
        typography.date_in_words(content.cutoff, content.zone),
        typography.zone_in_words(content.cutoff, content.zone),
    ]
    if content.zone != typography.PARIS:
        paris = times.hour_h(content.cutoff, typography.PARIS)
        lines.append(f"soit {paris} le {typography.date(content.cutoff, typography.PARIS)[:5]} à Paris")
    top, leading, size = (42.0, 10.5, 7.9) if len(lines) == 2 else (39.5, 8.5, 7.0)
    for number, line in enumerate(lines):
        fit(canvas, x + 7.5, y + height - top - number * leading, line, fonts.SANS, size, width - 15)
    left = MARK[0] + MARK[2] + 13.5
    room = x - 13.5 - left
    y = HEIGHT - 51.0 - _paragraph(canvas, left, HEIGHT - 51.0, content.issuer, ISSUER, room, 1)
    fit(canvas, left, y - 17.5, f"POINT DE SITUATION N° {content.number}", fonts.SANS_BOLD, 17.25, room)
    short = fonts.width(content.crisis, CRISIS.fontName, CRISIS.fontSize) < 1.5 * room
    reference = f" ({content.crisis_code})" if content.crisis_code else ""
    _paragraph(
        canvas, left, y - 22, content.crisis, CRISIS if short else CRISIS_LONG, room, 2 if short else 3, reference
    )


def _short_head(canvas: Any, furniture: Furniture) -> None:
    content = furniture.content
    _mark(canvas, furniture.mark, SMALL_MARK, ("Marque de", "l’émetteur"), 6.75)
    y = HEIGHT - 64.5
    x = SMALL_MARK[0] + SMALL_MARK[2] + 7.5
    title = f"POINT DE SITUATION N° {content.number}"
    x += _write(canvas, x, y, title, fonts.SANS_BOLD, 10.5) + 7.5
    zone = times.zone_words(content.zone)
    parts = (
        ("Arrêté à ", fonts.SANS),
        (times.hour_h(content.cutoff, content.zone), fonts.SANS_BOLD),
        (f", {typography.date(content.cutoff, content.zone)}, {zone}", fonts.SANS),
    )
    right = RIGHT - sum(fonts.width(words, font, 7.8) for words, font in parts)
    fit(canvas, x, y, content.crisis, fonts.SANS, 9, right - x - 9)
    for words, font in parts:
        right += _write(canvas, right, y, words, font, 7.8)
    canvas.setLineWidth(1.1)
    canvas.line(LEFT, HEIGHT - 76.5, RIGHT, HEIGHT - 76.5)


def _foot(canvas: Any, page: int, furniture: Furniture) -> None:
    content = furniture.content
    canvas.setLineWidth(1.1)
    canvas.line(LEFT, FOOT, RIGHT, FOOT)
    _code(canvas, furniture.code)
    right = RIGHT - 70
    lines = [(line, fonts.SANS) for line in _foot_lines(content)]
    if content.offline:
        lines.append((_offline(content), fonts.SANS_BOLD))
    fit(canvas, FOOT_TEXT, COPY[1], content.reference, fonts.SANS_BOLD, 7.5, COPY[0] - FOOT_TEXT - 6)
    for number, (line, font) in enumerate(lines, 1):
        fit(canvas, FOOT_TEXT, COPY[1] - 10.2 * number, line, font, 7.5, right - FOOT_TEXT)
    _write_right(canvas, COPY[1], "Empreinte", fonts.SANS, 7.5)
    _write_right(canvas, COPY[1] - 10.5, typography.shortened(furniture.fingerprint), fonts.SANS_BOLD, 8.25)
    _write_right(canvas, COPY[1] - 31, f"Page {page}/{furniture.pages}", fonts.SANS_BOLD, 9.75)


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


def _offline(content: Content) -> str:
    """Said on every page: what a reader elsewhere may know that this workstation did not."""
    if not content.last_exchange:
        return f"Établi hors ligne sur le poste {content.workstation}, jamais synchronisé"
    last = typography.date_and_hour(content.last_exchange, content.zone)
    return f"Établi hors ligne sur le poste {content.workstation}, dernière synchronisation {last}"


def _mark(canvas: Any, mark: Path | None, box: tuple[float, float, float, float], words: Any, size: float) -> None:
    """The issuer's own mark, or the empty place of it: a mark that cannot be read never stops a brief."""
    x, y, width, height = box
    if mark is not None:
        try:
            canvas.drawImage(ImageReader(str(mark)), x, y, width, height, mask="auto", preserveAspectRatio=True)
        except OSError:
            mark = None
    if mark is None:
        canvas.saveState()
        canvas.setStrokeColor(SECOND)
        canvas.setFillColor(SECOND)
        canvas.setLineWidth(0.75)
        canvas.setDash(2.4, 1.8)
        canvas.rect(x, y, width, height)
        for number, line in enumerate(words):
            left = x + width / 2 - fonts.width(line, fonts.SANS, size) / 2
            _write(canvas, left, y + height / 2 + 2.4 - number * size * 1.25, line, fonts.SANS, size)
        canvas.restoreState()


def _code(canvas: Any, rows: tuple[tuple[bool, ...], ...]) -> None:
    x, y, side = CODE
    unit = side / len(rows)
    squares = canvas.beginPath()
    for line, row in enumerate(rows):
        for column, dark in enumerate(row):
            if dark:
                squares.rect(x + column * unit, y + side - (line + 1) * unit, unit, unit)
    canvas.drawPath(squares, stroke=0, fill=1)


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


def _paragraph(
    canvas: Any, x: float, top: float, words: str, style: ParagraphStyle, room: float, most: int, after: str = ""
) -> float:
    """Words on at most `most` lines, the rest said by an ellipsis, then `after` in lighter type; their height."""
    words = _line(words)
    end = f'<font name="{fonts.SANS}">{fonts.markup(_cut(after, fonts.SANS, style.fontSize, room), fonts.SANS)}</font>'

    def laid(text: str) -> Paragraph:
        return Paragraph(fonts.markup(text, style.fontName) + end, style)

    shown = laid(_shortened(words, lambda text: laid(text).wrap(room, HEIGHT)[1] <= most * style.leading))
    height = float(shown.wrap(room, HEIGHT)[1])
    shown.drawOn(canvas, x, top - height)
    return height


def fit(canvas: Any, x: float, y: float, words: str, font: str, size: float, room: float) -> None:
    """Writes one line, smaller if it must be, down to three quarters; beyond, cut with an ellipsis."""
    wide = fonts.width(words, font, size)
    size *= max(0.75, min(1.0, room / wide)) if wide else 1.0
    _write(canvas, x, y, _cut(words, font, size, room + 0.1), font, size)


def _cut(words: str, font: str, size: float, room: float) -> str:
    return _shortened(_line(words), lambda text: fonts.width(text, font, size) <= room)


def _line(words: str) -> str:
    """These words on one line, and no more of them than a line of this sheet could hold."""
    return typography.plain(words[: 2 * LONGEST_LINE]).replace("\n", " ")[:LONGEST_LINE]


def _shortened(words: str, fits: Callable[[str], bool]) -> str:
    """These words, or as many of their first letters as fit with an ellipsis."""
    if fits(words):
        return words
    fitting = bisect_left(range(len(words)), True, key=lambda kept: not fits(f"{words[:kept].rstrip()}…"))
    return f"{words[: max(fitting - 1, 0)].rstrip()}…"


def _write(canvas: Any, x: float, y: float, words: str, font: str, size: float, spacing: float = 0) -> float:
    """One line of people's words from `x`, each sign in a face that has it; how wide it came out."""
    start = x
    for face, run in fonts.runs(words, font):
        canvas.setFont(face, size)
        canvas.drawString(x, y, run, charSpace=spacing)
        x += _spaced(run, face, size, spacing)
    return x - start


def _write_right(canvas: Any, y: float, words: str, font: str, size: float) -> None:
    _write(canvas, RIGHT - fonts.width(words, font, size), y, words, font, size)


def _spaced(words: str, font: str, size: float, spacing: float) -> float:
    return fonts.width(words, font, size) + spacing * len(words)
