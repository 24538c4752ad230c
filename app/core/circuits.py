"""Circuits of visas: data that says who must sign, in which order, before a message is *validé* (domain.md F4)."""

import hashlib
import re
from functools import cache
from typing import Annotated, Any, Literal

import msgspec

from app.core import resources
from app.core.errors import Refused
from app.core.roles import ROLES, may_give_visa

STANDARD = "standard"
NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
Word = Annotated[str, msgspec.Meta(min_length=1, max_length=120)]


class Step(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One step. Kind `organisations`: one visa of each associated organisation, none if there are none.
    Kind `role`: one visa. `roles` are those who may give it; `final` marks the authority."""

    id: Word
    label: Word
    kind: Literal["organisations", "role"]
    roles: Annotated[tuple[str, ...], msgspec.Meta(min_length=1, max_length=len(ROLES))]
    final: bool = False


class Circuit(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """The steps in their order. A submission embeds it whole: a version is judged by the circuit of its submission."""

    id: Word
    name: Word
    steps: Annotated[tuple[Step, ...], msgspec.Meta(min_length=1, max_length=20)]


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
    """The same circuit, if its last step is the one final authority and every role named may give a visa."""
    ids = [step.id for step in circuit.steps]
    if len(set(ids)) != len(ids):
        raise _unsafe(circuit, "deux étapes portent le même nom")
    for step in circuit.steps:
        for role in step.roles:
            if role not in ROLES:
                raise _unsafe(circuit, f"le rôle « {role} » n'existe pas")
            if not may_give_visa(role):
                raise _unsafe(circuit, f"le rôle {role} ne donne pas de visa")
    last = circuit.steps[-1]
    if not last.final or last.kind != "role":
        raise _unsafe(circuit, "la dernière étape n'est pas le visa final d'une autorité")
    if any(step.final for step in circuit.steps[:-1]):
        raise _unsafe(circuit, "plusieurs étapes se disent finales")
    return circuit


def fingerprint(circuit: Circuit) -> str:
    """SHA-256, in hexadecimal, of what the circuit says. A field added later at its default does not change it."""
    return hashlib.sha256(msgspec.json.encode(circuit, order="deterministic")).hexdigest()


def _unsafe(circuit: Circuit, reason: str) -> Refused:
    return Refused(f"Circuit de visas « {circuit.name} » refusé : {reason}.", "circuit")
