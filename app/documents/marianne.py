"""The typeface of the State, where this workstation has it: Marianne is not free to ship."""

import os
import struct
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FAMILY = "Marianne"
REGULAR, STRONG, BOLD = (400,), (600, 500), (700, 600, 800)  # weights that will do, the best first
MOST = 50_000  # files looked at: a folder of fonts that is none stops no brief
NOT_OUTLINES = "Marianne n’est installée qu’en OpenType (CFF) : le PDF emploie Public Sans. Installez ses fichiers TTF."
INCOMPLETE = "Il manque à la Marianne installée la graisse {} : le PDF emploie Public Sans."
_TRUETYPE = (b"\x00\x01\x00\x00", b"true")


@dataclass(frozen=True, slots=True)
class Installed:
    """The files of the three weights that the paper uses, or none, and a sentence that says why when there is one."""

    files: tuple[Path, ...] = ()
    remark: str = ""


@dataclass(frozen=True, slots=True)
class _Face:
    file: Path
    weight: int
    outlines: bool  # TrueType's, which alone the PDF library reads


@cache
def installed() -> Installed:
    """What is found in the usual folders of this machine. Looked for once."""
    return found(folders(os.environ, Path.home(), sys.platform))


def folders(environment: Mapping[str, str], home: Path, system: str) -> tuple[Path, ...]:
    """Where fonts are installed, for one person first, then for all."""
    if system == "win32":
        local = environment.get("LOCALAPPDATA", str(home / "AppData" / "Local"))
        return (
            Path(local, "Microsoft", "Windows", "Fonts"),
            Path(environment.get("WINDIR", r"C:\Windows"), "Fonts"),
        )
    if system == "darwin":
        return (home / "Library" / "Fonts", Path("/Library/Fonts"), Path("/Network/Library/Fonts"))
    data = environment.get("XDG_DATA_HOME") or str(home / ".local" / "share")
    shared = environment.get("XDG_DATA_DIRS") or "/usr/local/share:/usr/share"
    return (Path(data, "fonts"), home / ".fonts", *(Path(one, "fonts") for one in shared.split(":") if one))


def found(places: tuple[Path, ...]) -> Installed:
    """The faces in these folders and those inside."""
    faces = [face for file in _files(places) if (face := _face(file)) is not None]
    usable = {face.weight: face.file for face in reversed(faces) if face.outlines}
    if not usable:
        return Installed(remark=NOT_OUTLINES if faces else "")
    chosen = [next((usable[one] for one in weights if one in usable), None) for weights in (REGULAR, STRONG, BOLD)]
    regular, strong, bold = chosen[0], chosen[1] or chosen[2], chosen[2]
    if regular is None or strong is None or bold is None:
        return Installed(remark=INCOMPLETE.format("normale" if regular is None else "grasse"))
    return Installed((regular, strong, bold))


def _files(places: tuple[Path, ...]) -> Iterator[Path]:
    """The font files that are named after it. A font is renamed by nobody: the others need not be opened."""
    seen = 0
    for place in places:
        for folder, _, names in os.walk(place):
            seen += len(names)
            if seen > MOST:
                return
            for name in sorted(names):
                if FAMILY.lower() in name.lower() and name.lower().endswith((".ttf", ".otf")):
                    yield Path(folder, name)


def _face(file: Path) -> _Face | None:
    """The face of this file, if it is an upright one of the family that a document may hold."""
    try:
        data = file.read_bytes()
        count = struct.unpack_from(">H", data, 4)[0]
        entries = (struct.unpack_from(">4sLLL", data, 12 + 16 * number) for number in range(count))
        tables = {tag: data[start : start + length] for tag, _, start, length in entries}
        (weight, _, kind) = struct.unpack_from(">HHH", tables[b"OS/2"], 4)
        italic = struct.unpack_from(">H", tables[b"OS/2"], 62)[0] & 1
        named = FAMILY in _families(tables[b"name"])
    except (OSError, struct.error, KeyError, UnicodeDecodeError):
        return None
    if italic or not named or kind & 0x0302 or b"fvar" in tables:
        return None
    return _Face(file, weight, data[:4] in _TRUETYPE and b"glyf" in tables)


def _families(table: bytes) -> set[str]:
    """The names of the family, those that are written for all systems."""
    count, strings = struct.unpack_from(">HH", table, 2)
    names = set()
    for number in range(count):
        platform, _, _, kind, length, start = struct.unpack_from(">6H", table, 6 + 12 * number)
        if kind in (1, 16):
            written = table[strings + start : strings + start + length]
            names.add(written.decode("utf-16-be" if platform != 1 else "mac-roman"))
    return names
