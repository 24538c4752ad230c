"""The vault of a profile: the database's key, wrapped in slots so that no single one is the only way in."""

import base64
import hashlib
import unicodedata
from pathlib import Path

import msgspec

from app.core import keychain
from app.core.clock import Clock
from app.core.errors import Refused, Unavailable
from app.core.keys import KEY_SIZE, NONCE_SIZE, USUAL, Cost, seal, stretch, unseal
from app.core.whole import write_whole

FILE, TWIN = "profile.json", "profile.copy.json"  # one damaged sector must not lock the profile for ever
SALT_SIZE = 16
RECOVERY_SIZE = 20  # bytes of chance in a recovery code
PRINTED_GROUPS = 9  # of four letters and digits, in that code
BOUND_TO = b"diapason-vault-1:"
NEW = USUAL  # the cost of the slots made from now on
ILLEGIBLE = "Le fichier des clés de ce poste est illisible. Rien n'a été modifié."


class Slot(msgspec.Struct, frozen=True, omit_defaults=True):
    """One way to the key: `sealed` opens with what `salt` and a secret make, at that cost. A file that says no cost is
    of the usual one, for ever: when new slots cost more, those made before still open."""

    salt: str
    sealed: str
    cost: Cost = USUAL


class Slots(msgspec.Struct, frozen=True):
    """What is written beside the database, twice. `name` tells this profile from others in a keychain; `check` tells a
    damaged file from a wrong passphrase (older profiles have none)."""

    name: str
    passphrase: Slot
    recovery: Slot
    keychain: Slot | None = None
    version: int = 1
    check: str = ""


def exists(folder: Path) -> bool:
    return (folder / FILE).is_file() or (folder / TWIN).is_file()


def create(folder: Path, passphrase: str, clock: Clock) -> tuple[bytes, str]:
    """A new key and its printed recovery code, shown once and kept nowhere. The keychain is used when it is real."""
    passphrase = unicodedata.normalize("NFC", passphrase)
    if not passphrase:
        raise Refused("Choisissez une phrase secrète : elle ouvre ce poste quand tout le reste manque.", "passphrase")
    if exists(folder):
        raise Refused("Ce profil existe déjà.", "profile")
    key, code, name = clock.chance(KEY_SIZE), clock.chance(RECOVERY_SIZE), clock.chance(8).hex()
    slot = None
    held = clock.chance(KEY_SIZE)
    if keychain.keep(name, held):
        slot = Slot("", seal(held, clock.chance(NONCE_SIZE), key, BOUND_TO + b"keychain").hex())
    slots = Slots(
        name,
        _slot(clock, passphrase, key, b"passphrase"),
        _slot(clock, code.hex(), key, b"recovery"),
        slot,
    )
    folder.mkdir(parents=True, exist_ok=True)
    _write(folder / FILE, slots)
    return key, _printed(code)


def keep_twice(folder: Path) -> None:
    """Writes again the one of the two files that is missing or damaged, from the other. Raises Unavailable when there
    is nothing to write it from, OSError when the disk fails."""
    slots = _read(folder)
    for name in (FILE, TWIN):
        if _whole(folder / name) != slots or not slots.check:
            _write(folder / name, slots)


def _write(file: Path, slots: Slots) -> None:
    checked = msgspec.structs.replace(slots, check=_check_of(slots))
    write_whole(file, msgspec.json.format(msgspec.json.encode(checked)))


def _check_of(slots: Slots) -> str:
    return hashlib.sha256(msgspec.json.encode(msgspec.structs.replace(slots, check=""))).hexdigest()


def open_with_passphrase(folder: Path, passphrase: str) -> bytes:
    """The key. Raises Refused when the passphrase is not the right one."""
    key = _opened(_read(folder).passphrase, unicodedata.normalize("NFC", passphrase), b"passphrase")
    if key is None:
        raise Refused("Cette phrase secrète n'est pas la bonne.", "passphrase")
    return key


def open_with_recovery(folder: Path, printed: str) -> bytes:
    """The key, by the code that was printed at enrolment. Raises Refused."""
    key = _opened(_read(folder).recovery, _typed(printed), b"recovery")
    if key is None:
        raise Refused("Ce code de secours n'est pas le bon.", "recovery")
    return key


def open_with_either(folder: Path, secret: str) -> bytes:
    """The key, by what was typed: the printed recovery code is known by its groups. Raises Refused."""
    if secret.strip().count("-") == PRINTED_GROUPS - 1:
        return open_with_recovery(folder, secret)
    return open_with_passphrase(folder, secret)


def open_with_keychain(folder: Path) -> bytes | None:
    """The key, when the system's keychain holds the way to it."""
    slots = _read(folder)
    if slots.keychain is None:
        return None
    held = keychain.recall(slots.name)
    try:
        return None if held is None else unseal(held, bytes.fromhex(slots.keychain.sealed), BOUND_TO + b"keychain")
    except ValueError:  # the other ways in will say what is wrong
        return None


def _slot(clock: Clock, secret: str, key: bytes, name: bytes) -> Slot:
    salt = clock.chance(SALT_SIZE)
    sealed = seal(stretch(secret, salt, NEW), clock.chance(NONCE_SIZE), key, BOUND_TO + name)
    return Slot(salt.hex(), sealed.hex(), NEW)


def _opened(slot: Slot, secret: str, name: bytes) -> bytes | None:
    try:
        salt, sealed = bytes.fromhex(slot.salt), bytes.fromhex(slot.sealed)
        return unseal(stretch(secret, salt, slot.cost), sealed, BOUND_TO + name)
    except ValueError as error:
        raise Unavailable(ILLEGIBLE) from error


def _read(folder: Path) -> Slots:
    """The slots, from whichever of the two files is whole."""
    if not exists(folder):
        raise Refused("Ce poste n'est pas inscrit : utilisez d'abord votre invitation.", "profile")
    for name in (FILE, TWIN):
        slots = _whole(folder / name)
        if slots is not None:
            return slots
    raise Unavailable(ILLEGIBLE)


def _whole(file: Path) -> Slots | None:
    """The slots in a file, or None when it is missing or not as it was written."""
    try:
        slots = msgspec.json.decode(file.read_bytes(), type=Slots)
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError):
        return None
    return slots if slots.check in ("", _check_of(slots)) else None


def _printed(code: bytes) -> str:
    """Eight groups of four letters and digits, and a ninth that catches a slip of the pen."""
    check = hashlib.sha256(code).digest()[:2]
    text = base64.b32encode(code).decode() + base64.b32encode(check).decode()[:4]
    return "-".join(text[start : start + 4] for start in range(0, len(text), 4))


def _typed(printed: str) -> str:
    text = "".join(character for character in printed.upper() if character.isalnum())
    text = text.replace("0", "O").replace("1", "I").replace("8", "B")  # base32 has no 0, 1 or 8
    try:
        code = base64.b32decode(text[:32])
    except ValueError as error:
        raise Refused("Ce code de secours est mal recopié.", "recovery") from error
    if len(code) != RECOVERY_SIZE or _printed(code).replace("-", "") != text:
        raise Refused("Ce code de secours est mal recopié : vérifiez chaque groupe.", "recovery")
    return code.hex()
