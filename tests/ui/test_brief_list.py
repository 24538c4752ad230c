"""The briefs of a crisis in their list: in force, replaced or projects."""

from dataclasses import replace

from app.core.store.rows import BriefRow
from app.ui import brief_list
from tests.ui.lines import ZONE, at

ROW = BriefRow("1", "PDS-SIG1-012", 12, at(24, 0, 45), at(24, 0, 58), "C. Morvan", True, 2, "0" * 64, True)


def row(number, approved=True, format="standard"):
    reference = f"PDS-SIG1-{number:03}"
    return replace(ROW, id=str(number), reference=reference, number=number, approved=approved, format=format)


def words(*rows):
    return {id: state[1] for id, state in brief_list.standings(rows).items()}


def test_the_last_one_approved_is_in_force_and_replaces_the_others():
    found = words(row(3), row(2), row(1))
    assert found == {"3": "en vigueur", "2": "remplacé par le n° 3", "1": "remplacé par le n° 2"}


def test_a_project_replaces_nothing():
    assert words(row(3, approved=False), row(2)) == {"3": "PROJET", "2": "en vigueur"}


def test_each_family_of_readers_has_its_own_in_force():
    assert words(row(2, format="cip"), row(1, format="flash")) == {"2": "en vigueur", "1": "en vigueur"}


def test_a_card_says_what_a_person_looks_for():
    (card,) = brief_list.cards([replace(ROW, copies=15)], ZONE)
    assert (card.head, card.title) == ("n° 12", "PDS-SIG1-012 · standard · 15\u00a0ex.")
    assert card.note == "arrêté 24\u00a0sept.\u00a000:45 · en attente d’envoi"
    assert card.states == (brief_list.IN_FORCE,)
    assert brief_list.format_of(replace(ROW, format="parchemin")) == "parchemin"
