"""What is marked in a text being written: blanks to fill, doubtful characters, words no dictionary knows."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from app.core.doubtful_characters import doubtful
from app.core.texts import PLACEHOLDER
from app.documents import spelling

BLANK, INVISIBLE, LOOKALIKE, FAULT = "blank", "invisible", "lookalike", "fault"
MOST = 200  # marks drawn in one field: nobody reads more, and each is drawn at every key


@dataclass(frozen=True, slots=True)
class Mark:
    """`position` and `length` count as Qt does (UTF-16); `words` are what is said of it."""

    kind: str
    position: int
    length: int
    words: str


def blanks(text: str) -> tuple[Mark, ...]:
    """The `[…]` still to be written."""
    found = PLACEHOLDER.finditer(text)
    return _counted_as_qt(text, [(BLANK, one.start(), len(one[0]), one[0]) for one in found])


def checked(text: str, language: str, own: Collection[str]) -> tuple[Mark, ...]:
    """Doubtful characters and misspelt words. Takes a while: never on the window's thread."""
    doubts = doubtful(text, language)
    marks = [(INVISIBLE if one.invisible else LOOKALIKE, one.position, len(one.character), one.words) for one in doubts]
    if language in spelling.LANGUAGES:
        cuts = {one.position for one in doubts if one.invisible}  # what they cut in two is no fault of its writer
        faults = spelling.misspelt(text, own)
        marks += [
            (FAULT, one.position, one.length, one.word)
            for one in faults
            if one.position - 1 not in cuts and one.position + one.length not in cuts
        ]
    return _counted_as_qt(text, sorted(marks, key=lambda one: one[1]))


def _counted_as_qt(text: str, marks: Sequence[tuple[str, int, int, str]]) -> tuple[Mark, ...]:
    marks = marks[:MOST]
    if text.isascii() or max(text) < "\U00010000":
        return tuple(Mark(*one) for one in marks)
    found = []
    for kind, position, length, words in marks:
        start = len(text[:position].encode("utf-16-le", "surrogatepass")) // 2
        wide = len(text[position : position + length].encode("utf-16-le", "surrogatepass")) // 2
        found.append(Mark(kind, start, wide, words))
    return tuple(found)
