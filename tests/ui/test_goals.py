"""What was typed names a page, an act or a record: accents or not, and by any reference a person uses."""

import pytest

from app.core.entry_commands import Record
from app.core.message_commands import Draft
from app.core.registers.crisis import OpenCrisis
from app.core.registers.directory import AddContact
from app.core.texts import Text
from app.ui.goals import CONTACTS, ENTRIES, MESSAGES, REFERENCES, Goal, look, matching
from tests.ui.figures import dispute

GOALS = [
    Goal("Pages", "Main courante", lambda: None, key="Ctrl+1"),
    Goal("Pages", "Points de situation", lambda: None),
    Goal("Crises", "Incendie Lubrizol — Rouen", lambda: None, "CRI-2026-SIG1-001"),
    Goal("Actes", "Ouvrir une crise…", lambda: None),
    Goal("Actes", "Saisie après coup…", lambda: None),
]


def words(typed: str) -> list[str]:
    return [goal.words for goal in matching(GOALS, typed)]


def hits(room, typed: str):
    return [(hit.group, hit.page, hit.words) for hit in look(room.mine.reading, room.crisis, "SIG1", typed)]


def test_nothing_typed_lists_everything_in_its_order():
    assert matching(GOALS, " ") == GOALS


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("main", ["Main courante"]),
        ("apres", ["Saisie après coup…"]),
        ("APRÈS saisie", ["Saisie après coup…"]),
        ("sit", ["Points de situation"]),
        ("ante", []),
        ("cri-2026", ["Incendie Lubrizol — Rouen"]),
        ("ouvrir crise", ["Ouvrir une crise…"]),
        ("introuvable", []),
    ],
)
def test_words_are_known_by_their_beginning_accents_or_not(typed, found):
    assert words(typed) == found


def test_what_begins_with_the_words_comes_before_what_holds_them():
    goals = [Goal("Actes", "Corriger la crise…", print), Goal("Actes", "Crise…", print), Goal("Pages", "Crises", print)]
    assert [goal.words for goal in matching(goals, "crise")] == ["Crise…", "Corriger la crise…", "Crises"]


def test_a_goal_is_spoken_with_its_note_and_its_key():
    assert GOALS[0].spoken == "Main courante, Ctrl+1"


@pytest.mark.parametrize("typed", ["SIG1-0002", "sig1-2", "2", "SIG1-02"])
def test_an_entry_is_found_by_its_number_however_short(room, typed):
    room.record("Reprise de feu")
    room.record("Second départ", sender="SDIS 76")
    assert hits(room, typed)[0] == (REFERENCES, "journal", "SIG1-0002 · Second départ")


def test_a_message_a_decision_and_a_crisis_are_found_by_their_reference(room):
    room.mine.desk.do(Draft(room.space, "line", Text("Restez à l’abri", "Douze communes.", issuer="SIG"), "air"))
    room.record("Confinement", type="decision", options="Rien", rationale="Prudence")
    code = room.crisis.code
    assert hits(room, "EDL-001")[0] == (REFERENCES, "messages", "EDL-SIG1-001 · Restez à l’abri")
    assert hits(room, "d-1")[0] == (REFERENCES, "journal", "D-SIG1-001 · Confinement")
    assert hits(room, code)[0] == (REFERENCES, "", f"{code} · Incendie Lubrizol — Rouen")


def test_a_record_of_another_crisis_is_found_when_this_one_has_none_of_that_number(room):
    other = room.mine.desk.do(OpenCrisis("Crue", "exercise", "natural", "INT")).id
    for subject in ("Un", "Deux"):
        room.mine.desk.do(Record(other, subject))
    (found,) = look(room.mine.reading, room.crisis, "SIG1", "SIG1-0002")
    assert (found.space, found.words) == (other, "SIG1-0002 · Deux")


def test_entries_messages_and_contacts_are_found_by_words_the_newest_first(room):
    room.record("Évacuation du site", occurred_at=1)
    room.record("L’évacuation est finie", occurred_at=2)
    room.mine.desk.do(Draft(room.space, "line", Text("Évacuation", "Douze communes.", issuer="SIG"), "air"))
    room.mine.desk.do(AddContact({"family_name": "Évacuateur", "given_name": "Jean"}))
    found = hits(room, "evacua")
    assert [words for group, _, words in found if group == ENTRIES] == [
        "SIG1-0002 · L’évacuation est finie",
        "SIG1-0001 · Évacuation du site",
    ]
    assert [words for group, _, words in found if group == MESSAGES] == ["EDL-SIG1-001 · Évacuation"]
    assert [words for group, _, words in found if group == CONTACTS] == [room.mine.reading.contacts()[0].name]


def test_a_record_named_and_found_by_words_is_listed_once(room):
    room.record("SIG1-0001 est cette entrée")
    assert len(hits(room, "SIG1-0001")) == 1


@pytest.mark.parametrize("typed", ["", "  ", "-", "'", '"', "SIG1-", "SIG1-99999999999999999999", "a" * 500])
def test_whatever_is_typed_is_never_an_error(room, typed):
    assert hits(room, typed) == []


def test_without_a_crisis_contacts_are_still_found(room):
    room.mine.desk.do(AddContact({"family_name": "Aubert", "given_name": "Louise"}))
    (found,) = look(room.mine.reading, None, "SIG1", "aubert")
    assert (found.page, found.space) == ("directory", "")


@pytest.mark.parametrize("typed", ["BIL-SIG1-002", "bil-2", "foyers", "prefecture 76"])
def test_a_figure_is_found_by_its_number_its_indicator_or_its_source(room, typed):
    _, two = dispute(room.mine, room.space)
    found = [hit for hit in look(room.mine.reading, room.crisis, "SIG1", typed) if hit.page == "figures"]
    assert two in {hit.id for hit in found}
    assert any("1\u202f100 foyers sans eau" in hit.words for hit in found)


def test_a_message_is_found_by_what_it_says_and_tells_where_it_stands(room):
    room.mine.desk.do(Draft(room.space, "line", Text("Écoles", "La cantine de la rive gauche reste fermée.")))
    (hit,) = [one for one in look(room.mine.reading, room.crisis, "SIG1", "cantine") if one.page == "messages"]
    assert (hit.words, hit.note) == ("EDL-SIG1-001 · Écoles", "v1, brouillon")


@pytest.mark.parametrize(
    ("typed", "first"),
    [("marchand", CONTACTS), ("marchand jea", CONTACTS), ("jean marchand", CONTACTS), ("jean", ENTRIES)],
)
def test_somebody_named_by_the_family_name_comes_before_the_entries(room, typed, first):
    room.record("Jean Marchand rappelle : marchand jean joint")
    room.mine.desk.do(AddContact({"family_name": "Marchand", "given_name": "Jean"}))
    found = [group for group, _, _ in hits(room, typed)]
    assert found[0] == first
    assert set(found) == {CONTACTS, ENTRIES}
