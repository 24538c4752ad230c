"""Who may do what, folded from the signed operations that say so: the database by itself grants nothing.

A fold is kept only under the running hash of the operations it was made from, read in the same transaction as
whatever is decided with it. Nothing outlives a removal.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from sqlalchemy import Connection

from app.core.operations import Chain
from app.core.registers import accounts, members
from app.core.registers.accounts import Accounts, Person
from app.core.registers.members import Members
from app.server import log
from app.server.log import Space

ADMINISTRATOR = "ADM"


@dataclass(frozen=True, slots=True)
class View:
    """Who may do what, as of one transaction, in the spaces it was asked about."""

    accounts: Accounts
    revocations: Mapping[str, str]  # workstation: the operation that revoked it
    spaces: Mapping[str, Space]
    members: Mapping[str, Members]
    _of_person: dict[str, dict[str, int]] = field(default_factory=dict)

    def person(self, device: str) -> Person | None:
        """Whose workstation this is, if it is enrolled and was not revoked."""
        return None if device in self.accounts.cuts else self.accounts.person_of(device)

    def administers(self, device: str) -> bool:
        person = self.person(device)
        return person is not None and person.role == ADMINISTRATOR

    def belongs(self, device: str, space: str) -> bool:
        """Whether that workstation may read this space, and write in it."""
        person = self.person(device)
        if person is None or space not in self.spaces:
            return False
        if self._is_common(space):
            return self.accounts.may_see(device, space)
        return space in self.members and bool(self.members[space].of(person.id))

    def spaces_of(self, device: str) -> dict[str, int]:
        """The spaces that workstation belongs to and the rank each has reached."""
        person = self.person(device)
        if person is None:
            return {}
        if person.id not in self._of_person:
            mine = {id: space.rank for id, space in self.spaces.items() if self.belongs(device, id)}
            self._of_person[person.id] = mine
        return self._of_person[person.id]

    def removal(self, device: str, space: str) -> str | None:
        """The operation that took this space from a workstation that once had it."""
        person = self.accounts.person_of(device)
        if person is None or space not in self.spaces:
            return None
        there = self.members.get(space)
        if device in self.accounts.cuts:
            common = self._is_common(space) and self.accounts.may_see(device, space)
            once = common or (there is not None and there.had(person.id))
            return self.revocations[self.accounts.workstations[device].id] if once else None
        if there is None or not there.had(person.id) or there.of(person.id):
            return None
        return [removal.id for removal in there.removals.values() if removal.person == person.id][-1]

    def _is_common(self, space: str) -> bool:
        return space in common_spaces(self.accounts)


def common_spaces(accounts: Accounts) -> set[str]:
    """The spaces that no crisis began: whoever is enrolled belongs to them, observers to those that are for them."""
    return {accounts.service, accounts.directory, *accounts.privates}


Folded = TypeVar("Folded")
Platform = tuple[Accounts, dict[str, str]]


@dataclass(frozen=True, slots=True)
class _Kept(Generic[Folded]):
    """A fold, the key it holds for, and the ids it named that nobody had brought."""

    key: tuple[bytes, ...]
    missing: frozenset[str]
    value: Folded

    def still_true(self, connection: Connection, key: tuple[bytes, ...]) -> bool:
        return self.key == key and not any(log.position(connection, id) for id in self.missing)


class Access:
    """The folds of one process, each made again as soon as an operation changes what it rests on."""

    def __init__(self, service: str):
        self.service = service
        self._platform: _Kept[Platform] | None = None
        self._members: dict[str, _Kept[Members]] = {}

    def view(self, connection: Connection, spaces: Iterable[Space]) -> View:
        """Who may do what in these spaces."""
        asked = {space.id: space for space in spaces}
        service = asked.get(self.service) or log.find_space(connection, self.service)
        assert service is not None
        folded, revocations = self._fold_platform(connection, service)
        crises = {
            space.id: self._fold_members(connection, space, service, folded)
            for space in asked.values()
            if space.id not in common_spaces(folded)
        }
        return View(folded, revocations, asked, crises)

    def view_of_all(self, connection: Connection) -> View:
        return self.view(connection, log.all_spaces(connection).values())

    def _fold_platform(self, connection: Connection, service: Space) -> Platform:
        key = (service.control,)
        if self._platform and self._platform.still_true(connection, key):
            return self._platform.value
        places = _Positions(connection)
        operations = log.control_operations(connection, service)
        folded = accounts.fold(operations, places)
        revoking = [one for one, _ in operations if one.header.kind == "workstation.revoked"]
        revoking.sort(key=lambda one: one.id not in folded.refused)  # one that counts is the one we name
        revocations = {one.header.record: one.id for one in revoking}
        self._platform = _Kept(key, places.missing(), (folded, revocations))
        return folded, revocations

    def _fold_members(self, connection: Connection, space: Space, service: Space, known: Accounts) -> Members:
        key = (space.control, service.control)
        kept = self._members.get(space.id)
        if kept and kept.still_true(connection, key):
            return kept.value
        places = _Positions(connection)
        folded = members.fold(log.control_operations(connection, space), known, places)
        self._members[space.id] = _Kept(key, places.missing(), folded)
        return folded


class _Positions:
    """Where operations stand, asked of the log once each."""

    def __init__(self, connection: Connection):
        self._connection = connection
        self._found: dict[str, tuple[Chain, int] | None] = {}

    def __call__(self, id: str) -> tuple[Chain, int] | None:
        if id not in self._found:
            self._found[id] = log.position(self._connection, id)
        return self._found[id]

    def missing(self) -> frozenset[str]:
        return frozenset(id for id, place in self._found.items() if place is None)
