"""What makes this workstation the one that was enrolled, kept sealed beside its journal: a damaged page of the journal
must not take it away."""

from pathlib import Path

import msgspec

from app.core.clock import Clock
from app.core.keys import NONCE_SIZE, seal, unseal
from app.core.whole import write_whole

FILE = "identity.sealed"
BOUND_TO = b"diapason-identity-1"
SEED_SIZE = 32


class Identity(msgspec.Struct, frozen=True):
    """The seeds of its keys, the service it belongs to, the server's address and its authority (SHA-256, hex).
    `founding` is the operation that began the service, in its parts: it names the server's key, and without it nothing
    that the server says is believed."""

    signing: bytes
    box: bytes
    service: bytes
    server: str
    authority: str
    founding: tuple[bytes, ...] = ()

    def __repr__(self) -> str:
        return "Identity(…)"  # the seeds never reach a log


def noted(identity: Identity) -> dict[str, bytes]:
    """As the journal notes it."""
    return {
        "signing_seed": identity.signing,
        "box_seed": identity.box,
        "service": identity.service,
        "server": identity.server.encode(),
        "authority_sha256": identity.authority.encode(),
    }


def keep(folder: Path, key: bytes, identity: Identity, clock: Clock) -> None:
    """Writes it beside the journal unless it is there already. Raises OSError."""
    if recall(folder, key) != identity:
        sealed = seal(key, clock.chance(NONCE_SIZE), msgspec.json.encode(identity), BOUND_TO)
        write_whole(folder / FILE, sealed)


def recall(folder: Path, key: bytes) -> Identity | None:
    """What is kept beside the journal, or None when it is missing or not as it was written."""
    try:
        opened = unseal(key, (folder / FILE).read_bytes(), BOUND_TO)
        return None if opened is None else msgspec.json.decode(opened, type=Identity)
    except (OSError, msgspec.MsgspecError):
        return None
