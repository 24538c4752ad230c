"""Nonces of a relay: each lets one signed request through, once, and none of them means anything elsewhere."""

import hmac
from hashlib import sha256

from app.core.clock import Clock

LIFETIME = 120_000  # ms
RANDOM, TIME, SEAL = 12, 6, 14  # bytes


class Nonces:
    """Nothing is kept of those issued; those used are, until they could not be accepted anyway.

    Each begins with `bound_to`, the SHA-256 of the relay's certificate, and a caller signs no other: a relay cannot
    have a nonce of the central's, or of another relay's, signed for it.
    """

    def __init__(self, clock: Clock, bound_to: str):
        self._clock, self._bound_to = clock, bound_to
        self._key = clock.chance(32)
        self._used: dict[str, int] = {}

    def issue(self) -> str:
        claim = self._clock.chance(RANDOM) + (self._clock.steady().at + LIFETIME).to_bytes(TIME)
        return f"{self._bound_to}.{(claim + self._seal(claim)).hex()}"

    def use(self, nonce: str) -> bool:
        """Whether this nonce of ours was still good; from now on it is not."""
        bound_to, _, rest = nonce.partition(".")
        try:
            data = bytes.fromhex(rest)
        except ValueError:
            return False
        claim, seal = data[:-SEAL], data[-SEAL:]
        ours = len(data) == RANDOM + TIME + SEAL and data.hex() == rest and bound_to == self._bound_to
        if not ours or not hmac.compare_digest(seal, self._seal(claim)):
            return False
        now, expires_at = self._clock.steady().at, int.from_bytes(claim[RANDOM:])
        self._used = {one: until for one, until in self._used.items() if until >= now}
        if now > expires_at or rest in self._used:
            return False
        self._used[rest] = expires_at
        return True

    def _seal(self, claim: bytes) -> bytes:
        return hmac.new(self._key, claim, sha256).digest()[:SEAL]
