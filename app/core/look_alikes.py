"""Letters that imitate others: a Cyrillic « о » in « Rоuen » makes a text that no search finds and no hash forgives."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from app.core.errors import Refused
from app.core.plain_text import label

# Letters and the Latin ones they are taken for, by eye, after the idea of Unicode's confusables (UTS 39); written for
# this program from the charts, with the names of `unicodedata`. What NFKC brings back to ASCII is not listed.
TWINS = {
    twin: latin
    for latin, twins in {
        "A": "АΑᎪꓮ", "B": "ВΒᏴꓐ", "C": "СϹᏟꓚⲤ", "D": "Ꭰꓓ", "E": "ЕΕᎬꓰ", "F": "Ϝꓝ", "G": "ԌᏀꓖ", "H": "НΗᎻꓧⲎ",
        "I": "ІΙӀꓲⲒ", "J": "ЈᎫꓙ", "K": "КΚᏦꓗⲔ", "L": "ᏞꓡⳐ", "M": "МΜᎷꓟⲘ", "N": "ΝꓠⲚ", "O": "ОΟՕꓳⲞ", "P": "РΡᏢꓑⲢ",
        "Q": "Ԛ", "R": "ᎡᏒꓣ", "S": "ЅՏᏚꓢ", "T": "ТΤᎢꓔⲦ", "U": "Սꓴ", "V": "ѴᏙꓦ", "W": "ԜᎳꓪ", "X": "ХΧꓫⲬ", "Y": "УҮΥꓬⲨ",
        "Z": "ΖᏃꓜ",
        "a": "аαɑ", "b": "ьЬƄᏏ", "c": "сϲᴄⲥ", "d": "ԁɗᏧ", "e": "еєҽε", "f": "ẝ", "g": "ɡց", "h": "һհᏂ", "i": "іιɩ",
        "j": "јϳ", "k": "кκᴋ", "l": "ӏⲓ", "m": "мᴍ", "n": "пηոռ", "o": "оοօᴏⲟ", "p": "рρⲣ", "q": "ԛգզ", "r": "гᴦⲅ",
        "s": "ѕꜱ", "t": "тτᴛ", "u": "υսᴜμцʋ", "v": "ѵνᴠ", "w": "ԝωաᴡѡ", "x": "хχ", "y": "уүγʏყ", "z": "ᴢ",
        "3": "ЗзӠ", "6": "б", "8": "Ȣ",
    }.items()
    for twin in twins
}  # fmt: skip
SMALL_CAPITAL = "LATIN LETTER SMALL CAPITAL "
TWINS |= {
    character: name.removeprefix(SMALL_CAPITAL).lower()
    for character in map(chr, (*range(0x250, 0x2B0), *range(0x1D00, 0x1D23), *range(0xA730, 0xA732)))
    if (name := unicodedata.name(character)).startswith(SMALL_CAPITAL) and len(name) == len(SMALL_CAPITAL) + 1
}
TO_CYRILLIC = {latin: twin for twin, latin in reversed(TWINS.items()) if "CYRILLIC" in unicodedata.name(twin)}
SCRIPTS = {  # beginning of the Unicode name: (script, French word)
    "CYRILLIC": ("cyrillic", "lettre cyrillique"),
    "GREEK": ("greek", "lettre grecque"),
    "COPTIC": ("coptic", "lettre copte"),
    "ARMENIAN": ("armenian", "lettre arménienne"),
    "CHEROKEE": ("cherokee", "lettre tchérokie"),
    "LISU": ("lisu", "lettre lisu"),
    "GEORGIAN": ("georgian", "lettre géorgienne"),
    "LATIN": ("latin", "lettre latine"),
}
DISGUISES = {  # beginning of the Unicode name: French word
    "FULLWIDTH": "caractère de pleine chasse",
    "MATHEMATICAL": "caractère mathématique",
    "DOUBLE-STRUCK": "caractère mathématique",
    "BLACK-LETTER": "caractère mathématique",
    "SCRIPT": "caractère mathématique",
    "CIRCLED": "caractère cerclé",
    "NEGATIVE": "caractère cerclé",
    "SQUARED": "caractère encadré",
    "ROMAN": "chiffre romain d’un seul signe",
    "SMALL ROMAN": "chiffre romain d’un seul signe",
    "LATIN SMALL LIGATURE": "ligature d’imprimeur",
    "SEGMENTED": "chiffre d’afficheur",
}
LONGEST_WORD = 40
LAST_LATIN = "\u024f"
WORD = re.compile(r"[^\W_]+(?:[\u0300-\u036f]+[^\W_]*)*")
SYMBOLS = frozenset("αβγδεηκνρτυχω")  # alone, they are those of a formula
UNITS = re.compile(r"μ(?:[A-Za-zΩ]|Sv|Gy|Pa|Bq|mol|rem)|[kMGmµ]?Ω|[A-Z]{2,}\d*[αβγδεω]|[ΔΣδ][A-Za-z]{1,3}|λmax")


@dataclass(frozen=True, slots=True)
class LookAlike:
    """`character` stands at `position` of the text, over `length`; `word` holds it. `name` is French: « о » (U+043E,
    lettre cyrillique). `meant` is what it is taken for, "" when it is like none."""

    position: int
    length: int
    word: str
    character: str
    name: str
    meant: str


def look_alikes(text: str) -> tuple[LookAlike, ...]:
    """The characters of the text that imitate others, in order.

    Words that mix two alphabets, disguised letters and figures (full-width, mathematical, circled…), and words wholly
    of look-alikes in a text that is not otherwise in their alphabet. Words wholly Cyrillic or Greek, units, and
    letters that imitate none (π, Ω) are themselves.
    """
    if text.isascii():
        return ()
    found = [_disguised(text, place) for place in range(len(text)) if _is_disguised(text, place)]
    sure = _sure_scripts(text)
    for match in WORD.finditer(text):
        if not match[0].isascii() and match[0] not in SYMBOLS and not UNITS.fullmatch(match[0]):
            found += _imitating(match[0], match.start(), sure)
    return tuple(sorted(found, key=lambda one: one.position))


def refuse_look_alikes(text: str, field: str) -> None:
    """Raises Refused for the first of them, naming the word, the letter and what to type."""
    found = look_alikes(text)
    if found:
        one = found[0]
        instead = f" au lieu de « {one.meant} »" if one.meant else ""
        raise Refused(
            f"{label(field)} : « {one.word} » contient {one.name}{instead}. Retapez ce mot au clavier.", field
        )


def _imitating(word: str, start: int, sure: frozenset[str]) -> Iterator[LookAlike]:
    scripts = [_script(character) for character in word]
    foreign = [one for one in scripts if one and one != "latin"]
    if not foreign:
        for place, character in enumerate(word):
            if character in TWINS:  # a phonetic letter, a small capital
                yield _look_alike(word, start + place, character, TWINS[character])
        return
    latins = scripts.count("latin")
    own = bool(sure.intersection(foreign))
    if not latins:
        hidden = all(character in TWINS or not script for character, script in zip(word, scripts, strict=True))
        if hidden and not own and "latin" in sure:
            yield from (_look_alike(word, start + place, one, TWINS.get(one, "")) for place, one in enumerate(word))
        return
    to_latin = latins >= len(foreign) or not own
    for place, (character, script) in enumerate(zip(word, scripts, strict=True)):
        if script and (script != "latin") == to_latin:
            meant = TWINS.get(character, "") if to_latin else TO_CYRILLIC.get(character, "")
            yield _look_alike(word, start + place, character, meant)


def _sure_scripts(text: str) -> frozenset[str]:
    """The alphabets the text is truly written in: some word is wholly theirs, and not made of look-alikes alone."""
    sure: set[str] = set()
    for match in WORD.finditer(text):
        scripts = {_script(character) for character in match[0]} - {""}
        if len(scripts) == 1 and any(character not in TWINS for character in match[0] if _script(character)):
            sure |= scripts
    return frozenset(sure)


def _script(character: str) -> str:
    if not character.isalpha():
        return ""
    if character in "µªº":
        return ""
    name = unicodedata.name(character, "")
    return next((script for beginning, (script, _) in SCRIPTS.items() if name.startswith(beginning)), "")


def _plain(character: str) -> str:
    """The ASCII a disguised character stands for; itself when it is not disguised. Exponents, ², №, ™ are French."""
    if character.isascii() or "WITH" in unicodedata.name(character, ""):
        return character
    kind = unicodedata.decomposition(character).partition(">")[0]
    if kind not in ("<font", "<wide", "<circle", "<square", "<compat", "<narrow") and not _is_drawn(character):
        return character
    plain = unicodedata.normalize("NFKC", character)
    if _is_drawn(character):
        plain = unicodedata.name(character).rpartition(" ")[2]
    return plain if plain.isascii() and plain.isalnum() and _is_named_disguise(character) else character


def _is_drawn(character: str) -> bool:
    """Letters in squares and circles that no normalisation brings back: 🅰."""
    return 0x1F130 <= ord(character) <= 0x1F18A and unicodedata.name(character, "").startswith(("NEGATIVE", "SQUARED"))


def _is_named_disguise(character: str) -> bool:
    return character != "ℓ" and unicodedata.name(character, "").startswith(tuple(DISGUISES))


def _is_disguised(text: str, place: int) -> bool:
    """Not a number in a circle, which begins a line, nor a letter drawn as an emoji: 🅿️."""
    character = text[place]
    if character <= LAST_LATIN or unicodedata.category(character) == "No" or text[place + 1 : place + 2] == "\ufe0f":
        return False
    return _plain(character) != character


def _disguised(text: str, place: int) -> LookAlike:
    character = text[place]
    before = text[max(0, place - LONGEST_WORD) : place].rpartition(" ")[2].split()
    after = text[place + 1 : place + LONGEST_WORD].split()
    joined = after[0] if after and not text[place + 1].isspace() else ""
    word = (before[-1] if before and not text[place - 1].isspace() else "") + character + joined
    return _look_alike(word, place, character, _plain(character))


def _look_alike(word: str, position: int, character: str, meant: str) -> LookAlike:
    unicode_name = unicodedata.name(character, "")
    kinds = (*((beginning, said) for beginning, (_, said) in SCRIPTS.items()), *DISGUISES.items())
    # The longest beginning first: a ligature is Latin too.
    fitting = sorted((one for one in kinds if unicode_name.startswith(one[0])), key=lambda one: -len(one[0]))
    said = fitting[0][1] if fitting else "caractère d’un autre alphabet"
    name = f"« {character} » (U+{ord(character):04X}, {said})"
    return LookAlike(position, len(character), word, character, name, meant)
