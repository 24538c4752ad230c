"""The tables of the central server: the ranked log of each space, and what is kept beside it."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    SmallInteger,
    String,
    Table,
    UniqueConstraint,
    text,
)

METADATA = MetaData()
NUMBER = BigInteger().with_variant(Integer, "sqlite")  # SQLite numbers its rows only in a column said to be INTEGER

UNCHECKED, SOUND, BAD = 0, 1, 2

EPOCHS = Table(
    "epochs",
    METADATA,
    Column("number", NUMBER, primary_key=True),
    Column("id", String(32), nullable=False, unique=True),
    Column("previous", String(32), nullable=False),
    Column("opened_at", BigInteger, nullable=False),
    Column("evidence", LargeBinary),  # the checkpoint that showed us restored
)

# `running` is the running hash at `rank`; `control` is what it was at the last operation that says who may do what;
# `stored` is how many bytes of contents are kept.
SPACES = Table(
    "spaces",
    METADATA,
    Column("number", NUMBER, primary_key=True),
    Column("id", String(64), nullable=False, unique=True),
    Column("rank", BigInteger, nullable=False),
    Column("running", LargeBinary(32), nullable=False),
    Column("control", LargeBinary(32), nullable=False),
    Column("stored", BigInteger, nullable=False, server_default="0"),
)

# How far each space had come when an epoch began, for those that had: what that epoch continues from.
EPOCH_STARTS = Table(
    "epoch_starts",
    METADATA,
    Column("epoch", NUMBER, ForeignKey(EPOCHS.c.number), primary_key=True, autoincrement=False),
    Column("space", NUMBER, ForeignKey(SPACES.c.number), primary_key=True, autoincrement=False),
    Column("rank", BigInteger, nullable=False),
    Column("running", LargeBinary(32), nullable=False),
)

# One unbroken numbering; `seq` and `head` are those of its last ranked operation, 0 and nothing before the first.
CHAINS = Table(
    "chains",
    METADATA,
    Column("number", NUMBER, primary_key=True),
    Column("space", NUMBER, ForeignKey(SPACES.c.number), nullable=False),
    Column("device", String(64), nullable=False),
    Column("incarnation", String(16), nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("head", LargeBinary(32), nullable=False),
    UniqueConstraint("device", "space", "incarnation"),
)

# Only added to: a trigger refuses whatever else, but for `checked`, which says whether we checked the signature, and
# for the body and salt of what an erasure of this log takes.
OPERATIONS = Table(
    "operations",
    METADATA,
    Column("space", NUMBER, ForeignKey(SPACES.c.number), primary_key=True),
    Column("rank", BigInteger, primary_key=True, autoincrement=False),
    Column("id", LargeBinary(32), nullable=False, unique=True),
    Column("chain", NUMBER, ForeignKey(CHAINS.c.number), nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("control", Boolean, nullable=False),
    Column("size", Integer, nullable=False),
    Column("running", LargeBinary(32), nullable=False),
    Column("received_at", BigInteger, nullable=False),
    Column("checked", SmallInteger, nullable=False),
    Column("header", LargeBinary, nullable=False),
    Column("salt", LargeBinary(16), nullable=False),
    Column("body", LargeBinary),
    Column("signature", LargeBinary(64), nullable=False),
    UniqueConstraint("chain", "seq"),
)
CONTROLS = Index(
    "controls",
    OPERATIONS.c.space,
    OPERATIONS.c.rank,
    sqlite_where=text("control"),
    postgresql_where=text("control"),
)

# The erasures ranked, each with the record it names. `done`: it is in force, and the words it takes are gone from here.
ERASURES = Table(
    "erasures",
    METADATA,
    Column("id", LargeBinary(32), primary_key=True),
    Column("space", NUMBER, ForeignKey(SPACES.c.number), nullable=False),
    Column("record", String(64), nullable=False, index=True),
    Column("register", String(64), nullable=False),
    Column("done", Boolean, nullable=False),
)


def _wire() -> list[Column[bytes]]:
    return [
        Column("header", LargeBinary, nullable=False),
        Column("salt", LargeBinary(16), nullable=False),
        Column("body", LargeBinary),
        Column("signature", LargeBinary(64), nullable=False),
    ]


# Kept aside until what is missing before it comes.
WAITING = Table(
    "waiting",
    METADATA,
    Column("chain", NUMBER, ForeignKey(CHAINS.c.number), primary_key=True),
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    Column("id", LargeBinary(32), nullable=False),
    Column("received_at", BigInteger, nullable=False),
    *_wire(),
)

# Handed in by somebody removed or revoked, or written by a workstation beyond its cut.
QUARANTINE = Table(
    "quarantine",
    METADATA,
    Column("id", LargeBinary(32), primary_key=True),
    Column("space", String(64), nullable=False),
    Column("device", String(64), nullable=False),
    Column("carrier", String(64), nullable=False, index=True),
    Column("received_at", BigInteger, nullable=False),
    *_wire(),
)

# Two operations signed at one place of a chain: this one, and `other`, which is in the log or waiting.
FORKS = Table(
    "forks",
    METADATA,
    Column("id", LargeBinary(32), primary_key=True),
    Column("other", LargeBinary(32), nullable=False),
    Column("device", String(64), nullable=False, index=True),
    Column("received_at", BigInteger, nullable=False),
    *_wire(),
)

# The files that the operations of a space name, and the size they say.
NAMED_FILES = Table(
    "named_files",
    METADATA,
    Column("space", NUMBER, ForeignKey(SPACES.c.number), primary_key=True, autoincrement=False),
    Column("sha256", LargeBinary(32), primary_key=True),
    Column("size", Integer, primary_key=True, autoincrement=False),
)

# Their contents, apart for each space: a hash known elsewhere opens nothing. Whole once there is a row here.
CONTENTS = Table(
    "contents",
    METADATA,
    Column("space", NUMBER, ForeignKey(SPACES.c.number), primary_key=True, autoincrement=False),
    Column("sha256", LargeBinary(32), primary_key=True),
    Column("size", Integer, nullable=False),
    Column("carrier", String(64), nullable=False),
    Column("received_at", BigInteger, nullable=False),
)

# Sealed with a key that is not in the database.
CONTENT_PARTS = Table(
    "content_parts",
    METADATA,
    Column("space", NUMBER, ForeignKey(SPACES.c.number), primary_key=True, autoincrement=False),
    Column("sha256", LargeBinary(32), primary_key=True),
    Column("n", Integer, primary_key=True, autoincrement=False),
    Column("sealed", LargeBinary, nullable=False),
)

# Contents that come piece by piece, apart for each workstation that hands one in: nobody spoils what another sends.
# `held` is how many bytes came, from the first; they count among those of the space.
BEGUN_CONTENTS = Table(
    "begun_contents",
    METADATA,
    Column("space", NUMBER, ForeignKey(SPACES.c.number), primary_key=True, autoincrement=False),
    Column("sha256", LargeBinary(32), primary_key=True),
    Column("carrier", String(64), primary_key=True),
    Column("size", Integer, nullable=False),
    Column("held", Integer, nullable=False),
    Column("moved_at", BigInteger, nullable=False, index=True),
)
BEGUN_PARTS = Table(
    "begun_parts",
    METADATA,
    Column("space", NUMBER, ForeignKey(SPACES.c.number), primary_key=True, autoincrement=False),
    Column("sha256", LargeBinary(32), primary_key=True),
    Column("carrier", String(64), primary_key=True),
    Column("n", Integer, primary_key=True, autoincrement=False),
    Column("sealed", LargeBinary, nullable=False),
)

USED_NONCES = Table(
    "used_nonces",
    METADATA,
    Column("nonce", LargeBinary(32), primary_key=True),
    Column("expires_at", BigInteger, nullable=False, index=True),
)
