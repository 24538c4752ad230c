"""Accounts: who is who, by signed operations alone; a removal wins, and no clock rescues what comes after it."""

import random
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.keys import SigningKey
from app.core.operations import Operation
from app.core.registers.accounts import Accounts, control_order, enrolment_message, fold
from tests.building import NEVER, Guest, Platform, Writer, enrol, guest, invite, naming, seed
from tests.core.holding import anything

Ranked = list[tuple[Operation, int | None]]


def places(operations: Any) -> Any:
    known = {one.id: (one.chain, one.header.seq) for one in operations}
    return known.get


def ranked(operations: list[Operation]) -> Ranked:
    return [(one, rank) for rank, one in enumerate(operations, 1)]


def folded(operations: list[Operation], *unranked: Operation, held: tuple[Operation, ...] = ()) -> Accounts:
    pairs = ranked(operations) + [(one, None) for one in unranked]
    return fold(pairs, places([*operations, *unranked, *held]))


@pytest.fixture
def platform() -> Platform:
    return Platform()


def test_a_person_is_invited_then_enrolled(platform: Platform) -> None:
    lea = platform.enrol("LEA", "LIA")
    accounts = folded(platform.operations)
    workstation = accounts.workstations[lea.device]
    assert (workstation.person.name, workstation.person.role, workstation.prefix) == ("LEA", "LIA", "LEA")
    assert accounts.refused == {}
    assert (accounts.service, accounts.directory) == (platform.service, platform.directory)
    assert accounts.person_of(lea.device) == accounts.persons[lea.person]
    assert accounts.devices_of([lea.person]) == {lea.device}


def test_only_the_root_and_administrators_invite(platform: Platform) -> None:
    adm, lea = platform.enrol("ADM1", "ADM"), platform.enrol("LEA", "LIA")
    his = invite(adm.writer, platform.service, "Bob").operation
    hers = invite(lea.writer, platform.service, "Eve").operation
    strangers = invite(Writer("nobody"), platform.service, "Mallory").operation
    accounts = folded([*platform.operations, his, hers, strangers])
    assert his.id in accounts.invitations
    assert accounts.refused == {hers.id: "seul un administrateur invite", strangers.id: "seul un administrateur invite"}


def test_an_administrator_counts_once_the_server_has_ranked_him(platform: Platform) -> None:
    invited = invite(platform.root, platform.service, "Chef", "ADM")
    enrolled = enrol(Writer("chef"), platform.service, invited.operation.id, invited.key, "CHEF")
    assert folded(platform.operations, invited.operation, enrolled).workstations == {}
    assert folded([*platform.operations, invited.operation, enrolled]).refused == {}


def test_a_second_workstation_of_an_administrator_waits_for_the_server_too(platform: Platform) -> None:
    adm = platform.enrol("ADM1", "ADM")
    key = SigningKey(seed("second"))
    body = {
        "name": "x",
        "organisation": "SIG",
        "role": "LIA",
        "key": key.public,
        "expires_at": NEVER,
        "person": adm.person,
    }
    second = platform.root.write("person.invited", body, platform.service)
    assert second.id in folded(platform.operations, second).refused
    accounts = folded([*platform.operations, second])
    assert accounts.invitations[second.id].person.id == adm.person


def test_an_invitation_serves_once_and_a_prefix_is_one_workstations(platform: Platform) -> None:
    invited = invite(platform.root, platform.service, "Léa")
    first = enrol(Writer("lea"), platform.service, invited.operation.id, invited.key, "LEA1")
    again = enrol(Writer("eve"), platform.service, invited.operation.id, invited.key, "LEA2")
    other = invite(platform.root, platform.service, "Bob")
    taken = enrol(Writer("bob"), platform.service, other.operation.id, other.key, "LEA1")
    accounts = folded([*platform.operations, invited.operation, first, again, other.operation, taken])
    assert list(accounts.workstations) == [Writer("lea").device]
    assert accounts.refused == {again.id: "invitation déjà utilisée", taken.id: "préfixe déjà utilisé"}


def test_a_proof_made_for_another_device_service_prefix_or_box_is_forged(platform: Platform) -> None:
    invited = invite(platform.root, platform.service, "Léa")
    thief, box = Writer("thief"), seed("box").hex()
    stolen = [
        (platform.service, Writer("lea").device, box, "LEA1"),
        ("0" * 64, thief.device, box, "LEA1"),
        (platform.service, thief.device, box, "LEA2"),
        (platform.service, thief.device, seed("other").hex(), "LEA1"),
    ]
    body = {"invitation": invited.operation.id, "prefix": "LEA1", "box_key": box, "name": "Léa"}
    for parts in stolen:
        proof = invited.key.sign(enrolment_message(*parts)).hex()
        forged = thief.write("workstation.enrolled", {**body, "proof": proof}, platform.service)
        assert folded([*platform.operations, invited.operation, forged]).refused == {
            forged.id: "invitation contrefaite"
        }


@pytest.mark.parametrize("prefix", ["", "S", "sig1", "1SIG", "SIG-1", "SIG1\n", "ÉLYSÉE", "LONGPREFIX"])
def test_a_prefix_that_could_not_be_printed_in_a_number_is_refused(platform: Platform, prefix: str) -> None:
    invited = invite(platform.root, platform.service, "Léa")
    enrolled = enrol(Writer("lea"), platform.service, invited.operation.id, invited.key, prefix)
    assert folded([*platform.operations, invited.operation, enrolled]).workstations == {}


def test_the_hour_an_enrolment_claims_is_nothing_the_fold_believes(platform: Platform) -> None:
    """Whether an invitation expired is judged by the server when the enrolment comes, by its own clock."""
    invited = invite(platform.root, platform.service, "Léa", expires_at=platform.root.now)
    late = enrol(Writer("lea"), platform.service, invited.operation.id, invited.key, "LEA1", at=platform.root.now + 10)
    assert folded([*platform.operations, invited.operation, late]).refused == {}


def test_the_first_administrator_says_who_he_is(platform: Platform) -> None:
    key = SigningKey(seed("first"))
    for name, shown in (("Ada Min", "Ada Min"), (None, "Administrateur"), ("", "Administrateur")):
        body = {"name": "", "organisation": "SIG", "role": "ADM", "key": key.public, "expires_at": NEVER, "person": ""}
        invited = Platform().root.write("person.invited", body, platform.service)
        writer = Writer("ada")
        writer.name = name  # type: ignore[assignment]
        box = seed("box").hex()
        proof = key.sign(enrolment_message(platform.service, writer.device, box, "ADA1")).hex()
        enrolled = writer.write(
            "workstation.enrolled",
            {"invitation": invited.id, "prefix": "ADA1", "box_key": box, "proof": proof, "name": name},
            platform.service,
        )
        accounts = folded([*platform.operations, invited, enrolled])
        assert [one.name for one in accounts.persons.values()] == [shown]


def test_what_is_at_or_before_the_cut_counts_and_nothing_beyond_whatever_its_clock(platform: Platform) -> None:
    lea = platform.enrol("LEA")
    lea.writer.grants["0" * 64] = "0" * 64
    before = lea.writer.note("1" * 64)
    cut = lea.writer.note("1" * 64)
    lea.writer.now = 5
    beyond = lea.writer.note("1" * 64)
    revoked = platform.root.revoke(platform.service, lea, (cut.id,))
    accounts = folded([*platform.operations, revoked])
    position = places([before, cut, beyond])
    assert [accounts.beyond_cut(one, position) for one in (before, cut, beyond)] == [False, False, True]
    assert accounts.beyond_cut(cut, lambda id: None)


def test_the_revocation_of_an_administrator_counts_once_ranked(platform: Platform) -> None:
    adm, bob = platform.enrol("ADM1", "ADM"), platform.enrol("BOB")
    his, theirs = platform.root.revoke(platform.service, adm), platform.root.revoke(platform.service, bob)
    assert list(folded(platform.operations, his, theirs).cuts) == [bob.device]
    assert set(folded([*platform.operations, his, theirs]).cuts) == {adm.device, bob.device}


def test_what_a_revoked_administrator_decided_beyond_his_cut_does_not_count_wherever_it_was_ranked(
    platform: Platform,
) -> None:
    adm, bob = platform.enrol("ADM1", "ADM"), platform.enrol("BOB")
    fine = invite(adm.writer, platform.service, "Fine").operation
    late = invite(adm.writer, platform.service, "Late").operation
    vengeance = adm.writer.revoke(platform.service, bob)
    cut = platform.root.revoke(platform.service, adm, (fine.id,))
    accounts = folded([*platform.operations, fine, late, vengeance, cut])
    assert fine.id in accounts.invitations
    assert set(accounts.refused) == {late.id, vengeance.id}
    assert list(accounts.cuts) == [adm.device]


def test_two_administrators_who_revoke_each_other_are_judged_by_rank(platform: Platform) -> None:
    ada, bob = platform.enrol("ADA1", "ADM"), platform.enrol("BOB1", "ADM")
    hers, his = ada.writer.revoke(platform.service, bob), bob.writer.revoke(platform.service, ada)
    assert list(folded([*platform.operations, hers, his]).cuts) == [bob.device]
    assert list(folded([*platform.operations, his, hers]).cuts) == [ada.device]


def test_ranks_decide_then_clocks_and_never_the_order_of_arrival(platform: Platform) -> None:
    for name in ("ANN", "BOB"):
        platform.enrol(name)
    pairs = ranked(platform.operations)
    assert [one for one, _ in control_order(reversed(pairs))] == platform.operations
    expected = folded(platform.operations)
    position = places(platform.operations)
    assert all(fold(order, position) == expected for order in permutations(pairs))


CONTROL = (
    "service.opened",
    "service.directory",
    "person.invited",
    "workstation.enrolled",
    "workstation.revoked",
    "later",
)
KEYS = (
    "name",
    "organisation",
    "role",
    "key",
    "expires_at",
    "person",
    "invitation",
    "prefix",
    "box_key",
    "proof",
    "last",
    "space",
)


@given(
    st.lists(
        st.tuples(st.sampled_from(CONTROL), st.dictionaries(st.sampled_from(KEYS), anything) | anything), max_size=5
    ),
    st.randoms(use_true_random=False),
)
def test_no_body_anybody_signs_breaks_the_accounts(written: list[tuple[str, Any]], chance: random.Random) -> None:
    platform = Platform()
    adm = platform.enrol("ADM1", "ADM")
    strange = [adm.writer.write(kind, body, platform.service, adm.enrolment.id) for kind, body in written]
    pairs = ranked([*platform.operations, *strange])
    position = places([one for one, _ in pairs])
    expected = fold(pairs, position)
    chance.shuffle(pairs)
    assert fold(pairs, position) == expected
    assert all(len(id) == 64 for last in expected.cuts.values() for id in last)


def test_a_guest_is_told_from_a_stranger(platform: Platform) -> None:
    lea, operations = guest(platform.root, platform.service, "Léa", "LIA", "LEA1")
    assert isinstance(lea, Guest)
    assert folded([*platform.operations, *operations]).person_of(Writer("nobody").device) is None


def test_private_numbers_have_the_space_that_an_administrator_opened_first(platform: Platform) -> None:
    adm, lea = platform.enrol("ADM1", "ADM"), platform.enrol("LEA", "LIA")
    other = platform.open_private(lea.writer)
    assert folded(platform.operations).private == ""
    first = platform.open_private(adm.writer)
    second = platform.open_private()
    accounts = folded(platform.operations)
    assert (accounts.private, accounts.privates) == (first, [first, second])  # what both wrote apart stays
    assert {accounts.refused[one.id] for one in platform.operations if (one.body or {}).get("space") == other} == {
        "seul un administrateur ouvre l'espace des numéros privés"
    }


def test_no_other_space_is_made_the_one_of_private_numbers(platform: Platform) -> None:
    """Everybody belongs to that one: whoever could name a crisis there would open it to all."""
    crisis, fake = platform.root.open_crisis(), platform.root.write("private.opened", {}, grant="")
    bodies: list[Any] = [
        {"space": crisis.id},
        naming(crisis),
        {**naming(fake), "space": crisis.id},
        {"space": crisis.id, "opening": "{" * 10_000},
        {"space": crisis.id, "opening": 7},
        {"space": platform.directory, "opening": platform.directory_opened.header_bytes.decode()},
    ]
    named = [platform.root.write("service.private", body, platform.service) for body in bodies]
    accounts = folded([*platform.operations, *named])
    assert accounts.privates == []
    assert accounts.refused.keys() == {one.id for one in named}


def test_an_observer_and_a_stranger_may_not_see_private_numbers_and_everybody_else_may(platform: Platform) -> None:
    private = platform.open_private()
    guests = {role: platform.enrol(role + "1", role) for role in ("LIA", "PP", "ADM", "OBS")}
    accounts = folded(platform.operations)
    seen = {role for role, one in guests.items() if accounts.may_see(one.device, private)}
    assert seen == {"LIA", "PP", "ADM"}
    assert not accounts.may_see(Writer("nobody").device, private)
    assert accounts.may_see(guests["OBS"].device, platform.directory)


def rekeyed(by: Writer, platform: Platform, key: str, **more: str) -> Operation:
    body = {"server_key": key, "authority": "", "address": "https://secours.example", "why": "détruit", **more}
    return by.write("service.rekeyed", body, platform.service)


def test_the_root_alone_names_another_key_for_the_server(platform: Platform) -> None:
    admin = platform.enrol("ADA", "ADM")
    forged = rekeyed(admin.writer, platform, "ab" * 32)
    first, second = (rekeyed(platform.root, platform, key * 32) for key in ("cd", "ef"))
    accounts = folded([*platform.operations, forged, first, second])
    assert accounts.server_key == "ef" * 32
    assert accounts.former_keys == [platform.server_key.public, "cd" * 32]
    assert accounts.address == "https://secours.example"
    assert accounts.refused == {forged.id: "seul le code de secours nomme une nouvelle clé du serveur"}


def test_another_key_counts_once_it_is_ranked_and_only_if_it_is_one(platform: Platform) -> None:
    early = rekeyed(platform.root, platform, "ab" * 32)
    assert folded(platform.operations, early).server_key == platform.server_key.public
    for wrong in (rekeyed(platform.root, platform, "zz"), rekeyed(platform.root, platform, "ab" * 32, authority="x")):
        assert folded([*platform.operations, wrong]).server_key == platform.server_key.public
