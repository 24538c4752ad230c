"""Two messages of one topic that disagree, and those that only seem to."""

import pytest

from app.core.language.contradictions import Cited, Contradiction, Said, contradictions, same
from app.core.language.verb_pairs import lexicon
from tests.core.language import unseen_pairs
from tests.core.language.contradiction_pairs import NOTHING, RAISE

DEAD = Cited("décès", "Rouen", 1_790_000_000_000, "17", "BIL-SIG1-001")


def between(mine: str, theirs: str) -> tuple[Contradiction, ...]:
    return contradictions(Said("1", "EDL-SIG1-001", "Écoles", mine), [Said("2", "CP-INT-002", "écoles", theirs)])


def figures(mine: Cited, theirs: Cited) -> tuple[Contradiction, ...]:
    one, other = (Said(id, f"CP-{id}", "bilan", "", (cited,)) for id, cited in (("1", mine), ("2", theirs)))
    return contradictions(one, [other])


def test_half_of_the_pairs_raise_nothing() -> None:
    assert len(RAISE) >= 30
    assert len(NOTHING) >= 30
    assert len(unseen_pairs.RAISE) + len(unseen_pairs.NOTHING) >= 40


@pytest.mark.parametrize(("mine", "theirs"), [*RAISE, *unseen_pairs.RAISE])
def test_opposite_words_on_one_thing_are_a_contradiction(mine: str, theirs: str) -> None:
    found = between(mine, theirs)
    assert found
    assert all(one.kind == "verbs" and one.reference == "CP-INT-002" for one in found)
    assert all(one.mine in mine and one.theirs in theirs for one in found)
    assert between(theirs, mine)


@pytest.mark.parametrize(("mine", "theirs"), [*NOTHING, *unseen_pairs.NOTHING])
def test_what_may_both_hold_is_none(mine: str, theirs: str) -> None:
    assert between(mine, theirs) == ()
    assert between(theirs, mine) == ()


@pytest.mark.parametrize("text", sorted({text for pair in (*RAISE, *NOTHING) for text in pair}))
def test_a_message_does_not_contradict_a_copy_of_itself(text: str) -> None:
    if " : " not in text and ";" not in text:
        assert between(text, text) == ()


def test_every_pair_of_verbs_clashes_in_its_plainest_words() -> None:
    missed = []
    for pair in lexicon().pairs:
        verbs = [next((verb for group in side for verb in group.verbs if " " not in verb and "'" not in verb), "")
                 for side in (pair.one, pair.other)]  # fmt: skip
        if all(verbs):
            mine, theirs = (f"Le préfet a décidé de {verb} le dispositif prévu." for verb in verbs)
            missed += [] if between(mine, theirs) else [(mine, theirs)]
    assert missed == []


def test_the_sentence_shown_quotes_both() -> None:
    (one,) = between("Les écoles sont fermées.", "Les écoles sont ouvertes.")
    assert one.words == "« Les écoles sont fermées » ici, « Les écoles sont ouvertes » dans CP-INT-002."


def test_only_messages_of_one_topic_are_compared() -> None:
    mine, theirs = "Les écoles sont fermées.", "Les écoles sont ouvertes."
    one = Said("1", "A", " Feu  de forêt ", mine)
    assert contradictions(one, [Said("2", "B", "FEU DE FORET", theirs)])
    assert contradictions(one, [Said("2", "B", "Feu d’usine", theirs)]) == ()
    assert contradictions(Said("1", "A", "", mine), [Said("2", "B", "", theirs)]) == ()


def test_a_message_is_never_compared_with_itself() -> None:
    one = Said("1", "A", "t", "Les écoles sont fermées. Les écoles sont ouvertes.")
    assert contradictions(one, [one]) == ()


def test_the_same_thing_counted_at_the_same_hour_has_one_value() -> None:
    (found,) = figures(DEAD, Cited("Décès", " rouen", DEAD.cutoff, "21", "BIL-PREF-004"))
    assert (found.kind, found.mine, found.theirs) == ("figures", "17 (BIL-SIG1-001)", "21 (BIL-PREF-004)")
    assert found.words == ("décès (Rouen), même heure d’arrêté : 17 (BIL-SIG1-001) ici, 21 (BIL-PREF-004) dans CP-2.")


@pytest.mark.parametrize(
    "other",
    [
        Cited("décès", "Rouen", DEAD.cutoff, "17"),
        Cited("décès", "Rouen", DEAD.cutoff, "17,0"),
        Cited("décès", "Rouen", 1, "21"),
        Cited("décès", "Rouen", None, "21"),
        Cited("décès", "Elbeuf", DEAD.cutoff, "21"),
        Cited("blessés", "Rouen", DEAD.cutoff, "21"),
    ],
)
def test_another_hour_place_or_thing_is_no_contradiction(other: Cited) -> None:
    assert figures(DEAD, other) == ()


def test_figures_are_compared_as_numbers() -> None:
    thousand = Cited("foyers", "", None, "1 200")
    assert figures(thousand, Cited("foyers", "", None, "1\u202f200")) == ()
    assert figures(thousand, Cited("foyers", "", None, "1 300"))
    assert figures(Cited("foyers", "", None, "environ 100"), Cited("foyers", "", None, "Environ 100")) == ()


def test_words_are_one_whatever_their_case_accents_and_blanks() -> None:
    assert same("  Évacuation\u00a0des  ÉCOLES ") == "evacuation des ecoles"
