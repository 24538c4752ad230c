"""How a bundle is sealed: who can open it, and its bytes in blocks, so that a cut or a changed byte is always seen."""

import hashlib
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from app.core.keys import (
    BOXED_SIZE,
    KEY_SIZE,
    NONCE_SIZE,
    box_open,
    box_public,
    box_seal,
    derive,
    seal,
    stretch,
    unseal,
)

MAGIC = b"diapason-bundle-1\n"
FOR_WORKSTATION = b"diapason-bundle-1 workstation"
FOR_PASSPHRASE = b"diapason-bundle-1 passphrase"
FOR_CONTENT = b"diapason-bundle-1 content"
BLOCK = 64 * 1024  # bytes sealed at once
LENGTH, SALT, TAG = 4, 16, 16  # bytes; the first, before each record
MOST_RECORD = 16 * 1024 * 1024
SLOT_SIZE = SALT + KEY_SIZE + TAG  # of a passphrase
MOST_BOXES = 4_096
BOXES_AT_ONCE = 8  # boxes are made up to a multiple of it: how many can open it is not told to the unit

Chance = Callable[[int], bytes]


class NotABundle(ValueError):
    """Bytes that do not begin as a bundle does."""


class NotForUs(ValueError):
    """Nobody who could open it is here: no box of ours, or not that passphrase."""


class PassphraseWanted(NotForUs):
    """It opens with a passphrase, and none was given."""


class Broken(ValueError):
    """What follows cannot be read. `cut`: the file ends before its end; else some byte was changed."""

    def __init__(self, cut: bool):
        super().__init__("cut" if cut else "changed")
        self.cut = cut


@dataclass(frozen=True, slots=True)
class Opened:
    """The key of what follows, and the hash of the head: what is inside repeats it."""

    key: bytes
    head: bytes


def write_head(to: BinaryIO, boxes: Sequence[str], passphrase: str, chance: Chance) -> Opened:
    """Writes who can open it: the owners of these box keys, and whoever knows the passphrase (empty: nobody)."""
    key = chance(KEY_SIZE)
    slot = _slot(passphrase, key, chance) if passphrase else b""
    boxed = [one for public in boxes if (one := box_seal(public, chance(KEY_SIZE), key, FOR_WORKSTATION))]
    while len(boxed) % BOXES_AT_ONCE:
        nobody = box_public(chance(KEY_SIZE))
        boxed.append(box_seal(nobody, chance(KEY_SIZE), key, FOR_WORKSTATION) or chance(BOXED_SIZE))
    if len(boxed) > MOST_BOXES:
        raise ValueError("too many workstations for one bundle")
    boxed.sort()  # by chance: their order tells nothing either
    head = b"".join((MAGIC, bytes([len(slot) // SLOT_SIZE]), slot, len(boxed).to_bytes(2), *boxed))
    to.write(head)
    return _opened(key, head)


def read_head(source: BinaryIO, box_seed: bytes, passphrase: str) -> Opened:
    """Opens a bundle. Raises NotABundle, Broken or NotForUs."""
    if source.read(len(MAGIC)) != MAGIC:
        raise NotABundle
    head = bytearray(MAGIC)

    def take(size: int) -> bytes:
        data = source.read(size)
        if len(data) != size:
            raise Broken(cut=True)
        head.extend(data)
        return data

    slots = take(1)[0]
    if slots > 1:
        raise NotABundle
    slot = take(SLOT_SIZE * slots)
    count = int.from_bytes(take(2))
    if count > MOST_BOXES:
        raise NotABundle
    boxes = [take(BOXED_SIZE) for _ in range(count)]
    key = next((key for one in boxes if (key := box_open(box_seed, one, FOR_WORKSTATION))), None)
    if key is None and slot:
        if not passphrase:
            raise PassphraseWanted
        key = unseal(stretch(_normal(passphrase), slot[:SALT]), bytes(NONCE_SIZE) + slot[SALT:], FOR_PASSPHRASE)
    if key is None:
        raise NotForUs
    return _opened(key, bytes(head))


class Sealing:
    """Seals what is written to it, whatever its length: memory holds one block. Without `close` it reads as cut."""

    def __init__(self, to: BinaryIO, key: bytes):
        self._to, self._key = to, key
        self._left, self._count = bytearray(), 0

    def write(self, data: bytes) -> None:
        self._left += data
        while len(self._left) > BLOCK:  # a full block is kept back: it may be the last
            self._seal(bytes(self._left[:BLOCK]), last=False)
            del self._left[:BLOCK]

    def close(self) -> None:
        self._seal(bytes(self._left), last=True)

    def _seal(self, block: bytes, last: bool) -> None:
        self._to.write(seal(self._key, _nonce(self._count, last), block, MAGIC)[NONCE_SIZE:])
        self._count += 1


class Unsealing:
    """Gives back what was sealed, from the first byte on, and nothing that is not what was written there. `taken`: how
    many bytes of the file were looked at."""

    def __init__(self, source: BinaryIO, key: bytes):
        self._source, self._key = source, key
        self._next = source.read(BLOCK + TAG)
        self._held, self._count, self._ended = bytearray(), 0, False
        self.taken = len(self._next)

    def read(self, size: int) -> bytes:
        """Exactly so many bytes; fewer at the end only. Raises Broken."""
        while len(self._held) < size and not self._ended:
            self._held += self._block()
        data = bytes(self._held[:size])
        del self._held[:size]
        return data

    def _block(self) -> bytes:
        block, self._next = self._next, self._source.read(BLOCK + TAG)
        if not block:  # the one before was not the last
            raise Broken(cut=True)
        self.taken += len(self._next)
        opened = None
        if not self._next:
            opened = unseal(self._key, _nonce(self._count, True) + block, MAGIC)
            self._ended = opened is not None
        if opened is None:
            opened = unseal(self._key, _nonce(self._count, False) + block, MAGIC)
        if opened is None:
            raise Broken(cut=len(block) < BLOCK + TAG)
        self._count += 1
        return opened


def write_record(to: Sealing, record: bytes) -> None:
    if len(record) > MOST_RECORD:
        raise ValueError("record")
    to.write(len(record).to_bytes(LENGTH) + record)


def records(source: BinaryIO, opened: Opened, told: Callable[[int], None] = lambda _: None) -> Iterator[bytes]:
    """The records, each only if it is whole and as it was written. `told`: how many bytes of the file were looked at.
    Raises Broken after the last that is sound."""
    unsealing = Unsealing(source, opened.key)
    while length := unsealing.read(LENGTH):
        size = int.from_bytes(length)
        if len(length) < LENGTH or size > MOST_RECORD:  # no room is made for what is only announced
            raise Broken(cut=False)
        record = unsealing.read(size)
        if len(record) < size:
            raise Broken(cut=False)
        told(unsealing.taken)
        yield record


def _nonce(count: int, last: bool) -> bytes:
    return count.to_bytes(NONCE_SIZE - 1) + bytes([last])


def _slot(passphrase: str, key: bytes, chance: Chance) -> bytes:
    salt = chance(SALT)
    return salt + seal(stretch(_normal(passphrase), salt), bytes(NONCE_SIZE), key, FOR_PASSPHRASE)[NONCE_SIZE:]


def _normal(passphrase: str) -> str:
    return unicodedata.normalize("NFC", passphrase)


def _opened(key: bytes, head: bytes) -> Opened:
    """The head is part of the key: no box of it can be changed or taken away without breaking all that follows."""
    digest = hashlib.sha256(head).digest()
    return Opened(derive(key, digest, FOR_CONTENT), digest)
