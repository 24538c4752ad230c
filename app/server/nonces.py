"""Nonces: each lets one signed request through, once, whichever process issued it and whichever receives it.

A nonce is random bytes and the server's time of expiry under a key all processes share; nothing is kept of those
issued. Those used are kept in the database until they could not be accepted anyway.
"""

import hmac
from hashlib import sha256

from sqlalchemy import Connection, delete

from app.core.clock import Clock
from app.server.database import insert_new
from app.server.schema import USED_NONCES

LIFETIME = 120_000  # ms
KEPT_AFTER = 600_000  # ms: more than the clocks of two processes may differ by
RANDOM, TIME, SEAL = 12, 6, 14  # bytes


def nonce_key(seed: bytes) -> bytes:
    """The key of nonces, made from the server's seed: the same in every process."""
    return hmac.digest(seed, b"diapason-nonces-1", "sha256")


def issue(key: bytes, clock: Clock) -> str:
    """A nonce nobody was given before."""
    claim = clock.chance(RANDOM) + (clock.now() + LIFETIME).to_bytes(TIME)
    return (claim + _seal(key, claim)).hex()


def expiry(key: bytes, nonce: str) -> int | None:
    """When this nonce of ours expires, or None when we did not issue it."""
    try:
        data = bytes.fromhex(nonce)
    except ValueError:
        return None
    claim, seal = data[:-SEAL], data[-SEAL:]
    if len(data) != RANDOM + TIME + SEAL or data.hex() != nonce or not hmac.compare_digest(seal, _seal(key, claim)):
        return None
    return int.from_bytes(claim[RANDOM:])


def use(connection: Connection, key: bytes, nonce: str, now: int) -> bool:
    """Whether this nonce was still good; from the end of this transaction on, it is not."""
    expires_at = expiry(key, nonce)
    if expires_at is None or now > expires_at:
        return False
    row = {"nonce": bytes.fromhex(nonce), "expires_at": expires_at}
    used = insert_new(connection, USED_NONCES, USED_NONCES.c.nonce)
    return connection.execute(used, row).first() is not None


def forget_expired(connection: Connection, now: int) -> None:
    connection.execute(delete(USED_NONCES).where(USED_NONCES.c.expires_at < now - KEPT_AFTER))


def _seal(key: bytes, claim: bytes) -> bytes:
    return hmac.new(key, claim, sha256).digest()[:SEAL]
