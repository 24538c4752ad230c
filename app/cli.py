"""The command `diapason`: the same workstation without a window, for administrators, scripts and a dead screen."""

import argparse
import os
import sys
import traceback
from collections.abc import Sequence
from functools import cache

from app.commands import (
    accounts,
    alarms,
    alerts,
    attach,
    backups,
    brand,
    briefs,
    bundles,
    calls,
    circuits,
    contacts,
    crises,
    duties,
    exchanging,
    exporting,
    figures,
    journal,
    kit,
    lists,
    members,
    messages,
    notices,
    relay,
    upkeep,
)
from app.commands.call import Call
from app.commands.parsing import everywhere
from app.commands.speech import Speech
from app.core.arguments import USAGE, Parser
from app.core.clock import Clock, rfc3339
from app.core.errors import Refused, Unavailable, disk_said
from app.core.operations import Malformed

DONE, REFUSED, UNAVAILABLE = 0, 1, 3
INCIDENTS = "incidents.log"
ALTERED = "Le journal de ce poste a été altéré sur le disque : « diapason verify » dit où. Ne vous y fiez pas."


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command. Returns its exit code: 0 done, 1 refused by a rule, 2 usage, 3 unavailable."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    try:
        typed = parser()
        options = typed.parse_args(arguments)
        fault = options.check(options) if hasattr(options, "check") else ""
        if fault:
            typed.error(fault)
    except SystemExit as end:
        return USAGE if end.code else DONE
    call = Call(options, Speech(options.json), Clock())
    try:
        return _run(call)
    except BrokenPipeError:  # whoever read us has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    finally:
        call.close()


def _run(call: Call) -> int:
    try:
        call.options.run(call)
    except Refused as refusal:
        call.speech.warn(str(refusal))
        return REFUSED
    except (Unavailable, Malformed) as trouble:
        call.speech.warn(str(trouble) if isinstance(trouble, Unavailable) else ALTERED)
        return UNAVAILABLE
    except KeyboardInterrupt:
        call.speech.warn("Interrompu.")
        return UNAVAILABLE
    except BrokenPipeError:
        raise
    except OSError as error:
        call.speech.warn(f"Impossible d'utiliser {error.filename or 'ce fichier'} : {disk_said(error)}.")
        return UNAVAILABLE
    except Exception as error:
        call.speech.warn(f"Incident interne ({type(error).__name__}). {_noted(call, error)}")
        return UNAVAILABLE
    return DONE


@cache
def parser() -> Parser:
    """Everything that may be typed: made once, for a process may run many commands."""
    made = Parser(prog="diapason", description="Diapason à la ligne de commande : tout ce que fait ce poste.")
    everywhere(made, default=None)
    commands = made.add_subparsers(required=True, metavar="COMMANDE", dest="command", parser_class=Parser)
    families = (accounts, crises, members, journal, notices, messages, circuits, figures, lists, contacts, briefs)
    others = (duties, calls, alerts, exporting, exchanging, alarms, attach, bundles, relay, backups, kit, brand, upkeep)
    for family in (*families, *others):
        family.arrange(commands)
    return made


def _noted(call: Call, error: Exception) -> str:
    """Writes down where in the program it happened, and nothing of what people wrote."""
    frames = traceback.extract_tb(error.__traceback__)
    lines = [f"{rfc3339(call.clock.now())} {_command(call.options)} {type(error).__name__}"]
    lines += [f"    {frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
    file = call.folder / INCIDENTS
    try:
        with file.open("a", encoding="utf-8") as opened:
            opened.write("\n".join(lines) + "\n")
    except OSError:
        return "Le détail n'a pas pu être écrit sur le disque."
    return f"Le détail est dans {file}, sans rien de ce que vous avez écrit."


def _command(options: argparse.Namespace) -> str:
    return " ".join(str(value) for name, value in vars(options).items() if name.endswith("command"))


if __name__ == "__main__":
    sys.exit(main())
