"""The contents of attached files that come piece by piece: how far each workstation that hands one in has come."""

from typing import Any

from alembic import op
from sqlalchemy import BigInteger, Column, ForeignKey, Integer, LargeBinary, String

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

NUMBER = BigInteger().with_variant(Integer, "sqlite")


def upgrade() -> None:
    op.create_table(
        "begun_contents",
        *_of_a_sender(),
        Column("size", Integer, nullable=False),
        Column("held", Integer, nullable=False),
        Column("moved_at", BigInteger, nullable=False, index=True),
    )
    op.create_table(
        "begun_parts",
        *_of_a_sender(),
        Column("n", Integer, primary_key=True, autoincrement=False),
        Column("sealed", LargeBinary, nullable=False),
    )


def _of_a_sender() -> list[Column[Any]]:
    return [
        Column("space", NUMBER, ForeignKey("spaces.number"), primary_key=True, autoincrement=False),
        Column("sha256", LargeBinary(32), primary_key=True),
        Column("carrier", String(64), primary_key=True),
    ]
