"""A call cascade folds the same in any order, and a call told twice apart is one."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.cascade import ATTEMPT, CALLED, EDITED, TARGET, Number, Target, fold, plain_target
from app.core.registers.cascades import REGISTER
from tests.building import NOW, Writer
from tests.core.cascades import BODY, FIELDS, FONTAINE, HOUR, KERJEAN, LEGOFF, called, written
from tests.core.holding import edit, held, histories, show, strange_records

ANN, BOB, CAM = Writer("ann"), Writer("bob"), Writer("cam")
ONE = f"{TARGET}{KERJEAN.key}"
AT = ATTEMPT + "0" * 16


def test_a_cascade_names_its_targets_by_their_number() -> None:
    found = fold([written(ANN)])
    assert found is not None
    assert [(one.order, one.name) for one in found.targets] == [
        *((1, "D. Kerjean"), (2, "G. Fontaine"), (3, "M. Le Goff")),
    ]
    assert found.targets[1].deputy_numbers == (Number("duty", "+33199005199"),)
    assert found.targets[0].numbers[0].usage == "astreinte"


def test_one_person_is_one_target_whatever_the_case_of_his_name() -> None:
    assert Target("d. kerjean", function="Cabinet", organisation="INT").key == KERJEAN.key
    assert Target("x", contact="a" * 64).key == Target("y", contact="a" * 64).key != KERJEAN.key


def test_attempts_stand_in_the_order_of_the_calls_not_of_their_typing() -> None:
    first = written(ANN)
    late = called(BOB, first, KERJEAN, "reached", NOW + HOUR)
    early = called(CAM, first, KERJEAN, "no_answer", NOW)
    found = fold([first, late, early])
    assert found is not None
    assert [one.result for one in found.attempts] == ["no_answer", "reached"]


def test_one_call_keyed_in_twice_apart_is_one_with_both_notes() -> None:
    first = written(ANN)
    here = called(BOB, first, KERJEAN, "message", NOW, note="à rappeler")
    there = called(CAM, first, KERJEAN, "message", NOW, note="avec son adjointe")
    found = fold([first, there, here])
    assert found is not None
    (attempt,) = found.attempts
    assert sorted(attempt.note.split(" / ")) == ["avec son adjointe", "à rappeler"]
    assert found.conflicts == ()


def test_a_call_copied_from_paper_is_known_for_one() -> None:
    first = written(ANN)
    found = fold([first, called(BOB, first, KERJEAN, "reached", NOW - HOUR), called(CAM, first, LEGOFF, "message")])
    assert found is not None
    assert [one.late for one in found.attempts] == [True, False]


def test_a_target_taken_away_by_one_and_written_by_another_is_still_called() -> None:
    first = written(ANN)
    gone = held(edit(BOB, EDITED, first.id, {ONE: None}, first))
    again = held(edit(CAM, EDITED, first.id, {ONE: {**plain_target(KERJEAN), "order": 1}}, first))
    without, both = fold([first, gone]), fold([first, gone, again])
    assert without is not None
    assert both is not None
    assert [one.name for one in without.targets] == [FONTAINE.name, LEGOFF.name]
    assert both.targets[0].name == KERJEAN.name


def test_a_title_corrected_apart_is_two_until_somebody_chooses() -> None:
    first = written(ANN)
    here, there = (held(edit(by, EDITED, first.id, {"title": by.name}, first)) for by in (BOB, CAM))
    found = fold([first, here, there])
    assert found is not None
    assert found.conflicts == ("title",)


VALUE = {"target": KERJEAN.key, "deputy": False, "number": "", "result": "reached", "at": NOW, "note": "", "by": ""}
SOME = {
    "title": st.sampled_from(("A", "B", "", 3)),
    ONE: st.sampled_from((FIELDS[ONE], None, {"name": ""}, {**FIELDS[ONE], "numbers": [3]})),
    AT: st.sampled_from((VALUE, {**VALUE, "result": "?"}, {**VALUE, "note": "x"}, {**VALUE, "at": 2**50}, None)),
}


@settings(max_examples=60)
@given(histories("cascade.written", (EDITED, CALLED), SOME), st.randoms(use_true_random=False))
def test_any_history_of_a_cascade_reads_the_same_in_any_order(operations: list[Any], chance: Any) -> None:
    expected = show(REGISTER, operations)
    chance.shuffle(operations)
    assert show(REGISTER, operations) == expected


@settings(max_examples=60)
@given(strange_records(REGISTER, BODY, (AT,)))
def test_nothing_anybody_signs_about_a_cascade_breaks_it(operations: list[Any]) -> None:
    show(REGISTER, operations)
