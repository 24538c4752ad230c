"""`import cap`: several files at once, each its result."""

from pathlib import Path

from tests.central import Line
from tests.documents.caps import alert

DATA = Path(__file__).parents[1] / "data" / "cap"


def test_alerts_are_imported_each_with_its_result(admin: Line, tmp_path: Path) -> None:
    crisis = admin.open_crisis("Séisme", "--frame", "real")
    good, bad = DATA / "oasis" / "example3.xml", DATA / "google" / "xee.cap"
    answer = admin("import", "cap", str(good), str(bad), "--crisis", crisis)
    assert answer.code == 1
    first, second = answer.results
    assert (first["outcome"], first["entry"], first["replaces"]) == ("written", "SIG1-0001", [])
    assert second["outcome"] == "refused"
    assert "1 fichier refusé sur 2" in answer.err
    (entry,) = admin("journal", "list", "--crisis", crisis).results
    assert entry["subject"] == "Mise à jour : EQ 3.4 Imperial County CA"
    again = admin("import", "cap", str(good), "--crisis", crisis).only
    assert (again["outcome"], again["entry"]) == ("known", "SIG1-0001")


def test_a_real_french_warning_is_read_into_an_exercise_as_real(admin: Line) -> None:
    crisis = admin.open_crisis("Neige")
    file = DATA / "meteo-france" / "vigilance-neige-verglas.xml"
    assert admin("import", "cap", str(file), "--crisis", crisis).only["outcome"] == "written"
    (entry,) = admin("journal", "list", "--crisis", crisis).results
    assert entry["subject"] == "[ALERTE RÉELLE] Moderate snow-ice warning"
    assert entry["sender"] == "METEO-FRANCE"


def test_a_file_that_cannot_be_read_is_said(admin: Line, tmp_path: Path) -> None:
    crisis = admin.open_crisis()
    good, absent = tmp_path / "bonne.xml", tmp_path / "absent.xml"
    good.write_bytes(alert())
    answer = admin("import", "cap", str(absent), str(good), "--crisis", crisis)
    assert [(one["file"], one["outcome"]) for one in answer.results] == [
        (str(good), "written"),
        (str(absent), "refused"),
    ]
    assert "il n'existe pas" in answer.results[1]["told"]
    update = tmp_path / "maj.xml"
    update.write_bytes(alert(kind="Update"))
    assert "quelle alerte elle remplace" in admin("import", "cap", str(update), "--crisis", crisis).out
