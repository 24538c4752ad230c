"""The crisis directory on paper, A4: by organisation, whom to call, on what number, and how old that is."""

from collections.abc import Iterator
from datetime import date
from itertools import groupby

from reportlab.platypus import CondPageBreak, Flowable, Paragraph

from app.core import times
from app.core.clock import moment
from app.core.composing import ISSUER
from app.core.contact import USAGES, Contact
from app.core.directory_extract import DirectoryExtract
from app.core.organisations import organisations
from app.core.phones import shown
from app.core.search_text import folded
from app.documents import drawing, fonts, message_furniture, paper, typography
from app.documents.grid import Cell, Row, cell, grid

TITLE = "ANNUAIRE DE CRISE"
HEADS = ("Nom, fonction", "Téléphones", "Courriels, remarques", "Vérifié")
WIDTHS = (138.0, 166.0, 146.0)
WITHOUT = "Sans organisme"
NOBODY = "Aucun contact ne répond à cette demande."
PRIVATE, MASKED = "privé", "numéro privé : au poste"
OLD = 90  # days after which an age is to be looked at twice


def directory_pdf(extract: DirectoryExtract) -> bytes:
    """The file. Same extract, same bytes."""
    with fonts.PRESS:
        fonts.register()
        flow = list(_flow(extract))
        title = f"{TITLE.capitalize()} — {extract.crisis or 'annuaire partagé'}"
        return message_furniture.laid_out(_around(extract), flow, title, extract.made_by, "")


def _around(extract: DirectoryExtract) -> message_furniture.Around:
    zone, count = extract.zone, len(extract.contacts)
    made = f"Établi par {extract.made_by}, {typography.date_and_hour(extract.made_at, zone)}"
    foot = [f"{made} · {times.offset(extract.made_at, zone)}"]
    if extract.offline:
        foot.append(drawing.offline(extract.author.workstation, extract.last_exchange, zone))
    foot.append(
        "Contient des numéros privés : ne se laisse pas, se détruit après usage"
        if any(extract.private.values())
        else "Données personnelles : à détruire après usage"
    )
    return message_furniture.Around(
        frame=extract.frame,
        kind=TITLE,
        issuer=f"{ISSUER} — {extract.crisis}" if extract.crisis else ISSUER,
        when=(
            f"À {times.hour_h(extract.made_at, zone)}, {times.zone_words(zone)}",
            typography.date_in_words(extract.made_at, zone),
        ),
        named=f"{count} contact{'s' if count > 1 else ''} · {extract.asked}",
        foot=tuple(foot),
        made_at=extract.made_at,
    )


def _flow(extract: DirectoryExtract) -> Iterator[Flowable]:
    if not extract.contacts:
        yield Paragraph(fonts.markup(NOBODY, paper.NOTHING.fontName), paper.NOTHING)
    today = moment(extract.made_at, extract.zone).date()
    heads = [cell(head, paper.HEAD) for head in HEADS]
    for _, group in groupby(sorted(extract.contacts, key=_place), key=lambda one: _place(one)[:2]):
        contacts = list(group)
        yield CondPageBreak(70)
        yield Paragraph(fonts.markup(_above(contacts[0]).upper(), paper.BOARD_TOPIC.fontName), paper.BOARD_TOPIC)
        rows = [_row(one, extract, today) for one in contacts]
        yield grid(heads, rows, (), widths=(*WIDTHS, paper.MEASURE - sum(WIDTHS)))
        heads = []  # named once: the columns stay where they are


def _place(contact: Contact) -> tuple[bool, str, bool, int, str]:
    """By organisation, those without at the end; in each, the organisation first, then by order of call and name."""
    above = _above(contact)
    order = int(contact.said("call_order") or 0) or 10_000
    name = folded(contact.said("family_name") or contact.name)
    return (above == WITHOUT, folded(above), contact.kind != "organisation", order, name)


def _above(contact: Contact) -> str:
    """The name under which it stands."""
    if contact.kind == "organisation":
        return contact.name
    return organisations().name(contact.organisation) or WITHOUT


def _row(contact: Contact, extract: DirectoryExtract, today: date) -> Row:
    about = "\n".join(filter(None, (contact.function, contact.said("service"))))
    if about == contact.name:
        about = ""
    name = Cell(
        ((contact.name, fonts.BODY_BOLD, False), (f"\n{about}" if about else "", fonts.BODY, False)), paper.CELL
    )
    deputy = f"suppléant : {extract.deputy(contact)}" if contact.said("deputy") else ""
    beside = "\n".join(filter(None, (*contact.emails, contact.said("messaging"), deputy, contact.said("remark"))))
    numbers = _numbers(contact, extract)
    return Row((name, numbers, cell(beside, paper.BESIDE), cell(_age(contact, today), paper.CELL)))


def _numbers(contact: Contact, extract: DirectoryExtract) -> Cell:
    """Each number first, then what it is for; a private one that was not revealed is said to be there."""
    private = extract.private.get(contact.id, ())
    lines = [
        (" ou ".join(map(shown, contact.numbers(one))), USAGES[one.usage], ", public" if one.public else "")
        for one in contact.phones
    ]
    lines += [(one.shown, USAGES.get(one.usage, one.usage), f", {PRIVATE}") for one in private]
    if not private and contact.id in extract.holders:
        lines.append(("", MASKED, ""))
    pieces = []
    for place, (number, usage, more) in enumerate(lines):
        pieces.append((("\n" if place else "") + number, fonts.SANS_BOLD, False))
        pieces.append((f" {usage}{more}", fonts.SANS, False))
    return Cell(tuple(pieces) or (("—", fonts.SANS, False),), paper.NUMBER)


def _age(contact: Contact, today: date) -> str:
    """Verified when, in words that need no colour."""
    try:
        verified = date.fromisoformat(contact.verified_on)
    except ValueError:
        return "jamais vérifié"
    days = (today - verified).days
    told = f"{verified:%d/%m/%Y}"
    return f"{told}\n▲ il y a {days} j" if days > OLD else told
