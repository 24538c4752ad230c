"""`journal attach` and `journal file`: in from the disk, out with a trace, never over another file."""

import hashlib
import os
from pathlib import Path

import pytest

from app.core.entries import LARGEST_FILE
from tests.central import Line
from tests.commands.speaking import meet

PDF = b"%PDF-1.7 arrete"


def entry(line: Line) -> tuple[str, str]:
    """A crisis and its first entry."""
    crisis = line.open_crisis()
    return crisis, str(line("log", "--crisis", crisis, "SDIS76 > incendie").only["entry"])


def files(folder: Path, **contents: bytes) -> list[str]:
    for name, content in contents.items():
        (folder / name).write_bytes(content)
    return [str(folder / name) for name in contents]


def test_files_are_joined_shown_sent_received_and_taken_out(admin: Line, director: Line, tmp_path: Path) -> None:
    meet(admin, director)  # the files of other tests are not counted below
    crisis, number = entry(admin)
    admin("member", "add", "--crisis", crisis, "--name", "Denis Directeur", "--role", "DIR")
    joined = files(tmp_path, **{"Arrêté.pdf": PDF, "👨‍👩‍👧 شهادة.txt": b"texte"})
    told = admin("journal", "attach", number, "--crisis", crisis, *joined).only
    assert [(one["name"], one["size"], one["state"]) for one in told["files"]] == [
        ("Arrêté.pdf", len(PDF), "unsent"),
        ("👨‍👩‍👧 شهادة.txt", 5, "unsent"),
    ]
    assert told["files"][0]["sha256"] == hashlib.sha256(PDF).hexdigest()
    sent = admin("sync").only
    assert (sent["files_sent"], sent["files_to_send"]) == (2, 0)
    come = director("sync").only
    assert (come["files_received"], come["files_to_receive"]) == (2, 0)
    shown = director.told("journal", "show", number, "--crisis", crisis).out
    assert "sur ce poste et au serveur" in shown

    out = tmp_path / "out"
    out.mkdir()
    taken = director("journal", "file", number, "Arrêté.pdf", "--crisis", crisis, "--out", str(out)).only
    assert (taken["name"], taken["sha256"]) == ("Arrêté.pdf", hashlib.sha256(PDF).hexdigest())
    copy = out / "Arrêté.pdf"
    assert copy.read_bytes() == PDF
    assert copy.stat().st_mode & 0o777 == 0o600
    other = told["files"][1]["sha256"][:12]
    named = director("journal", "file", number, other, "--crisis", crisis, "--out", str(tmp_path / "x" / "a.txt"))
    assert Path(str(named.only["file"])).read_bytes() == b"texte"
    assert "en clair" in director.told("journal", "file", number, other, "--crisis", crisis, "--out", str(out)).out
    assert director("verify").only["intact"] is True


def test_a_file_on_the_disk_is_not_written_over_without_being_told_to(admin: Line, tmp_path: Path) -> None:
    crisis, number = entry(admin)
    admin("journal", "attach", number, "--crisis", crisis, *files(tmp_path, **{"plan.pdf": PDF}))
    out = tmp_path / "copie.pdf"
    out.write_bytes(b"autre")
    words = ("journal", "file", number, "--crisis", crisis, "--out", str(out))
    before = admin("status").only["pending"]
    refused = admin(*words)
    assert refused.code == 1
    assert "existe déjà" in refused.err
    assert out.read_bytes() == b"autre"
    assert admin("status").only["pending"] == before  # nothing left the journal: nothing is noted
    assert admin(*words, "--force").code == 0
    assert out.read_bytes() == PDF
    assert admin("status").only["pending"] == before + 1


def test_which_file_is_meant_must_be_said(admin: Line, tmp_path: Path) -> None:
    crisis, number = entry(admin)
    words, more = ("journal", "file", number), ("--crisis", crisis, "--out", str(tmp_path / "x"))
    assert "n'a pas de pièce jointe" in admin(*words, *more).err
    admin("journal", "attach", number, "--crisis", crisis, *files(tmp_path, **{"a.txt": b"a", "b.txt": b"b"}))
    for name in ((), ("c.txt",), ("a",)):
        refused = admin(*words, *name, *more)
        assert refused.code == 1
        assert "a.txt (1 octet, sur ce poste, en attente d'envoi)" in refused.err
    assert not (tmp_path / "x").exists()


def test_a_content_given_twice_is_joined_once_under_its_first_name(admin: Line, tmp_path: Path) -> None:
    crisis, number = entry(admin)
    words = ("journal", "attach", number, "--crisis", crisis)
    told = admin(*words, *files(tmp_path, **{"a.txt": b"a", "b.txt": b"a"})).only
    assert [one["name"] for one in told["files"]] == ["a.txt"]
    told = admin(*words, *files(tmp_path, **{"c.txt": b"a", "d.txt": b"d"})).only
    assert {one["name"] for one in told["files"]} == {"a.txt", "d.txt"}  # as the entry has them


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [("vide.txt", b"", "est vide"), ("film.mp4", bytes(LARGEST_FILE + 1), "dépasse 25 Mo"), ("absent", None, "existe")],
)
def test_a_file_that_cannot_be_joined_is_refused_and_so_are_those_beside_it(
    admin: Line, tmp_path: Path, name: str, content: bytes | None, said: str
) -> None:
    crisis, number = entry(admin)
    paths = files(tmp_path, **{"bon.txt": os.urandom(8)} | ({name: content} if content is not None else {}))
    paths += [] if content is not None else [str(tmp_path / name)]
    refused = admin("journal", "attach", number, "--crisis", crisis, *paths)
    assert (refused.code, refused.out) == (1, "")
    assert said in refused.err
    assert "n'a pas de pièce" in admin("journal", "file", number, "--crisis", crisis, "--out", str(tmp_path / "x")).err
