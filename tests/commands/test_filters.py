"""The filters of the command line are those of the window."""

import pytest

from app.commands import filters
from app.core.arguments import Parser
from app.core.errors import Refused


def parsed(*words: str):
    parser = Parser(prog="essai")
    filters.arrange(parser)
    return parser.parse_args(words)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", ""),
        ("76540", "76540"),
        ("rouen", "76540"),
        ("D76", "D76"),
        ("76", "D76"),
        ("2a", "D2A"),
        ("seine maritime", "D76"),
        ("R28", "R28"),
        ("Normandie", "R28"),
        ("Paris", "75056"),
        ("Guadeloupe", "D971"),
    ],
)
def test_a_place_is_a_commune_a_departement_or_a_region(typed: str, code: str) -> None:
    assert filters._place(typed) == code


@pytest.mark.parametrize(
    ("typed", "said"),
    [("Nulle-Part", "Lieu inconnu"), ("Saint-Denis", "plusieurs lieux"), ("La Réunion", "47222, D974, R04")],
)
def test_a_place_that_is_none_or_several_is_refused(typed: str, said: str) -> None:
    with pytest.raises(Refused, match=said):
        filters._place(typed)


def test_a_rating_is_a_source_a_credibility_or_both() -> None:
    assert filters._ratings(["A", "b2", "2", "6"]) == (("A", "B"), ("2", "6"))
    for wrong in ("", "G1", "A7", "AA"):
        with pytest.raises(Refused, match="Cotation incomprise"):
            filters._ratings([wrong])


def test_every_filter_is_an_option() -> None:
    options = parsed("--type", "decision", "--type", "rumour", "--priority", "1", "--unread", "--order", "recorded")
    assert (options.type, options.priority, options.unread, options.mine) == (["decision", "rumour"], [1], True, False)
