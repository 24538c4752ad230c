"""What each epoch begins with: how far every space had come, and the running hash there."""

from alembic import op
from sqlalchemy import BigInteger, Column, ForeignKey, Integer, LargeBinary

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

NUMBER = BigInteger().with_variant(Integer, "sqlite")


def upgrade() -> None:
    op.create_table(
        "epoch_starts",
        Column("epoch", NUMBER, ForeignKey("epochs.number"), primary_key=True, autoincrement=False),
        Column("space", NUMBER, ForeignKey("spaces.number"), primary_key=True, autoincrement=False),
        Column("rank", BigInteger, nullable=False),
        Column("running", LargeBinary(32), nullable=False),
    )
