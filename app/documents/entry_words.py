"""What a line of the main courante says on paper: its hours, who speaks to whom, its follow-up, its rectifications."""

from collections.abc import Iterator
from typing import Any

from app.core import entries, times
from app.core.attachments import weighed
from app.core.entries import LATE_FROM
from app.core.entry import Amendment, Entry
from app.core.extract import Extract
from app.core.organisations import organisations
from app.core.records import Author
from app.documents import columns, fonts, typography
from app.documents.columns import NOTHING
from app.documents.typography import NBSP

Run = tuple[str, str, bool]  # words, face, struck
LONGEST_REPEATED = 200  # characters: a longer new text is not printed twice


def occurred(entry: Entry, zone: str) -> str:
    """When it happened: hour and date, as precisely as it is known; the hour of Paris under another."""
    if entry.precision == "unknown":
        return f"heure inconnue\n{typography.date(entry.occurred_at, zone)[:5]}"
    about = "vers " if entry.precision == "about" else ""
    return f"{about}{times.hour_h(entry.occurred_at, zone)}\n{_dated(entry.occurred_at, zone)}"


def recorded(entry: Entry, zone: str) -> str:
    """When it was typed, how late, and when it was received if that was noted."""
    said = [times.hour_h(entry.recorded_at, zone), _dated(entry.recorded_at, zone)]
    if entry.late_minutes >= LATE_FROM and entry.precision != "unknown":
        said += ["saisie différée", f"+{times.lasting(entry.late_minutes)}".replace(" ", NBSP)]
    if entry.received_at is not None:
        received = times.hour_h(entry.received_at, zone)
        if not typography.same_day(entry.received_at, entry.recorded_at, zone):
            received += f" le {typography.date(entry.received_at, zone)[:5]}"
        said.append(f"reçue à {received}")
    return "\n".join(said)


def _dated(at: int, zone: str) -> str:
    """24/09, and the hour of Paris when it is another."""
    day = typography.date(at, zone)[:5]
    if times.offset(at, zone) == times.offset(at, typography.PARIS):
        return day
    paris = f"Paris{NBSP}{times.hour_h(at, typography.PARIS)}"
    if not typography.same_day_in(at, zone, typography.PARIS):
        paris += f" ({typography.date(at, typography.PARIS)[:5]})"
    return f"{day}\n{paris}"


def named(entry: Entry) -> str:
    """Its numbers, its type, and where it was copied from."""
    sheet = f"transcription papier f.{NBSP}{entry.sheet}" if entry.sheet else ""
    pending = "en attente d'envoi" if entry.pending else ""
    return "\n".join(filter(None, (entry.number, entry.decision, entries.TYPES[entry.type], sheet, pending)))


def exchanged(entry: Entry) -> str:
    """SDIS 76 → CIC (téléphone, entrant)."""
    names = organisations()
    to = ", ".join(map(names.short, entry.recipients))
    arrow = " → " if to else ""
    how = ", ".join(filter(None, (entries.MEANS[entry.means], entries.DIRECTIONS[entry.direction])))
    return f"{names.short(entry.sender) if entry.sender else 'non dit'}{arrow}{to}\n({how})"


def followed(entry: Entry, zone: str) -> str:
    """Its rating, its priority, and where it stands."""
    said = [f"{entry.rating} {entries.VERIFICATIONS[entry.verification]}", f"priorité{NBSP}{entry.priority}"]
    if entry.key_event:
        said.append("FAIT MARQUANT")
    said.append(entries.TRIAGE[entry.triage])
    if entry.assigned:
        said.append(f"attribuée à {entry.assigned.name}")
    if entry.due is not None:
        said.append(f"avant {times.hour_h(entry.due, zone)} le {typography.date(entry.due, zone)[:5]}")
    return "\n".join(said)


def told(entry: Entry, extract: Extract) -> Iterator[Run]:
    """Subject, content, and everything that hangs on them."""
    yield entry.subject, fonts.BODY_BOLD, False
    if entry.content:
        yield f"\n{entry.content}", fonts.BODY, False
    yield from decided(entry)
    yield from about(entry, extract)


def decided(entry: Entry) -> Iterator[Run]:
    """What a decision carries besides."""
    for label, words in (("Options considérées", entry.options), ("Motivation", entry.rationale)):
        if words:
            yield f"\n{label} : ", fonts.BODY_STRONG, False
            yield words, fonts.BODY, False


def about(entry: Entry, extract: Extract) -> Iterator[Run]:
    """Place, reference, marking, links, files, values in conflict, then each rectification."""
    zone = extract.crisis.zone
    lines = (
        ("Lieu", _place(entry)),
        ("Référence amont", entry.reference),
        ("Mention", _marking(entry, extract)),
        ("Liens", linked(entry, extract)),
        ("Pièces jointes", _files(entry)),
    )
    for label, words in lines:
        if words:
            yield f"\n{label} : {words}", fonts.BODY_ITALIC, False
    for one in columns.conflicts(entry, extract):
        values = " ou ".join(f"« {value or NOTHING} »" for value in one["values"])
        yield f"\nDeux valeurs à départager, {one['label']} : {values}", fonts.BODY_STRONG, False
    for step in entry.triaged:
        if step.reason:
            when = f"{signed(step.author)}, {typography.date_and_hour(step.at, zone)}"
            words = f"\nSuivi, « {entries.TRIAGE[step.step]} » : {step.reason.removesuffix('.')}. {when}."
            yield words, fonts.BODY_ITALIC, False
    for amendment in entry.amendments:
        yield from rectified(amendment, entry, zone)


def rectified(one: Amendment, entry: Entry, zone: str) -> Iterator[Run]:
    """Former text struck, new text, reason, author, hour."""
    former, new = (_value(one.field, value, zone) for value in (one.former, one.new))
    if len(new) > LONGEST_REPEATED and one.new == getattr(entry, one.field, None):
        new = "le texte ci-dessus"
    yield f"\nRectification, {entries.FIELDS.get(one.field, one.field)} : ", fonts.BODY_STRONG, False
    yield former, fonts.BODY_ITALIC, former != NOTHING
    reason = f"motif : {one.reason} ; " if one.reason else ""
    when = typography.date_and_hour(one.at, zone)
    yield f" → {new} ({reason}{signed(one.author)}, {when})", fonts.BODY_ITALIC, False


def _value(name: str, value: Any, zone: str) -> str:
    if name in columns.MOMENTS and isinstance(value, int):
        return f"{typography.date_and_hour(value, zone)} ({times.offset(value, zone)})"
    return str(columns.readable(name, value, zone) or NOTHING)


def linked(entry: Entry, extract: Extract) -> str:
    """suite de SIG1-0012 ; contredite par PREF-0004 (tranché : chiffre de la préfecture retenu)."""
    said = []
    for link in entry.links:
        number = extract.numbers.get(link.target, columns.UNKNOWN)
        more = f" (tranché : {link.settled})" if link.settled else f" ({link.note})" if link.note else ""
        said.append(f"{entries.LINKS[link.kind]} {number}{more}")
    for one in extract.incoming.get(entry.id, ()):
        more = " (tranché)" if one.settled and one.kind == "contradicts" else ""
        said.append(f"{entries.LINKED[one.kind]} {one.number}{more}")
    return " ; ".join(said)


def signed(author: Author) -> str:
    """L. Aubert (RED, SIG1)."""
    return f"{author.name} ({', '.join(filter(None, (author.role, author.workstation)))})"


def _marking(entry: Entry, extract: Extract) -> str:
    """Its own protection, when it is not that of the crisis, which every page bears."""
    if (entry.marking, entry.tlp) == (extract.crisis.marking, extract.crisis.tlp):
        return ""
    return " ".join(filter(None, (entry.marking, entries.TLP[entry.tlp]))) or "aucune"


def _place(entry: Entry) -> str:
    if entry.place is None:
        return ""
    place = entry.place
    codes = f" ({', '.join(place.codes)})" if place.codes else ""
    where = f" {place.latitude:.4f}, {place.longitude:.4f}" if place.latitude is not None else ""
    return f"{place.name}{codes}{where}".strip()


def _files(entry: Entry) -> str:
    return " ; ".join(
        f"{one.name} ({weighed(one.size)}, SHA-256 {typography.shortened(one.sha256)}…)" for one in entry.files
    )
