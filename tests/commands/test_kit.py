"""`kit`: the same file as the window makes, where one says or where the workstation keeps it."""

from hashlib import sha256
from pathlib import Path

import pytest

from tests.central import Line
from tests.documents.reading import pages


@pytest.fixture
def crisis(admin: Line) -> str:
    return admin.open_crisis("Éva/n°1 'crue'")


def test_the_kit_is_written_where_one_says(admin: Line, crisis: str, tmp_path: Path) -> None:
    out = tmp_path / "dossier" / "kit.pdf"
    told = admin("kit", "--crisis", crisis, "--out", str(out)).only
    assert (told["file"], told["crises"]) == (str(out), [crisis])
    assert told["sha256"] == sha256(out.read_bytes()).hexdigest()
    read = pages(out.read_bytes())
    assert told["pages"] == len(read)
    assert all("EXERCICE — EXERCICE" in page for page in read)
    assert "Éva/n°1" in read[1]


def test_in_a_folder_it_takes_a_name_that_says_its_day(admin: Line, crisis: str, tmp_path: Path) -> None:
    file = Path(admin("kit", "--crisis", crisis, "--out", str(tmp_path)).only["file"])
    assert file.parent == tmp_path
    assert file.name.startswith("kit-de-secours-20")
    assert file.name.endswith("-EXERCICE.pdf")


def test_without_a_place_it_is_kept_by_the_workstation_for_all_open_crises(admin: Line, crisis: str) -> None:
    told = admin("kit").only
    assert Path(told["file"]).parent == admin.profile / "kit"
    assert crisis in told["crises"]
    assert admin.told("kit").out.startswith("Kit de secours : ")


def test_the_number_of_log_sheets_is_chosen_within_reason(admin: Line, crisis: str, tmp_path: Path) -> None:
    out = tmp_path / "kit.pdf"
    assert admin("kit", "--crisis", crisis, "--out", str(out), "--sheets", "5").code == 0
    assert sum("MAIN COURANTE" in page for page in pages(out.read_bytes())) == 5
    for wrong in ("0", "41"):
        refused = admin("kit", "--crisis", crisis, "--out", str(out), "--sheets", wrong)
        assert (refused.code, "De 1 à 40 feuilles" in refused.err) == (1, True)


def test_what_is_not_understood_or_cannot_be_written_is_said(admin: Line, crisis: str, tmp_path: Path) -> None:
    refused = admin("kit", "--crisis", crisis)
    assert (refused.code, "dites --out" in refused.err) == (1, True)
    assert admin("kit", "--crisis", "CRI-2020-NULL-001", "--out", str(tmp_path)).code == 1
    (tmp_path / "fichier").write_text("x", encoding="utf-8")
    failed = admin("kit", "--out", str(tmp_path / "fichier" / "kit.pdf"))
    assert failed.code == 3
    assert admin("extraction", "list", "--crisis", crisis).out == ""
