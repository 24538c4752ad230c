"""`log`, `journal transcribe` and `journal draft`: hours with their day, doubts that are said, paper, drafts."""

import io
import sys
from datetime import datetime
from pathlib import Path

import pytest

from tests.central import Line

SHEET = """22:50 SDIS76 tel > odeur de gaz quai de France
23:58 reçu 00:04 préfecture 76 tel > confinement : trois rues #fait !2 [B2]

00:10 Mairie de Rouen > gymnase ouvert
"""


def entries(line: Line, crisis: str) -> list[dict[str, object]]:
    return line("journal", "list", "--crisis", crisis).results


def test_the_hour_of_reception_the_rating_and_the_day_are_recorded(admin: Line) -> None:
    crisis = admin.open_crisis()
    told = admin("log", "--crisis", crisis, "hier 02:48 reçu 03:03 SDIS76 tel > feu [B2] #tlp:amber").only
    occurred, received = (datetime.fromisoformat(told[name]) for name in ("occurred_at", "received_at"))
    assert (occurred.hour, occurred.minute, received.hour, received.minute) == (2, 48, 3, 3)
    assert occurred.date() == received.date()
    (entry,) = entries(admin, crisis)
    assert (entry["rating"], entry["tlp"], entry["received_at"]) == ("B2", "TLP:AMBER", told["received_at"])


def test_a_doubtful_hour_is_kept_and_said(admin: Line) -> None:
    crisis = admin.open_crisis()
    (warning,) = admin("log", "--crisis", crisis, "24/09/2019 02:48 SDIS76 > feu").only["warnings"]
    assert warning.startswith("24 septembre 2019 : ")
    assert warning.endswith("L'année est-elle juste ?")
    assert entries(admin, crisis)[0]["occurred_at"] == "2019-09-24T02:48:00+02:00"
    assert "À vérifier : 24 septembre 2019" in admin.told("log", "--crisis", crisis, "24/09/2019 02:48 X > feu").out
    assert admin("log", "--crisis", crisis, "SDIS76 > feu").only["warnings"] == []


def test_the_place_proposed_is_that_of_the_territory(admin: Line) -> None:
    crisis = admin.open_crisis("Explosion", "--territory", "93")
    words = ("log", "--crisis", crisis, "SDIS > feu à Saint-Denis")
    assert admin(*words).only["proposed_place"] == {"code": "93066", "name": "Saint-Denis"}
    assert admin(*words, "--accept-place").only["proposed_place"] is None
    assert entries(admin, crisis)[1]["place"]["code"] == "93066"


def test_a_sheet_of_paper_becomes_its_entries(admin: Line, tmp_path: Path) -> None:
    crisis = admin.open_crisis()
    file = tmp_path / "feuille d’été.txt"
    file.write_text(SHEET, "utf-8")
    words = ("journal", "transcribe", "--crisis", crisis, "--sheet", "2", "--date", "2026-01-08", str(file))
    told = admin(*words).results
    assert [one["entry"] for one in told] == ["SIG1-0001", "SIG1-0002", "SIG1-0003"]
    assert [one["line"] for one in told] == [1, 2, 4]
    assert [one["occurred_at"] for one in told] == [
        "2026-01-08T22:50:00+01:00",
        "2026-01-08T23:58:00+01:00",
        "2026-01-09T00:10:00+01:00",
    ]
    assert told[1]["received_at"] == "2026-01-09T00:04:00+01:00"
    assert all("avant l'ouverture de la crise" in one["warnings"][0] for one in told)
    found = entries(admin, crisis)
    assert [one["sheet"] for one in found] == ["2"] * 3
    assert (found[1]["rating"], found[1]["key_event"], found[1]["priority"]) == ("B2", True, 2)
    assert "SIG1-0004" in admin.told(*words).out


def test_a_sheet_may_be_piped_in_and_its_day_found(admin: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    crisis = admin.open_crisis()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("00:00 X > élan\n".encode()), encoding="ascii"))
    told = admin("journal", "transcribe", "--crisis", crisis, "--sheet", "1", "-").only
    age = datetime.fromisoformat(told["recorded_at"]) - datetime.fromisoformat(told["occurred_at"])
    assert age.days == 0
    assert (told["subject"], told["warnings"]) == ("élan", [])


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"22:50 X > a\nX > b\n22:70 Y > c\n", ["ligne 2 : pas d'heure", "ligne 3 : pas d'heure"]),
        (b"", ["La feuille est vide"]),
        (b"\xff", ["UTF-8"]),
    ],
)
@pytest.mark.parametrize("piped", [True, False])
def test_a_sheet_that_is_not_sound_writes_nothing(
    admin: Line, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes, said: list[str], piped: bool
) -> None:
    crisis = admin.open_crisis()
    (tmp_path / "sheet.txt").write_bytes(content)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))
    file = "-" if piped else str(tmp_path / "sheet.txt")
    answer = admin("journal", "transcribe", "--crisis", crisis, "--sheet", "2", file)
    assert (answer.code, answer.out) == (1, "")
    assert all(words in answer.err for words in said)
    assert entries(admin, crisis) == []


def test_a_sheet_too_long_is_refused(admin: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"\n" * (4 * 1024 * 1024 + 1))))
    answer = admin("journal", "transcribe", "--crisis", admin.open_crisis(), "--sheet", "2", "-")
    assert (answer.code, "trop longue" in answer.err) == (1, True)


def test_several_drafts_wait_side_by_side_and_become_entries(admin: Line) -> None:
    crisis = admin.open_crisis()
    lines = ["02:48 SDIS76 tel > incendie", "préfecture 76 >", "l’été 🔥"]
    keys = [admin("journal", "draft", "add", "--crisis", crisis, line).only["draft"] for line in lines]
    listed = admin("journal", "draft", "list", "--crisis", crisis).results
    assert [(one["draft"], one["line"]) for one in listed] == list(zip(keys, lines, strict=True))
    assert "préfecture 76 >" in admin.told("journal", "draft", "list", "--crisis", crisis).out
    assert admin("journal", "draft", "record", "--crisis", crisis, keys[0]).only["entry"] == "SIG1-0001"
    assert admin("journal", "draft", "record", "--crisis", crisis, keys[1]).code == 1
    assert admin("journal", "draft", "drop", "--crisis", crisis, keys[2]).only["line"] == lines[2]
    assert [one["draft"] for one in admin("journal", "draft", "list", "--crisis", crisis).results] == [keys[1]]
    assert [one["subject"] for one in entries(admin, crisis)] == ["incendie"]


def test_drafts_are_those_of_one_crisis(admin: Line) -> None:
    one, other = admin.open_crisis(), admin.open_crisis("Autre")
    key = admin("journal", "draft", "add", "--crisis", one, "feu").only["draft"]
    assert admin("journal", "draft", "list", "--crisis", other).results == []
    answer = admin("journal", "draft", "drop", "--crisis", other, key)
    assert (answer.code, "n'est pas sur ce poste" in answer.err) == (1, True)


@pytest.mark.parametrize("line", ["", " ", "\x07", "x" * 20_001])
def test_what_cannot_be_a_line_is_not_set_aside(admin: Line, line: str) -> None:
    crisis = admin.open_crisis()
    assert admin("journal", "draft", "add", "--crisis", crisis, line).code == 1
    assert admin("journal", "draft", "list", "--crisis", crisis).results == []
