"""The main courante on paper, A4: every entry that was asked for, with its rectifications struck where they stood."""

from collections.abc import Iterator, Sequence

from reportlab.platypus import Flowable, Paragraph

from app.core import times
from app.core.entry import Entry
from app.core.errors import Refused
from app.core.extract import Extract
from app.documents import blocks, entry_words, extract_furniture, fonts, paper, typography
from app.documents.grid import Cell, Row, cell, grid

HEADS = ("Fait", "Saisie", "N° et type", "Émetteur → dest.", "Objet et contenu", "Cotation et suivi")
NARROW = (50.0, 66.0, 61.0, 74.0, 193.0)
WIDTHS = (61.0, 64.0, 62.0, 78.0, 179.0)  # where the hour of Paris stands beside that of the crisis
MOST = 10_000  # entries: some seven hundred sheets
TOO_MANY = "{} entrées ne s'impriment pas d'un coup, {} au plus : filtrez, ou exportez en CSV, ODS ou JSON."
NOTHING = "Aucune entrée ne répond à cette demande."
AT_ONCE = 25  # rows of a table: a longer one is slow to cut into pages


def journal_pdf(extract: Extract) -> bytes:
    """The file. Same extract, same bytes. Raises Refused when there is more than a printer should be given."""
    if len(extract.entries) > MOST:
        raise Refused(TOO_MANY.format(len(extract.entries), MOST), "format")
    widths = _widths(extract)
    with fonts.PRESS:
        fonts.register()
        flow = [table(rows, widths) for rows in _portions(extract)]
        return extract_furniture.laid_out(extract, flow or [nothing()], tuple(zip(HEADS, widths, strict=True)))


def _widths(extract: Extract) -> tuple[float, ...]:
    """What the hours do not need goes to the words."""
    zone = extract.crisis.zone
    elsewhere = any(times.offset(at, zone) != times.offset(at, typography.PARIS) for at in _hours(extract))
    widths = WIDTHS if elsewhere else NARROW
    return (*widths, paper.MEASURE - sum(widths))


def _hours(extract: Extract) -> Iterator[int]:
    for entry in extract.entries:
        yield entry.occurred_at
        yield entry.recorded_at


def nothing() -> Flowable:
    """What an extract without entries says."""
    return Paragraph(fonts.markup(NOTHING, paper.NOTHING.fontName), paper.NOTHING)


def table(rows: Sequence[Row], widths: Sequence[float]) -> Flowable:
    """These rows, right under those before."""
    made = grid((), rows, (), widths=widths)
    made.spaceBefore = made.spaceAfter = 0
    return made


def _portions(extract: Extract) -> Iterator[list[Row]]:
    """The rows, day by day, in tables of a size that is cut quickly; a day's title stays with its first entry."""
    zone, rows, day, lacking = extract.crisis.zone, list[Row](), "", False
    for entry in extract.entries:
        if len(rows) >= AT_ONCE:
            yield rows
            rows = []
        of_entry = day_of(entry, extract)
        if of_entry != day:
            day = of_entry
            rows.append(Row((cell(day, paper.ENTRY_DAY),), title=True))
        rows.append(_row(entry, extract, zone))
        lacking = lacking or any(map(fonts.lacks, (each.words for each in rows[-1].cells)))
    if lacking:
        rows.append(Row((cell(blocks.UNPRINTABLE, paper.REMARK),), title=True))
    if rows:
        yield rows


def day_of(entry: Entry, extract: Extract) -> str:
    """Jeudi 24 septembre 2026, UTC+02:00: the date the entry stands under, as the extract is ordered."""
    at = entry.recorded_at if extract.order.startswith("recorded") else entry.occurred_at
    zone = extract.crisis.zone
    words = f"{typography.date_in_words(at, zone)}, {times.offset(at, zone)}"
    kind = " (jour de la saisie)" if extract.order.startswith("recorded") else ""
    return f"{words[:1].upper()}{words[1:]}{kind}"


def _row(entry: Entry, extract: Extract, zone: str) -> Row:
    return Row(
        (
            _dated(entry_words.occurred(entry, zone)),
            _dated(entry_words.recorded(entry, zone)),
            _first_strong(entry_words.named(entry)),
            cell(entry_words.exchanged(entry), paper.BESIDE),
            Cell(tuple(entry_words.told(entry, extract)), paper.ENTRY),
            _first_strong(f"{entry_words.followed(entry, zone)}\npar {entry_words.signed(entry.author)}"),
        )
    )


def _dated(words: str) -> Cell:
    hour, _, rest = words.partition("\n")
    return Cell(((hour, fonts.BODY_STRONG, False), (f"\n{rest}", fonts.BODY, False)), paper.ENTRY_HOUR)


def _first_strong(words: str) -> Cell:
    first, _, rest = words.partition("\n")
    return Cell(((first, fonts.SANS_STRONG, False), (f"\n{rest}", fonts.SANS, False)), paper.ENTRY_SMALL)
