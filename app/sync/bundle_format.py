"""What a bundle holds, record by record, described for others in docs/protocol.md."""

import hashlib
from collections.abc import Iterator
from typing import Annotated

import msgspec

from app.core.entries import LARGEST_FILE
from app.core.keys import SigningKey, verify
from app.core.operations import SIGNATURE_SIZE, Hex32, Wire
from app.sync.bundle_sealing import Broken, Sealing, write_record
from app.sync.protocol import MOST_OPERATIONS, ChainEnd, Checkpoint, Digest, Rank

VERSION = 1
MANIFEST_SIGNED_AS = b"diapason-bundle-1\n"
MOST_SPACES = 64
MOST_IN_SECTION, MOST_SECTION_BYTES = 50_000, 64 * 1024 * 1024
PIECE = 1024 * 1024  # bytes of a file in one record
RANKS = 100_000  # ids in one record
MOST_RANKS = 4_000_000  # of one space

Epoch = Annotated[str, msgspec.Meta(max_length=32)]


class Holding(msgspec.Struct, frozen=True, array_like=True):
    """What the exporter holds of a space: of each chain everything up to there, how far the central's log, and which
    contents of files."""

    space: Hex32
    held: list[ChainEnd]
    epoch: Epoch
    rank: Rank
    files: list[Digest]


class Manifest(msgspec.Struct, frozen=True, array_like=True):
    """What the bundle is. `head`: hash of the head it lies under; `spaces`: `service` first; `since`: it leaves out
    what an earlier bundle carried."""

    version: int
    head: Digest
    service: Hex32
    device: Hex32
    at: Annotated[int, msgspec.Meta(ge=0, lt=2**42)]
    spaces: Annotated[list[Holding], msgspec.Meta(min_length=1, max_length=MOST_SPACES)]
    since: bool

    @property
    def crises(self) -> list[str]:
        return [one.space for one in self.spaces if one.space != self.service]


class Begin(msgspec.Struct, frozen=True, array_like=True, tag="begin"):
    """The manifest as its exporter signed it, with his workstation's key."""

    manifest: bytes
    signature: Annotated[bytes, msgspec.Meta(min_length=SIGNATURE_SIZE, max_length=SIGNATURE_SIZE)]


class Section(msgspec.Struct, frozen=True, array_like=True, tag="section"):
    """The pages that follow are of that space."""

    space: Hex32


class Page(msgspec.Struct, frozen=True, array_like=True, tag="page"):
    """Operations of the section's space, each chain's in order."""

    operations: Annotated[list[Wire], msgspec.Meta(min_length=1, max_length=MOST_OPERATIONS)]


class Ranks(msgspec.Struct, frozen=True, array_like=True, tag="ranks"):
    """Ids that the central ranked from `after` + 1 on. Several follow each other; the last has its checkpoint."""

    space: Hex32
    epoch: Epoch
    after: Rank
    ids: Annotated[bytes, msgspec.Meta(max_length=32 * RANKS)]
    checkpoint: Checkpoint | None


class File(msgspec.Struct, frozen=True, array_like=True, tag="file"):
    """The pieces that follow are a content that operations of that space name. It has no name here."""

    space: Hex32
    sha256: Digest
    size: Annotated[int, msgspec.Meta(ge=1, le=LARGEST_FILE)]


class Piece(msgspec.Struct, frozen=True, array_like=True, tag="piece"):
    """The next bytes of that content."""

    data: Annotated[bytes, msgspec.Meta(min_length=1, max_length=PIECE)]


class End(msgspec.Struct, frozen=True, array_like=True, tag="end"):
    """Nothing follows: so many operations and contents came before."""

    operations: int
    files: int


Record = Begin | Section | Page | Ranks | File | Piece | End
_decode = msgspec.msgpack.Decoder(Record).decode
_decode_manifest = msgspec.msgpack.Decoder(Manifest).decode
encode = msgspec.msgpack.encode


class TooNew(ValueError):
    """It was made by a later version, in a form that this one does not know."""


def write(to: Sealing, record: Record) -> None:
    write_record(to, encode(record))


def begin(manifest: Manifest, key: SigningKey) -> Begin:
    """The first record."""
    packed = encode(manifest)
    return Begin(packed, key.sign(_signed(packed)))


def manifest_of(first: bytes, head: bytes) -> Manifest:
    """The manifest in the first record, if its exporter signed it for this very bundle. Raises Broken or TooNew."""
    record = decode(first)
    if not isinstance(record, Begin):
        raise Broken(cut=False)
    try:
        parts = msgspec.msgpack.decode(record.manifest, type=list[msgspec.Raw])
        if not parts or bytes(parts[0]) != encode(VERSION):
            raise TooNew
        manifest = _decode_manifest(record.manifest)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise Broken(cut=False) from error
    if manifest.head != head or not verify(manifest.device, record.signature, _signed(record.manifest)):
        raise Broken(cut=False)
    return manifest


def decode(data: bytes) -> Record:
    """Raises Broken for what is none of ours."""
    try:
        record: Record = _decode(data)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError, MemoryError) as error:
        raise Broken(cut=False) from error
    return record


def _signed(manifest: bytes) -> bytes:
    return MANIFEST_SIGNED_AS + hashlib.sha256(manifest).digest()


def sound(raw: Iterator[bytes]) -> Iterator[Record]:
    """The records after the first, as long as each stands where it may. Raises Broken."""
    section = ""
    operations = files = 0
    in_section = bytes_in_section = left = 0
    for data in raw:
        record = decode(data)
        match record:
            case _ if left and not isinstance(record, Piece):
                raise Broken(cut=False)  # a content has all its pieces, one after the other
            case Section(space=space):
                section, in_section, bytes_in_section = space, 0, 0
            case Page(operations=wires):
                in_section, bytes_in_section = in_section + len(wires), bytes_in_section + len(data)
                if not section or files or in_section > MOST_IN_SECTION or bytes_in_section > MOST_SECTION_BYTES:
                    raise Broken(cut=False)  # text comes before files
                operations += len(wires)
            case File(size=size):
                left, files = size, files + 1
            case Piece(data=piece):
                left -= len(piece)
                if left < 0:
                    raise Broken(cut=False)
            case End(operations=told, files=carried):
                if (told, carried) != (operations, files) or next(raw, None) is not None:
                    raise Broken(cut=False)
                yield record
                return
            case Begin():
                raise Broken(cut=False)
        yield record
    raise Broken(cut=False)  # the last block is there, and the last record is not
