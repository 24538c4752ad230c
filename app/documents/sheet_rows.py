"""The rows of a table received as CSV, in any encoding and with any separator, or as ODS: words only, within limits."""

import codecs
import csv
from collections.abc import Iterator
from io import BytesIO, TextIOWrapper
from itertools import islice
from typing import Any, BinaryIO

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import ParseError, iterparse

from app.core.errors import Refused
from app.documents.bounded_archive import DAMAGED, BoundedArchive, attribute, local

MOST_COLUMNS, MOST_ROWS = 500, 200_000
LONGEST_CELL = 20_000
LARGEST_ODS, LARGEST_CONTENT = 32 * 1024 * 1024, 64 * 1024 * 1024  # as received, and its XML unpacked
ODS = b"application/vnd.oasis.opendocument.spreadsheet"
SEPARATORS = ";,\t|"
TRIED = 40  # rows by which a separator is judged
WIDE = "Ce tableau a plus de {} colonnes : ce n'est pas une liste de contacts, ou il est piégé. Rien n'a été importé."
LONG = "Ce tableau a plus de {} lignes : partagez-le en plusieurs fichiers. Rien n'a été importé."
UNREADABLE = "Ce tableau ne se lit pas : enregistrez-le à nouveau en CSV (UTF-8) ou en ODS. Rien n'a été importé."
NO_SHEET = "Ce classeur n'est pas un classeur ODS : enregistrez-le au format ODS ou CSV, puis importez-le."

Row = list[str]


def csv_rows(file: BinaryIO) -> Iterator[tuple[int, Row]]:
    """(line, cells) of each row that is not blank. Raises Refused where it cannot be read."""
    encoding = _encoding(file)
    file.seek(0)
    start = file.read(256 * 1024).decode(encoding, "replace")
    separator = _separator(start)
    file.seek(0)
    reader = TextIOWrapper(file, encoding, errors="replace", newline="")
    rows = csv.reader(reader, delimiter=separator, strict=False)
    try:
        for place, row in enumerate(rows):
            if place == 0 and row and row[0].lower().startswith("sep=") and len("".join(row)) < 6:
                continue  # Excel's way to name the separator
            yield from _bounded(place, rows.line_num, [_cell(cell) for cell in row])
    except csv.Error as error:
        raise Refused(UNREADABLE, "file") from error
    finally:
        reader.detach()  # the file is the caller's


def ods_rows(content: bytes) -> Iterator[tuple[int, Row]]:
    """(row, cells) of each row that is not blank, of the first sheet that has any."""
    if len(content) > LARGEST_ODS:
        raise Refused(f"Ce classeur dépasse {LARGEST_ODS // 1024 // 1024} Mo : partagez-le en plusieurs.", "file")
    archive = BoundedArchive(content)
    if not archive.read("mimetype", 200).startswith(ODS):
        raise Refused(NO_SHEET, "file")
    xml = BytesIO(archive.read("content.xml", LARGEST_CONTENT))
    number, seen, table = 0, False, None
    try:
        for event, element in iterparse(xml, ("start", "end"), forbid_dtd=True):
            name = local(element)
            if event == "start":
                table = element if name == "table" else table
                continue
            if name == "table":
                if seen:
                    return
                number = 0
            elif name == "table-row":
                cells, times = _cells(element), _times(element, "number-rows-repeated")
                for row in range(number + 1, number + 1 + (min(times, MOST_ROWS + 1) if any(cells) else 0)):
                    seen = True
                    yield from _bounded(row, row, cells)
                number += times
                element.clear()
                if table is not None and len(table) > 200:
                    table.clear()  # the rows that were read
    except DefusedXmlException as trap:
        raise Refused(f"{DAMAGED} (DTD)", "file") from trap
    except (ParseError, ValueError, LookupError, RecursionError) as error:
        raise Refused(DAMAGED, "file") from error


def _bounded(place: int, line: int, cells: Row) -> Iterator[tuple[int, Row]]:
    if len(cells) > MOST_COLUMNS:
        raise Refused(WIDE.format(MOST_COLUMNS), "file")
    if place > MOST_ROWS:
        raise Refused(LONG.format(MOST_ROWS), "file")
    if any(cells):
        yield line, cells


def _encoding(file: BinaryIO) -> str:
    """UTF-8 when all of the file is, else Windows' own; UTF-16 by its mark."""
    file.seek(0)
    start = file.read(2)
    if start in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        return "utf-16"
    file.seek(0)
    decoder = codecs.getincrementaldecoder("utf-8-sig")()
    try:
        while chunk := file.read(1024 * 1024):
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8-sig"


def _separator(start: str) -> str:
    """The one that cuts the first rows into most columns, the same number in most of them."""

    def fits(separator: str) -> tuple[int, int]:
        try:
            rows = [
                row for row in islice(csv.reader(start.splitlines(keepends=True), delimiter=separator), TRIED) if row
            ]
        except csv.Error:
            return 0, 0
        widths = [len(row) for row in rows]
        usual = max(set(widths), key=widths.count, default=1)
        return (widths.count(usual) if usual > 1 else 0), usual

    said = start.lstrip("\ufeff")[:5].lower()
    if said.startswith("sep=") and len(said) == 5:
        return said[4]
    return max(SEPARATORS, key=fits)


def _cell(text: str) -> str:
    """What was meant: without the apostrophe that keeps a spreadsheet from computing it."""
    text = text.strip()
    return text[1:] if text[:1] == "'" and text[1:2] in tuple("=+-@'0") else text[:LONGEST_CELL]


def _cells(row: Any) -> Row:
    found: Row = []
    for cell in row:
        if local(cell) in ("table-cell", "covered-table-cell"):
            text, times = _cell(_value(cell)), _times(cell, "number-columns-repeated")
            found += [text] * (min(times, MOST_COLUMNS + 1) if text else min(times, MOST_COLUMNS - len(found)))
        if len(found) > MOST_COLUMNS:
            break
    while found and not found[-1]:
        found.pop()
    return found


def _value(cell: Any) -> str:
    kind, number = attribute(cell, "value-type"), attribute(cell, "value")
    if kind == "date" and (date := attribute(cell, "date-value")):
        return date[:10]
    if kind == "float" and number.partition(".")[0].isdecimal() and set(number.partition(".")[2]) <= {"0"}:
        return number.partition(".")[0]  # 3,32E+10 on the screen, a telephone number below
    return "\n".join("".join(_words(line)) for line in cell if local(line) == "p")


def _words(element: Any) -> Iterator[str]:
    yield (element.text or "").replace("\n", " ")
    for child in element:
        match local(child):
            case "s":
                yield " " * min(_times(child, "c"), 100)
            case "tab":
                yield " "
            case "line-break":
                yield "\n"
            case "annotation":
                pass
            case _:
                yield from _words(child)
        yield (child.tail or "").replace("\n", " ")


def _times(element: Any, name: str) -> int:
    said = attribute(element, name)
    return int(said) if said.isdecimal() and said.isascii() and len(said) < 9 else 1
