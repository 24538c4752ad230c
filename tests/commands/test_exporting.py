"""`export` and `extraction`: the same filters as the window, and each file noted."""

import json
from hashlib import sha256
from pathlib import Path

import pytest

from tests.central import Line


@pytest.fixture
def crisis(admin: Line) -> str:
    made = admin.open_crisis("Éva/n°1 'crue' 🤢")
    for line in ("SDIS76 > feu à Rouen #fait @76540", "préfecture > =1+1 #décision", "métropole > « عاجل » 🤢"):
        admin("log", "--crisis", made, line)
    return made


def entries(file: Path) -> list[dict[str, object]]:
    return json.loads(file.read_bytes())["entries"]


@pytest.mark.parametrize("format", ["pdf", "odt", "csv", "ods", "json"])
def test_the_journal_leaves_in_each_format_and_is_noted(admin: Line, crisis: str, format: str, tmp_path: Path) -> None:
    out = tmp_path / f"mc.{format}"
    told = admin("export", "journal", "--crisis", crisis, "--format", format, "--out", str(out)).only
    assert (told["file"], told["entries"], told["filter"]) == (str(out), 3, "toutes les entrées")
    assert told["sha256"] == sha256(out.read_bytes()).hexdigest()
    noted = admin("extraction", "list", "--crisis", crisis).only
    assert (noted["what"], noted["format"], noted["entries"], noted["sha256"]) == ("journal", format, 3, told["sha256"])
    assert noted["author"] == "Alice Admin"
    assert noted["at"].endswith(("+01:00", "+02:00"))


def test_what_leaves_is_what_the_filter_keeps_in_its_order(admin: Line, crisis: str, tmp_path: Path) -> None:
    def numbers(*words: str) -> list[object]:
        out = tmp_path / "mc.json"
        admin("export", "journal", "--crisis", crisis, "--format", "json", "--out", str(out), *words)
        return [one["number"] for one in entries(out)]

    assert numbers() == ["SIG1-0003", "SIG1-0002", "SIG1-0001"]
    assert numbers("--oldest-first") == ["SIG1-0001", "SIG1-0002", "SIG1-0003"]
    assert numbers("--key-events") == ["SIG1-0001"]
    assert numbers("--place", "Seine-Maritime") == ["SIG1-0001"]
    assert numbers("--query", "عاجل") == ["SIG1-0003"]
    assert numbers("--sender", "préfecture", "--since", "2026-01-01") == ["SIG1-0002"]
    assert numbers("--rating", "A") == []


def test_decisions_leave_alone(admin: Line, crisis: str, tmp_path: Path) -> None:
    admin("journal", "amend", "SIG1-0002", "--crisis", crisis, "--type", "decision", "--reason", "c'en est une")
    out = tmp_path / "d.json"
    told = admin("export", "decisions", "--crisis", crisis, "--format", "json", "--out", str(out)).only
    assert told["entries"] == 1
    assert [one["decision"] for one in entries(out)] == ["D-SIG1-001"]
    assert admin("extraction", "list", "--crisis", crisis).only["what"] == "decisions"


def test_the_decisions_of_a_period_leave_alone(admin: Line, crisis: str, tmp_path: Path) -> None:
    admin("journal", "amend", "SIG1-0002", "--crisis", crisis, "--type", "decision", "--reason", "c'en est une")

    def counted(*words: str) -> tuple[int, str]:
        out = str(tmp_path / "d.odt")
        told = admin("export", "decisions", "--crisis", crisis, "--format", "odt", "--out", out, *words).only
        return told["entries"], told["filter"]

    assert counted("--until", "2026-01-01") == (0, "jusqu’au 1er janvier 2026 00:00")
    assert counted("--since", "2026-01-01")[0] == 1
    answer = admin("export", "decisions", "--crisis", crisis, "--format", "odt", "--since", "2026-02", "--until", "x")
    assert answer.code == 1
    backwards = ("--since", "2026-02-01", "--until", "2026-01-01")
    answer = admin("export", "decisions", "--crisis", crisis, "--format", "odt", *backwards)
    assert (answer.code, "finit avant de commencer" in answer.err) == (1, True)


@pytest.mark.parametrize("format", ["pdf", "odt"])
def test_the_lines_in_force_leave_and_are_noted(admin: Line, crisis: str, format: str, tmp_path: Path) -> None:
    told = admin("export", "board", "--crisis", crisis, "--format", format, "--out", str(tmp_path)).only
    file = Path(told["file"])
    assert file.name.startswith(f"{crisis}-EDL-en-vigueur-")
    assert told["sha256"] == sha256(file.read_bytes()).hexdigest()
    assert told["in_force"] == []
    noted = admin("extraction", "list", "--crisis", crisis).only
    assert (noted["what"], noted["format"], noted["sha256"]) == ("message", format, told["sha256"])


def test_whoever_looks_for_another_paper_is_told_where_it_is(admin: Line) -> None:
    said = admin.told("export", "--help").out
    for command in ("message output", "contact export", "brief print"):
        assert command in said


def test_a_file_that_cannot_be_written_is_said_and_nothing_is_noted(admin: Line, crisis: str, tmp_path: Path) -> None:
    (tmp_path / "f").write_text("")
    answer = admin("export", "journal", "--crisis", crisis, "--format", "csv", "--out", str(tmp_path / "f" / "mc.csv"))
    assert answer.code == 3
    assert "mc" in answer.err or "f" in answer.err
    assert admin("extraction", "list", "--crisis", crisis).results == []


def test_without_a_name_the_file_is_named_after_the_crisis(
    admin: Line, crisis: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    told = admin("export", "journal", "--crisis", crisis, "--format", "csv").only
    assert Path(told["file"]).name.startswith(f"{crisis}-main-courante-")
    assert len(told["files"]) == 2
    assert all(Path(one).is_file() for one in told["files"])


def test_a_filter_that_means_nothing_is_refused(admin: Line, crisis: str, tmp_path: Path) -> None:
    export = ("export", "journal", "--crisis", crisis, "--format", "csv", "--out", str(tmp_path / "x.csv"))
    for words in (("--place", "Nulle-Part"), ("--rating", "Z9"), ("--since", "hier"), ("--since-brief", "PDS-009")):
        assert admin(*export, *words).code == 1
    assert admin(*export, "--type", "poème").code == 2
    assert list(tmp_path.glob("x*")) == []


def test_in_a_folder_the_file_is_named_after_the_crisis(admin: Line, crisis: str, tmp_path: Path) -> None:
    told = admin("export", "journal", "--crisis", crisis, "--format", "csv", "--out", str(tmp_path)).only
    assert {Path(one).parent for one in told["files"]} == {tmp_path}
    assert all(Path(one).exists() for one in told["files"])
    blocked = tmp_path / "x-dictionnaire.csv"
    blocked.mkdir()
    answer = admin("export", "journal", "--crisis", crisis, "--format", "csv", "--out", str(tmp_path / "x.csv"))
    assert (answer.code, "c'est un dossier" in answer.err) == (3, True)
    assert not (tmp_path / "x.csv").exists()
    assert len(admin("extraction", "list", "--crisis", crisis).results) == 1  # nothing is noted that did not leave
