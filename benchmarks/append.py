"""A local acknowledged append, against a bare insert-and-commit of the same bytes into an encrypted file."""

import os
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from app.sync.workstation import Workstation
from benchmarks.bare import encrypted
from benchmarks.figures import OURS, Figure, quantile
from benchmarks.ground import Plan, prepared
from benchmarks.records import entries

WARM = 20  # the first appends load code and pages
BARE = "bare SQLCipher"
TABLE = "CREATE TABLE op (n INTEGER PRIMARY KEY, header BLOB, salt BLOB, body BLOB, signature BLOB)"


def measure(plan: Plan, folder: Path) -> Iterator[Figure]:
    """One after the other, so that whatever else the machine does falls on both."""
    with prepared(folder) as ground, closing(encrypted(folder / "bare.db", os.urandom(32))) as bare:
        bare.execute(TABLE)
        ours, theirs = [], []
        for command in entries(ground.crisis, 0, WARM + plan.appends):
            began = time.perf_counter()
            ground.first.desk.do(command)
            ours.append(time.perf_counter() - began)
            written = last_bytes(ground.first)
            began = time.perf_counter()
            bare.execute("BEGIN IMMEDIATE")
            bare.execute("INSERT INTO op (header, salt, body, signature) VALUES (?, ?, ?, ?)", written)
            bare.commit()
            theirs.append(time.perf_counter() - began)
    for part in (0.5, 0.99):
        for by, times in ((OURS, ours), (BARE, theirs)):
            yield Figure(f"append, p{part * 100:.0f}", by, quantile(times[WARM:], part))


def last_bytes(workstation: Workstation) -> tuple[bytes, ...]:
    with workstation.store.read() as transaction:
        sql = "SELECT header, salt, body, signature FROM op ORDER BY n DESC LIMIT 1"
        return tuple(transaction.connection.exec_driver_sql(sql).one())
