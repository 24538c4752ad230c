"""What was done with the directory: what left it, who was shown private numbers, and what was purged."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from app.core.erasure import ERASING
from app.core.records import Author, Held, by_time
from app.core.register import Register
from app.core.registers import consultations, extractions
from app.core.registers.consultations import Consultation
from app.core.registers.extractions import Extraction
from app.core.store.log import chunks, marks
from app.core.store.store import Store
from app.core.store.transaction import Transaction

MOST = 500
GONE = "contact effacé"


@dataclass(frozen=True, slots=True)
class Erasure:
    """One purge: of a `contact`, a `private` number or a `duty`. `reason` and `rule` name nobody; `done`: it is in
    force, and its words are gone from here."""

    register: str
    reason: str
    rule: str
    author: Author
    at: int
    done: bool


@dataclass(frozen=True, slots=True)
class DirectoryLog:
    """The latest first. `names`: those of the contacts that were consulted, by id."""

    extractions: tuple[Extraction, ...]
    consultations: tuple[Consultation, ...]
    erasures: tuple[Erasure, ...]
    names: dict[str, str]


class DirectoryLogReading:
    """Thread-safe; every question is one short transaction. Never asked on the window's thread."""

    _store: Store

    def directory_log(self) -> DirectoryLog:
        """The latest of each."""
        with self._store.read() as transaction:
            left = _folded(transaction, extractions.REGISTER, transaction.accounts.directory)
            shown = [
                one
                for space in transaction.accounts.privates
                for one in _folded(transaction, consultations.REGISTER, space)
            ]
            names = _names(transaction, {contact for one in shown for contact in one.contacts})
            return DirectoryLog(tuple(left), tuple(shown), tuple(_erasures(transaction)), names)


def _folded(transaction: Transaction, register: Register, space: str) -> list[Any]:
    here = "space = (SELECT n FROM space WHERE name = ?)"
    sql = f"SELECT id FROM {register.name} WHERE {here} ORDER BY key DESC LIMIT {MOST}"
    ids = [row.id.hex() for row in transaction.connection.exec_driver_sql(sql, (bytes.fromhex(space),))]
    held = transaction.all_verified(ids)
    return [one for id in ids if (one := register.fold(held[id])) is not None]


def _erasures(transaction: Transaction) -> list[Erasure]:
    rows = transaction.connection.exec_driver_sql("SELECT id, record, done FROM erasure").all()
    done = {row.id.hex(): bool(row.done) for row in rows}
    held = transaction.all_verified(sorted({row.record.hex() for row in rows}))
    found = [one for operations in held.values() for one in operations if one.kind in ERASING and one.counts]
    latest = sorted(found, key=by_time, reverse=True)[:MOST]
    return [
        Erasure(one.kind.partition(".")[0], *_why(one), one.author, one.at, done.get(one.id, False)) for one in latest
    ]


def _why(held: Held) -> tuple[str, str]:
    body = held.operation.body if isinstance(held.operation.body, dict) else {}
    return str(body.get("reason") or ""), str(body.get("rule") or "")


def _names(transaction: Transaction, contacts: Iterable[str]) -> dict[str, str]:
    found = dict.fromkeys(contacts, GONE)
    for part in chunks([bytes.fromhex(one) for one in found]):
        sql = f"SELECT id, name FROM contact WHERE id IN ({marks(part)})"
        found |= {row.id.hex(): row.name for row in transaction.connection.exec_driver_sql(sql, tuple(part))}
    return found
