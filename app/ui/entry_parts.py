"""The detail of an entry from top to bottom: which parts it has, and its remaining fields."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.core import entries
from app.core.entries import Attachment
from app.core.entry import Entry
from app.core.places import Places
from app.core.store.journal_reading import Related
from app.ui import (
    arrangement,
    detail_rows,
    entry_files,
    entry_followup,
    entry_head,
    entry_links,
    entry_readers,
    entry_text,
    entry_words,
    plain,
)
from app.ui.conflict_box import Conflict, conflict_box
from app.ui.controls import Sign
from app.ui.entry_links import Asked, Tie
from app.ui.part_column import Part

CONFLICT = "conflict "
VERIFIED = {  # the shape of each verification
    "unverified": "abstention",
    "ongoing": "en_visa",
    "cross_checked": "reserve",
    "confirmed": "favorable",
    "denied": "defavorable",
}


@dataclass(frozen=True, slots=True)
class Sight:
    """An entry, what surrounds it, and when and how it is looked at. `why_not` says why this person may not write;
    `unfolded` names the parts shown whole; `come`, how much of the contents on their way is here, in a hundred."""

    entry: Entry
    related: Related
    files: Mapping[str, str]  # where the content of each is, by hash
    zone: str
    now: int
    why_not: str = ""
    unfolded: frozenset[str] = frozenset()
    come: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Calls:
    """What the parts ask for: a value kept for a field, what the links ask for, a copy of a file, a part folded or
    unfolded."""

    keep: Callable[[str, Any], object]
    links: Asked
    save: Callable[[Attachment], object]
    unfold: Callable[[str], object]


def parts(sight: Sight, calls: Calls, places: Places) -> list[Part]:
    """What the panel shows, in order. A part that would hold nothing is not there."""
    entry, zone = sight.entry, sight.zone
    links = entry_links.ties(entry, sight.related, zone)
    late, around = entry_followup.late(entry, sight.now), sight.related
    shown = [entry_head.head(entry, zone, late, around.origin, around.twin), entry_head.clocks(entry, zone)]
    if any(one.open for one in links):
        shown.append(entry_links.contradictions(links, calls.links))
    if any(one.supersedes for one in links):
        shown.append(entry_links.replaced(links, calls.links))
    shown += [conflict(entry, name, zone, calls.keep, sight.why_not) for name in entry.conflicts]
    if entry.content or entry.amendments:
        shown.append(entry_text.content(entry, zone))
    if entry_text.is_decision(entry):
        shown.append(entry_text.decision(entry))
    shown.append(fields(entry, places, entry_links.quiet(links), calls.links))
    if entry.files:
        shown.append(entry_files.files(entry, sight.files, sight.come, calls.save))
    shown.append(entry_followup.followup(entry, zone, sight.now, *_folding(sight, calls, entry_followup.NAME)))
    readers = sight.related.readers
    shown.append(entry_readers.readers(readers, zone, *_folding(sight, calls, entry_readers.NAME)))
    return shown


def _folding(sight: Sight, calls: Calls, name: str) -> tuple[bool, Callable[[], object]]:
    """Whether that part is shown whole, and what turns it."""
    return name in sight.unfolded, partial(calls.unfold, name)


def conflict(entry: Entry, name: str, zone: str, keep: Callable[[str, Any], object], why_not: str) -> Part:
    """The values of one field that nobody has settled, and a way to keep one of them."""
    named, field = entries.FIELDS.get(name, name), entry.fields[name]
    title = f"{named[:1].upper()}{named[1:]}"
    shown = Conflict(title, field, lambda value: entry_words.value_words(name, value, zone))

    def draw() -> QWidget:
        return detail_rows.section(conflict_box(shown, zone, partial(keep, name), why_not))

    return Part(f"{CONFLICT}{name}", (title, field, why_not), draw)


def fields(entry: Entry, places: Places, links: Sequence[Tie], asked: Asked) -> Part:
    """The other fields, one a line; only those that hold something. Its links that call for nothing end them."""
    rated = (entry.rating, entry_words.rating_words(entry.source, entry.credibility))
    said = (
        ("Lieu", entry_words.place_lines(entry.place, places)),
        ("Mention", (" · ".join(filter(None, (entry.marking, entries.TLP.get(entry.tlp, entry.tlp)))),)),
        ("Référence amont", (entry.reference,)),
        ("Ligne tapée", (entry.raw,)),
    )
    held = tuple((name, words) for name, words in said if any(words))
    shown = (rated, entry.verification, held, tuple(links))
    return Part("fields", (*shown, asked.why_not), partial(_draw_fields, *shown, asked))


def _draw_fields(
    rated: tuple[str, str],
    verification: str,
    rows: Sequence[tuple[str, Sequence[str]]],
    links: Sequence[Tie],
    asked: Asked,
) -> QWidget:
    code, meaning = rated
    letter = plain.label(code, "small_bold", name=f"Cotation : {code}")
    rating = arrangement.row(letter, detail_rows.words(meaning), spacing=6)
    rating.setStretch(1, 1)
    rating.setAlignment(letter, Qt.AlignmentFlag.AlignTop)
    shape = VERIFIED.get(verification, "a_reexaminer")
    words = entries.VERIFICATIONS.get(verification, verification)
    drawn = [
        detail_rows.line("Cotation", rating),
        detail_rows.line("Vérification", Sign(shape, words, "text", "small_strong")),
        *(detail_rows.line(name, *words) for name, words in rows),
    ]
    if links:
        drawn.append(detail_rows.line("Liens", *(entry_links.tie_row(one, asked) for one in links)))
    return detail_rows.section(*drawn)
