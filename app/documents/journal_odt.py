"""The main courante as a text document (ODT), for those who must rework it: the same words as on paper."""

from collections.abc import Iterable, Iterator

from app.core import times
from app.core.composing import ISSUER
from app.core.entry import Entry
from app.core.errors import Refused
from app.core.extract import ORDERS, Extract, marking, tlp
from app.documents import columns, entry_words, fonts, odt, typography
from app.documents.odt import Around, Row, Run

HEADS = ("Fait", "Saisie", "N° et type", "Émetteur → dest.", "Objet et contenu", "Cotation et suivi")
WIDTHS = (52.0, 58.0, 66.0, 74.0, 182.0, 78.0)
MOST = 5_000  # entries: beyond, a text editor opens it with difficulty
TOO_MANY = "{} entrées : un texte modifiable en tient {} au plus. Filtrez, ou exportez en ODS, CSV ou JSON."
NOTHING = "Aucune entrée ne répond à cette demande."
ORIGINAL = "Font foi : le journal, et le PDF de même empreinte."
SHORT = {"journal": "MC", "decisions": "DEC"}
WEIGHTS = {
    fonts.BODY_STRONG: "bold",
    fonts.BODY_BOLD: "bold",
    fonts.BODY_ITALIC: "italic",
    fonts.SANS_STRONG: "bold",
    fonts.SANS_BOLD: "bold",
}


def odt_of(extract: Extract) -> bytes:
    """The file. Raises Refused when there is more than an editor should be given."""
    if len(extract.entries) > MOST:
        raise Refused(TOO_MANY.format(len(extract.entries), MOST), "format")
    return odt.document(around(extract), _parts(extract))


def around(extract: Extract) -> Around:
    """What every page of an extract bears."""
    crisis, zone = extract.crisis, extract.crisis.zone
    made = f"{times.hour_h(extract.made_at, zone)}, {typography.date(extract.made_at, zone)}"
    print_ = typography.shortened(columns.fingerprint(extract))
    return Around(
        title=f"{extract.frame} — {extract.title} — {crisis.title}",
        author=extract.made_by,
        made_at=extract.made_at,
        bands=(" — ".join([extract.frame] * 3),),
        boxed=tuple(filter(None, (marking(extract).upper(), tlp(extract)))),
        head=(f"{extract.title} · {crisis.title} · arrêté à {made}, {times.zone_words(zone)}",),
        foot=(
            f"{SHORT[extract.what]}-{crisis.code} · {counted(extract)} · empreinte {print_}",
            f"{odt.NOT_THE_ORIGINAL} {ORIGINAL}",
        ),
    )


def counted(extract: Extract) -> str:
    """12 entrées : du 23 septembre 2026 22:00 au…"""
    count, name = len(extract.entries), "décision" if extract.what == "decisions" else "entrée"
    return f"{count} {name}{'s' if count > 1 else ''} : {extract.asked}"


def beginning(extract: Extract) -> Iterator[odt.Part]:
    """The title, which crisis, what was asked, in which order and zone, who made it and what he could not know."""
    crisis, zone = extract.crisis, extract.crisis.zone
    yield odt.paragraph(ISSUER, "small")
    yield odt.paragraph(extract.title.upper(), "Title")
    yield odt.paragraph(f"{crisis.title} ({crisis.code})", "Subtitle")
    yield odt.paragraph(counted(extract), "small")
    yield odt.paragraph(f"Ordre : {ORDERS[extract.order]} · heures : {times.zone_words(zone)}", "small")
    when = f"{typography.date_and_hour(extract.made_at, zone)} ({times.offset(extract.made_at, zone)})"
    yield odt.paragraph(f"Établi par {extract.made_by}, {when}", "small")
    if extract.offline:
        last = extract.last_exchange
        known = f"dernière synchronisation {typography.date_and_hour(last, zone)}" if last else "jamais synchronisé"
        yield odt.paragraph(f"Établi hors ligne sur le poste {extract.author.workstation}, {known}", "small")
    if not extract.entries:
        yield odt.paragraph(NOTHING, "nothing")


def runs(said: Iterable[entry_words.Run]) -> tuple[Run, ...]:
    """What paper says in its faces."""
    return tuple(Run(words, WEIGHTS.get(face, ""), struck) for words, face, struck in said)


def day_of(entry: Entry, extract: Extract) -> str:
    """Jeudi 24 septembre 2026, UTC+02:00: the date the entry stands under, as the extract is ordered."""
    recorded = extract.order.startswith("recorded")
    at, zone = entry.recorded_at if recorded else entry.occurred_at, extract.crisis.zone
    words = f"{typography.date_in_words(at, zone)}, {times.offset(at, zone)}"
    return f"{words[:1].upper()}{words[1:]}{' (jour de la saisie)' if recorded else ''}"


def _parts(extract: Extract) -> Iterator[odt.Part]:
    yield from beginning(extract)
    day, rows = "", list[Row]()
    for entry in extract.entries:
        of_entry = day_of(entry, extract)
        if of_entry != day:
            yield from _of_day(day, rows)
            day, rows = of_entry, []
        rows.append(_row(entry, extract))
    yield from _of_day(day, rows)


def _of_day(day: str, rows: list[Row]) -> Iterator[odt.Part]:
    if rows:
        yield odt.heading(day, 1)
        yield odt.table(day, HEADS, rows, WIDTHS)


def _row(entry: Entry, extract: Extract) -> Row:
    zone = extract.crisis.zone
    return Row(
        (
            _first_strong(entry_words.occurred(entry, zone)),
            _first_strong(entry_words.recorded(entry, zone)),
            _first_strong(entry_words.named(entry)),
            entry_words.exchanged(entry),
            runs(entry_words.told(entry, extract)),
            _first_strong(f"{entry_words.followed(entry, zone)}\npar {entry_words.signed(entry.author)}"),
        )
    )


def _first_strong(words: str) -> tuple[Run, ...]:
    first, _, rest = words.partition("\n")
    return (Run(first, "bold"), Run(f"\n{rest}" if rest else ""))
