"""Fields folded from operations: values nobody replaced stay, whatever the order they came in."""

from collections.abc import Sequence
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.records import Field, Held, conflicts, fields_of_body, fold_fields, in_order, settled
from tests.building import Writer
from tests.core.holding import NOT_HELD, REMOVED, SPACE, edit, held, histories

ANN, BOB, CAM = Writer("ann"), Writer("bob"), Writer("cam")


def anyhow(kind: str, field: str, value: Any) -> bool:
    return True


def values(operations: Sequence[Held], name: str = "title") -> list[Any]:
    return [value.value for value in fold_fields(operations, anyhow)[name].values]


def begin(title: str = "un") -> Held:
    return held(ANN.write("sheet.begun", {"fields": {"title": title}}, SPACE))


def replace(first: Held, title: Any, *replaced: Held | str, by: Writer = BOB, why_not: str = "") -> Held:
    return held(edit(by, "sheet.edited", first.id, {"title": title}, *replaced), why_not)


def shown(field: Field) -> tuple[list[tuple[Any, str]], bool, tuple[str, ...]]:
    return [(one.value, one.id) for one in field.values], field.incomplete, field.seen


def test_what_nobody_wrote_to_since_it_began_holds_its_first_values() -> None:
    field = fold_fields([begin()], anyhow)["title"]
    assert (field.settled, field.conflict, field.incomplete) == ("un", False, False)


def test_what_began_and_does_not_count_holds_nothing() -> None:
    first = held(ANN.write("sheet.begun", {"fields": {"title": "un"}}, SPACE), REMOVED)
    assert fold_fields([first], anyhow) == {"title": Field()}


def test_a_value_that_replaces_another_is_the_only_one() -> None:
    first = begin()
    assert values([first, replace(first, "deux", first)]) == ["deux"]


def test_two_values_written_apart_are_both_held_until_somebody_names_both() -> None:
    first = begin()
    two, three = replace(first, "deux", first), replace(first, "trois", first, by=CAM)
    assert sorted(values([first, two, three])) == ["deux", "trois"]
    assert conflicts(fold_fields([first, two, three], anyhow)) == ("title",)
    assert values([first, two, three, replace(first, "quatre", two, three)]) == ["quatre"]


def test_a_person_who_names_one_of_two_values_leaves_the_other() -> None:
    first = begin()
    two, three = replace(first, "deux", first), replace(first, "trois", first, by=CAM)
    assert sorted(values([first, two, three, replace(first, "quatre", two)])) == ["quatre", "trois"]


def test_equal_values_written_apart_are_one_value_and_both_are_seen() -> None:
    first = begin()
    two, same = replace(first, "deux", first), replace(first, "deux", first, by=CAM)
    field = fold_fields([first, two, same], anyhow)["title"]
    assert not field.conflict
    assert set(field.seen) == {two.id, same.id}


def test_replacement_passes_through_an_operation_that_does_not_count() -> None:
    first = begin()
    refused = replace(first, "deux", first, why_not=REMOVED)
    assert values([first, refused]) == ["un"]
    assert values([first, refused, replace(first, "trois", refused, by=CAM)]) == ["trois"]


def test_replacing_an_operation_not_held_makes_the_field_incomplete_and_no_conflict() -> None:
    first = begin()
    field = fold_fields([first, replace(first, "trois", first, NOT_HELD)], anyhow)["title"]
    assert (field.settled, field.conflict, field.incomplete) == ("trois", False, True)


def test_a_value_that_may_not_be_there_does_not_count() -> None:
    first = begin()
    wrong = replace(first, 12, first)
    fields = fold_fields([first, wrong], lambda kind, name, value: isinstance(value, str))
    assert settled(fields, "title") == "un"


def test_a_field_named_in_the_header_but_absent_from_the_body_is_not_written() -> None:
    first = begin()
    silent = held(BOB.write("sheet.edited", {"fields": {}}, SPACE, first.id, {"title": [first.id]}))
    assert values([first, silent]) == ["un"]


def test_a_later_kind_that_does_not_count_changes_nothing() -> None:
    first = begin()
    later = held(BOB.write("sheet.merged", {"fields": 3, "with": []}, SPACE, first.id), "entrée d'un type plus récent")
    assert shown(fold_fields([first, later], anyhow)["title"]) == shown(fold_fields([first], anyhow)["title"])


def test_a_field_nobody_wrote_has_its_default() -> None:
    assert settled(fold_fields([begin()], anyhow), "absent", "rien") == "rien"


def small_cases() -> list[list[Held]]:
    first = begin()
    two, three = replace(first, "deux", first), replace(first, "trois", first, by=CAM)
    refused = replace(first, "non", two, why_not=REMOVED)
    through = replace(first, "quatre", refused, by=CAM)
    return [
        [first, two, three],
        [first, two, three, replace(first, "cinq", two, three, by=ANN)],
        [first, two, refused, through, three],
        [first, two, replace(first, "deux", first, by=ANN), three],
        [first, two, replace(first, "six", NOT_HELD, by=ANN), three, refused, through],
    ]


@pytest.mark.parametrize("operations", small_cases())
def test_every_order_of_arrival_gives_the_same_fields(operations: list[Held]) -> None:
    expected = fold_fields(operations, anyhow)
    assert all(fold_fields(order, anyhow) == expected for order in permutations(operations))


SOME = {"title": st.sampled_from(("a", "b", "c")), "place": st.sampled_from((1, 2, None))}


@given(histories("sheet.begun", ("sheet.edited",), SOME), st.randoms(use_true_random=False))
def test_any_history_folds_the_same_in_any_order(operations: list[Held], chance: Any) -> None:
    expected = fold_fields(operations, anyhow)
    chance.shuffle(operations)
    assert fold_fields(operations, anyhow) == expected
    assert in_order(operations) == sorted(operations, key=lambda one: (one.operation.header.clock, one.id))


@given(histories("sheet.begun", ("sheet.edited",), SOME))
def test_what_survives_is_what_no_operation_that_counts_leads_to(operations: list[Held]) -> None:
    by_id = {one.id: one for one in operations}
    for name, field in fold_fields(operations, anyhow).items():
        writers = {one.id for one in operations if name in fields_of_body(one) and one.counts}
        gone: set[str] = set()
        reached = {id for one in writers for id in by_id[one].operation.header.touches.get(name, ())}
        while reached - gone:
            gone |= reached
            more = [by_id[id].operation.header.touches.get(name, ()) for id in reached if id in by_id]
            reached = {id for ids in more for id in ids}
        assert set(field.seen) == writers - gone
        assert field.incomplete == (NOT_HELD in gone)
        assert len({str(value.value) for value in field.values}) == len(field.values)
