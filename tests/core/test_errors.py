"""The two errors a person may see."""

from app.core.errors import Refused, Unavailable


def test_a_refusal_says_why_and_which_field_is_to_blame() -> None:
    refusal = Refused("Donnez un titre.", "title")
    assert (str(refusal), refusal.field) == ("Donnez un titre.", "title")
    assert Refused("Non.").field == ""


def test_a_rule_that_said_no_is_never_taken_for_a_world_that_failed() -> None:
    assert not issubclass(Refused, Unavailable)
    assert not issubclass(Unavailable, Refused)
