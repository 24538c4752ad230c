"""Words that come from elsewhere made plain: one kind of bullet, no invisible character, no blank for show."""

import re
from dataclasses import dataclass

from app.core import plain_text

BULLET = "– "
LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"})
# A bullet at the beginning of a line: the signs people use, and those of Word's Symbol and Wingdings (U+F0xx).
_SIGNS = r"[•‣◦▪▫■□●○∙·➢➤►▶✓✔❖\uf0b7\uf0a7\uf0d8\uf076\uf0fc][ \u00a0\t]*"
_BULLET = re.compile(rf"^([ \u00a0]*)(?:{_SIGNS}|[-–—*o]\t[ ]*|[-–—*][ ]+)", re.MULTILINE)
_SPACES = re.compile(r"(?<=\S)[ ]{2,}(?=\S)")
_LINES = re.compile(r"\n{3,}")


@dataclass(frozen=True, slots=True)
class Tidied:
    """The words, and in French what was done to them that a person must know."""

    words: str
    notes: tuple[str, ...] = ()


def tidy(text: str) -> Tidied:
    """The same words, plain. No-break spaces stay: French is written with them. `clean` accepts the outcome."""
    text = plain_text.LINE_ENDS.sub("\n", text).translate(LIGATURES)
    text = _BULLET.sub(lambda found: found[1] + BULLET, text)
    text = plain_text.BLANKS.sub(" ", text)
    text, removed = plain_text.shown(text)
    text = plain_text.TRAILING.sub("", _SPACES.sub(" ", text))
    words = "caractère invisible retiré" if removed == 1 else "caractères invisibles retirés"
    return Tidied(_LINES.sub("\n\n", text).strip("\n"), (f"{removed} {words}",) if removed else ())
