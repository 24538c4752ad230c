"""Contents of files between workstations: given to those who read their space, taken when that space names them."""

import re
import threading
from hashlib import sha256

from app.core.attachments import MOST_IN_SPACE
from app.core.entries import LARGEST_FILE
from app.core.errors import Unavailable
from app.core.store import blobs, relaying
from app.core.store.store import Store
from app.sync.protocol import Given, Inventory, Missing

NAME = re.compile("[0-9a-f]{64}")
MOST_BEGUN = 8  # contents on their way at once: they wait in memory, where nothing of them is in clear on the disk


class Begun:
    """The contents that come piece by piece. What is not finished when the relay stops is sent again."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._pieces: dict[tuple[str, str, str], bytearray] = {}

    def add(self, name: tuple[str, str, str], start: int, size: int, data: bytes) -> tuple[int, bytes | None]:
        """How many bytes are held of what (device, space, hash) brings once these were added, if they follow; and the
        whole, once it is."""
        with self._lock:
            held = self._pieces.get(name, bytearray())
            if data and start == len(held) and start + len(data) <= size:
                if name not in self._pieces and len(self._pieces) >= MOST_BEGUN:
                    self._pieces.pop(next(iter(self._pieces)))
                held += data
                self._pieces[name] = held
            if len(held) < size:
                return len(held), None
            return size, bytes(self._pieces.pop(name))


def name_of(content: bytes) -> str:
    return sha256(content).hexdigest()


def is_name(hash: str) -> bool:
    return NAME.fullmatch(hash) is not None


def missing(store: Store, request: Inventory) -> Missing:
    """What is lacking here of the contents a reader of that space asks about."""
    hashes = [hash.hex() for hash in request.contents]
    with store.read() as transaction:
        named = relaying.named(transaction.connection, request.space, hashes)
        here = relaying.here(transaction.connection, request.space, hashes)
        full = blobs.weight(transaction.connection, request.space) >= MOST_IN_SPACE
    lacking = [hash for hash in request.contents if hash.hex() in named and hash.hex() not in here]
    unknown = [hash for hash in request.contents if hash.hex() not in named]
    return Missing([], unknown, lacking) if full else Missing(lacking, unknown, [])


def found(store: Store, space: str, hash: str) -> bytes | None:
    """The whole content of that hash, if it is here for that space."""
    with store.read() as transaction:
        if hash not in relaying.here(transaction.connection, space, [hash]):
            return None
        try:
            return blobs.read(transaction.connection, hash)
        except Unavailable:
            return None  # it is damaged on this disk: as if it were not here


def expected(store: Store, space: str, hash: str, size: int) -> bool:
    """Whether a content of that hash and size may come for that space."""
    if not 0 < size <= LARGEST_FILE:
        return False
    with store.read() as transaction:
        connection = transaction.connection
        fits = blobs.weight(connection, space) + size <= MOST_IN_SPACE
        return fits and bool(relaying.named(connection, space, [hash]))


def take(store: Store, space: str, content: bytes) -> bool:
    """Holds a content that is expected for that space; False when there is no room for it."""
    hash = name_of(content)
    try:
        blobs.set_down(store.database, {hash: content})
    except Unavailable:
        return False
    with store.write() as transaction:
        blobs.keep(transaction.connection, hash, content)
        blobs.hold_for(transaction.connection, space, [hash])
        transaction.touch(space, [entry for entry, _ in blobs.entries_of(transaction.connection, hash)])
    return True


def add(store: Store, begun: Begun, device: str, space: str, hash: str, start: int, size: int, data: bytes) -> Given:
    """Takes one more piece of a content."""
    with store.read() as transaction:
        if hash in relaying.here(transaction.connection, space, [hash]):
            return Given(size, True)
    held, whole = begun.add((device, space, hash), start, size, data)
    if whole is None:
        return Given(held)
    if name_of(whole) != hash or not take(store, space, whole):
        return Given(0)
    return Given(size, True)
