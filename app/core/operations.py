"""Operations: signed facts that are never altered, stored and carried as the bytes they were written in."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, Any

import msgspec

from app.core.keys import SigningKey, verify

VERSION = 1
SIGNED_AS = b"diapason-operation-1\n"  # no other use of a workstation's key begins like this
SALT_SIZE = 16
SIGNATURE_SIZE = 64
MOST_HEADER = 64 * 1024
MOST_BODY = 4 * 1024 * 1024
MOST_DEPTH = 32
LAST_MOMENT = 2**42 - 1  # ms: the year 2109; a row key holds it and leaves room above for those that collide

Hex32 = Annotated[str, msgspec.Meta(min_length=64, max_length=64)]
Named = Annotated[str, msgspec.Meta(max_length=64)]  # an id, or empty


class Malformed(ValueError):
    """Bytes that are not an operation. Nothing of them is kept."""


class Header(msgspec.Struct, frozen=True, gc=False, forbid_unknown_fields=True):
    """What a fold needs to stay right even without the body.

    `space` and `record` are empty in the operation that begins one: its own id is then their name.
    `touches` names the fields written and, for each, the operations whose values were seen and are replaced.
    `clock` is the hybrid logical clock, `at` the wall clock (ms since 1970 UTC): a claim of the author.
    `grant` is the operation that gave the author the role acted under. `body` is SHA-256(salt ‖ body).
    """

    v: int
    kind: Annotated[str, msgspec.Meta(min_length=1, max_length=64)]
    record: Named
    space: Named
    device: Hex32
    incarnation: Annotated[str, msgspec.Meta(min_length=16, max_length=16)]
    seq: Annotated[int, msgspec.Meta(ge=1, lt=2**53)]
    prev: Named
    clock: Annotated[int, msgspec.Meta(ge=0, lt=2**62)]
    at: Annotated[int, msgspec.Meta(ge=0, lt=LAST_MOMENT)]
    grant: Named
    touches: dict[str, list[Hex32]]
    body: Hex32


Chain = tuple[str, str, str]
"""(device, incarnation, space): one unbroken numbering of operations."""


@dataclass(frozen=True)
class Operation:
    """One operation as its author wrote it. `body` is None when only the header is held (erased)."""

    id: str
    header: Header
    header_bytes: bytes
    salt: bytes
    body_bytes: bytes | None
    signature: bytes

    @property
    def space(self) -> str:
        return self.header.space or self.id

    @property
    def record(self) -> str:
        return self.header.record or self.id

    @property
    def chain(self) -> Chain:
        return (self.header.device, self.header.incarnation, self.space)

    @cached_property
    def body(self) -> Any:
        """The body as plain values (dict, list, str, int…), or None when it is not held."""
        return None if self.body_bytes is None else msgspec.json.decode(self.body_bytes)

    def signed_by_its_device(self) -> bool:
        return verify(self.header.device, self.signature, SIGNED_AS + bytes.fromhex(self.id))


class Wire(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """An operation as it travels: its bytes and nothing derived from them."""

    header: bytes
    salt: bytes
    body: bytes | None
    signature: bytes


def named(ids: Any) -> tuple[str, ...]:
    """The operations a body names by id. Raises ValueError or TypeError when it names anything else."""
    found = tuple(str(id) for id in ids)
    if any(len(id) != 64 or bytes.fromhex(id).hex() != id for id in found):
        raise ValueError("identifiant")
    return found


def to_wire(operation: Operation) -> Wire:
    return Wire(operation.header_bytes, operation.salt, operation.body_bytes, operation.signature)


_decode_header = msgspec.json.Decoder(Header).decode
_encode = msgspec.json.Encoder().encode


def read(wire: Wire) -> Operation:
    """The operation those bytes are, its id and body hash recomputed. Its signature is left to the caller.

    Raises Malformed.
    """
    if len(wire.header) > MOST_HEADER or len(wire.salt) != SALT_SIZE or len(wire.signature) != SIGNATURE_SIZE:
        raise Malformed("taille")
    try:
        header = _decode_header(wire.header)
        if header.v != VERSION:
            raise Malformed(f"version {header.v}")
        if _encode(header) != wire.header:
            check_strict(wire.header)
        _check_hex(header)
    except (msgspec.DecodeError, ValueError, RecursionError) as error:
        raise Malformed(str(error)) from error
    if (header.seq == 1) != (not header.prev):
        raise Malformed("chaîne")
    name = hashlib.sha256(wire.header).hexdigest()
    operation = Operation(name, header, wire.header, wire.salt, wire.body, wire.signature)
    if wire.body is not None:
        operation.__dict__["body"] = _checked_body(header, wire.salt, wire.body)  # decoded once, not twice
    return operation


def _check_hex(header: Header) -> None:
    for name in (header.record, header.space, header.prev, header.grant):
        if len(name) not in (0, 64):
            raise Malformed("identifiant")
    named = "".join(id for ids in header.touches.values() for id in ids)
    own = (header.record, header.space, header.device, header.incarnation, header.prev, header.grant, header.body)
    text = "".join(own) + named
    if text != bytes.fromhex(text).hex():
        raise Malformed("identifiant")


def _checked_body(header: Header, salt: bytes, body: bytes) -> Any:
    if len(body) > MOST_BODY:
        raise Malformed("taille du corps")
    if hashlib.sha256(salt + body).hexdigest() != header.body:
        raise Malformed("empreinte du corps")
    try:
        plain = msgspec.json.decode(body)
        deep = body.count(b"{") + body.count(b"[") > MOST_DEPTH
        if deep or _encode(plain) != body:
            check_strict(body)
        return plain
    except (msgspec.DecodeError, ValueError, RecursionError) as error:
        raise Malformed(str(error)) from error


def check_strict(data: bytes) -> None:
    """Refuse what two JSON readers could read differently: a key twice, NaN, a lone surrogate, great depth.

    Called only for bytes that are not exactly what our own encoder writes. Raises Malformed.
    """

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        if len({key for key, _ in pairs}) != len(pairs):
            raise Malformed("clé répétée")
        return dict(pairs)

    def no_constant(word: str) -> Any:
        raise Malformed(word)

    plain = json.loads(data.decode(), object_pairs_hook=once, parse_constant=no_constant)
    json.dumps(plain, ensure_ascii=False).encode()  # a lone surrogate cannot be written
    _check_depth(plain, MOST_DEPTH)


def _check_depth(value: Any, left: int) -> None:
    if left == 0:
        raise Malformed("profondeur")
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for item in inner:
        _check_depth(item, left - 1)


def write(
    key: SigningKey,
    *,
    kind: str,
    body: Any,
    salt: bytes,
    incarnation: str,
    seq: int,
    prev: str,
    clock: int,
    at: int,
    space: str = "",
    record: str = "",
    grant: str = "",
    touches: Mapping[str, list[str]] | None = None,
) -> Operation:
    """A new operation, signed. `body` is whatever msgspec writes as a JSON object. Raises Malformed when too large."""
    body_bytes = _encode(body)
    if len(body_bytes) > MOST_BODY:
        raise Malformed("taille du corps")
    header = Header(
        v=VERSION,
        kind=kind,
        record=record,
        space=space,
        device=key.public,
        incarnation=incarnation,
        seq=seq,
        prev=prev,
        clock=clock,
        at=at,
        grant=grant,
        touches=dict(touches or {}),
        body=hashlib.sha256(salt + body_bytes).hexdigest(),
    )
    header_bytes = _encode(header)
    if len(header_bytes) > MOST_HEADER:
        raise Malformed("taille")
    name = hashlib.sha256(header_bytes).digest()
    signature = key.sign(SIGNED_AS + name)
    return Operation(name.hex(), header, header_bytes, salt, body_bytes, signature)
