"""An incremental update: what is added after the last byte of a PDF, all that stands before it left as it is."""

import re
import zlib
from collections.abc import Iterable
from decimal import Decimal
from itertools import groupby
from typing import Any

from pikepdf import Array, Dictionary, Name, Object, Pdf, PdfError, Stream, String

LAST_TABLE = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*$")
KEPT = ("/Root", "/Info", "/ID")
FILTERS = ("/Length", "/Filter", "/DecodeParms")
WIDTHS = (1, 5, 2)  # bytes of the columns of a table that is a stream


class Update:
    """Objects of `base` that are written again, and others that are added. Raises PdfError when its table cannot be
    found."""

    def __init__(self, pdf: bytes, base: Pdf):
        found = LAST_TABLE.search(pdf[-1024:])
        if found is None:
            raise PdfError("no table")
        self._base, self._start, self._table = base, len(pdf), int(found[1])
        self._stream = not pdf[self._table : self._table + 20].lstrip().startswith(b"xref")
        self._next = int(base.trailer.Size)
        self._bodies: dict[tuple[int, int], bytes] = {}
        self._known: dict[tuple[int, int], int] = {}  # of another file: the number it has here

    def replace(self, place: Object, new: Object) -> None:
        """In the place of that object of the base, an object of another file, with all that it names."""
        self._bodies[place.objgen] = self._body(new)

    def add(self, new: Object) -> bytes:
        """One more object, of another file; how it is named."""
        if new.objgen not in self._known:
            number = self._known[new.objgen] = self._number()
            self._bodies[number, 0] = self._body(new)
        return b"%d 0 R" % self._known[new.objgen]

    def add_stream(self, data: bytes) -> bytes:
        """One more stream of these bytes; how it is named."""
        number = self._number()
        self._bodies[number, 0] = _stream({}, data)
        return b"%d 0 R" % number

    def rewrite(self, place: Object, values: dict[str, bytes]) -> None:
        """A dictionary of the base again, with these values in it."""
        kept = {key: self.written(value) for key, value in place.items()} | values
        self._bodies[place.objgen] = dictionary(kept)

    def written(self, value: Any) -> bytes:
        """A value as it stands in a file; what it names keeps its number, or comes along from the other file."""
        match value:
            case Object() if value.is_indirect:
                own = value.same_owner_as(self._base.Root)
                return b"%d %d R" % value.objgen if own else self.add(value)
            case Dictionary():
                return dictionary({key: self.written(one) for key, one in value.items()})
            case Array():
                return b"[%s]" % b" ".join(map(self.written, value))
            case Name() | String():
                return value.unparse()
            case None:
                return b"null"
            case bool():
                return b"true" if value else b"false"
            case int() | Decimal():
                return format(value, "f" if isinstance(value, Decimal) else "d").encode()
        raise PdfError(type(value).__name__)

    def tail(self) -> bytes:
        """The bytes to add: the objects, then their table after that of the base."""
        kept = {key: self.written(self._base.trailer[key]) for key in KEPT if key in self._base.trailer}
        kept["/Prev"] = b"%d" % self._table
        table = self._number() if self._stream else 0
        made, places = bytearray(b"\n"), dict[tuple[int, int], int]()
        for (number, generation), body in sorted(self._bodies.items()):
            places[number, generation] = self._start + len(made)
            made += b"%d %d obj\n%s\nendobj\n" % (number, generation, body)
        start = self._start + len(made)
        kept["/Size"] = b"%d" % self._next
        if self._stream:
            places[table, 0] = start
            made += b"%d 0 obj\n%s\nendobj\n" % (table, _table_stream(places, kept))
        else:
            made += b"xref\n%strailer\n%s\n" % (_table(places), dictionary(kept))
        return bytes(made + b"startxref\n%d\n%%%%EOF\n" % start)

    def _number(self) -> int:
        self._next += 1
        return self._next - 1

    def _body(self, new: Object) -> bytes:
        if not isinstance(new, Stream):
            return self.written(new) if not new.is_indirect else self._direct(new)
        values = {key: self.written(one) for key, one in new.items() if key not in FILTERS}
        return _stream(values, new.read_bytes())

    def _direct(self, new: Object) -> bytes:
        if isinstance(new, Dictionary):
            return dictionary({key: self.written(one) for key, one in new.items()})
        return b"[%s]" % b" ".join(map(self.written, new))  # nothing else is shared by name in what we draw


def _stream(values: dict[str, bytes], data: bytes) -> bytes:
    packed = zlib.compress(data, 9)
    told = values | {"/Filter": b"/FlateDecode", "/Length": b"%d" % len(packed)}
    return b"%s\nstream\n%s\nendstream" % (dictionary(told), packed)


def dictionary(values: dict[str, bytes]) -> bytes:
    """A dictionary whose values are written already."""
    return b"<< %s >>" % b" ".join(b"%s %s" % (Name(key).unparse(), value) for key, value in sorted(values.items()))


def _runs(places: Iterable[tuple[int, int]]) -> list[list[tuple[int, int]]]:
    """The same, cut where numbers do not follow each other."""
    ordered = sorted(places)
    return [[one for _, one in run] for _, run in groupby(enumerate(ordered), lambda at: at[1][0] - at[0])]


def _table(places: dict[tuple[int, int], int]) -> bytes:
    parts = []
    for run in _runs(places):
        parts.append(b"%d %d\n" % (run[0][0], len(run)))
        parts += [b"%010d %05d n \n" % (places[one], one[1]) for one in run]
    return b"".join(parts)


def _table_stream(places: dict[tuple[int, int], int], kept: dict[str, bytes]) -> bytes:
    runs = _runs(places)
    rows = b"".join(_row(1, places[one], one[1]) for run in runs for one in run)
    index = b" ".join(b"%d %d" % (run[0][0], len(run)) for run in runs)
    widths = b" ".join(b"%d" % one for one in WIDTHS)
    return _stream(kept | {"/Type": b"/XRef", "/W": b"[%s]" % widths, "/Index": b"[%s]" % index}, rows)


def _row(*columns: int) -> bytes:
    return b"".join(column.to_bytes(width, "big") for column, width in zip(columns, WIDTHS, strict=True))
