"""The call sheet, A4, black and white: filled in by hand, at night, when the telephones hardly work."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from reportlab.platypus import Flowable, Paragraph, Spacer, Table

from app.core import times
from app.core.call_sheet import CallSheet
from app.core.cascade import RESULTS
from app.core.cascade_calls import Dial, Line, progress, with_private
from app.core.desk import Desk
from app.core.organisations import organisations
from app.core.phones import shown
from app.core.registers.extractions import LogExtraction
from app.documents import drawing, exporting, fonts, message_furniture, paper, typography
from app.documents.grid import Row, cell, grid
from app.documents.paper import INK

TITLE, SECOND = "FEUILLE D’APPEL — {}", "FEUILLE D’APPEL, SECOND PASSAGE — {}"
TO_SAY = "À DIRE À CHACUN"
EXERCISE = "Commencez et finissez chaque appel par : « Exercice, exercice, exercice »."
FIRST = "le numéro à composer d’abord est précédé d’un triangle"
KEPT, REVEALED = "à détruire une fois les résultats saisis", "NUMÉROS PRIVÉS EN CLAIR : à détruire après usage"
HEADS = ("N°", "Qui", "À composer, dans l’ordre", "Résultat : cocher, écrire l’heure")
WIDTHS = (25.0, 138.0, 122.0)
BOX, STEP, PAD = 12.5, 18.0, 5.0  # of a box to tick, between two of them, above and under a row
TICK, DIAL = 7.5, 14.0  # of the square before a number, between two numbers
LABEL = 8.2
COLUMNS = (0.0, 74.0, 159.0)  # where the boxes of a row stand, and its hour
NOTE = 16.0  # room of the line for a remark
DOTS = (0.6, 2.2)
WHO = paper.CELL.clone("called", fontName=fonts.SANS_BOLD, fontSize=10.2, leading=12.4)
ABOUT = paper.CELL.clone("about him", fontName=fonts.SANS, fontSize=8.2, leading=10.4)
ORDER = paper.CELL.clone("number of the call", fontName=fonts.SANS_BOLD, fontSize=11.5, leading=13)


def sheet_pdf(sheet: CallSheet) -> bytes:
    """The file. Same sheet, same bytes."""
    with fonts.PRESS:
        fonts.register()
        return message_furniture.laid_out(_around(sheet), list(_flow(sheet)), _title(sheet), sheet.author.name, "")


def logged(sheet: CallSheet, format: str, data: bytes) -> LogExtraction:
    """The command that writes down that it left."""
    said = [f"feuille d'appel {sheet.cascade.number} : {sheet.cascade.title}"]
    said += ["second passage"] if sheet.second else []
    said += ["numéros privés en clair"] if sheet.revealed else []
    hash = sha256(data).hexdigest()
    return LogExtraction(sheet.crisis.id, "cascade", format, ", ".join(said), len(sheet.lines), hash)


def take_out(desk: Desk, sheet: CallSheet, file: Path) -> str:
    """Makes the file, notes that it leaves, then gives it its name; its SHA-256. Raises Refused or OSError."""
    data = sheet_pdf(sheet)
    note = logged(sheet, "pdf", data)
    exporting.place(desk, note, {file: data})
    return note.sha256


def _title(sheet: CallSheet) -> str:
    return (SECOND if sheet.second else TITLE).format(sheet.cascade.number)


def _around(sheet: CallSheet) -> message_furniture.Around:
    zone = sheet.crisis.zone
    hour = times.hour_h(sheet.at, zone)
    made = f"Établie par {sheet.author.name}, poste {sheet.author.workstation}, "
    made += f"{typography.date_and_hour(sheet.at, zone)} · {times.offset(sheet.at, zone)}"
    kept = REVEALED if sheet.revealed else KEPT
    if sheet.offline:
        kept = f"{drawing.offline(sheet.author.workstation, sheet.last_exchange, zone)} · {kept}"
    return message_furniture.Around(
        frame=sheet.crisis.frame,
        kind=_title(sheet),
        issuer=sheet.crisis.title,
        when=(f"À {hour}, {times.zone_words(zone)}", typography.date_in_words(sheet.at, zone)),
        named=f"{sheet.crisis.code} · {sheet.cascade.number} · à {hour}",
        foot=(made, kept),
        made_at=sheet.at,
        inside=True,
    )


def _flow(sheet: CallSheet) -> Iterator[Flowable]:
    yield Paragraph(fonts.markup(sheet.cascade.title, paper.LEAD.fontName), paper.LEAD)
    count = len(sheet.lines)
    called = f"{count} personne{'s' if count > 1 else ''} à {'rappeler' if sheet.second else 'appeler'}"
    said = f"{called} · à l’impression : {progress(sheet.cascade).words}"
    said += f" · {FIRST}" if sheet.second else ""
    yield Paragraph(fonts.markup(said, ABOUT.fontName), ABOUT)
    exercise = EXERCISE if sheet.crisis.frame != "real" else ""
    words = "\n".join(filter(None, (exercise, sheet.cascade.words)))
    if words:
        box = [Row((cell(TO_SAY, paper.BOX_TITLE), cell(words, paper.SPOKEN)))]
        yield grid((), box, (), box=True, widths=(96.0, paper.MEASURE - 96.0 - 2 * 9.0))
    yield Spacer(1, 4)
    yield Kept()
    yield Spacer(1, 2)
    yield _table(sheet)


def _table(sheet: CallSheet) -> Table:
    rest = paper.MEASURE - sum(WIDTHS)
    heads = [cell(head, paper.HEAD).paragraph() for head in HEADS]
    lines = [
        [
            Paragraph(str(one.target.order), ORDER),
            _who(one, sheet),
            Dials(_dials(one, sheet), WIDTHS[2] - 8),
            ToTick(rest),
        ]
        for one in sheet.lines
    ]
    widths = [*WIDTHS, rest]
    return Table([heads, *lines], colWidths=widths, repeatRows=1, style=table_style(), hAlign="LEFT", splitInRow=0)


def table_style() -> list[tuple[Any, ...]]:
    """How the rows of a call sheet are ruled, those of a blank one too."""
    return [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("RIGHTPADDING", (0, 0), (-1, -1), 8),
        ("RIGHTPADDING", (-1, 0), (-1, -1), 0),
        ("TOPPADDING", (0, 0), (-1, -1), PAD),
        ("BOTTOMPADDING", (0, 0), (-1, -1), PAD),
        ("LINEBELOW", (0, 0), (-1, 0), 0.75, INK),
        ("LINEBELOW", (0, 1), (-1, -1), 0.55, INK),
    ]


def _who(line: Line, sheet: CallSheet) -> list[Flowable]:
    """Who he is, who stands for him, and what was tried."""
    target, zone = line.target, sheet.crisis.zone
    about = ", ".join(filter(None, (target.function, organisations().short(target.organisation))))
    deputy = f"Suppléant : {target.deputy_name}" if target.deputy_name else ""
    tried = " · ".join(
        f"{times.hour(one.at, zone)} {RESULTS[one.result]}{f' ({line.called(one)})' if one.deputy else ''}"
        for one in line.attempts[-3:]
    )
    said = ((target.name, WHO), (about, ABOUT), (deputy, ABOUT), (tried and f"Déjà : {tried}", ABOUT))
    return [Paragraph(fonts.markup(words, style.fontName), style) for words, style in said if words]


@dataclass(frozen=True, slots=True)
class Printed:
    """A number as it is printed, and what it is; without a number, words alone. `first`: it is the one to dial."""

    words: str
    what: str
    wrong: bool = False
    first: bool = False


def _dials(line: Line, sheet: CallSheet) -> list[Printed]:
    """The numbers from the first to dial, his deputy's after a line that says so. On a second pass, the one to dial."""
    line = with_private(line, sheet.private or {})
    best = line.proposed if sheet.second else None
    own, others = ([_dial(one, one == best) for one in part] for part in (line.numbers, line.deputy_numbers))
    return [*(own or [Printed("", "aucun numéro")]), *([Printed("", "suppléant"), *others] if others else [])]


def _dial(one: Dial, first: bool) -> Printed:
    if one.private:
        return Printed(one.number.number, "faux, privé" if one.wrong else "privé", one.wrong, first)
    return Printed(shown(one.number.number), "faux" if one.wrong else one.number.usage, one.wrong, first)


class Kept(Flowable):  # type: ignore[misc]  # published without types
    """The line on which whoever calls writes his name and his hours."""

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:
        self.width = availWidth
        return availWidth, 20.0

    def draw(self) -> None:
        canvas, x = self.canv, 0.0
        for words, room in (("Appels passés par", 216.0), ("de", 58.0), ("à", 58.0)):
            x += drawing.write(canvas, x, 5, words, fonts.SANS, LABEL) + 4
            _dots(canvas, x, 4, x + room)
            x += room + 6


class Dials(Flowable):  # type: ignore[misc]  # published without types
    """The numbers of somebody, each behind a square to tick once it was dialled."""

    def __init__(self, numbers: Sequence[Printed], width: float):
        super().__init__()
        self._numbers, self.width = numbers, width
        self.height = DIAL * len(numbers)

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:
        return self.width, self.height

    def draw(self) -> None:
        canvas = self.canv
        for place, one in enumerate(self._numbers):
            y = self.height - DIAL * place - 10.5
            if not one.words:
                drawing.write(canvas, 0, y, one.what, fonts.SANS_STRONG, 7.4)
                continue
            if one.first:
                _point(canvas, y)
            canvas.setLineWidth(0.8)
            canvas.rect(0, y - 0.4, TICK, TICK)
            end = 12 + drawing.write(canvas, 12, y, one.words, fonts.SANS_STRONG, 10)
            if one.wrong:
                canvas.line(12, y + 3.4, end, y + 3.4)
            drawing.fit(canvas, end + 4, y, one.what, fonts.SANS, 7.2, self.width - end - 4)


def _point(canvas: Any, y: float) -> None:
    """The mark before the number to dial first."""
    mark = canvas.beginPath()
    mark.moveTo(-7.5, y - 0.6)
    mark.lineTo(-2.2, y + 3.3)
    mark.lineTo(-7.5, y + 7.2)
    mark.close()
    canvas.drawPath(mark, stroke=0, fill=1)


class ToTick(Flowable):  # type: ignore[misc]  # published without types
    """What is written by hand for one call: four boxes, the hour, who called, a remark."""

    def __init__(self, width: float):
        super().__init__()
        self.width, self.height = width, 2 * STEP + NOTE

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:
        return self.width, self.height

    def draw(self) -> None:
        canvas = self.canv
        words = iter(RESULTS.values())
        for row, beside in enumerate(("Heure", "Par")):
            y = self.height - STEP * row - BOX
            for x in COLUMNS[:2]:
                canvas.setLineWidth(1.1)
                canvas.rect(x, y, BOX, BOX)
                drawing.write(canvas, x + BOX + 4, y + 3.2, next(words), fonts.SANS, LABEL)
            end = COLUMNS[2] + drawing.write(canvas, COLUMNS[2], y + 3.2, beside, fonts.SANS, 7.2)
            _dots(canvas, end + 3, y + 2, self.width)
        end = drawing.write(canvas, 0, 2, "Remarque", fonts.SANS, 7.2)
        _dots(canvas, end + 3, 1, self.width)


def _dots(canvas: Any, start: float, y: float, end: float) -> None:
    """A line to write on."""
    canvas.saveState()
    canvas.setLineWidth(0.8)
    canvas.setLineCap(1)
    canvas.setDash(*DOTS)
    canvas.line(start, y, end, y)
    canvas.restoreState()
