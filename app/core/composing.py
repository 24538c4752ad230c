"""Fills a brief with what the journal holds: facts with their sources, words that are cleared, who to call."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.core import figure_table
from app.core.clock import moment
from app.core.contact import Contact, Phone
from app.core.duty import DutyRow
from app.core.entries import VERIFICATIONS
from app.core.entry import Entry
from app.core.figures import FigureRow
from app.core.message import STATES, Message
from app.core.on_call import NOBODY, DutyLine, dial
from app.core.organisations import organisations
from app.core.phones import shown
from app.core.records import Held
from app.core.register import View, genesis
from app.core.registers import briefs
from app.core.registers.briefs import Block, Chronology, Content, Line, Paragraph, Section, Table, Unverified
from app.core.registers.crisis import Crisis
from app.core.roles import may_approve_briefs
from app.core.times import hour_h

ISSUER = "Cellule interministérielle de crise · Cellule communication"
MOST_ESSENTIAL, MOST_CONTACTS, FEWEST_CONTACTS, MOST_DUTIES = 5, 12, 3, 12
DAY = 24 * 3600 * 1000  # ms
MEASURES = ("decision", "action")
TRUSTED = ("cross_checked", "confirmed")


Printed = frozenset[tuple[str, str]] | None
"""The (number, text) of every line the last brief printed; None when there was none."""


@dataclass(frozen=True, slots=True)
class Gathered:
    """What a brief is made from, as this workstation holds it. `printed` are the (number, text) of the last brief."""

    crisis: Crisis
    entries: Sequence[Entry]
    messages: Sequence[Message]
    contacts: Sequence[Contact]
    last: briefs.Brief | None
    printed: Printed
    offline: bool
    last_exchange: int | None
    figures: Sequence[FigureRow] = ()
    duties: Sequence[DutyLine] = ()  # of the next 24 hours


def compose(view: View, gathered: Gathered, cutoff: int, approved: bool) -> Content:
    """The content of the next brief at `cutoff` (ms). `approved`: its author approves it by freezing it, if his role
    lets him; otherwise every page says PROJET."""
    crisis = gathered.crisis
    number = view.last_number(crisis.id, briefs.SERIES) + 1
    approves = approved and any(may_approve_briefs(grant.role) for grant in view.grants(crisis.id))
    role = ", ".join(grant.role for grant in view.grants(crisis.id))
    author = f"{view.me.name} ({role})" if role else view.me.name
    return Content(
        reference=briefs.reference(view.prefix, number),
        number=number,
        crisis=crisis.title,
        crisis_code=crisis.code,
        frame=crisis.frame,
        zone=crisis.zone,
        cutoff=cutoff,
        made_at=view.now,
        issuer=ISSUER,
        author=author,
        approver=author if approves else "",
        marking="",
        tlp="",
        replaces=gathered.last.reference if gathered.last else "",
        next_at=None,
        workstation=view.prefix,
        offline=gathered.offline,
        last_exchange=gathered.last_exchange,
        sections=sections(gathered, cutoff),
    )


def sections(gathered: Gathered, cutoff: int) -> tuple[Section, ...]:
    """The ten sections, each fed by what exists; one with no block says so on paper."""
    entries = sorted(
        (one for one in gathered.entries if one.occurred_at <= cutoff), key=lambda one: (one.occurred_at, one.id)
    )
    facts = [one for one in entries if one.key_event]
    sure = [one for one in facts if trusted(one)]
    unsure = [one for one in facts if not trusted(one)]
    latest = sorted(sure, key=lambda one: one.occurred_at, reverse=True)[:MOST_ESSENTIAL]
    printed = gathered.printed
    blocks: dict[int, list[Block]] = {
        1: [Paragraph(one.subject, changed(one, printed)) for one in reversed(latest)],
        2: _situation(sure, unsure, printed),
        3: figure_table.table(gathered.figures, cutoff, gathered.last, gathered.crisis.zone)
        or _figures([one for one in entries if one.type == "figures"], gathered.crisis.zone),
        4: _measures([one for one in entries if one.type in MEASURES]),
        6: _words(gathered.messages, gathered.crisis.zone),
        7: _rumours([one for one in entries if one.type == "rumour"], gathered.crisis.zone),
        9: _requests([one for one in entries if one.type == "request"], gathered.crisis.zone),
        10: _reachable(gathered, cutoff),
    }
    return tuple(
        Section(number, title, tuple(blocks.get(number, ()))) for number, title in enumerate(briefs.SECTIONS, 1)
    )


def trusted(entry: Entry) -> bool:
    """Whether an entry may be printed as a fact: cross-checked, or a usual source saying something probable."""
    if entry.verification in TRUSTED:
        return True
    return entry.verification != "denied" and entry.source in "ABC" and entry.credibility in "123"


def changed(entry: Entry, printed: Printed) -> bool:
    """Whether the last brief did not say it, or said it otherwise. Nothing is changed since no brief at all."""
    return printed is not None and (entry.number, entry.subject) not in printed


def line(entry: Entry, printed: Printed = None) -> Line:
    """A line of chronology. The former wording of the subject is kept, struck, beside the new one."""
    former = [one for one in entry.amendments if one.field == "subject"]
    note = "rectifié" if entry.amendments else ""
    if entry.conflicts:
        note = "deux valeurs, à départager"
    if entry.verification == "denied":
        note = VERIFICATIONS["denied"]
    return Line(
        occurred_at=entry.occurred_at,
        precision=entry.precision,
        text=entry.subject,
        source=entry.sender,
        rating=entry.rating,
        number=entry.number,
        recorded_at=entry.recorded_at,
        struck=str(former[0].former or "") if former else "",
        note=note,
        changed=changed(entry, printed),
    )


def printed(brief: Sequence[Held]) -> frozenset[tuple[str, str]]:
    """The (number, text) of every line of chronology a frozen brief printed."""
    first = genesis(brief, briefs.REGISTER.begins)
    try:
        content = first.operation.body["content"] if first else {"sections": ()}
        blocks = [fields for section in content["sections"] for _, fields in section["blocks"]]
        lines = [one for fields in blocks for one in fields.get("lines", ())]
        return frozenset((str(one["number"]), str(one["text"])) for one in lines)
    except (KeyError, TypeError, ValueError, AttributeError):  # written by another version: everything is new
        return frozenset()


def _situation(sure: Sequence[Entry], unsure: Sequence[Entry], printed: Printed) -> list[Block]:
    blocks: list[Block] = []
    if sure:
        blocks.append(Chronology(tuple(line(one, printed) for one in sure)))
    if unsure:
        blocks.append(Unverified(tuple(line(one, printed) for one in unsure)))
    return blocks


def _figures(entries: Sequence[Entry], zone: str) -> list[Block]:
    """The latest figures of each source: those that disagree stand side by side."""
    latest = {one.sender: one for one in entries}
    rows = tuple(
        (_day_hour(one, zone), one.sender, one.subject, f"{one.number} · {one.rating}")
        for one in sorted(latest.values(), key=lambda one: (-one.occurred_at, one.id))
    )
    heads = ("Arrêté à", "Source", "Bilan annoncé", "N° et cotation")
    return [Table(heads, rows, (1.2, 2, 4.4, 1.6))] if rows else []


def _measures(entries: Sequence[Entry]) -> list[Block]:
    rows = tuple((one.sender or one.author.organisation, one.subject, one.number) for one in entries)
    return [Table(("Par", "Mesure", "N°"), rows, (2, 5, 1.3))] if rows else []


def _words(messages: Sequence[Message], zone: str) -> list[Block]:
    shown_states = ("validated", "submitted", "returned", "conflict")
    kept = [one for one in messages if one.state in shown_states]
    kept.sort(key=lambda one: (shown_states.index(one.state), -one.changed_at))
    rows = tuple(
        (one.reference, f"v{one.current.number}", STATES[one.state], hour_h(one.changed_at, zone), one.title)
        for one in kept
    )
    return [Table(("Référence", "Version", "État", "Heure", "Texte"), rows, (1.5, 0.9, 1.4, 1, 4))] if rows else []


def _rumours(entries: Sequence[Entry], zone: str) -> list[Block]:
    rows = tuple(
        (_day_hour(one, zone), one.subject, VERIFICATIONS[one.verification], f"{one.number} · {one.rating}")
        for one in entries
    )
    return [Table(("Vu à", "Rumeur", "Statut", "N° et cotation"), rows, (1.2, 4.2, 1.5, 1.6))] if rows else []


def _requests(entries: Sequence[Entry], zone: str) -> list[Block]:
    rows = tuple((_day_hour(one, zone), one.sender, one.subject, one.number) for one in entries)
    return [Table(("Reçue à", "De", "Demande", "N°"), rows, (1.2, 2, 4.4, 1.3))] if rows else []


def _reachable(gathered: Gathered, cutoff: int) -> list[Block]:
    """Who is on call, then some contacts: the more there are of the first, the fewer of the second."""
    duties = _duties(gathered, cutoff)
    kept = max(FEWEST_CONTACTS, MOST_CONTACTS - len(duties))
    tables = [
        Table(("Astreinte", "Qui", "Quand", "Téléphone"), tuple(duties), (2.4, 2.4, 2, 1.8)),
        Table(
            ("Contact", "Fonction", "Organisme", "Téléphone"),
            tuple(_contacts(gathered.contacts)[:kept]),
            (2.4, 2.6, 1.8, 1.6),
        ),
    ]
    return [one for one in tables if one.rows]


def _duties(gathered: Gathered, cutoff: int) -> list[tuple[str, ...]]:
    """Who answers until tomorrow, the organisations of the crisis first; where nobody does, it is said."""
    crisis = gathered.crisis
    concerned = (crisis.lead, *crisis.associated)
    lines = sorted(gathered.duties, key=lambda one: one.organisation not in concerned)[:MOST_DUTIES]
    end = cutoff + DAY
    rows: list[tuple[str, ...]] = []
    for line in lines:
        told = [
            (one.slot.starts, one.slot.ends, f"{one.name}{_as(one.slot)}", dial(one))
            for one in line.slots
            if one.slot.ends > cutoff and one.slot.starts < end and not one.slot.cancelled
        ]
        lacking = NOBODY.lower().capitalize()
        told += [(gap.starts, gap.ends or end, lacking, "—") for gap in line.gaps if gap.meets(cutoff, end)]
        for starts, ends, who, number in sorted(told):
            rows.append((line.words, who, _hours(starts, ends, cutoff, end, crisis.zone), number))
    return rows


def _as(slot: DutyRow) -> str:
    return ", suppléant" if slot.deputised else ", renfort" if slot.reinforcement else ""


def _hours(starts: int, ends: int, first: int, last: int, zone: str) -> str:
    """de 08 h 00 à 20 h 00, of the day that is told; what begins before or ends after is left open."""
    since, until = (hour_h(one, zone) for one in (starts, ends))
    if starts > first and ends < last:
        return f"de {since} à {until}"
    return f"dès {since}" if starts > first else f"jusqu’à {until}" if ends < last else "24 h"


def _contacts(contacts: Sequence[Contact]) -> list[tuple[str, ...]]:
    return [
        (
            one.name,
            one.function if one.function != one.name else "",
            organisations().short(one.organisation),
            _numbers(one, phone),
        )
        for one in contacts
        for phone in [next((each for each in one.phones if each.public or each.usage == "duty"), None)]
        if phone
    ]


def _numbers(contact: Contact, phone: Phone) -> str:
    """The number to call, or every one that people wrote apart: nobody has chosen yet."""
    values = [value.value for value in contact.fields[phone.key].values]
    return " ou ".join(shown(each["number"]) if each else "retiré" for each in values)


def _day_hour(entry: Entry, zone: str) -> str:
    day = f"{moment(entry.occurred_at, zone):%d/%m}"
    return day if entry.precision == "unknown" else f"{day}, {hour_h(entry.occurred_at, zone)}"
