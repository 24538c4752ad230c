"""The command line as it is typed: sub-commands, and the options every command takes."""

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.core.arguments import Parser

if TYPE_CHECKING:
    from app.commands.call import Call

Among = Any
"""What argparse gives to add sub-commands to; its type has no public name."""


def everywhere(parser: Parser, default: Any = argparse.SUPPRESS) -> None:
    """The options that may stand before the command or after it."""
    parser.add_argument("--profile", type=Path, metavar="DOSSIER", default=default, help="dossier du poste")
    flag = argparse.SUPPRESS if default is argparse.SUPPRESS else False
    parser.add_argument("--json", action="store_true", default=flag, help="un objet JSON par ligne")


def command(among: Among, name: str, help: str, run: Callable[["Call"], None]) -> Parser:
    """A command, run by `run`."""
    parser: Parser = among.add_parser(name, help=help, description=help)
    everywhere(parser)
    parser.set_defaults(run=run)
    return parser


def group(among: Among, name: str, help: str, elsewhere: str = "") -> Among:
    """A family of commands: `journal list`, `journal show`. `elsewhere`: what one may look for here, and is not."""
    parser: Parser = among.add_parser(name, help=help, description=help, epilog=elsewhere or None)
    everywhere(parser)
    return parser.add_subparsers(required=True, metavar="COMMANDE", dest=f"{name}_command")


def of_crisis(parser: Parser, required: bool = False) -> None:
    """The crisis a command works in; for one that takes a reference, what settles a short form."""
    parser.add_argument("--crisis", metavar="CRISE", required=required, help="crise (CRI-2026-SIG1-001)")
