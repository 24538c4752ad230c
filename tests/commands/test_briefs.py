"""`brief`: composed, frozen, stamped, recognised; a project says so."""

import hashlib
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from tests.central import Line


def crisis_with_facts(line: Line) -> str:
    crisis = line.open_crisis()
    line("log", "--crisis", crisis, "SDIS76 > incendie maîtrisé #fait")
    return crisis


def make(line: Line, crisis: str, *more: str) -> dict[str, object]:
    return line("brief", "make", "--crisis", crisis, "--format", "standard", *more).only


def title(file: Path) -> str:
    with pikepdf.open(file) as opened:
        return str(opened.docinfo["/Title"])


def test_a_brief_is_frozen_written_listed_printed_and_recognised(admin: Line, tmp_path: Path) -> None:
    crisis = crisis_with_facts(admin)
    out = tmp_path / "pds.pdf"
    made = make(admin, crisis, "--out", str(out), "--none", "5=Aucune évolution attendue")
    assert (made["brief"], made["number"], made["approved"]) == ("PDS-SIG1-001", 1, True)
    assert made["sha256"] == hashlib.sha256(out.read_bytes()).hexdigest()
    assert "PROJET" not in title(out)
    assert admin("brief", "list", "--crisis", crisis).only["sha256"] == made["sha256"]
    known = admin("brief", "verify", str(out)).only
    assert (known["brief"], known["crisis"], known["known"]) == ("PDS-SIG1-001", crisis, True)
    words = ("--crisis", crisis, "--copies", "Cabinet PM; SGDSN", "--out", str(tmp_path / "copies"))
    copies = [Path(one["file"]) for one in admin("brief", "print", "PDS-001", *words).results]
    assert [one.name for one in copies] == [
        "PDS-SIG1-001-1-2-Cabinet PM-EXERCICE.pdf",
        "PDS-SIG1-001-2-2-SGDSN-EXERCICE.pdf",
    ]
    assert len({one.read_bytes() for one in copies}) == 2
    (again,) = admin("brief", "print", "PDS-001", "--crisis", crisis, "--out", str(tmp_path)).results
    assert Path(again["file"]).read_bytes() == out.read_bytes()


def test_a_draft_says_project_on_paper(admin: Line, tmp_path: Path) -> None:
    out = tmp_path / "pds.pdf"
    made = make(admin, crisis_with_facts(admin), "--draft", "--out", str(out))
    assert made["approved"] is False
    assert "PROJET" in title(out)


def test_who_may_not_approve_makes_a_project(admin: Line, liaison: Line, tmp_path: Path) -> None:
    crisis = crisis_with_facts(admin)
    admin("member", "add", "--crisis", crisis, "--name", "Irène Liaison", "--role", "LIA")
    admin("sync")
    liaison("sync")
    out = tmp_path / "pds.pdf"
    made = make(liaison, crisis, "--out", str(out))
    assert (made["brief"], made["approved"]) == ("PDS-INT1-001", False)
    assert "PROJET" in title(out)
    liaison("sync")
    admin("sync")
    (again,) = admin("brief", "print", "PDS-001", "--crisis", crisis, "--out", str(tmp_path / "ici")).results
    assert Path(again["file"]).read_bytes() == out.read_bytes()


def test_a_section_is_the_words_of_its_file_and_empty_ones_are_warned_of(admin: Line, tmp_path: Path) -> None:
    crisis = crisis_with_facts(admin)
    text = tmp_path / "anticipation.txt"
    text.write_text("Vent tournant à 18 h.\n\n<b>Pluie</b> & boue.\n", encoding="utf-8")
    out = tmp_path / "pds.pdf"
    words = ("--section", f"5={text}", "--none", "8=Rien à décider", "--out", str(out), "--cutoff", "2026-01-01T00:00Z")
    answer = admin("brief", "make", "--crisis", crisis, "--format", "standard", *words)
    assert answer.only["cutoff"] == "2026-01-01T01:00:00+01:00"
    assert "Section 3 (Bilan)" in answer.err
    assert "Section 5" not in answer.err
    assert "Section 8" not in answer.err
    with pikepdf.open(BytesIO(out.read_bytes())) as opened:
        assert len(opened.pages) == answer.only["pages"]


def test_what_the_next_brief_would_say_is_told_and_nothing_is_frozen(admin: Line, tmp_path: Path) -> None:
    crisis = crisis_with_facts(admin)
    proof = tmp_path / "épreuve.pdf"
    words = ("--crisis", crisis, "--format", "standard", "--out", str(proof), "--none", "3=aucun bilan")
    answer = admin("brief", "compose", *words)
    facts = next(section for section in answer.results if section["section"] == 2)
    lines = facts["lines"]  # the directory, that section 10 tells of, is shared with other tests
    assert [(one["words"], one["taken"], one["group"]) for one in lines] == [("incendie maîtrisé", True, "reserve")]
    assert "Empêche de figer : Section 5 vide" in answer.err
    assert "Section 3 vide" not in answer.err
    assert "PROJET" in title(proof)
    assert admin("brief", "list", "--crisis", crisis).results == []
    line = lines[0]["note"].partition(" · ")[0]
    left = admin("brief", "compose", "--crisis", crisis, "--format", "flash", "--leave-out", line)
    assert [one["taken"] for section in left.results for one in section["lines"]] == [False]


def test_a_project_is_taken_up_again_then_approved_under_its_number(admin: Line, tmp_path: Path) -> None:
    crisis = crisis_with_facts(admin)
    brief = str(make(admin, crisis, "--draft")["id"])
    text = tmp_path / "s.txt"
    text.write_text("Le vent tourne.", encoding="utf-8")
    again = make(admin, crisis, "--draft", "--revises", brief, "--section", f"5={text}")
    assert (again["brief"], again["approved"]) == ("PDS-SIG1-001", False)
    out = tmp_path / "pds.pdf"
    approved = admin("brief", "approve", brief, "--out", str(out)).only
    assert (approved["brief"], approved["approved"], approved["approver"]) == ("PDS-SIG1-001", True, "Alice Admin")
    assert "PROJET" not in title(out)
    refused = admin("brief", "approve", brief)
    assert (refused.code, "il ne change plus" in refused.err) == (1, True)
    assert make(admin, crisis)["replaces"] == "PDS-SIG1-001"


def test_who_may_not_approve_is_told_so(admin: Line, liaison: Line) -> None:
    crisis = crisis_with_facts(admin)
    admin("member", "add", "--crisis", crisis, "--name", "Irène Liaison", "--role", "LIA")
    brief = str(make(admin, crisis, "--draft")["id"])
    admin("sync")
    liaison("sync")
    answer = liaison("brief", "approve", brief)
    assert (answer.code, "approuvent un point" in answer.err) == (1, True)


@pytest.mark.parametrize("format", ["flash", "standard", "long", "cabinet", "prefets", "cip"])
def test_each_format_is_made(admin: Line, format: str) -> None:
    crisis = crisis_with_facts(admin)
    made = admin("brief", "make", "--crisis", crisis, "--format", format).only
    assert (made["format"], 1 <= int(str(made["pages"])) <= 2) == (format, True)


def test_a_brief_is_written_as_a_text_to_edit(admin: Line, tmp_path: Path) -> None:
    crisis = crisis_with_facts(admin)
    brief = make(admin, crisis)
    file = tmp_path / "pds.odt"
    told = admin("brief", "export", str(brief["id"]), "--odt", str(file)).only
    assert (told["file"], told["sha256"]) == (str(file), hashlib.sha256(file.read_bytes()).hexdigest())
    assert file.read_bytes().startswith(b"PK")
    noted = admin("extraction", "list", "--crisis", crisis).only
    assert (noted["what"], noted["format"], noted["entries"], noted["sha256"]) == ("brief", "odt", 1, told["sha256"])
    assert str(noted["filter"]).startswith(str(brief["brief"]))
    assert "point de situation, ODT, 1" in admin.told("extraction", "list", "--crisis", crisis).out


def test_a_text_that_cannot_be_written_is_not_noted(admin: Line, tmp_path: Path) -> None:
    crisis = crisis_with_facts(admin)
    brief = str(make(admin, crisis)["id"])
    answer = admin("brief", "export", brief, "--odt", str(tmp_path))
    assert (answer.code, f"Le fichier {tmp_path} n'a pas pu être écrit" in answer.err) == (3, True)
    assert admin("extraction", "list", "--crisis", crisis).results == []


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--section", "11=x"), "de 1 à 10"),
        (("--leave-out", "SIG1-0999"), "n'est pas proposé"),
        (("--annexes", "tout"), "Annexe inconnue"),
        (("--marking", "TRÈS SECRET"), "classification"),
        (("--revises", "PDS-SIG1-001"), "PDS-SIG1-001"),
        (("--section", "x"), "pas compris"),
        (("--section", "5=/nulle/part"), "ne se lit pas"),
        (("--none", "5="), "un motif"),
        (("--copies", "A"), "--out"),
        (("--cutoff", "demain"), "Heure incomprise"),
    ],
)
def test_what_cannot_be_made_is_refused_and_nothing_is_frozen(admin: Line, words: tuple[str, ...], said: str) -> None:
    crisis = crisis_with_facts(admin)
    answer = admin("brief", "make", "--crisis", crisis, "--format", "standard", *words)
    assert (answer.code, answer.out) == (1, "")
    assert said in answer.err
    assert admin("brief", "list", "--crisis", crisis).results == []


def test_a_placeholder_in_a_section_is_named(admin: Line, tmp_path: Path) -> None:
    crisis = crisis_with_facts(admin)
    (tmp_path / "s.txt").write_text("Appeler [numéro].", encoding="utf-8")
    section = ("--section", f"5={tmp_path / 's.txt'}")
    answer = admin("brief", "make", "--crisis", crisis, "--format", "standard", *section)
    assert (answer.code, "[numéro]" in answer.err) == (1, True)


def test_a_place_where_nothing_can_be_written_is_unavailable(admin: Line, tmp_path: Path) -> None:
    crisis = crisis_with_facts(admin)
    (tmp_path / "file").touch()
    out = ("--out", str(tmp_path / "file" / "pds.pdf"))
    answer = admin("brief", "make", "--crisis", crisis, "--format", "standard", *out)
    assert answer.code == 3
    assert "n'a pas pu être écrit" in answer.err
    assert admin("brief", "list", "--crisis", crisis).results == []
