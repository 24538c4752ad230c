"""Distribution lists: each name is a field of its own, and the directory answers at the moment it is asked."""

from itertools import permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.errors import Refused
from app.core.recipients import Query, Recipient, typed
from app.core.records import Held
from app.core.registers.directory import AddContact, EditContact
from app.core.registers.lists import REGISTER, EditList, WriteList, described, fold, rewritten
from tests.building import Writer
from tests.core.holding import SPACE as CRISIS
from tests.core.holding import edit, held, histories, show, strange_records
from tests.office import Office, share

ANN, BOB, CAM = Writer("ann"), Writer("bob"), Writer("cam")
AFP, REUTERS = Recipient("AFP", "desk@afp.fr"), Recipient("Reuters", "paris@reuters.fr")
FIELDS = described("Presse nationale", (AFP, REUTERS), Query())
(ONE, TWO) = (name for name in FIELDS if name.startswith("recipient."))
BODY = {"fields": FIELDS}


def written() -> Held:
    return held(ANN.write("list.written", BODY, CRISIS))


def edited(first: Held, fields: dict[str, Any], *replaced: Held, by: Writer = BOB) -> Held:
    return held(edit(by, "list.edited", first.id, fields, *replaced))


def test_a_list_shows_whom_it_names_by_name() -> None:
    found = fold([written()])
    assert found is not None
    assert (found.name, found.recipients, found.used, found.conflicts) == (
        *("Presse nationale", (AFP, REUTERS), True),
        (),
    )


def test_two_names_added_apart_are_both_there_and_one_written_twice_is_one() -> None:
    first = written()
    more = described("x", typed("La Voix <v@voix.fr>"), Query())
    (key,) = (name for name in more if name.startswith("recipient."))
    here, there = edited(first, {key: more[key]}), edited(first, {key: more[key], ONE: None}, first, by=CAM)
    found = fold([first, here, there])
    assert found is not None
    assert [one.name for one in found.recipients] == ["La Voix", "Reuters"]
    assert found.conflicts == ()


def test_a_list_renamed_apart_has_two_names_until_somebody_chooses() -> None:
    first = written()
    here, there = edited(first, {"name": "Presse"}, first), edited(first, {"name": "Médias"}, first, by=CAM)
    found = fold([first, here, there])
    assert found is not None
    assert found.conflicts == ("name",)
    settled = fold([first, here, there, edited(first, {"name": "Médias"}, here, there)])
    assert settled is not None
    assert (settled.name, settled.conflicts) == ("Médias", ())


def test_every_order_of_arrival_gives_the_same_list() -> None:
    first = written()
    operations = [
        first,
        edited(first, {"name": "Presse", ONE: None}, first),
        edited(first, {"name": "Médias", TWO: None}, first, by=CAM),
        edited(first, {"used": False}),
    ]
    expected = show(REGISTER, operations)
    assert all(show(REGISTER, order) == expected for order in permutations(operations))


SOME = {"name": st.sampled_from(("A", "B", 3)), ONE: st.sampled_from((FIELDS[ONE], None, {"name": ""}))}


@given(histories("list.written", ("list.edited",), SOME), st.randoms(use_true_random=False))
def test_any_history_of_a_list_reads_the_same_in_any_order(operations: list[Held], chance: Any) -> None:
    expected = show(REGISTER, operations)
    chance.shuffle(operations)
    assert show(REGISTER, operations) == expected


@given(strange_records(REGISTER, BODY, ()))
def test_nothing_anybody_signs_about_a_list_breaks_it(operations: list[Held]) -> None:
    show(REGISTER, operations)


def test_the_directory_answers_at_the_moment_the_list_is_used(office: Office) -> None:
    sig = office.workstation("SIG1", "Camille Morvan")
    contact = sig.desk.do(AddContact({"family_name": "Desk", "function": "Presse", "email:1": "a@b.fr"})).id
    crisis = office.crisis(sig)
    press = sig.desk.do(WriteList(crisis, "Presse", (AFP,), Query(function="presse"))).id
    assert sig.reading.recipients(press) == (AFP, Recipient("Desk", "a@b.fr"))
    sig.desk.do(EditContact(contact, {"email:1": "c@d.fr"}))
    assert sig.reading.recipients(press) == (AFP, Recipient("Desk", "c@d.fr"))
    assert sig.reading.answering(Query("desk")) == (Recipient("Desk", "c@d.fr"),)


def test_a_list_is_rewritten_whole_and_says_only_what_changed(office: Office) -> None:
    sig = office.workstation("SIG1", "Camille Morvan")
    crisis = office.crisis(sig)
    id = sig.desk.do(WriteList(crisis, "Presse", (AFP, REUTERS))).id
    before = sig.reading.distribution_list(id)
    with pytest.raises(Refused, match="Rien"):
        sig.desk.do(EditList(id, rewritten(before, "Presse", (REUTERS, AFP), Query())))
    sig.desk.do(EditList(id, rewritten(before, "Presse", (REUTERS,), Query("radio"))))
    sig.desk.do(EditList(id, {"used": False}))
    (now,) = sig.reading.lists(crisis)
    assert (now.recipients, now.query, now.used) == ((REUTERS,), Query("radio"), False)


@pytest.mark.parametrize(
    ("command", "field"),
    [
        ({"name": " "}, "name"),
        ({"recipients": ()}, "recipients"),
        ({"recipients": (Recipient(""),)}, "recipients"),
        ({"query": Query("x" * 201)}, "words"),
    ],
)
def test_a_list_is_written_right_or_not_at_all(office: Office, command: dict[str, Any], field: str) -> None:
    sig = office.workstation("SIG1", "Camille Morvan")
    crisis = office.crisis(sig)
    with pytest.raises(Refused) as refusal:
        sig.desk.do(WriteList(**{"crisis": crisis, "name": "Presse", "recipients": (AFP,), **command}))
    assert refusal.value.field == field
    assert sig.reading.lists(crisis) == []


def test_a_writer_of_texts_chooses_no_recipients(office: Office) -> None:
    sig = office.workstation("SIG1", "Camille Morvan")
    red, press = office.workstation("RED1", "Léa Aubert", role="RED"), office.workstation("RP1", "N. B.", role="RP")
    crisis = office.crisis(sig, (red, "RED"), (press, "RP"))
    with pytest.raises(Refused):
        red.desk.do(WriteList(crisis, "Presse", (AFP,)))
    press.desk.do(WriteList(crisis, "Presse", (AFP,)))
    share(press, crisis, [sig])
    assert [one.name for one in sig.reading.lists(crisis)] == ["Presse"]
    with pytest.raises(Refused, match="pas connue"):
        sig.desk.do(EditList("a" * 64, {"name": "x"}))
