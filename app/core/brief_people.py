"""Whom a brief says to call: who is on call until tomorrow, then some contacts."""

from collections.abc import Sequence

from app.core.brief_offer import CONFLICT, OVERDUE, TABLE, Gathered, Group, Pick
from app.core.contact import Contact, Phone
from app.core.duty import DutyRow
from app.core.on_call import NOBODY, dial
from app.core.organisations import organisations
from app.core.phones import shown
from app.core.times import hour_h

MOST_CONTACTS, FEWEST_CONTACTS, MOST_DUTIES = 12, 3, 12
DAY = 24 * 3600 * 1000  # ms


def reachable(gathered: Gathered, cutoff: int) -> tuple[Group, ...]:
    """The more there are on call, the fewer of the others."""
    duties = _duties(gathered, cutoff)
    kept = max(FEWEST_CONTACTS, MOST_CONTACTS - len(duties))
    heads = ("Astreinte", "Qui", "Quand", "Téléphone")
    others = ("Contact", "Fonction", "Organisme", "Téléphone")
    groups = (
        Group("duties", "D’astreinte dans les 24 heures", TABLE, tuple(duties), heads, (2.4, 2.4, 2, 1.8)),
        Group("contacts", "Contacts clés", TABLE, _contacts(gathered.contacts)[:kept], others, (2.4, 2.6, 1.8, 1.6)),
    )
    return tuple(one for one in groups if one.picks)


def _duties(gathered: Gathered, cutoff: int) -> list[Pick]:
    """Who answers until tomorrow, the organisations of the crisis first; where nobody does, it is said."""
    crisis = gathered.crisis
    concerned = (crisis.lead, *crisis.associated)
    lines = sorted(gathered.duties, key=lambda one: one.organisation not in concerned)[:MOST_DUTIES]
    end = cutoff + DAY
    picks: list[Pick] = []
    for line in lines:
        told = [
            (one.slot.starts, one.slot.ends, one.slot.id, f"{one.name}{_as(one.slot)}", dial(one))
            for one in line.slots
            if one.slot.ends > cutoff and one.slot.starts < end and not one.slot.cancelled
        ]
        lacking = NOBODY.lower().capitalize()
        told += [(gap.starts, gap.ends or end, "", lacking, "—") for gap in line.gaps if gap.meets(cutoff, end)]
        for starts, ends, slot, who, number in sorted(told):
            when = _hours(starts, ends, cutoff, end, crisis.zone)
            marks = frozenset({OVERDUE} if not slot else ())
            key = f"duty:{slot or f'{line.line}:{starts}'}"
            note = f"{line.words} · {when}"
            picks.append(Pick(key, slot, (line.words, who, when, number), who, note, marks=marks))
    return picks


def _as(slot: DutyRow) -> str:
    return ", suppléant" if slot.deputised else ", renfort" if slot.reinforcement else ""


def _hours(starts: int, ends: int, first: int, last: int, zone: str) -> str:
    """de 08 h 00 à 20 h 00, of the day that is told; what begins before or ends after is left open."""
    since, until = (hour_h(one, zone) for one in (starts, ends))
    if starts > first and ends < last:
        return f"de {since} à {until}"
    return f"dès {since}" if starts > first else f"jusqu’à {until}" if ends < last else "24 h"


def _contacts(contacts: Sequence[Contact]) -> tuple[Pick, ...]:
    return tuple(
        Pick(
            f"contact:{one.id}",
            one.id,
            (
                one.name,
                one.function if one.function != one.name else "",
                organisations().short(one.organisation),
                _numbers(one, phone),
            ),
            one.name,
            " · ".join(filter(None, (one.function, organisations().short(one.organisation)))),
            marks=frozenset({CONFLICT} if one.conflicts else ()),
        )
        for one in contacts
        for phone in [next((each for each in one.phones if each.public or each.usage == "duty"), None)]
        if phone
    )


def _numbers(contact: Contact, phone: Phone) -> str:
    """The number to call, or every one that people wrote apart: nobody has chosen yet."""
    values = [value.value for value in contact.fields[phone.key].values]
    return " ou ".join(shown(each["number"]) if each else "retiré" for each in values)
