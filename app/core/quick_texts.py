"""Ready sentences of the trade, per nature of crisis: data, inserted in the quick line and completed by hand."""

import re
from dataclasses import dataclass
from functools import cache

import msgspec

from app.core import resources
from app.core.entries import LONGEST_SUBJECT
from app.core.errors import Refused
from app.core.plain_text import clean
from app.core.quick_words import is_mark
from app.core.registers.crisis import NATURES

COMMON = "common"
BLANK = "…"
MARK = re.compile(r"(?<![^ ])(?:[#!][^ ]+|\[[^ ]+\])")
MOST = 20  # of one nature: more would no longer be found at a glance


@dataclass(frozen=True, slots=True)
class QuickText:
    """A sentence to complete. `nature` is that of the crisis it is made for, or `common`."""

    text: str
    nature: str

    @property
    def blanks(self) -> tuple[int, ...]:
        """Where each `…` to be replaced stands."""
        return tuple(place for place, character in enumerate(self.text) if character == BLANK)


def texts(nature: str) -> tuple[QuickText, ...]:
    """Those of that nature, then the common ones."""
    shipped = _shipped()
    return tuple(QuickText(text, key) for key in dict.fromkeys((nature, COMMON)) for text in shipped.get(key, ()))


def read(data: bytes) -> dict[str, tuple[str, ...]]:
    """The texts out of their JSON. Refuses a nature that is unknown or missing, a sentence given twice, one that would
    not stand as it is in a line, and a mark that the quick line would not understand."""
    try:
        found = msgspec.json.decode(data, type=dict[str, tuple[str, ...]])
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise Refused(f"Textes rapides illisibles : {error}.", "quick_texts") from error
    expected = {COMMON, *NATURES}
    if set(found) != expected:
        odd = ", ".join(sorted(set(found) ^ expected))
        raise Refused(f"Textes rapides : natures manquantes ou inconnues ({odd}).", "quick_texts")
    for nature, sentences in found.items():
        if not 0 < len(sentences) <= MOST or len(set(sentences)) != len(sentences):
            raise Refused(f"Textes rapides, {nature} : de 1 à {MOST} phrases, toutes différentes.", "quick_texts")
        for sentence in sentences:
            _check(sentence)
    return found


@cache
def _shipped() -> dict[str, tuple[str, ...]]:
    return read(resources.path("quick_texts.json").read_bytes())


def _check(sentence: str) -> None:
    if not sentence or clean(sentence, "quick_texts", LONGEST_SUBJECT) != sentence or ">" in sentence:
        raise Refused(f"Texte rapide refusé : « {sentence} ».", "quick_texts")
    for mark in MARK.findall(sentence):
        if not is_mark(mark):
            raise Refused(f"Texte rapide « {sentence} » : la marque « {mark} » n'est pas comprise.", "quick_texts")
