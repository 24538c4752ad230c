"""`bundle`: a crisis carried in a file from one workstation to another, without any server."""

from pathlib import Path

import pytest

from tests.central import Line
from tests.commands.speaking import cell, drafted, logged


@pytest.fixture
def crisis(admin: Line, director: Line) -> str:
    made = cell(admin, director)
    director("sync")
    return made


def test_what_was_written_apart_comes_with_a_stick_and_the_second_time_nothing_changes(
    admin: Line, director: Line, crisis: str, tmp_path: Path
) -> None:
    for place in range(3):
        logged(admin, crisis, f"SDIS76 > fait {place}")
    admin("journal", "amend", "SIG1-0001", "--crisis", crisis, "--subject", "corrigé", "--reason", "relu")
    stick = str(tmp_path / "clé.diapason")
    made = admin("bundle", "export", "--crisis", crisis, "--out", stick).only
    assert made["file"] == stick
    assert len(made["workstations"]) == 2
    told = director("bundle", "import", stick).only
    assert (told["new"], told["amendments"], told["refused"], told["missing"]) == (3, 1, 0, [])
    assert (told["complete"], told["files_new"]) == (True, 0)
    again = director("bundle", "import", stick).only
    assert (again["new"], again["amendments"], again["waiting"]) == (0, 0, 0)
    assert again["known"] > 3
    held = [line["entry"] for line in director("journal", "list", "--crisis", crisis).results]
    assert "SIG1-0001" in held


def test_a_passphrase_comes_from_a_file(admin: Line, director: Line, crisis: str, tmp_path: Path) -> None:
    phrase, other, empty = tmp_path / "phrase", tmp_path / "autre", tmp_path / "vide"
    phrase.write_text("cheval agrafe pile verte\n", encoding="utf-8")
    other.write_text("une autre", encoding="utf-8")
    empty.write_text("\n", encoding="utf-8")
    stick = str(tmp_path / "clé.diapason")
    said = ("bundle", "export", "--crisis", crisis, "--out", stick, "--passphrase-file")
    assert admin(*said, str(empty)).code == 1
    assert admin(*said, str(phrase)).only["passphrase"] is True
    assert director("bundle", "import", stick).code == 1
    assert director("bundle", "import", stick, "--passphrase-file", str(other)).code == 1
    assert director("bundle", "import", stick, "--passphrase-file", str(phrase)).only["complete"] is True


def test_only_what_is_new_since_another_bundle_leaves(admin: Line, director: Line, crisis: str, tmp_path: Path) -> None:
    first, second, third = (str(tmp_path / f"{place}.diapason") for place in range(3))
    logged(admin, crisis, "SDIS76 > un")
    admin("bundle", "export", "--crisis", crisis, "--out", first)
    logged(admin, crisis, "SDIS76 > deux")
    made = admin("bundle", "export", "--crisis", crisis, "--out", second, "--since-bundle", first).only
    assert made["operations"] == 1
    logged(admin, crisis, "SDIS76 > trois")
    admin("bundle", "export", "--crisis", crisis, "--out", third, "--since-bundle", second)
    told = director("bundle", "import", third)
    assert told.only["waiting"] == 1
    (gap,) = told.only["missing"]
    assert (gap["workstation"], gap["to"] - gap["from"]) == ("SIG1", 1)
    assert director("bundle", "import", second).only["missing"][0]["workstation"] == "SIG1"
    assert director("bundle", "import", first).only["missing"] == []


def test_a_cut_file_gives_what_it_holds_and_says_so(admin: Line, director: Line, crisis: str, tmp_path: Path) -> None:
    photo, stick = tmp_path / "photo.jpg", tmp_path / "clé.diapason"
    photo.write_bytes(bytes(300_000))
    logged(admin, crisis, "SDIS76 > photo")
    admin("journal", "attach", "SIG1-0001", str(photo), "--crisis", crisis)
    drafted(admin, crisis, tmp_path)
    admin("bundle", "export", "--crisis", crisis, "--out", str(stick))
    whole = stick.read_bytes()
    stick.write_bytes(whole[:-1])
    told = director("bundle", "import", str(stick))
    assert told.code == 1
    assert "s'arrête avant sa fin" in told.err
    assert (told.results[0]["complete"], told.results[0]["files_new"]) == (False, 0)
    assert told.results[0]["new"] > 0
    stick.write_bytes(whole)
    told = director("bundle", "import", str(stick))
    assert (told.code, told.only["new"], told.only["files_new"]) == (0, 0, 1)


def test_what_is_no_bundle_or_for_nobody_here_is_refused(
    admin: Line, director: Line, crisis: str, tmp_path: Path
) -> None:
    stick = tmp_path / "clé.diapason"
    assert admin("bundle", "export", "--crisis", crisis, "--out", str(stick), "--to", "ZZ9").code == 1
    assert not stick.exists()
    assert admin("bundle", "export", "--crisis", crisis, "--out", str(stick), "--to", "SIG1").code == 0
    assert "destiné" in director("bundle", "import", str(stick)).err
    assert admin("bundle", "export", "--crisis", crisis, "--out", str(stick)).code == 1  # it is there already
    assert admin("bundle", "export", "--crisis", crisis, "--out", str(stick), "--force").code == 0
    stick.write_bytes(b"%PDF")
    assert "pas un paquet" in director("bundle", "import", str(stick)).err
    assert director("bundle", "import", str(tmp_path / "absent")).code == 1
