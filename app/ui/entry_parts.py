"""The parts of the detail of an entry, from top to bottom: each a panel that holds no state."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLayout, QWidget

from app.core import entries, times
from app.core.differences import Piece, compare
from app.core.registers.journal import Amendment, Entry
from app.ui import arrangement, entry_words, hours, plain, theme, wording
from app.ui.conflict_box import Conflict, conflict_box
from app.ui.controls import Sign
from app.ui.flow_layout import FlowLayout
from app.ui.text_view import TextView

Keep = Callable[[str, Any], object]
MARGINS = (16, 10, 16, 10)
PRIORITY_TONES = {1: "alarm", 2: "warning", 3: "text_secondary", 4: "text_tertiary"}


def parts(entry: Entry, zone: str, keep: Keep, why_not: str) -> list[QWidget]:
    """What the panel shows of an entry, in order. `keep` is called with a field and the value chosen for it;
    `why_not` says why this person may not choose."""
    shown = [head(entry), clocks(entry, zone)]
    shown += [conflict(entry, name, zone, keep, why_not) for name in entry.conflicts]
    if entry.content or entry.amendments:
        shown.append(content(entry, zone))
    shown.append(fields(entry))
    return shown


def head(entry: Entry) -> QWidget:
    """Number, tags, subject, and who told whom by what means."""
    tags = QWidget()
    flow = FlowLayout(tags, spacing=6)
    flow.addWidget(plain.label(entry.number, "page_title", name="Numéro"))
    for shape, words, tone, true in (
        ("fait_marquant", "fait marquant", "text_secondary", entry.key_event),
        ("rectifiee", "rectifiée", "text_secondary", bool(entry.amendments)),
        ("deux_valeurs", "2 valeurs", "warning", bool(entry.conflicts)),
        ("en_attente_envoi", "en attente d’envoi", "info", entry.pending),
    ):
        if true:
            flow.addWidget(Sign(shape, words, tone, "micro_strong", boxed=True))
    tone = PRIORITY_TONES.get(entry.priority, "text_secondary")
    priority = Sign(f"priority_{entry.priority}", f"P{entry.priority}", tone, "small_bold")
    to = f" → {', '.join(entry.recipients)}" if entry.recipients else ""
    how = ", ".join(filter(None, (entries.MEANS.get(entry.means, ""), entries.DIRECTIONS.get(entry.direction, ""))))
    route = " · ".join(filter(None, (f"{entry.sender}{to}", entries.TYPES.get(entry.type, entry.type), how)))
    top = arrangement.row(tags, priority, spacing=8)
    top.setStretch(0, 1)
    top.setAlignment(priority, Qt.AlignmentFlag.AlignTop)
    return _panel(
        top,
        plain.label(entry.subject, "emphasis", wrap=True, name="Objet"),
        plain.label(route, "small", "text_secondary", wrap=True, name="Émetteur, destinataires, type et moyen"),
    )


def clocks(entry: Entry, zone: str) -> QWidget:
    """The three hours of an entry in three boxes: of the fact, of its reception, of its recording."""
    received = times.hour(entry.received_at, zone) if entry.received_at is not None else "—"
    late = entry.late_minutes
    boxes = arrangement.row(
        _clock(
            "Fait", hours.of_fact(entry.occurred_at, entry.precision, zone), entries.PRECISIONS.get(entry.precision, "")
        ),
        _clock("Réception", received, "exacte" if entry.received_at is not None else "non notée"),
        _clock(
            "Saisie",
            times.hour(entry.recorded_at, zone),
            _lateness(hours.late(late, entry.recorded_at, zone)) if late else "sur le moment",
            "warning" if late else "text",
        ),
        spacing=0,
    )
    day = f"{times.day(entry.occurred_at, zone)}, {times.offset(entry.occurred_at, zone)}"
    where = f"poste {entry.author.workstation}, " if entry.author.workstation else ""
    note = f"{day} · {where}{wording.person(entry.author)}"
    return _panel(boxes, plain.label(note, "micro", "text_tertiary", wrap=True), spacing=5)


def _lateness(late: str) -> str:
    return f"différée {late}" if late.startswith("+") else f"différée, {late}"


def conflict(entry: Entry, name: str, zone: str, keep: Keep, why_not: str) -> QWidget:
    """The values of one field that nobody has settled, and a way to keep one of them."""
    title = f"Deux valeurs : {entries.FIELDS.get(name, name)}"
    words = partial(_value_words, name, zone)
    shown = Conflict(title, entry.fields[name], words)
    return _panel(conflict_box(shown, zone, partial(keep, name), why_not))


def content(entry: Entry, zone: str) -> QWidget:
    """The text, its former words struck through where they stood, and each rectification with its reason."""
    view = TextView("Contenu", "body")
    view.show_pieces(pieces(entry))
    shown: list[QWidget] = [view] if entry.content or _first(entry, "content") else []
    shown += [_amendment(number, one, zone) for number, one in enumerate(entry.amendments, 1)]
    return _panel(*shown, spacing=6)


def pieces(entry: Entry) -> tuple[Piece, ...]:
    """The content as it is now, with the words of the first version that are gone in their place."""
    former = _first(entry, "content")
    return compare(former, entry.content) if former else (Piece("same", entry.content),)


def fields(entry: Entry) -> QWidget:
    """The other fields, one a line; only those that hold something."""
    code = f"({entry.place.code})" if entry.place and entry.place.code else ""
    place = f"{entry.place.name} {code}".strip() if entry.place else ""
    rated = f"{entry.rating} · {entry_words.rating_words(entry.source, entry.credibility)}"
    rows = (
        ("Cotation", rated),
        ("Vérification", entries.VERIFICATIONS.get(entry.verification, entry.verification)),
        ("Lieu", place),
        ("Mention", entry.marking),
        ("Moyen", entries.MEANS.get(entry.means, "")),
        ("Ligne tapée", entry.raw),
    )
    return _panel(*(_line(name, words) for name, words in rows if words), spacing=4)


def _value_words(field: str, zone: str, value: Any) -> str:
    return entry_words.value_words(field, value, zone)


def _clock(name: str, hour: str, note: str, tone: str = "text") -> QFrame:
    text = arrangement.column(
        plain.label(name, "micro_strong", "text_tertiary"),
        plain.label(hour, "page_title", tone),
        plain.label(note, "micro_strong" if tone != "text" else "micro", tone if tone != "text" else "text_tertiary"),
        spacing=1,
        margins=(10, 6, 10, 7),
    )
    return arrangement.panel(text, "box" if name == "Fait" else "box_joined")


def _amendment(number: int, one: Amendment, zone: str) -> QWidget:
    waiting = ", en attente d’envoi" if one.rank is None else ""
    when = wording.short_day_and_hour(one.at, zone)
    title = f"Rectification n° {number}, {when}{waiting}, {wording.person(one.author)} : "
    title += entries.FIELDS.get(one.field, one.field)
    lines: list[QWidget] = [plain.label(title, "small_bold", "text_secondary", wrap=True)]
    if one.field != "content":
        former, new = (entry_words.value_words(one.field, value, zone) for value in (one.former, one.new))
        view = TextView("Ancienne et nouvelle valeur", "small")
        view.show_pieces((Piece("deleted", f"{former} "), Piece("inserted", new)))
        lines.append(view)
    lines.append(plain.label(f"Motif : {one.reason}", "small", "text_secondary", wrap=True))
    return arrangement.panel(arrangement.column(*lines, spacing=3, margins=(8, 0, 0, 0)), "quoted")


def _first(entry: Entry, field: str) -> str:
    """The first wording of a field that was rectified since, or nothing."""
    return next((str(one.former) for one in entry.amendments if one.field == field and one.former), "")


def _line(name: str, words: str) -> QWidget:
    title = plain.label(name, "small", "text_tertiary")
    title.setFixedWidth(theme.size(104))
    value = plain.label(words, "small", wrap=True, name=f"{name} : {words}")
    row = arrangement.row(title, value, spacing=0)
    row.setStretch(1, 1)
    return _holder(row)


def _holder(layout: QLayout) -> QWidget:
    made = QWidget()
    made.setLayout(layout)
    return made


def _panel(*items: QWidget | QLayout, spacing: int = 4) -> QWidget:
    return _holder(arrangement.column(*items, spacing=spacing, margins=MARGINS))
