"""The lines of vCard files, 2.1 to 4.0, as phones and mail programs really write them: properties, card by card.

The standard and the files disagree: quoted-printable in a card that says 3.0, cards that never end, charsets that are
not the one announced. Everything that can be read is, one card at a time, and photographs are never kept.
"""

import binascii
import codecs
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from io import TextIOWrapper
from typing import BinaryIO

from app.core.errors import Refused

LONGEST_LINE = 64 * 1024  # of a physical line and of a whole value; only pictures and keys are longer
MOST_PROPERTIES, LARGEST_CARD = 2_000, 1024 * 1024
MOST_CARDS = 200_000
PICTURES = frozenset(("PHOTO", "LOGO", "SOUND", "KEY", "AGENT", "X-MS-CARDPICTURE", "X-MS-OL-DESIGN", "X-ABCROP"))
BEGINS, ENDS = (
    re.compile(r"(?:[\w-]+\.)?BEGIN\s*:\s*VCARD\s*", re.IGNORECASE),
    re.compile(r"(?:[\w-]+\.)?END\s*:\s*VCARD\s*", re.IGNORECASE),
)
NAME = re.compile(r"(?:(?P<group>[\w-]+)\.)?(?P<name>[A-Za-z][\w/-]*)\s*(?=[;:])", re.ASCII)
QUOTED = re.compile(r"[;=](?:\"?)QUOTED-PRINTABLE", re.IGNORECASE)
PARAMETER = re.compile(r';((?:"[^"]*"|[^";:])*)')
PIECES = re.compile(r'"[^"]*"|[^,]+')
ESCAPED, ESCAPED_BEFORE = re.compile(r"\\([nN;,:\\\"])"), re.compile(r"\\([;,:\\])")  # 2.1 has no \n
CARETS = {"^n": "\n", "^'": '"', "^^": "^"}  # RFC 6868
CHARSETS = frozenset(
    [
        "utf-8",
        "ascii",
        "cp1250",
        "cp1251",
        "cp1252",
        "iso8859-1",
        "iso8859-2",
        "iso8859-15",
        "koi8-r",
        "mac-roman",
        "gb2312",
        "gbk",
        "gb18030",
        "big5",
        "shift_jis",
        "euc_jp",
        "euc_kr",
        "iso2022_jp",
    ]
)


@dataclass(frozen=True, slots=True)
class Property:
    """A line of a card. `types` are in lower case, those of `TYPE=` and the bare ones of 2.1; `value` is decoded, its
    escapes still in it."""

    name: str
    group: str
    types: frozenset[str]
    parameters: Mapping[str, str]
    value: str
    before_3: bool = False

    @property
    def text(self) -> str:
        """The value as one text."""
        return self._plain(self.value)

    @property
    def parts(self) -> list[str]:
        """The components of a structured value (N, ORG, ADR)."""
        return [self._plain(part).strip() for part in _split(self.value, ";")]

    @property
    def preferred(self) -> int:
        """Its place among its like: 1 first, 101 when nothing is said."""
        said = self.parameters.get("PREF", "")
        if said.isdecimal() and len(said) < 4:
            return int(said)
        return 1 if "pref" in self.types else 101

    def _plain(self, value: str) -> str:
        known = ESCAPED_BEFORE if self.before_3 else ESCAPED
        return known.sub(lambda found: "\n" if found[1] in "nN" else found[1], value)


@dataclass(frozen=True, slots=True)
class Card:
    """The properties of a card, in order; `broken` says in French what of it could not be read."""

    number: int
    properties: tuple[Property, ...]
    broken: tuple[str, ...] = ()


@dataclass(slots=True)
class _Open:
    """A card being read: its logical lines, the last one still growing."""

    lines: list[str] = field(default_factory=list)
    size: int = 0
    junk: int = 0
    cut: bool = False
    skipping: bool = False  # the value of a picture
    nested: int = 0


def cards(file: BinaryIO) -> Iterator[Card]:
    """The cards of a file, one at a time. Raises Refused when there are too many."""
    number, opened, soft = 0, None, False
    for line in _physical(file):
        if soft and opened and not ENDS.fullmatch(line) and not BEGINS.fullmatch(line):
            soft = _goes_on(opened, line)
            continue
        soft = False
        if BEGINS.fullmatch(line):
            if opened and opened.skipping and opened.lines and opened.lines[-1].upper().startswith("AGENT"):
                opened.nested += 1
                continue
            if opened:
                yield _card(number, opened, closed=False)
            opened, number = _Open(), number + 1
            if number > MOST_CARDS:
                raise Refused(f"Ce fichier a plus de {MOST_CARDS} cartes : partagez-le en plusieurs.", "file")
        elif opened is None:
            continue
        elif ENDS.fullmatch(line):
            if opened.nested:
                opened.nested -= 1
                continue
            yield _card(number, opened, closed=True)
            opened = None
        elif not opened.nested:
            soft = _take(opened, line)
    if opened:
        yield _card(number, opened, closed=False)


def _take(opened: _Open, line: str) -> bool:
    """One more physical line of a card. True when a quoted-printable value goes on with the next."""
    if line[:1] in (" ", "\t") and opened.lines:
        if not opened.skipping:
            _grow(opened, line[1:])
        return False
    if not line.strip():
        return False
    found = NAME.match(line)
    if not found:
        opened.junk += not opened.skipping  # the lines of a picture are not always indented
        return False
    opened.skipping = found["name"].upper() in PICTURES
    kept = f"{found[0]}:" if opened.skipping else line
    opened.size += len(kept)
    if len(opened.lines) >= MOST_PROPERTIES or opened.size > LARGEST_CARD:
        opened.cut, opened.skipping = True, True
        return False
    opened.cut = opened.cut or len(kept) >= LONGEST_LINE
    opened.lines.append(kept)
    return not opened.skipping and line.endswith("=") and _is_quoted(line)


def _goes_on(opened: _Open, line: str) -> bool:
    last = opened.lines[-1]
    opened.lines[-1] = last[:-1]
    _grow(opened, line)
    return line.endswith("=") and len(opened.lines[-1]) < LONGEST_LINE


def _grow(opened: _Open, more: str) -> None:
    room = min(LONGEST_LINE - len(opened.lines[-1]), LARGEST_CARD - opened.size)
    opened.cut = opened.cut or len(more) > room
    opened.size += len(more)
    opened.lines[-1] += more[: max(room, 0)]


def _is_quoted(line: str) -> bool:
    return bool(QUOTED.search(line, 0, line.find(":")))


def _physical(file: BinaryIO) -> Iterator[str]:
    """The lines, their bytes as characters of the same numbers; what is longer than a line may be is left out."""
    start = file.read(4)
    file.seek(0)
    wide = ""
    if start[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        wide = "utf-16"
    elif start[:1] == b"\0" or start[1:2] == b"\0":
        wide = "utf-16-be" if start[:1] == b"\0" else "utf-16-le"
    elif start[:3] == codecs.BOM_UTF8:
        file.seek(3)
    reader = TextIOWrapper(file, wide or "latin-1", errors="replace", newline=None)
    rest = False
    try:
        while line := reader.readline(LONGEST_LINE):
            if not rest:
                text = line.rstrip("\n")
                yield text.encode("utf-8", "replace").decode("latin-1") if wide else text
            rest = not line.endswith("\n")
    finally:
        reader.detach()  # the file is the caller's


def _card(number: int, opened: _Open, closed: bool) -> Card:
    read = [_property(line) for line in opened.lines]
    before = any(one and one.name == "VERSION" and one.value.strip() == "2.1" for one in read)
    broken = []
    if not closed:
        broken.append("La carte n'est pas terminée : elle a pu être coupée.")
    if opened.cut:
        broken.append("Une valeur ou une liste démesurée a été coupée.")
    junk = opened.junk + read.count(None)
    if junk:
        broken.append(f"Lignes illisibles, laissées de côté : {junk}.")
    properties = (
        Property(one.name, one.group, one.types, one.parameters, one.value, before_3=before) for one in read if one
    )
    return Card(number, tuple(properties), tuple(broken))


def _property(line: str) -> Property | None:
    found = NAME.match(line)
    if found is None:
        return None
    place, types, parameters = found.end(), [], {}
    while (one := PARAMETER.match(line, place)) is not None:
        place = one.end()
        name, said, value = one[1].partition("=")
        values = [_unquoted(piece) for piece in PIECES.findall(value if said else name)]
        if said and name.strip().upper() != "TYPE":
            parameters[name.strip().upper()] = ",".join(values)
        else:
            types += [piece.strip().lower() for several in values for piece in several.split(",")]
    if line[place : place + 1] != ":":
        place = line.find(":", found.end())  # a quotation mark that is never closed
        if place < 0:
            return None
    encoding = parameters.get("ENCODING", "").lower()
    raw = line[place + 1 :].encode("latin-1")
    if encoding == "quoted-printable" or "quoted-printable" in types:
        raw = binascii.a2b_qp(raw)
    value = _decoded(raw, parameters.get("CHARSET", ""))
    return Property(found["name"].upper(), (found["group"] or "").lower(), frozenset(types), parameters, value)


def _unquoted(piece: str) -> str:
    text = _decoded(piece.strip().strip('"').encode("latin-1"), "")
    return re.sub(r"\^[n'^]", lambda found: CARETS[found[0]], text)


def _decoded(raw: bytes, charset: str) -> str:
    """The text of these bytes: by the charset they announce when that holds, else by UTF-8, else by Windows' own."""
    try:
        announced = codecs.lookup(charset.strip()).name if charset.isascii() and charset.strip() else ""
    except (LookupError, ValueError):
        announced = ""
    announced = "cp1252" if announced == "iso8859-1" else announced
    for name in (announced, "utf-8"):
        if name in CHARSETS:
            try:
                return raw.decode(name)
            except UnicodeDecodeError:
                continue
    return _cut_short(raw) or raw.decode("cp1252", "replace")


def _cut_short(raw: bytes) -> str:
    """The text of UTF-8 that lost a few bytes where a program cut it, "" when it was never UTF-8."""
    text = raw.decode("utf-8", "replace")
    read = text.replace("\ufffd", "")
    letters = sum(not one.isascii() for one in read)
    return read if len(text) - len(read) <= letters // 4 else ""


def _split(value: str, at: str) -> list[str]:
    """The parts of a value between separators that are not escaped."""
    parts, start, place = [], 0, 0
    while place < len(value):
        if value[place] == "\\":
            place += 1
        elif value[place] == at:
            parts.append(value[start:place])
            start = place + 1
        place += 1
    return [*parts, value[start:]]
