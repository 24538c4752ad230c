"""Which number of a contact is dialled: his duty number before his mobile, and both when somebody has yet to choose."""

from collections.abc import Sequence

import msgspec

from app.core.contact import Contact

ON_CALL = ("duty", "mobile", "office", "secure", "switchboard")
FALLBACK = ("switchboard", "office", "duty")
Known = tuple[str, str, str]  # field, usage, number
_DECODER = msgspec.json.Decoder(tuple[Known, ...])


def numbers_of(contact: Contact) -> str:
    """Every number of a contact, values in conflict included, as its line in the read table has it."""
    known = [
        (name, value.value["usage"], value.value["number"])
        for name, field in contact.fields.items()
        if name.startswith("phone:")
        for value in field.values
        if value.value
    ]
    return msgspec.json.encode(known).decode() if known else ""


def dialled(numbers: str, usages: Sequence[str] = ON_CALL) -> tuple[str, ...]:
    """What to dial of these: the first number of the first of those usages; several when it has several values."""
    if not numbers:
        return ()
    known = _DECODER.decode(numbers)
    for usage in usages:
        for field, of, _ in known:
            if of == usage:
                return tuple(dict.fromkeys(number for name, _, number in known if name == field))
    return ()
