"""The records of a large JSON file, one at a time: memory is that of the largest of them.

`ijson` keeps the path of every level it is in: a file of brackets alone makes it take all the memory there is.
"""

import codecs
import json
from collections.abc import Collection, Iterator
from typing import Any, BinaryIO

from app.core.errors import Refused

CHUNK = 256 * 1024
LARGEST = 16 * 1024 * 1024  # characters of a record, and of anything else that is skipped on the way
MARGIN = 16  # characters: an error this near to the end of what was read is only that more is to come
BLANKS = " \t\r\n"
VAST = "Une fiche de ce fichier est démesurée : il peut être piégé. Rien n'a été importé."
# Numbers stay words: a directory computes nothing, and a number of a million digits would cost minutes.
DECODER = json.JSONDecoder(parse_int=str, parse_float=str)


class Broken(ValueError):
    """The file is no JSON from there on."""


class Window:
    """The part of the file that is being read."""

    def __init__(self, file: BinaryIO):
        file.seek(0)
        self._file = file
        self._letters = codecs.getincrementaldecoder("utf-8-sig")()
        self._text, self._place, self._ended = "", 0, False

    def next(self) -> str:
        """The next character that is not a blank, "" at the end. It is not passed."""
        while True:
            while self._place < len(self._text):
                if self._text[self._place] not in BLANKS:
                    return self._text[self._place]
                self._place += 1
            if not self._more():
                return ""

    def passes(self, character: str) -> bool:
        """Whether the next character is that one, which is then passed."""
        if self.next() != character:
            return False
        self._place += 1
        return True

    def value(self) -> Any:
        """The value that begins here, which is then passed. Raises Broken where there is none."""
        self.next()
        while True:
            try:
                value, end = DECODER.raw_decode(self._text, self._place)
            except json.JSONDecodeError as error:
                unfinished = error.msg.startswith("Unterminated") or error.pos >= len(self._text) - MARGIN
                if unfinished and self._more():
                    continue
                raise Broken from error
            except RecursionError as error:
                raise Broken from error
            if end == len(self._text) and self._more():
                continue  # a number may go on
            self._place = end
            return value

    def _more(self) -> bool:
        """Reads on, as much again as is held: a long record is not begun again for each part of it."""
        if self._ended:
            return False
        self._text, self._place = self._text[self._place :], 0
        if len(self._text) > LARGEST:
            raise Refused(VAST, "file")
        data = self._file.read(max(CHUNK, len(self._text)))
        self._ended = not data
        try:
            self._text += self._letters.decode(data, final=self._ended)
        except UnicodeDecodeError as error:
            raise Broken from error
        return True


def records(file: BinaryIO, lists: Collection[str]) -> Iterator[Any]:
    """The elements of the list that is the file, or that is under one of these names in its object. Raises Broken when
    there is no such list, and where it breaks; Refused where something in it is out of all proportion."""
    window = Window(file)
    if window.passes("{"):
        while True:
            name = window.value()
            if not (isinstance(name, str) and window.passes(":")):
                raise Broken
            if name in lists and window.next() == "[":
                break
            window.value()
            if not window.passes(","):
                raise Broken
    if not window.passes("["):
        raise Broken
    if window.passes("]"):
        return
    while True:
        yield window.value()
        if window.passes("]"):
            return
        if not window.passes(","):
            raise Broken
