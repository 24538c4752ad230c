"""`bundle`: carrying a crisis from one workstation to another in a file, on a USB stick."""

from collections import Counter
from pathlib import Path
from typing import Any

from app.commands import naming
from app.commands.call import Call
from app.commands.disk import text_of
from app.commands.parsing import Among, command, group
from app.core.clock import rfc3339
from app.core.errors import Refused
from app.sync import bundle_words
from app.sync.bundle_making import Wanted, make
from app.sync.bundle_taking import Brought, take_in

SHORT = 12  # characters: a shorter passphrase is guessed by whoever finds the stick


def arrange(commands: Among) -> None:
    among = group(commands, "bundle", "transporter une crise sur une clé USB, sans réseau")
    making = command(among, "export", "écrire un paquet chiffré, lisible des postes des membres", _export)
    which = making.add_mutually_exclusive_group(required=True)
    which.add_argument("--crisis", metavar="CRISE", help="crise (CRI-2026-SIG1-001)")
    help = "tout ce que tient ce poste, sous une phrase secrète : pour refaire un serveur perdu"
    which.add_argument("--all", action="store_true", help=help)
    making.add_argument("--out", type=Path, required=True, metavar="FICHIER", help="paquet à écrire")
    making.add_argument(
        "--since-bundle", type=Path, metavar="FICHIER", help="paquet précédent, fait ou reçu ici : n'en rien répéter"
    )
    making.add_argument(
        "--to", nargs="+", action="extend", default=[], metavar="POSTE", help="ces seuls postes (SIG2), et celui-ci"
    )
    making.add_argument("--force", action="store_true", help="remplacer le fichier qui s'y trouve")
    taking = command(among, "import", "prendre ce qu'apporte un paquet ; le refaire ne change rien", _import)
    taking.add_argument("file", type=Path, metavar="FICHIER")
    for parser, help in ((making, "chiffrer pour qui connaît cette phrase"), (taking, "phrase secrète du paquet")):
        parser.add_argument("--passphrase-file", type=Path, metavar="FICHIER", help=help + " (« - » : entrée standard)")


def _export(call: Call) -> None:
    options = call.options
    crisis, passphrase = None if options.all else naming.crisis(call, options.crisis), _passphrase(call)
    wanted = Wanted(
        crisis.id if crisis else "", options.out, tuple(options.to), passphrase, options.since_bundle, options.force
    )
    made = make(call.workstation.store, wanted)
    values = {
        "crisis": crisis.code if crisis else "",
        "file": str(made.path),
        "bytes": made.size,
        "operations": made.operations,
        "files": made.files,
        "workstations": list(made.workstations),
        "passphrase": bool(passphrase),
    }
    call.speech.say(values, bundle_words.made(made, bool(passphrase), options.all))
    if passphrase and len(passphrase) < SHORT:
        call.speech.warn(bundle_words.SHORT)


def _import(call: Call) -> None:
    brought = take_in(call.workstation.store, call.options.file, _passphrase(call))
    codes = {row.id: row.code for row in call.reading.crises()}
    call.speech.say(_values(brought, codes), bundle_words.brought(brought, codes))
    if brought.problem:
        raise Refused(brought.problem, "file")


def _values(brought: Brought, codes: dict[str, str]) -> dict[str, Any]:
    return {
        "new": brought.new,
        "amendments": brought.amendments,
        "known": brought.known,
        "waiting": brought.waiting,
        "refused": len(brought.refused),
        "missing": [
            {
                "crisis": codes.get(gap.space, gap.space),
                "workstation": gap.prefix,
                "incarnation": gap.incarnation,
                "from": gap.after + 1,
                "to": gap.to,
            }
            for gap in brought.missing
        ],
        "files_new": brought.files_new,
        "files_refused": brought.files_refused,
        "files_without_room": brought.files_without_room,
        "accounts": brought.accounts,
        "ranked": brought.ranked,
        "crises": [codes.get(space, space) for space in brought.crises],
        "left_out": len(brought.left_out),
        "reasons": dict(Counter(brought.refused)),
        "by": brought.by,
        "at": rfc3339(brought.at),
        "complete": not brought.problem,
    }


def _passphrase(call: Call) -> str:
    """The words of `--passphrase-file`, without the end of their line. Raises Refused when there are none."""
    file: Path | None = call.options.passphrase_file
    if file is None:
        return ""
    words = text_of(file).rstrip("\r\n")
    if not words.strip():
        raise Refused("La phrase secrète est vide.", "passphrase")
    return words
