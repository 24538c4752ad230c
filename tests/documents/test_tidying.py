"""Words pasted from elsewhere made plain."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.plain_text import clean
from app.documents.tidying import tidy


@pytest.mark.parametrize(
    ("pasted", "words"),
    [
        ("•\tun\n· deux\n- trois\n* quatre\n\uf0b7 cinq\no\tsix", "– un\n– deux\n– trois\n– quatre\n– cinq\n– six"),
        ("  ◦ un", "  – un"),
        ("-5 °C et *gras*, o mais", "-5 °C et *gras*, o mais"),
        ("un  deux\tfin \r\n\r\n\r\n\r\nsuite", "un deux fin\n\nsuite"),
        ("« sûr »\u00a0: 3\u202f000", "« sûr »\u00a0: 3\u202f000"),
        ("eﬃcace e\u0301le\u0300ve", "efficace élève"),
    ],
)
def test_bullets_blanks_and_ligatures_are_of_one_kind(pasted: str, words: str) -> None:
    assert tidy(pasted).words == words
    assert tidy(pasted).notes == ()


def test_invisible_characters_are_removed_and_counted() -> None:
    found = tidy("con\u00adfi\u200bne\ufeffment")
    assert (found.words, found.notes) == ("confinement", ("3 caractères invisibles retirés",))
    assert tidy("a\u200bb").notes == ("1 caractère invisible retiré",)


@given(st.text())
def test_what_was_tidied_is_accepted_and_tidying_again_changes_nothing(text: str) -> None:
    words = tidy(text).words
    clean(words, "body", 10_000, lines=True)
    assert tidy(words) == tidy(tidy(words).words)
    assert tidy(words).notes == ()
