"""The acts on messages carry what a person said, and choose nothing in his place."""

from dataclasses import FrozenInstanceError, fields
from typing import get_args

import pytest

from app.core.message_commands import Command, Dispatch, Draft, GiveVisa, OfMessage, PhoneVisa, Revise, Submit
from app.core.texts import Text


def test_what_a_person_leaves_out_is_left_to_the_rule() -> None:
    assert (Submit("m").version, Submit("m").circuit) == (None, "")
    assert Revise("m", Text("a", "b")).seen is None
    assert (Dispatch("m", None, "sms").degraded, Dispatch("m", None, "sms").recipients) == ("", ())
    assert PhoneVisa("m", None, "authority", "favourable", "Roy", "directeur").means == "phone"
    assert Draft("c", "line", Text("a", "b")).aside == {}


def test_every_act_but_the_first_names_its_message() -> None:
    acts = get_args(OfMessage)
    assert all(fields(act)[0].name == "message" for act in acts)
    assert set(get_args(Command)) == {Draft, *acts}


def test_an_act_is_said_once_and_not_altered() -> None:
    act = GiveVisa("m", None, "unfavourable")
    with pytest.raises(FrozenInstanceError):
        act.decision = "favourable"  # type: ignore[misc]
