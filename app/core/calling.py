"""A call sheet with its private numbers in clear: that they were shown is written down first."""

from dataclasses import replace

from app.core.call_sheet import CallSheet, contacts_of
from app.core.cascade import Number
from app.core.desk import Desk
from app.core.phones import shown
from app.core.registers.private import PHONE, Private
from app.core.revealing import reveal
from app.core.store.reading import Reading


def revealed(desk: Desk, reading: Reading, sheet: CallSheet) -> CallSheet:
    """The same sheet, the private numbers of those it names in clear. Raises Refused to an observer."""
    contacts = contacts_of(sheet.lines)
    if not contacts:
        return sheet
    found = reveal(desk, reading, contacts, "cascade", f"feuille d'appel {sheet.cascade.number}")
    private = {contact: numbers_of(one) for contact, one in found.items()}
    return replace(sheet, private={contact: one for contact, one in private.items() if one}, revealed=True)


def shown_for(desk: Desk, reading: Reading, contact: str, cascade: str) -> tuple[Number, ...]:
    """The private numbers of one contact, in clear, for the cascade of that number. Raises Refused to an observer."""
    return numbers_of(reveal(desk, reading, [contact], "cascade", f"appel, {cascade}")[contact])


def numbers_of(found: tuple[Private, ...]) -> tuple[Number, ...]:
    """The telephone numbers among these, in words: of one corrected apart, both."""
    return tuple(Number(one.usage, shown(value)) for one in found if one.medium == PHONE for value in one.values)
