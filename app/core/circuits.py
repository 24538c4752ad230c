"""Circuits of visas: data that says who must sign, in which order, before a message is *validé* (domain.md F4)."""

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, Literal

import msgspec

from app.core import resources
from app.core.errors import Refused
from app.core.organisations import organisations
from app.core.roles import ROLES, may_give_visa

STANDARD, URGENT, JOINT = "standard", "urgent", "joint"
AUTHORITY = "DIR"
LONGEST_DEADLINE = 7 * 24 * 60  # minutes
NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
Word = Annotated[str, msgspec.Meta(min_length=1, max_length=120)]


class Step(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One step. Kind `organisations`: one visa of each of `organisations` (codes), or of those the crisis associates
    when it names none. Kind `role`: one visa. `roles` are those who may give it; `final` marks the authority.

    `deadline`: minutes it has once it is asked, 0 for none. `parallel`: asked together with the step before it.
    `after`: asked once the text is validated; it is no condition.
    """

    id: Word
    label: Word
    kind: Literal["organisations", "role"]
    roles: Annotated[tuple[str, ...], msgspec.Meta(min_length=1, max_length=len(ROLES))]
    final: bool = False
    organisations: Annotated[tuple[Word, ...], msgspec.Meta(max_length=100)] = ()
    deadline: Annotated[int, msgspec.Meta(ge=0, le=LONGEST_DEADLINE)] = 0
    parallel: bool = False
    after: bool = False


class Circuit(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """The steps in their order. A submission embeds it whole: a version is judged by the circuit of its submission.

    `urgent`: only the head of the cell may choose it. `joint`: the organisations that issue the text sign it too.
    """

    id: Word
    name: Word
    steps: Annotated[tuple[Step, ...], msgspec.Meta(min_length=1, max_length=20)]
    urgent: bool = False
    joint: bool = False


@dataclass(frozen=True, slots=True)
class Regime:
    """A circuit as a head of cell set it for one crisis. `id` is the operation; `seen` is all that was held there when
    it was signed (for each chain, named `device:incarnation`, its last seq); `replaces` are the former ones."""

    id: str
    circuit: Circuit
    seen: Mapping[str, int]
    replaces: tuple[str, ...]
    person: str  # name
    at: int

    def saw(self, chain: Sequence[str], seq: int) -> bool:
        """Whether it was signed after that operation of that chain (device, incarnation, space), and knowing it."""
        return self.seen.get(f"{chain[0]}:{chain[1]}", 0) >= seq


def in_force(regimes: Iterable[Regime], id: str) -> tuple[Circuit, ...]:
    """The circuit of that name in a crisis: its own, or that of the house. Several when it was set apart."""
    found = {fingerprint(one.circuit): one.circuit for one in set_for(regimes, id)}
    return tuple(found[key] for key in sorted(found)) if found else (load(id),)


def set_for(regimes: Iterable[Regime], id: str) -> tuple[Regime, ...]:
    """The circuit of that name as it was set for a crisis, by whom and when: several when it was set apart, none when
    it is that of the house."""
    own = [one for one in regimes if one.circuit.id == id]
    replaced = {each for one in own for each in one.replaces}
    return tuple(sorted((one for one in own if one.id not in replaced), key=lambda one: (one.at, one.id)))


def holds(circuit: Circuit, regimes: Iterable[Regime]) -> bool:
    """Whether that circuit is in force in a crisis: set for it, or of the house when none of its name is."""
    own = [one for one in regimes if one.circuit.id == circuit.id]
    named = {fingerprint(one) for one in in_force(own, circuit.id)} if own else known()
    return fingerprint(circuit) in named


def house() -> tuple[Circuit, ...]:
    """The circuits of the resources that a submission may choose, the standard one first."""
    return tuple(load(name) for name in (STANDARD, URGENT, JOINT))


def load(name: str = STANDARD) -> Circuit:
    """The circuit of that name among the resources."""
    file = resources.path(f"circuits/{name}.json")
    if not NAME.fullmatch(name) or not file.is_file():
        raise Refused(f"Circuit de visas inconnu : « {name} ».", "circuit")
    return read(file.read_bytes())


@cache
def known() -> frozenset[str]:
    """The fingerprints of the circuits of the house. One that was ever in force stays among the resources: what was
    validated under it rests on it."""
    files = resources.path("circuits").glob("*.json")
    return frozenset(fingerprint(read(file.read_bytes())) for file in files)


def read(data: bytes) -> Circuit:
    """A circuit out of its JSON. Refuses what is not one, or could not validate a message safely."""
    try:
        return checked(msgspec.json.decode(data, type=Circuit))
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise Refused(f"Circuit de visas illisible : {error}.", "circuit") from error


def from_plain(value: Any) -> Circuit:
    """A circuit as a submission holds it. Refuses like `read`."""
    try:
        return checked(msgspec.convert(value, Circuit))
    except msgspec.ValidationError as error:
        raise Refused(f"Circuit de visas illisible : {error}.", "circuit") from error


def plain(circuit: Circuit) -> dict[str, Any]:
    """A circuit as a submission embeds it."""
    value: dict[str, Any] = msgspec.to_builtins(circuit)
    return value


def checked(circuit: Circuit) -> Circuit:
    """The same circuit, if it ends on the visa of one authority, if two persons at least must sign, and if every role
    named may give a visa."""
    ids = [step.id for step in circuit.steps]
    if len(set(ids)) != len(ids):
        raise _unsafe(circuit, "deux étapes portent le même nom")
    for step in circuit.steps:
        for role in step.roles:
            if role not in ROLES:
                raise _unsafe(circuit, f"le rôle « {role} » n'existe pas")
            if not may_give_visa(role):
                raise _unsafe(circuit, f"le rôle {role} ne donne pas de visa")
    required = [step for step in circuit.steps if not step.after]
    if circuit.steps[len(required) :] != tuple(step for step in circuit.steps if step.after):
        raise _unsafe(circuit, "une étape demandée après coup précède une étape nécessaire")
    last = required[-1] if required else circuit.steps[-1]
    if not last.final or last.kind != "role" or last.after:
        raise _unsafe(circuit, "la dernière étape n'est pas le visa final d'une autorité")
    if any(step.final for step in circuit.steps if step is not last):
        raise _unsafe(circuit, "plusieurs étapes se disent finales")
    if set(last.roles) != {AUTHORITY}:
        raise _unsafe(circuit, f"le visa final n'est pas celui de l'autorité ({AUTHORITY})")
    if last.parallel:
        raise _unsafe(circuit, "l'autorité ne vise qu'après les autres étapes")
    if not any(step.kind == "role" or step.organisations for step in required[:-1]):
        raise _unsafe(circuit, "quatre yeux : une autre étape que l'autorité est toujours nécessaire")
    return circuit


def fingerprint(circuit: Circuit) -> str:
    """SHA-256, in hexadecimal, of what the circuit says. A field added later at its default does not change it."""
    return hashlib.sha256(msgspec.json.encode(circuit, order="deterministic")).hexdigest()


def told(circuit: Circuit) -> str:
    """The circuit in French, a line for each step."""
    names = organisations()
    lines: list[str] = []
    for step in circuit.steps:
        who = ", ".join(step.roles)
        if step.organisations:
            who += f" ({', '.join(names.short(code) for code in step.organisations)})"
        more = [f"échéance {step.deadline} min"] if step.deadline else []
        more += ["en parallèle"] * step.parallel
        more += ["demandé après coup"] * (step.after and "après coup" not in step.label)
        lines.append(f"{len(lines) + 1}. {step.label} : {', '.join([who, *more])}")
    return "\n".join(lines)


def claimed(value: Any) -> str:
    """The fingerprint of the circuit that a submission says it is under; nothing when it is none."""
    try:
        return fingerprint(from_plain(value))
    except Refused:
        return ""


def _unsafe(circuit: Circuit, reason: str) -> Refused:
    return Refused(f"Circuit de visas « {circuit.name} » refusé : {reason}.", "circuit")
