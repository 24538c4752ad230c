"""One character for the eye is one."""

import pytest

from app.core.language.graphemes import graphemes, is_emoji, is_pictured


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("été", 3),
        ("e\u0301te\u0301", 3),
        ("👨‍👩‍👧‍👦", 1),
        ("👍🏽", 1),
        ("👩🏾‍🚒", 1),
        ("🇫🇷🇩🇪", 2),
        ("🇫🇷🇩", 2),
        ("1️⃣", 1),
        ("❤️", 1),
        ("🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f", 1),
        ("한국어", 3),
        ("\u1112\u1161\u11ab", 1),
        ("a\r\nb", 3),
        ("a\nb", 3),
        ("वि", 1),
        ("مرحبا", 5),
        ("🚒🚒", 2),
        ("a\u200db", 2),
    ],
)
def test_what_is_seen_as_one_is_one(text: str, count: int) -> None:
    assert len(list(graphemes(text))) == count
    assert "".join(graphemes(text)) == text


def test_an_emoji_is_told_from_a_sign() -> None:
    assert all(map(is_emoji, ("🚒", "🇫🇷", "1️⃣", "❤️")))
    assert not any(map(is_emoji, ("a", "é", "…", "1", "€")))
    assert is_pictured("🚒")
    assert not is_pictured("a")
