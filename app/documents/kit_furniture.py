"""What stands on every page of the degraded kit: its frame, its marking, which form it is, and of when."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reportlab.platypus import Flowable, PageTemplate

from app.core import times
from app.core.entries import TLP
from app.core.kit import Kit, Part
from app.core.registers.crisis import FRAMES
from app.documents import drawing, fonts, paper, typography
from app.documents.kit_lines import field, ticks
from app.documents.paper import BAND, BOTTOM, HEIGHT, INK, LEFT, MEASURE, RIGHT, TOP, Counted
from app.documents.tagging import ARTIFACT, told

HEAD, FOOT = 84.0, 72.0
TITLE = "KIT DE SECOURS"
DAILY = "à refaire chaque jour, l’ancien se détruit"
PERSONAL = "données personnelles : ne se laisse pas"
TO_TICK = "CADRE (cocher)"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A kind of page: its title, and what it belongs to; no `part`: the first page."""

    key: str
    title: str
    kit: Kit
    part: Part | None
    mark: Path | None
    personal: bool = False


class Kitted(Counted):
    """A file that knows on which page each of its sheets begins, once it is made."""

    def begin_place(self, key: str) -> None:
        """The sheet of that name begins on this page."""
        self.__dict__.setdefault("places", {})[key] = self.getPageNumber()

    def place_page(self, key: str, x: float, y: float) -> None:
        """Keeps the place of the number of the page on which that sheet begins; it ends at `x`."""
        self.saveState()
        self.translate(x, y)
        self.doForm(f"begins-{key}")
        self.restoreState()

    def save(self) -> None:
        for key, page in self.__dict__.get("places", {}).items():
            self.beginForm(f"begins-{key}", -30, -4, 0, 12)
            self.setFillColor(INK)
            drawing.write(self, -fonts.width(str(page), fonts.SANS_BOLD, 9), 0, str(page), fonts.SANS_BOLD, 9)
            self.endForm()
        super().save()


class Begins(Flowable):  # type: ignore[misc]  # published without types
    """Where a sheet begins: an entry of the outline, and a page that the first page names."""

    role = ARTIFACT  # its title is read where it stands, above

    def __init__(self, key: str, title: str):
        super().__init__()
        self._key, self._title = key, title

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:
        return 0.0, 0.0

    def draw(self) -> None:
        self.canv.begin_place(self._key)
        self.canv.bookmarkPage(self._key)
        self.canv.addOutlineEntry(self._title, self._key)


def page(sheet: Sheet) -> PageTemplate:
    """The pages of that sheet."""

    def furnish(canvas: Any) -> None:
        canvas.saveState()
        canvas.setStrokeColor(INK)
        canvas.setFillColor(INK)
        _edges(canvas, sheet)
        _head(canvas, sheet)
        _foot(canvas, sheet)
        canvas.restoreState()

    return paper.page(sheet.key, HEAD, 0, sheet.kit.at, furnish, FOOT)


def made(kit: Kit) -> str:
    """Établi le 24/09/2026 à 03 h 16, heure de Paris, par C. Morvan, poste SIG1."""
    when = f"{typography.date_and_hour(kit.at, kit.zone)}, {times.zone_words(kit.zone)},"
    return f"Établi {when} par {kit.author.name}, poste {kit.author.workstation}"


def frames(sheet: Sheet) -> tuple[str, ...]:
    """The frames told on that page: that of its crisis, or all those of the kit."""
    parts = (sheet.part,) if sheet.part else sheet.kit.parts
    return tuple(dict.fromkeys(one.frame for one in parts if one.frame))


def _edges(canvas: Any, sheet: Sheet) -> None:
    known = frames(sheet)
    crisis = sheet.part.crisis if sheet.part else None
    marked = (
        (crisis.marking.upper() if crisis else "", fonts.SANS_BOLD, 1.1),
        (TLP.get(crisis.tlp, "") if crisis else "", fonts.SANS_STRONG, 0.75),
    )
    with told(canvas):
        _edge(canvas, known, TOP - BAND)
        drawing.boxes(canvas, TOP - BAND - 17.2, marked)
    _edge(canvas, known, BOTTOM)
    drawing.boxes(canvas, BOTTOM + BAND + 4.2, marked)


def _edge(canvas: Any, known: tuple[str, ...], y: float) -> None:
    if len(known) == 1:
        drawing.band(canvas, y, known[0])
    elif known:
        _several_frames(canvas, y, known)
    else:
        _frame_to_tick(canvas, y)


def _several_frames(canvas: Any, y: float, known: tuple[str, ...]) -> None:
    """RÉEL et EXERCICE : le cadre est en tête de chaque page."""
    canvas.setLineWidth(0.75)
    canvas.rect(LEFT, y, MEASURE, BAND)
    words = f"{' et '.join(FRAMES.get(one, one) for one in known)} : le cadre est en tête de chaque page"
    drawing.fit(canvas, LEFT + 8, y + 3.8, words, fonts.SANS_BOLD, 8.5, MEASURE - 16)


def _frame_to_tick(canvas: Any, y: float) -> None:
    canvas.setLineWidth(0.75)
    canvas.rect(LEFT, y, MEASURE, BAND)
    x = LEFT + 120 + drawing.write(canvas, LEFT + 110, y + 3.8, TO_TICK, fonts.SANS_STRONG, 8)
    ticks(canvas, x + 10, y + 3.4, list(FRAMES.values()), 26)


def _head(canvas: Any, sheet: Sheet) -> None:
    drawing.mark(canvas, sheet.mark, drawing.SMALL_MARK, ("Marque de", "l’émetteur"), 6.75)
    if sheet.part is not None:  # the first page has a title of its own
        with told(canvas, "H2"):
            _title(canvas, sheet, sheet.part)
    canvas.setLineWidth(1.1)
    canvas.line(LEFT, HEIGHT - 76.5, RIGHT, HEIGHT - 76.5)


def _title(canvas: Any, sheet: Sheet, part: Part) -> None:
    """Which sheet, of which crisis; without a crisis, room to write it."""
    y, x = HEIGHT - 64.5, drawing.SMALL_MARK[0] + drawing.SMALL_MARK[2] + 7.5
    x += drawing.write(canvas, x, y, sheet.title, fonts.SANS_BOLD, 10.5) + 10
    if part.crisis is None:
        field(canvas, x, y, RIGHT - 150, "Crise")
        field(canvas, RIGHT - 150, y, RIGHT, "Référence")
        return
    wide = fonts.width(f"  {part.crisis.code}", fonts.SANS_STRONG, 8.2)
    drawing.fit(canvas, x, y, part.crisis.title, fonts.SANS, 9, RIGHT - wide - x)
    drawing.write_right(canvas, y, part.crisis.code, fonts.SANS_STRONG, 8.2)


def _foot(canvas: Any, sheet: Sheet) -> None:
    kit = sheet.kit
    canvas.setLineWidth(1.1)
    canvas.line(LEFT, FOOT, RIGHT, FOOT)
    room = MEASURE - 80
    first = f"{TITLE.capitalize()}{f' · {PERSONAL}' if sheet.personal else ''} · {made(kit)}"
    drawing.fit(canvas, LEFT, FOOT - 10.5, first, fonts.SANS_STRONG, 7.5, room)
    offline = drawing.offline(kit.author.workstation, kit.last_exchange, kit.zone) if kit.offline else ""
    second = " · ".join(filter(None, (times.offset(kit.at, kit.zone), offline, DAILY)))
    drawing.fit(canvas, LEFT, FOOT - 20.5, second, fonts.SANS, 7.5, room)
    canvas.place_count()
