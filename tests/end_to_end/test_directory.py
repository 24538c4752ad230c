"""Telephones are saturated and the network is cut: the directory of three workstations, from the command line, against
a real central."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from app import cli
from app.core import times
from app.core.clock import Clock
from app.core.duty import DAY
from tests.central import Central, Line, drawer_open, serving

PARIS = "Europe/Paris"
ASKED = "qui est d'astreinte au ministère de la Santé maintenant ?"
FIRST, SECOND, OFFICE = "+33199003315", "+33199003351", "01 99 00 33 10"
TABLE = "identifiant vCard;nom;prénom;fonction;organisme;astreinte;mobile personnel"
RECORDS = (  # all invented; the numbers are of ranges kept for fiction
    f"essai-delmas;Delmas;Fanny;DICOM;Santé;{OFFICE};",
    "essai-kerjean;Kerjean;Damien;cabinet;Intérieur;;06 39 98 76 41",
    "essai-legoff;Le Goff;Maël;SIDPC;Préfecture 76;02 61 91 76 10;",
    "essai-marchal;Marchal;Jeanne;presse;Santé;01 99 00 33 20;",
)
OTHERS = (
    "essai-anselme;Anselme;Pauline;presse;Intérieur;;06 39 98 76 44",
    "essai-sauvage;Sauvage;Inès;presse;Préfecture 76;02 61 91 76 11;",
)


@dataclass(frozen=True)
class Cell:
    """Alice (SIG, first administrator), Irène (INT, LIA) and Sami (SAN, LIA), each at a workstation, who all hold what
    Alice brought in: RECORDS."""

    central: Central
    crisis: str
    alice: Line
    irene: Line
    sami: Line

    @property
    def everyone(self) -> tuple[Line, ...]:
        return (self.alice, self.irene, self.sami)

    def share(self) -> None:
        """Everybody holds what anybody wrote."""
        for line in (*self.everyone, *self.everyone):
            assert line("sync").code == 0

    def prints(self, space: str) -> set[str]:
        """The fingerprints of that space: one when all of them hold the same."""
        return {str(line("status").only["fingerprint"][space]) for line in self.everyone}


@pytest.fixture(scope="module")
def cell(tmp_path_factory: pytest.TempPathFactory, passphrase: None) -> Iterator[Cell]:
    folder = tmp_path_factory.mktemp("directory")
    alice, irene, sami = (Line(folder / name) for name in ("SIG1", "INT1", "SAN1"))
    with drawer_open():
        for central in serving(folder / "central"):
            alice.enrol(central, central.invitation, "SIG1", "Alice Admin")
            irene.enrol(central, alice.invite("Irène Liaison", "INT", "LIA"), "INT1")
            sami.enrol(central, alice.invite("Sami Santé", "SAN", "LIA"), "SAN1")
            crisis = alice.open_crisis("Explosion à Rouen", "--associated", "INT")
            for name in ("Irène Liaison", "Sami Santé"):
                assert alice("member", "add", "--crisis", crisis, "--name", name, "--role", "LIA").code == 0
            brought(alice, folder, *RECORDS)
            made = Cell(central, crisis, alice, irene, sami)
            made.share()
            yield made


def brought(line: Line, folder: Path, *records: str) -> str:
    """The import (id) of a table of these."""
    file = folder / "agents.csv"
    file.write_text("\n".join((TABLE, *records)), encoding="utf-8")
    told = line("contact", "import", str(file)).only
    assert (told["added"], told["refused"]) == (len(records), [])
    return str(told["import"])


def contact(line: Line, name: str) -> dict[str, Any]:
    (found,) = line("contact", "list", "--query", name).results
    return found


def test_who_is_on_call_is_answered_and_called_without_network_and_what_came_of_it_is_one_everywhere(
    cell: Cell, tmp_path: Path
) -> None:
    crisis, before = cell.crisis, cell.prints("directory")
    assert len(before) == 1
    now = Clock().now()
    hours = [f"{times.local_day(now + days * DAY, PARIS)} 08:00" for days in (-2, 4)]
    table = (
        ("Santé", "DICOM", "Fanny Delmas"),
        ("INT", "cabinet", "Damien Kerjean"),
        ("PREF76", "SIDPC", "Maël Le Goff"),
    )
    for organisation, function, holder in table:
        of = ("--organisation", organisation, "--function", function, "--holder", holder)
        assert cell.alice("duty", "add", "--crisis", crisis, *of, "--starts", hours[0], "--ends", hours[1]).code == 0
    extra = ("--name", "Postic", "--function", "permanence du site", "--phone", "duty:05 36 49 76 01")
    assert cell.irene("contact", "add", "--crisis", crisis, *extra).code == 0
    cell.share()

    cell.central.stop()
    assert cell.sami("sync").code == cli.UNAVAILABLE
    answers = [line("duty", "now", *ASKED.split(), "--crisis", crisis).only for line in cell.everyone]
    assert {(one["holder"], one["phone"]) for one in answers} == {("Fanny Delmas", "+33199003310")}
    assert "01 99 00 33 10" in cell.sami.told("duty", "now", "santé", "--crisis", crisis).out
    (hidden,) = cell.irene("duty", "now", "--organisation", "INT", "--crisis", crisis).results
    assert (hidden["phone"], hidden["private"], hidden["masked"]) == ("", True, "06 39 98 •• 41")

    made = cell.irene("call", "cascade", "--crisis", crisis, "--title", "Alerte", "--duties").only
    assert (made["cascade"], made["targets"], made["to_call"]) == ("CAS-INT1-001", 3, 3)
    sheet = tmp_path / "feuille.pdf"
    assert cell.irene("call", "print", "CAS-INT1-001", "--out", str(sheet)).only["lines"] == 3
    assert sheet.read_bytes().startswith(b"%PDF")
    paper = tmp_path / "feuille.csv"
    came_of_it = {"Kerjean": "sans réponse", "Le Goff": "joint", "Delmas": "faux numéro"}
    hour = times.hour(now - 3 * times.MINUTE, PARIS)
    lines = [f"{name};{result};{hour};" for name, result in came_of_it.items()]
    paper.write_text("\n".join(("qui;résultat;heure;remarque", *lines)), encoding="utf-8")
    assert cell.irene("call", "import", "CAS-INT1-001", str(paper)).only["added"] == 3

    cell.central.start()
    cell.share()
    again = [line("call", "show", made["id"], "--second", "--crisis", crisis) for line in cell.everyone]
    assert len({one.out for one in again}) == 1
    assert {one["name"] for one in again[0].results} == {"Damien Kerjean", "Fanny Delmas"}
    said = [one["subject"] for one in cell.sami("journal", "list", "--crisis", crisis).results]
    assert sum(subject.startswith("Appel n° ") for subject in said) == 3
    assert any("Le Goff" in subject and subject.endswith("joint") for subject in said)
    assert len(cell.prints(crisis)) == 1
    assert cell.prints("directory") == before  # of an exercise, nothing is written in what everybody shares


def test_one_number_corrected_apart_is_kept_twice_until_somebody_chooses(cell: Cell) -> None:
    id = contact(cell.alice, "Marchal")["contact"]
    cell.central.stop()
    for line, number in ((cell.irene, FIRST), (cell.sami, SECOND)):
        assert line("contact", "edit", id, "--phone", f"duty:{number}").code == 0
    cell.central.start()
    cell.share()
    for line in cell.everyone:
        assert contact(line, "Marchal")["conflicts"] == ["phone:1"]
        told = line.told("contact", "show", id).out
        assert "01 99 00 33 15" in told
        assert "01 99 00 33 51" in told
    assert cell.sami("resolve", id, "phone:1", "--value", SECOND).only["settled"] is True
    cell.share()
    for line in cell.everyone:
        (phone,) = contact(line, "Marchal")["phones"]
        assert (phone["number"], contact(line, "Marchal")["conflicts"]) == (SECOND, [])
    assert len(cell.prints("directory")) == 1


def test_an_import_is_undone_everywhere_but_where_somebody_wrote_since(cell: Cell, tmp_path: Path) -> None:
    batch = brought(cell.alice, tmp_path, *OTHERS)
    cell.share()
    assert cell.sami("contact", "edit", "Inès Sauvage", "--remark", "joignable la nuit").code == 0
    anselme = contact(cell.irene, "Anselme")["contact"]
    (hidden,) = cell.irene("contact", "private", "list", anselme).results
    assert hidden["masked"] == "06 39 98 •• 44"
    cell.share()
    told = cell.alice("contact", "undo", batch).only
    assert [(one["name"], one["fields"]) for one in told["left"]] == [("Inès Sauvage", ["remark"])]
    cell.share()
    for line in cell.everyone:
        assert line("contact", "list", "--query", "Anselme").results == []
        assert line("contact", "private", "list", anselme).results == []
        assert contact(line, "Sauvage")["remark"] == "joignable la nuit"
    assert len(cell.prints("directory")) == len(cell.prints("private")) == 1
