"""Which life of its store a workstation is in. Another begins when the store was restored or copied: nothing written
from then on continues the chains of the former one, and printed numbers take a letter."""

import os
from pathlib import Path

from sqlalchemy import Connection

from app.core.clock import Clock
from app.core.store.log import note, noted

NAME, LIFE = "incarnation", "life"
BESIDE = "incarnation"  # the file that says it again beside the store
MACHINE = Path("/etc/machine-id")
LETTERS = "abcdefghijklmnopqrstuvwxyz"


def current(connection: Connection) -> str:
    return (noted(connection, NAME) or b"").hex()


def begin(connection: Connection, clock: Clock) -> None:
    """The first life of a store that has none."""
    if noted(connection, NAME) is None:
        note(connection, NAME, clock.chance(8))


def renew(connection: Connection, clock: Clock, device: str = "") -> str:
    """Begins another life; returns its letter. `device`: lives of that workstation that are known here have theirs."""
    sql = "SELECT count(DISTINCT incarnation) FROM chain WHERE device = ?"
    known = int(connection.exec_driver_sql(sql, (device,)).scalar() or 0)
    life = max(int(noted(connection, LIFE) or 0) + 1, known)
    note(connection, NAME, clock.chance(8))
    note(connection, LIFE, str(life).encode())
    return letter(connection)


def letter(connection: Connection) -> str:
    """What follows the prefix in the numbers written in this life: nothing in the first one, then b, c… z, bb…"""
    life = int(noted(connection, LIFE) or 0)
    turns, place = divmod(life, len(LETTERS))
    return (LETTERS[-1] * turns + LETTERS[place]) if life else ""


def is_ours(folder: Path, incarnation: str) -> bool:
    """Whether the file beside the store says the same life, on this very machine. Without one, nothing is known: it is
    older, or about to be written."""
    try:
        said = (folder / BESIDE).read_text(encoding="utf-8").split()
    except (OSError, UnicodeDecodeError):
        return True
    return said == [incarnation, machine()]


def write_beside(folder: Path, incarnation: str) -> None:
    """Whole or not at all."""
    draft = folder / f"{BESIDE}.new"
    with draft.open("w", encoding="utf-8") as file:
        file.write(f"{incarnation} {machine()}\n")
        file.flush()
        os.fsync(file.fileno())
    draft.replace(folder / BESIDE)


def machine() -> str:
    """What tells this machine from others; a word when it does not say."""
    try:
        return MACHINE.read_text(encoding="ascii").strip() or "?"
    except (OSError, UnicodeDecodeError):
        return "?"
