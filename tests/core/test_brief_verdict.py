"""What is told of a brief on paper or in a file, to a person and to a script."""

import json
from dataclasses import replace

import pytest

from app.core import brief_verdict
from app.core.brief import Brief, Copied, File
from app.core.brief_citations import Citation, Since
from app.core.brief_verdict import SHOWN, Verdict
from app.core.errors import Refused
from app.core.records import Author
from app.core.store.rows import CrisisRow

AT = 1_800_000_000_000  # 15/01/2027, 09 h 00 in Paris
WHO = Author("ann", "Camille Morvan", "SIG", "CCOM", "SIG1")
FILE = File("f" * 64, "0" * 64, "7d1e40b9c2a6" + "0" * 52, 2, "", 0, True, AT, WHO, AT, "SIG1")
BRIEF = Brief("a" * 64, "b" * 64, "PDS-SIG1-012", 12, "standard", WHO, AT, "", 1, (FILE,), ())
CRISIS = CrisisRow("b" * 64, "CRI-2027-SIG1-001", "Incendie", "exercise", "INT", "Europe/Paris", True, 0, "CCOM", False)
COPY = Copied("3/15", 3, "SIG1", "Cabinet PM", "0" * 64, "1" * 64, "", WHO, AT, "e" * 64)
FOUND = Verdict("in_force", "0" * 64, True, BRIEF, FILE, "brief", crisis=CRISIS, cited=23)
CITED = Citation("c" * 64, "SIG1-0144", "Feu éteint", 2)


def told(verdict: Verdict) -> dict[str, str]:
    return {name: words.replace("\u00a0", " ") for name, words in brief_verdict.lines(verdict)}


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({}, "PDS-SIG1-012 est le dernier point approuvé de sa série que ce poste connaisse."),
        ({"state": "replaced", "replaced_by": "PDS-SIG1-013"}, "PDS-SIG1-012 est remplacé par PDS-SIG1-013."),
        ({"state": "replaced", "replaced_by": "PDS-SIG1-012", "note": "Un autre fait foi."}, "Un autre fait foi."),
        ({"state": "draft", "label": "3/15"}, "PDS-SIG1-012, exemplaire 3/15 est un PROJET : il n'est pas approuvé."),
        (
            {"state": "altered", "document": "annex", "altered_at": 12_345, "size": 98_000},
            "Altéré : ce fichier n'est plus l'annexe de PDS-SIG1-012 : il diffère à partir de l'octet 12\u00a0346"
            " sur 98\u00a0000.",
        ),
        (
            {"state": "altered", "altered_at": 98_000, "size": 98_000},
            "Altéré : ce fichier n'est plus PDS-SIG1-012 : il a été prolongé après ses 98\u00a0000 octets.",
        ),
        (
            {"state": "altered", "faithful": False},
            "PDS-SIG1-012 : l'empreinte imprimée n'est pas celle du contenu qui a été figé.",
        ),
    ],
)
def test_the_answer_is_one_sentence(changes: dict[str, object], sentence: str) -> None:
    assert brief_verdict.sentence(replace(FOUND, **changes)) == sentence


def test_what_is_unknown_here_is_not_accused() -> None:
    unknown = Verdict("unknown", "0" * 64, False)
    assert "Ce n'est pas dire qu'il est faux" in brief_verdict.sentence(unknown)
    assert brief_verdict.sentence(replace(unknown, note="Fait ailleurs.")) == "Fait ailleurs."
    assert told(unknown) == {}
    assert brief_verdict.title(unknown) == ""
    assert not unknown.known
    plain = brief_verdict.plain(unknown)
    assert (plain["known"], plain["exact"], plain["sha256"]) == (False, False, "0" * 64)


def test_the_details_say_who_when_and_for_whom() -> None:
    said = told(replace(FOUND, label="3/15", copy=COPY, pending=True, note="À savoir aussi."))
    assert said["Document"] == "Point de situation n° 12, PDS-SIG1-012, arrêté le 15/01/2027 à 09 h 00"
    assert said["Crise"] == "Incendie (CRI-2027-SIG1-001), EXERCICE"
    assert said["Exemplaire"] == "3/15, Cabinet PM, fait par Camille Morvan le 15/01/2027 à 09 h 00"
    assert said["Approbation"] == "approuvé par Camille Morvan (CCOM) le 15/01/2027 à 09 h 00"
    assert said["Fichier"] == "octet pour octet celui qui est gardé ici"
    assert said["Empreinte"].startswith("7d1e 40b9 c2a6 : est celle")
    assert said["Ce qu'il cite"] == "23 éléments du journal, tous là et inchangés"
    assert said["À savoir"] == "À savoir aussi."
    assert said["Envoi"] == "pas encore parvenu au serveur"
    assert "sans numéro" in told(FOUND)["Exemplaire"]
    assert "absent du registre" in told(replace(FOUND, label="4/15"))["Exemplaire"]
    assert "Fichier" not in told(replace(FOUND, exact=None))


def test_what_it_cites_is_counted_by_what_became_of_it() -> None:
    gone, changed = (
        Since(CITED, "absent", "n'est pas là"),
        Since(replace(CITED, record="d" * 64), "amended", "rectifié"),
    )
    found = replace(FOUND, since=(gone, changed, replace(changed, what="contradicted")))
    assert told(found)["Ce qu'il cite"] == "23 éléments du journal, dont 1 qui manque et 1 changé depuis"
    assert told(replace(FOUND, cited=0))["Ce qu'il cite"].startswith("rien")
    assert told(replace(FOUND, cited=1))["Ce qu'il cite"] == "1 élément du journal, là et inchangé"
    lines = [words for name, words in brief_verdict.lines(found) if not name]
    assert lines[0] == "SIG1-0144 (section 2) n'est pas là"
    many = replace(FOUND, since=(changed,) * (SHOWN + 3))
    assert [words for name, words in brief_verdict.lines(many) if not name][-1] == "et 3 autres"


def test_a_script_is_told_all_of_it() -> None:
    since = (Since(CITED, "erased", "effacé"), Since(CITED, "over", "retiré"))
    plain = brief_verdict.plain(replace(FOUND, label="3/15", copy=COPY, since=since))
    assert json.loads(json.dumps(plain)) == plain
    assert (plain["brief"], plain["number"], plain["crisis"]) == ("PDS-SIG1-012", 12, "CRI-2027-SIG1-001")
    assert (plain["copy"], plain["recipient"], plain["registered"]) == ("3/15", "Cabinet PM", True)
    assert (plain["in_force"], plain["replaced_by"], plain["altered_at"], plain["cited"]) == (True, None, None, 23)
    assert [one["what"] for one in plain["missing"]] == ["erased"]
    assert [one["what"] for one in plain["amended"]] == ["over"]
    assert plain["cutoff"] == "2027-01-15T09:00:00+01:00"


def test_the_file_that_was_verified_is_named_known_or_not() -> None:
    assert next(brief_verdict.lines(replace(FOUND, name="/clé/point.pdf"))) == ("Vérifié", "/clé/point.pdf")
    unknown = Verdict("unknown", "0" * 64, False, name="/clé/point.pdf")
    assert told(unknown) == {"Vérifié": "/clé/point.pdf"}
    assert brief_verdict.plain(unknown)["file"] == "/clé/point.pdf"
    assert brief_verdict.plain(FOUND)["file"] is None


@pytest.mark.parametrize(
    ("said", "named"),
    [
        ("Ce fichier est vide.", "« a.pdf » : ce fichier est vide."),
        ("PDS-SIG1-012 : autre.", "« a.pdf » : PDS-SIG1-012 : autre."),
        ("L'annexe de PDS-SIG1-012 : autre.", "« a.pdf » : l'annexe de PDS-SIG1-012 : autre."),
    ],
)
def test_a_refusal_names_the_file_it_is_about(said: str, named: str) -> None:
    found = brief_verdict.about("a.pdf", Refused(said, "file"))
    assert (str(found), found.field) == (named, "file")
    assert str(brief_verdict.about("", Refused(said))) == said
