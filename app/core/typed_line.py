"""A typed line being read: its two halves, what was taken out of them, and what is left; no word is ever lost."""

import re
from collections.abc import Callable
from typing import TypeVar

from app.core.entries import LONGEST_SUBJECT

LONGEST_HEAD = LONGEST_SUBJECT  # a `>` further on is a sign of the text, not ours
SEPARATOR = re.compile(r"(?<![-=<>])>(?=\s|$|[^\W\d_])")
SPACES = re.compile(" +")
# Only the ordinary space parts words: a no-break space belongs to the word it is in.
WORD = re.compile("[^ ]+")

Meaning = TypeVar("Meaning")


class TypedLine:
    """`head` is what stands before `>`, `text` after it; without `>` all is text. `parts` holds the words taken, each
    once: (field, words)."""

    def __init__(self, raw: str):
        line = SPACES.sub(" ", raw)
        separator = separation(line)
        self.separated = separator is not None
        self.head = line[: separator.start()].strip(" ") if separator else ""
        self.text = line[separator.end() :].strip(" ") if separator else line
        self.parts: list[tuple[str, str]] = []

    def take(self, field: str, pattern: re.Pattern[str], meaning: Callable[[str], Meaning | None]) -> Meaning | None:
        """The meaning of the first match that has one, before `>` or else after it; it leaves the line."""
        value = self.take_before(field, pattern, meaning)
        if value is None and self.separated:
            value, self.text = self._take(field, self.text, pattern, meaning)
        return value

    def take_before(
        self, field: str, pattern: re.Pattern[str], meaning: Callable[[str], Meaning | None]
    ) -> Meaning | None:
        """The same, before `>` only: after it, an hour or a means of communication is part of the story."""
        value, self.head = self._take(field, self.head, pattern, meaning)
        return value

    def rest(self, field: str, words: str) -> str:
        """`words` as they are, accounted for in `field`."""
        if words:
            self.parts.append((field, words))
        return words

    def _take(
        self, field: str, rest: str, pattern: re.Pattern[str], meaning: Callable[[str], Meaning | None]
    ) -> tuple[Meaning | None, str]:
        for match in pattern.finditer(rest):
            value = meaning(match[0])
            if value is not None:
                self.parts.append((field, match[0]))
                left = (rest[: match.start()].rstrip(" "), rest[match.end() :].lstrip(" "))
                return value, " ".join(half for half in left if half)
        return None, rest


def separation(line: str) -> re.Match[str] | None:
    """The `>` that parts a line, when it has one."""
    found = SEPARATOR.search(line)
    return found if found and found.start() <= LONGEST_HEAD else None
