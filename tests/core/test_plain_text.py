"""Text from people: composed, trimmed, nothing hidden."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.errors import Refused
from app.core.plain_text import KEPT, clean, without_hidden


def test_accents_are_composed():
    assert clean("e\u0301vacue\u0301", "subject", 120) == "évacué"


def test_french_no_break_spaces_stay():
    assert clean("18\u00a0h\u202f: début", "subject", 120) == "18\u00a0h\u202f: début"


def test_tabs_and_unusual_spaces_become_spaces():
    assert clean("a\tb\u2003c\u3000d", "subject", 120) == "a b c d"


def test_blanks_at_the_ends_and_at_the_end_of_lines_go():
    assert clean("  un  \n deux \u00a0\n\n", "content", 120, lines=True) == "un\n deux"


def test_the_three_ends_of_line_are_one():
    assert clean("un\r\ndeux\rtrois\u2028quatre", "content", 120, lines=True) == "un\ndeux\ntrois\nquatre"


def test_a_field_of_one_line_holds_one_line():
    assert clean("un\ndeux", "subject", 120) == "un deux"


@pytest.mark.parametrize(
    "hidden",
    [
        *("\x00", "\x07", "\x1b", "\x7f", "\u0085"),
        *("\u200b", "\u200c", "\u200d", "\u200e", "\u202e", "\u2066", "\u2069", "\u00ad", "\ufeff"),
        *("\ufe0f", "\ufe0e", "\u034f", "\u115f", "\u3164", "\u2800", "\U000e0041", "\U000e0100"),
        *("\ue000", "\ud800"),
    ],
)
def test_what_cannot_be_seen_is_refused(hidden):
    with pytest.raises(Refused) as refused:
        clean(f"avant{hidden}après", "subject", 120)
    assert refused.value.field == "subject"
    assert str(refused.value).startswith(f"Objet : le caractère invisible U+{ord(hidden):04X}")


def test_the_refusal_says_where():
    with pytest.raises(Refused, match="après « est »"):
        clean("tout est \u202efaux", "content", 120)


@pytest.mark.parametrize(
    "text", ["👩\u200d🚒 sur place", "⚠\ufe0f danger", "❤\ufe0f\u200d🔥", "3\ufe0f\u20e3", "🏳\ufe0f\u200d🌈", "👍🏽"]
)
def test_emoji_are_text_like_any_other(text):
    assert clean(text, "subject", 120) == text


@pytest.mark.parametrize("text", ["حريق في المصنع", "שריפה", "l'été <b>gras</b> =1+1 ../../x", "%s {0} \\n"])
def test_any_script_and_any_visible_sign_is_plain_text(text):
    assert clean(text, "subject", 120) == unicodedata.normalize("NFC", text)


def test_a_text_too_long_is_refused_with_both_figures():
    with pytest.raises(Refused, match="Objet : 121 caractères, 120 au plus") as refused:
        clean("a" * 121, "subject", 120)
    assert refused.value.field == "subject"


@given(st.text(max_size=60), st.booleans())
def test_what_was_cleaned_is_clean(text, lines):
    try:
        once = clean(text, "content", 200, lines=lines)
    except Refused:
        return
    assert clean(once, "content", 200, lines=lines) == once
    assert once == unicodedata.normalize("NFC", once)
    assert lines or "\n" not in once
    once.encode("utf-8")


@given(st.text(alphabet=st.characters(categories=("Cc", "Cf", "Cs", "Co", "Zs", "Zl", "Zp")), max_size=8))
def test_nothing_that_does_not_show_gets_through_but_spaces_and_lines(text):
    try:
        kept = clean(f"a{text}b", "content", 200, lines=True)
    except Refused:
        return
    assert set(kept) <= KEPT | {"a", "b"}


@given(st.text(max_size=60))
def test_what_hides_nothing_any_more_is_accepted_as_it_is(text):
    shown = without_hidden(text)
    assert without_hidden(shown) == shown
    assert clean(shown, "name", 600) == shown.strip(" \u00a0\u202f")


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("a\u202eb", "ab"),
        ("👨\u200d👩", "👨\u200d👩"),
        ("👨\u202e\u200d👩", "👨👩"),
        ("a\r\nb\tc", "a b c"),
        ("\ud800", ""),
    ],
)
def test_what_hides_is_left_out_of_names_that_nobody_here_chose(text, kept):
    assert without_hidden(text) == kept
