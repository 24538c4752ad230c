"""A CSV file as French spreadsheets expect it, in which nothing is computed."""

import csv
import re
from collections.abc import Iterable, Sequence
from io import StringIO
from typing import Any

# What a spreadsheet would compute, and what it would mangle: a code that begins with 0, or that it takes for 1E05.
COMPUTED = re.compile(r"[=+\-@\t'＝＋－＠]|0\d+$|\d+[eE]\d+$")
ESCAPED = (
    "Dans le fichier CSV, un texte qui commence par = + - @ ' ou une tabulation, ou qu'un tableur prendrait pour un "
    "nombre (01001), est précédé d'une apostrophe : rien ne s'y calcule. Ôtez-la pour retrouver le texte exact."
)


def delimited(rows: Iterable[Sequence[Any]]) -> bytes:
    """The file of these rows: `;`, UTF-8 with its mark, CRLF."""
    file = StringIO(newline="")
    writer = csv.writer(file, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerows([_inert(value) if isinstance(value, str) else value for value in row] for row in rows)
    return file.getvalue().encode("utf-8-sig", "replace")


def _inert(text: str) -> str:
    return f"'{text}" if COMPUTED.match(text) else text
