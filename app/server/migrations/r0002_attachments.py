"""The contents of attached files, sealed, and the names that operations already gave them."""

import json
import re
from typing import Any

from alembic import op
from sqlalchemy import BigInteger, Column, ForeignKey, Integer, LargeBinary, String, text

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

NUMBER = BigInteger().with_variant(Integer, "sqlite")
NAMES = re.compile(r"file\.[0-9a-f]{64}")
LARGEST_FILE = 25 * 1024 * 1024


def upgrade() -> None:
    op.add_column("spaces", Column("stored", BigInteger, nullable=False, server_default="0"))
    op.create_table("named_files", *_of_a_content(), Column("size", Integer, primary_key=True, autoincrement=False))
    op.create_table(
        "contents",
        *_of_a_content(),
        Column("size", Integer, nullable=False),
        Column("carrier", String(64), nullable=False),
        Column("received_at", BigInteger, nullable=False),
    )
    op.create_table(
        "content_parts",
        *_of_a_content(),
        Column("n", Integer, primary_key=True, autoincrement=False),
        Column("sealed", LargeBinary, nullable=False),
    )
    _name_files()


def _of_a_content() -> list[Column[Any]]:
    return [
        Column("space", NUMBER, ForeignKey("spaces.number"), primary_key=True, autoincrement=False),
        Column("sha256", LargeBinary(32), primary_key=True),
    ]


def _name_files() -> None:
    """A newer workstation may have sent such operations to this server while it was older."""
    connection = op.get_bind()
    found = "position(:word in body)" if connection.dialect.name == "postgresql" else "instr(body, :word)"
    rows = connection.execute(text(f"SELECT space, body FROM operations WHERE {found} > 0"), {"word": b'"file.'})
    named = {(row.space, hash, size) for row in rows for hash, size in _named_in(bytes(row.body))}
    insert = text("INSERT INTO named_files (space, sha256, size) VALUES (:space, :sha256, :size)")
    for space, hash, size in sorted(named):
        connection.execute(insert, {"space": space, "sha256": hash, "size": size})


def _named_in(body: bytes) -> list[tuple[bytes, int]]:
    try:
        fields = json.loads(body)["fields"].items()
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return []
    found = []
    for name, value in fields:
        size = value.get("size") if isinstance(value, dict) else None
        if NAMES.fullmatch(name) and type(size) is int and 0 < size <= LARGEST_FILE:
            found.append((bytes.fromhex(name.removeprefix("file.")), size))
    return found
