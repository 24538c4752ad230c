"""The true limit of each channel, counted as the channel counts."""

import pytest

from app.core.channels import CHANNELS, channel_word, measure


def count(channel: str, text: str) -> int:
    return measure(channel, text).count


def test_every_channel_says_what_is_to_be_written() -> None:
    for code in CHANNELS:
        assert measure(code, " \n").words == "à écrire"
        assert measure(code, "").fits


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("é" * 280, 280),
        ("e\u0301", 1),
        ("’–«»œ", 5),
        ("…", 2),
        ("€", 2),
        ("\u202f", 2),
        ("漢字", 4),
        ("👨‍👩‍👧‍👦", 2),
        ("🇫🇷", 2),
        ("👍🏽", 2),
        ("❤️", 2),
        ("https://www.seine-maritime.gouv.fr/une/page/tres/longue?et=plus", 23),
        ("https://a.fr", 23),
        ("(https://a.fr).", 26),
        ("www.gouvernement.fr", 23),
        ("gouvernement.fr", 15),
        ("gouvernement.fr/actu", 23),
        ("exemple.com", 23),
        ("presse@exemple.com", 18),
        ("fin.Le préfet", 13),
    ],
)
def test_x_weighs_characters_and_shortens_links(text: str, expected: int) -> None:
    assert count("x", f"à {text}") == 2 + expected


@pytest.mark.parametrize(
    ("text", "fits"), [("a" * 280, True), ("a" * 281, False), ("漢" * 140, True), ("漢" * 141, False)]
)
def test_x_takes_280(text: str, fits: bool) -> None:
    assert measure("x", text).fits is fits


@pytest.mark.parametrize(
    ("text", "expected"),
    [("a" * 300, 300), ("👨‍👩‍👧‍👦" * 300, 300), ("e\u0301" * 3, 3), ("https://a.fr", 12), ("🇫🇷…€", 3)],
)
def test_bluesky_counts_what_is_seen(text: str, expected: int) -> None:
    assert count("bluesky", text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a" * 500, 500),
        ("https://www.gouvernement.fr/une/page", 23),
        ("www.gouvernement.fr", 19),
        ("@prefet76@social.numerique.gouv.fr bonjour", 17),
        ("presse@exemple.fr", 17),
        ("👩🏾‍🚒", 1),
    ],
)
def test_mastodon_counts_a_link_23_and_leaves_out_domains(text: str, expected: int) -> None:
    assert count("mastodon", text) == expected


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("é" * 160, "160 sur 160"),
        ("a" * 161, "161 sur 160, soit 2 SMS"),
        ("a" * 306, "306 sur 160, soit 2 SMS"),
        ("a" * 307, "307 sur 160, soit 3 SMS"),
        ("€" * 80, "160 sur 160"),
        ("a" * 152 + "€" + "a" * 153, "307 sur 160, soit 3 SMS"),
        ("l’" * 35, "70 sur 70"),
        ("l’" * 36, "72 sur 70, soit 2 SMS"),
        ("ê" * 134, "134 sur 70, soit 2 SMS"),
        ("ê" * 135, "135 sur 70, soit 3 SMS"),
        ("🚒" * 35, "70 sur 70"),
    ],
)
def test_a_text_message_holds_160_letters_of_its_alphabet_or_70(text: str, words: str) -> None:
    assert measure("sms", text).words == words
    assert measure("sms", text).fits is ("soit" not in words)


def test_the_letter_that_shortens_a_text_message_is_named() -> None:
    assert measure("sms", "Mettez-vous à l’abri").remarks == ("« ’ » réduit chaque SMS à 70 caractères",)
    assert measure("sms", "Mettez-vous a l'abri").remarks == ()


def test_thirty_seconds_are_spoken() -> None:
    assert measure("spoken", "mot " * 75).words == "30 s sur 30"
    long = measure("spoken", "mot " * 85)
    assert (long.words, long.fits) == ("34 s, trop long", False)


def test_easy_reading_says_the_first_remark_and_how_many_more() -> None:
    assert measure("falc", "Restez chez vous.").words == "rien à reprendre"
    found = measure("falc", "15 % (environ) des écoles. Le COD. Fermez & sortez.")
    assert found.words == "parenthèses : « (environ) » (et 3 autres)"
    assert len(found.remarks) == found.count == 4


def test_what_is_over_is_said() -> None:
    assert measure("x", "a" * 290).words == "290 sur 280, 10 de trop"


def test_a_channel_of_a_later_version_has_no_limit() -> None:
    assert measure("hologram", "abc").fits


def test_a_channel_has_one_name_everywhere_and_one_that_is_not_listed_keeps_its_own() -> None:
    assert (channel_word("spoken"), channel_word("courriel")) == ("Oral, 30 s", "courriel")
