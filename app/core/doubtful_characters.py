"""Characters that do not show, or show as another one: what a person must be told about a text before it is signed."""

import unicodedata
from dataclasses import dataclass

from app.core import plain_text

# Letters of other alphabets drawn as a Latin letter (Unicode's confusables, those a French text could hide).
_CYRILLIC = dict(zip("асдеһіјԛӏорԁѕгԝхуАВЕЅІЈКМНОРСТУХԌԚԜҮ", "acдehijqlopdsгwxyABESIJKMHOPCTYXGQWY", strict=True))
_GREEK = dict(zip("ανορυχκιΑΒΕΖΗΙΚΜΝΟΡΤΥΧϹϲϳ", "avopuxkiABEZHIKMNOPTYXCcj", strict=True))
_ARMENIAN = dict(zip("ոսցօհՕՍ", "nugohOU", strict=True))
LOOKALIKES = {
    character: (shown, alphabet)
    for alphabet, table in (("cyrillique", _CYRILLIC), ("grec", _GREEK), ("arménien", _ARMENIAN))
    for character, shown in table.items()
    if shown.isascii()
}
DRAWN_AS = ("<font>", "<wide>", "<narrow>")  # a letter of mathematics, or of full width
OTHER_ALPHABETS = frozenset(("be", "bg", "el", "hy", "mk", "ru", "sr", "uk"))
NAMES = {
    "\u00ad": "trait d’union conditionnel",
    "\u200b": "espace de largeur nulle",
    "\u200c": "antiliant de largeur nulle",
    "\u200d": "liant de largeur nulle",
    "\u200e": "marque de gauche à droite",
    "\u200f": "marque de droite à gauche",
    "\u202d": "sens forcé de gauche à droite",
    "\u202e": "sens forcé de droite à gauche",
    "\u2060": "gluon de mots",
    "\ufeff": "marque d’ordre des octets",
}


@dataclass(frozen=True, slots=True)
class Doubtful:
    """A character to look at, and what it is in French. `invisible` ones are refused; the others are shown."""

    position: int
    character: str
    invisible: bool
    words: str


def doubtful(text: str, language: str = "fr") -> tuple[Doubtful, ...]:
    """What in `text` does not show, or shows as another letter, in its order. A language that is written in another
    alphabet has no look-alikes."""
    if text.isascii() and text.replace("\n", " ").isprintable():
        return ()
    found = []
    for position, character in enumerate(text):
        if character.isascii() and character.isprintable():
            continue
        if plain_text.is_hidden(text, position):
            found.append(Doubtful(position, character, True, f"{named(character)}, invisible"))
        elif language[:2] not in OTHER_ALPHABETS and (shown := _shown_as(character)):
            found.append(Doubtful(position, character, False, shown))
    return tuple(found)


def named(character: str) -> str:
    """`espace de largeur nulle (U+200B)`."""
    words = NAMES.get(character, "caractère")
    return f"{words} (U+{ord(character):04X})"


def _shown_as(character: str) -> str:
    if character in LOOKALIKES:
        letter, alphabet = LOOKALIKES[character]
        return f"« {character} » {alphabet} (U+{ord(character):04X}), dessiné comme « {letter} »"
    if unicodedata.decomposition(character).startswith(DRAWN_AS):
        plain = unicodedata.normalize("NFKC", character)
        if plain.isascii() and plain.isalnum():
            return f"« {character} » (U+{ord(character):04X}), signe spécial à la place de « {plain} »"
    return ""
