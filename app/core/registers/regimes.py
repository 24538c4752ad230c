"""What is decided on the circuits of visas of a crisis: its head of cell sets one, and the journal says so."""

from app.core import circuits
from app.core.entry_commands import Record
from app.core.errors import Refused
from app.core.message_commands import SetCircuit
from app.core.organisations import organisations
from app.core.register import Draft, View, require_open
from app.core.registers import journal
from app.core.registers.members import SETS_CIRCUITS

Command = SetCircuit
TO_SUBMIT_AGAIN = "Les textes soumis sous l'ancien circuit et non validés sont à soumettre à nouveau."


def decide(command: SetCircuit, view: View) -> list[Draft]:
    """The circuit set, and the line of the journal that says it; or Refused."""
    require_open(view, command.crisis)
    grant = next((one.id for one in view.grants(command.crisis) if one.role == SETS_CIRCUITS), "")
    if not grant:
        raise Refused("Seul le chef de la cellule communication (CCOM) change un circuit de visas.", "circuit")
    circuit = circuits.from_plain(circuits.plain(command.circuit))
    house = {one.id: one for one in circuits.house()}
    if circuit.id not in house:
        raise Refused(f"Circuit inconnu : « {circuit.id} ». Circuits : {', '.join(sorted(house))}.", "circuit")
    if (circuit.urgent, circuit.joint) != (house[circuit.id].urgent, house[circuit.id].joint):
        raise Refused("Un circuit ne devient ni urgent ni conjoint : c'est ce que dit son nom.", "circuit")
    known = organisations()
    for code in [code for step in circuit.steps for code in step.organisations]:
        known.resolve(code)
    regimes = view.members(command.crisis).regimes
    now = circuits.in_force(regimes.values(), circuit.id)
    if len(now) == 1 and circuits.fingerprint(now[0]) == circuits.fingerprint(circuit):
        raise Refused("Le circuit est le même : rien n'est changé, aucun visa ne tombe.", "circuit")
    body = {
        "circuit": circuits.plain(circuit),
        "seen": dict(view.chains(command.crisis)),
        "replaces": [one.id for one in regimes.values() if one.circuit.id == circuit.id],
    }
    line = Record(
        command.crisis,
        f"Circuit de visas changé : {circuit.name}"[:120],
        content=f"{circuits.told(circuit)}\n\n{TO_SUBMIT_AGAIN}",
        type="decision",
        direction="internal",
        sender=f"{view.me.name} ({SETS_CIRCUITS})",
        means="other",
        triage="closed",
    )
    return [Draft("circuit.set", body, command.crisis, grant=grant), *journal.decide(line, view)]
