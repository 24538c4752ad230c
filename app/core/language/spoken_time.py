"""How long a text takes to be said: its words as they are spoken, figures, hours and abbreviations in full."""

import re
from collections.abc import Iterator

# Publishers of recorded books ask their readers for 150 to 160 words a minute; the French newsreaders measured by
# Colas Rist (« 200 mots à la minute », Communication et langages 119, 1999) reach 200. A message of crisis is said at
# the slower pace: it is listened to once, and some write it down.
WORDS_A_MINUTE = 150
LONGEST_NUMBER = 12  # figures: a longer one is said figure by figure
TOKEN = re.compile(
    r"\d{1,2}(?:\s?h\s?|:)\d{2}\b|[1-9]\d{0,2}(?:[ \u00a0\u202f]\d{3})+(?!\d)|\d+(?:,\d+)?|[^\W\d_]+\.?|[%€°&+=/@]"
)
HOUR = re.compile(r"(\d{1,2})(?:\s?h\s?|:)(\d{2})")
SAID = {  # how many words these are, said in full
    "%": 2, "€": 1, "°": 1, "&": 1, "+": 1, "=": 1, "/": 1, "@": 1, "h": 1, "km": 1, "m": 1, "kg": 1, "min": 1,
    "m.": 1, "mm.": 1, "mme": 1, "dr": 1, "n": 1, "etc.": 2, "st": 1, "ste": 1, "av.": 1, "bd": 1, "tél.": 1, "www": 3,
}  # fmt: skip
PRONOUNCED = frozenset(("ORSEC", "SAMU", "INSEE", "DREAL", "SEVESO", "IRSN", "ANSSI", "VIGIPIRATE", "ALERT", "UNICEF"))
TENS = {7: 60, 9: 80}


def seconds(text: str) -> int:
    """Seconds it takes to say the text, rounded up."""
    return -(-spoken_words(text) * 60 // WORDS_A_MINUTE)


def spoken_words(text: str) -> int:
    """How many words are said. An acronym that is spelt counts one word for two letters."""
    return sum(_said(token) for token in TOKEN.findall(text))


def _said(token: str) -> int:
    hour = HOUR.fullmatch(token)
    if hour:  # « 02:30 » : deux heures trente
        minutes = int(hour[2])
        return len(list(number_words(int(hour[1])))) + 1 + (len(list(number_words(minutes))) if minutes else 0)
    if token[0].isdigit():
        return _figures(token)
    low = token.lower()
    if low in SAID:
        return SAID[low]
    if token.isupper() and 2 <= len(token) <= 5 and token not in PRONOUNCED:
        return -(-len(token) // 2)
    return 1


def _figures(token: str) -> int:
    whole, comma, decimals = token.partition(",")
    digits = "".join(character for character in whole if character.isdigit())
    if len(digits) > LONGEST_NUMBER:
        return len(digits)
    zeros = len(digits) - len(digits.lstrip("0")) if len(digits) > 1 else 0  # « 01 » : zéro un
    said = zeros + (len(list(number_words(int(digits)))) if digits.strip("0") or not zeros else 0)
    return said + (1 + _figures(decimals) if comma else 0)


def number_words(number: int) -> Iterator[str]:
    """The French words of a whole number, those that a hyphen joins apart: 21 is vingt, et, un."""
    for size, name in ((10**9, "milliard"), (10**6, "million"), (1000, "mille")):
        if number >= size:
            count, number = divmod(number, size)
            if count > 1 or size > 1000:
                yield from number_words(count)
            yield name
            if not number:
                return
    if number >= 100:
        count, number = divmod(number, 100)
        if count > 1:
            yield UNITS[count]
        yield "cent"
        if not number:
            return
    yield from _below_a_hundred(number)


UNITS = (
    "zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze", "treize",
    "quatorze", "quinze", "seize",
)  # fmt: skip
NAMES = {2: "vingt", 3: "trente", 4: "quarante", 5: "cinquante", 6: "soixante"}


def _below_a_hundred(number: int) -> Iterator[str]:
    if number < 17:
        yield UNITS[number]
    elif number < 20:
        yield from ("dix", UNITS[number - 10])
    else:
        ten, unit = divmod(number, 10)
        base = TENS.get(ten, ten * 10)
        rest = number - base if base != 80 or ten == 9 else unit
        yield from ("quatre", "vingt") if base == 80 else (NAMES[base // 10],)
        if rest in (1, 11) and base != 80:
            yield "et"
        if rest:
            yield from _below_a_hundred(rest)
