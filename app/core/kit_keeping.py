"""Where the degraded kit is kept, when it was last made, and when it must be made again."""

import os
import re
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import msgspec

from app.core import times
from app.core.errors import Refused, Unavailable, disk_said
from app.core.kit import PARIS
from app.core.whole import put_in_place

FILE, FOLDER = "kit.json", "kit"  # in the profile
KEPT = 2  # days whose files stay
NAME = re.compile(r"kit-de-secours-(\d{4}-\d\d-\d\d)(?:-[A-ZÉ]+)?\.pdf")
UNFINISHED = ".partiel"
FAILED = "Le kit de secours n'a pas pu être écrit dans {} : {}. {}"
YESTERDAY, NONE_LEFT = "Celui du {} y reste.", "Aucun n'y est : choisissez un autre dossier."
NO_FOLDER = "Ce dossier n'existe pas, ou n'en est pas un : choisissez-en un autre."


class Made(msgspec.Struct, frozen=True):
    """The last kit that was made: when (ms), which file, and for which crises (ids)."""

    at: int
    file: str
    sha256: str
    pages: int
    crises: tuple[str, ...]


class Keeping(msgspec.Struct, frozen=True):
    """How this workstation keeps its kit: `folder` empty is its own; `daily`: made again each day by itself. `trouble`
    is why the last try failed, in French, or nothing."""

    folder: str = ""
    daily: bool = True
    made: Made | None = None
    trouble: str = ""


def read(profile: Path) -> Keeping:
    """How the kit is kept in that profile; as at first when that cannot be read."""
    try:
        return msgspec.json.decode((profile / FILE).read_bytes(), type=Keeping)
    except (OSError, msgspec.DecodeError):
        return Keeping()


def write(profile: Path, keeping: Keeping) -> None:
    """Raises Unavailable."""
    try:
        _write_private(profile / FILE, msgspec.json.encode(keeping))
    except OSError as error:
        raise Unavailable(f"Le réglage du kit de secours n'a pas pu être gardé : {disk_said(error)}.") from error


def choose(profile: Path, folder: str, daily: bool) -> Keeping:
    """Keeps where the kit goes from now on (empty: the profile), and whether it is made each day. Raises Refused or
    Unavailable."""
    if folder and not Path(folder).is_dir():
        raise Refused(NO_FOLDER, "folder")
    now = read(profile)
    kept = Keeping(folder, daily, now.made, now.trouble if folder == now.folder else "")
    write(profile, kept)
    return kept


def folder_of(profile: Path, keeping: Keeping) -> Path:
    """Where the kit of that workstation is written."""
    return Path(keeping.folder) if keeping.folder else profile / FOLDER


def is_due(profile: Path, keeping: Keeping, crises: tuple[str, ...], now: int) -> bool:
    """Whether the kit is to be made: none today, a crisis opened or closed since, or its file is gone."""
    made = keeping.made
    if not keeping.daily:
        return False
    if made is None or set(made.crises) != set(crises):
        return True
    here = Path(made.file).parent == folder_of(profile, keeping) and Path(made.file).is_file()
    return not here or times.local_day(made.at, PARIS) != times.local_day(now, PARIS)


def place(file: Path, data: bytes, note: Callable[[], object]) -> None:
    """Writes a file for its owner alone; it takes its name once `note` is done, or nothing is left of it. Raises
    OSError, or what `note` raises."""
    draft = file.with_name(file.name + UNFINISHED)
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as opened:
            opened.write(data)
        note()
        put_in_place(draft, file)
    finally:
        with suppress(OSError):
            draft.unlink(missing_ok=True)


def make_room(profile: Path, keeping: Keeping) -> Path:
    """The folder of the kit, the profile's own made when it lacks. Raises OSError: a folder that was chosen, a key that
    was taken away, is never made."""
    folder = folder_of(profile, keeping)
    if not keeping.folder:
        folder.mkdir(mode=0o700, exist_ok=True)
    if not folder.is_dir():
        raise FileNotFoundError(str(folder))
    return folder


def tidy(folder: Path, kept: Path) -> None:
    """Takes away the kits of former days, the last one before stays; and those of the same day under another name."""
    days = _by_day(folder)
    of_kept = NAME.fullmatch(kept.name)
    others = {day: files for day, files in days.items() if of_kept is None or day != of_kept[1]}
    old = [one for day in sorted(others, reverse=True)[KEPT - 1 :] for one in others[day]]
    same = [one for one in days.get(of_kept[1], ()) if one != kept] if of_kept else []
    for one in (*old, *same):
        with suppress(OSError):
            one.unlink()


def said_of_failure(folder: Path, error: OSError) -> str:
    """What went wrong, and which kit is left."""
    days = _by_day(folder)
    left = YESTERDAY.format("/".join(reversed(max(days).split("-")))) if days else NONE_LEFT
    return FAILED.format(folder, disk_said(error), left)


def _by_day(folder: Path) -> dict[str, list[Path]]:
    found: dict[str, list[Path]] = {}
    with suppress(OSError):
        for one in folder.iterdir():
            if named := NAME.fullmatch(one.name):
                found.setdefault(named[1], []).append(one)
    return found


def _write_private(file: Path, data: bytes) -> None:
    place(file, data, lambda: None)
