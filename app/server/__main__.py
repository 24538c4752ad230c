"""The command `diapason-server`: founds a central, serves it, keeps it safe, and makes it again when it is lost."""

import argparse
import getpass
import json
import logging
import os
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

from sqlalchemy.exc import SQLAlchemyError

from app.core.arguments import Parser
from app.core.clock import Clock, rfc3339
from app.core.errors import Refused, Unavailable, disk_said
from app.server import tls
from app.server.api import application
from app.server.backup import Kept, back_up, restore
from app.server.central import Central, Settings, default_database_url, open_central, read_settings
from app.server.founding import Founded, found
from app.server.inlining import look
from app.server.listening import bound, listener, run
from app.server.live import Live
from app.server.rebuilding import Place, Rebuilt, rebuild
from app.server.wall import Wall

DONE, REFUSED, USAGE, UNAVAILABLE = 0, 1, 2, 3
PORT = 8741
LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
EVERYWHERE = frozenset({"0.0.0.0", "::"})
PASSPHRASE = "DIAPASON_PASSPHRASE"


def main(arguments: Sequence[str] | None = None) -> int:
    options = _parser().parse_args(arguments)
    os.umask(0o077)  # what we write is nobody else's to read, the database included
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    try:
        options.run(options)
    except Refused as refusal:
        print(refusal, file=sys.stderr)
        return REFUSED
    except Unavailable as trouble:
        print(trouble, file=sys.stderr)
        return UNAVAILABLE
    except SQLAlchemyError as error:
        print(f"La base de données ne répond pas ({type(error).__name__}) : rien n'est perdu.", file=sys.stderr)
        return UNAVAILABLE
    except OSError as error:
        print(f"Impossible : {disk_said(error)}", file=sys.stderr)
        return UNAVAILABLE
    return DONE


def _parser() -> Parser:
    parser = Parser(prog="diapason-server", description="Le serveur central de Diapason.")
    parser.add_argument("--json", action="store_true", help="un objet JSON par ligne")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMANDE")
    init = commands.add_parser("init", help="créer le serveur et l'invitation du premier administrateur")
    serve = commands.add_parser("serve", help="servir jusqu'à l'arrêt")
    backup = commands.add_parser("backup", help="sauvegarder le serveur, même pendant qu'il sert")
    restoration = commands.add_parser("restore", help="refaire le serveur depuis une sauvegarde")
    rebuilding = commands.add_parser("rebuild", help="refaire un serveur perdu depuis ce que tiennent les postes")
    ways = {init: _init, serve: _serve, backup: _backup, restoration: _restore, rebuilding: _rebuild}
    for command, way in ways.items():
        command.set_defaults(run=way)
        command.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help="un objet JSON par ligne")
        command.add_argument("--data", type=Path, required=True, metavar="DOSSIER", help="dossier du serveur")
        address = os.environ.get("DIAPASON_DATABASE_URL", "")
        told = "base PostgreSQL ; sans elle, un fichier SQLite du dossier"
        command.add_argument("--database-url", default=address, metavar="ADRESSE", help=told)
    seen, other = "adresse que verront les postes", "autre nom ou adresse du serveur (répétable)"
    for command in (init, rebuilding):
        command.add_argument("--public-url", default=f"http://127.0.0.1:{PORT}", metavar="ADRESSE", help=seen)
        command.add_argument("--host-name", action="append", default=[], metavar="NOM", help=other)
    backup.add_argument("--out", type=Path, required=True, metavar="FICHIER", help="sauvegarde à écrire")
    restoration.add_argument("file", type=Path, metavar="FICHIER", help="sauvegarde à reprendre")
    rebuilding.add_argument("--recovery", default="", metavar="CODE", help="code de secours (sinon il est demandé)")
    told = "paquets faits sur les postes, fermés par une phrase secrète"
    rebuilding.add_argument("--from", nargs="+", type=Path, required=True, dest="bundles", metavar="PAQUET", help=told)
    rebuilding.add_argument("--why", default="serveur perdu", metavar="MOTIF", help="motif, écrit pour tous")
    told = "inviter aussi un premier administrateur, s'il n'en reste pas"
    rebuilding.add_argument("--administrator", action="store_true", help=told)
    serve.add_argument("--host", default="127.0.0.1", metavar="ADRESSE", help="où écouter (127.0.0.1 sinon)")
    serve.add_argument("--port", type=int, default=PORT, metavar="PORT", help=f"port ({PORT} sinon)")
    serve.add_argument("--tls", action="store_true", help="TLS même sur cette seule machine (ailleurs : toujours)")
    return parser


def _init(options: argparse.Namespace) -> None:
    _check_address(options.public_url)
    founded = found(options.data, _database(options), options.public_url, options.host_name, Clock())
    codes = {"invitation": founded.invitation, "recovery": founded.recovery}
    print(json.dumps(codes) if options.json else _told(founded))


def _check_address(public_url: str) -> None:
    try:
        address = urlsplit(public_url)
    except ValueError as error:
        raise Refused(f"« {public_url} » n'est pas une adresse.") from error
    if address.scheme not in ("http", "https") or not address.hostname:
        raise Refused("L'adresse publique s'écrit http://… ou https://…")
    if address.scheme == "http" and address.hostname not in LOOPBACK:
        raise Refused("Hors de cette machine, les postes ne parlent au serveur que par https://…")


def _told(founded: Founded) -> str:
    return (
        "Le serveur est créé.\n\n"
        f"Invitation du premier administrateur, valable une fois et trente jours :\n{founded.invitation}\n\n"
        "Code de secours, à imprimer et à mettre au coffre. Lui seul peut nommer une nouvelle clé du serveur ou un\n"
        f"nouveau premier administrateur ; il n'est conservé nulle part :\n{founded.recovery}"
    )


def _serve(options: argparse.Namespace) -> None:
    settings = read_settings(options.data)
    central = open_central(options.data, _database(options), tls.authority_pem(options.data), Clock())
    try:
        _listen(options, settings, central)
    finally:
        central.database.close()


def _listen(options: argparse.Namespace, settings: Settings, central: Central) -> None:
    in_clear = options.host in LOOPBACK and not options.tls
    context = None if in_clear else tls.server_context(options.data)

    live = Live(partial(look, central))
    listening = bound(options.host, options.port)
    port = listening.getsockname()[1]
    host = urlsplit(settings.public_url).hostname if options.host in EVERYWHERE else options.host
    url = f"{'http' if in_clear else 'https'}://{f'[{host}]' if ':' in str(host) else host}:{port}"
    wall = Wall(application(central, live), central)
    run(listener(wall, context, lambda: print(f"ready {url}", flush=True), live.close), listening)


def _backup(options: argparse.Namespace) -> None:
    passphrase = _secret("Phrase secrète de la sauvegarde : ", PASSPHRASE)
    _say_kept(options, back_up(options.data, _database(options), options.out, passphrase, Clock()), "sauvegardées")


def _restore(options: argparse.Namespace) -> None:
    passphrase = _secret("Phrase secrète de la sauvegarde : ", PASSPHRASE)
    _say_kept(options, restore(options.file, options.data, _database(options), passphrase, Clock()), "restaurées")


def _say_kept(options: argparse.Namespace, kept: Kept, done: str) -> None:
    values = {"operations": kept.operations, "spaces": kept.spaces, "bytes": kept.size, "taken_at": ""}
    values["taken_at"] = rfc3339(kept.taken_at) or ""
    words = f"{kept.operations} opérations de {kept.spaces} espaces {done} et vérifiées (sauvegarde du "
    print(json.dumps(values) if options.json else words + f"{values['taken_at']}).")


def _rebuild(options: argparse.Namespace) -> None:
    _check_address(options.public_url)
    recovery = options.recovery or _secret("Code de secours : ", "DIAPASON_RECOVERY")
    passphrase = _secret("Phrase secrète des paquets : ", PASSPHRASE)
    place = Place(options.data, _database(options), options.public_url, options.host_name)
    rebuilt = rebuild(place, recovery, options.bundles, passphrase, options.why, Clock(), options.administrator)
    print(json.dumps(rebuilt.values()) if options.json else _rebuilt_told(rebuilt))


def _rebuilt_told(rebuilt: Rebuilt) -> str:
    words = (
        f"Le serveur est refait : {rebuilt.ranked} opérations de {rebuilt.spaces} espaces, {rebuilt.waiting} qui "
        "attendent\nce qui les précède. Les postes apporteront le reste.\n\n"
        f"Code de rattachement, à donner à chaque poste ; il n'est pas secret :\n{rebuilt.code}"
    )
    if rebuilt.cut:
        words += f"\n\nPaquets incomplets, dont le début a servi : {', '.join(rebuilt.cut)}"
    if rebuilt.invitation:
        words += f"\n\nInvitation d'un administrateur, valable une fois et trente jours :\n{rebuilt.invitation}"
    return words


def _secret(asked: str, name: str) -> str:
    """What the environment says, or what is typed. Raises Unavailable where nobody can be asked."""
    given = os.environ.get(name)
    if given:
        return given
    if not sys.stdin or not sys.stdin.isatty():
        raise Unavailable(f"{asked.rstrip(' :')} : ni {name}, ni terminal où la demander.")
    try:
        return getpass.getpass(asked, sys.stderr)
    except EOFError as error:
        raise Unavailable("Rien n'a été fait.") from error


def _database(options: argparse.Namespace) -> str:
    return options.database_url or default_database_url(options.data)


if __name__ == "__main__":
    sys.exit(main())
