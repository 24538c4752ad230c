"""All that the files of a store hold, decrypted page by page with its key: what somebody who had both would find."""

from collections.abc import Iterator
from pathlib import Path

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CBC

from app.core.store.engine import Database

PAGE, RESERVED, VECTOR, SALT = 4096, 80, 16, 16  # SQLCipher 4
WAL_HEADER, FRAME_HEADER = 32, 24


def words_in(database: Database) -> bytes:
    """Every byte of the database and of its write-ahead log, free pages and frames of the past included."""
    return b"".join([*_pages(database.path, database._key), *_frames(database.path, database._key)])


def _pages(path: Path, key: bytes) -> Iterator[bytes]:
    data = path.read_bytes()
    for start in range(0, len(data), PAGE):
        yield _plain(data[start : start + PAGE], key, first=start == 0)


def _frames(path: Path, key: bytes) -> Iterator[bytes]:
    log = path.with_name(path.name + "-wal")
    data = log.read_bytes() if log.exists() else b""
    for start in range(WAL_HEADER, len(data) - PAGE, FRAME_HEADER + PAGE):
        page = start + FRAME_HEADER
        first = int.from_bytes(data[start : start + 4], "big") == 1
        yield _plain(data[page : page + PAGE], key, first)


def _plain(page: bytes, key: bytes, first: bool) -> bytes:
    """The words of a page; the first begins with the salt, in clear."""
    sealed = page[SALT if first else 0 : PAGE - RESERVED]
    vector = page[PAGE - RESERVED : PAGE - RESERVED + VECTOR]
    decryptor = Cipher(AES(key), CBC(vector)).decryptor()
    return decryptor.update(sealed) + decryptor.finalize()
