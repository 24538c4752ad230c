"""The one rule for text that comes from people: plain, composed, with nothing hidden in it."""

import re
import unicodedata

from app.core.errors import Refused

LABELS = {  # how a refusal names the field
    "raw": "Ligne",
    "subject": "Objet",
    "content": "Contenu",
    "sender": "Émetteur",
    "recipients": "Destinataires",
    "place": "Lieu",
    "marking": "Mention",
    "indicator": "Indicateur",
    "unit": "Unité",
    "perimeter": "Périmètre",
    "reference": "Référence amont",
    "options": "Options considérées",
    "rationale": "Motivation",
    "sheet": "Feuille",
    "assigned": "Attribution",
    "note": "Précision",
    "settled": "Arbitrage",
    "tlp": "TLP",
    "reason": "Motif",
    "comment": "Commentaire",
    "title": "Titre",
    "lead": "Chapô",
    "body": "Corps",
    "key_messages": "Messages clés",
    "issuer": "Émetteur",
    "topic": "Thème",
    "name": "Nom",
    "family_name": "Nom",
    "given_name": "Prénom",
    "function": "Fonction",
    "service": "Service",
    "remark": "Remarque",
    "source": "Source",
    "address": "Adresse",
}
LINE_ENDS = re.compile("\r\n|\r|\u2028|\u2029")
BLANKS = re.compile("[\t\u1680\u2000-\u200a\u205f\u3000]")  # no-break spaces stay: French is written with them
TRAILING = re.compile("[ \u00a0\u202f]+$", re.MULTILINE)
KEPT = frozenset("\n \u00a0\u202f")
# Invisible although Unicode calls them letters, marks or symbols.
HIDDEN = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0e\uffa0\U000e0100-\U000e01ef]")
JOINER, EMOJI_STYLE, KEYCAP = "\u200d", "\ufe0f", "\u20e3"
NEVER_PICTURES = frozenset("`^¨´¯˙")


def clean(text: str, field: str, longest: int, lines: bool = False) -> str:
    """`text` in NFC, without blanks at either end or at the end of a line; on one line unless `lines`.

    Tabs and unusual spaces become spaces. Refuses control and invisible characters (they make two texts that look
    the same differ), joiners between anything but emoji, and more than `longest` characters.
    """
    if not text.isascii() or not text.isprintable():
        text = _composed(text, field)
        if not lines:
            text = text.replace("\n", " ")
    text = TRAILING.sub("", text).strip(" \n\u00a0\u202f")
    if len(text) > longest:
        raise Refused(f"{label(field)} : {len(text)} caractères, {longest} au plus.", field)
    return text


def label(field: str) -> str:
    """The French word a refusal uses for `field`."""
    return LABELS.get(field, field)


def _composed(text: str, field: str) -> str:
    text = BLANKS.sub(" ", LINE_ENDS.sub("\n", text))
    if EMOJI_STYLE in text or JOINER in text or not text.replace("\n", " ").isprintable() or HIDDEN.search(text):
        _refuse_hidden(text, field)
    return unicodedata.normalize("NFC", text)


def without_hidden(text: str) -> str:
    """`text` on one line, without what `clean` refuses: for names that nobody here chose, and nobody could correct."""
    text = BLANKS.sub(" ", LINE_ENDS.sub("\n", text)).replace("\n", " ")
    return shown(text)[0]


def shown(text: str) -> tuple[str, int]:
    """`text` in NFC without what `clean` refuses, and how many characters that took away."""
    whole = len(text)
    while (fewer := "".join(one for place, one in enumerate(text) if _is_fine(text, place))) != text:
        text = fewer
    return unicodedata.normalize("NFC", text), whole - len(text)


def is_hidden(text: str, position: int) -> bool:
    """Whether the character there is one that `clean` refuses."""
    return LINE_ENDS.match(text, position) is None and not (BLANKS.match(text, position) or _is_fine(text, position))


def _refuse_hidden(text: str, field: str) -> None:
    for position, character in enumerate(text):
        if not _is_fine(text, position):
            raise Refused(
                f"{label(field)} : le caractère invisible U+{ord(character):04X}, {_where(text, position)}, "
                "n'est pas accepté. Effacez-le ou retapez le passage.",
                field,
            )


def _is_fine(text: str, position: int) -> bool:
    character = text[position]
    before, after = text[max(0, position - 1) : position], text[position + 1 : position + 2]
    if character == EMOJI_STYLE:
        return _pictures(before) or (before in set("0123456789#*") and after == KEYCAP)
    if character == JOINER:
        return _pictures(after) and (before == EMOJI_STYLE or _pictures(before))
    return character in KEPT or (_shows(character) and not HIDDEN.match(character))


def _shows(character: str) -> bool:
    # Unassigned here may be an emoji newer than this Python: only what hides or controls is refused.
    return unicodedata.category(character) not in ("Cc", "Cf", "Cs", "Co")


def _pictures(character: str) -> bool:
    """True of what emoji are made of: pictures, arrows, skin tones, and the few signs drawn as emoji."""
    return (
        bool(character)
        and character not in NEVER_PICTURES
        and (unicodedata.category(character) in ("So", "Sm", "Sk", "Cn") or character in "‼⁉ℹ〰〽")
    )


def _where(text: str, position: int) -> str:
    before = text[:position].split()
    return f"après « {before[-1][-20:]} »" if before and before[-1].isprintable() else "au début"
