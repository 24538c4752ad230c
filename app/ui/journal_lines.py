"""The lines of the main courante as keys, eight bytes each: where one stands, and what a change does to them.

What reads runs on the reader's thread, and gives the window arrays it has only to show.
"""

import sys
from array import array
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from operator import neg

from app.core.store.filtering import EntryFilter
from app.core.store.reading import Reading
from app.core.store.rows import EntryRow

AROUND = 60  # lines read about each place that must not go blank
WIDTH = 8  # bytes of a key

Rows = Callable[[Sequence[int]], list[EntryRow | None]]


@dataclass(frozen=True, slots=True)
class Kept:
    """What must stay where it is on the screen, by key: the line on top (None at the very top, where the newest must
    show) and the current one."""

    top: int | None = None
    current: int | None = None


@dataclass(frozen=True, slots=True)
class Sight:
    """What one reading brought: the lines, and the rows around what was on screen. `keys` is the very array that was
    shown when no line came or went."""

    wanted: EntryFilter
    keys: "array[int]"
    rows: tuple[EntryRow, ...]
    whole: bool


def look(reading: Reading, wanted: EntryFilter, limit: int | None, kept: Kept) -> Sight:
    """Read the lines `wanted`, and the rows near what is kept."""
    keys = reading.entry_keys(wanted, limit)
    return Sight(wanted, keys, rows_near(reading, keys, kept, wanted.order), limit is None or len(keys) < limit)


def look_again(
    reading: Reading,
    wanted: EntryFilter,
    records: Collection[str],
    keys: "array[int]",
    kept: Kept,
    known: Iterable[EntryRow] = (),
) -> Sight:
    """The lines `keys` after these records changed: some come or go in place, the others are not read again. Nor are
    their rows that are `known`, when each record is a line that came and bears on no other."""
    changes = reading.changes_in(wanted, records)
    if changes is None:
        return look(reading, wanted, None, kept)
    came, others = changes
    stays = kept.current if wanted.unread or wanted.away else None  # what is being read does not vanish for it
    gone = [key for key in others if key != stays]
    new = changed(keys, came, gone, wanted.order, reading.entry_rows)
    alone = len(came) == len(records) and not others and all(place_of(key, keys, wanted.order) < 0 for key in came)
    return Sight(wanted, new, rows_near(reading, new, kept, wanted.order, known if alone else ()), True)


def changed(keys: "array[int]", came: Iterable[int], gone: Iterable[int], order: str, rows: Rows) -> "array[int]":
    """The keys with those that came, each in its place, and without those that went; the same array if none did."""
    new = keys[:]
    for key in gone:
        if (place := place_of(key, new, order)) >= 0:
            del new[place]
    for key in came:
        if place_of(key, new, order) < 0:
            new.insert(place_for(key, new, order, rows), key)
    return keys if new == keys else new


def place_of(key: int | None, keys: "array[int]", order: str) -> int:
    """Where a key stands, or -1."""
    if key is None:
        return -1
    if order == "occurred":  # keys are ordered by the hour of the fact
        place = bisect_left(keys, -key, key=neg)
        return place if place < len(keys) and keys[place] == key else -1
    return _search(key.to_bytes(WIDTH, sys.byteorder, signed=True), keys.tobytes())


def place_for(key: int, keys: "array[int]", order: str, rows: Rows) -> int:
    """Where a key that is not there belongs. By the hour of typing, a few rows are read: the newest are on top."""
    if order == "occurred":
        return bisect_left(keys, -key, key=neg)

    def stands_before(place: int) -> bool:
        row = rows([keys[place]])[0]
        return row is not None and (row.recorded_at, row.key) > typed

    own = rows([key])[0]
    typed = (own.recorded_at, own.key) if own is not None else (0, 0)
    low, high, step = 0, 0, 1
    while high < len(keys) and stands_before(high):
        low, high, step = high + 1, high + step, 2 * step
    high = min(high, len(keys))
    while low < high:
        middle = (low + high) // 2
        low, high = (middle + 1, high) if stands_before(middle) else (low, middle)
    return low


def rows_near(
    reading: Reading, keys: "array[int]", kept: Kept, order: str, known: Iterable[EntryRow] = ()
) -> tuple[EntryRow, ...]:
    """The rows of the first lines, and of those about what is kept. Those that are `known` are not read again, unless
    one that is read bears the number of another."""
    wanted = dict.fromkeys(keys[:AROUND])
    for place in (place_of(kept.top, keys, order), place_of(kept.current, keys, order)):
        if place >= 0:
            wanted |= dict.fromkeys(keys[max(0, place - AROUND // 3) : place + AROUND])
    held = {row.key: row for row in known if row.key in wanted}
    read = reading.entry_rows([key for key in wanted if key not in held])
    if held and any(row is not None and row.twin for row in read):
        return rows_near(reading, keys, kept, order)
    held |= {row.key: row for row in read if row is not None}
    return tuple(held[key] for key in wanted if key in held)


def following(
    reading: Reading, wanted: EntryFilter, keys: "array[int]", line: int, step: int, but: Collection[int] = ()
) -> int | None:
    """The key of the nearest line `wanted` after `line` (`step` 1) or before it (-1), or else the first one from the
    other end; `but` leaves some out."""
    found = array("q", (key for key in reading.entry_keys(wanted, None) if key not in but))
    if not found:
        return None
    first, last = 0, len(found)
    while first < last:  # both lists are in one order
        middle = (first + last) // 2
        if place_of(found[middle], keys, wanted.order) < line + (step > 0):
            first = middle + 1
        else:
            last = middle
    return found[first % len(found)] if step > 0 else found[first - 1]


def _search(wanted: bytes, whole: bytes) -> int:
    place = whole.find(wanted)
    while place >= 0 and place % WIDTH:
        place = whole.find(wanted, place + 1)
    return place // WIDTH if place >= 0 else -1
