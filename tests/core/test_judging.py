"""Judgements: where a version stands in its circuit, line by line of what counts."""

from dataclasses import replace
from itertools import permutations

import pytest
from msgspec import structs

from app.core.judging import best, judge, stages
from app.core.records import Author, Held
from app.core.texts import Text
from app.core.visas import submissions, visas
from tests.core.holding import REMOVED
from tests.core.rounds import (
    ANN,
    AUTHORITY,
    COORDINATION,
    MINISTRIES,
    URGENT,
    VERSION,
    circuit,
    judged,
    send_back,
    submit,
    told,
    version_of,
    visa,
    whole,
)


def test_a_version_is_validated_when_every_step_of_its_circuit_is_signed() -> None:
    submission = submit()
    given = whole(submission)
    found = judged(submission, *given)
    assert (found.validated, found.missing, found.validated_at) == (True, (), given[-1].at)
    assert [(one.step, one.state, one.organisation) for one in found.steps] == [
        ("organisations", "done", "INT"),
        ("organisations", "done", "SAN"),
        ("coordination", "done", ""),
        ("authority", "done", ""),
    ]


@pytest.mark.parametrize("absent", range(4))
def test_no_step_may_be_left_out(absent: int) -> None:
    submission = submit()
    given = whole(submission)
    del given[absent]
    found = judged(submission, *given)
    assert (found.validated, found.validated_at) == (False, 0)
    assert len(found.missing) == 1


@pytest.mark.parametrize("which", range(4))
def test_a_visa_of_somebody_without_standing_is_no_visa(which: int) -> None:
    submission = submit()
    given = whole(submission)
    given[which] = replace(given[which], why_not=REMOVED)
    assert not judged(submission, *given).validated


@pytest.mark.parametrize(
    ("step", "name", "decision", "validated", "returned"),
    [
        (0, "lea", "abstention", True, False),
        (0, "lea", "reservation", True, False),
        (0, "lea", "unfavourable", False, True),
        (2, "cam", "abstention", False, False),
        (2, "cam", "reservation", True, False),
        (2, "cam", "unfavourable", False, True),
        (3, "dir", "abstention", False, False),
        (3, "dir", "reservation", True, False),
        (3, "dir", "unfavourable", False, True),
        (3, "dir", "perhaps", False, False),
        (3, "dir", "", False, False),
    ],
)
def test_what_each_decision_is_worth_at_each_step(
    step: int, name: str, decision: str, validated: bool, returned: bool
) -> None:
    submission = submit()
    given = whole(submission)
    given[step] = visa(name, ("organisations", "", "coordination", "authority")[step], submission, decision)
    found = judged(submission, *given)
    assert (found.validated, found.returned) == (validated, returned)


def test_a_reserve_stays_before_the_eyes_of_the_authority() -> None:
    submission = submit(organisations=("INT",))
    found = judged(submission, visa("lea", "organisations", submission, "reservation", comment="Sans la zone nord."))
    step = found.steps[0]
    assert (step.state, step.visa and step.visa.comment) == ("done", "Sans la zone nord.")


def test_of_one_person_the_latest_word_counts_and_of_two_one_refusal_is_enough() -> None:
    submission = submit(organisations=())
    cam, no = visa("cam", "coordination", submission), visa("dir", "authority", submission, "unfavourable")
    yes = visa("dir", "authority", submission)
    assert judged(submission, cam, yes, no).validated  # by their clocks he changed his mind to yes
    assert judged(submission, cam, no, visa("eve", "authority", submission)).returned


def test_a_visa_given_before_its_turn_counts_once_its_turn_comes() -> None:
    submission = submit(organisations=("INT",))
    early = [visa("dir", "authority", submission), visa("cam", "coordination", submission)]
    found = judged(submission, *early)
    assert not found.validated
    assert [one.ready for one in found.steps] == [True, False, False]
    assert judged(submission, *early, visa("lea", "organisations", submission)).validated


def test_the_author_may_coordinate_and_another_authority_signs() -> None:
    submission = submit(organisations=())
    his = replace(VERSION, authors=(ANN, Author("dir", "Dir Roy", "PM", "DIR", "PM1")))
    given = [visa("cam", "coordination", submission), visa("dir", "authority", submission)]
    assert not judged(submission, *given, version=his).validated
    assert judged(submission, *given, visa("eve", "authority", submission), version=his).validated


def test_two_persons_are_needed_whatever_the_circuit() -> None:
    either = circuit(structs.replace(COORDINATION, roles=("CCOM", "DIR")), AUTHORITY)
    submission = submit(either, ())
    both = [visa("dir", "coordination", submission), visa("dir", "authority", submission)]
    found = judged(submission, *both)
    assert not found.validated
    assert "quatre yeux" in found.missing[0]
    assert judged(submission, *both, visa("cam", "coordination", submission)).validated
    assert judged(submission, *both, visa("eve", "authority", submission)).validated


def test_one_person_who_spoke_to_two_others_by_telephone_is_one_person() -> None:
    submission = submit(organisations=())
    coordination = told("bob", "coordination", submission, "Dominique Roy")
    authority = told("cam", "authority", submission, "M. ROY Dominique")
    assert "quatre yeux" in judged(submission, coordination, authority).missing[0]
    assert judged(submission, coordination, told("cam", "authority", submission, "Paul Martin")).validated
    signed = visa("dir", "authority", submission)
    assert not judged(submission, told("bob", "coordination", submission, "Roy, Dir"), signed).validated
    assert judged(submission, coordination, signed).validated


def test_a_text_still_to_be_completed_is_never_validated() -> None:
    submission = submit()
    found = judged(submission, *whole(submission), to_write=("[numéro]",))
    assert not found.validated
    assert "[numéro]" in found.missing[0]


def test_a_visa_does_not_pass_to_a_version_that_bears_the_same_label() -> None:
    submission = submit(organisations=())
    other = replace(version_of(Text("Autre", "Tout autre chose")), label=VERSION.label)
    elsewhere = submit(organisations=(), version=other.hash)
    given = [visa("cam", "coordination", elsewhere), visa("dir", "authority", elsewhere)]
    assert not judged(submission, *given).validated
    assert judged(elsewhere, *given, version=other).validated


def test_what_waits_under_a_circuit_that_changed_is_to_be_submitted_again() -> None:
    known = submit(organisations=(), regimes=("change",))
    early = visa("cam", "coordination", known, regimes=("change",))
    found = judged(known, early, visa("dir", "authority", known))
    assert (found.validated, found.active) == (False, False)
    assert found.missing == ("soumettre à nouveau : le circuit de visas a changé",)


def test_a_change_of_circuit_alters_nothing_of_what_was_validated() -> None:
    known = submit(organisations=(), regimes=("change",))
    given = [visa("cam", "coordination", known, regimes=("change",))]
    given += [visa("dir", "authority", known, regimes=("change",))]
    found = judged(known, *given)
    assert (found.validated, found.active, found.missing) == (True, True, ())


def test_a_text_sent_back_is_validated_by_no_visa() -> None:
    submission = submit()
    found = judged(submission, *whole(submission), send_back("cam", submission))
    assert (found.validated, found.returned, found.active) == (False, True, False)
    assert found.missing == ("une nouvelle version : retourné par Cam Mac",)


def test_the_urgent_circuit_asks_the_ministries_afterwards_and_they_stay_visible() -> None:
    submission = submit(URGENT, ("INT",))
    given = [visa("cam", "coordination", submission), visa("dir", "authority", submission)]
    found = judged(submission, *given)
    assert found.validated
    assert [(one.step, one.after, one.state) for one in found.steps][2] == ("organisations", True, "waiting")
    assert found.steps[2].due == given[-1].at + 60 * 60_000


def test_an_objection_after_an_urgent_validation_contests_it_even_once_taken_back() -> None:
    submission = submit(URGENT, ("INT",))
    given = [visa("cam", "coordination", submission), visa("dir", "authority", submission)]
    no = visa("lea", "organisations", submission, "unfavourable")
    found = judged(submission, *given, no)
    assert (found.validated, [one.id for one in found.contested]) == (True, [no.id])
    yes = visa("lea", "organisations", submission)
    assert [one.id for one in judged(submission, *given, no, yes).contested] == [no.id]
    assert judged(submission, no, given[0]).contested == ()


def test_an_objection_under_the_standard_circuit_is_not_lost_in_the_urgent_one() -> None:
    standard = submit(organisations=("INT",))
    no = visa("lea", "organisations", standard, "unfavourable")
    urgent = submit(URGENT, ("INT",))
    given = [visa("cam", "coordination", urgent), visa("dir", "authority", urgent)]
    assert [one.id for one in judged(urgent, standard, no, *given).contested] == [no.id]
    yes = visa("lea", "organisations", urgent)
    assert judged(urgent, standard, no, *given, yes).contested == ()


def test_the_round_that_speaks_is_one_that_validates_else_the_last_that_may_be_completed() -> None:
    standard, urgent = submit(organisations=()), submit(URGENT, ())
    known = submit(circuit(MINISTRIES, COORDINATION, AUTHORITY), (), regimes=("change",))

    def chosen(*more: Held) -> str:
        every = [standard, urgent, known, *more]
        rounds = submissions(every)
        given = visas(every, [VERSION], rounds)
        found = best(judge(VERSION, one, given, ()) for one in rounds)
        assert found is not None
        return found.submission.id

    assert chosen() == urgent.id
    assert chosen(visa("cam", "coordination", standard), visa("dir", "authority", standard)) == standard.id
    assert best([]) is None


def test_no_hour_that_passes_makes_a_visa() -> None:
    submission = submit()
    late = replace(VERSION, at=2**42 - 1)
    found = judged(submission, *whole(submission)[:3], version=late)
    assert not found.validated
    assert found.steps[-1].due > 0


def test_steps_asked_together_are_ready_together() -> None:
    stage = circuit(MINISTRIES, structs.replace(COORDINATION, parallel=True), AUTHORITY)
    assert [[one.id for one in each] for each in stages(stage)] == [["organisations", "coordination"], ["authority"]]
    submission = submit(stage, ("INT",))
    found = judged(submission)
    assert [one.ready for one in found.steps] == [True, True, False]


def test_every_order_of_arrival_gives_the_same_judgement() -> None:
    submission = submit(organisations=("INT",))
    operations = [*whole(submission)[::2], visa("dir", "authority", submission, "unfavourable")]
    expected = judged(submission, *operations)
    assert all(judged(submission, *order) == expected for order in permutations(operations))
