"""Visas: what a visa signs, and which ones count."""

from dataclasses import replace
from itertools import permutations
from typing import Any

import pytest

from app.core import circuits
from app.core.records import Author
from app.core.texts import Text
from app.core.visas import DECISIONS, Visa, alike, is_author, signed_hash, submissions, visas
from tests.core.holding import REMOVED, SPACE, held
from tests.core.rounds import (
    ANN,
    AUTHORITY,
    COORDINATION,
    MESSAGE,
    MINISTRIES,
    STANDARD,
    URGENT,
    VERSION,
    WRITERS,
    by,
    circuit,
    confirm,
    send_back,
    submit,
    told,
    version_of,
    visa,
    whole,
)

EASY = circuits.Step("authority", "visa de l’autorité", "role", ("LIA",), True)


def read(*operations: Any, version: Any = VERSION) -> tuple[Visa, ...]:
    return visas(operations, [version], submissions(operations))


def test_a_visa_of_somebody_without_standing_is_shown_and_does_not_count() -> None:
    submission = submit()
    found = read(submission, visa("dir", "authority", submission, why_not=REMOVED))
    assert [(one.counts, one.why_not) for one in found] == [(False, REMOVED)]


@pytest.mark.parametrize(
    ("name", "changes", "why_not"),
    [
        ("cam", {"step": "authority"}, "rôle"),
        ("ann", {"step": "coordination"}, "rôle"),
        ("lea", {"step": "organisations", "organisation": "SAN"}, "organisme"),
        ("lea", {"step": "organisations", "organisation": ""}, "organisme"),
        ("lea", {"step": "absente"}, "étape"),
        ("dir", {"step": "authority", "version": VERSION.hash}, "texte"),
        ("dir", {"step": "authority", "version": None}, "texte"),
    ],
)
def test_a_visa_out_of_ones_place_is_shown_and_does_not_count(name: str, changes: dict[str, Any], why_not: str) -> None:
    submission = submit()
    step = changes.pop("step")
    (found,) = read(submission, visa(name, step, submission, **changes))
    assert not found.counts
    assert why_not in found.why_not


def test_a_visa_on_another_text_does_not_sign_this_one() -> None:
    submission, other = submit(), version_of(Text("Restez à l'abri", "Fermez les fenêtres !"))
    elsewhere = submit(version=other.hash)
    given = [visa(name, step, elsewhere) for name, step in (("cam", "coordination"), ("dir", "authority"))]
    found = visas(given, [VERSION, other], submissions([submission, elsewhere]))
    assert [(one.counts, one.text) for one in found] == [(True, other.hash)] * 2
    assert all(not one.counts for one in read(submission, *given))


def test_a_visa_does_not_pass_to_another_circuit_nor_beside_other_organisations() -> None:
    submission = submit()
    for again in (submit(circuit(COORDINATION, AUTHORITY)), submit(organisations=("INT",))):
        found = visas(whole(submission), [VERSION], submissions([again]))
        assert not any(one.counts for one in found)
        assert all("circuit" in one.why_not for one in found)
    assert all(one.counts for one in read(submit(organisations=("SAN", "INT")), *whole(submission)))


def test_a_visa_counts_while_the_same_changes_of_circuit_knew_of_it_as_of_its_submission() -> None:
    before, known = submit(), submit(regimes=("change",))
    late, early = visa("cam", "coordination", before), visa("cam", "coordination", before, regimes=("change",))
    assert [[one.counts for one in read(each, late, early)] for each in (before, known)] == [
        [True, False],
        [False, True],
    ]


def test_the_author_never_gives_the_final_visa() -> None:
    submission = submit(organisations=())
    his = replace(VERSION, authors=(ANN, Author("dir", "Dir Roy", "PM", "DIR", "PM1")))
    given = [visa("cam", "coordination", submission), visa("dir", "authority", submission)]
    found = read(submission, *given, version=his)
    assert {one.step: one.counts for one in found} == {"coordination": True, "authority": False}
    assert any("auteur" in one.why_not for one in found)


@pytest.mark.parametrize(
    ("name", "more", "why_not"),
    [
        ("lea", {}, "seul le rôle CCOM"),
        ("dir", {}, "seul le rôle CCOM"),
        ("bob", {"for": {"name": " ", "number": "1"}}, "qui l'a donné"),
        ("bob", {"for": {"number": "1"}}, "qui l'a donné"),
        ("bob", {"for": []}, "qui l'a donné"),
        ("bob", {"for": {}}, "qui l'a donné"),
        ("bob", {"for": "Dir Roy"}, "qui l'a donné"),
        ("bob", {"means": "app"}, "qui l'a donné"),
        ("bob", {"means": "silence"}, "qui l'a donné"),
        ("bob", {"for": {"name": "Dir Roy", "number": " "}}, "quel numéro"),
        ("bob", {"for": {"name": "Mme Bob Bob", "number": "1"}}, "propre visa"),
        ("bob", {"for": {"name": "DURAND, Ann", "number": "1"}}, "auteur"),
        ("bob", {"step": "absente"}, "étape"),
    ],
)
def test_a_visa_told_by_telephone_counts_only_as_the_rule_says(name: str, more: dict[str, Any], why_not: str) -> None:
    submission, step = submit(), more.pop("step", "authority")
    (found,) = read(submission, told(name, step, submission, "Dominique Roy", **more))
    assert not found.counts
    assert why_not in found.why_not


def test_the_author_of_a_text_writes_down_no_visa_on_it() -> None:
    submission = submit()
    his = replace(VERSION, authors=(Author("bob", "Bob", "SIG", "CCOM", "SIG2"),))
    (found,) = read(submission, told("bob", "authority", submission, "Dominique Roy"), version=his)
    assert (found.counts, found.why_not) == (False, "l'auteur du texte ne note pas de visa")


def test_a_visa_told_by_telephone_says_who_gave_it_to_whom_and_is_flagged() -> None:
    submission = submit()
    (found,) = read(submission, told("bob", "authority", submission, "Dominique Roy"))
    assert (found.counts, found.recorded, found.confirmed) == (True, True, False)
    assert (found.speaker, found.for_function, found.called) == ("Dominique Roy", "directeur", "+33 1 42 75 80 00")
    assert found.author.person == "bob"


@pytest.mark.parametrize("means", ["email", "paper"])
def test_a_visa_by_mail_or_on_paper_needs_no_number(means: str) -> None:
    submission = submit()
    given = told("bob", "authority", submission, "", means=means, **{"for": {"name": "Dominique Roy"}})
    (found,) = read(submission, given)
    assert (found.counts, found.means, found.confirmed) == (True, means, False)


def test_who_records_one_visa_records_no_other_and_gives_none() -> None:
    submission = submit()
    first = told("bob", "authority", submission, "Dominique Roy")
    second = told("bob", "organisations", submission, "Lea Ael", organisation="INT")
    own = visa("bob", "coordination", submission)
    for order in permutations((submission, first, second)):
        assert [one.counts for one in read(*order)] == [True, False]
    for order in permutations((submission, first, own)):
        assert {one.recorded: one.counts for one in read(*order)} == {True: False, False: True}


def test_who_recorded_a_visa_under_a_former_circuit_may_record_another_under_the_new_one() -> None:
    former, now = submit(regimes=("change",)), submit(circuit(COORDINATION, AUTHORITY))
    old = told("bob", "coordination", former, "Paul Martin")
    new = told("bob", "authority", now, "Dominique Roy")
    assert [one.counts for one in read(former, now, old, new)] == [False, True]


@pytest.mark.parametrize(("name", "confirmed"), [("bob", False), ("cam", False), ("lea", False), ("dir", True)])
def test_only_who_may_sign_a_step_and_did_not_record_it_confirms_it(name: str, confirmed: bool) -> None:
    submission = submit()
    given = told("bob", "authority", submission, "Dominique Roy")
    (found,) = read(submission, given, confirm(name, given))
    assert found.confirmed is confirmed
    assert found.counts


def test_the_author_does_not_confirm_the_final_visa_of_his_text() -> None:
    submission = submit()
    his = replace(VERSION, authors=(Author("dir", "Dir Roy", "PM", "DIR", "PM1"),))
    given = told("bob", "authority", submission, "Eve Eve")
    (found,) = read(submission, given, confirm("dir", given), version=his)
    assert (found.counts, found.confirmed) == (True, False)
    (found,) = read(submission, given, confirm("dir", given), confirm("eve", given), version=his)
    assert found.confirmed_by is not None
    assert found.confirmed_by.person == "eve"


def test_a_text_sent_back_is_sent_back_whoever_submits_it_again() -> None:
    first = submit()
    back = send_back("cam", first)
    again = submit(person="ann")
    found = submissions([first, back, again])
    assert [one.returned and one.returned[1] for one in found] == ["à revoir", "à revoir"]
    other = submit(version=version_of(Text("Autre", "texte")).hash)
    assert [one.returned is None for one in submissions([back, other])] == [True]


@pytest.mark.parametrize(("person", "count"), [("ann", 0), ("dir", 0), ("lea", 0), ("cam", 1)])
def test_only_the_head_of_the_cell_sends_a_text_round_the_urgent_circuit(person: str, count: int) -> None:
    assert len(submissions([submit(URGENT, person=person)])) == count


@pytest.mark.parametrize(
    "body", [None, [], {"version": 1}, {"circuit": 3}, {"circuit": {"id": "x"}, "organisations": 3}]
)
def test_a_submission_of_another_form_submits_nothing(body: Any) -> None:
    if isinstance(body, dict):
        body = {"version": VERSION.hash, "circuit": circuits.plain(STANDARD), "organisations": [], **body}
        if body["version"] == 1:
            body["organisations"] = [1]
    assert submissions([held(WRITERS["ann"].write("message.submitted", body, SPACE, MESSAGE))]) == ()


@pytest.mark.parametrize(
    "steps",
    [
        (EASY,),
        (COORDINATION, EASY),
        (AUTHORITY,),
        (MINISTRIES, AUTHORITY),
    ],
)
def test_whoever_submits_does_not_choose_an_easier_circuit(steps: tuple[circuits.Step, ...]) -> None:
    assert submissions([submit(circuit(*steps), ())]) == ()


def test_what_a_visa_signs_names_the_text_the_circuit_and_the_organisations() -> None:
    signed = {
        signed_hash("a", "b", ("INT",)),
        signed_hash("a", "c", ("INT",)),
        signed_hash("c", "b", ("INT",)),
        signed_hash("a", "b", ()),
        signed_hash("a", "b", ("INT", "SAN")),
    }
    assert len(signed) == 5
    assert signed_hash("a", "b", ("SAN", "INT", "SAN")) == signed_hash("a", "b", ("INT", "SAN"))
    assert set(DECISIONS) == {"favourable", "reservation", "unfavourable", "abstention"}


@pytest.mark.parametrize(
    ("name", "same"),
    [
        ("Ann Durand", True),
        ("DURAND Ann", True),
        (" ann  durànd ", True),
        ("Mme Ann Durand, rédactrice", True),
        ("Ann", False),
        ("Durand", False),
        ("Anne Durand", False),
        ("", False),
    ],
)
def test_an_author_is_known_by_his_name_however_it_is_written(name: str, same: bool) -> None:
    assert is_author(name, VERSION) is same
    assert not alike(name, "")


def test_what_is_read_of_visas_is_the_same_in_any_order_of_arrival() -> None:
    submission = submit()
    first = told("bob", "authority", submission, "Dominique Roy")
    operations = [submission, first, confirm("dir", first), visa("bob", "coordination", submission), by("lea", "x", {})]
    expected = read(*operations)
    assert all(read(*order) == expected for order in permutations(operations))
