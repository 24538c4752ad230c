"""The list of decisions printed alone: D-001… in order, with what was considered, why, by whom, and what was mended."""

from collections.abc import Iterator

from reportlab.platypus import Flowable

from app.core import entries, times
from app.core.entry import Entry
from app.core.extract import Extract
from app.documents import blocks, entry_words, extract_furniture, fonts, journal_paper, paper, typography
from app.documents.grid import Cell, Row, cell

LABELS = 96.0  # width of the column of labels
NO_MORE = "Rectifiée depuis : cette entrée n'est plus une décision ({})."


def decisions_pdf(extract: Extract) -> bytes:
    """The file. Same extract, same bytes."""
    with fonts.PRESS:
        fonts.register()
        flow = list(_flow(extract))
        return extract_furniture.laid_out(extract, flow or [journal_paper.nothing()])


def _flow(extract: Extract) -> Iterator[Flowable]:
    widths = (LABELS, paper.MEASURE - LABELS)
    lacking = False
    for entry in extract.entries:
        rows = list(_rows(entry, extract))
        lacking = lacking or any(fonts.lacks(each.words) for row in rows for each in row.cells)
        made = journal_paper.table(rows, widths)
        made.spaceAfter = 12
        yield made
    if lacking:
        yield journal_paper.table([Row((cell(blocks.UNPRINTABLE, paper.REMARK),), title=True)], widths)


def _rows(entry: Entry, extract: Extract) -> Iterator[Row]:
    zone = extract.crisis.zone
    yield Row((cell(f"{entry.decision or entry.number} — {entry.subject}", paper.DECISION),), title=True)
    if entry.type != "decision":
        yield _labelled("Attention", NO_MORE.format(entries.TYPES[entry.type]))
    yield _labelled("Décidé", _when(entry, zone))
    if entry.content:
        yield _labelled("Texte", entry.content)
    yield _labelled("Options considérées", entry.options or "non consignées")
    yield _labelled("Motivation", entry.rationale or "non consignée")
    yield _labelled("Origine", entry_words.exchanged(entry).replace("\n", " "))
    yield _labelled("Consigné", _written(entry, zone))
    yield _labelled("Cotation et suivi", entry_words.followed(entry, zone).replace("\n", " · "))
    more = tuple(entry_words.about(entry, extract))
    if more:
        first = (more[0][0].lstrip("\n"), *more[0][1:])
        yield Row((cell("Compléments", paper.HEAD), Cell((first, *more[1:]), paper.CELL)))


def _labelled(label: str, words: str) -> Row:
    return Row((cell(label, paper.HEAD), cell(words, paper.CELL)))


def _when(entry: Entry, zone: str) -> str:
    hour, _, rest = entry_words.occurred(entry, zone).partition("\n")
    paris = "".join(f" ({line})" for line in rest.split("\n")[1:])
    day = typography.date_in_words(entry.occurred_at, zone)
    return f"{hour}, {day}, {times.offset(entry.occurred_at, zone)}{paris}"


def _written(entry: Entry, zone: str) -> str:
    hour, _, rest = entry_words.recorded(entry, zone).partition("\n")
    details = "".join(f", {line}" for line in rest.split("\n")[1:])
    sheet = f", transcription papier f. {entry.sheet}" if entry.sheet else ""
    when = f"{typography.date(entry.recorded_at, zone)} à {hour}"
    return f"{entry.number} · {entry_words.signed(entry.author)}, le {when}{details}{sheet}"
