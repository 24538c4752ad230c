"""The crisis directory on paper, A4: by organisation, whom to call, on what number, and how old that is."""

import json
from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from itertools import groupby

from reportlab.platypus import Flowable, Paragraph

from app.core import times
from app.core.clock import moment
from app.core.contact import USAGES, Contact
from app.core.directory_extract import DirectoryExtract
from app.core.organisations import organisations
from app.core.phones import shown
from app.core.search_text import folded
from app.documents import drawing, fonts, message_furniture, paper, typography
from app.documents.grid import Cell, Row, cell, grid

TITLE = "ANNUAIRE DE CRISE"
SHARED = "annuaire partagé"
HEADS = ("Nom, fonction", "Téléphones", "Courriels, remarques", "Vérifié")
WIDTHS = (138.0, 166.0, 146.0)
WITHOUT = "Sans organisme"
NOBODY = "Aucun contact ne répond à cette demande."
PRIVATE, MASKED = "privé", "numéro privé : au poste"
MONTH, YEAR = 30, 365  # days
OLD = 90  # days after which an age is to be looked at twice


def directory_pdf(extract: DirectoryExtract) -> bytes:
    """The file. Same extract, same bytes."""
    with fonts.PRESS:
        fonts.register()
        title = f"{TITLE.capitalize()} — {extract.crisis or SHARED}"
        print_ = _fingerprint(extract)
        around = _around(extract, print_)
        return message_furniture.laid_out(around, list(flow(extract)), title, extract.made_by, print_)


def _fingerprint(extract: DirectoryExtract) -> str:
    """What names the content: the SHA-256 of the words that are printed of each contact."""
    today = moment(extract.made_at, extract.zone).date()
    told = [[each.words for each in _row(one, extract, today).cells] for one in sorted(extract.contacts, key=_place)]
    return sha256(json.dumps(told).encode()).hexdigest()


def _around(extract: DirectoryExtract, print_: str) -> message_furniture.Around:
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
        issuer=extract.crisis or SHARED,
        when=(
            f"À {times.hour_h(extract.made_at, zone)}, {times.zone_words(zone)}",
            typography.date_in_words(extract.made_at, zone),
        ),
        named=f"{count} contact{'s' if count > 1 else ''} · {extract.asked} · empreinte {typography.shortened(print_)}",
        foot=tuple(foot),
        made_at=extract.made_at,
        inside=True,
    )


def flow(extract: DirectoryExtract) -> Iterator[Flowable]:
    """The contacts under their organisations, in tables whose heads are on every page."""
    if not extract.contacts:
        yield Paragraph(fonts.markup(NOBODY, paper.NOTHING.fontName), paper.NOTHING)
    today = moment(extract.made_at, extract.zone).date()
    heads = [cell(head, paper.HEAD) for head in HEADS]
    rows: list[Row] = []
    for _, group in groupby(sorted(extract.contacts, key=_place), key=lambda one: _place(one)[:2]):
        contacts = list(group)
        rows.append(Row((cell(_above(contacts[0]).upper(), paper.BOARD_TOPIC),), title=True))
        rows += [_row(one, extract, today) for one in contacts]
    if rows:
        yield grid(heads, rows, (), widths=(*WIDTHS, paper.MEASURE - sum(WIDTHS)))


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
    ago = f"{days // YEAR} ans" if days >= 2 * YEAR else f"{days // MONTH} mois"
    told = f"{verified:%d/%m/%Y}"
    return f"{told}\n▲ il y a {ago}" if days > OLD else told
