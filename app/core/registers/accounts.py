"""The accounts of the platform (space `service`): persons invited, workstations enrolled and revoked."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

import msgspec

from app.core.keys import verify
from app.core.operations import Header, Operation, named
from app.core.roles import may_see_private

ENROLMENT_SIGNED_AS = b"diapason-enrolment-1\n"
PRIVATE_OPENED = "private.opened"
PREFIX = re.compile(r"[A-Z][A-Z0-9]{1,7}")  # of a workstation's numbers: SIG1

Position = Callable[[str], tuple[tuple[str, str, str], int] | None]
"""Where an operation stands: (its chain, its seq), or None when it is not held here."""


@dataclass(frozen=True, slots=True)
class Invite:
    """Command: invite a person. `key` is the public half of the one-time key that the code holds; `person` names
    somebody already known, for a second workstation."""

    name: str
    organisation: str
    role: str
    key: str
    expires_at: int
    person: str = ""


@dataclass(frozen=True, slots=True)
class Revoke:
    """Command: revoke a workstation. `last` are the last operations accepted of each of its chains, by id."""

    workstation: str
    reason: str
    last: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody invited. `role` is the usual role: what he may do in a crisis comes from that crisis."""

    id: str
    name: str
    organisation: str
    role: str


@dataclass(frozen=True, slots=True)
class Invitation:
    id: str
    person: Person
    key: str
    expires_at: int


@dataclass(frozen=True, slots=True)
class Workstation:
    """An enrolled workstation: `id` is its enrolment, `device` its signing key, `box_key` receives what is sealed."""

    id: str
    device: str
    box_key: str
    prefix: str
    invitation: str
    person: Person
    enrolled_at: int


@dataclass(slots=True)
class Accounts:
    """What the operations of `service` amount to. `cuts`: for a revoked device, the last operations accepted."""

    service: str = ""
    root: str = ""
    server_key: str = ""
    former_keys: list[str] = field(default_factory=list)  # of the central, before those that the root named since
    address: str = ""  # of a central rebuilt elsewhere, and SHA-256 of its authority: empty while there was none
    authority: str = ""
    directory: str = ""
    privates: list[str] = field(default_factory=list)  # spaces of private numbers, the one written in first
    persons: dict[str, Person] = field(default_factory=dict)
    invitations: dict[str, Invitation] = field(default_factory=dict)
    workstations: dict[str, Workstation] = field(default_factory=dict)  # by device
    cuts: dict[str, tuple[str, ...]] = field(default_factory=dict)
    refused: dict[str, str] = field(default_factory=dict)  # operation id: why it does not count

    @property
    def private(self) -> str:
        """The space where private numbers are written; empty while there is none."""
        return self.privates[0] if self.privates else ""

    def may_see(self, device: str, space: str) -> bool:
        """Whether nothing keeps that space from that workstation: private numbers are not for observers."""
        person = self.person_of(device)
        return space not in self.privates or (person is not None and may_see_private(person.role))

    def person_of(self, device: str) -> Person | None:
        workstation = self.workstations.get(device)
        return workstation.person if workstation else None

    def beyond_cut(self, operation: Operation, position: Position) -> bool:
        """Whether the workstation was revoked and this operation is not among what was accepted of it."""
        last = self.cuts.get(operation.header.device)
        return last is not None and not within(operation, last, position)

    def devices_of(self, persons: Iterable[str]) -> set[str]:
        wanted = set(persons)
        return {device for device, workstation in self.workstations.items() if workstation.person.id in wanted}


def within(operation: Operation, last: Iterable[str], position: Position) -> bool:
    """Whether an operation is at or before one of `last` in its own chain. No clock can rescue it."""
    for id in last:
        where = position(id)
        if where and where[0] == operation.chain and operation.header.seq <= where[1]:
            return True
    return False


def enrolment_message(service: str, device: str, box_key: str, prefix: str) -> bytes:
    """What the one-time key of an invitation signs: this device, for this service, under this prefix."""
    return ENROLMENT_SIGNED_AS + "\n".join((service, device, box_key, prefix)).encode()


def control_order(operations: Iterable[tuple[Operation, int | None]]) -> list[tuple[Operation, int | None]]:
    """By rank, then the unranked by clock: the order in which authority is judged inside one space."""
    return sorted(operations, key=lambda pair: (pair[1] is None, pair[1] or 0, pair[0].header.clock, pair[0].id))


def fold(operations: Iterable[tuple[Operation, int | None]], position: Position) -> Accounts:
    """The accounts these (operation, rank) amount to.

    Done twice: the second time every revocation that counted is known from the start, so that what a revoked
    administrator signed beyond his cut does not count, wherever it was ranked.
    """
    ordered = control_order(operations)
    first = _pass(ordered, position, {})
    return _pass(ordered, position, first.cuts)


def _pass(
    ordered: list[tuple[Operation, int | None]], position: Position, cuts: Mapping[str, tuple[str, ...]]
) -> Accounts:
    accounts = Accounts(cuts=dict(cuts))
    counted: set[str] = set()
    for operation, rank in ordered:
        body = operation.body
        if not isinstance(body, dict):
            continue
        why_not = _take(accounts, operation, body, rank, position)
        if why_not:
            accounts.refused[operation.id] = why_not
        elif operation.header.kind == "workstation.revoked":
            counted.add(operation.header.record)
    revoked = {one.device for one in accounts.workstations.values() if one.id in counted}
    accounts.cuts = {device: last for device, last in accounts.cuts.items() if device in revoked}
    return accounts


def _take(accounts: Accounts, operation: Operation, body: Any, rank: int | None, position: Position) -> str:
    try:
        match operation.header.kind:
            case "service.opened" if not operation.header.space:
                accounts.service, accounts.root = operation.id, operation.header.device
                accounts.server_key = str(body["server_key"])
            case "service.directory" if operation.header.device == accounts.root:
                accounts.directory = str(body["space"])
            case "service.rekeyed":
                return _rekey(accounts, operation, body, rank)
            case "service.private":
                return _open_private(accounts, operation, body, position)
            case "person.invited":
                return _invite(accounts, operation, body, rank, position)
            case "workstation.enrolled":
                return _enrol(accounts, operation, body)
            case "workstation.revoked":
                return _revoke(accounts, operation, body, rank, position)
    except (KeyError, TypeError, ValueError, OverflowError):
        return "opération incomplète"
    return ""


def _administers(accounts: Accounts, operation: Operation, position: Position) -> bool:
    if operation.header.device == accounts.root:
        return True
    person = accounts.person_of(operation.header.device)
    return person is not None and person.role == "ADM" and not accounts.beyond_cut(operation, position)


def _rekey(accounts: Accounts, operation: Operation, body: Any, rank: int | None) -> str:
    """The root alone names the key of another central; of several, the latest ranked is the one in force."""
    if operation.header.device != accounts.root:
        return "seul le code de secours nomme une nouvelle clé du serveur"
    if rank is None:
        return "une nouvelle clé du serveur compte une fois enregistrée par lui"
    (server_key,), authority, address = named([body["server_key"]]), str(body["authority"]), str(body["address"])
    if authority:
        named([authority])
    accounts.former_keys.append(accounts.server_key)
    accounts.server_key, accounts.authority, accounts.address = server_key, authority, address
    return ""


def _open_private(accounts: Accounts, operation: Operation, body: Any, position: Position) -> str:
    """`opening` is the header that began that space, and its id is the hash of it: nobody opens a crisis to everybody
    by naming its space here."""
    if not _administers(accounts, operation, position):
        return "seul un administrateur ouvre l'espace des numéros privés"
    space, opening = str(body["space"]), str(body["opening"]).encode()
    if sha256(opening).hexdigest() != space or not _begins_private(opening):
        return "cet espace n'est pas celui de numéros privés"
    if space not in accounts.privates:
        accounts.privates.append(space)
    return ""


def _begins_private(header: bytes) -> bool:
    try:
        begun = msgspec.json.decode(header, type=Header)
    except (msgspec.DecodeError, RecursionError):
        return False
    return begun.kind == PRIVATE_OPENED and not begun.space and not begun.record


def _invite(accounts: Accounts, operation: Operation, body: Any, rank: int | None, position: Position) -> str:
    if not _administers(accounts, operation, position):
        return "seul un administrateur invite"
    known = accounts.persons.get(body.get("person", ""))
    person = known or Person(operation.id, str(body["name"]), str(body["organisation"]), str(body["role"]))
    if person.role == "ADM" and rank is None:
        return "un administrateur compte une fois enregistré par le serveur"
    invitation = Invitation(operation.id, person, str(body["key"]), int(body["expires_at"]))
    accounts.persons[person.id] = person
    accounts.invitations[operation.id] = invitation
    return ""


def _enrol(accounts: Accounts, operation: Operation, body: Any) -> str:
    invitation = accounts.invitations.get(body["invitation"])
    device, prefix, (box_key,) = operation.header.device, str(body["prefix"]), named([body["box_key"]])
    if invitation is None:
        return "invitation inconnue"
    if not PREFIX.fullmatch(prefix):
        return "préfixe impossible"
    message = enrolment_message(accounts.service, device, box_key, prefix)
    if not verify(invitation.key, bytes.fromhex(body["proof"]), message):
        return "invitation contrefaite"
    for other in accounts.workstations.values():
        if other.invitation == invitation.id or other.device == device:
            return "invitation déjà utilisée"
        if other.prefix == prefix:
            return "préfixe déjà utilisé"
    person = _named(accounts, invitation.person, body)
    accounts.workstations[device] = Workstation(
        operation.id, device, box_key, prefix, invitation.id, person, operation.header.at
    )
    return ""


def _named(accounts: Accounts, person: Person, body: Any) -> Person:
    """The person invited. The first administrator's invitation names nobody: who enrols with it says who he is."""
    if person.name:
        return person
    known = Person(person.id, str(body.get("name") or "Administrateur"), person.organisation, person.role)
    accounts.persons[person.id] = known
    return known


def _revoke(accounts: Accounts, operation: Operation, body: Any, rank: int | None, position: Position) -> str:
    target = next((one for one in accounts.workstations.values() if one.id == operation.header.record), None)
    if target is None:
        return "poste inconnu"
    if not _administers(accounts, operation, position):
        return "seul un administrateur révoque"
    if target.person.role == "ADM" and rank is None:
        return "la révocation d'un administrateur compte une fois enregistrée par le serveur"
    accounts.cuts[target.device] = named(body["last"])
    return ""
