"""A cascade in words: a state is a shape and a word, and an hour stands before what was tried."""

from app.core.cascade import fold
from app.core.cascade_calls import STATES, lines
from app.core.store.private_reading import PrivateRow
from app.ui.cascade_words import NO_NUMBER, SIGNS, card, dial, following, numbers, people, why_not_call
from tests.building import Writer
from tests.core.cascades import FONTAINE, KERJEAN, called, written

ZONE = "Europe/Paris"


def test_each_state_has_a_shape_and_a_word_of_its_own():
    assert set(SIGNS) == set(STATES)
    assert len({(shape, word) for shape, word, _ in SIGNS.values()}) == len(STATES)


def test_a_card_says_who_where_and_the_last_call():
    by = Writer("ann")
    first = written(by)
    found = fold([first, called(by, first, FONTAINE, "message", deputy=True, note="rappelle")])
    one, two, _ = (card(line, ZONE) for line in lines(found))
    assert (one.head, one.title, one.note, one.strong) == ("1. D. Kerjean", "cabinet, Intérieur", "", True)
    assert one.states == (SIGNS["to_call"],)
    assert two.note.endswith("message laissé (suppléant R. Vasseur), par x : rappelle")


def test_the_next_number_or_his_deputys_is_said_after_a_call_nobody_answered():
    by = Writer("ann")
    first = written(by)
    wrong = called(by, first, KERJEAN, "wrong_number", number="+33199001201")
    found = fold([first, wrong, called(by, first, FONTAINE, "no_answer", number="+33199005112")])
    one, two, three = lines(found)
    assert following(one) == "Faux numéro. Numéro suivant : 01 99 00 12 02."
    assert following(two) == "Sans réponse. À son suppléant, R. Vasseur : 01 99 00 51 99."
    assert following(three) == ""
    assert dial(one.numbers[1]).replace("\u00a0", " ") == "01 99 00 12 01 · faux numéro · astreinte"


def test_numbers_and_people_without_one_are_said():
    private = PrivateRow("", "", "phone", "mobile", "06 39 98 •• 41", False, False)
    assert numbers(KERJEAN, [private]) == "01 99 00 12 01 ou 01 99 00 12 02 ou 06 39 98 •• 41 (privé)"
    silent = type(KERJEAN)("X", contact="c")
    assert numbers(silent) == NO_NUMBER
    assert people([KERJEAN, silent], {}) == "2 personnes à appeler, dont 1 sans numéro."
    assert people([KERJEAN, silent], {"c": [private]}) == "2 personnes à appeler."
    assert people([], {}).startswith("Personne")


def test_why_one_may_not_call_is_a_sentence(room):
    assert why_not_call(room.crisis) == ""
