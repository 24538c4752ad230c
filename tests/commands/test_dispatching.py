"""`message dispatch|received|proof|recall|output|board`: what goes out is what was signed, and is noted."""

from pathlib import Path

import pytest

from tests.central import Line
from tests.commands.speaking import cell, drafted, meet, validated, written


@pytest.fixture
def crisis(admin: Line, director: Line) -> str:
    return cell(admin, director)


def cleared(admin: Line, director: Line, crisis: str, folder: Path, words: str = "Restez à l'abri.") -> str:
    """A message that may go out, which both hold and the server too."""
    message = reference(admin, crisis, drafted(admin, crisis, folder, words))
    clear(admin, director, crisis, message)
    return message


def reference(admin: Line, crisis: str, message: str) -> str:
    return str(admin("message", "show", message, "--crisis", crisis).only["message"])


def clear(admin: Line, director: Line, crisis: str, message: str) -> None:
    at = ("--crisis", crisis)
    assert admin("message", "submit", message, *at).code == 0
    assert admin("visa", message, *at, "--decision", "favourable").code == 0
    meet(admin, director)
    assert director("visa", message, *at, "--decision", "favourable").code == 0
    meet(director, admin)


def test_a_dispatch_is_noted_with_its_list_as_it_is_and_its_proof(
    admin: Line, director: Line, crisis: str, tmp_path: Path
) -> None:
    at = ("--crisis", crisis)
    message = cleared(admin, director, crisis, tmp_path)
    assert admin("list", "add", *at, "--name", "Presse", "--recipient", "AFP <desk@afp.fr>; Reuters").code == 0
    capture = tmp_path / "capture.png"
    capture.write_bytes(b"une image")
    proof = ("--url", "https://exemple.fr/cp", "--file", str(capture))
    sent = admin("message", "dispatch", message, *at, "--channel", "presse", "--list", "presse", *proof).only
    assert (sent["state"], sent["list"], sent["degraded"]) == ("dispatched", "Presse", "")
    assert [one["name"] for one in sent["recipients"]] == ["AFP", "Reuters"]
    assert (sent["urls"], [one["name"] for one in sent["files"]]) == (["https://exemple.fr/cp"], ["capture.png"])
    journal = admin("journal", "list", *at).results
    assert [one["subject"] for one in journal] == [f"{message} v1 diffusé : presse, Presse (2 destinataires)"]
    received = admin("message", "received", message, *at, "--recipient", "AFP").only
    assert [one["name"] for one in received["received"]] == ["AFP"]
    proven = admin("message", "proof", message, *at, "--url", "https://exemple.fr/deux").only
    assert len(proven["urls"]) == 2
    assert admin("message", "dispatches", message, *at).only["dispatch"] == sent["dispatch"]
    assert "reçu 1/2" in admin.told("message", "dispatches", message, *at).out


def test_after_a_correction_the_recall_names_who_did_not_receive_it(
    admin: Line, director: Line, crisis: str, tmp_path: Path
) -> None:
    at = ("--crisis", crisis)
    message = cleared(admin, director, crisis, tmp_path)
    sent = ("message", "dispatch", message, *at, "--channel", "presse", "--to")
    assert admin(*sent, "AFP <desk@afp.fr>; Reuters").code == 0
    assert admin("message", "recall", message, *at).results == []
    more = ("--text-file", written(tmp_path, "Restez chez vous."))
    assert admin("message", "revise", message, *at, *more).code == 0
    clear(admin, director, crisis, message)
    assert admin(*sent, "AFP <desk@afp.fr>").code == 0
    (left,) = admin("message", "recall", message, *at).results
    assert (left["name"], left["received"], left["holds"][0]["channel"]) == ("Reuters", False, "presse")
    assert "À rappeler : 1 ; déjà rectifiés : 1" in admin.told("message", "recall", message, *at).err


def test_a_dispatch_that_is_refused_says_why(admin: Line, director: Line, crisis: str, tmp_path: Path) -> None:
    at = ("--crisis", crisis)
    message = drafted(admin, crisis, tmp_path)
    refused = admin("message", "dispatch", message, *at, "--channel", "presse", "--to", "AFP")
    assert (refused.code, "brouillon" in refused.err) == (1, True)
    for words in (("received", "--recipient", "AFP"), ("proof", "--url", "x")):
        assert "n'a pas été diffusé" in admin("message", words[0], message, *at, *words[1:]).err
    clear(admin, director, crisis, message)
    assert "à qui" in admin("message", "dispatch", message, *at, "--channel", "presse").err
    none = ("--channel", "presse", "--list", "absente")
    assert "n'est pas connue" in admin("message", "dispatch", message, *at, *none).err


def test_an_output_is_what_was_signed_with_its_marks_and_is_noted(
    admin: Line, director: Line, crisis: str, tmp_path: Path
) -> None:
    at = ("--crisis", crisis)
    message = cleared(admin, director, crisis, tmp_path)
    out = admin("message", "output", message, *at, "--format", "txt", "--out", str(tmp_path))
    file = Path(str(out.only["file"]))
    assert file.name == f"{message}-v1-EXERCICE.txt"
    lines = file.read_text(encoding="utf-8").splitlines()
    assert lines[0] == lines[-1] == out.only["marks"][0]
    assert "Restez à l'abri." in lines
    mail = ("--format", "eml", "--out", str(tmp_path / "cp.eml"), "--to", "AFP <desk@afp.fr>; b@c.fr")
    assert admin("message", "output", message, *at, *mail).code == 0
    assert "Bcc: AFP <desk@afp.fr>, b@c.fr" in (tmp_path / "cp.eml").read_text()
    noted = admin("extraction", "list", *at).results
    assert [(one["what"], one["format"]) for one in noted] == [("message", "txt"), ("message", "eml")]
    variant = ("--format", "txt", "--out", str(tmp_path), "--variant", "x")
    assert "pas de variante" in admin("message", "output", message, *at, *variant).err


def test_the_board_is_printed_and_noted(admin: Line, director: Line, crisis: str, tmp_path: Path) -> None:
    at = ("--crisis", crisis)
    message = cleared(admin, director, crisis, tmp_path)
    assert admin("message", "board", *at, "--out", str(tmp_path / "vide.pdf")).only["in_force"] == []
    assert admin("message", "dispatch", message, *at, "--channel", "presse", "--to", "AFP").code == 0
    board = admin("message", "board", *at, "--out", str(tmp_path / "fiche.pdf")).only
    assert board["in_force"] == [message]
    assert (tmp_path / "fiche.pdf").read_bytes().startswith(b"%PDF")
    assert "fiche porte-parole" in admin("extraction", "list", *at).results[-1]["filter"]


def test_a_folder_is_no_board(admin: Line, crisis: str, tmp_path: Path) -> None:
    for folder in ("", ".", str(tmp_path)):
        answer = admin("message", "board", "--crisis", crisis, "--out", folder)
        assert (answer.code, answer.out, "dossier" in answer.err) == (3, "", True)


def test_a_proof_is_taken_out_whole_and_noted(admin: Line, director: Line, tmp_path: Path) -> None:
    crisis = cell(admin, director)
    message = validated(admin, director, crisis, tmp_path)
    (tmp_path / "capture.png").write_bytes(b"une image")
    sent = admin(
        "message", "dispatch", message, "--channel", "AFP", "--to", "tous", "--file", str(tmp_path / "capture.png")
    )
    assert sent.code == 0, sent.err
    out = tmp_path / "copie.png"
    taken = admin("message", "file", message, "--out", str(out)).only
    assert (taken["name"], out.read_bytes()) == ("capture.png", b"une image")
    assert "existe déjà" in admin("message", "file", message, "--out", str(out)).err
    assert "pas de pièce jointe" in admin("message", "file", drafted(admin, crisis, tmp_path), "--out", str(out)).err
