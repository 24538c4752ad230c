"""Rights are what the signed operations say, at once, and nothing kept in memory outlives a removal."""

import random

import pytest

from app.core.roles import ROLES
from app.server import log
from app.server.access import Access, View
from tests.building import Guest
from tests.server.house import House, take


@pytest.fixture
def lea(house: House) -> Guest:
    return house.enrol("Léa", "CCOM")


@pytest.fixture
def crisis(house: House, lea: Guest) -> str:
    opened = lea.writer.open_crisis()
    house.take(opened.id, [opened])
    return opened.id


def view(house: House) -> View:
    return house.central.look()


def test_every_enrolled_workstation_belongs_to_the_service_and_the_directory(house: House, lea: Guest) -> None:
    assert view(house).spaces_of(lea.device).keys() == {house.service, house.directory, house.private}
    assert view(house).spaces_of("0" * 64) == {}
    assert view(house).administers(house.admin.device)
    assert not view(house).administers(lea.device)


def test_everybody_but_an_observer_belongs_where_private_numbers_are(house: House) -> None:
    guests = {role: house.enrol(role, role) for role in ROLES}
    found = view(house)
    assert {role for role, one in guests.items() if found.belongs(one.device, house.private)} == ROLES.keys() - {"OBS"}
    assert found.spaces_of(guests["OBS"].device).keys() == {house.service, house.directory}
    for one in (guests["OBS"], guests["LIA"]):
        house.take(house.service, [house.admin.writer.revoke(house.service, one)])
    found = view(house)
    assert found.removal(guests["LIA"].device, house.private)
    assert found.removal(guests["OBS"].device, house.private) is None
    assert found.removal(guests["OBS"].device, house.directory)


def test_a_crisis_is_not_opened_to_everybody_by_whoever_names_it_as_the_place_of_private_numbers(
    house: House, crisis: str
) -> None:
    bob = house.enrol("Bob")
    with house.central.database.reading() as connection:
        opened = log.operation_named(connection, crisis)
    assert opened is not None
    header = opened.header.decode()
    for body in ({"space": crisis}, {"space": crisis, "opening": header}, {"space": crisis, "opening": "{}"}):
        house.take(house.service, [house.admin.writer.write("service.private", body, house.service)])
    assert not view(house).belongs(bob.device, crisis)
    assert view(house).accounts.privates == [house.private]


def test_rights_follow_each_grant_and_removal_at_once(house: House, lea: Guest, crisis: str) -> None:
    """Random histories: after each step the fold kept in memory says what a fresh one says."""
    dice = random.Random(3)
    people = [house.enrol(f"P{number}") for number in range(4)]
    removals: dict[str, list[str]] = {}
    inside: set[str] = set()
    for _ in range(24):
        who = dice.choice(people)
        if who.person in inside:
            removal = lea.writer.remove_member(crisis, who)
            removals.setdefault(who.person, []).append(removal.id)
            house.take(crisis, [removal])
            inside.discard(who.person)
        else:
            house.take(crisis, [lea.writer.add_member(crisis, who, undoes=tuple(removals.get(who.person, ())))])
            inside.add(who.person)
        found = view(house)
        assert {one.person for one in people if found.belongs(one.device, crisis)} == inside
        for one in people:
            was_removed = one.person not in inside and one.person in removals
            assert found.removal(one.device, crisis) == (removals[one.person][-1] if was_removed else None)


def test_a_revoked_workstation_belongs_nowhere_and_its_revocation_is_named(
    house: House, lea: Guest, crisis: str
) -> None:
    revocation = house.admin.writer.revoke(house.service, lea, (crisis,))
    house.take(house.service, [revocation])
    found = view(house)
    assert found.spaces_of(lea.device) == {}
    assert found.person(lea.device) is None
    assert {found.removal(lea.device, space) for space in (crisis, house.service)} == {revocation.id}


def test_a_revoked_administrator_administers_no_more(house: House) -> None:
    second = house.enrol("Second", "ADM")
    house.take(house.service, [house.admin.writer.revoke(house.service, second)])
    assert not view(house).administers(second.device)


def test_a_removal_whose_cut_was_not_here_yet_is_judged_again_once_it_is(house: House, lea: Guest, crisis: str) -> None:
    """What a removed CCOM granted before his cut counts as soon as the cut is known, though no grant came with it."""
    eve, max_ = house.enrol("Ève", "CCOM"), house.enrol("Max")
    house.take(crisis, [lea.writer.add_member(crisis, eve, "CCOM")])
    granted = eve.writer.add_member(crisis, max_)
    last = eve.writer.note(crisis)
    house.take(crisis, [lea.writer.remove_member(crisis, eve, (last.id,)), granted])
    assert not view(house).belongs(max_.device, crisis)
    house.take(crisis, [last])
    assert view(house).belongs(max_.device, crisis)


def test_what_is_folded_in_a_transaction_taken_back_is_not_remembered(house: House, lea: Guest, crisis: str) -> None:
    bob = house.enrol("Bob")
    connection = house.central.database.engine.connect()
    with connection, connection.begin() as transaction:
        space = take(house.central, connection, crisis, [lea.writer.add_member(crisis, bob)]).space
        assert house.central.access.view(connection, [space]).belongs(bob.device, crisis)
        transaction.rollback()
    assert not view(house).belongs(bob.device, crisis)


def test_each_process_folds_the_same(house: House, lea: Guest, crisis: str) -> None:
    with house.central.database.reading() as connection:
        fresh = Access(house.service).view_of_all(connection)
    assert fresh.spaces_of(lea.device) == view(house).spaces_of(lea.device)
