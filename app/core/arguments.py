"""The arguments of a program, read and refused in French."""

import argparse
import re
from typing import Any, NoReturn

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
