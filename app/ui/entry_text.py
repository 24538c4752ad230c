"""The words of an entry: its content, its decision, and each rectification beside what it corrected."""

from functools import partial

from PySide6.QtWidgets import QLayout, QWidget

from app.core import entries
from app.core.differences import Piece, compare
from app.core.entry import Amendment, Entry
from app.ui import arrangement, detail_rows, entry_words, plain, wording
from app.ui.part_column import Part
from app.ui.text_view import TextView

LONG = ("content", "options", "rationale")  # texts whose words are compared; the other fields show both values
NOT_SAID = "non notées"


def content(entry: Entry, zone: str) -> Part:
    """The text, its former words struck through where they stood, and each rectification with its reason."""
    corrected = tuple(_correction(number, one, entry, zone) for number, one in enumerate(entry.amendments, 1))
    text = pieces(entry, "content") if entry.content or _first(entry, "content") else ()
    return Part("content", (text, corrected), partial(_draw_content, text, corrected))


def decision(entry: Entry) -> Part:
    """What was weighed, and why that was decided: a part of its own, asked for when it is missing."""
    said = (entry.decision, pieces(entry, "options"), pieces(entry, "rationale"))
    return Part("decision", said, partial(_draw_decision, *said))


def is_decision(entry: Entry) -> bool:
    return entry.type == "decision" or bool(entry.decision or entry.options or entry.rationale)


def pieces(entry: Entry, field: str) -> tuple[Piece, ...]:
    """A text as it is now, with the words of the first version that are gone in their place."""
    former, now = _first(entry, field), str(getattr(entry, field))
    if former:
        return compare(former, now)
    return (Piece("same", now),) if now else ()


Correction = tuple[str, tuple[Piece, ...], str]
"""A rectification: its head, the former and the new value, its reason."""


def _correction(number: int, one: Amendment, entry: Entry, zone: str) -> Correction:
    waiting = ", en attente d’envoi" if one.rank is None else ""
    when = wording.short_day_and_hour(one.at, zone)
    title = f"Rectification n° {number}, {when}{waiting}, {wording.person(one.author)} : "
    return title + entries.FIELDS.get(one.field, one.field), _changed(one, entry, zone), f"Motif : {one.reason}"


def _changed(one: Amendment, entry: Entry, zone: str) -> tuple[Piece, ...]:
    """Both values; of a text rectified once, nothing: its words are already marked where they stand."""
    if one.field in LONG and one.former:
        again = sum(other.field == one.field for other in entry.amendments) > 1
        return compare(str(one.former), str(one.new)) if again else ()
    former, new = (entry_words.value_words(one.field, value, zone) for value in (one.former, one.new))
    return (Piece("deleted", f"{former} "), Piece("inserted", new))


def _first(entry: Entry, field: str) -> str:
    """The first wording of a field that was rectified since, or nothing."""
    return next((str(one.former) for one in entry.amendments if one.field == field and one.former), "")


def _draw_content(text: tuple[Piece, ...], corrected: tuple[Correction, ...]) -> QWidget:
    shown: list[QWidget] = [_view("Contenu", text, "body")] if text else []
    return detail_rows.section(*shown, *(_draw_correction(*one) for one in corrected), spacing=6)


def _draw_decision(number: str, options: tuple[Piece, ...], rationale: tuple[Piece, ...]) -> QWidget:
    rows: list[QWidget | QLayout] = [detail_rows.titled(f"Décision {number}".strip())]
    for name, text, missing in (
        ("Options considérées", options, NOT_SAID),
        ("Motivation", rationale, "non notée"),
    ):
        rows.append(plain.label(name, "small_strong", "text_secondary"))
        rows.append(_view(name, text, "body") if text else plain.label(missing, "small", "text_tertiary"))
    return detail_rows.section(*rows)


def _draw_correction(title: str, changed: tuple[Piece, ...], reason: str) -> QWidget:
    lines: list[QWidget] = [detail_rows.words(title, "small_bold", "text_secondary")]
    if changed:
        lines.append(_view("Ancienne et nouvelle valeur", changed, "small"))
    lines.append(detail_rows.words(reason, "small", "text_secondary"))
    return arrangement.panel(arrangement.column(*lines, spacing=3, margins=(8, 0, 0, 0)), "quoted")


def _view(name: str, text: tuple[Piece, ...], role: str) -> TextView:
    view = TextView(name, role)
    view.show_pieces(text)
    return view
