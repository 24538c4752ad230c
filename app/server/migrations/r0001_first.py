"""The first tables, and the triggers that let nobody alter the log."""

from alembic import op
from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Integer,
    LargeBinary,
    SmallInteger,
    String,
    UniqueConstraint,
    text,
)

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

NEVER_ALTERED = "space, rank, id, chain, seq, control, size, running, received_at, header, salt, body, signature"
NUMBER = BigInteger().with_variant(Integer, "sqlite")

ON_SQLITE = (
    f"CREATE TRIGGER operations_not_altered BEFORE UPDATE OF {NEVER_ALTERED} ON operations "
    "BEGIN SELECT RAISE(ABORT, 'operations are only added'); END",
    "CREATE TRIGGER operations_not_deleted BEFORE DELETE ON operations "
    "BEGIN SELECT RAISE(ABORT, 'operations are only added'); END",
)
ON_POSTGRESQL = (
    "CREATE FUNCTION only_added() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION 'operations are only added'; END $$",
    f"CREATE TRIGGER operations_not_altered BEFORE UPDATE OF {NEVER_ALTERED} ON operations "
    "EXECUTE FUNCTION only_added()",
    "CREATE TRIGGER operations_not_deleted BEFORE DELETE OR TRUNCATE ON operations EXECUTE FUNCTION only_added()",
)


def _wire() -> list[Column[bytes]]:
    return [
        Column("header", LargeBinary, nullable=False),
        Column("salt", LargeBinary(16), nullable=False),
        Column("body", LargeBinary),
        Column("signature", LargeBinary(64), nullable=False),
    ]


def upgrade() -> None:
    _create_log()
    _create_what_is_aside()
    for statement in ON_POSTGRESQL if op.get_bind().dialect.name == "postgresql" else ON_SQLITE:
        op.execute(statement)


def _create_log() -> None:
    op.create_table(
        "epochs",
        Column("number", NUMBER, primary_key=True),
        Column("id", String(32), nullable=False, unique=True),
        Column("previous", String(32), nullable=False),
        Column("opened_at", BigInteger, nullable=False),
        Column("evidence", LargeBinary),
    )
    op.create_table(
        "spaces",
        Column("number", NUMBER, primary_key=True),
        Column("id", String(64), nullable=False, unique=True),
        Column("rank", BigInteger, nullable=False),
        Column("running", LargeBinary(32), nullable=False),
        Column("control", LargeBinary(32), nullable=False),
    )
    op.create_table(
        "chains",
        Column("number", NUMBER, primary_key=True),
        Column("space", NUMBER, ForeignKey("spaces.number"), nullable=False),
        Column("device", String(64), nullable=False),
        Column("incarnation", String(16), nullable=False),
        Column("seq", BigInteger, nullable=False),
        Column("head", LargeBinary(32), nullable=False),
        UniqueConstraint("device", "space", "incarnation"),
    )
    op.create_table(
        "operations",
        Column("space", NUMBER, ForeignKey("spaces.number"), primary_key=True),
        Column("rank", BigInteger, primary_key=True, autoincrement=False),
        Column("id", LargeBinary(32), nullable=False, unique=True),
        Column("chain", NUMBER, ForeignKey("chains.number"), nullable=False),
        Column("seq", BigInteger, nullable=False),
        Column("control", Boolean, nullable=False),
        Column("size", Integer, nullable=False),
        Column("running", LargeBinary(32), nullable=False),
        Column("received_at", BigInteger, nullable=False),
        Column("checked", SmallInteger, nullable=False),
        *_wire(),
        UniqueConstraint("chain", "seq"),
    )
    control = text("control")
    op.create_index("controls", "operations", ["space", "rank"], sqlite_where=control, postgresql_where=control)


def _create_what_is_aside() -> None:
    op.create_table(
        "waiting",
        Column("chain", NUMBER, ForeignKey("chains.number"), primary_key=True),
        Column("seq", BigInteger, primary_key=True, autoincrement=False),
        Column("id", LargeBinary(32), nullable=False),
        Column("received_at", BigInteger, nullable=False),
        *_wire(),
    )
    op.create_table(
        "quarantine",
        Column("id", LargeBinary(32), primary_key=True),
        Column("space", String(64), nullable=False),
        Column("device", String(64), nullable=False),
        Column("carrier", String(64), nullable=False, index=True),
        Column("received_at", BigInteger, nullable=False),
        *_wire(),
    )
    op.create_table(
        "forks",
        Column("id", LargeBinary(32), primary_key=True),
        Column("other", LargeBinary(32), nullable=False),
        Column("device", String(64), nullable=False, index=True),
        Column("received_at", BigInteger, nullable=False),
        *_wire(),
    )
    op.create_table(
        "used_nonces",
        Column("nonce", LargeBinary(32), primary_key=True),
        Column("expires_at", BigInteger, nullable=False, index=True),
    )
