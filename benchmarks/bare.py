"""SQLCipher and SQLite without the product: what it is compared with."""

from contextlib import closing
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

from app.core.store.engine import PRAGMAS


def encrypted(path: Path, key: bytes) -> Any:
    """A connection to an encrypted file, with the product's own settings."""
    connection = dbapi2.connect(str(path), isolation_level=None)
    connection.execute(f"PRAGMA key=\"x'{key.hex()}'\"")
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")
    return connection


def copied_in_clear(source: Path, key: bytes, path: Path) -> Any:
    """A connection to an unencrypted file that holds the same tables."""
    with closing(encrypted(source, key)) as connection:
        connection.execute("ATTACH DATABASE ? AS plain KEY ''", (str(path),))
        connection.execute("SELECT sqlcipher_export('plain')").fetchall()
        connection.execute("DETACH DATABASE plain")
    return dbapi2.connect(str(path), isolation_level=None)
