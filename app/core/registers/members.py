"""The members of a crisis: roles given and removed by signed operations of the crisis's own space."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from app.core.circuits import Regime, from_plain
from app.core.errors import Refused
from app.core.operations import Operation, named
from app.core.registers.accounts import Accounts, Person, Position, control_order, within
from app.core.roles import at_most, may_manage_members

SETS_CIRCUITS = "CCOM"


@dataclass(frozen=True, slots=True)
class AddMember:
    """Command: give `person` a role in a crisis, for an organisation (empty: his own)."""

    crisis: str
    person: str
    role: str
    organisation: str = ""


@dataclass(frozen=True, slots=True)
class RemoveMember:
    """Command: remove a person from a crisis. What he wrote until now stays and counts."""

    crisis: str
    person: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Grant:
    """One role given to one person; `id` is the operation that gave it. `opening`: the opener's own."""

    id: str
    person: Person
    organisation: str
    role: str
    since: int
    undoes: frozenset[str] = frozenset()
    opening: bool = False


@dataclass(frozen=True, slots=True)
class Removal:
    id: str
    person: str
    last: tuple[str, ...]
    at: int = 0


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who is a member now, under one role."""

    person: str
    name: str
    organisation: str
    role: str
    since: int
    grant: str


@dataclass(slots=True)
class Members:
    """What the member operations of one space amount to."""

    space: str = ""
    grants: dict[str, Grant] = field(default_factory=dict)
    removals: dict[str, Removal] = field(default_factory=dict)
    refused: dict[str, str] = field(default_factory=dict)
    regimes: dict[str, Regime] = field(default_factory=dict)  # the circuits set for this crisis

    def removals_of(self, grant: Grant) -> list[Removal]:
        """The removals that cut this grant: all of the person's but those it undoes by name."""
        return [one for one in self.removals.values() if one.person == grant.person.id and one.id not in grant.undoes]

    def current(self) -> list[Member]:
        """Who is a member now, in the order they came."""
        return [
            Member(one.person.id, one.person.name, one.organisation, one.role, one.since, one.id)
            for one in self.grants.values()
            if not self.removals_of(one)
        ]

    def at(self, moment: int) -> dict[str, Grant]:
        """Who was a member at that moment (ms), each under the latest of his roles then: hours are what the authors of
        the grants and removals say."""
        return {
            one.person.id: one
            for one in sorted(self.grants.values(), key=lambda one: one.since)
            if one.since <= moment and all(cut.at > moment for cut in self.removals_of(one))
        }

    def of(self, person: str) -> list[Member]:
        return [member for member in self.current() if member.person == person]

    def had(self, person: str) -> bool:
        return any(grant.person.id == person for grant in self.grants.values())

    def acting(self, operation: Operation, person: Person | None, position: Position) -> Grant | str:
        """The grant an operation was written under, or why it gives no standing."""
        grant = self.grants.get(operation.header.grant)
        if grant is None:
            return "rôle non reçu ou inconnu"
        if person is None or grant.person.id != person.id:
            return "rôle d'une autre personne"
        for removal in self.removals_of(grant):
            if not within(operation, removal.last, position):
                return "écrit après le retrait de son auteur"
        return grant


def fold(operations: Iterable[tuple[Operation, int | None]], accounts: Accounts, position: Position) -> Members:
    """The members these (operation, rank) of one space amount to.

    Done twice, as in `accounts.fold`: removal wins over a concurrent grant, and only a grant that names the removal
    undoes it.
    """
    ordered = control_order(operations)
    first = _pass(ordered, accounts, position, {})
    return _pass(ordered, accounts, position, first.removals)


def _pass(
    ordered: list[tuple[Operation, int | None]], accounts: Accounts, position: Position, removals: dict[str, Removal]
) -> Members:
    members = Members(removals=dict(removals))
    for operation, _ in ordered:
        body = operation.body
        if not isinstance(body, dict):
            continue
        try:
            why_not = _take(members, operation, body, accounts, position)
        except (KeyError, TypeError, ValueError, AttributeError):
            why_not = "opération incomplète"
        if why_not:
            members.refused[operation.id] = why_not
            members.removals.pop(operation.id, None)
    return members


def _take(members: Members, operation: Operation, body: Any, accounts: Accounts, position: Position) -> str:
    person = accounts.person_of(operation.header.device)
    if person is None:
        return "poste inconnu"
    if accounts.beyond_cut(operation, position):
        return "poste révoqué"
    at = operation.header.at
    match operation.header.kind:
        case "crisis.opened" if not operation.header.space:
            members.space = operation.id
            members.grants[operation.id] = Grant(operation.id, person, person.organisation, "CCOM", at, opening=True)
        case "member.added":
            return _add(members, operation, body, accounts, person, position)
        case "member.removed":
            why_not = _may_manage(members, operation, person, position)
            if why_not:
                return why_not
            members.removals[operation.id] = Removal(operation.id, str(body["person"]), named(body["last"]), at)
        case "circuit.set":
            return _set_circuit(members, operation, body, person, position)
    return ""


def _set_circuit(members: Members, operation: Operation, body: Any, person: Person, position: Position) -> str:
    grant = members.acting(operation, person, position)
    if isinstance(grant, str):
        return grant
    if grant.role != SETS_CIRCUITS:
        return "son rôle ne permet pas de changer un circuit"
    try:
        circuit = from_plain(body["circuit"])
    except Refused as refusal:
        return str(refusal)
    seen = {str(chain): int(seq) for chain, seq in body["seen"].items()}
    at = operation.header.at
    members.regimes[operation.id] = Regime(operation.id, circuit, seen, named(body["replaces"]), person.name, at)
    return ""


def _may_manage(members: Members, operation: Operation, person: Person, position: Position) -> str:
    grant = members.acting(operation, person, position)
    if isinstance(grant, str):
        return grant
    return (
        "" if may_manage_members(grant.role) or person.role == "ADM" else "son rôle ne permet pas de gérer les membres"
    )


def _add(
    members: Members, operation: Operation, body: Any, accounts: Accounts, author: Person, position: Position
) -> str:
    why_not = _may_manage(members, operation, author, position)
    if why_not:
        return why_not
    person = accounts.persons.get(body["person"])
    if person is None:
        return "personne inconnue"
    role = str(body["role"])
    acting = members.grants[operation.header.grant]
    if not may_grant(author, acting, person, role):
        return "rôle au-delà de son rôle habituel"
    members.grants[operation.id] = Grant(
        operation.id,
        person,
        str(body["organisation"]) or person.organisation,
        role,
        operation.header.at,
        frozenset(named(body.get("undoes", ()))),
    )
    return ""


def may_grant(author: Person, acting: Grant, person: Person, role: str) -> bool:
    """Whether `author`, acting under `acting`, may give `person` that role.

    Whoever merely opened the crisis gives others at most their usual role; an administrator, and a DIR or CCOM by
    trade or by grant, gives more (design: spaces).
    """
    if may_manage_members(author.role) or not acting.opening:
        return True
    return at_most(role, person.role)
