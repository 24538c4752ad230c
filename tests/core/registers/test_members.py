"""Members of a crisis: who holds which role, when a removal wins, and what undoes it."""

import random
from dataclasses import replace
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.operations import Operation
from app.core.registers.accounts import Accounts, Person
from app.core.registers.accounts import fold as fold_accounts
from app.core.registers.members import Grant, Members, fold, may_grant
from tests.building import Guest, Platform
from tests.core.holding import anything

REMOVED = "écrit après le retrait de son auteur"


class Crisis:
    """A crisis opened by Camille (LIA by trade); Dominique is DIR by trade, Léa and Bob are liaisons."""

    def __init__(self, trade: str = "LIA") -> None:
        self.platform = Platform()
        self.cam = self.platform.enrol("CAM1", trade)
        self.dir = self.platform.enrol("DIR1", "DIR")
        self.lea, self.bob = self.platform.enrol("LEA1"), self.platform.enrol("BOB1")
        self.operations = [self.cam.writer.open_crisis()]
        self.space = self.operations[0].id
        self.service = list(self.platform.operations)

    def add(self, by: Guest, who: Guest, role: str = "LIA", undoes: tuple[str, ...] = ()) -> Operation:
        self.operations.append(by.writer.add_member(self.space, who, role, undoes))
        return self.operations[-1]

    def remove(self, by: Guest, who: Guest, *last: Operation) -> Operation:
        self.operations.append(by.writer.remove_member(self.space, who, tuple(one.id for one in last)))
        return self.operations[-1]

    def write(self, by: Guest) -> Operation:
        return by.writer.note(self.space)

    def position(self, *more: Operation) -> Any:
        return {one.id: (one.chain, one.header.seq) for one in (*self.service, *self.operations, *more)}.get

    def accounts(self) -> Accounts:
        return fold_accounts([(one, rank) for rank, one in enumerate(self.service, 1)], self.position())

    def members(self, *operations: Operation, held: tuple[Operation, ...] = ()) -> Members:
        pairs = [(one, rank) for rank, one in enumerate(operations or self.operations, 1)]
        return fold(pairs, self.accounts(), self.position(*held))

    def judged(self, operation: Operation, by: Guest, *held: Operation) -> Any:
        members = self.members(held=held)
        found = members.acting(operation, self.accounts().person_of(by.device), self.position(operation, *held))
        return found if isinstance(found, str) else found.role


def roles(members: Members) -> list[tuple[str, str]]:
    return [(one.name, one.role) for one in members.current()]


def test_whoever_opens_a_crisis_is_its_first_head() -> None:
    assert roles(Crisis().members()) == [("CAM1", "CCOM")]


def test_the_opener_gives_at_most_the_usual_role() -> None:
    crisis = Crisis()
    crisis.add(crisis.cam, crisis.lea, "LIA")
    crisis.add(crisis.cam, crisis.dir, "DIR")
    too_much = crisis.add(crisis.cam, crisis.bob, "CCOM")
    himself = crisis.add(crisis.cam, crisis.cam, "DIR")
    members = crisis.members()
    assert roles(members) == [("CAM1", "CCOM"), ("LEA1", "LIA"), ("DIR1", "DIR")]
    assert members.refused == dict.fromkeys((too_much.id, himself.id), "rôle au-delà de son rôle habituel")


@pytest.mark.parametrize("trade", ["ADM", "DIR", "CCOM"])
def test_who_manages_by_trade_gives_more_even_in_a_crisis_he_opened(trade: str) -> None:
    crisis = Crisis(trade)
    crisis.add(crisis.cam, crisis.bob, "CCOM")
    assert ("BOB1", "CCOM") in roles(crisis.members())


def test_who_was_made_head_gives_more_than_the_usual_role() -> None:
    crisis = Crisis()
    crisis.add(crisis.cam, crisis.dir, "DIR")
    crisis.add(crisis.dir, crisis.bob, "CCOM")
    crisis.add(crisis.bob, crisis.lea, "DIR")
    assert ("LEA1", "DIR") in roles(crisis.members())
    opener = Grant("x", Person("x", "x", "SIG", "LIA"), "SIG", "CCOM", 1, opening=True)
    assert may_grant(opener.person, replace(opener, opening=False), opener.person, "DIR")
    assert not may_grant(opener.person, opener, opener.person, "DIR")


def test_a_liaison_gives_and_removes_no_role() -> None:
    crisis = Crisis()
    crisis.add(crisis.cam, crisis.lea)
    crisis.add(crisis.lea, crisis.bob)
    crisis.remove(crisis.lea, crisis.cam)
    members = crisis.members()
    assert roles(members) == [("CAM1", "CCOM"), ("LEA1", "LIA")]
    assert members.removals == {}


def test_nobody_acts_under_the_role_of_another() -> None:
    crisis = Crisis()
    crisis.add(crisis.cam, crisis.lea)
    crisis.add(crisis.cam, crisis.bob)
    crisis.lea.writer.grants[crisis.space] = crisis.space
    assert crisis.judged(crisis.write(crisis.lea), crisis.lea) == "rôle d'une autre personne"
    crisis.lea.writer.grants[crisis.space] = "0" * 64
    assert crisis.judged(crisis.write(crisis.lea), crisis.lea) == "rôle non reçu ou inconnu"


def test_what_a_removed_member_wrote_before_counts_and_nothing_after_whatever_its_clock() -> None:
    crisis = Crisis()
    crisis.add(crisis.cam, crisis.lea)
    before, last = crisis.write(crisis.lea), crisis.write(crisis.lea)
    crisis.lea.writer.now = 10
    after = crisis.write(crisis.lea)
    crisis.remove(crisis.cam, crisis.lea, last)
    assert [crisis.judged(one, crisis.lea, before, last) for one in (before, last, after)] == ["LIA", "LIA", REMOVED]
    assert roles(crisis.members()) == [("CAM1", "CCOM")]
    assert crisis.members().had(crisis.lea.person)
    assert not crisis.members().of(crisis.lea.person)


def test_a_removal_wins_over_a_grant_made_apart_and_only_one_that_names_it_undoes_it() -> None:
    crisis = Crisis()
    crisis.add(crisis.cam, crisis.dir, "DIR")
    crisis.add(crisis.cam, crisis.lea)
    removal = crisis.remove(crisis.cam, crisis.lea)
    crisis.add(crisis.dir, crisis.lea, "LIA")
    assert ("LEA1", "LIA") not in roles(crisis.members())
    assert crisis.judged(crisis.write(crisis.lea), crisis.lea) == REMOVED
    crisis.add(crisis.dir, crisis.lea, "LIA", (removal.id,))
    assert ("LEA1", "LIA") in roles(crisis.members())
    assert crisis.judged(crisis.write(crisis.lea), crisis.lea) == "LIA"


def test_the_members_of_a_moment_are_those_who_had_come_and_had_not_gone() -> None:
    crisis = Crisis()
    opened = crisis.operations[0].header.at
    added = crisis.add(crisis.cam, crisis.lea)
    removed = crisis.remove(crisis.cam, crisis.lea)
    back = crisis.add(crisis.cam, crisis.lea, undoes=(removed.id,))
    members = crisis.members()
    camille, lea = {crisis.cam.person}, {crisis.cam.person, crisis.lea.person}
    at = [opened - 1, opened, added.header.at, removed.header.at, back.header.at]
    assert [set(members.at(moment)) for moment in at] == [set(), camille, lea, camille, lea]
    assert members.at(back.header.at)[crisis.lea.person].id == back.id


def test_it_matters_not_whether_the_removal_or_the_grant_was_ranked_first() -> None:
    crisis = Crisis()
    crisis.add(crisis.cam, crisis.dir, "DIR")
    removal, grant = crisis.remove(crisis.cam, crisis.lea), crisis.add(crisis.dir, crisis.lea)
    opened, director = crisis.operations[:2]
    for order in ((opened, director, removal, grant), (opened, director, grant, removal)):
        assert ("LEA1", "LIA") not in roles(crisis.members(*order))


def test_what_a_removed_head_granted_beyond_his_cut_falls_with_him() -> None:
    crisis = Crisis()
    crisis.add(crisis.cam, crisis.dir, "DIR")
    granted = crisis.add(crisis.dir, crisis.bob, "CCOM")
    later = crisis.add(crisis.dir, crisis.lea, "DIR")
    crisis.remove(crisis.cam, crisis.dir, granted)
    assert roles(crisis.members()) == [("CAM1", "CCOM"), ("BOB1", "CCOM")]
    assert crisis.members().refused == {later.id: REMOVED}


def test_two_heads_who_remove_each_other_are_judged_by_rank() -> None:
    crisis = Crisis()
    granted = crisis.add(crisis.cam, crisis.dir, "DIR")
    hers, his = crisis.remove(crisis.dir, crisis.cam, granted), crisis.remove(crisis.cam, crisis.dir)
    first = crisis.operations[:2]
    assert set(crisis.members(*first, hers, his).removals) == {hers.id}
    assert set(crisis.members(*first, his, hers).removals) == {his.id}


def test_a_revoked_workstation_manages_no_more() -> None:
    crisis = Crisis()
    crisis.add(crisis.cam, crisis.dir, "DIR")
    late = crisis.add(crisis.dir, crisis.lea)
    crisis.service.append(crisis.platform.root.revoke(crisis.platform.service, crisis.dir))
    assert crisis.members().refused == {late.id: "poste révoqué"}


def test_every_order_of_arrival_gives_the_same_members() -> None:
    crisis = Crisis()
    crisis.add(crisis.cam, crisis.dir, "DIR")
    removal = crisis.remove(crisis.cam, crisis.dir)
    crisis.add(crisis.dir, crisis.lea)
    crisis.add(crisis.cam, crisis.dir, "DIR", (removal.id,))
    pairs = [(one, rank if rank % 2 else None) for rank, one in enumerate(crisis.operations)]
    accounts, position = crisis.accounts(), crisis.position()
    expected = fold(pairs, accounts, position)
    assert all(fold(order, accounts, position) == expected for order in permutations(pairs))


KINDS = ("crisis.opened", "member.added", "member.removed", "member.moved")
bodies = (
    st.dictionaries(st.sampled_from(("person", "role", "organisation", "undoes", "last", "name")), anything) | anything
)


@given(st.lists(st.tuples(st.sampled_from(KINDS), bodies), max_size=5), st.randoms(use_true_random=False))
def test_no_body_anybody_signs_breaks_the_members(written: list[tuple[str, Any]], chance: random.Random) -> None:
    crisis = Crisis()
    for kind, body in written:
        if isinstance(body, dict) and chance.random() < 0.5:
            body |= {"person": crisis.lea.person}
        crisis.operations.append(crisis.cam.writer.write(kind, body, crisis.space))
    pairs = [(one, rank) for rank, one in enumerate(crisis.operations)]
    accounts, position = crisis.accounts(), crisis.position()
    expected = fold(pairs, accounts, position)
    assert all(len(id) == 64 for one in expected.removals.values() for id in one.last)
    chance.shuffle(pairs)
    assert fold(pairs, accounts, position) == expected
