"""French typography of plain text: no-break spaces, apostrophes, hours, dates and zones in words."""

import re
import unicodedata
from functools import lru_cache

from app.core import times
from app.core.clock import moment

NBSP = "\u00a0"
PARIS = "Europe/Paris"
_NO_BREAK = (
    (re.compile(r" +(?=[;:!?»%€])"), NBSP),
    (re.compile(r"(?<=\w)(?=[;!?](?:\s|$))"), NBSP),
    (re.compile(r"(?<=[^\W\d_]):(?=\s|$)"), f"{NBSP}:"),
    (re.compile(r"« *(?=\S)"), f"«{NBSP}"),
    (re.compile(r"(?<=[^\s\u00a0])»"), f"{NBSP}»"),
    (re.compile(r"(?<=\b[nN]°) (?=\d)"), NBSP),
    (re.compile(r"(?<=\d) (?=\d{3}(?!\d))"), NBSP),  # 38 000
    (re.compile(r"(?<=\d) (?=(?:h|min|km|m|ha|kg|t|°C|p\.)\b)"), NBSP),
    (re.compile(r"(?<=\d\u00a0h) (?=\d)"), NBSP),
)
_APOSTROPHE = re.compile(r"(?<=[^\W\d_])'(?=[^\W\d_])")
_BREAKS = re.compile(r"\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_BLANKS = {"\t": " ", "\u202f": NBSP, "\u2007": NBSP}


def plain(text: str) -> str:
    """The same words in NFC, with `\\n` for every line break, ordinary blanks, and nothing that has no shape.

    Marks of direction and joiners are taken out: on paper they could only make a text lie.
    """
    kept = []
    for sign in unicodedata.normalize("NFC", _BREAKS.sub("\n", text)):
        category = unicodedata.category(sign)
        if sign == "\n" or sign == NBSP:
            kept.append(sign)
        elif sign in _BLANKS:
            kept.append(_BLANKS[sign])
        elif category == "Zs":
            kept.append(" ")
        elif category not in ("Cc", "Cf") and not "\ufe00" <= sign <= "\ufe0f":
            kept.append(sign)
    return "".join(kept)


@lru_cache(maxsize=4096)
def french(text: str) -> str:
    """Plain text with the spaces that must not break and the apostrophe of print."""
    text = _APOSTROPHE.sub("’", plain(text))
    for pattern, replacement in _NO_BREAK:
        text = pattern.sub(replacement, text)
    return text


def date(at: int, zone: str) -> str:
    """24/09/2026."""
    return f"{moment(at, zone):%d/%m/%Y}"


def date_in_words(at: int, zone: str) -> str:
    """jeudi 24 septembre 2026, which does not break after its figure."""
    weekday, rest = times.day(at, zone).split(" ", 1)
    return f"{weekday} {rest.replace(' ', NBSP)}"


def date_and_hour(at: int, zone: str) -> str:
    """le 23/09/2026 à 22 h 09."""
    return f"le {date(at, zone)} à{NBSP}{times.hour_h(at, zone)}"


def zone_in_words(at: int, zone: str) -> str:
    """heure de Paris (UTC+02:00)."""
    return f"{times.zone_words(zone)} ({times.offset(at, zone)})"


def same_day(one: int, other: int, zone: str) -> bool:
    """Whether both instants fall on one date of that zone."""
    return moment(one, zone).date() == moment(other, zone).date()


def same_day_in(at: int, zone: str, other: str) -> bool:
    """Whether that instant has the same date in both zones."""
    return moment(at, zone).date() == moment(at, other).date()


def delay(milliseconds: int) -> str:
    """+11 min, +2 h 05, +3 j."""
    return f"+{times.lasting(milliseconds // times.MINUTE)}".replace(" ", NBSP)


def shortened(fingerprint: str) -> str:
    """7d1e 40b9 c2a6: the first twelve digits of a fingerprint, as they are printed and read aloud."""
    return NBSP.join(fingerprint[start : start + 4] for start in range(0, 12, 4))
