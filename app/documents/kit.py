"""The degraded kit on paper: blank forms and current tables in one file, made again each day."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from pathlib import Path

from reportlab.platypus import Flowable, NextPageTemplate, PageBreak, PageTemplate

from app.core import kit_keeping
from app.core.desk import Desk
from app.core.errors import Refused, Unavailable
from app.core.kit import Kit, Part, extractions, file_name, gathered, open_crises
from app.core.kit_keeping import Keeping, Made
from app.core.store.reading import Reading
from app.documents import brand, fonts, kit_cover, kit_forms, kit_furniture, kit_tables, paper
from app.documents.kit_furniture import TITLE, Begins, Kitted, Sheet

SHEETS, MOST_SHEETS = 3, 40  # log sheets: some seventy lines


@dataclass(frozen=True, slots=True)
class Printed:
    """The file, and how many pages it has."""

    pdf: bytes
    pages: int


def kit_pdf(kit: Kit, sheets: int = SHEETS) -> Printed:
    """The file, with that many log sheets for each crisis. Same kit, same bytes."""
    file = BytesIO()
    with fonts.PRESS:
        fonts.register()
        mark = brand.mark_path()
        cover = Sheet("cover", TITLE, kit, None, mark)
        told = [
            (sheet, flow)
            for number, part in enumerate(kit.parts)
            for sheet, flow in _sheets(number, part, kit, mark, sheets)
        ]
        pages = [kit_furniture.page(cover), *_templates(sheet for sheet, _ in told)]
        document = paper.book(file, pages, f"Kit de secours, {kit_furniture.made(kit)}", kit.author.name, "")
        flow: list[Flowable] = [*kit_cover.cover(kit, [sheet for sheet, _ in told])]
        for sheet, body in told:
            flow += [NextPageTemplate(sheet.key), PageBreak(), Begins(sheet.key, sheet.title.capitalize()), *body]
        document.build(flow, canvasmaker=Kitted)
    return Printed(file.getvalue(), document.page)


def make(desk: Desk, reading: Reading, crises: Sequence[str], out: Path, sheets: int = SHEETS) -> Made:
    """Makes the kit of these crises (ids) and notes what leaves in it, then gives it its name: `out`, or its own in
    that folder. Raises Refused or OSError, and nothing is left behind."""
    kit = gathered(desk, reading, crises)
    printed = kit_pdf(kit, sheets)
    file = out / file_name(kit) if out.is_dir() else out

    def note() -> None:
        for one in extractions(kit, printed.pdf):
            desk.do(one)

    kit_keeping.place(file, printed.pdf, note)
    return Made(kit.at, str(file), sha256(printed.pdf).hexdigest(), printed.pages, kit.crises)


def refresh(desk: Desk, reading: Reading, profile: Path, sheets: int = SHEETS) -> Made:
    """Makes the kit of all open crises where this workstation keeps it. The one before stays a day, and stays when this
    one cannot be made. Raises Refused or Unavailable."""
    keeping = kit_keeping.read(profile)
    folder = kit_keeping.folder_of(profile, keeping)
    try:
        made = make(desk, reading, open_crises(reading), kit_keeping.make_room(profile, keeping), sheets)
    except (OSError, Unavailable) as error:
        trouble = kit_keeping.said_of_failure(folder, error) if isinstance(error, OSError) else str(error)
        with suppress(Unavailable):  # what went wrong first is what is said
            kit_keeping.write(profile, Keeping(keeping.folder, keeping.daily, keeping.made, trouble))
        raise Unavailable(trouble) from error
    kit_keeping.tidy(folder, Path(made.file))
    kit_keeping.write(profile, Keeping(keeping.folder, keeping.daily, made))
    return made


def refresh_if_due(desk: Desk, reading: Reading, profile: Path, now: int) -> Made | None:
    """The same when it is due: none was made today, or a crisis was opened or closed since; None otherwise. Asked when
    the window opens, and now and then after. Raises Unavailable: nobody asked for what a rule would refuse."""
    try:
        if not kit_keeping.is_due(profile, kit_keeping.read(profile), open_crises(reading), now):
            return None
        return refresh(desk, reading, profile)
    except Refused as refusal:
        raise Unavailable(str(refusal)) from refusal


def _sheets(
    number: int, part: Part, kit: Kit, mark: Path | None, sheets: int
) -> Iterator[tuple[Sheet, list[Flowable]]]:
    """The sheets of a crisis, in the order in which they are needed: whom to call, then what is filled in."""

    def sheet(name: str, title: str, personal: bool = False) -> Sheet:
        return Sheet(f"{name}-{number}", title, kit, part, mark, personal)

    yield sheet("on-call", "ASTREINTES DES 48 HEURES", True), list(kit_tables.on_call(kit, part))
    if part.crisis is not None:
        yield sheet("standing", "OÙ NOUS EN SOMMES", True), list(kit_tables.standing(part))
    yield sheet("contacts", "CONTACTS", True), list(kit_tables.contacts(part))
    for place in range(sheets):
        yield sheet("log" if not place else f"log{place}", "MAIN COURANTE"), list(kit_forms.log_sheet())
    yield sheet("visa", "FICHE DE VISAS"), list(kit_forms.visa_sheet())
    yield sheet("calls", "FEUILLE D’APPEL"), list(kit_forms.blank_calls())
    replaces = part.brief.reference if part.brief else ""
    yield sheet("brief", "POINT DE SITUATION"), list(kit_forms.skeleton(replaces))


def _templates(sheets: Iterator[Sheet]) -> Iterator[PageTemplate]:
    return map(kit_furniture.page, sheets)
