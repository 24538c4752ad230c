"""Marianne is used where the workstation has it, and only when a PDF can hold it."""

import os
import struct
import subprocess
import sys
from pathlib import Path

import pytest

from app.core import resources
from app.documents import marianne
from app.documents.marianne import INCOMPLETE, NOT_OUTLINES, Installed, folders, found


def face(weight: int, family: str = "Marianne", italic: bool = False, cff: bool = False) -> bytes:
    """A shipped face under another name and of another weight, whole and with its sums."""
    data = (resources.path("fonts") / "PublicSans-Regular.ttf").read_bytes()
    count = struct.unpack_from(">H", data, 4)[0]
    tables = {}
    for number in range(count):
        tag, _, start, length = struct.unpack_from(">4sLLL", data, 12 + 16 * number)
        tables[tag] = data[start : start + length]
    style = bytearray(tables[b"OS/2"])
    struct.pack_into(">H", style, 4, weight)
    struct.pack_into(">H", style, 62, 1 if italic else 64)
    tables[b"OS/2"] = bytes(style)
    names = {1: family, 2: "Regular", 4: family, 6: f"{family}-{weight}"}
    strings, records = b"", b""
    for kind, words in names.items():
        written = words.encode("utf-16-be")
        records += struct.pack(">6H", 3, 1, 0x409, kind, len(written), len(strings))
        strings += written
    tables[b"name"] = struct.pack(">3H", 0, len(names), 6 + len(records)) + records + strings
    if cff:
        tables[b"CFF "] = tables.pop(b"glyf")
    return assembled(tables, b"OTTO" if cff else data[:4])


def assembled(tables: dict[bytes, bytes], version: bytes) -> bytes:
    head = bytearray(tables[b"head"])
    struct.pack_into(">L", head, 8, 0)
    tables = {**tables, b"head": bytes(head)}
    entries, body, start = b"", b"", 12 + 16 * len(tables)
    for tag in sorted(tables):
        padded = tables[tag] + b"\0" * (-len(tables[tag]) % 4)
        entries += struct.pack(">4sLLL", tag, total(padded), start + len(body), len(tables[tag]))
        body += padded
    whole = struct.pack(">4s4H", version, len(tables), 0, 0, 0) + entries + body
    place = whole.index(bytes(head), 12 + 16 * len(tables))
    left = (0xB1B0AFBA - total(whole)) & 0xFFFFFFFF
    return whole[: place + 8] + struct.pack(">L", left) + whole[place + 12 :]


def total(data: bytes) -> int:
    return sum(struct.unpack(f">{len(data) // 4}L", data)) & 0xFFFFFFFF


def install(folder: Path, **faces: bytes) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in faces.items():
        (folder / name.replace("_", ".")).write_bytes(data)
    return folder


def test_its_three_weights_are_found_wherever_they_lie(tmp_path: Path) -> None:
    place = install(tmp_path / "a" / "b", Marianne1_ttf=face(400), MARIANNE2_TTF=face(500), marianne3_ttf=face(700))
    names = [file.name for file in found((tmp_path / "none", tmp_path)).files]
    assert names == ["Marianne1.ttf", "MARIANNE2.TTF", "marianne3.ttf"]
    assert place.is_dir()


def test_a_face_that_is_none_of_it_is_left_alone(tmp_path: Path) -> None:
    install(
        tmp_path, Marianne_ttf=face(400, "Marianne Hand"), marianne_ttf=b"no font", Marianne2_ttf=face(700, italic=True)
    )
    (tmp_path / "Marianne3.ttf").write_bytes(face(400)[:300])
    assert found((tmp_path,)) == Installed()


def test_outlines_that_no_pdf_of_ours_can_hold_are_said_to_be_there(tmp_path: Path) -> None:
    install(tmp_path, Marianne_otf=face(400, cff=True), Marianne2_otf=face(700, cff=True))
    assert found((tmp_path,)) == Installed(remark=NOT_OUTLINES)


def test_a_weight_that_is_missing_is_named(tmp_path: Path) -> None:
    install(tmp_path, Marianne_ttf=face(400))
    assert found((tmp_path,)) == Installed(remark=INCOMPLETE.format("grasse"))
    (tmp_path / "Marianne-Bold.ttf").write_bytes(face(700))
    assert [file.name for file in found((tmp_path,)).files] == [
        "Marianne.ttf",
        "Marianne-Bold.ttf",
        "Marianne-Bold.ttf",
    ]


@pytest.mark.parametrize(
    ("system", "environment", "expected"),
    [
        ("linux", {}, ".local/share/fonts"),
        ("linux", {"XDG_DATA_HOME": "/elsewhere"}, "/elsewhere/fonts"),
        ("darwin", {}, "Library/Fonts"),
        ("win32", {"LOCALAPPDATA": "/local"}, "/local/Microsoft/Windows/Fonts"),
    ],
)
def test_the_usual_folders_of_each_system_are_looked_into(
    system: str, environment: dict[str, str], expected: str
) -> None:
    home = Path("/home/someone")
    assert folders(environment, home, system)[0] == home / expected


def test_the_folders_of_this_machine_are_looked_into_once() -> None:
    assert marianne.installed() is marianne.installed()


def test_a_file_made_where_it_is_installed_holds_it_instead_of_public_sans(tmp_path: Path) -> None:
    install(tmp_path / "fonts", Marianne1_ttf=face(400), Marianne2_ttf=face(700))
    program = (
        "import sys; from app.documents import fonts, paper; from tests.documents import books\n"
        "pdf = books.written([books.words('Bilan', paper.SECTION), books.words('Aucun blessé.')])\n"
        "sys.stdout.buffer.write(fonts.names()[0].encode() + b'|' + pdf)"
    )
    root = Path(__file__).parents[2]
    environment = {**os.environ, "XDG_DATA_HOME": str(tmp_path), "PYTHONPATH": str(root)}
    made = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, check=True, cwd=root)
    name, _, pdf = made.stdout.partition(b"|")
    assert name == b"Marianne"
    assert b"+Marianne" in pdf
    assert b"PublicSans" not in pdf


def test_a_damaged_face_leaves_the_shipped_ones(tmp_path: Path) -> None:
    install(tmp_path / "fonts", Marianne1_ttf=face(400)[:-5000], Marianne2_ttf=face(700))
    root = Path(__file__).parents[2]
    program = "from app.documents import fonts; print(fonts.names()[0])"
    environment = {**os.environ, "XDG_DATA_HOME": str(tmp_path), "PYTHONPATH": str(root)}
    made = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, check=True, cwd=root)
    assert made.stdout.strip() == b"Public Sans"
