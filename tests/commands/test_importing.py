"""An imported directory fills ours without undoing what people corrected."""

import json
import uuid
from pathlib import Path
from typing import Any

import pytest

from tests.central import Line


def directory(folder: Path, *records: dict[str, Any]) -> str:
    file = folder / "annuaire.json"
    file.write_text(json.dumps({"service": list(records)}), encoding="utf-8")
    return str(file)


def record(id: str, phone: str = "02 32 76 50 00", dated: str = "2026-01-02") -> dict[str, Any]:
    return {"id": id, "nom": f"Préfecture {id}", "telephone": [{"valeur": phone}], "date_modification": dated}


def imported(line: Line, file: str) -> tuple[int, int, int, int]:
    told = line("contact", "import", file).only
    return told["added"], told["updated"], told["unchanged"], told["conflicts"]


def test_a_second_import_changes_nothing(admin: Line, tmp_path: Path) -> None:
    first, second = str(uuid.uuid4()), str(uuid.uuid4())
    file = directory(tmp_path, record(first), record(second))
    assert imported(admin, file) == (2, 0, 0, 0)
    assert imported(admin, file) == (0, 0, 2, 0)
    (contact,) = admin("contact", "list", "--query", first).results
    assert (contact["organisation"], contact["phones"][0]["number"]) == (f"Préfecture {first}", "+33232765000")


def test_a_newer_file_corrects_what_came_from_the_former(admin: Line, tmp_path: Path) -> None:
    id = str(uuid.uuid4())
    imported(admin, directory(tmp_path, record(id)))
    assert imported(admin, directory(tmp_path, record(id, "02 32 76 50 09", "2026-03-04"))) == (0, 1, 0, 0)
    (contact,) = admin("contact", "list", "--query", id).results
    assert (contact["phones"][0]["number"], contact["conflicts"]) == ("+33232765009", [])


def test_what_a_person_corrected_is_put_beside_what_the_file_says(admin: Line, tmp_path: Path) -> None:
    id = str(uuid.uuid4())
    imported(admin, directory(tmp_path, record(id)))
    (contact,) = admin("contact", "list", "--query", id).results
    admin("contact", "edit", contact["contact"], "--phone", "02 32 76 50 05", "--public")
    newer = directory(tmp_path, record(id, "02 32 76 50 09", "2026-03-04"))
    assert imported(admin, newer) == (0, 1, 0, 1)
    assert admin("contact", "show", contact["contact"]).only["conflicts"] == ["phone:1"]
    admin("resolve", contact["contact"], "phone:1", "--value", "+33232765005")
    assert imported(admin, newer) == (0, 0, 1, 0)
    assert admin("contact", "show", contact["contact"]).only["phones"][0]["number"] == "+33232765005"


@pytest.mark.parametrize(
    ("name", "raw", "said"),
    [
        ("a.vcf", b"BEGIN:VCARD", "vCard"),
        ("a.csv", b"nom;prenom", "CSV"),
        ("a.json", b"{", "DILA"),
        ("a.json", b"\xff\xfe", "DILA"),
        ("a.json", b"[" * 100_000, "DILA"),
        ("a.json", b'{"service": [{"nom": ""}]}', "nom"),
    ],
)
def test_what_is_no_directory_is_refused_whole(admin: Line, tmp_path: Path, name: str, raw: bytes, said: str) -> None:
    (tmp_path / name).write_bytes(raw)
    before = admin("status").only["fingerprint"]["directory"]
    answer = admin("contact", "import", str(tmp_path / name))
    assert (answer.code, answer.out) == (1, "")
    assert said in answer.err
    assert admin("status").only["fingerprint"]["directory"] == before


def test_a_file_that_is_not_there_is_named(admin: Line, tmp_path: Path) -> None:
    assert "absent.json" in admin("contact", "import", str(tmp_path / "absent.json")).err
