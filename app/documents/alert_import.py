"""Bringing alerts into a main courante: each once, in place of those it supersedes, its own file kept with it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.core import alerts
from app.core.alerts import Alert
from app.core.attachments import described
from app.core.desk import Desk
from app.core.entry import Entry
from app.core.entry_commands import Link
from app.core.errors import Refused, Unavailable
from app.core.places import Places
from app.core.registers.crisis import Crisis
from app.core.store.reading import Reading
from app.documents import cap

MOST_FILES = 200


@dataclass(frozen=True, slots=True)
class Brought:
    """What became of one file. `outcome`: written, known (nothing was written) or refused; `words` says so in French.
    `number` and `id` are those of its entry, `replaced` the numbers of those it took the place of."""

    name: str
    outcome: str
    words: str
    number: str = ""
    id: str = ""
    replaced: tuple[str, ...] = ()


def bring_in(
    desk: Desk, reading: Reading, crisis: Crisis, files: Sequence[tuple[str, bytes]], now: int
) -> list[Brought]:
    """One result for each file, in their order; the alerts enter in the order they were sent. A file that is refused
    stops none of the others. Raises Refused when there are more than anybody meant."""
    if len(files) > MOST_FILES:
        raise Refused(f"{len(files)} fichiers : {MOST_FILES} au plus à la fois. Rien n'a été écrit.", "file")
    results: dict[int, Brought] = {}
    read: list[tuple[int, Alert]] = []
    for place, (name, raw) in enumerate(files):
        try:
            read.append((place, cap.read(raw)))
        except Refused as refusal:
            results[place] = Brought(name, "refused", str(refusal))
    places = Places()
    for place, alert in sorted(read, key=lambda one: (one[1].sent, one[0])):
        name, raw = files[place]
        try:
            results[place] = _one(desk, reading, crisis, alert, name, raw, now, places)
        except (Refused, Unavailable) as refusal:
            results[place] = Brought(name, "refused", str(refusal))
    return [results[place] for place in range(len(files))]


def _one(
    desk: Desk, reading: Reading, crisis: Crisis, alert: Alert, name: str, raw: bytes, now: int, places: Places
) -> Brought:
    known = reading.with_reference(crisis.id, alert.reference)
    if known:
        number = reading.entry(known[0]).number
        return Brought(name, "known", f"Déjà importée : {number}. Rien n'a été écrit.", number, known[0])
    former = [id for one in alert.references for id in reading.with_reference(crisis.id, one)]
    file = replace(described(name, raw), type=alerts.MIME)
    done = desk.do(alerts.to_record(alert, crisis, now, places, file, former), files=[raw])
    replaced = tuple(one.number for one in reading.entries(former))
    entry = reading.entry(done.id)
    words = f"{entry.number} : {entry.subject}" + (f" (remplace {', '.join(replaced)})" if replaced else "")
    words += "".join(_replaced_by(desk, entry, later) for later in _waiting(reading, crisis.id, alert))
    return Brought(name, "written", words, entry.number, entry.id, replaced)


def _waiting(reading: Reading, space: str, alert: Alert) -> list[Entry]:
    """The alerts that came before the one they replace."""
    imported = reading.entries(reading.external_alerts(space))
    return [one for one in imported if alert.reference in alerts.superseded(one.content)]


def _replaced_by(desk: Desk, entry: Entry, later: Entry) -> str:
    """Links an alert to the later one that replaces it; the entry stands, even when the link could not be written."""
    try:
        desk.do(Link(later.id, "replaces", entry.id))
    except (Refused, Unavailable) as refusal:
        return f" ; remplacée par {later.number}, mais le lien n'a pas été écrit : {refusal}"
    return f" ; remplacée par {later.number}"
