"""`brief verify`: a file or a sheet of paper says what it is, and what it is worth now."""

from pathlib import Path

import pytest

from tests.central import Line


@pytest.fixture
def made(admin: Line, tmp_path: Path) -> dict[str, object]:
    """A brief that was approved, its file and its copies."""
    crisis = admin.open_crisis()
    admin("log", "--crisis", crisis, "SDIS76 > incendie maîtrisé #fait")
    out = str(tmp_path / "pds.pdf")
    words = ("--crisis", crisis, "--format", "standard", "--out", out, "--copies", "Cabinet PM; SGDSN")
    return {**admin("brief", "make", *words).only, "crisis": crisis, "out": out}


def test_a_file_answers_for_itself(admin: Line, made: dict[str, object], tmp_path: Path) -> None:
    found = admin("brief", "verify", str(made["out"])).only
    assert (found["known"], found["exact"], found["document"]) == (True, True, "brief")
    assert (found["brief"], found["crisis"], found["copy"]) == (made["brief"], made["crisis"], None)
    assert (found["approved"], found["in_force"], found["replaced_by"]) == (True, True, None)
    assert (found["content_matches"], found["missing"], found["amended"]) == (True, [], [])
    assert found["sha256"] == made["sha256"]
    assert found["file"] == made["out"]


def test_each_copy_says_which_it_is(admin: Line, made: dict[str, object], tmp_path: Path) -> None:
    found = [admin("brief", "verify", str(file)).only for file in sorted(tmp_path.glob("**/*.pdf"))]
    assert {(one["copy"], one["recipient"]) for one in found} == {(None, None), ("1/2", "Cabinet PM"), ("2/2", "SGDSN")}
    assert all(one["exact"] for one in found)


def test_a_sheet_of_paper_answers_by_its_code(admin: Line, made: dict[str, object]) -> None:
    print_ = admin("brief", "verify", str(made["out"])).only["fingerprint"]
    for code in (f"{made['brief']} {print_.upper()} 2/2", f"{print_[:4]} {print_[4:8]} {print_[8:12]} 2/2"):
        found = admin("brief", "verify", "--code", code).only
        assert (found["brief"], found["copy"], found["recipient"]) == (made["brief"], "2/2", "SGDSN")
        assert (found["known"], found["exact"], found["in_force"], found["file"]) == (True, None, True, None)


def test_an_altered_file_says_where(admin: Line, made: dict[str, object], tmp_path: Path) -> None:
    pdf = bytearray(Path(str(made["out"])).read_bytes())
    pdf[5000] ^= 1
    (tmp_path / "altered.pdf").write_bytes(pdf)
    answer = admin("brief", "verify", str(tmp_path / "altered.pdf"))
    (found,) = answer.results
    assert (answer.code, found["known"], found["exact"], found["altered_at"]) == (1, True, False, 5000)
    assert "octet 5\u00a0001" in answer.err


@pytest.mark.parametrize("data", [b"%PDF-1.7\nautre\n%%EOF\n", b"du texte", b"%PDF-1.7\ncoup"])
def test_a_file_of_elsewhere_is_unknown_here(admin: Line, made: dict[str, object], tmp_path: Path, data: bytes) -> None:
    (tmp_path / "other.pdf").write_bytes(data)
    answer = admin("brief", "verify", str(tmp_path / "other.pdf"))
    (found,) = answer.results
    assert (answer.code, found["known"], found["exact"]) == (1, False, False)
    assert found["file"] == str(tmp_path / "other.pdf")
    assert f"« {tmp_path / 'other.pdf'} » : " in answer.err


def test_an_unknown_code_is_not_accused(admin: Line, made: dict[str, object]) -> None:
    answer = admin("brief", "verify", "--code", f"PDS-SIG9-044 {'ab' * 32}")
    assert (answer.code, answer.results[0]["known"]) == (1, False)
    assert "Inconnu de ce poste" in answer.err


def test_what_is_no_code_or_no_file_is_refused(admin: Line, made: dict[str, object], tmp_path: Path) -> None:
    assert (admin("brief", "verify", "--code", "bonjour").code, admin("brief", "verify").code) == (1, 2)
    assert admin("brief", "verify", "a.pdf", "--code", "7d1e40b9c2a6").code == 2
    assert "ne se lit pas" in admin("brief", "verify", str(tmp_path / "absent.pdf")).err
    huge = tmp_path / "huge.pdf"
    with huge.open("wb") as file:
        file.truncate(70 * 1024 * 1024)
    assert "dépasse 64 Mo" in admin("brief", "verify", str(huge)).err


def test_a_person_reads_the_state_first(admin: Line, made: dict[str, object]) -> None:
    said = admin.told("brief", "verify", str(made["out"])).out.splitlines()
    assert said[0] == "EN VIGUEUR"
    assert f"Vérifié        {made['out']}" in said
    assert any("octet pour octet" in line for line in said)
