"""A figure as its operations leave it: what corrects it stays in sight, and no order of arrival matters."""

from itertools import permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.figure import fold
from app.core.records import Held
from app.core.registers.figures import REGISTER
from tests.building import NOW, Writer, seed
from tests.core.holding import SPACE, edit, held, histories, show, strange_records

ANN, BOB, CAM = Writer("ann"), Writer("bob"), Writer("cam")
OTHER, STATE = seed("another figure").hex(), seed("a state").hex()
SOURCE = {"organisation": "SAN", "name": "Santé"}
FIELDS = {"indicator": "Décès", "value": "17", "cutoff": NOW, "source": SOURCE}
BODY = {"number": "BIL-SIG1-001", "fields": FIELDS}
OVER = f"over.{OTHER}"


def begin(role: str = "CCOM", **body: Any) -> Held:
    return held(ANN.write("figure.recorded", BODY | body, SPACE), person="ann", role=role)


def write(first: Held, kind: str, fields: dict[str, Any], *replaced: Held, by: Writer = BOB) -> Held:
    return held(edit(by, kind, first.id, fields, *replaced, reason="rappel"), person=by.name)


def test_a_figure_shows_what_was_recorded() -> None:
    figure = fold([begin()])
    assert figure is not None
    assert (figure.number, figure.indicator, figure.value, figure.organisation) == (
        "BIL-SIG1-001",
        "Décès",
        "17",
        "SAN",
    )
    assert (figure.qualifier, figure.perimeter, figure.publishable, figure.pending) == ("", "", False, False)


@pytest.mark.parametrize("missing", ["indicator", "value", "cutoff", "source"])
def test_what_lacks_a_number_a_name_an_hour_or_a_source_is_no_figure(missing: str) -> None:
    assert fold([begin(fields={**FIELDS, missing: None})]) is None
    assert fold([begin(fields={**FIELDS, "value": 17.5})]) is None
    assert fold([]) is None


def test_a_rectification_keeps_the_former_value_with_its_reason() -> None:
    first = begin()
    figure = fold([write(first, "figure.amended", {"value": "19"}, first), first])
    assert figure is not None
    assert figure.value == "19"
    assert [(one.former, one.new, one.reason) for one in figure.amendments] == [("17", "19", "rappel")]


def test_two_rectifications_made_apart_are_both_kept_until_a_third() -> None:
    first = begin()
    two = write(first, "figure.amended", {"value": "18"}, first)
    three = write(first, "figure.amended", {"value": "19"}, first, by=CAM)
    figure = fold([first, two, three])
    assert figure is not None
    assert figure.conflicts == ("value",)
    settled = fold([first, two, three, write(first, "figure.amended", {"value": "20"}, two, three)])
    assert settled is not None
    assert (settled.value, settled.conflicts) == ("20", ())


def test_only_who_may_choose_says_at_once_that_it_may_be_published() -> None:
    for role, expected in (("CCOM", True), ("DIR", True), ("MC", False)):
        figure = fold([begin(role, publishable=True, clearance="chiffre public")])
        assert figure is not None
        assert (figure.publishable, len(figure.clearances)) == (expected, int(expected))


def test_what_two_people_judge_otherwise_is_not_published() -> None:
    first = begin(publishable=True)
    no = write(first, "figure.cleared", {"publishable": False})
    yes = write(first, "figure.cleared", {"publishable": True}, by=CAM)
    figure = fold([first, no, yes])
    assert figure is not None
    assert (figure.publishable, figure.conflicts) == (False, ("publishable",))
    assert sorted(one.publishable for one in figure.clearances) == [False, True, True]


def test_a_choice_is_kept_with_its_reason_and_may_be_taken_back() -> None:
    first = begin()
    chosen = write(first, "figure.chosen", {OVER: {"mine": STATE, "theirs": STATE}})
    figure = fold([first, chosen])
    assert figure is not None
    assert figure.row.over == ((OTHER, STATE, STATE),)
    assert [(one.over, one.reason) for one in figure.choices] == [((OTHER,), "rappel")]
    back = fold([first, chosen, write(first, "figure.chosen", {OVER: None}, chosen)])
    assert back is not None
    assert back.row.over == ()
    assert [one.over for one in back.choices] == [(OTHER,), ()]


def test_no_act_writes_what_is_not_its_own() -> None:
    first = begin()
    for kind, fields in (
        ("figure.cleared", {"value": "99"}),
        ("figure.chosen", {"value": "99"}),
        ("figure.amended", {"publishable": True, OVER: {"mine": STATE, "theirs": STATE}}),
        ("entry.amended", {"value": "99"}),
    ):
        figure = fold([first, write(first, kind, fields, first)])
        assert figure is not None
        assert (figure.value, figure.publishable, figure.row.over) == ("17", False, ())


def test_a_figure_that_replaces_none_says_so() -> None:
    said, unsaid = fold([begin(fields=FIELDS | {"replaces": ""})]), fold([begin()])
    assert said is not None
    assert unsaid is not None
    assert (said.row.alone, unsaid.row.alone) == (True, False)


def test_every_order_of_arrival_gives_the_same_figure() -> None:
    first = begin()
    two = write(first, "figure.amended", {"value": "18"}, first)
    operations = [
        first,
        two,
        write(first, "figure.amended", {"value": "19"}, first, by=CAM),
        write(first, "figure.cleared", {"publishable": True}),
        write(first, "figure.chosen", {OVER: {"mine": STATE, "theirs": STATE}}),
    ]
    expected = show(REGISTER, operations)
    assert all(show(REGISTER, order) == expected for order in permutations(operations))


SOME = {
    "indicator": st.sampled_from(("Décès", "Blessés", 3)),
    "value": st.sampled_from(("1", "1.5", "1.50", 7)),
    "cutoff": st.sampled_from((NOW, NOW + 1, -1)),
    "source": st.sampled_from((SOURCE, {"organisation": "", "name": "SDIS"}, "SDIS")),
    "replaces": st.sampled_from(("", OTHER, "SIG1")),
    "publishable": st.sampled_from((True, False, 1)),
    OVER: st.sampled_from((None, {"mine": STATE, "theirs": STATE}, {"mine": "", "theirs": STATE})),
}
KINDS = tuple(kind for kind in REGISTER.writers if kind != "figure.recorded")


@given(histories("figure.recorded", KINDS, SOME), st.randoms(use_true_random=False))
def test_any_history_of_a_figure_reads_the_same_in_any_order(operations: list[Held], chance: Any) -> None:
    expected = show(REGISTER, operations)
    chance.shuffle(operations)
    assert show(REGISTER, operations) == expected


@given(strange_records(REGISTER, {**BODY, "publishable": True, "origin": "x"}, ("clearance", "reason")))
def test_nothing_anybody_signs_breaks_a_figure(operations: list[Held]) -> None:
    show(REGISTER, operations)
