"""Finds a record by what a person calls it: its number, the short form of it, or its id."""

import re
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Connection

from app.core.registers.shelf import REGISTERS

ID = re.compile(r"[0-9a-f]{8,64}")
LARGEST = 2**62  # a number beyond this is no number of ours, and none of SQLite's


@dataclass(frozen=True, slots=True)
class Found:
    """A record a reference names. `text` is its full form, empty for a register that has no numbers."""

    id: str
    text: str
    space: str


def find(connection: Connection, text: str, register: str, spaces: Collection[str] | None = None) -> list[Found]:
    """Every record of `register` that `text` names, in some spaces or (None) in all: a full form (`EDL-SIG1-012`)
    before a short one (`EDL-012`), or an id, or at least its first eight digits. What tells apart two records that bear
    one number may follow it, as it is shown: `SIG1b-0005 · 3f2a`."""
    table = REGISTERS[register].name
    text = text.encode(errors="replace").decode()  # a stray byte of a terminal names nothing
    wanted, _, mark = (part.strip() for part in text.partition("·"))
    found: list[Found] = []
    for forms in ([wanted], _written(wanted)):
        found = found or _numbered(connection, table, spaces, "number.text IN (?, ?)", (forms[0], forms[-1]))
    series, dash, n = wanted.rpartition("-")
    if not found and dash and n.isascii() and n.isdecimal() and int(n) < LARGEST:
        each = "number.series IN (?, ?) AND number.space IN (SELECT n FROM space) AND number.n = ?"  # as indexed
        found = _numbered(connection, table, spaces, each, (*_written(series), int(n)))
    if not found and ID.fullmatch(wanted.lower()):
        found = _identified(connection, table, spaces, wanted.lower())
    return [one for one in found if one.id.startswith(mark.lower())]


def _written(typed: str) -> list[str]:
    """As numbers are written: in capitals, but for the letter of another life of a workstation (`SIG1b-0147`)."""
    capitals = typed.upper()
    series, dash, n = capitals.rpartition("-")
    if not (dash and n.isdecimal()):
        series, dash, n = capitals, "", ""
    return [capitals, f"{series[:-1]}{series[-1:].lower()}{dash}{n}"]


def _numbered(
    connection: Connection, table: str, spaces: Collection[str] | None, where: str, values: tuple[object, ...]
) -> list[Found]:
    sql = (
        f"SELECT number.record, number.text, space.name FROM number JOIN {table} t ON t.id = number.record"
        f" JOIN space ON space.n = t.space WHERE {where} AND space.removed_by IS NULL ORDER BY number.text, t.key"
    )
    rows = connection.exec_driver_sql(sql, values)
    return [
        Found(row.record.hex(), row.text, row.name.hex()) for row in rows if spaces is None or row.name.hex() in spaces
    ]


def _identified(connection: Connection, table: str, spaces: Collection[str] | None, id: str) -> list[Found]:
    sql = (
        "SELECT t.id, (SELECT text FROM number WHERE number.record = t.id AND main) AS text, space.name"
        f" FROM {table} t JOIN space ON space.n = t.space"
        " WHERE t.id >= ? AND t.id <= ? AND space.removed_by IS NULL ORDER BY t.key"
    )
    first, last = (bytes.fromhex(id.ljust(64, digit)) for digit in "0f")
    rows = connection.exec_driver_sql(sql, (first, last))
    return [
        Found(row.id.hex(), row.text or "", row.name.hex())
        for row in rows
        if spaces is None or row.name.hex() in spaces
    ]
