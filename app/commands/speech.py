"""What a command says: plain French for a person, or one JSON object per line for a script."""

import json
import sys
import unicodedata
from collections.abc import Mapping
from typing import Any

import msgspec

CONTROLS = ("Cc", "Cs", "Co")
TURNING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


class Speech:
    """Results on the standard output, everything else on the standard error."""

    def __init__(self, as_json: bool):
        self.as_json = as_json

    def say(self, values: Mapping[str, Any], words: str) -> None:
        """One result: `values` for a script, `words` for a person."""
        print(_line(values) if self.as_json else shown(words), flush=True)

    def warn(self, words: str) -> None:
        """What the person must know besides the result."""
        print(shown(words), file=sys.stderr, flush=True)


def _line(values: Mapping[str, Any]) -> str:
    try:
        return msgspec.json.encode(values).decode()
    except UnicodeEncodeError:  # the name of a file may hold bytes that are no text
        return json.dumps(values, ensure_ascii=False).encode(errors="replace").decode()


def shown(words: str) -> str:
    """Words from people as a terminal may show them: nothing in them moves the cursor or turns the line around."""
    if words.isascii() and words.replace("\n", "").isprintable():
        return words
    return "".join("\ufffd" if _acts(character) else character for character in words)


def _acts(character: str) -> bool:
    return character != "\n" and (character in TURNING or unicodedata.category(character) in CONTROLS)
