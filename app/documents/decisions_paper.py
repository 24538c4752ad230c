"""The list of decisions printed alone: D-001… in order, with what was considered, why, by whom, and what was mended."""

from collections.abc import Iterator

from reportlab.platypus import CondPageBreak, Flowable

from app.core.entry import Entry
from app.core.extract import Extract
from app.documents import blocks, decision_words, extract_furniture, fonts, journal_paper, paper
from app.documents.grid import Cell, Row, cell, grid

LABELS = 96.0  # width of the column of labels
NUMBER, WHEN = 74.0, 78.0  # of the table of contents
TALL = 330.0  # points: a shorter decision is not parted between two pages
SEVERAL = 4  # decisions from which the list begins with a table of them all


def decisions_pdf(extract: Extract) -> bytes:
    """The file. Same extract, same bytes."""
    with fonts.PRESS:
        fonts.register()
        flow = list(_flow(extract))
        return extract_furniture.laid_out(extract, flow or [journal_paper.nothing()])


def _flow(extract: Extract) -> Iterator[Flowable]:
    if len(extract.entries) >= SEVERAL:
        yield _contents(extract)
    widths = (LABELS, paper.MEASURE - LABELS)
    lacking = False
    for entry in extract.entries:
        rows = list(_rows(entry, extract))
        lacking = lacking or any(fonts.lacks(each.words) for row in rows for each in row.cells)
        made = journal_paper.table(rows, widths)
        made.spaceAfter = 12
        yield CondPageBreak(min(made.wrap(paper.MEASURE, paper.HEIGHT)[1], TALL))
        yield made
    if lacking:
        yield journal_paper.table([Row((cell(blocks.UNPRINTABLE, paper.REMARK),), title=True)], widths)


def _contents(extract: Extract) -> Flowable:
    """All of them at a glance, one line each."""
    rows = []
    for entry in extract.entries:
        number, when, subject = decision_words.summed_up(entry, extract.crisis.zone)
        rows.append(Row((cell(number, paper.REFERENCE), cell(when, paper.CELL), cell(subject, paper.CELL))))
    heads = [cell(head, paper.HEAD) for head in decision_words.HEADS]
    made = grid(heads, rows, (), widths=(NUMBER, WHEN, paper.MEASURE - NUMBER - WHEN))
    made.spaceAfter = 16
    return made


def _rows(entry: Entry, extract: Extract) -> Iterator[Row]:
    yield Row((cell(decision_words.title(entry), paper.DECISION),), title=True)
    for label, runs in decision_words.rubrics(entry, extract):
        yield Row((cell(label, paper.HEAD), Cell(tuple(runs), paper.CELL)))
