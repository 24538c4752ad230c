"""Characters that do not show, or show as another one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.doubtful_characters import doubtful
from app.core.errors import Refused
from app.core.plain_text import clean


@pytest.mark.parametrize(
    "text", ["", "L’air est « sain » : 12 µg/m³, œuvre, Ωhm ² n° №", "deux\nlignes\tet un saut", "👩‍🚒 1️⃣ ⚠️"]
)
def test_an_ordinary_text_holds_nothing_doubtful(text: str) -> None:
    assert doubtful(text) == ()


def test_a_letter_of_another_alphabet_is_named() -> None:
    (found,) = doubtful("Le m\u0430ire")
    assert (found.position, found.invisible) == (4, False)
    assert found.words == "« \u0430 » cyrillique (U+0430), dessiné comme « a »"


def test_an_invisible_character_is_named() -> None:
    (found,) = doubtful("res\u200btez")
    assert (found.position, found.invisible) == (3, True)
    assert found.words == "espace de largeur nulle (U+200B), invisible"


def test_a_sign_of_mathematics_is_not_the_letter_it_shows() -> None:
    assert doubtful("𝐚bri")[0].words == "« 𝐚 » (U+1D41A), signe spécial à la place de « a »"


def test_russian_is_written_in_russian() -> None:
    assert doubtful("Оставайтесь дома", "ru") == ()
    assert doubtful("Оставайтесь дома") != ()


@given(st.text(max_size=60))
def test_what_is_refused_is_exactly_what_is_called_invisible(text: str) -> None:
    invisible = [one for one in doubtful(text.strip()) if one.invisible]
    try:
        clean(text.strip(), "body", 1000, lines=True)
    except Refused:
        assert invisible
    else:
        assert not invisible
