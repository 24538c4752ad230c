"""The demonstration, run as `make run` runs it: what it tells, what it leaves, and that nothing of it stays behind."""

import os
import re
import signal
import socket
import subprocess
import sys
from pathlib import Path
from threading import Timer

import pytest

HOUSE = Path(__file__).resolve().parent.parent
LONGEST = 300.0  # seconds: the bound is 75 on two cores that do nothing else
pytestmark = pytest.mark.timeout(LONGEST + 10)
PICTURES = (
    "epidemie-main-courante",
    "main-courante-SIG1",
    "main-courante-INT",
    "messages-et-visas-SIG1",
    "annuaire-SIG1",
    "import-relu-SIG1",
    "astreintes-SIG1",
    "numero-prive-INT",
    "cascade-SIG1",
    "astreintes-hors-ligne-SIG1",
    "hors-ligne-SIG1",
    "hors-ligne-INT",
    "conflits-SIG1",
    "conflit-INT",
    "annuaire-deux-valeurs-INT",
    "composer-SIG2",
    "exemplaires-SIG1",
    "verifier-INT",
    "kit-de-secours-SIG1",
    "point-de-situation-SIG1",
    "point-de-situation-INT",
    "texte-a-200-pour-cent",
    "relais-SIG2",
    "relais-utilise-SIG1",
    "deux-crises-SIG1",
    "crise-reunie-INT",
    "alerte-SIG1",
    "alertes-SIG1",
)
PAPERS = (
    "epidemie-point-1.pdf",
    "incendie-point-1-projet.pdf",
    "incendie-point-2.pdf",
    "incendie-point-2-annexe.pdf",
    "incendie-point-2.eml",
    "incendie-point-2.odt",
    "incendie-fiche-cabinet.pdf",
    "incendie-questions-reponses-cip.pdf",
    "kit-de-secours-*-EXERCICE.pdf",
    "incendie-annuaire-EXERCICE-*.pdf",
    "incendie-annuaire-EXERCICE-*.vcf",
    "incendie-tableau-astreinte-*.pdf",
    "incendie-feuille-appel-*.pdf",
)
SMALL = ("cle-usb-export-SIG1", "cle-usb-import-SIG2", "cle-usb-deux-fois-SIG2")  # a dialog with a few lines to read


def run(out: Path) -> "subprocess.Popen[str]":
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "LC_ALL": "C.UTF-8", "PYTHONUNBUFFERED": "1"}
    command = [sys.executable, "-m", "app.demo", "--out", str(out)]
    return subprocess.Popen(
        command, cwd=HOUSE, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8"
    )


def answers(told: str) -> bool:
    """Whether somebody still listens at the address of the story's server."""
    port = int(re.search(r"http://127\.0\.0\.1:(\d+)", told)[1])
    with socket.socket() as line:
        return line.connect_ex(("127.0.0.1", port)) == 0


@pytest.fixture(scope="module")
def played(tmp_path_factory):
    out = tmp_path_factory.mktemp("démonstration") / "out"
    process = run(out)
    try:
        told, complaints = process.communicate(timeout=LONGEST)
    finally:
        process.kill()
    assert (process.returncode, complaints) == (0, "")
    return told, out


def test_its_steps_are_numbered_with_their_hour(played):
    told, _ = played
    steps = re.findall(r"^(\d+)\. .+  ·  \d\d:\d\d:\d\d$", told, re.MULTILINE)
    assert steps == [str(number) for number in range(21)]


def test_it_shows_the_refusals_the_lateness_and_the_contradiction(played):
    told, _ = played
    for words in (
        "saisie différée +17 min",
        "[numéro d’information]. Le visa final est refusé.",
        "Quatre yeux",
        "100 et 73 cas le même jour",
        "4 opérations enregistrées sur ce poste, en attente d'envoi",
        "aucun numéro n'a changé",
        "toutes les 4 heures à :00 : prochain point à ",
        "figer est refusé, et le trou est nommé : « [numéro] en section 1, ligne 5. »",
        "un rédacteur n'approuve pas, chaque page dit PROJET",
        "PDS-SIG2-001 approuvé par Camille Morvan : même numéro, plus aucune page ne dit PROJET",
        "« Établi hors ligne sur le poste SIG1… » sur chaque page",
        "au registre de SIG1 et de INT : les 5 mêmes exemplaires",
        "sortis de nouveau sur INT, ils sont les mêmes à l'octet près",
        "y est : « parvenu après le n° 1 : Toiture du bâtiment A5 effondrée",
        "2/5, Préfecture 76. PDS-SIG2-001, exemplaire 2/5 est remplacé par PDS-SIG1-002.",
        "un octet changé : Altéré : ",
        "le point d'un autre service (PDS-PREF69-007) : inconnu de ce poste, sans l'accuser",
        "incendie-fiche-cabinet.pdf : PDS-SIG1-003, format cabinet, 1 page",
        "INT-0006 contredit SIG1-0004",
        "5 extractions notées, sur tous les postes",
        "01 99 00 33 51 dans le fichier, 01 99 00 33 15 vérifié ici ; rien n'est écrit par-dessus",
        "8 lignes d'astreinte dans l'exercice : 3 lacunes et 1 recouvrement",
        "06 39 98 •• 41 ; montré à INT : 06 39 98 76 41",
        "la même réponse sur les deux postes, sans serveur",
        "le même second passage, 4 noms, sur les trois postes",
        "8 nouvelles, 1 rectification, 0 perdue",
        "une deuxième fois : Rien de nouveau",
        "SIG1-0005 et SIG2-0001 : sur les deux postes",
        "8 entrées ensemble sur tous les postes, aucun numéro n'a changé",
        "la même empreinte sur les 4 postes",
        "ce que la copie écrit ensuite porte une lettre : SIG2b-0001",
        "plus un octet dans les fichiers du serveur",
    ):
        assert words in told, words


def test_it_leaves_every_picture_and_every_paper(played):
    _, out = played
    assert [name for name in PICTURES if not (out / f"{name}.png").stat().st_size > 20_000] == []
    contents = [(out / f"{name}.png").read_bytes() for name in (*PICTURES, *SMALL)]
    assert len(set(contents)) == len(PICTURES) + len(SMALL)
    assert (out / "epidemie-point-1-annexe-page-1.png").is_file()
    for pattern in PAPERS:
        assert list(out.glob(pattern)), pattern


def test_each_recipient_has_his_own_copy_of_the_same_file(played):
    _, out = played
    original, copies = (out / "incendie-point-1.pdf").read_bytes(), list(out.glob("incendie-point-1-exemplaire-*.pdf"))
    contents = {file.read_bytes() for file in copies}
    assert len(contents) == len(copies) == 5
    assert all(one.startswith(original) and one != original for one in contents)


def test_nothing_runs_after_it(played):
    assert not answers(played[0])


def test_ctrl_c_ends_everything_it_started(tmp_path):
    process = run(tmp_path / "out")
    late = Timer(LONGEST, process.kill)
    late.start()
    try:
        told = ""
        while "poste SIG1 :" not in told:
            line = process.stdout.readline()
            assert line, process.stderr.read()
            told += line
        process.send_signal(signal.SIGINT)
        rest, complaints = process.communicate(timeout=LONGEST)
    finally:
        late.cancel()
        process.kill()
    assert process.returncode == 130
    assert complaints == "Interrompu : tout ce qui avait été lancé est arrêté.\n"
    assert not answers(told + rest)
