"""The erasures of a log, and the one change of an operation that they allow: that it loses its body and its salt.

The exception is as narrow as the database can say it: a ranked operation of the same space and record, whose kind is
`….erased` of the same register, is named in `erasures`; the operation itself is no erasure; nothing else of it changes.
Whether that erasure counts is for the program, which alone can fold who may do what.
"""

import json

from alembic import op
from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Integer, LargeBinary, String, text

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

NUMBER = BigInteger().with_variant(Integer, "sqlite")
REGISTERS = ("contact", "private", "duty")
NEVER_ALTERED = "space, rank, id, chain, seq, control, size, running, received_at, header, signature"
ERASED = "salt, body"

NAMED = (  # whether an erasure of the log names the record of the row
    "NEW.body IS NULL AND NEW.salt = {zeros} AND EXISTS (SELECT 1 FROM erasures"
    " JOIN operations erasing ON erasing.id = erasures.id AND erasing.space = erasures.space"
    " WHERE erasures.space = NEW.space AND erasures.record = coalesce(nullif({record}, ''), {id})"
    " AND {erasing} = erasures.register || '.erased' AND {kind} <> erasures.register || '.erased'"
    " AND substr({kind}, 1, length(erasures.register) + 1) = erasures.register || '.')"
)


def _of_sqlite(row: str, field: str) -> str:
    return f"json_extract(CAST({row}.header AS TEXT), '$.{field}')"


def _of_postgresql(row: str, field: str) -> str:
    return f"(convert_from({row}.header, 'UTF8')::json ->> '{field}')"


ALLOWED_ON_SQLITE = NAMED.format(
    zeros="zeroblob(16)",
    id="lower(hex(NEW.id))",
    kind=_of_sqlite("NEW", "kind"),
    record=_of_sqlite("NEW", "record"),
    erasing=_of_sqlite("erasing", "kind"),
)
ALLOWED_ON_POSTGRESQL = NAMED.format(
    zeros="decode(repeat('00', 16), 'hex')",
    id="encode(NEW.id, 'hex')",
    kind=_of_postgresql("NEW", "kind"),
    record=_of_postgresql("NEW", "record"),
    erasing=_of_postgresql("erasing", "kind"),
)

ON_SQLITE = (
    "DROP TRIGGER operations_not_altered",
    f"CREATE TRIGGER operations_not_altered BEFORE UPDATE OF {NEVER_ALTERED} ON operations "
    "BEGIN SELECT RAISE(ABORT, 'operations are only added'); END",
    f"CREATE TRIGGER operations_only_erased BEFORE UPDATE OF {ERASED} ON operations WHEN NOT ({ALLOWED_ON_SQLITE}) "
    "BEGIN SELECT RAISE(ABORT, 'operations are only added'); END",
)
ON_POSTGRESQL = (
    "DROP TRIGGER operations_not_altered ON operations",
    f"CREATE TRIGGER operations_not_altered BEFORE UPDATE OF {NEVER_ALTERED} ON operations "
    "EXECUTE FUNCTION only_added()",
    "CREATE FUNCTION only_erased() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN IF {ALLOWED_ON_POSTGRESQL} THEN RETURN NEW; END IF; "
    "RAISE EXCEPTION 'operations are only added'; END $$",
    f"CREATE TRIGGER operations_only_erased BEFORE UPDATE OF {ERASED} ON operations "
    "FOR EACH ROW EXECUTE FUNCTION only_erased()",
)


def upgrade() -> None:
    op.create_table(
        "erasures",
        Column("id", LargeBinary(32), primary_key=True),
        Column("space", NUMBER, ForeignKey("spaces.number"), nullable=False),
        Column("record", String(64), nullable=False, index=True),
        Column("register", String(64), nullable=False),
        Column("done", Boolean, nullable=False),
    )
    postgresql = op.get_bind().dialect.name == "postgresql"
    for statement in ON_POSTGRESQL if postgresql else ON_SQLITE:
        op.get_bind().exec_driver_sql(statement)
    _note_erasures(postgresql)


def _note_erasures(postgresql: bool) -> None:
    """A newer workstation may have sent such operations to this server while it was older."""
    connection = op.get_bind()
    found = "position(:word in header)" if postgresql else "instr(header, :word)"
    rows = connection.execute(
        text(f"SELECT id, space, header FROM operations WHERE {found} > 0"), {"word": b'.erased"'}
    )
    insert = text(
        "INSERT INTO erasures (id, space, record, register, done) VALUES (:id, :space, :record, :register, false)"
    )
    for row in rows.all():
        header = json.loads(bytes(row.header))
        register, _, act = header["kind"].partition(".")
        if act == "erased" and register in REGISTERS:
            of = {"record": header["record"] or bytes(row.id).hex(), "register": register}
            connection.execute(insert, {"id": row.id, "space": row.space, **of})
