"""Whom a cascade calls: contacts, the recipients of a list or who is on call, with their numbers of this moment."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from msgspec import structs

from app.core import phones
from app.core.cascade import Number, Target
from app.core.contact import IDENTIFIER, Contact, node
from app.core.dialling import ON_CALL
from app.core.duty import DutyRow
from app.core.errors import Refused
from app.core.on_call import Answering, OnCall
from app.core.recipients import Recipient
from app.core.search_text import folded

LAST = 10_000  # after any order of call that somebody gave


def ordered(contacts: Iterable[Contact]) -> list[Contact]:
    """In their order of call; those who have none come after, by name."""
    return sorted(contacts, key=lambda one: (int(one.said("call_order") or 0) or LAST, folded(one.name), one.id))


def of_contact(contact: Contact, known: Mapping[str, Contact]) -> Target:
    """That contact; `known`: the contacts (id) among whom his deputy is found."""
    deputy = contact.said("deputy")
    found = known.get(deputy)
    named = found.name if found else "" if IDENTIFIER.fullmatch(deputy) else deputy
    return Target(
        name=contact.name,
        contact=contact.id,
        function=contact.function,
        organisation=contact.organisation,
        numbers=numbers_of(contact),
        deputy=found.id if found else "",
        deputy_name=named,
        deputy_numbers=numbers_of(found) if found else (),
    )


def of_recipient(recipient: Recipient) -> Target:
    """Somebody a list names who is in no directory: his address is dialled when it is a number."""
    try:
        numbers: tuple[Number, ...] = (Number("", phones.parse(recipient.address)),)
    except Refused:
        numbers = ()
    return Target(recipient.name, organisation=recipient.organisation, numbers=numbers)


def linked(lines: Iterable[OnCall], named: Mapping[tuple[str, str], str]) -> list[OnCall]:
    """The same lines, where whoever is no contact and yet has the name of one is that one. `named`: the contact (id)
    who alone bears a name (folded) in an organisation (its `node`)."""

    def known(slot: DutyRow, name: str) -> str:
        return named.get((folded(name.strip()), node(slot.organisation)), "") if name else ""

    def meant(one: Answering) -> Answering:
        slot = one.slot
        holder, deputy = slot.holder or known(slot, slot.holder_name), slot.deputy or known(slot, slot.deputy_name)
        return replace(one, slot=structs.replace(slot, holder=holder, deputy=deputy))

    return [replace(line, holding=tuple(map(meant, line.holding))) for line in lines]


def of_duties(lines: Sequence[OnCall], known: Mapping[str, Contact]) -> list[Target]:
    """Who is on call in each of these lines, the number of the duty first; where nobody is, the switchboard."""
    return [target for line in lines for target in _of_line(line, known)]


def _of_line(line: OnCall, known: Mapping[str, Contact]) -> Iterable[Target]:
    if not line.holding and line.switchboard:
        number = Number("switchboard", line.switchboard)
        yield Target(f"Standard, {line.words}", "", line.function, line.organisation, 0, (number,))
    for one in line.holding:
        slot, contact = one.slot, known.get(one.contact)
        target = of_contact(contact, known) if contact else Target(one.name)
        own = tuple(Number("duty", number) for number in one.phones)
        target = replace(
            target,
            function=slot.function or target.function,
            organisation=slot.organisation or target.organisation,
            numbers=_once((*own, *target.numbers)) if slot.phone else _once((*target.numbers, *own)),
        )
        yield target if slot.deputised else _with_deputy(target, slot.deputy, slot.deputy_name, known)


def _with_deputy(target: Target, id: str, name: str, known: Mapping[str, Contact]) -> Target:
    """The deputy of the slot, before the one the directory gives."""
    found = known.get(id)
    if found is None:
        return replace(target, deputy="", deputy_name=name, deputy_numbers=()) if name else target
    return replace(target, deputy=found.id, deputy_name=found.name, deputy_numbers=numbers_of(found))


def people_of(contacts: Iterable[Contact]) -> set[str]:
    """The deputies these contacts name, by id."""
    return {deputy for one in contacts if IDENTIFIER.fullmatch(deputy := one.said("deputy"))}


def numbers_of(contact: Contact) -> tuple[Number, ...]:
    """His numbers in the order to dial; where somebody has yet to choose between two, both."""
    found = [
        Number(value.value["usage"], value.value["number"])
        for name, field in contact.fields.items()
        if name.startswith("phone:")
        for value in field.values
        if value.value
    ]
    return _once(sorted(found, key=lambda one: ON_CALL.index(one.label)))


def _once(numbers: Iterable[Number]) -> tuple[Number, ...]:
    kept: dict[str, Number] = {}
    for one in numbers:
        kept.setdefault(one.number, one)
    return tuple(kept.values())
