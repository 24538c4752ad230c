"""The words of the quick line stand for values of the lists, and no others."""

import pytest

from app.core import entries, quick_words


def test_every_word_stands_for_a_value_of_the_lists():
    assert set(quick_words.MEANS.values()) <= set(entries.MEANS)
    assert set(quick_words.TYPES.values()) == set(entries.TYPES)
    assert set(quick_words.TLP.values()) == set(filter(None, entries.TLP))
    assert set(quick_words.DIRECTIONS.values()) == set(entries.DIRECTIONS)


def test_the_short_word_of_each_means_is_understood():
    assert {quick_words.means(word) for word in quick_words.SHORT_MEANS.values()} == set(quick_words.SHORT_MEANS)


@pytest.mark.parametrize(("word", "code"), [("Tél.", "phone"), ("radio", "radio"), ("Radio", None), ("feu", None)])
def test_a_means_is_a_word_of_the_list(word, code):
    assert quick_words.means(word) == code


def test_a_means_that_is_also_a_name_is_not_sure():
    assert quick_words.sure_means("radio") is None
    assert quick_words.sure_means("TEL") == "phone"


@pytest.mark.parametrize(("word", "rating"), [("#b2", "B2"), ("[B2]", "B2"), ("#F6", "F6"), ("[a1]", "A1")])
def test_a_rating_is_a_source_and_a_credibility(word, rating):
    assert quick_words.rating(word) == rating


@pytest.mark.parametrize("word", ["b2", "#b", "#g1", "#a7", "[B2", "#b22", "(B2)", "[B-2]"])
def test_what_is_no_rating_is_none(word):
    assert quick_words.rating(word) is None


@pytest.mark.parametrize("word", ["#fait", "#Décision", "#tlp:amber+strict", "!1", "#b2", "[C3]"])
def test_marks_are_told_from_words(word):
    assert quick_words.is_mark(word)
    assert not quick_words.is_mark(word + "x")
