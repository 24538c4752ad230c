"""The on-call table on paper, A4 landscape, black and white: who answers now, and who will in the days that follow."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any, TypeVar

from reportlab.pdfgen.canvas import Canvas

from app.core import times
from app.core.clock import moment
from app.core.desk import Desk
from app.core.duty_sheet import DutySheet
from app.core.registers.crisis import FRAMES
from app.core.registers.extractions import LogExtraction
from app.documents import drawing, duty_grid, exporting, fonts, tagged_file, tagging, typography
from app.documents.duty_grid import BOTTOM, HEIGHT, LEFT, MEASURE, RIGHT, TOP, WIDTH, Number, Row
from app.documents.paper import BAND, INK
from app.documents.tagging import told

TITLE = "TABLEAU D’ASTREINTE"
SHARED = "Annuaire partagé"
NOTHING = "Aucune ligne d’astreinte n’est écrite pour ces jours."
LEGEND = "Cadre plein : titulaire · tirets : suppléant · gris : plusieurs à la fois · hachures : personne"
MASKED = "Les numéros privés sont masqués : les demander au poste, qui l’inscrit au journal des consultations."


T = TypeVar("T")
Page = Callable[[Any], None]


@dataclass(frozen=True, slots=True)
class Taken:
    """What was written."""

    sha256: str
    lines: int
    pages: int


def take_out(desk: Desk, sheet: DutySheet, file: Path) -> Taken:
    """Makes the file, notes that it leaves, then gives it its name. Raises Refused or OSError."""
    data = duty_pdf(sheet)
    note = logged(sheet, data)
    exporting.place(desk, note, {file: data})
    return Taken(note.sha256, len(sheet.lines), len(_pages(sheet)))


def logged(sheet: DutySheet, data: bytes) -> LogExtraction:
    """The command that writes down that it left."""
    days = len(sheet.days.midnights) - 1
    asked = f"tableau d'astreinte, {days} jours depuis le {times.date_words(sheet.days.start, sheet.zone)}"
    return LogExtraction(sheet.space, "duties", "pdf", asked, len(sheet.lines), sha256(data).hexdigest())


def duty_pdf(sheet: DutySheet) -> bytes:
    """The file. Same sheet, same bytes."""
    file = BytesIO()
    pages = _pages(sheet)
    with fonts.PRESS:
        fonts.register()
        canvas = Canvas(file, pagesize=(WIDTH, HEIGHT), invariant=1, initialFontName=fonts.SANS, lang="fr-FR")
        title = typography.plain(f"{TITLE.capitalize()} — {(sheet.title or SHARED)}")
        canvas.setTitle(title)
        canvas.setViewerPreference("DisplayDocTitle", "true")
        canvas.tree = tagging.Tree(canvas, title)
        canvas.setAuthor(typography.plain(sheet.author))
        canvas.setCreator("Diapason")
        canvas.setProducer("Diapason")
        for number, page in enumerate(pages, 1):
            canvas._doc._timeStamp.YMDhms = moment(sheet.at, "UTC").timetuple()[:6]
            canvas.setFillColor(INK)
            canvas.setStrokeColor(INK)
            with tagging.around(canvas):
                _furnish(canvas, sheet, number, len(pages))
            page(canvas)
            canvas.showPage()
        tagged_file.write(canvas.tree)
        canvas.save()
    return file.getvalue()


def _pages(sheet: DutySheet) -> list[Page]:
    """Each page as what draws it: the table, then the numbers of those who will be called."""
    if not sheet.lines:
        return [partial(duty_grid.sentence, words=NOTHING)]
    frame = FRAMES.get(sheet.frame, "") if sheet.frame != "real" else ""
    rows = [Row(line, sheet.answer(line), frame if sheet.is_own(line) else "") for line in sheet.lines]
    draw = partial(duty_grid.draw, days=sheet.days, now=sheet.at, zone=sheet.zone)
    table: list[Page] = [partial(draw, rows=part) for part in _parts(rows, duty_grid.ROWS)]
    numbers = _parts(list(_numbers(sheet)), duty_grid.NUMBERS)
    return [*table, *(partial(duty_grid.list_numbers, numbers=part) for part in numbers)]


def _parts(values: Sequence[T], most: int) -> list[Sequence[T]]:
    return [values[start : start + most] for start in range(0, len(values), most)]


def _numbers(sheet: DutySheet) -> Iterator[Number]:
    """Everybody who is on call in these days, once for each line: what to dial, and how old that is."""
    today = times.local_day(sheet.at, sheet.zone)
    for line in sheet.lines:
        seen: set[str] = set()
        for one in line.slots:
            if one.name not in seen:
                seen.add(one.name)
                yield duty_grid.number_of(line.words, one, today)
            deputy = one.slot.deputy_name
            if deputy and not one.slot.deputised and deputy not in seen:
                seen.add(deputy)
                yield duty_grid.deputy_of(line.words, one)


def _furnish(canvas: Any, sheet: DutySheet, page: int, pages: int) -> None:
    zone = sheet.zone
    if sheet.frame:
        with told(canvas):
            drawing.band(canvas, TOP - BAND, sheet.frame, LEFT, MEASURE)
        drawing.band(canvas, BOTTOM, sheet.frame, LEFT, MEASURE)
    y = TOP - BAND - 21
    hour = f"Informations arrêtées à {times.hour_h(sheet.at, zone)}, {typography.date_in_words(sheet.at, zone)}"
    said = f"{hour}, {times.zone_words(zone)}"
    room = fonts.width(said, fonts.SANS_STRONG, 9)
    with told(canvas, "H1"):
        drawing.fit(canvas, LEFT, y, f"{TITLE} — {(sheet.title or SHARED)}", fonts.SANS_BOLD, 14, MEASURE - room - 20)
    with told(canvas):
        drawing.write(canvas, RIGHT - room, y, said, fonts.SANS_STRONG, 9)
    canvas.setLineWidth(1.1)
    canvas.line(LEFT, y - 7, RIGHT, y - 7)
    y = duty_grid.FOOT
    canvas.line(LEFT, y, RIGHT, y)
    made = f"Établi par {sheet.author}, poste {sheet.workstation}, {typography.date_and_hour(sheet.at, zone)}"
    foot = [f"{made} · {times.offset(sheet.at, zone)} · vérifiez qu’aucun tableau plus récent n’existe"]
    foot.append(f"{LEGEND}. {MASKED}")
    if sheet.offline:
        foot[1:1] = [drawing.offline(sheet.workstation, sheet.last_exchange, zone)]
    for number, line in enumerate(foot):
        font = fonts.SANS_BOLD if sheet.offline and number == 1 else fonts.SANS
        with told(canvas, last=True):
            drawing.fit(canvas, LEFT, y - 10 - 9.5 * number, line, font, 7.5, MEASURE - 70)
    count = f"Page {page}/{pages}"
    drawing.write(canvas, RIGHT - fonts.width(count, fonts.SANS_BOLD, 9), y - 11, count, fonts.SANS_BOLD, 9)
