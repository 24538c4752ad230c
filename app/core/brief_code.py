"""The square code of a brief, as it is printed, scanned or typed: which brief, the hash of what it says, which copy."""

import re
import unicodedata
from dataclasses import dataclass

from app.core.errors import Refused

SHORTEST, WHOLE = 12, 64  # hexadecimal digits of a fingerprint: as it is printed beside the code, and in it
LONGEST = 400  # characters that a person types, or a reader sends
REFERENCE = re.compile(r"\bPDS[ -]+([0-9A-Z]+(?:-[0-9A-Z]+)*?)[ -]+([0-9]{3,9})(?![0-9A-Z/-])")
LABEL = re.compile(r"(?:\bEXEMPLAIRE\b|\bEX\b\.?)? *(?<![0-9A-Z-])((?:[0-9A-Z]+-)?[0-9]{1,9}) */ *([0-9]{1,9}) *$")
BESIDE = re.compile(r"\bEMPREINTE\b|\bN°|[ .:;,-]")
DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"))
LOOK_ALIKE = str.maketrans({"O": "0", "I": "1", "L": "1"})  # no digit of a fingerprint is one of these letters
# What a reader that believes the keyboard is a QWERTY one types on an AZERTY one.
AZERTY = str.maketrans("&é\"'(-è_çà)!:?,QAZWqazw", "1234567890-/.MMAQWZAQWZ")
FIGURES = frozenset("&é\"'(è_çà")


@dataclass(frozen=True, slots=True)
class Code:
    """What a code says. `reference` is empty when only the hash was typed; `fingerprint` is in lower case, and may be
    only its first digits; `label` is empty on an original."""

    reference: str
    fingerprint: str
    label: str = ""


def written(reference: str, fingerprint: str, label: str = "") -> str:
    """What the code of a page says: PDS-SIG1-012, the whole hash, and 3/15 on a copy. Only signs that every reader
    knows, in capitals: the code is smaller."""
    known = "".join(sign for sign in reference.upper() if sign.isascii() and (sign.isalnum() or sign in "-./"))[:40]
    return " ".join(filter(None, (known, fingerprint.upper(), label.upper())))


def read(typed: str) -> Code:
    """What somebody scanned, or typed from a page: in capitals or not, with spaces or without, the whole hash or its
    first twelve digits. Raises Refused."""
    if len(typed) > LONGEST:
        raise Refused(f"Le code d'un point de situation ne dépasse pas {LONGEST} caractères.", "code")
    words = _in_capitals(typed)
    label = LABEL.search(words)
    rest = words[: label.start()] if label else words
    reference = REFERENCE.search(rest)
    if reference:
        rest = f"{rest[: reference.start()]} {rest[reference.end() :]}"
    digits = BESIDE.sub("", rest).translate(LOOK_ALIKE)
    if not re.fullmatch("[0-9A-F]*", digits):
        raise Refused(
            "Ce n'est pas le code d'un point de situation : lisez le code carré, ou tapez la référence et les douze"
            " signes de l'empreinte (PDS-SIG1-012 7d1e 40b9 c2a6).",
            "code",
        )
    if not SHORTEST <= len(digits) <= WHOLE:
        said = "manque" if len(digits) < SHORTEST else "est trop longue"
        raise Refused(f"L'empreinte {said} : {SHORTEST} signes au moins, {WHOLE} au plus (7d1e 40b9 c2a6).", "code")
    return Code(
        f"PDS-{reference[1]}-{reference[2]}" if reference else "",
        digits.lower(),
        f"{label[1]}/{label[2]}" if label else "",
    )


def _in_capitals(typed: str) -> str:
    """On one line, every blank a space and every dash the same."""
    composed = unicodedata.normalize("NFC", typed)
    if not any(sign.isascii() and sign.isdigit() for sign in composed) and FIGURES & {*composed}:
        composed = composed.translate(AZERTY)
    return " ".join(composed.translate(DASHES).split()).upper()
