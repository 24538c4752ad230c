"""What a person may write in an entry, and what counts of what anybody signed."""

from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.entries import AMENDABLE, CHOICES, FIELDS, HANDLED, LONGEST_SUBJECT, Place
from app.core.entry_fields import CHECKS, checked, is_plain
from app.core.errors import Refused


def test_every_field_has_its_check_and_every_choice_its_words() -> None:
    assert set(CHECKS) == set(FIELDS)
    assert set(CHOICES) <= set(AMENDABLE)


@pytest.mark.parametrize(
    ("field", "value", "kept"),
    [
        ("subject", "  Incendie\tà  Rouen ", "Incendie à  Rouen"),
        ("content", "un\r\ndeux  ", "un\ndeux"),
        ("sender", "e\u0301quipe", "équipe"),
        ("recipients", ("INT", " SAN "), ["INT", "SAN"]),
        ("place", Place("76540", "Rouen"), {"code": "76540", "name": "Rouen"}),
        ("place", {"code": "", "name": "A13"}, {"code": "", "name": "A13"}),
        ("place", None, None),
        ("received_at", None, None),
        ("credibility", "2", "2"),
        ("key_event", True, True),
        ("priority", 1, 1),
    ],
)
def test_a_field_is_written_as_plain_text_and_values_of_the_lists(field: str, value: Any, kept: Any) -> None:
    assert checked({field: value}, (*AMENDABLE, *HANDLED)) == {field: kept}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("type", "gossip"),
        ("source", "G"),
        ("source", "AB"),
        ("credibility", "7"),
        ("verification", ""),
        ("means", "pigeon"),
        ("priority", 0),
        ("priority", 5),
        ("priority", True),
        ("key_event", 1),
        ("occurred_at", None),
        ("occurred_at", -1),
        ("occurred_at", 2**42),
        ("occurred_at", 1.5),
        ("received_at", "hier"),
        ("subject", "x" * (LONGEST_SUBJECT + 1)),
        ("subject", "in\u200bvisible"),
        ("number", "SIG1-0001"),
        ("rank", 3),
    ],
)
def test_any_other_value_is_refused_and_the_field_is_named(field: str, value: Any) -> None:
    with pytest.raises(Refused) as refusal:
        checked({field: value}, (*AMENDABLE, *HANDLED))
    assert refusal.value.field == field


def test_a_rectification_leaves_the_handling_alone() -> None:
    with pytest.raises(Refused, match="ne se change pas"):
        checked({"priority": 1}, AMENDABLE)


@pytest.mark.parametrize("value", [[], {}, None, 3, True, {"code": 3, "name": "x"}, ["a", 1]])
def test_a_strange_value_is_told_apart_without_an_error(value: Any) -> None:
    for name, check in CHECKS.items():
        fine = check(value)
        expected = {"place": value is None, "received_at": value in (None, 3), "recipients": value == []}
        expected |= {"assigned": value is None, "due": value in (None, 3)}
        expected |= {"occurred_at": value == 3, "priority": value == 3, "key_event": value is True}
        assert fine == (expected.get(name, False) and not (value is True and name != "key_event"))


ANYTHING = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-5, 2**43),
    st.sampled_from(["exact", "in", "", "phone", "information", "A", "6", "unverified", "texte"]),
    st.lists(st.text(max_size=3), max_size=2),
    st.dictionaries(st.sampled_from(["code", "name", "x"]), st.one_of(st.none(), st.text(max_size=3)), max_size=3),
)
SOUND = {"subject": "Objet", "occurred_at": 1, "precision": "exact", "type": "information", "priority": 3}


@given(st.dictionaries(st.sampled_from([*FIELDS, "inconnu"]), ANYTHING, max_size=4))
def test_what_is_quickly_seen_to_be_plain_passes_every_check(strange: dict[str, Any]):
    fields = {**SOUND, **strange}
    if is_plain(msgspec.json.encode({"number": "SIG1-0001", "fields": fields})):
        assert all(name in CHECKS and CHECKS[name](value) for name, value in fields.items())


def test_what_this_program_writes_is_quickly_seen_to_be_plain():
    assert is_plain(msgspec.json.encode({"number": "SIG1-0001", "raw": "", "fields": SOUND}))
