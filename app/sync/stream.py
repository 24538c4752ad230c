"""The live stream as a workstation reads it: which space moved, and often what it gained."""

import base64
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from app.sync.protocol import Reply, unpack

MOST_PAGE = 1024 * 1024  # bytes, once unpacked: a page that comes along is small


@dataclass(frozen=True, slots=True)
class Told:
    """A space has reached that rank. `page`, when it came along, is the reply that brings there whoever was told last
    of its `after`."""

    space: str
    rank: int
    page: Reply | None = None


def told(lines: Iterable[bytes], files: Callable[[], None]) -> Iterator[Told]:
    """What those lines say; calls `files` when contents of files came. Words of a later version are passed over.

    Raises ValueError when a line is not what it begins like.
    """
    page = b""
    for line in lines:
        if line.startswith(b"page:"):
            page = line[5:].strip()
        elif line.startswith(b"data:"):
            space, _, rank = line[5:].strip().partition(b" ")
            yield Told(space.decode(), int(rank), _unpacked(page) if page else None)
            page = b""
        elif line.startswith(b"files:"):
            files()


def _unpacked(page: bytes) -> Reply | None:
    """The page, or None when it cannot be read: the exchange brings the same."""
    try:
        return unpack(base64.b64decode(page, validate=True), Reply, MOST_PAGE)
    except ValueError:
        return None
