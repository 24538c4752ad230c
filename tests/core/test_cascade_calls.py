"""Whom to call now, on which number, and who makes the second pass."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.cascade import RESULTS, Cascade, Number, fold
from app.core.cascade_calls import Line, line, lines, next_call, progress, second_pass, with_private
from app.core.records import Held
from app.core.times import MINUTE
from tests.building import NOW, Writer
from tests.core.cascades import FONTAINE, KERJEAN, LEGOFF, called, written

BY = Writer("ann")


def cascade(*calls: tuple[object, ...], **more: object) -> Cascade:
    """Calls made minute after minute: (target, result, number, deputy)."""
    first = written(BY)
    held = [first]
    for minute, (target, result, *rest) in enumerate(calls):
        number, deputy = (*rest, *("", False)[len(rest) :])
        held.append(called(BY, first, target, result, NOW + minute * MINUTE, number, deputy=deputy))
    found = fold(held)
    assert found is not None
    return found


def test_those_never_called_come_first_by_their_number_then_the_second_pass() -> None:
    found = cascade((KERJEAN, "no_answer"))
    assert next_call(lines(found)).target.name == FONTAINE.name
    found = cascade((KERJEAN, "no_answer"), (FONTAINE, "message"), (LEGOFF, "reached"))
    assert next_call(lines(found)).target.name == KERJEAN.name
    assert [one.target.name for one in second_pass(found)] == [KERJEAN.name, FONTAINE.name]
    assert next_call(lines(cascade(*((one, "reached") for one in (KERJEAN, FONTAINE, LEGOFF))))) is None


def test_a_wrong_number_is_named_and_the_next_one_proposed() -> None:
    found = line(cascade((KERJEAN, "wrong_number", "+33199001201")), KERJEAN.key)
    assert found is not None
    assert found.proposed is not None
    assert found.proposed.number.number == "+33199001202"
    assert [(one.number.usage, one.wrong) for one in found.numbers] == [("bureau", False), ("astreinte", True)]
    assert found.wrong == ("+33199001201",)


def test_the_deputy_is_proposed_once_each_number_of_the_holder_was_tried() -> None:
    before, after = cascade(), cascade((FONTAINE, "no_answer", "+33199005112"))
    assert line(before, FONTAINE.key).deputised is False
    found = line(after, FONTAINE.key)
    assert found.deputised
    assert (found.proposed.deputy, found.proposed.number.number) == (True, "+33199005199")
    again = line(
        cascade((FONTAINE, "no_answer", "+33199005112"), (FONTAINE, "no_answer", "+33199005199", True)), FONTAINE.key
    )
    assert (again.proposed.deputy, again.proposed.tries) == (False, 1)


@pytest.mark.parametrize("result", ["wrong_number", "no_answer"])
def test_he_is_called_on_his_next_number_at_once_unless_he_is_passed_over(result: str) -> None:
    found = lines(cascade((KERJEAN, result, "+33199001201")))
    again = next_call(found, after=KERJEAN.key)
    assert (again.target.name, again.following.number.number) == (KERJEAN.name, "+33199001202")
    assert next_call(found).target.name == FONTAINE.name
    assert next_call(found, KERJEAN.key, {KERJEAN.key}).target.name == FONTAINE.name
    assert next_call(found, passed={one.target.key for one in found}).target.name == FONTAINE.name


def test_he_is_left_once_every_number_was_tried_his_deputys_included_or_a_message_was_left() -> None:
    message = lines(cascade((KERJEAN, "message", "+33199001201")))
    assert next_call(message, KERJEAN.key).target.name == FONTAINE.name
    calls = [(KERJEAN, "reached"), (FONTAINE, "no_answer", "+33199005112")]
    found = lines(cascade(*calls))
    assert next_call(found, FONTAINE.key).following.deputy is True
    found = lines(cascade(*calls, (FONTAINE, "wrong_number", "+33199005199", True)))
    assert next_call(found, FONTAINE.key).target.name == LEGOFF.name


def test_a_call_that_tells_no_number_was_to_the_one_proposed_then() -> None:
    found = line(cascade((KERJEAN, "wrong_number")), KERJEAN.key)
    assert (found.following.number.number, found.wrong) == ("+33199001202", ())
    (second,) = second_pass(cascade((LEGOFF, "wrong_number")))
    assert (second.numbers[0].wrong, second.proposed) == (True, None)


def test_a_private_number_is_dialled_after_the_others_and_known_by_its_last_figures() -> None:
    target = replace(LEGOFF, contact="c")
    private = {"c": (Number("mobile", "06 39 98 •• 41"),)}
    first = Line(target, cascade((LEGOFF, "no_answer", LEGOFF.numbers[0].number)).attempts)
    assert with_private(first, private).following.told == "•• •• •• •• 41"
    wrong = Line(target, cascade((LEGOFF, "wrong_number", "•• •• •• •• 41")).attempts)
    (office, mobile) = with_private(wrong, {"c": (Number("mobile", "06 39 98 00 41"),)}).numbers
    assert (office.wrong, mobile.wrong, mobile.private) == (False, True, True)


def test_who_was_reached_is_named() -> None:
    found = lines(cascade((FONTAINE, "reached", "", True), (KERJEAN, "message")))
    assert [one.spoke_to for one in found] == ["", "R. Vasseur", ""]


def test_the_progress_is_said_in_a_line() -> None:
    assert progress(cascade()).words == "joint 0/3, à appeler 3"
    said = progress(cascade((KERJEAN, "reached"), (FONTAINE, "reached"), (LEGOFF, "message"))).words
    assert said == "joints 2/3, message 1"


CALLS = st.tuples(st.sampled_from((KERJEAN, FONTAINE, LEGOFF)), st.sampled_from(list(RESULTS)), st.integers(0, 9))


@settings(max_examples=80)
@given(st.lists(CALLS, max_size=8), st.randoms(use_true_random=False))
def test_the_second_pass_is_those_whose_last_call_did_not_reach_them(calls, chance) -> None:
    first = written(BY)
    made: list[Held] = [called(BY, first, target, result, NOW + at * MINUTE) for target, result, at in calls]
    found = fold([first, *made])
    chance.shuffle(made)
    again = fold([*made, first])
    assert found is not None
    assert lines(found) == lines(again)
    last = {one.target: one.result for one in found.attempts}
    assert {one.target.key for one in second_pass(found)} == {key for key in last if last[key] != "reached"}
    assert sum(progress(found).counts.values()) == 3
