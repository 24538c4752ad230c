"""The profile a command works on: where it is, and the key that opens it."""

import getpass
import os
import sys
from pathlib import Path

import platformdirs

from app.core import vault
from app.core.errors import Refused, Unavailable

PASSPHRASE = "DIAPASON_PASSPHRASE"
NO_KEY = f"La clé de ce poste manque : ni trousseau, ni {PASSPHRASE}, ni terminal où demander la phrase secrète."


def default_folder() -> Path:
    return Path(platformdirs.user_data_dir("diapason", appauthor=False))


def key(folder: Path) -> bytes:
    """The key of a profile: from the keychain, else the environment, else asked. The printed recovery code is taken
    wherever the passphrase is. Raises Refused when there is no profile, Unavailable when there is no key."""
    found = vault.open_with_keychain(folder)
    if found is not None:
        return found
    secret = os.environ.get(PASSPHRASE) or _asked("Phrase secrète : ")
    try:
        return vault.open_with_either(folder, secret)
    except Refused as error:
        raise Unavailable(str(error)) from error


def new_passphrase() -> str:
    """The passphrase of a profile about to be made, typed twice when it is asked for."""
    given = os.environ.get(PASSPHRASE)
    if given:
        return given
    chosen = _asked("Choisissez une phrase secrète : ")
    if chosen != _asked("Encore une fois : "):
        raise Refused("Les deux phrases ne sont pas les mêmes : rien n'a été fait.", "passphrase")
    return chosen


def _asked(prompt: str) -> str:
    if not sys.stdin or not sys.stdin.isatty():
        raise Unavailable(NO_KEY)
    try:
        return getpass.getpass(prompt, sys.stderr)
    except EOFError as error:
        raise Unavailable(NO_KEY) from error
