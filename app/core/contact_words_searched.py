"""The words a contact is found by: its names, functions, organisations and addresses, and each number in its forms."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from app.core.contact import DILA, LISTS, Contact, called
from app.core.organisations import Organisation, organisations
from app.core.search_text import WORD, folded

CODED = frozenset(  # nobody looks for these by their words
    ("kind", "type", "may_speak", "call_order", "verified_on", "purpose", "purge_on", "uid", "languages")
)
ORGANISATIONS = ("name", "organisation", "parent")
BACKWARDS = "\ue100"  # begins a number written from its last digit, as nobody can type it
COUNTRIES = ("33", "262", "590", "594", "596")  # dialled with a 0 in place of these


def searched(contact: Contact) -> str:
    """All that a search looks in, every value of a field that has several included."""
    words: list[str] = []
    for name, field in contact.fields.items():
        values = [one.value for one in field.values if one.value]
        if name.startswith("phone:"):
            words += (form for one in values for form in forms(str(one["number"])))
        elif name in ORGANISATIONS:
            words += (form for one in values for form in _organisation(str(one)))
        elif name.startswith(LISTS) or name not in CODED:
            words += map(str, values)
    return "\n".join(dict.fromkeys(words))


def filed_under(contact: Contact) -> str:
    """As `filed`, of a contact that is held."""
    return filed({name: field.settled for name, field in contact.fields.items()})


def filed(fields: Mapping[str, Any]) -> str:
    """Where a contact of these values stands in an alphabetical list: by family name, then first name, in words without
    accents."""
    person = f"{fields['family_name']} {fields.get('given_name') or ''}" if fields.get("family_name") else ""
    return in_words(person or called(fields))


def in_words(text: str) -> str:
    """`text` folded, its words apart by one space: "Le Goff-Béchet" is "le goff bechet"."""
    return " ".join(WORD.findall(folded(text)))


def forms(number: str) -> Iterator[str]:
    """A number in E.164 as it may be typed: with its country, as it is dialled in France, and from its end."""
    digits = number.removeprefix("+")
    yield digits
    yield BACKWARDS + digits[::-1]
    country = next((one for one in COUNTRIES if digits.startswith(one)), "")
    rest = digits.removeprefix(country)
    if country and len(rest) == 9:
        yield f"0{rest}"
    elif country:
        yield rest  # 115, 3639


def _organisation(text: str) -> Iterator[str]:
    """What was typed, and every name of that organisation when it is one of the list."""
    known = _listed().get(text) or _listed().get(organisations().code_of(text))
    if not text.startswith(DILA):
        yield text
    if known:
        yield from (known.code, known.name, known.short, *known.aliases)


@cache
def _listed() -> dict[str, Organisation]:
    return {one.code: one for one in organisations().all()}
