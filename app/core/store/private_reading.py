"""What may be asked of private numbers: masked; or whole, of those whose consultation was just written down here."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row

from app.core.erasure import ERASING
from app.core.registers import consultations, private
from app.core.registers.consultations import CONSULTED, Consultation
from app.core.registers.private import Private
from app.core.store.log import chunks, marks
from app.core.store.store import Store
from app.core.store.transaction import Transaction

FRESH = 5 * 60 * 1000  # ms for which a consultation that was written down shows what it is about


@dataclass(frozen=True, slots=True)
class PrivateRow:
    """A private number or address, hidden. `conflict`: it was corrected apart, and each of the two is in `masked`."""

    id: str
    contact: str
    medium: str
    usage: str
    masked: str
    pending: bool
    conflict: bool
    remark: str = ""


class PrivateReading:
    """Thread-safe; every question is one short transaction. Never asked on the window's thread."""

    _store: Store

    def holds_private(self) -> bool:
        """Whether private numbers are for this workstation, and there is a place for them."""
        with self._store.read() as transaction:
            accounts = transaction.accounts
            return bool(accounts.private) and accounts.may_see(self._store.key.public, accounts.private)

    def private_of(self, contact: str) -> tuple[PrivateRow, ...]:
        """The private numbers and addresses of a contact that are in service, hidden."""
        with self._store.read() as transaction:
            return tuple(
                PrivateRow(
                    one.id, one.contact, one.medium, one.usage, one.masked, one.pending, bool(one.conflicts), one.remark
                )
                for one in _in_service(transaction, [contact])
            )

    def has_private(self, contact: str, medium: str, value: str) -> bool:
        """Whether that contact has that very number or address already, in service."""
        sql = "SELECT 1 FROM private WHERE contact = ? AND medium = ? AND value = ? AND used"
        with self._store.read() as transaction:
            return transaction.connection.exec_driver_sql(sql, (contact, medium, value)).first() is not None

    def private_left(self) -> list[str]:
        """The private numbers (ids) whose contact was erased, by somebody who did not hold them."""
        with self._store.read() as transaction:
            rows = transaction.connection.exec_driver_sql(
                "SELECT id, contact FROM private WHERE unhex(contact) NOT IN (SELECT id FROM contact) ORDER BY key, id"
            ).all()
            held = transaction.held([row.contact for row in rows])
        gone = {record for record, known in held.items() if any(one.kind in ERASING and one.counts for one in known)}
        return [row.id.hex() for row in rows if row.contact in gone]

    def holders(self, contacts: Iterable[str]) -> set[str]:
        """Those of these contacts that have a private number or address in service."""
        found: set[str] = set()
        with self._store.read() as transaction:
            for part in chunks(list(contacts)):
                found.update(row.contact for row in _rows(transaction, part))
        return found

    def revealed(self, logged: Iterable[str]) -> dict[str, tuple[Private, ...]]:
        """For each contact of these consultations (ids), its private numbers and addresses in service. Only those that
        this very workstation wrote down, a moment ago, show anything: see `revealing.reveal`."""
        with self._store.read() as transaction:
            view, contacts = transaction.view(), list[str]()
            held = transaction.all_verified(list(logged))
            for operations in held.values():
                one = consultations.fold(operations)
                if one and one.author.workstation == view.prefix and abs(view.now - one.at) <= FRESH:
                    contacts += one.contacts
            found: dict[str, tuple[Private, ...]] = dict.fromkeys(contacts, ())
            for number in _in_service(transaction, list(found)):
                found[number.contact] += (number,)
            return found

    def consultations(self, contact: str = "", limit: int = 500) -> list[Consultation]:
        """Who was shown private numbers, of everybody or of one contact, the latest first."""
        about = "WHERE id IN (SELECT source FROM relation WHERE target = ? AND kind = ?)" if contact else ""
        values = (bytes.fromhex(contact), CONSULTED, limit) if contact else (limit,)
        sql = f"SELECT id FROM consultation {about} ORDER BY key DESC LIMIT ?"
        with self._store.read() as transaction:
            ids = [row.id.hex() for row in transaction.connection.exec_driver_sql(sql, values)]
            held = transaction.all_verified(ids)
        folded = (consultations.fold(held[id]) for id in ids)
        return [one for one in folded if one is not None]


def _in_service(transaction: Transaction, contacts: Sequence[str]) -> list[Private]:
    """The private numbers of these contacts that are in service, each folded from verified operations, the oldest
    first."""
    ids = [row.id.hex() for part in chunks(contacts) for row in _rows(transaction, part)]
    held = transaction.all_verified(ids)
    folded = (private.fold(held[id]) for id in ids)
    return [one for one in folded if one is not None and one.used]


def _rows(transaction: Transaction, contacts: Sequence[str]) -> Sequence[Row[Any]]:
    spaces = [bytes.fromhex(one) for one in transaction.accounts.privates]
    sql = (
        f"SELECT id, contact FROM private WHERE space IN (SELECT n FROM space WHERE name IN ({marks(spaces)}))"
        f" AND contact IN ({marks(contacts)}) AND used ORDER BY key, id"
    )
    return transaction.connection.exec_driver_sql(sql, (*spaces, *contacts)).all()
