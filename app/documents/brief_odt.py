"""A brief as a text document (ODT), for those who must rework it: the same words, which no longer prove anything."""

from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from typing import assert_never

from app.core import curve_words, times
from app.core.brief_content import (
    Asked,
    Block,
    Chronology,
    Content,
    Curve,
    Line,
    Pair,
    Paragraph,
    Remark,
    Said,
    Section,
    Table,
    Unverified,
    fingerprint,
)
from app.core.brief_formats import shown_number
from app.core.desk import Desk
from app.core.differences import compare
from app.core.entries import LATE_FROM
from app.core.registers.crisis import FRAMES
from app.core.registers.extractions import LogExtraction
from app.documents import exporting, odt, odt_styles, typography
from app.documents.odt import Around, Row, Run, Words

ORIGINAL = "Seul fait foi le PDF figé sous cette référence et cette empreinte."
DRAFT = "PROJET — NON APPROUVÉ"
RESERVE = "À prendre avec réserve : informations non vérifiées"
CHRONOLOGY = (50.0, 236.0, 84.0, 52.0, 88.0)
TO_DECIDE = ("Décision demandée", "Réponse (oui, non, différée)", "À")
UNKNOWN_HOUR = "—"
LONGEST_COMPARED = 2_000  # beyond this, the former wording is struck whole


def take_out(desk: Desk, crisis: str, content: Content, file: Path) -> str:
    """Makes the file, notes that it leaves that crisis (id), then gives it its name; its SHA-256. Raises Refused or
    OSError, and nothing is left behind."""
    data = odt_of(content)
    said = f"{content.reference}, texte modifiable" + ("" if content.approver else ", PROJET")
    note = LogExtraction(crisis, "brief", "odt", said, 1, sha256(data).hexdigest())
    exporting.place(desk, note, {file: data})
    return note.sha256


def odt_of(content: Content) -> bytes:
    """The file."""
    return odt.document(_around(content), _parts(content))


def _around(content: Content) -> Around:
    frame = FRAMES.get(content.frame, content.frame.upper())
    cutoff = f"arrêté à {times.hour_h(content.cutoff, content.zone)}, {typography.date(content.cutoff, content.zone)}"
    zone = typography.zone_in_words(content.cutoff, content.zone)
    print_ = typography.shortened(fingerprint(content))
    return Around(
        title=f"{frame} — {'' if content.approver else 'PROJET — '}{_title(content)} — {content.crisis}",
        author=content.issuer,
        made_at=content.made_at,
        bands=tuple(filter(None, (" — ".join([frame] * 3), "" if content.approver else DRAFT))),
        boxed=tuple(filter(None, (content.marking.upper(), _tlp(content.tlp)))),
        head=(f"{_title(content)} · {content.crisis} · {cutoff}, {zone}",),
        foot=(
            f"{content.reference} · empreinte {print_}",
            f"{odt.NOT_THE_ORIGINAL} {ORIGINAL}",
        ),
    )


def _title(content: Content) -> str:
    return f"Point de situation n° {content.number}"


def _tlp(colour: str) -> str:
    return f"TLP:{colour}".upper() if colour and not colour.upper().startswith("TLP") else colour.upper()


def _parts(content: Content) -> Iterator[odt.Part]:
    yield odt.paragraph(content.issuer, "small")
    yield odt.paragraph(_title(content).upper(), "Title")
    code = f" ({content.crisis_code})" if content.crisis_code else ""
    yield odt.paragraph(f"{content.crisis}{code}", "Subtitle")
    for line in _said_first(content):
        yield odt.paragraph(line, "small")
    for section in content.sections:
        yield odt.heading(f"{shown_number(section.number)}. {section.title}", 1)
        yield from _section(section, content)
    for letter, annex in zip("ABCDEFGHIJKLMNOPQRSTUVWXYZ", content.annexes, strict=False):
        yield odt.heading(f"Annexe {letter} — {annex.title}", 1)
        yield from _section(annex, content)


def _said_first(content: Content) -> Iterator[str]:
    """The hour of the facts, what it replaces, who answers for it, and what the workstation did not know."""
    zone = content.zone
    when = f"{times.hour_h(content.cutoff, zone)}, {typography.date_in_words(content.cutoff, zone)}"
    yield f"Informations arrêtées à {when}, {typography.zone_in_words(content.cutoff, zone)}"
    following = (
        f" · Prochain point de situation {typography.date_and_hour(content.next_at, zone)}" if content.next_at else ""
    )
    replaces = f"Annule et remplace {content.replaces}" if content.replaces else "Ne remplace aucun point de situation"
    yield f"{replaces}{following}"
    answer = f"approuvé par {content.approver}" if content.approver else "PROJET : approbation attendue"
    yield f"Rédigé par {content.author} · {answer} · établi {typography.date_and_hour(content.made_at, zone)}"
    if content.since:
        yield f"Le trait en marge signale ce qui a changé depuis le {content.since}"
    if content.offline:
        last = content.last_exchange
        known = f"dernière synchronisation {typography.date_and_hour(last, zone)}" if last else "jamais synchronisé"
        yield f"Établi hors ligne sur le poste {content.workstation}, {known}"


def _section(section: Section, content: Content) -> Iterator[odt.Part]:
    if not section.blocks:
        yield odt.paragraph(section.nothing, "nothing")
    for number, block in enumerate(section.blocks, 1):
        yield from _block(block, f"{section.title} {number}", content)


def _block(block: Block, name: str, content: Content) -> Iterator[odt.Part]:
    """`name`: what the navigator of the editor calls a table."""
    match block:
        case Paragraph():
            yield _paragraph(block)
        case Pair():
            yield from map(_paragraph, (block.left, block.right))
        case Chronology(lines, head):
            heads = ("Fait", head, "Source", "Cotation", "N° et saisie")
            yield odt.table(name, heads, _lines(lines, content.zone), CHRONOLOGY)
        case Unverified(lines):
            rows = (Row((_reserved(line, content.zone),), changed=line.changed) for line in lines)
            yield odt.table(name, (RESERVE,), rows, (odt_styles.MEASURE,), box=True)
        case Table():
            count = max([len(block.heads), *map(len, block.rows)])
            rows = (Row(row, changed=place in block.changed) for place, row in enumerate(block.rows))
            yield odt.table(name, block.heads, rows, odt.shared(block.weights, count), block.figures)
        case Asked(lines):
            yield odt.table(name, TO_DECIDE, (Row((line, "", "")) for line in lines), odt.shared((6, 3, 1), 3))
        case Curve():
            yield from _curve(block, name)
        case Said():
            yield from _said(block)
        case Remark(text):
            yield odt.paragraph(text, "small")
        case _:
            assert_never(block)


def _paragraph(block: Paragraph) -> odt.Part:
    lead = (Run(f"{block.lead} ", "bold"),) if block.lead else ()
    return odt.paragraph((*lead, Run(block.text)), "changed" if block.changed else "Text_20_body")


def _said(block: Said) -> Iterator[odt.Part]:
    """An official text, sign for sign."""
    yield odt.heading((Run(f"{block.reference} — "), Run(block.title, exact=True)), 2)
    if block.note:
        yield odt.paragraph(block.note, "small")
    yield odt.paragraphs(block.words, exact=True)


def _curve(block: Curve, name: str) -> Iterator[odt.Part]:
    """Its points, source by source: what one redraws a curve from."""
    unit = f" ({block.unit})" if block.unit else ""
    yield odt.heading(f"{block.title}{unit}", 3)
    told = [dict(curve_words.known(one)) for one in block.series]
    names = [f"{one.source} (source retenue)" if one.source == block.chosen else one.source for one in block.series]
    rows = [
        Row((curve_words.when(at, block.zone), *(curve_words.figure(one[at]) if at in one else "" for one in told)))
        for at in sorted({at for one in told for at in one})
    ]
    count = len(names) + 1
    widths = odt.shared((1.4, *[1.0] * len(names)), count)
    yield odt.table(name, ("Relevé", *names), rows, widths, range(1, count))
    if block.note:
        yield odt.paragraph(block.note, "small")


def _lines(lines: Sequence[Line], zone: str) -> Iterator[Row]:
    """Key events, under the date of their day and its offset."""
    day = ""
    for line in lines:
        date = typography.date_in_words(line.occurred_at, zone)
        of_line = f"{date}, {times.offset(line.occurred_at, zone)}"
        if of_line != day:
            day = of_line
            yield Row((day[:1].upper() + day[1:],), title=True)
        told = (_hour(line, zone), _told(line), line.source, line.rating, f"{line.number}, {_recorded(line, zone)}")
        yield Row(told, changed=line.changed)


def _reserved(line: Line, zone: str) -> Words:
    when = f"{typography.date(line.occurred_at, zone)[:5]}, {_hour(line, zone)}"
    origin = ", ".join(filter(None, (line.source, line.number, line.rating)))
    return (Run(f"{when} — ", "bold"), *_told(line), Run(f" ({origin})" if origin else ""))


def _told(line: Line) -> tuple[Run, ...]:
    """The words in force, with those they replaced struck where they stood."""
    note = (Run(f" ({line.note})", "italic"),) if line.note else ()
    if not line.struck:
        return (Run(line.text), *note)
    if max(len(line.struck), len(line.text)) > LONGEST_COMPARED:
        return (Run(line.struck, struck=True), Run(f" {line.text}"), *note)
    pieces = compare(line.struck, line.text)
    return (*(Run(piece.text, struck=piece.kind == "deleted") for piece in pieces), *note)


def _hour(line: Line, zone: str) -> str:
    return UNKNOWN_HOUR if line.precision == "unknown" else times.hour_h(line.occurred_at, zone)


def _recorded(line: Line, zone: str) -> str:
    """When it was typed: with its day when that is another, with the delay when there was one."""
    when = times.hour_h(line.recorded_at, zone)
    if not typography.same_day(line.recorded_at, line.occurred_at, zone):
        return f"{typography.date(line.recorded_at, zone)} {when}"
    late = line.recorded_at - line.occurred_at
    known = line.precision != "unknown" and late >= LATE_FROM * times.MINUTE
    return f"{when} ({typography.delay(late)})" if known else when
