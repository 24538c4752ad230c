"""Telephone numbers: kept in E.164, typed and read the French way."""

import phonenumbers

from app.core.errors import Refused

REGION = "FR"
OVERSEAS = ("RE", "YT", "GP", "MQ", "GF")  # dialled like the others from Paris, but not under +33
OVERSEAS_STARTS = frozenset(("26", "59", "63", "69", "70", "80", "94", "97"))
SUBSCRIBERS = frozenset((phonenumbers.PhoneNumberType.FIXED_LINE, phonenumbers.PhoneNumberType.MOBILE))
HIDDEN = "•"
NATIONAL = frozenset((33, 262, 590, 594, 596))  # read without their country code


def parse(text: str) -> str:
    """The number in E.164, or Refused. Without `+` or `00` it is a French number: `02 32 76 50 00`, `0262 40 77 77`,
    `3639`."""
    number = _read(text, REGION)
    if _may_be_overseas(number) and not text.strip().startswith("+"):
        number = next((there for there in _overseas(text) if phonenumbers.number_type(there) in SUBSCRIBERS), number)
    if number.extension or not (phonenumbers.is_possible_number(number) or _short(number)):
        raise _refused(text)
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def shown(number: str) -> str:
    """A number as a French reader expects it: `02 32 76 50 00`, but `+32 2 790 81 11`. Words that are no number
    are shown as they are."""
    try:
        parsed = phonenumbers.parse(number, REGION)
    except phonenumbers.NumberParseException:
        return number
    french = parsed.country_code in NATIONAL
    style = phonenumbers.PhoneNumberFormat.NATIONAL if french else phonenumbers.PhoneNumberFormat.INTERNATIONAL
    return phonenumbers.format_number(parsed, style)


def masked(number: str) -> str:
    """A private number as anybody may see it: `06 39 98 •• 41`. What is no number is hidden whole."""
    text = shown(number)
    digits = [place for place, character in enumerate(text) if character.isdigit()]
    kept = set(digits[:-4] + digits[-2:]) if len(digits) > 4 else set(digits[-2:]) if len(digits) > 2 else set()
    if not kept or any(character.isalpha() for character in text):
        return HIDDEN * 4
    return "".join(HIDDEN if place in digits and place not in kept else one for place, one in enumerate(text))


def masked_email(address: str) -> str:
    """A private address as anybody may see it: `f…@exemple.fr`."""
    local, at, domain = address.rpartition("@")
    return f"{local[:1] if len(local) > 1 else ''}…{at}{domain}" if at else "…"


def _read(text: str, region: str) -> phonenumbers.PhoneNumber:
    try:
        return phonenumbers.parse(text.strip(), region)
    except phonenumbers.NumberParseException as error:
        raise _refused(text) from error


def _may_be_overseas(number: phonenumbers.PhoneNumber) -> bool:
    """Whether it begins like some number of OVERSEAS: to ask each of their plans costs ten times the rest."""
    national = str(number.national_number)
    return number.country_code == phonenumbers.country_code_for_region(REGION) and national[:2] in OVERSEAS_STARTS


def _overseas(text: str) -> list[phonenumbers.PhoneNumber]:
    return [_read(text, region) for region in OVERSEAS]


def _short(number: phonenumbers.PhoneNumber) -> bool:
    """`115`, `3639`: real French numbers, too short for the general rule."""
    return bool(phonenumbers.is_valid_short_number_for_region(number, REGION))


def _refused(text: str) -> Refused:
    typed = text.strip()[:40]
    return Refused(f"Numéro de téléphone incompris : « {typed} » ; écrivez 02 32 76 50 00 ou +32 2 790 81 11.", "phone")
