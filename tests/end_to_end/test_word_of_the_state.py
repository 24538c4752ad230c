"""The State's word from the command line, against a real central: written, signed, contradicted, cut off, held back."""

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from app import cli
from app.core.clock import Clock, of_this_machine
from tests.central import Central, Line, drawer_open, serving
from tests.clocks import HOUR

FAVOURABLE = ("--decision", "favourable")
BY_PHONE = ("--by-phone", "Denis Directeur, DIR, +33 1 42 75 80 00")
NUMBER = "[numéro d’information]"
FILLED = {  # every part of the holding statement that its template leaves to complete
    "--title": "Incendie à Rouen : premières informations",
    "--lead": "Un incendie touche un site de Rouen.",
    "--known": "Des huiles brûlent.",
    "--doing": "Le préfet a activé son centre opérationnel.",
    "--asked": "Restez à l’abri. Numéro : 0 800 00 00 00.",
    "--next": "Prochain point à 05:00.",
    "--key-message": "Restez à l’abri.",
    "--issuer": "Préfecture de la Seine-Maritime",
}


@dataclass(frozen=True)
class Cell:
    """Alice and Bruno (CCOM), Denis (DIR), Irène (INT, LIA) and Sami (SAN, LIA), each at a workstation."""

    central: Central
    crisis: str
    alice: Line
    bruno: Line
    denis: Line
    irene: Line
    sami: Line

    @property
    def everyone(self) -> tuple[Line, ...]:
        return (self.alice, self.bruno, self.denis, self.irene, self.sami)

    def share(self, *writers: Line) -> None:
        """All of them hold what these wrote."""
        for line in (*writers, *(one for one in self.everyone if one not in writers)):
            assert line("sync").code == 0

    def states(self, message: str) -> set[str]:
        return {line("message", "show", message).only["state"] for line in self.everyone}


SEATS = (
    ("Alice Admin", "SIG", "CCOM", "SIG1"),
    ("Bruno Cellule", "SIG", "CCOM", "SIG2"),
    ("Denis Directeur", "PM", "DIR", "PM1"),
    ("Irène Liaison", "INT", "LIA", "INT1"),
    ("Sami Santé", "SAN", "LIA", "SAN1"),
)


@pytest.fixture(scope="module")
def cell(tmp_path_factory: pytest.TempPathFactory, passphrase: None) -> Iterator[Cell]:
    folder = tmp_path_factory.mktemp("cell")
    lines = [Line(folder / prefix) for _, _, _, prefix in SEATS]
    with drawer_open():
        for central in serving(folder / "central"):
            lines[0].enrol(central, central.invitation, "SIG1", SEATS[0][0])
            for line, (name, organisation, role, prefix) in zip(lines[1:], SEATS[1:], strict=True):
                line.enrol(central, lines[0].invite(name, organisation, role), prefix)
            crisis = lines[0].open_crisis("Incendie à Rouen", "--associated", "INT")
            for name, _, role, _ in SEATS[1:]:
                assert lines[0]("member", "add", "--crisis", crisis, "--name", name, "--role", role).code == 0
            cell = Cell(central, crisis, *lines)
            cell.share(cell.alice)
            yield cell


def written(folder: Path, words: str) -> str:
    file = folder / "texte.txt"
    file.write_text(words, encoding="utf-8")
    return str(file)


def in_force(line: Line, crisis: str) -> dict[str, dict[str, Any]]:
    """What may be said now, by id."""
    return {one["id"]: one for one in line("message", "list", "--crisis", crisis, "--in-force").results}


def drafted(line: Line, crisis: str, folder: Path, words: str, *more: str) -> str:
    """The id of a new line to take: its reference is that of others in other crises."""
    said = ("--title", "Point", "--text-file", written(folder, words), *more)
    kind = () if "--kind" in more else ("--kind", "line")
    return str(line("message", "draft", "--crisis", crisis, *kind, *said).only["id"])


def test_the_first_hour_of_a_fire(cell: Cell) -> None:
    crisis = cell.crisis
    fact = cell.irene("log", "--crisis", crisis, "SDIS76 tel > incendie : produits, huiles moteur").only["entry"]
    begun = cell.irene("message", "draft", "--crisis", crisis, "--template", "holding", "--fact", fact).only
    message = begun["id"]
    assert (begun["message"], NUMBER in begun["placeholders"]) == ("ATT-INT1-001", True)
    assert NUMBER in cell.irene("message", "submit", "ATT-001", "--crisis", crisis).err
    cell.share(cell.irene)
    for refused in (cell.denis("visa", "ATT-001", *FAVOURABLE), cell.bruno("visa", message, *FAVOURABLE, *BY_PHONE)):
        assert (refused.code, refused.out, NUMBER in refused.err) == (1, "", True)

    filled = [word for pair in FILLED.items() for word in pair]
    variants = ("--variant", "x=Restez à l’abri.", "--variant", "sms=Restez à l’abri.")
    assert cell.irene("message", "revise", message, *filled, *variants).only["placeholders"] == []
    cell.irene("message", "submit", message)
    cell.irene("visa", message, *FAVOURABLE)
    cell.share(cell.irene)
    cell.alice("visa", message, *FAVOURABLE)
    cell.share(cell.alice)
    assert cell.irene("visa", message, *FAVOURABLE, *BY_PHONE).code == 1
    told = cell.bruno("visa", message, *FAVOURABLE, *BY_PHONE).only
    assert (told["state"], told["by_phone"], told["confirmed"]) == ("validated", True, False)
    cell.share(cell.bruno)
    assert cell.bruno("visa", "confirm", told["visa"]).code == 1
    assert cell.denis("visa", "confirm", told["visa"]).only["confirmed"] is True

    assert (
        cell.alice("message", "dispatch", message, "--channel", "presse", "--to", "AFP").only["state"] == "dispatched"
    )
    lines = cell.alice("journal", "list", "--crisis", crisis).results
    assert "ATT-INT1-001 v2 diffusé : presse, AFP" in [one["subject"] for one in lines]
    against = cell.sami("log", "--crisis", crisis, "ARS tel > la liste des produits est fausse").only["entry"]
    linked = ("--kind", "contradicts", "--to", fact, "--crisis", crisis)
    assert cell.sami("journal", "link", against, *linked).code == 0
    cell.share(cell.sami, cell.denis, cell.alice)
    assert {line("message", "show", message).only["state"] for line in cell.everyone} == {"review"}
    assert message not in in_force(cell.alice, crisis)
    assert "à réexaminer" in cell.alice("message", "dispatch", message, "--channel", "x", "--to", "public").err
    assert cell.alice("message", "reexamine", message, "--reason", "la consigne tient").only["state"] == "dispatched"
    cell.share(cell.alice)
    said = in_force(cell.sami, crisis)[message]
    assert (said["message"], said["missing"], len(said["visas"])) == ("ATT-INT1-001", [], 3)
    assert "la consigne tient" in cell.sami.told("message", "show", message).out


def test_two_texts_written_and_validated_apart_wait_for_a_person(cell: Cell, tmp_path: Path) -> None:
    message = drafted(cell.alice, cell.crisis, tmp_path, "Les écoles sont ouvertes.")
    cell.share(cell.alice)
    cell.central.stop()
    assert cell.irene("sync").code == cli.UNAVAILABLE
    heads = []
    for line, words in ((cell.irene, "Les écoles de Rouen ferment."), (cell.sami, "Les écoles et crèches ferment.")):
        assert line("message", "revise", message, "--text-file", written(tmp_path, words)).code == 0
        heads.append(line("message", "submit", message).only["version"])
    cell.central.start()
    cell.share(cell.sami, cell.irene)
    blind = cell.alice("visa", message, *FAVOURABLE)
    assert (blind.code, all(head in blind.err for head in heads)) == (1, True)
    for line in (cell.irene, cell.alice, cell.denis):  # each in his turn, whenever it arrives
        for head in heads:
            assert line("visa", message, "--version", head, *FAVOURABLE).only["state"] == "conflict"
    cell.share(cell.irene, cell.denis, cell.alice)
    (missing,) = cell.alice("message", "show", message).only["missing"]
    assert missing.startswith("deux versions validées, arbitrage")
    sending = ("message", "dispatch", message, "--channel", "presse", "--to", "AFP")
    assert "deux versions validées" in cell.alice(*sending, "--version", heads[1], "--degraded", "coupure").err
    choosing = ("message", "arbitrate", message, "--version", heads[1], "--reason", "plus complet")
    assert cell.sami(*choosing).code == 1
    assert cell.bruno(*choosing).only["state"] == "validated"
    cell.share(cell.bruno)

    cell.central.stop()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cli, "Clock", an_hour_later)
        assert "mode dégradé" in cell.alice(*sending).err
        assert "Seul le CCOM" in cell.denis(*sending, "--degraded", "réseau coupé").err
        sent = cell.alice(*sending, "--degraded", "réseau coupé").only
    assert (sent["state"], sent["version"]) == ("dispatched", heads[1])
    assert sent["degraded"].startswith("réseau coupé (dernier échange")
    cell.central.start()
    cell.share(cell.alice)
    assert len({line("message", "show", message).out for line in cell.everyone}) == 1
    prints = [line("status").only["fingerprint"] for line in cell.everyone]
    assert all(one == prints[0] for one in prints)


def an_hour_later() -> Clock:
    """Of a workstation that stayed on for an hour."""

    def steady():  # type: ignore[no-untyped-def]
        read = of_this_machine()
        return type(read)(read.boot, read.at + HOUR)

    usual = Clock()
    return Clock(lambda: usual.now() + HOUR, steady=steady)


def test_nothing_leaves_unmarked_until_the_families_are_told(cell: Cell, tmp_path: Path) -> None:
    more = ("--kind", "release", "--sensitivity", "families=pending")
    message = drafted(cell.alice, cell.crisis, tmp_path, "Onze personnes sont décédées.", *more)
    assert cell.alice("message", "embargo", message, "--reason", "familles informées").code == 0
    assert cell.alice("message", "submit", message, "--circuit", "urgent").code == 0
    assert cell.alice("visa", message, *FAVOURABLE).code == 0
    cell.share(cell.alice)
    assert cell.denis("visa", message, *FAVOURABLE).only["state"] == "embargoed"
    cell.share(cell.denis)
    for kind in ("txt", "eml", "odt", "pdf"):
        file = tmp_path / f"sorti.{kind}"
        put = cell.alice("message", "output", message, "--format", kind, "--out", str(file)).only
        assert any(mark.startswith("SOUS EMBARGO") for mark in put["marks"]), kind
        assert "SOUS EMBARGO" in words_of(file), kind
    sending = ("message", "dispatch", message, "--channel", "presse", "--to", "AFP")
    for more in ((), ("--degraded", "pressé")):
        assert "familles informées" in cell.alice(*sending, *more).err
    lifting = ("message", "lift", message, "--reason", "les familles le savent")
    assert "Seule l'autorité" in cell.alice(*lifting).err
    assert cell.denis(*lifting).only["state"] == "validated"
    cell.share(cell.denis)
    said = cell.alice("message", "show", message).only["message"]
    lines = cell.alice("journal", "list", "--crisis", cell.crisis).results
    assert f"Embargo levé sur {said}" in [one["subject"] for one in lines]
    assert cell.alice(*sending).only["state"] == "dispatched"
    clean = tmp_path / "net.txt"
    assert cell.alice("message", "output", message, "--format", "txt", "--out", str(clean)).code == 0
    assert "EMBARGO" not in words_of(clean)


def words_of(file: Path) -> str:
    if file.suffix == ".odt":
        with zipfile.ZipFile(file) as archive:
            return archive.read("content.xml").decode() + archive.read("styles.xml").decode()
    if file.suffix == ".pdf":
        document = pypdfium2.PdfDocument(file)
        try:
            return str(document[0].get_textpage().get_text_range())
        finally:
            document.close()
    return file.read_text(encoding="utf-8")


def test_two_ministries_that_contradict_each_other_sign_one_text(cell: Cell, tmp_path: Path) -> None:
    lines = []
    for line, count, words in ((cell.irene, "95", "L’usine est ouverte."), (cell.sami, "120", "L’usine est fermée.")):
        counted = ("--indicator", "personnes intoxiquées", "--value", count, "--source", f"Source {count}")
        where = ("--crisis", cell.crisis, "--perimeter", "Rouen", "--cutoff", "00:00")
        figure = line("figure", "add", *where, *counted).only["figure"]
        lines.append(drafted(line, cell.crisis, tmp_path, words, "--topic", "Eau", "--fact", figure))
    cell.share(cell.irene, cell.sami)
    submitted = cell.sami("message", "submit", lines[1])
    assert {one["kind"] for one in submitted.only["contradictions"]} == {"figures", "verbs"}
    assert "« L’usine est ouverte » dans EDL-INT1-" in submitted.err

    joint = ("--kind", "release", "--topic", "Eau", "--issued-by", "INT", "--issued-by", "Santé")
    message = drafted(cell.sami, cell.crisis, tmp_path, "Le Gouvernement fait le point.", *joint)
    assert cell.sami("message", "show", message).only["issuer"] == "Gouvernement"
    assert cell.sami("message", "submit", message, "--circuit", "standard").code == 1
    cell.sami("message", "submit", message)
    cell.sami("visa", message, *FAVOURABLE)
    cell.share(cell.sami)
    cell.alice("visa", message, *FAVOURABLE)
    assert cell.alice("visa", "remind", message).only["reminded"] == ["INT"]
    cell.share(cell.alice)
    silent = cell.denis("visa", message, *FAVOURABLE).only
    assert (silent["state"], silent["missing"]) == ("submitted", ["visa Intérieur"])
    asked = cell.irene("notice", "list", "--unseen").results
    joint_one = cell.irene("message", "show", message).only["message"]
    assert joint_one in {one.get("message") for one in asked if one["kind"] == "visa"}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cli, "Clock", an_hour_later)
        late = cell.alice("notice", "list", "--unseen").results
        assert ("escalated", joint_one, "Intérieur") in {(one["kind"], one.get("message"), one["step"]) for one in late}
        assert cell.alice("message", "show", message).only["state"] == "submitted"
