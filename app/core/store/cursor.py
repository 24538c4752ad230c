"""How far the central's log of each space is held here, and under which of its signatures."""

from dataclasses import dataclass

from sqlalchemy import Connection

from app.core.store.log import space_number


@dataclass(frozen=True, slots=True)
class Cursor:
    """`rank` of that `epoch` is held; `running` is the hash of the log up to it (None: nothing yet); `checkpoint` the
    central's own signature under it, as it came."""

    epoch: str = ""
    rank: int = 0
    running: bytes | None = None
    checkpoint: bytes | None = None


def of(connection: Connection, space: str) -> Cursor:
    row = connection.exec_driver_sql(
        "SELECT epoch, rank, running, checkpoint FROM space WHERE name = ?", (bytes.fromhex(space),)
    ).first()
    return Cursor(row.epoch, row.rank, row.running, row.checkpoint) if row else Cursor()


def move(connection: Connection, space: str, to: Cursor) -> None:
    connection.exec_driver_sql(
        "UPDATE space SET epoch = ?, rank = ?, running = ?, checkpoint = ? WHERE n = ?",
        (to.epoch, to.rank, to.running, to.checkpoint, space_number(connection, space)),
    )


def unrank(connection: Connection, space: str) -> None:
    """Makes every operation of a space pending again, refused ones included: the central began another epoch. Nothing
    is deleted."""
    sql = "UPDATE op SET rank = NULL, verdict = NULL, reason = NULL WHERE space = ?"
    connection.exec_driver_sql(sql, (space_number(connection, space),))


def epochs(connection: Connection) -> list[str]:
    """The epochs in which spaces are held: several while the central's restoration is not yet known in all of them."""
    rows = connection.exec_driver_sql("SELECT DISTINCT epoch FROM space WHERE removed_by IS NULL ORDER BY epoch")
    return [row.epoch for row in rows]


def spaces(connection: Connection) -> dict[str, int]:
    """Every space held, with how many of its operations the central has not ranked."""
    rows = connection.exec_driver_sql(
        "SELECT space.name, (SELECT count(*) FROM op WHERE op.space = space.n AND op.rank IS NULL) AS pending"
        " FROM space"
    )
    return {row.name.hex(): row.pending for row in rows}
