"""The top of an entry: its number, its states, who told whom, and its three hours."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLayout, QWidget

from app.core import entries, times
from app.core.entry import Entry
from app.core.store.rows import told_apart
from app.ui import arrangement, detail_rows, hours, plain, wording
from app.ui.controls import Sign
from app.ui.part_column import Part
from app.ui.states import State

PRIORITY_TONES = {1: "alarm", 2: "warning", 3: "text_secondary", 4: "text_tertiary"}
STEPS = {
    "to_sort": ("a_trier", "text"),
    "to_decide": ("a_decider", "text"),
    "to_pass_on": ("a_transmettre", "text"),
    "closed": ("clos", "text_tertiary"),
}
Clock = tuple[str, str, str, str, str]
"""One of the three hours: its name, the hour, what is said of it, its tone, and the same hour in Paris."""


def head(entry: Entry, zone: str, late: str, origin: str = "", twin: bool = False) -> Part:
    """Number, states, subject, and who told whom by what means. `late` says by how much the hour due is past; `origin`
    is the code of its crisis, when another one shows it; `twin`: another entry bears its number."""
    handling = (tags(entry, zone, late, origin), entry.priority, entry.triage)
    number = told_apart(entry.number, entry.id) if twin else entry.number
    said = (number, entry.decision, *handling, entry.subject, route(entry))
    return Part("head", said, partial(_draw_head, *said))


def tags(entry: Entry, zone: str, late: str, origin: str = "") -> tuple[State, ...]:
    """What is to be known at once of the entry, each a shape and its words."""
    typed = entry.late_minutes
    return tuple(
        (shape, words, tone)
        for shape, words, tone, true in (
            ("journal", f"crise d’origine {origin}", "text_secondary", bool(origin)),
            ("fait_marquant", "fait marquant", "text_secondary", entry.key_event),
            ("rectifiee", "rectifiée", "text_secondary", bool(entry.amendments)),
            ("perime", late, "alarm", bool(late)),
            ("deux_valeurs", "2 valeurs", "warning", bool(entry.conflicts)),
            ("en_attente_envoi", "en attente d’envoi", "info", entry.pending),
            ("briefs", f"transcription papier f. {entry.sheet}", "text_secondary", bool(entry.sheet)),
            (
                "saisie_differee",
                f"saisie différée {hours.late(typed, entry.recorded_at, zone)}",
                "warning",
                typed >= entries.LATE_FROM,
            ),
        )
        if true
    )


def route(entry: Entry) -> str:
    """SDIS 76 → Cellule com. · information · téléphone, entrant."""
    to = f" → {', '.join(entry.recipients)}" if entry.recipients else ""
    how = ", ".join(filter(None, (entries.MEANS.get(entry.means, ""), entries.DIRECTIONS.get(entry.direction, ""))))
    return " · ".join(filter(None, (f"{entry.sender}{to}", entries.TYPES.get(entry.type, entry.type), how)))


def clocks(entry: Entry, zone: str) -> Part:
    """The three hours in three boxes: of the fact, of its reception, of its recording; and who wrote it where."""
    said = (three(entry, zone), day(entry, zone), _server(entry))
    return Part("clocks", said, partial(_draw_clocks, *said))


def three(entry: Entry, zone: str) -> tuple[Clock, ...]:
    received = entry.received_at
    late = entry.late_minutes if entry.late_minutes >= entries.LATE_FROM else 0  # as the list says it
    typed = _lateness(hours.late(late, entry.recorded_at, zone)) if late else "sur le moment"
    precision = entries.PRECISIONS.get(entry.precision, "")
    known = entry.precision != "unknown"
    return (
        ("Fait", hours.of_fact(entry.occurred_at, entry.precision, zone), precision, "text", "")
        if not known
        else ("Fait", times.hour(entry.occurred_at, zone), precision, "text", hours.in_paris(entry.occurred_at, zone)),
        ("Réception", "—", "non notée", "text", "")
        if received is None
        else ("Réception", times.hour(received, zone), "exacte", "text", hours.in_paris(received, zone)),
        (
            "Saisie",
            times.hour(entry.recorded_at, zone),
            typed,
            "warning" if late else "text",
            hours.in_paris(entry.recorded_at, zone),
        ),
    )


def day(entry: Entry, zone: str) -> str:
    """jeu. 24 sept. 2026, heure de La Réunion, UTC+04:00 · poste SIG1, C. Morvan (CCOM)."""
    at = entry.occurred_at
    where = f"poste {entry.author.workstation}, " if entry.author.workstation else ""
    named = f"{times.zone_words(zone)}, " if hours.differs_from_paris(at, zone) else ""
    return f"{wording.day(at, zone)}, {named}{times.offset(at, zone)} · {where}{wording.person(entry.author)}"


def _server(entry: Entry) -> str:
    if entry.rank is None:
        return "Enregistrée sur ce poste ; pas encore reçue par le serveur."
    rank = f"{entry.rank:,}".replace(",", wording.THIN)
    return f"Reçue par le serveur, rang {rank}."


def _lateness(late: str) -> str:
    return f"différée {late}" if late.startswith("+") else f"différée, {late}"


def _draw_head(
    number: str, decision: str, tags: tuple[State, ...], priority: int, triage: str, subject: str, route: str
) -> QWidget:
    shape, tone = STEPS.get(triage, ("a_trier", "text"))
    states = [
        Sign(f"priority_{priority}", f"P{priority}", PRIORITY_TONES.get(priority, "text_secondary"), "small_bold"),
        Sign(shape, entries.TRIAGE.get(triage, triage), tone, "small_bold"),
    ]
    signs = [Sign(*one, "micro_strong", boxed=True) for one in tags]
    title: list[QWidget] = [plain.label(number, "page_title", name=f"Numéro {number}")]
    if decision:
        title.append(plain.label(decision, "strong", "text_secondary", name=f"Décision {decision}"))
    beside = signs if len(signs) == 1 and not decision else []
    left = detail_rows.flow(*title, *beside)
    right = arrangement.row(*states, spacing=8)
    right.setContentsMargins(0, 4, 0, 0)
    top = arrangement.row(left, right, spacing=8)
    top.setStretch(0, 1)
    top.setAlignment(right, Qt.AlignmentFlag.AlignTop)
    rows: list[QWidget | QLayout] = [top]
    if signs and not beside:
        rows.append(detail_rows.flow(*signs))
    rows.append(detail_rows.words(subject, "emphasis", name=f"Objet : {subject}"))
    rows.append(detail_rows.words(route, "small", "text_secondary"))
    return detail_rows.section(*rows)


def _draw_clocks(clocks: tuple[Clock, ...], day: str, server: str) -> QWidget:
    boxes = arrangement.row(*(_clock(place, *one) for place, one in enumerate(clocks)), spacing=0)
    return detail_rows.section(
        boxes,
        detail_rows.words(day, "micro", "text_tertiary"),
        plain.label(server, "micro", "text_tertiary", wrap=True),
        spacing=5,
    )


def _clock(place: int, name: str, hour: str, note: str, tone: str, paris: str) -> QFrame:
    rows = [
        plain.label(name, "micro_strong", "text_tertiary"),
        plain.label(hour, "page_title", tone, name=f"{name} : {hour}"),
    ]
    if paris:
        rows.append(plain.label(paris, "micro_strong", "text_secondary", wrap=True))
    strong = tone != "text"
    rows.append(
        plain.label(note, "micro_strong" if strong else "micro", tone if strong else "text_tertiary", wrap=True)
    )
    text = arrangement.column(*rows, None, spacing=1, margins=(10, 6, 10, 7))
    return arrangement.panel(text, "box_joined" if place else "box")
