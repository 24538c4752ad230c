"""The list of decisions as a text document (ODT): a table of them all, then each with its options and its reasons."""

from collections.abc import Iterator

from app.core.extract import Extract
from app.documents import decision_words, journal_odt, odt
from app.documents.odt import Row

CONTENTS = (80.0, 80.0, 350.0)
RUBRICS = (110.0, 400.0)


def odt_of(extract: Extract) -> bytes:
    """The file."""
    return odt.document(journal_odt.around(extract), _parts(extract))


def _parts(extract: Extract) -> Iterator[odt.Part]:
    yield from journal_odt.beginning(extract)
    if extract.entries:
        rows = (Row(decision_words.summed_up(one, extract.crisis.zone)) for one in extract.entries)
        yield odt.table("Décisions", decision_words.HEADS, rows, CONTENTS)
    for entry in extract.entries:
        yield odt.heading(decision_words.title(entry), 1)
        told = (Row((label, journal_odt.runs(said))) for label, said in decision_words.rubrics(entry, extract))
        yield odt.table(entry.decision or entry.number, (), told, RUBRICS)
