"""What is proposed while a line is typed: the right words, in the right place, at once."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core import quick_line
from app.core.completion import MOST, Completion, Known, complete, complete_names, known_names
from app.core.naming_index import communes
from app.core.organisations import organisations
from app.core.places import Places

PLACES = Places()
NAMES = known_names(
    ("SDIS76", "Cellule com.", "mairie de Rouen", "Mairie de Rouen"),
    ("Claire Martin", "Rose Préaux", ""),
    organisations().all(),
    ("76",),
)
KNOWN = Known(NAMES, communes(PLACES, ("76",)))


def texts(line: str, caret: int | None = None) -> list[str]:
    return [one.text for one in complete(line, len(line) if caret is None else caret, KNOWN)]


def taken(line: str, caret: int | None = None) -> str:
    """The line once the first completion is taken."""
    one = complete(line, len(line) if caret is None else caret, KNOWN)[0]
    return line[: one.start] + one.text + line[one.end :]


def test_a_sender_is_completed_before_the_sign():
    assert texts("02:48 cell")[0] == "Cellule com."
    assert taken("02:48 cell") == "02:48 Cellule com."
    assert taken("02:48 cell > feu", 10) == "02:48 Cellule com. > feu"


def test_the_senders_of_the_crisis_come_before_the_contacts_and_the_organisations():
    assert [one.kind for one in complete("pré", 3, KNOWN)][:2] == ["means", "contact"]
    assert texts("mairie") == ["mairie de Rouen"]


def test_an_organisation_is_found_without_accents_by_any_of_its_words():
    (first, *_) = complete("02:48 prefecture de la seine-m", 30, KNOWN)
    assert (first.text, first.label) == ("Préfecture 76", "préfecture de la Seine-Maritime")
    assert (first.start, first.end, first.kind) == (6, 30, "organisation")
    assert texts("beauvau") == ["Intérieur"]


def test_the_organisations_of_the_territory_come_first():
    assert texts("codis")[0] == "SDIS 76"
    assert texts("préfecture ")[0] == "Préfecture 76"


def test_a_recipient_is_completed_after_an_arrow_or_a_comma():
    assert taken("SDIS76 tel -> cell") == "SDIS76 tel -> Cellule com."
    assert taken("SDIS76 tel → AFP, claire") == "SDIS76 tel → AFP, Claire Martin"


def test_names_are_not_proposed_after_the_sign():
    assert texts("SIG > cell") == []


def test_means_and_directions_are_completed_by_their_words():
    assert taken("SDIS76 té") == "SDIS76 tél"
    assert taken("SDIS76 visioc") == "SDIS76 visio"
    assert "sortant" in texts("SIG sor")
    assert texts("SDIS76 tel") == []


def test_places_are_completed_anywhere():
    assert taken("SDIS76 > feu @rou") == "SDIS76 > feu @Rouen"
    assert taken("SDIS76 @le-hav > feu", 14) == "SDIS76 @Le-Havre > feu"
    assert texts("SDIS76 > feu @")[0] == "@Le-Havre"
    assert texts("@76540") == ["@Rouen"]


def test_a_place_is_understood_as_it_is_completed():
    for typed in ("@rou", "@saint-d", "@saint-et", "@l'ha"):
        for one in complete(typed, len(typed), KNOWN):
            place = quick_line.understand(f"x {one.text} > a", 0, "Europe/Paris", PLACES, ("76",)).place
            assert one.label.startswith(f"{place.name} (")


@pytest.mark.parametrize(
    ("line", "text", "kind"),
    [
        *(("> #ru", "#rumeur", "type"), ("> #dec", "#décision", "type"), ("> #tech", "#incident-technique", "type")),
        *(("> #fa", "#fait", "key_event"), ("> #marq", "#fait", "key_event"), ("> #amber", "#tlp:amber+strict", "tlp")),
        *(("> !", "!1", "priority"), ("> !3", "!3", "priority")),
    ],
)
def test_marks_are_completed_anywhere(line, text, kind):
    found = complete(line, len(line), KNOWN)
    if line.endswith(text):
        assert found == ()
        return
    assert (found[0].text, found[0].kind) == (text, kind)


def test_what_is_complete_proposes_nothing():
    assert texts("> #rumeur") == []
    assert texts("> @Rouen")[:1] != ["@Rouen"]
    assert texts("02:48") == texts("") == texts("x") == []


def test_the_whole_word_at_the_caret_is_replaced():
    line = "02:48 celtique tel > feu"
    assert complete(line, 9, KNOWN)[0] == Completion(6, 14, "Cellule com.", "Cellule com.", "sender")


def test_a_field_of_names_is_completed_too():
    (one,) = complete_names("AFP, clai", 9, KNOWN)
    assert (one.start, one.end, one.text) == (5, 9, "Claire Martin")
    assert complete_names("Claire Martin", 13, KNOWN) == ()
    assert complete_names("AFP, ", 5, KNOWN) == ()


@given(st.text(alphabet="abcdeéSR @#!->→,;0248:", max_size=40), st.integers(-2, 45))
def test_completions_stay_within_the_line(line, caret):
    for one in complete(line, caret, KNOWN):
        assert 0 <= one.start <= max(0, min(caret, len(line))) <= one.end <= len(line)
    assert len(complete(line, caret, KNOWN)) <= MOST
