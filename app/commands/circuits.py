"""`circuit`: the circuits of visas of a crisis, those of the house or as its head of cell set them."""

from pathlib import Path
from typing import Any

from app.commands import naming
from app.commands.call import Call
from app.commands.disk import text_of
from app.commands.parsing import Among, command, group, of_crisis
from app.core import circuits
from app.core.circuits import Circuit, Regime
from app.core.clock import rfc3339
from app.core.message_commands import SetCircuit
from app.core.registers.crisis import Crisis


def arrange(commands: Among) -> None:
    among = group(commands, "circuit", "les circuits de visas d'une crise")
    listing = command(among, "list", "les circuits en vigueur dans une crise", _list)
    showing = command(among, "show", "un circuit, étape par étape", _show)
    showing.add_argument("circuit", metavar="CIRCUIT", choices=[one.id for one in circuits.house()])
    setting = command(among, "set", "changer un circuit : réservé au CCOM, écrit dans la main courante", _set)
    setting.add_argument("--file", type=Path, required=True, metavar="FICHIER", help="le circuit, en JSON")
    for parser in (listing, showing, setting):
        of_crisis(parser, required=True)


def _list(call: Call) -> None:
    crisis = naming.crisis(call, call.options.crisis)
    for one in circuits.house():
        _tell(call, crisis, one.id)


def _show(call: Call) -> None:
    """With --json, what `circuit set` reads, and nothing else."""
    _tell(call, naming.crisis(call, call.options.crisis), call.options.circuit, alone=True)


def _set(call: Call) -> None:
    crisis = naming.crisis(call, call.options.crisis)
    circuit = circuits.read(text_of(call.options.file).encode())
    voided = [row.reference for row in call.reading.messages(crisis.id) if row.under == circuit.id]
    call.desk.do(SetCircuit(crisis.id, circuit))
    values = {"circuit": circuit.id, "fingerprint": circuits.fingerprint(circuit), "to_submit_again": voided}
    again = f"\nÀ soumettre à nouveau : {', '.join(voided)}." if voided else ""
    call.speech.say(values, f"{circuit.name} réglé pour cette crise.\n{circuits.told(circuit)}{again}")


def _tell(call: Call, crisis: Crisis, id: str, alone: bool = False) -> None:
    """One line for each circuit in force under that name: two when they were set apart."""
    found = call.reading.regimes(crisis.id, id)
    told: list[tuple[Circuit, Regime | None]] = [(one.circuit, one) for one in found]
    apart = len(call.reading.circuit(crisis.id, id)) > 1
    for circuit, regime in told or [(circuits.load(id), None)]:
        words = f"{circuit.id} — {circuit.name}, {_origin(regime, crisis)}\n{circuits.told(circuit)}"
        if apart:
            words += "\nDeux circuits écrits séparément : le CCOM dit lequel vaut (circuit set)."
        call.speech.say(circuits.plain(circuit) if alone else _values(circuit, regime, crisis, apart), words)


def _values(circuit: Circuit, regime: Regime | None, crisis: Crisis, apart: bool) -> dict[str, Any]:
    return {
        **circuits.plain(circuit),
        "fingerprint": circuits.fingerprint(circuit),
        "set_by": regime.person if regime else "",
        "set_at": rfc3339(regime.at, crisis.zone) if regime else None,
        "apart": apart,
    }


def _origin(regime: Regime | None, crisis: Crisis) -> str:
    if regime is None:
        return "circuit de la maison"
    return f"réglé pour cette crise par {regime.person}, {rfc3339(regime.at, crisis.zone)}"
