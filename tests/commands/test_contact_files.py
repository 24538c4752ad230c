"""A file brought into the directory is seen first, comes in without undoing what people wrote, and is undone whole."""

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


def record(id: str, phone: str = "02 32 76 50 00", dated: str = "02/01/2026") -> dict[str, Any]:
    return {"id": id, "nom": f"Préfecture {id}", "telephone": [{"valeur": phone}], "date_modification": dated}


def table(folder: Path, *lines: str) -> str:
    file = folder / "agents.csv"
    file.write_text("\n".join(("Nom;Prénom;Fonction;Téléphone", *lines)), encoding="utf-8")
    return str(file)


def of_record(line: Line, id: str) -> list[dict[str, Any]]:
    """The contacts of that record of the State's directory."""
    return [one for one in line("contact", "list", "--kind", "organisation").results if one.get("dila_id") == id]


def imported(line: Line, file: str) -> tuple[int, int, int, int]:
    told = line("contact", "import", file).only
    return told["added"], told["updated"], told["unchanged"], told["conflicts"]


def test_a_second_import_changes_nothing(admin: Line, tmp_path: Path) -> None:
    first, second = str(uuid.uuid4()), str(uuid.uuid4())
    file = directory(tmp_path, record(first), record(second))
    assert imported(admin, file) == (2, 0, 0, 0)
    assert imported(admin, file) == (0, 0, 2, 0)
    (contact,) = of_record(admin, first)
    assert (contact["name"], contact["phones"][0]["number"]) == (f"Préfecture {first}", "+33232765000")


def test_a_newer_file_corrects_what_came_from_the_former(admin: Line, tmp_path: Path) -> None:
    id = str(uuid.uuid4())
    imported(admin, directory(tmp_path, record(id)))
    assert imported(admin, directory(tmp_path, record(id, "02 32 76 50 09", "04/03/2026"))) == (0, 1, 0, 0)
    (contact,) = of_record(admin, id)
    assert (contact["phones"][0]["number"], contact["conflicts"]) == ("+33232765009", [])


def test_what_a_person_corrected_is_put_beside_what_the_file_says(admin: Line, tmp_path: Path) -> None:
    id = str(uuid.uuid4())
    imported(admin, directory(tmp_path, record(id)))
    (contact,) = of_record(admin, id)
    admin("contact", "edit", contact["contact"], "--phone", "02 32 76 50 05", "--public")
    newer = directory(tmp_path, record(id, "02 32 76 50 09", "04/03/2026"))
    assert imported(admin, newer) == (0, 1, 0, 1)
    assert admin("contact", "show", contact["contact"]).only["conflicts"] == ["phone:1"]
    admin("resolve", contact["contact"], "phone:1", "--value", "+33232765005")
    assert imported(admin, newer) == (0, 0, 1, 0)
    assert admin("contact", "show", contact["contact"]).only["phones"][0]["number"] == "+33232765005"


@pytest.mark.parametrize(
    ("name", "raw", "said"),
    [
        ("a.vcf", b"bonjour", "vCard"),
        ("a.csv", b"", "vide"),
        ("a.bin", b"bonjour", "ni une vCard"),
        ("a.json", b"{", "DILA"),
        ("a.json", b"[" * 100_000, "DILA"),
        ("a.xlsx", b"PK\x03\x04xl/workbook", "Excel"),
    ],
)
def test_what_is_no_directory_is_refused_whole(admin: Line, tmp_path: Path, name: str, raw: bytes, said: str) -> None:
    (tmp_path / name).write_bytes(raw)
    before = admin("status").only["fingerprint"]["directory"]
    answer = admin("contact", "import", str(tmp_path / name))
    assert (answer.code, answer.out) == (1, "")
    assert said in answer.err
    assert admin("status").only["fingerprint"]["directory"] == before


def test_a_table_is_seen_before_it_comes_in_and_taken_back_whole(admin: Line, tmp_path: Path) -> None:
    name, other = (f"M{uuid.uuid4().hex[:12]}" for _ in range(2))
    contact = admin("contact", "add", "--name", f"Anne {name}", "--function", "Préfète").only["contact"]
    admin("contact", "edit", contact, "--verified-on", "2026-09-24")
    lines = (f"{name};Anne;Sous-préfète;02 32 76 50 00", f"{other};Bernard;;01 99 00 33 15")
    file = table(tmp_path, *lines)
    seen = admin("contact", "import", file, "--preview").results
    assert [(one.get("outcome"), len(one.get("differences", ()))) for one in seen[:-1]] == [("added", 0)] * 2
    assert admin("contact", "list", "--query", other).results == []
    done = admin("contact", "import", file).only
    assert (done["added"], done["refused"]) == (2, [])
    assert done["import"] in [one["import"] for one in admin("contact", "imports").results]
    admin("contact", "edit", f"Bernard {other}", "--service", "Cabinet")
    kept = admin("contact", "undo", done["import"], "--preview").only
    assert (kept["undone"], [one["fields"] for one in kept["left"]]) == (1, [["service"]])
    assert admin("contact", "undo", done["import"][:12]).only == kept
    assert len(admin("contact", "list", "--query", name).results) == 1
    assert "déjà" not in admin("contact", "undo", done["import"]).err
    assert admin("contact", "undo", "ffffffff").code == 1


def test_differences_are_told_and_settled_as_asked(admin: Line, tmp_path: Path) -> None:
    name = f"M{uuid.uuid4().hex[:12]}"
    words = ("--name", name, "--function", "Préfète", "--email", f"{name}@b.fr")
    contact = admin("contact", "add", *words, "--verified-on", "2026-09-24").only["contact"]
    file = tmp_path / "agents.csv"
    file.write_text(f"Name;Titre;Adresse\n{name};Sous-préfète;{name}@b.fr\n", encoding="utf-8")
    columns = ("--column", "Name=family_name", "--column", "Titre=function", "--column", "Adresse=email")
    preview = ("contact", "import", str(file), "--preview", *columns)
    (told, _) = admin(*preview).results
    (difference,) = told["differences"]
    assert (told["contact"], difference["field"], difference["verified"]) == (contact, "function", True)
    assert "ici « Préfète », vérifié, dans le fichier « Sous-préfète »" in admin.told(*preview).out
    assert admin("contact", "import", str(file), *columns).only["kept"] == 1
    assert admin("contact", "show", contact).only["function"] == "Préfète"
    admin("contact", "import", str(file), *columns, "--differences", "take")
    assert admin("contact", "show", contact).only["function"] == "Sous-préfète"
    assert "Titre de la colonne" in admin("contact", "import", str(file), "--column", "x").err


@pytest.mark.parametrize("format", ["csv", "ods", "pdf", "vcf"])
def test_the_directory_leaves_in_each_format_and_is_noted(admin: Line, tmp_path: Path, format: str) -> None:
    name = f"M{uuid.uuid4().hex[:12]}"
    admin("contact", "add", "--name", name, "--phone", "02 32 76 50 00")
    out = tmp_path / f"annuaire.{format}"
    told = admin("contact", "export", "--format", format, "--query", name, "--out", str(out)).only
    assert (told["contacts"], told["filter"]) == (1, f"« {name} »")
    assert out.stat().st_size > 100
    if format in ("csv", "vcf"):
        assert imported(admin, str(out)) == (0, 0, 1, 0)


def test_a_file_that_is_not_there_is_named(admin: Line, tmp_path: Path) -> None:
    assert "absent.json" in admin("contact", "import", str(tmp_path / "absent.json")).err
