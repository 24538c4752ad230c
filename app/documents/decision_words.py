"""What a list of decisions says of each, rubric by rubric, on paper or in a text one may edit."""

from collections.abc import Iterator, Sequence

from app.core import entries, times
from app.core.entry import Entry
from app.core.extract import Extract
from app.documents import entry_words, fonts, typography
from app.documents.entry_words import Run

HEADS = ("N°", "Décidé", "Décision")  # of the table of contents
NO_MORE = "Rectifiée depuis : cette entrée n'est plus une décision ({})."


def title(entry: Entry) -> str:
    """D-SIG1-001 — Confinement étendu à 13 communes."""
    return f"{entry.decision or entry.number} — {entry.subject}"


def summed_up(entry: Entry, zone: str) -> tuple[str, str, str]:
    """Its line in the table of contents, under HEADS."""
    about = f" ({NO_MORE.format(entries.TYPES[entry.type]).rstrip('.')})" if entry.type != "decision" else ""
    hour = entry_words.occurred(entry, zone).partition("\n")[0]
    return (
        entry.decision or entry.number,
        f"{typography.date(entry.occurred_at, zone)[:5]}, {hour}",
        entry.subject + about,
    )


def rubrics(entry: Entry, extract: Extract) -> Iterator[tuple[str, Sequence[Run]]]:
    """(label, what is said under it): what was decided, what else was considered, why, by whom, what was mended."""
    zone = extract.crisis.zone
    if entry.type != "decision":
        yield _rubric("Attention", NO_MORE.format(entries.TYPES[entry.type]))
    yield _rubric("Décidé", _when(entry, zone))
    if entry.content:
        yield _rubric("Texte", entry.content)
    yield _rubric("Options considérées", entry.options or "non consignées")
    yield _rubric("Motivation", entry.rationale or "non consignée")
    yield _rubric("Origine", entry_words.exchanged(entry).replace("\n", " "))
    yield _rubric("Consigné", _written(entry, zone))
    yield _rubric("Cotation et suivi", entry_words.followed(entry, zone).replace("\n", " · "))
    more = tuple(entry_words.about(entry, extract))
    if more:
        yield "Compléments", ((more[0][0].lstrip("\n"), *more[0][1:]), *more[1:])


def _rubric(label: str, words: str) -> tuple[str, Sequence[Run]]:
    return label, ((words, fonts.BODY, False),)


def _when(entry: Entry, zone: str) -> str:
    hour, _, rest = entry_words.occurred(entry, zone).partition("\n")
    paris = "".join(f" ({line})" for line in rest.split("\n")[1:])
    day = typography.date_in_words(entry.occurred_at, zone)
    return f"{hour}, {day}, {times.offset(entry.occurred_at, zone)}{paris}"


def _written(entry: Entry, zone: str) -> str:
    hour, _, rest = entry_words.recorded(entry, zone).partition("\n")
    details = "".join(f", {line}" for line in rest.split("\n")[1:])
    sheet = f", transcription papier f. {entry.sheet}" if entry.sheet else ""
    when = f"{typography.date(entry.recorded_at, zone)} à {hour}"
    return f"{entry.number} · {entry_words.signed(entry.author)}, le {when}{details}{sheet}"
