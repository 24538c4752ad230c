"""Private numbers are read masked; whole, only just after this workstation wrote down that it would."""

from collections.abc import Iterator
from dataclasses import astuple

import pytest

from app.core.clock import Clock
from app.core.registers.consultations import LookAt
from app.core.registers.directory import AddContact
from app.core.registers.private import AddPrivate, EditPrivate
from app.core.store.private_reading import FRESH
from app.sync.workstation import Workstation
from tests.building import NOW
from tests.office import Office, give, operations, share


class Hand:
    now = NOW


@pytest.fixture
def hand() -> Hand:
    return Hand()


@pytest.fixture
def office(tmp_path, hand: Hand) -> Iterator[Office]:
    made = Office(tmp_path, Clock(lambda: hand.now))
    yield made
    made.close()


@pytest.fixture
def sig(office: Office) -> Workstation:
    office.open_private()
    return office.workstation("SIG1", "Camille Morvan")


def contact(sig: Workstation, *numbers: str) -> str:
    someone = sig.desk.do(AddContact({"family_name": "Delmas"})).id
    for number in numbers:
        sig.desk.do(AddPrivate(someone, number))
    return someone


def test_what_is_listed_holds_no_number(sig: Workstation, hand: Hand) -> None:
    someone = contact(sig, "06 39 98 12 41")
    hand.now += 1000
    sig.desk.do(AddPrivate(someone, "06 39 98 77 52"))
    rows = sig.reading.private_of(someone)
    assert [(row.masked, row.medium, row.usage, row.pending, row.conflict) for row in rows] == [
        ("06 39 98 •• 41", "phone", "mobile", True, False),
        ("06 39 98 •• 52", "phone", "mobile", True, False),
    ]
    assert not [word for row in rows for word in map(str, astuple(row)) if "39981241" in word or "12 41" in word]


def test_who_has_private_numbers_is_known_and_one_taken_out_makes_nobody_a_holder(sig: Workstation) -> None:
    one, two, three = contact(sig, "06 39 98 12 41"), contact(sig, "06 39 98 12 42"), contact(sig)
    sig.desk.do(EditPrivate(sig.reading.private_of(two)[0].id, {"used": False}))
    assert sig.reading.holders([one, two, three, *(f"{n:064x}" for n in range(600))]) == {one}


def test_a_look_shows_those_it_names_and_no_other(sig: Workstation) -> None:
    one, two = contact(sig, "06 39 98 12 41"), contact(sig, "06 39 98 12 42")
    looked = sig.desk.do(LookAt((one,), "shown")).id
    shown = sig.reading.revealed([looked])
    assert {id: [number.shown for number in numbers] for id, numbers in shown.items()} == {one: ["06 39 98 12 41"]}
    assert sig.reading.revealed([]) == sig.reading.revealed([two]) == {}


def test_a_look_of_somebody_else_or_of_another_time_shows_nothing(office: Office, sig: Workstation, hand: Hand) -> None:
    private = office.private_log[0].id
    other = office.workstation("SIG2", "Bruno Lenoir")
    someone = contact(sig, "06 39 98 12 41")
    looked = sig.desk.do(LookAt((someone,), "shown")).id
    share(sig, private, [other])
    assert other.reading.private_of(someone)
    assert other.reading.revealed([looked]) == {}
    hand.now += FRESH
    assert sig.reading.revealed([looked])[someone]
    hand.now += 1
    assert sig.reading.revealed([looked]) == {}


def test_the_log_is_read_the_latest_first_whole_or_of_one_contact(sig: Workstation, hand: Hand) -> None:
    one, two = contact(sig), contact(sig)
    for about, whom in (("a", (one,)), ("b", (one, two)), ("c", (two,))):
        hand.now += 1000
        sig.desk.do(LookAt(whom, "shown", about))
    assert [look.about for look in sig.reading.consultations()] == ["c", "b", "a"]
    assert [look.about for look in sig.reading.consultations(one)] == ["b", "a"]
    assert [look.about for look in sig.reading.consultations(limit=1)] == ["c"]


def test_private_numbers_are_for_all_but_observers_and_where_there_is_a_place_for_them(office: Office) -> None:
    lia, obs = office.workstation("INT", "Léa", "INT", "LIA"), office.workstation("OBS1", "Noé", "SIG", "OBS")
    assert not lia.reading.holds_private()
    office.open_private()
    assert lia.reading.holds_private()
    assert not obs.reading.holds_private()


def test_two_numbers_corrected_apart_are_told_with_the_contact_and_among_no_other_conflict(
    office: Office, sig: Workstation
) -> None:
    private = office.private_log[0].id
    other = office.workstation("SIG2", "Bruno Lenoir")
    someone = contact(sig, "06 39 98 12 41")
    share(sig, private, [other])
    number = sig.reading.private_of(someone)[0].id
    other.desk.do(EditPrivate(number, {"value": "06 39 98 12 52"}))
    log = [*operations(sig, private), operations(other, private)[-1]]
    sig.desk.do(EditPrivate(number, {"value": "06 39 98 12 63"}))
    log.append(operations(sig, private)[-1])
    for one in (sig, other):
        give(one, private, log)
    (row,) = sig.reading.private_of(someone)
    assert (row.conflict, sorted(row.masked.split(" / "))) == (True, ["06 39 98 •• 52", "06 39 98 •• 63"])
    assert sig.reading.conflicts() == []
