"""Who stands behind an operation, and whether it counts: judged the same way by every workstation and the server."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from app.core import circuits
from app.core.operations import Operation
from app.core.records import Author
from app.core.registers.accounts import Accounts, Position, Workstation
from app.core.registers.members import Members

CONTROL = frozenset(
    {
        "service.opened",
        "service.directory",
        "service.private",
        "service.rekeyed",
        "person.invited",
        "workstation.enrolled",
        "workstation.revoked",
        "workstation.renewed",
        "crisis.opened",
        "member.added",
        "member.removed",
        "circuit.set",
    }
)
"""The kinds that say who may do what. Whoever judges authority needs these, and nothing else."""

_BEGIN = ("directory.opened", "private.opened")  # a space in which nobody is named
_PRIVATE = ("private.", "consultation.")  # what the space of private numbers holds, and no other
_LEGAL = frozenset(
    {"visa.given", "visa.confirmed", "message.submitted", "message.withdrawn", "brief.frozen"}
    | {"embargo.lifted", "embargo.over"}
)
_UNDER_CIRCUIT = ("message.submitted", "visa.given")


def is_control(kind: str) -> bool:
    """Whether that kind says who may do what, or begins a space."""
    return kind in CONTROL or kind in _BEGIN or kind.startswith(("service.", "workstation."))


def is_decisive(kind: str) -> bool:
    """Whether the signature of that kind is checked by itself, never left to those after it in its chain.

    One rule for the server and the workstations: what the first ranked and the others refused would stop them all.
    """
    return is_control(kind) or kind in _LEGAL or kind.startswith("decision.") or kind.endswith(".erased")


NEWER = "entrée d'un type plus récent"
ELSEWHERE = "un numéro privé ne s'écrit que dans l'espace qui leur est réservé, et rien d'autre ne s'y écrit"
QUARANTINED = "poste révoqué : en quarantaine"


@dataclass(frozen=True, slots=True)
class Judged:
    """The author of an operation and, when it does not count, one French sentence that says why. `regimes`: see
    `records.Held`."""

    author: Author
    why_not: str = ""
    regimes: frozenset[tuple[str, str]] = frozenset()


class Standing:
    """Judges operations against the accounts and the members held. `writers`: kind → roles that may write it."""

    def __init__(
        self,
        accounts: Accounts,
        members: Mapping[str, Members],
        position: Position,
        writers: Mapping[str, frozenset[str]],
    ):
        self.accounts, self.members = accounts, members
        self._position, self._writers = position, writers
        self._settled: dict[tuple[str, str, str, str], Judged] = {}

    def judge(self, operation: Operation) -> Judged:
        header = operation.header
        key = (header.device, operation.space, header.grant, header.kind)
        known = self._settled.get(key)
        if known is None:
            known, always = self._judge(operation)
            if always:
                self._settled[key] = known
        if header.kind in _UNDER_CIRCUIT and operation.space in self.members:
            return self._under_circuit(operation, known)
        return known

    def _under_circuit(self, operation: Operation, judged: Judged) -> Judged:
        """With the circuits of the crisis that were set after that operation; a submission under one that nobody set
        does not count."""
        set_here = self.members[operation.space].regimes.values()
        if operation.header.kind == "message.submitted" and not judged.why_not:
            body = operation.body if isinstance(operation.body, dict) else {}
            known = circuits.known() | {circuits.fingerprint(one.circuit) for one in set_here}
            if circuits.claimed(body.get("circuit")) not in known:
                judged = replace(judged, why_not="circuit de visas inconnu")
        seq = operation.header.seq
        saw = frozenset((one.circuit.id, one.id) for one in set_here if one.saw(operation.chain, seq))
        return replace(judged, regimes=saw) if saw else judged

    def _judge(self, operation: Operation) -> tuple[Judged, bool]:
        """The judgement, and whether it holds for every operation of that device, space, grant and kind."""
        device, space, kind = operation.header.device, operation.space, operation.header.kind
        workstation = self.accounts.workstations.get(device)
        if workstation is None:
            if device == self.accounts.root:  # a key on paper founds, and writes nothing else
                return Judged(Author(name="code de secours"), "" if is_control(kind) else "le code n'écrit rien"), True
            return Judged(Author(), "poste inconnu"), True
        cut = device in self.accounts.cuts
        if cut and self.accounts.beyond_cut(operation, self._position):
            return Judged(_author(workstation), QUARANTINED), False
        if space == self.accounts.service:
            why_not = self.accounts.refused.get(operation.id, "") if kind in CONTROL else NEWER
            return Judged(_author(workstation), why_not), False
        private = space in self.accounts.privates
        if private != kind.startswith(_PRIVATE):
            return Judged(_author(workstation), ELSEWHERE), not cut
        if private or space == self.accounts.directory:
            why_not = "" if kind in _BEGIN else self._why_not(kind, workstation.person.role)
            return Judged(_author(workstation), why_not), not cut
        return self._judge_member(operation, workstation, space, kind, cut)

    def _judge_member(
        self, operation: Operation, workstation: Workstation, space: str, kind: str, cut: bool
    ) -> tuple[Judged, bool]:
        members = self.members.get(space)
        if members is None:
            return Judged(_author(workstation), "espace inconnu"), False
        if kind in CONTROL:
            grant = members.grants.get(operation.id) or members.grants.get(operation.header.grant)
            author = _author(workstation, grant.role, grant.organisation) if grant else _author(workstation)
            return Judged(author, members.refused.get(operation.id, "")), False
        acting = members.acting(operation, workstation.person, self._position)
        if isinstance(acting, str):
            return Judged(_author(workstation), acting), False
        author = _author(workstation, acting.role, acting.organisation)
        return Judged(author, self._why_not(kind, acting.role)), not cut and not members.removals_of(acting)

    def _why_not(self, kind: str, role: str) -> str:
        allowed = self._writers.get(kind)
        if allowed is None:
            return NEWER
        return "" if role in allowed else f"le rôle {role} ne permet pas cet acte"


def _author(workstation: Workstation, role: str = "", organisation: str = "") -> Author:
    person = workstation.person
    return Author(person.id, person.name, organisation or person.organisation, role or person.role, workstation.prefix)
