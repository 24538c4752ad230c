"""What to ask before speaking, and what is shown to those who sign."""

import json

import pytest

from app.core.errors import Refused
from app.core.sensitivities import concerns, question, questions, read


def listed(*questions: object) -> bytes:
    return json.dumps({"source": "essai", "questions": questions}).encode()


def test_the_checklist_asks_of_what_hurts() -> None:
    codes = {one.code for one in questions()}
    assert codes >= {"families", "judicial", "minors", "medical", "operator", "elections", "defence"}
    assert all(one.question.endswith("\u00a0?") for one in questions())
    assert all(one.concerns for one in questions())


def test_families_who_were_not_told_are_shown_beside_the_visa() -> None:
    assert concerns({"families": "no"}) == ("Familles non informées",)
    assert concerns({"families": "yes"}) == ()
    assert concerns({"families": "pending"})


def test_concerns_come_in_the_order_of_the_list() -> None:
    found = concerns({"elections": "yes", "judicial": "yes", "minors": "no"})
    assert [words[:7] for words in found] == ["Enquête", "Réserve"]


def test_what_nobody_answered_concerns_nobody() -> None:
    assert concerns({}) == ()


def test_a_question_of_a_later_version_is_shown_as_it_is() -> None:
    assert concerns({"later": "no"}) == ("later : non",)
    assert question("later") == "later"
    assert question("families").startswith("Les familles")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{}",
        b"\xff",
        listed({"code": "a", "question": "A ?", "concerns": {"maybe": "x"}}),
        listed(*[{"code": "a", "question": "A ?", "concerns": {}}] * 2),
    ],
)
def test_what_is_not_sound_is_refused(data: bytes) -> None:
    with pytest.raises(Refused, match="sensibilités"):
        read(data)
