"""Characters as a reader sees them: an accent, a flag or a family is one (Unicode UAX 29, extended clusters)."""

import unicodedata
from collections.abc import Iterator

JOINER = "\u200d"
KEYCAP = "\u20e3"


def graphemes(text: str) -> Iterator[str]:
    """The characters of the text, in order; put together they are the text.

    Written for what people type: marks, emoji with their tones and joiners, flags, keycaps, Hangul syllables and line
    ends. The prefixes and conjuncts of Indic scripts are left apart, which counts more, never less.
    """
    start = 0
    for place in range(1, len(text)):
        if _is_boundary(text, start, place):
            yield text[start:place]
            start = place
    if text:
        yield text[start:]


def is_pictured(character: str) -> bool:
    """True of what emoji are made of."""
    code = ord(character)
    return (
        code >= 0x1F000
        or 0x2190 <= code <= 0x2BFF
        or code in (0xA9, 0xAE, 0x203C, 0x2049, 0x2122, 0x2139, 0x3030, 0x303D)
    )


def is_emoji(grapheme: str) -> bool:
    """True of a character that is drawn as a picture: an emoji of its own, one styled as such, a flag or a keycap."""
    code = ord(grapheme[0])
    drawn = 0x1F1E6 <= code <= 0x1F1FF or (0x1F300 <= code <= 0x1FAFF and not 0x1F700 <= code <= 0x1F7DF)
    return drawn or "\ufe0f" in grapheme or KEYCAP in grapheme or 0x1F7E0 <= code <= 0x1F7EB


def _is_boundary(text: str, start: int, place: int) -> bool:
    before, after = text[place - 1], text[place]
    if before == "\r" and after == "\n":
        return False
    if unicodedata.category(before) in ("Cc", "Zl", "Zp") or unicodedata.category(after) in ("Cc", "Zl", "Zp"):
        return True
    if _extends(after) or (_hangul(before), _hangul(after)) in HANGUL:
        return False
    if before == JOINER and is_pictured(after):
        return not any(is_pictured(character) for character in text[start:place])
    if _is_flag_letter(before) and _is_flag_letter(after):
        return (place - start) % 2 == 0
    return True


def _extends(character: str) -> bool:
    tone = 0x1F3FB <= ord(character) <= 0x1F3FF
    tag = 0xE0020 <= ord(character) <= 0xE007F
    return tone or tag or character in (JOINER, "\u200c") or unicodedata.category(character) in ("Mn", "Me", "Mc")


def _is_flag_letter(character: str) -> bool:
    return 0x1F1E6 <= ord(character) <= 0x1F1FF


def _hangul(character: str) -> str:
    """L, V or T for a letter of a syllable; LV or LVT for a syllable without, or with, its last consonant."""
    code = ord(character)
    if 0x1100 <= code <= 0x115F:
        return "L"
    if 0x1160 <= code <= 0x11A7:
        return "V"
    if 0x11A8 <= code <= 0x11FF:
        return "T"
    if 0xAC00 <= code <= 0xD7A3:
        return "LV" if (code - 0xAC00) % 28 == 0 else "LVT"
    return ""


HANGUL = frozenset((
    ("L", "L"), ("L", "V"), ("L", "LV"), ("L", "LVT"), ("LV", "V"), ("LV", "T"), ("V", "V"), ("V", "T"), ("LVT", "T"),
    ("T", "T"),
))  # fmt: skip
