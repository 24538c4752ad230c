"""One slip of the hand is undone, whatever it was, and no other word is made of it."""

import pytest

from app.core.typing_slips import meant


@pytest.mark.parametrize("typed", ["duront", "dupomt", "dpuont", "duppont", "dupnt", "upont", "xdupont"])
def test_a_slip_inside_a_word_is_undone(typed: str) -> None:
    assert "dupont" in meant(typed).inside


@pytest.mark.parametrize("typed", ["dupond", "duponts"])
def test_a_slip_at_the_end_is_undone_into_a_whole_word(typed: str) -> None:
    assert "dupont" in meant(typed).at_the_end
    assert "dupont" not in meant(typed).inside


def test_what_was_typed_is_no_slip_of_itself() -> None:
    found = meant("dupont")
    assert not any(one.startswith("dupont") for one in found.inside)
    assert "dupont" not in found.at_the_end
    assert "dupon" not in found.inside  # or it would begin nearly anything


def test_of_three_letters_only_a_missing_one_is_found_and_of_fewer_nothing() -> None:
    assert "noel" in meant("nol").at_the_end
    assert meant("nol").inside == frozenset()
    assert meant("no") == meant("")
