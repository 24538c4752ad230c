"""What every register shares: what begins a record, what an edit replaces, what a number is."""

import pytest

from app.core.records import Field, Value
from app.core.register import Draft, Numbered, genesis, numbered, replaced
from tests.building import Writer
from tests.core.holding import NOT_HELD, REMOVED, SPACE, edit, held

ANN = Writer("ann")
FIRST = held(ANN.write("sheet.begun", {"fields": {"title": "un"}}, SPACE))
LATER = held(edit(ANN, "sheet.begun", FIRST.id, {"title": "deux"}, FIRST))


def test_a_record_begins_with_its_own_first_operation() -> None:
    assert genesis([LATER, FIRST], "sheet.begun") is FIRST
    assert genesis([LATER], "sheet.begun") is None
    assert genesis([FIRST], "entry.recorded") is None


def test_a_beginning_that_does_not_count_or_says_nothing_is_none() -> None:
    assert genesis([held(FIRST.operation, REMOVED)], "sheet.begun") is None
    assert genesis([held(ANN.write("sheet.begun", [1], SPACE))], "sheet.begun") is None


def test_an_edit_replaces_what_was_seen_or_else_what_is_held() -> None:
    fields = {"title": Field((Value("un", FIRST),), False, (FIRST.id,))}
    assert replaced({"title": "x", "place": "y"}, fields, None) == {"title": [FIRST.id], "place": []}
    assert replaced({"title": "x"}, fields, {"title": (NOT_HELD,)}) == {"title": [NOT_HELD]}
    assert replaced({"title": "x"}, fields, {"place": ()}) == {"title": [FIRST.id]}


@pytest.mark.parametrize("n", ["", "12a", "-1", "²", "1234567890", "9" * 5000, "١"])
def test_what_is_no_number_numbers_nothing(n: str) -> None:
    assert numbered("EDL", n, "x") is None


def test_a_number_has_a_series_and_keeps_its_text() -> None:
    assert numbered("EDL", "012", "EDL-SIG1-012") == Numbered("EDL", 12, "EDL-SIG1-012")
    assert numbered("", "012", "-012") is None
    assert Draft("kind", {}).touches == {}
