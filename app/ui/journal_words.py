"""What a line of the main courante says in words: cell by cell, and whole as a screen reader says it."""

from app.core import entries, times
from app.core.store.rows import EntryRow
from app.ui import hours
from app.ui.wording import number

COLUMNS = ("", "Fait", "Saisie", "N° · type", "Émetteur, destinataire", "Objet · premiers mots", "Priorité · suivi")
GUTTER, OCCURRED, RECORDED, NUMBER, SENDER, SUBJECT, FOLLOW_UP = range(len(COLUMNS))


def cell(row: EntryRow, column: int, zone: str, now: int) -> str:
    """What one cell says, in words."""
    match column:
        case 1:
            about = {"about": "environ", "unknown": "heure inconnue"}.get(row.precision, "")
            hour = "" if row.precision == "unknown" else times.hour(row.occurred_at, zone)
            return _joined(hour, about, hours.in_paris(row.occurred_at, zone))
        case 2:
            late = f"saisie différée de {row.late_minutes} min" if row.late_minutes else ""
            return _joined(times.hour(row.recorded_at, zone), late)
        case 3:
            return _joined(row.called, type_words(row), "en attente d’envoi" if row.pending else "")
        case 4:
            return f"{row.sender} → {row.recipients}" if row.recipients else row.sender
        case 5:
            return row.subject
        case 6:
            return _joined(f"priorité {row.priority}", triage_words(row), follow_up(row, now, zone))
    return ""


def spoken(row: EntryRow, zone: str, now: int) -> str:
    """The whole line as a screen reader says it, states included."""
    states = (
        ("non lue", row.unread),
        ("arrivée pendant que ce poste était hors ligne", row.away),
        ("fait marquant", row.key_event),
        *((word, shape != "attachment") for shape, word, _ in tags(row)),
        (number(row.files, "pièce jointe", "pièces jointes"), bool(row.files)),
    )
    words = [times.day(row.occurred_at, zone), *(cell(row, column, zone, now) for column in range(1, len(COLUMNS)))]
    words.append(f"cotation {row.rating}, {entries.VERIFICATIONS.get(row.verification, row.verification)}")
    words += [word for word, true in states if true]
    return ". ".join(filter(None, [*words, row.opening]))


def type_words(row: EntryRow, *, short: bool = False) -> str:
    """information; a decision is told with its number: décision D-SIG1-007, `short` déc. D-SIG1-007."""
    words = "déc." if short and row.decision and row.type == "decision" else entries.TYPES.get(row.type, row.type)
    return " ".join(filter(None, (words, row.decision)))


def triage_words(row: EntryRow) -> str:
    """à trier, à décider, à transmettre, clos."""
    return entries.TRIAGE.get(row.triage, row.triage)


def follow_up(row: EntryRow, now: int, zone: str) -> str:
    """Who deals with it and before when; once closed, or without anybody, who read it or that nobody has it."""
    return " · ".join(filter(None, whom_and_when(row, now, zone)))


def whom_and_when(row: EntryRow, now: int, zone: str) -> tuple[str, str]:
    """The same in two parts: a name may be cut short in a narrow column, the hour never is."""
    if row.triage == "closed":
        return read_words(row), ""
    due = hours.before(row.due, now, zone) if row.due else ""
    return row.assigned or ("" if due else "non attribué"), due


def is_late(row: EntryRow, now: int) -> bool:
    """Whether its due time is past while it is still to be dealt with."""
    return bool(row.due) and row.due <= now and row.triage != "closed"


def read_words(row: EntryRow) -> str:
    """lu par 7/9."""
    return f"lu par {row.read_by}/{row.readers}" if row.readers else ""


def tags(row: EntryRow) -> list[tuple[str, str, str]]:
    """The states shown as tags before the first words: (shape, word, tone)."""
    known = (
        ("rectifiee", "rectifiée", "text_secondary", row.amended),
        ("contredit", "contredit", "warning", row.contradicted),
        ("defavorable", "démenti", "warning", row.verification == "denied"),
        ("deux_valeurs", "2 valeurs", "warning", row.conflict),
        ("", f"transcription f. {row.sheet}", "text_secondary", bool(row.sheet)),
        ("attachment", str(row.files), "text_secondary", bool(row.files)),
    )
    return [(shape, word, tone) for shape, word, tone, true in known if true]


def _joined(*words: str) -> str:
    return ", ".join(filter(None, words))
