"""What can still be read of the damaged files of a journal, page by page, whatever became of the tree they form.

Nothing is believed for having been found: an operation proves itself by its id and its signature, a content by its
hash. So a page is read even when its own seal is broken. Format: sqlite.org/fileformat2.html; pages: SQLCipher 4.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.core.keys import page_opened
from app.core.operations import Wire
from app.core.store.damage import FRAME_HEADER, PAGE, SALT, USED, VECTOR, WAL_HEADER, is_sealed, seal_key_of

LEAF = 13  # a leaf of a table with row numbers
MOST_LOCAL, LEAST_LOCAL = USED - 35, (USED - 12) * 32 // 255 - 23
MOST_PAYLOAD = 8 * 1024 * 1024
HEADER_BEGINS = b'{"v":'


@dataclass(frozen=True, slots=True)
class Row:
    """A row of some table: its values, one for each column."""

    values: tuple[Any, ...]


class Pages:
    """The pages of a journal and of its write-ahead log, the latest version of each first."""

    def __init__(self, journal: Path, key: bytes):
        self._key = key
        self._file = journal.open("rb")
        self._salt = self._file.read(SALT)
        self.count = journal.stat().st_size // PAGE
        log = journal.with_name(journal.name + "-wal")
        self._log = log.open("rb") if log.is_file() else None
        self._frames: dict[int, list[int]] = {}
        self._past: dict[int, list[int]] = {}  # of a log that was begun anew: the journal is later
        size = log.stat().st_size if self._log else 0
        salts = self._raw(self._log, 16, 8) if size else b""
        for start in range(WAL_HEADER, size - FRAME_HEADER - PAGE + 1, FRAME_HEADER + PAGE):
            head = self._raw(self._log, start, FRAME_HEADER)
            frames = self._frames if head[8:16] == salts else self._past
            frames.setdefault(int.from_bytes(head[:4], "big"), []).insert(0, start + FRAME_HEADER)

    def close(self) -> None:
        self._file.close()
        if self._log:
            self._log.close()

    def broken(self) -> int:
        """How many pages of the journal itself no longer bear the seal they were given."""
        seal_key = seal_key_of(self._key, self._salt)
        numbers = range(1, self.count + 1)
        return sum(not is_sealed(self._raw(self._file, (n - 1) * PAGE, PAGE), n, seal_key) for n in numbers)

    def rows(self) -> Iterator[Row]:
        """Every row that can be made out, of whichever table; the later version of one comes first."""
        yield from self._rows_of(self._frames)
        for number in range(1, self.count + 1):
            yield from self._rows(self._opened(self._raw(self._file, (number - 1) * PAGE, PAGE), number), number)
        yield from self._rows_of(self._past)

    def _rows_of(self, frames: Mapping[int, list[int]]) -> Iterator[Row]:
        for number, starts in frames.items():
            for start in starts:
                yield from self._rows(self._opened(self._raw(self._log, start, PAGE), number), number)

    def _rows(self, page: bytes, number: int) -> Iterator[Row]:
        start = 100 if number == 1 else 0
        if not page or page[start] != LEAF:
            return
        cells = int.from_bytes(page[start + 3 : start + 5], "big")
        for place in range(start + 8, min(start + 8 + 2 * cells, USED - 1), 2):
            cell = int.from_bytes(page[place : place + 2], "big")
            if cell < USED - 4:
                try:
                    found = self._row(page, cell)
                except (IndexError, ValueError, UnicodeDecodeError):
                    continue
                if found is not None:
                    yield found

    def _row(self, page: bytes, cell: int) -> Row | None:
        size, place = _varint(page, cell)
        _, place = _varint(page, place)
        if size > MOST_PAYLOAD:
            return None
        if size <= MOST_LOCAL:
            return _record(page[place : place + size], size)
        held = LEAST_LOCAL + (size - LEAST_LOCAL) % (USED - 4)
        held = held if held <= MOST_LOCAL else LEAST_LOCAL
        begins = page[place : place + held]
        further = int.from_bytes(page[place + held : place + held + 4], "big")
        return _record(begins + self._overflow(further, size - held), size)

    def _overflow(self, number: int, left: int) -> bytes:
        parts = []
        while left > 0 and number:
            page = self._latest(number)
            if not page:
                break
            parts.append(page[4 : 4 + min(left, USED - 4)])
            left -= len(parts[-1])
            number = int.from_bytes(page[:4], "big")
        return b"".join(parts)

    def _latest(self, number: int) -> bytes:
        for start in self._frames.get(number, ()):
            return self._opened(self._raw(self._log, start, PAGE), number)
        return self._opened(self._raw(self._file, (number - 1) * PAGE, PAGE), number)

    def _opened(self, page: bytes, number: int) -> bytes:
        if len(page) < PAGE:
            return b""
        begins = SALT if number == 1 else 0
        return bytes(begins) + page_opened(self._key, page[USED : USED + VECTOR], page[begins:USED])

    @staticmethod
    def _raw(file: Any, start: int, size: int) -> bytes:
        file.seek(start)
        return bytes(file.read(size))


def _varint(data: bytes, place: int) -> tuple[int, int]:
    value = 0
    for n in range(9):
        byte = data[place + n]
        if n == 8:
            return value << 8 | byte, place + 9
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, place + n + 1
    raise ValueError("varint")


def _record(payload: bytes, size: int) -> Row | None:
    """The values of a row, when all of it is there."""
    if len(payload) != size:
        return None
    ends, place = _varint(payload, 0)
    types = []
    while place < ends:
        one, place = _varint(payload, place)
        types.append(one)
    values: list[Any] = []
    for one in types:
        value, width = _value(one, payload, place)
        values.append(value)
        place += width
    return Row(tuple(values)) if place == size else None


def _value(kind: int, payload: bytes, place: int) -> tuple[Any, int]:
    if kind == 0:
        return None, 0
    if kind <= 6:
        width = (1, 2, 3, 4, 6, 8)[kind - 1]
        return int.from_bytes(payload[place : place + width], "big", signed=True), width
    if kind == 7:
        return None, 8  # a fraction: no table that is rescued has one
    if kind in (8, 9):
        return kind - 8, 0
    if kind < 12:
        raise ValueError("type")
    width = (kind - 12) // 2
    value = payload[place : place + width]
    return (value.decode() if kind % 2 else value), width


def operation_in(row: Row) -> tuple[Wire, int | None] | None:
    """The operation a row of the log holds, as it would travel, and the rank it had here."""
    for place, value in enumerate(row.values[:-3]):
        if isinstance(value, bytes) and value.startswith(HEADER_BEGINS):
            salt, body, signature = row.values[place + 1 : place + 4]
            if not isinstance(salt, bytes) or not isinstance(signature, bytes) or not isinstance(body, bytes | None):
                return None
            rank = row.values[place - 4] if place == 10 else None  # of the log itself, and not of what waits beside it
            return Wire(value, salt, body, signature), rank if isinstance(rank, int) else None
    return None


def part_in(row: Row) -> tuple[bytes, int, bytes] | None:
    """The part of a content a row holds: whose (SHA-256), which, and its bytes."""
    match row.values:
        case (bytes(hash), int(n), bytes(data)) if len(hash) == 32:
            return hash, n, data
    return None


def space_in(row: Row) -> tuple[str, str, int, bytes, bytes, bytes | None] | None:
    """How far a space was held: its id, epoch, rank, running hash, checkpoint, and what removed us from it."""
    match row.values:
        case (_, bytes(name), str(epoch), int(rank), bytes(running), bytes(checkpoint), removed, *_) if len(
            name
        ) == len(running) == 32 and isinstance(removed, bytes | None):
            return name.hex(), epoch, rank, running, checkpoint, removed
    return None
