"""Every sign is printed in a face that has it, or is seen to be missing."""

import pytest

from app.documents import fonts


@pytest.fixture(autouse=True)
def registered() -> None:
    fonts.register()


def test_markup_of_people_is_only_words() -> None:
    assert (
        fonts.markup('<img src="/etc/hostname"/> & <b>', fonts.BODY)
        == '&lt;img src="/etc/hostname"/&gt; &amp; &lt;b&gt;'
    )


def test_a_line_break_is_kept() -> None:
    assert fonts.markup("un\ndeux", fonts.BODY) == "un<br/>deux"


def test_a_sign_the_face_lacks_is_taken_from_the_other_family() -> None:
    assert list(fonts.runs("Київ", fonts.SANS)) == [(fonts.BODY, "Київ")]


def test_a_sign_neither_family_has_is_seen_to_be_missing() -> None:
    assert "".join(words for _, words in fonts.runs("feu 🔥 ici", fonts.BODY)) == "feu □ ici"
    assert fonts.lacks("حريق")
    assert not fonts.lacks("L'Haÿ-les-Roses, Œuvre, n° 3 → 5 €")


def test_a_text_is_as_wide_as_its_runs() -> None:
    assert fonts.width("ab", fonts.BODY, 10) == pytest.approx(2 * fonts.width("ab", fonts.BODY, 5))
    assert fonts.width("", fonts.BODY, 10) == 0


def test_signed_words_keep_every_sign_where_others_are_given_french_spaces() -> None:
    fonts.register()
    assert fonts.exact("l'air : <b>12 %</b>", fonts.BODY) == "l'air : &lt;b&gt;12 %&lt;/b&gt;"
    assert fonts.markup("l'air : 12 %", fonts.BODY) == "l’air\u00a0: 12\u00a0%"
    assert fonts.exact("12\u202fh", fonts.BODY) == "12\u00a0h"


def test_the_signs_without_a_shape_are_named() -> None:
    fonts.register()
    assert fonts.shapeless("été 🙂 🔥 🙂 œ") == "🙂🔥"


def test_the_families_of_a_file_are_named() -> None:
    assert fonts.names()[1] == "Spectral"
    assert fonts.names()[0] in ("Public Sans", "Marianne")


def test_figures_of_the_running_text_are_all_as_wide() -> None:
    for face in (fonts.BODY, fonts.BODY_STRONG, fonts.BODY_BOLD, fonts.BODY_ITALIC):
        assert len({fonts.width(sign, face, 1000) for sign in "0123456789+−="}) == 1
