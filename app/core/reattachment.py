"""The code that sends workstations to a central rebuilt elsewhere: the root key of their own service signed it."""

import base64
from dataclasses import dataclass
from hashlib import sha256

import msgspec

from app.core.errors import Refused
from app.core.keys import SigningKey, verify

CODE = "DIA2-"  # how such a code begins; an invitation begins with DIA1-
SIGNED_AS = b"diapason-reattachment-1\n"
VERSION, CHECK = 1, 4
ILL_COPIED = "Ce code de rattachement est incomplet ou mal recopié."


@dataclass(frozen=True, slots=True)
class Reattachment:
    """Where the new central is and what proves it: SHA-256 (hex) of its authority, empty in clear; its own key."""

    address: str
    authority: str
    service: str
    server_key: str


def reattachment_code(root: SigningKey, to: Reattachment) -> str:
    """What every workstation of that service is given. It holds no secret."""
    parts = [VERSION, to.address, *(bytes.fromhex(name) for name in (to.authority, to.service, to.server_key))]
    packed = msgspec.msgpack.encode([*parts, root.sign(_message(to))])
    return CODE + base64.urlsafe_b64encode(packed + sha256(packed).digest()[:CHECK]).decode().rstrip("=")


def read_reattachment(code: str, service: str, root: str) -> Reattachment:
    """Where that code sends, if the root of this very service signed it. Raises Refused."""
    to, signature = _decoded(code)
    if to.service != service:
        raise Refused("Ce code de rattachement est celui d'un autre service.", "code")
    if not verify(root, signature, _message(to)):
        raise Refused("Ce code n'est pas signé par le code de secours de votre service : rien n'a été changé.", "code")
    return to


def _decoded(code: str) -> tuple[Reattachment, bytes]:
    text = "".join(code.split())
    try:
        bare = text.removeprefix(CODE)
        raw = base64.b64decode(bare + "=" * (-len(bare) % 4), b"-_", validate=True)
        packed, check = raw[:-CHECK], raw[-CHECK:]
        whole = text == CODE + base64.urlsafe_b64encode(raw).decode().rstrip("=")  # one code is written one way
        if not whole or sha256(packed).digest()[:CHECK] != check:
            raise Refused(ILL_COPIED, "code")
        kind = tuple[int, str, bytes, bytes, bytes, bytes]
        version, address, authority, service, server_key, signature = msgspec.msgpack.decode(packed, type=kind)
    except (ValueError, msgspec.MsgspecError) as error:
        raise Refused(ILL_COPIED, "code") from error
    if version != VERSION:
        raise Refused("Ce code vient d'une version plus récente : mettez ce poste à jour.", "code")
    return Reattachment(address, authority.hex(), service.hex(), server_key.hex()), signature


def _message(to: Reattachment) -> bytes:
    return SIGNED_AS + "\n".join((to.service, to.server_key, to.authority, to.address)).encode()
