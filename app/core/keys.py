"""Signatures, key agreement and sealing. The one door for the cryptography library."""

from typing import Annotated

import msgspec
from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CBC
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY_SIZE = 32
NONCE_SIZE = 12
BOXED_SIZE = KEY_SIZE + KEY_SIZE + 16  # a key in a box: the ephemeral public key, the key sealed


class SigningKey:
    """An Ed25519 key pair. `public` (64 hex digits) is the name its owner goes by."""

    __slots__ = ("_key", "public", "seed")

    def __init__(self, seed: bytes):
        self.seed = seed
        self._key = Ed25519PrivateKey.from_private_bytes(seed)
        self.public = self._key.public_key().public_bytes_raw().hex()

    def sign(self, message: bytes) -> bytes:
        return self._key.sign(message)

    def __repr__(self) -> str:
        return f"SigningKey({self.public})"  # the seed never reaches a log


def verify(public: str, signature: bytes, message: bytes) -> bool:
    """Whether the owner of `public` signed exactly `message`."""
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(public)).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def box_public(seed: bytes) -> str:
    """The public half (hex) of the X25519 key made from `seed`, to receive what is sealed for a workstation."""
    return X25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw().hex()


def derive(secret: bytes, salt: bytes, use: bytes) -> bytes:
    """A 32-byte key for one use, from a secret that is already a key (HKDF-SHA-256)."""
    return HKDF(SHA256(), KEY_SIZE, salt, use).derive(secret)


def box_seal(public: str, ephemeral: bytes, key: bytes, use: bytes) -> bytes | None:
    """`key` for the owner of the box `public` alone. `ephemeral` is 32 bytes of chance, used this once; nothing in the
    result tells for whom it is. None when `public` is not a key that keeps a secret."""
    pair = X25519PrivateKey.from_private_bytes(ephemeral)
    try:
        shared = pair.exchange(X25519PublicKey.from_public_bytes(bytes.fromhex(public)))
    except ValueError:  # a point of small order: everybody would know what is shared
        return None
    own = pair.public_key().public_bytes_raw()
    wrapping = derive(shared, own + bytes.fromhex(public), use)
    return own + ChaCha20Poly1305(wrapping).encrypt(bytes(NONCE_SIZE), key, None)  # a key used once: one nonce will do


def box_open(seed: bytes, boxed: bytes, use: bytes) -> bytes | None:
    """The key in a box, or None when it is not for the owner of `seed` or a byte was changed."""
    pair = X25519PrivateKey.from_private_bytes(seed)
    ephemeral, sealed = boxed[:KEY_SIZE], boxed[KEY_SIZE:]
    try:
        shared = pair.exchange(X25519PublicKey.from_public_bytes(ephemeral))
        wrapping = derive(shared, ephemeral + pair.public_key().public_bytes_raw(), use)
        return ChaCha20Poly1305(wrapping).decrypt(bytes(NONCE_SIZE), sealed, None)
    except (InvalidTag, ValueError):
        return None


class Cost(msgspec.Struct, frozen=True):
    """How slow a passphrase is made: passes, lanes, KiB of memory."""

    passes: Annotated[int, msgspec.Meta(ge=1, le=100)]
    lanes: Annotated[int, msgspec.Meta(ge=1, le=64)]
    memory: Annotated[int, msgspec.Meta(ge=8, le=1 << 21)]


USUAL = Cost(3, 4, 64 * 1024)  # RFC 9106, the second recommended option


def stretch(passphrase: str, salt: bytes, cost: Cost = USUAL) -> bytes:
    """A 32-byte key from a passphrase, slow on purpose (Argon2id)."""
    slow = Argon2id(salt=salt, length=KEY_SIZE, iterations=cost.passes, lanes=cost.lanes, memory_cost=cost.memory)
    return slow.derive(passphrase.encode())


def seal(key: bytes, nonce: bytes, secret: bytes, bound_to: bytes = b"") -> bytes:
    """`secret` encrypted and authenticated; `bound_to` must be given again to open it."""
    return nonce + ChaCha20Poly1305(key).encrypt(nonce, secret, bound_to)


def unseal(key: bytes, sealed: bytes, bound_to: bytes = b"") -> bytes | None:
    """What was sealed, or None when the key is wrong or a byte was changed."""
    try:
        return ChaCha20Poly1305(key).decrypt(sealed[:NONCE_SIZE], sealed[NONCE_SIZE:], bound_to)
    except (InvalidTag, ValueError):
        return None


def page_opened(key: bytes, vector: bytes, sealed: bytes) -> bytes:
    """What a page of the journal holds, whether or not its seal still holds: to rescue what proves itself otherwise."""
    decryptor = Cipher(AES(key), CBC(vector)).decryptor()
    return decryptor.update(sealed) + decryptor.finalize()
