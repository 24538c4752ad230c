"""The command line as it is typed: sub-commands, options every command takes, and usage errors in French."""

import argparse
import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

if TYPE_CHECKING:
    from app.commands.call import Call

USAGE = 2  # exit code
TOLD = (  # what argparse says, and what a person reads
    (re.compile(r"the following arguments are required: (.*)"), r"il manque : \1"),
    (re.compile(r"one of the arguments (.*) is required"), r"il manque l'un de : \1"),
    (re.compile(r"unrecognized arguments: (.*)", re.DOTALL), r"arguments en trop : \1"),
    (re.compile(r"argument (.*?): invalid choice: (.*) \(choose from (.*)\)", re.DOTALL), r"\1 : \2 n'est pas dans \3"),
    (re.compile(r"argument (.*?): expected one argument"), r"\1 : il manque la valeur"),
    (re.compile(r"argument (.*?): not allowed with argument (.*)"), r"\1 ne va pas avec \2"),
    (re.compile(r"argument (.*?): invalid .* value: (.*)", re.DOTALL), r"\1 : valeur incomprise, \2"),
)
HEADINGS = (
    ("usage:", "Usage :"),
    ("positional arguments:", "Arguments :"),
    ("options:", "Options :"),
)


class Parser(argparse.ArgumentParser):
    """Speaks French; takes no abbreviation of an option, so that a script keeps its meaning when options are added."""

    def __init__(self, **more: Any):
        super().__init__(**{**more, "add_help": False, "allow_abbrev": False})
        self.add_argument("-h", "--help", action="help", help="montrer cette aide")

    def format_help(self) -> str:
        text = super().format_help()
        for english, french in HEADINGS:
            text = text.replace(english, french, 1)
        return text

    def format_usage(self) -> str:
        return super().format_usage().replace("usage:", "Usage :", 1)

    def error(self, message: str) -> NoReturn:
        for pattern, french in TOLD:
            message = pattern.sub(french, message)
        self.exit(USAGE, f"{self.format_usage()}{self.prog} : {message}\n")


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


def group(among: Among, name: str, help: str) -> Among:
    """A family of commands: `journal list`, `journal show`."""
    parser: Parser = among.add_parser(name, help=help, description=help)
    everywhere(parser)
    return parser.add_subparsers(required=True, metavar="COMMANDE", dest=f"{name}_command")


def of_crisis(parser: Parser, required: bool = False) -> None:
    """The crisis a command works in; for one that takes a reference, what settles a short form."""
    parser.add_argument("--crisis", metavar="CRISE", required=required, help="crise (CRI-2026-SIG1-001)")
