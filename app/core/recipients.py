"""Who a message is sent to: names and addresses, typed by hand or found in the directory."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from app.core.contact import Contact
from app.core.errors import Refused
from app.core.on_call import OnCall
from app.core.organisations import organisations
from app.core.plain_text import clean
from app.core.records import settled
from app.core.search_text import folded

MOST = 2_000
LONGEST = 200
BETWEEN = re.compile(r"[;\n]")
NAMED = re.compile(r"(?P<name>[^<>]*)<(?P<address>[^<>]*)>")
WORD = re.compile(r"[^\W_]+")
EVERYBODY = "*"  # whoever is on call, of every organisation
NOBODY_ON_CALL = "Astreinte {} : personne"


@dataclass(frozen=True, slots=True)
class Recipient:
    """`address` is a courriel or a telephone number, or nothing; `organisation` as the directory has it."""

    name: str
    address: str = ""
    organisation: str = ""


@dataclass(frozen=True, slots=True)
class Query:
    """Words that must begin a word of a contact: anywhere, in its function, in its organisation (or its code). `duty`:
    the organisations whose people on call at that moment receive it, or `EVERYBODY`."""

    words: str = ""
    function: str = ""
    organisation: str = ""
    duty: str = ""

    @property
    def asks(self) -> bool:
        """Whether it asks for something: an empty one finds nobody, never everybody."""
        return self.asks_contacts or bool(self.on_duty)

    @property
    def asks_contacts(self) -> bool:
        return any(WORD.search(folded(one)) for one in (self.words, self.function, self.organisation))

    @property
    def on_duty(self) -> tuple[str, ...]:
        """Each organisation whose people on call are asked for; one empty word for all of them."""
        if self.duty.strip() == EVERYBODY:
            return ("",)
        return tuple(dict.fromkeys(one.strip() for one in BETWEEN.split(self.duty) if one.strip()))


def typed(text: str) -> tuple[Recipient, ...]:
    """What a person types: `AFP <desk@afp.example>; Rédaction ; presse@ici.example`. Raises Refused."""
    written = (_one(part.strip()) for part in BETWEEN.split(text) if part.strip())
    return several(written)


def several(recipients: Iterable[Recipient]) -> tuple[Recipient, ...]:
    """These, each once and cleaned, in their order. Raises Refused when there are too many."""
    found = tuple(dict.fromkeys(map(cleaned, recipients)))
    if len(found) > MOST:
        raise Refused(f"{len(found)} destinataires, {MOST} au plus.", "recipients")
    return found


def cleaned(one: Recipient) -> Recipient:
    """As it may be written. Raises Refused."""
    name = clean(one.name, "recipients", LONGEST)
    if not name:
        raise Refused("Donnez un nom ou une adresse à chaque destinataire.", "recipients")
    return Recipient(name, clean(one.address, "recipients", 254), clean(one.organisation, "recipients", LONGEST))


def shown(recipient: Recipient) -> str:
    """AFP <desk@afp.example>: what is typed is shown so, and typed again gives the same."""
    if not recipient.address or recipient.address == recipient.name:
        return recipient.name
    return f"{recipient.name} <{recipient.address}>"


def found(query: Query, contacts: Iterable[Contact]) -> tuple[Recipient, ...]:
    """The contacts that answer it, by name. One without an address is kept: somebody has to see he is not reached."""
    kept = [
        one
        for one in contacts
        if query.asks_contacts and answers(query, one.name, one.function, _service(one), one.organisation)
    ]
    return tuple(_of(one) for one in sorted(kept, key=lambda one: (folded(one.name), one.id)))


def on_call(answers: Iterable[OnCall], contacts: Mapping[str, Contact]) -> tuple[Recipient, ...]:
    """Whoever answers these lines, by his address as the directory has it. A line nobody answers is kept, and so is one
    whose number is private: somebody has to see who is not reached."""
    reached = []
    for one in answers:
        if one.gap is not None or not one.holding:
            reached.append(Recipient(NOBODY_ON_CALL.format(one.words), "", one.organisation))
        for held in one.holding:
            known = contacts.get(held.contact)
            address = (known.emails or held.phones or ("",))[0] if known else (held.phones or ("",))[0]
            reached.append(Recipient(f"{held.name} (astreinte {one.words})", address, one.organisation))
    return tuple(reached)


def answers(query: Query, name: str, function: str, service: str, organisation: str) -> bool:
    """Whether a contact that says so answers it."""
    return (
        _begin(query.function, (function,))
        and (not query.organisation or _begin(query.organisation, _organisation(organisation)))
        and _begin(query.words, (name, function, service, *_organisation(organisation)))
    )


def _begin(wanted: str, fields: Iterable[str]) -> bool:
    """Whether each word of `wanted` begins a word of these."""
    words = WORD.findall(folded(wanted))
    held = WORD.findall(folded(" ".join(fields))) if words else ()
    return all(any(word.startswith(one) for word in held) for one in words)


def _service(contact: Contact) -> str:
    return str(settled(contact.fields, "service", ""))


def _organisation(organisation: str) -> tuple[str, ...]:
    """Its code and its names: a list asks for any of them."""
    known = organisations()
    return (organisation, known.short(organisation), known.name(organisation))


def _of(contact: Contact) -> Recipient:
    address = contact.emails[0] if contact.emails else contact.phones[0].number if contact.phones else ""
    return Recipient(contact.name, address, contact.organisation)


def _one(text: str) -> Recipient:
    named = NAMED.fullmatch(text)
    if named:
        return Recipient(named["name"].strip() or named["address"].strip(), named["address"].strip())
    return Recipient(text, text if "@" in text else "")
