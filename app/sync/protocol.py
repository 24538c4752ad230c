"""What workstation and server say to each other, described for others in docs/protocol.md."""

import base64
import hashlib
from typing import Annotated, Any, TypeVar

import msgspec
import zstandard

from app.core.keys import SigningKey, verify
from app.core.operations import Hex32, Named, Wire

OLDEST, VERSION = 1, 2  # of this protocol, spoken here; docs/protocol.md says what each added
MOST_OPERATIONS = 2_000  # in one request
MOST_REQUEST = 16 * 1024 * 1024  # bytes, once unpacked
MOST_REPLY = 256 * 1024 * 1024
PAGE = 5_000  # operations in one reply
PAGE_BYTES = 8 * 1024 * 1024
MOST_CHAINS = 20_000  # said to be held in one request
MOST_CONTENTS = 1_000  # asked about in one request
MOST_PIECE = 1024 * 1024  # bytes of a content in one request
CHECKPOINT_SIGNED_AS = b"diapason-checkpoint-1\n"
REQUEST_SIGNED_AS = b"diapason-request-1\n"
CODE = "DIA1-"  # how an invitation code begins
MEDIA_TYPE = "application/vnd.diapason"
CONTENT_TYPE = "application/octet-stream"  # of the content of a file
ATTACHMENTS = "/v1/attachments"

COPIED = "copie détectée"  # why an operation is refused: another stands in its place, or in its chain's

DEVICE = "Diapason-Device"
NONCE = "Diapason-Nonce"
SIGNATURE = "Diapason-Signature"
TIME = "Diapason-Time"  # the server's clock, ms since 1970 UTC
SIZE = "Diapason-Size"  # of the content of which some bytes are given
VERSIONS = "Diapason-Versions"  # the oldest and the newest version spoken: `1-2`

Digest = Annotated[bytes, msgspec.Meta(min_length=32, max_length=32)]
Rank = Annotated[int, msgspec.Meta(ge=0, lt=2**53)]


class Checkpoint(msgspec.Struct, frozen=True, array_like=True):
    """The central's signature under its log: at `rank` of this space and epoch, the running hash was `running`."""

    space: Named
    epoch: Annotated[str, msgspec.Meta(max_length=32)]
    rank: Rank
    running: Digest
    signature: Annotated[bytes, msgspec.Meta(min_length=64, max_length=64)]


class Exchange(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Here is what I hold of a space, up to (epoch, rank), and the operations you lack. `checkpoint` is the latest I
    believe: a central that finds its own signature above its log knows that it was restored."""

    space: Named
    epoch: Annotated[str, msgspec.Meta(max_length=32)]
    rank: Rank
    operations: Annotated[list[Wire], msgspec.Meta(max_length=MOST_OPERATIONS)]
    checkpoint: Checkpoint | None = None
    version: int = VERSION


class Answer(msgspec.Struct, frozen=True, array_like=True):
    """What became of an operation that was sent and is not among the ranked items of the reply.

    `verdict`: `known` (already ranked, at `rank`), `waiting` (kept: something before it is missing), `quarantined`
    (kept: its author was removed or revoked), `refused` (broken, badly signed or a fork: `reason` says which).
    """

    id: Digest
    verdict: str
    reason: str = ""
    rank: Rank = 0


class Reply(msgspec.Struct, frozen=True):
    """The operations ranked after what the caller held, in order: the first has rank `after` + 1.

    One that the caller sent in this very request is given by its id alone. `checkpoint` signs the last of them; the
    caller recomputes it. An `epoch` other than the caller's means: compare, send again what is not confirmed, delete
    nothing; `continued` is then signed for the caller's epoch: how far of that history may be in this one, the highest
    rank first (nothing: this log never had such an epoch). `copies` proves the refusals of copied chains: operations of
    theirs, wordless, that the caller does not hold. `removed` holds the operation that removed the caller, and then
    nothing else is said.
    """

    epoch: str
    after: Rank
    items: list[bytes | Wire]
    more: bool
    checkpoint: Checkpoint | None
    answers: list[Answer] = []
    removed: Wire | None = None
    continued: Annotated[list[Checkpoint], msgspec.Meta(max_length=64)] = []
    copies: list[Wire] = []


class ChainEnd(msgspec.Struct, frozen=True, array_like=True):
    """Of that chain, everything up to there is held."""

    device: Hex32
    incarnation: Annotated[str, msgspec.Meta(min_length=16, max_length=16)]
    seq: Annotated[int, msgspec.Meta(ge=0, lt=2**53)]
    id: Digest


class Ranked(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Ranks that a carrier brings: `ids` have those from `after` + 1, and the central signed the last."""

    epoch: Annotated[str, msgspec.Meta(max_length=32)]
    after: Rank
    ids: list[Digest]
    checkpoint: Checkpoint


class Peering(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Without the central: here is what I hold of a space, chain by chain, and operations you lack. (`epoch`, `rank`):
    how far I hold the central's log, so that you may give me the ranks that follow."""

    space: Named
    held: Annotated[list[ChainEnd], msgspec.Meta(max_length=MOST_CHAINS)]
    operations: Annotated[list[Wire], msgspec.Meta(max_length=MOST_OPERATIONS)] = []
    epoch: Annotated[str, msgspec.Meta(max_length=32)] = ""
    rank: Rank = 0
    version: int = VERSION


class Peered(msgspec.Struct, frozen=True):
    """What the one asked holds now, and the operations the caller lacks: each chain's part in order. `more`: ask again.
    `ranked` are ranks the caller may believe, by the central's own signature, once he holds them all."""

    held: list[ChainEnd]
    items: list[Wire]
    more: bool
    ranked: Ranked | None = None


class Spaces(msgspec.Struct, frozen=True):
    """The spaces the caller belongs to: id → rank reached. The epoch is that of the whole log."""

    epoch: str
    spaces: dict[str, int]


class Enrolment(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The first operation of a new workstation, made with an invitation. Answered by a Reply on `service`."""

    operation: Wire


class Inventory(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which of these contents, by their SHA-256, does the central lack in a space?"""

    space: Named
    contents: Annotated[list[Digest], msgspec.Meta(max_length=MOST_CONTENTS)]


class Missing(msgspec.Struct, frozen=True):
    """Of the contents asked about: those the central lacks and would take, those that no operation of the space names,
    and those it has no room left for. It has the others."""

    lacking: list[bytes] = []
    unknown: list[bytes] = []
    no_room: list[bytes] = []


class Given(msgspec.Struct, frozen=True):
    """How many bytes of a content the one asked holds from this caller, from the first; `whole`: it has them all, and
    they are what they are called."""

    held: Annotated[int, msgspec.Meta(ge=0)]
    whole: bool = False


class Heads(msgspec.Struct, frozen=True):
    """The last operation accepted of each chain of a workstation, for an administrator who revokes it."""

    last: list[str]


Message = TypeVar("Message", bound=msgspec.Struct)


class Unreadable(ValueError):
    """Bytes or words that are not what they should be. Nothing of them is kept."""


def pack(message: msgspec.Struct) -> bytes:
    return zstandard.ZstdCompressor(level=1).compress(msgspec.msgpack.encode(message))


def unpack(data: bytes, kind: type[Message], most: int = MOST_REQUEST) -> Message:
    """The message in those bytes. Raises Unreadable for whatever is not exactly one."""
    try:
        size = zstandard.frame_content_size(data)
        if not 0 <= size <= most:
            raise Unreadable("taille")
        return msgspec.msgpack.decode(zstandard.ZstdDecompressor().decompress(data, max_output_size=most), type=kind)
    except (zstandard.ZstdError, msgspec.MsgspecError, UnicodeDecodeError, RecursionError, MemoryError) as error:
        raise Unreadable(str(error)) from error


def first_running(space: str) -> bytes:
    """The running hash of an empty space."""
    return hashlib.sha256(b"diapason-log-1\n" + bytes.fromhex(space)).digest()


def next_running(running: bytes, id: bytes) -> bytes:
    return hashlib.sha256(running + id).digest()


def _checkpoint_message(space: str, epoch: str, rank: int, running: bytes) -> bytes:
    return CHECKPOINT_SIGNED_AS + f"{space}\n{epoch}\n{rank}\n".encode() + running


def sign_checkpoint(key: SigningKey, space: str, epoch: str, rank: int, running: bytes) -> Checkpoint:
    signature = key.sign(_checkpoint_message(space, epoch, rank, running))
    return Checkpoint(space, epoch, rank, running, signature)


def checkpoint_holds(checkpoint: Checkpoint, server_key: str) -> bool:
    """Whether the central itself signed this."""
    message = _checkpoint_message(checkpoint.space, checkpoint.epoch, checkpoint.rank, checkpoint.running)
    return verify(server_key, checkpoint.signature, message)


def request_message(method: str, target: str, body: bytes, nonce: str) -> bytes:
    """What a workstation signs to make one request: once only, since the server takes each nonce once.

    `target` is the path with its query, as it stands in the request line.
    """
    return REQUEST_SIGNED_AS + "\n".join((method, target, hashlib.sha256(body).hexdigest(), nonce)).encode()


def signed_headers(key: SigningKey, method: str, target: str, body: bytes, nonce: str) -> dict[str, str]:
    signature = key.sign(request_message(method, target, body, nonce))
    return {DEVICE: key.public, NONCE: nonce, SIGNATURE: signature.hex()}


def attachment_target(space: str, sha256: str) -> str:
    """Where the content of a file joined to an entry of that space is fetched."""
    return f"{ATTACHMENTS}/{space}/{sha256}"


def giving_target(space: str, sha256: str, start: int, size: int) -> str:
    """Where the bytes of a content of `size` are handed in, from byte `start` on; with no byte, it is a question."""
    return f"{attachment_target(space, sha256)}/pieces?from={start}&size={size}"


def taking_target(space: str, sha256: str, start: int, most: int) -> str:
    """Where the bytes of a content are fetched from byte `start` on, `most` of them."""
    return f"{attachment_target(space, sha256)}?from={start}&most={most}"


def invitation_code(address: str, authority: str, service: str, invitation: str, seed: bytes) -> str:
    """The code a person is given. It never travels again: the seed in it signs the new workstation's keys.

    `authority` is the SHA-256 (hex) of the certificate authority, empty for plain HTTP on this machine.
    """
    return _encode_code([1, address, *(bytes.fromhex(name) for name in (authority, service, invitation)), seed])


def read_invitation(code: str) -> tuple[str, str, str, str, bytes]:
    """(address, authority, service, invitation, seed) of a code. Raises Unreadable."""
    version, address, authority, service, invitation, seed = _decode_code(code)
    if version != 1 or len(seed) != 32:
        raise Unreadable("code d'invitation")
    return address, authority.hex(), service.hex(), invitation.hex(), seed


def _encode_code(values: list[Any]) -> str:
    packed = msgspec.msgpack.encode(values)
    check = hashlib.sha256(packed).digest()[:4]
    return CODE + base64.urlsafe_b64encode(packed + check).decode().rstrip("=")


def _decode_code(code: str) -> tuple[int, str, bytes, bytes, bytes, bytes]:
    text = "".join(code.split())
    try:
        raw = base64.urlsafe_b64decode(text.removeprefix(CODE) + "=" * (-len(text.removeprefix(CODE)) % 4))
        packed, check = raw[:-4], raw[-4:]
        if not text.startswith(CODE) or hashlib.sha256(packed).digest()[:4] != check:
            raise Unreadable("code d'invitation")
        return msgspec.msgpack.decode(packed, type=tuple[int, str, bytes, bytes, bytes, bytes])
    except (ValueError, msgspec.MsgspecError) as error:
        raise Unreadable("code d'invitation") from error
