"""Two real workstations on one real server, and what a person would compare between them."""

import hashlib
from pathlib import Path

from app.core.clock import Clock
from app.core.registers.crisis import OpenCrisis
from app.core.registers.members import AddMember
from app.core.store.filtering import EntryFilter
from app.sync.attachments import Carried, carry
from app.sync.engine import Outcome, exchange_all
from app.sync.workstation import Workstation, enrol
from tests.central import Central
from tests.office import operations, person_of

PASSPHRASE = "une phrase pour les essais"


def first_desk(central: Central, folder: Path, url: str = "") -> Workstation:
    """The administrator's workstation, SIG1."""
    made, _ = enrol(folder, url or central.url, central.invitation, "SIG1", PASSPHRASE, Clock(), "Camille Morvan")
    return made


def another_desk(
    first: Workstation, folder: Path, prefix: str, name: str, organisation: str, role: str, url: str = ""
) -> Workstation:
    """A workstation invited by the first."""
    code = first.invite(name, organisation, role)
    sync(first)
    made, _ = enrol(folder, url, code, prefix, PASSPHRASE, Clock())
    return made


def shared_crisis(first: Workstation, *others: tuple[Workstation, str]) -> str:
    """A crisis opened by the first, held by all."""
    sync(first)  # to know the others
    command = OpenCrisis("Incendie d'un site industriel", "exercise", "industrial", "INT", ("76540",), ("INT",))
    crisis = first.desk.do(command).id
    for other, role in others:
        first.desk.do(AddMember(crisis, person_of(other), role))
    sync(first)
    for other, _ in others:
        sync(other)
    return crisis


def sync(workstation: Workstation) -> Outcome:
    transport = workstation.transport()
    try:
        return exchange_all(workstation.store, transport)
    finally:
        transport.close()


def carry_files(workstation: Workstation) -> Carried:
    transport = workstation.transport()
    try:
        return carry(workstation.store, transport)
    finally:
        transport.close()


def fingerprint(workstation: Workstation, space: str) -> str:
    """The same set of operations gives the same words on every workstation."""
    ids = sorted(one.id for one in operations(workstation, space))
    return hashlib.sha256("".join(ids).encode()).hexdigest()


def numbers(workstation: Workstation, crisis: str) -> dict[str, str]:
    """Each entry's number and subject, as the list shows them."""
    rows = workstation.reading.entry_rows(workstation.reading.entry_keys(EntryFilter(crisis)))
    return {row.number: row.subject for row in rows if row}
