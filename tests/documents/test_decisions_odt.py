"""The list of decisions as a text document: a table of them all, then each, rubric by rubric."""

from dataclasses import replace

from app.documents import decision_words, decisions_odt, journal_odt
from tests.documents import odt_reading
from tests.documents.extracts import CONFINEMENT, EXTRACT, SECOND

DECISIONS = replace(EXTRACT, what="decisions", entries=(CONFINEMENT, SECOND), order="numbered", asked="toutes")


def test_they_are_all_in_a_table_then_each_under_its_heading() -> None:
    data = decisions_odt.odt_of(DECISIONS)
    tables = odt_reading.tables(data)
    assert tables["Décisions"][0] == list(decision_words.HEADS)
    assert [row[0] for row in tables["Décisions"][1:]] == ["D-SIG1-001", "D-PREF-002"]
    assert [words.split(" — ")[0] for _, words in odt_reading.headings(data)] == ["D-SIG1-001", "D-PREF-002"]
    assert [row[0] for row in tables["D-PREF-002"]][:3] == ["Décidé", "Texte", "Options considérées"]
    assert "Confinement étendu à 12 communes" in odt_reading.struck(data)


def test_every_page_says_which_list_it_is() -> None:
    around = odt_reading.furniture(decisions_odt.odt_of(DECISIONS))
    assert around["footer"][0].startswith("DEC-CRI-2026-SIG1-004 · 2 décisions : toutes · empreinte")
    assert around["header"][-1].startswith("Relevé de décisions · Incendie")


def test_no_decision_is_said() -> None:
    data = decisions_odt.odt_of(replace(DECISIONS, entries=()))
    assert journal_odt.NOTHING in odt_reading.words(data)
    assert odt_reading.tables(data) == {}
