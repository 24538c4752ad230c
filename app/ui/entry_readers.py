"""Who has read an entry, who has not, and who came to the crisis since it was written."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from app.core.organisations import organisations
from app.core.store.journal_reading import Readers
from app.ui import detail_rows, wording
from app.ui.part_column import Part

NAME = "readers"
FEW = 12  # names shown before one asks for all of them


def readers(read: Readers, zone: str, unfolded: bool, unfold: Callable[[], object]) -> Part:
    """Lu par 5/9, with the names; each with its hour when `unfolded`."""
    said = (f"Lu par {read.n}/{read.m}", _lines(read, zone, unfolded), unfolded)
    return Part(NAME, said, partial(_draw, *said, unfold))


def _lines(read: Readers, zone: str, unfolded: bool) -> tuple[tuple[str, str], ...]:
    """Each a line and its tone."""
    lines: list[tuple[str, str]] = []
    if unfolded:
        lines += [(_with_hour(*one, zone), "text_secondary") for one in read.read]
    elif read.read:
        lines.append((_names([name for name, _, _ in read.read]), "text_secondary"))
    if read.unread:
        names = ", ".join(read.unread) if unfolded else _names(read.unread)
        lines.append((f"Pas encore : {names}", "text_tertiary"))
    if read.later:
        names = ", ".join(read.later) if unfolded else _names(read.later)
        lines.append((f"Arrivés depuis, non comptés : {names}", "text_tertiary"))
    return tuple(lines)


def _with_hour(name: str, organisation: str, at: int, zone: str) -> str:
    of = f" ({organisations().short(organisation)})" if organisation else ""
    return f"{name}{of}, {wording.short_day_and_hour(at, zone)}"


def _names(names: Sequence[str]) -> str:
    shown = " · ".join(names[:FEW])
    return shown if len(names) <= FEW else f"{shown} et {len(names) - FEW} autres"


def _draw(title: str, lines: tuple[tuple[str, str], ...], unfolded: bool, unfold: Callable[[], object]) -> QWidget:
    aside = detail_rows.link(
        "Noms seuls" if unfolded else "Qui, et quand",
        unfold,
        f"{title} : {'noms seuls' if unfolded else 'qui, et quand'}",
    )
    shown = [detail_rows.words(words, "small", tone) for words, tone in lines]
    return detail_rows.section(detail_rows.titled(title, aside), *shown, spacing=2)
