"""The strokes that all papers share: the frame's band, boxes, marks, and one line of people's words."""

from bisect import bisect_left
from collections.abc import Callable, Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any

from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.utils import ImageReader
from reportlab.platypus import Paragraph

from app.core import times
from app.core.registers.crisis import FRAMES
from app.documents import fonts, typography
from app.documents.paper import BAND, HEIGHT, INK, LEFT, MEASURE, RIGHT, SECOND, WIDTH
from app.documents.tagging import told

Box = tuple[float, float, float, float]  # x, y, width, height
LONGEST_LINE = 400
SMALLEST_BOXED = 5.5  # a marking is written smaller before it is cut
MARK: Box = (LEFT, HEIGHT - 112.5, 84.0, 61.5)  # on the first page
HOUR_BOX: Box = (RIGHT - 147, HEIGHT - 112.5, 147.0, 61.5)
SMALL_MARK: Box = (LEFT, HEIGHT - 72.0, 51.0, 21.0)
CODE = (LEFT, 50.0, 42.0)  # x, y, side of the square code


def band(canvas: Any, y: float, frame: str, left: float = LEFT, measure: float = MEASURE) -> None:
    """EXERCICE is striped, ESSAI dotted, RÉEL solid: three textures, whatever the printer."""
    word = FRAMES.get(frame, frame.upper())
    words = " — ".join([word] * 3)
    middle = left + measure / 2
    canvas.saveState()
    canvas.setLineWidth(0.75)
    clip = canvas.beginPath()
    clip.rect(left, y, measure, BAND)
    if frame == "exercise":
        canvas.saveState()
        canvas.clipPath(clip, stroke=0)
        for step in range(int(measure / 16.5) + 3):
            x = left - 16.5 + step * 16.5
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
    canvas.rect(left, y, measure, BAND, stroke=1, fill=int(frame not in ("exercise", "test")))
    spacing = 2.25
    width = fonts.width(words, fonts.SANS_BOLD, 9) + spacing * len(words)
    if frame == "exercise":
        canvas.setFillColorRGB(1, 1, 1)
        canvas.rect(middle - width / 2 - 13, y + 0.4, width + 26, BAND - 0.8, stroke=0, fill=1)
    canvas.setFillColor(INK) if frame in ("exercise", "test") else canvas.setFillColorRGB(1, 1, 1)
    canvas.setFont(fonts.SANS_BOLD, 9)
    canvas.drawString(middle - width / 2 + spacing / 2, y + 3.6, words, charSpace=spacing)
    canvas.restoreState()


def boxes(canvas: Any, y: float, marked: Iterable[tuple[str, str, float]], plate: str = "") -> None:
    """Words in boxes, in the middle of the line: (words, face, width of the line around); no words, no box. The `plate`
    comes first, white on black. All of them are smaller when the line is short of room."""
    shown = [(words, font, line) for words, font, line in [(plate, fonts.SANS_BOLD, 0.0), *marked] if words]
    shown = [(cut(words, font, SMALLEST_BOXED, MEASURE / len(shown) - 22), font, line) for words, font, line in shown]
    wide = [spaced(words, font, 1, 0.09) for words, font, _ in shown]
    size = min(8.25, (MEASURE - 22 * len(shown)) / (sum(wide) or 1.0)) if wide else 0.0
    x = WIDTH / 2 - (size * sum(wide) + 16 * len(shown) + 6 * (len(shown) - 1)) / 2
    for (words, font, line), of_one in zip(shown, wide, strict=True):
        width = size * of_one + 16
        canvas.saveState()
        canvas.setLineWidth(line)
        canvas.rect(x, y, width, 13.2, stroke=int(line > 0), fill=int(not line))
        if not line:
            canvas.setFillColorRGB(1, 1, 1)
        write(canvas, x + 8, y + 6.6 - 0.35 * size, words, font, size, spacing=0.09 * size)
        canvas.restoreState()
        x += width + 6


def hour_box(canvas: Any, label: str, at: int, zone: str) -> float:
    """The box of the hour that counts, at the right of the first page; where its left edge is."""
    x, y, width, height = HOUR_BOX
    canvas.setLineWidth(1.1)
    canvas.rect(x, y, width, height)
    write(canvas, x + 7.5, y + height - 12, label, fonts.SANS, 7.5)
    write(canvas, x + 7.5, y + height - 30.5, times.hour_h(at, zone), fonts.SANS_BOLD, 17.25)
    lines = [
        typography.date_in_words(at, zone),
        typography.zone_in_words(at, zone),
    ]
    if zone != typography.PARIS:
        paris = times.hour_h(at, typography.PARIS)
        lines.append(f"soit {paris} le {typography.date(at, typography.PARIS)[:5]} à Paris")
    top, leading, size = (42.0, 10.5, 7.9) if len(lines) == 2 else (39.5, 8.5, 7.0)
    for number, line in enumerate(lines):
        fit(canvas, x + 7.5, y + height - top - number * leading, line, fonts.SANS, size, width - 15)
    return x


def offline(workstation: str, last_exchange: int | None, zone: str) -> str:
    """Said on every page: what a reader elsewhere may know that this workstation did not."""
    if not last_exchange:
        return f"Établi hors ligne sur le poste {workstation}, jamais synchronisé"
    last = typography.date_and_hour(last_exchange, zone)
    return f"Établi hors ligne sur le poste {workstation}, dernière synchronisation {last}"


def mark(canvas: Any, mark: Path | None, box: Box, words: Any, size: float) -> None:
    """The issuer's own mark, or the empty place of it: a mark that cannot be read never stops a brief."""
    x, y, width, height = box
    if mark is not None:
        try:
            picture = _picture(mark, mark.stat().st_mtime_ns)
            with told(canvas, "Figure", alt="Marque de l’émetteur", box=box):
                canvas.drawImage(picture, x, y, width, height, mask="auto", preserveAspectRatio=True, anchor="w")
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
            write(canvas, left, y + height / 2 + 2.4 - number * size * 1.25, line, fonts.SANS, size)
        canvas.restoreState()


@lru_cache(maxsize=2)
def _picture(mark: Path, _: int) -> ImageReader:
    """The mark, read once for all pages of all papers, until its file changes."""
    return ImageReader(str(mark))


def squares(canvas: Any, rows: tuple[tuple[bool, ...], ...]) -> None:
    """The code of the foot: its dark squares."""
    x, y, side = CODE
    unit = side / len(rows)
    squares = canvas.beginPath()
    for line, row in enumerate(rows):
        for column, dark in enumerate(row):
            if dark:
                squares.rect(x + column * unit, y + side - (line + 1) * unit, unit, unit)
    canvas.drawPath(squares, stroke=0, fill=1)


def paragraph(
    canvas: Any, x: float, top: float, words: str, style: ParagraphStyle, room: float, most: int, after: str = ""
) -> float:
    """Words on at most `most` lines, the rest said by an ellipsis, then `after` in lighter type; their height."""
    words = _line(words)
    end = f'<font name="{fonts.SANS}">{fonts.markup(cut(after, fonts.SANS, style.fontSize, room), fonts.SANS)}</font>'

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
    write(canvas, x, y, cut(words, font, size, room + 0.1), font, size)


def cut(words: str, font: str, size: float, room: float) -> str:
    """These words on one line that is no wider than `room`."""
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


def write(canvas: Any, x: float, y: float, words: str, font: str, size: float, spacing: float = 0) -> float:
    """One line of people's words from `x`, each sign in a face that has it; how wide it came out."""
    start = x
    for face, run in fonts.runs(words, font):
        canvas.setFont(face, size)
        canvas.drawString(x, y, run, charSpace=spacing)
        x += spaced(run, face, size, spacing)
    return x - start


def write_right(canvas: Any, y: float, words: str, font: str, size: float) -> None:
    """One line that ends at the right margin."""
    write(canvas, RIGHT - fonts.width(words, font, size), y, words, font, size)


def spaced(words: str, font: str, size: float, spacing: float) -> float:
    """How wide words are with that much more between their letters."""
    return fonts.width(words, font, size) + spacing * len(words)
