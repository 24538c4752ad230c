"""A typed line loses no word while it is taken apart."""

import pytest

from app.core.typed_line import LONGEST_HEAD, WORD, TypedLine, separation


def upper(word: str) -> str | None:
    return word if word.isupper() else None


def test_a_line_has_two_halves():
    read = TypedLine("02:48  SDIS76 >   objet : suite")
    assert (read.separated, read.head, read.text) == (True, "02:48 SDIS76", "objet : suite")


@pytest.mark.parametrize("line", ["a -> b", "a => b", "a >= 3", "x >200", "a>>b", "sans signe"])
def test_a_sign_of_the_text_parts_nothing(line):
    read = TypedLine(line)
    assert (read.separated, read.head, read.text) == (False, "", line)


def test_a_sign_far_in_the_text_parts_nothing():
    assert separation("a" * LONGEST_HEAD + " > b") is None
    assert separation("a" * (LONGEST_HEAD - 1) + " > b")


def test_a_word_is_taken_once_before_the_sign_or_else_after_it():
    read = TypedLine("un DEUX trois > QUATRE cinq SIX")
    assert [read.take("mark", WORD, upper) for _ in range(4)] == ["DEUX", "QUATRE", "SIX", None]
    assert (read.head, read.text) == ("un trois", "cinq")
    assert read.parts == [("mark", "DEUX"), ("mark", "QUATRE"), ("mark", "SIX")]


def test_before_the_sign_only_nothing_is_taken_after_it():
    read = TypedLine("un > DEUX")
    assert read.take_before("mark", WORD, upper) is None
    assert read.rest("text", read.text) == "DEUX"
    assert read.rest("nothing", "") == ""
    assert read.parts == [("text", "DEUX")]


def test_without_the_sign_nothing_is_taken():
    read = TypedLine("un DEUX")
    assert read.take("mark", WORD, upper) is None
    assert read.text == "un DEUX"
