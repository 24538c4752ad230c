"""What is typed is cut into words and numbers the same way however it is spaced, accented or dialled."""

import pytest

from app.core.typed_contact import Typed, typed


def test_words_and_numbers_are_told_apart_and_a_lone_letter_says_nothing() -> None:
    assert typed("Jean-Noël d'Héricourt 02 32") == Typed(
        "jean noel d hericourt 02 32", ("jean", "noel", "hericourt"), (("0232",),)
    )
    assert typed("m") == Typed("m", (), ())
    assert not typed("m").looks_for
    assert typed(" « » ") == Typed("", (), ())


def test_a_space_after_a_word_says_that_it_is_whole() -> None:
    assert typed("Le ").begins == "le "
    assert typed("Le").begins == "le"


@pytest.mark.parametrize("number", ["+33 2 32 76", "0033 2 32 76", "+33 (0)2 32 76", "00 33 (0) 2.32.76"])
def test_a_number_is_the_same_however_it_is_dialled(number: str) -> None:
    (forms,) = typed(number).numbers
    assert "3323276" in forms


def test_a_very_long_text_is_cut() -> None:
    assert len(typed("mot " * 1000).words) == 8
