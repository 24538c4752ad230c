"""Erasing: what loses its words, and from when on, whoever looks and whatever comes later."""

import pytest

from app.core.erasure import ERASERS, ERASING, NO_SALT, Control, erased, in_force, is_erasable, is_without_words, scope
from app.core.operations import Operation, read, to_wire
from app.core.registers.accounts import Position
from app.core.registers.shelf import WRITERS
from tests.building import Guest, Platform


def ranked(operations: list[Operation], first: int = 1) -> Control:
    return [(one, rank) for rank, one in enumerate(operations, first)]


def places(*operations: Operation) -> Position:
    return {one.id: (one.chain, one.header.seq) for one in operations}.get


@pytest.fixture
def platform() -> Platform:
    return Platform()


def test_only_the_registers_of_persons_are_erasable_and_neither_an_erasure_nor_what_begins_a_space() -> None:
    assert all(map(is_erasable, ("contact.added", "contact.newer", "private.edited", "duty.added")))
    strange = ("entry.recorded", "private.opened", "contacts.added", "consultation.logged", "member.added", "", "x")
    assert not any(map(is_erasable, (*ERASING, *strange)))


def test_the_same_roles_erase_here_and_on_the_shelf() -> None:
    assert {"ADM", "CCOM", "DIR"} == ERASERS
    assert {kind: WRITERS[kind] for kind in ERASING} == dict.fromkeys(ERASING, ERASERS)


def test_an_erased_operation_is_the_same_one_and_its_signature_holds(platform: Platform) -> None:
    lea = platform.enrol("Léa").writer
    contact = lea.write("contact.added", {"fields": {"family_name": "Kerjean"}}, platform.directory)
    bare = read(to_wire(erased(contact)))
    assert (bare.id, bare.salt, bare.body, bare.chain) == (contact.id, NO_SALT, None, contact.chain)
    assert bare.signed_by_its_device()
    assert is_without_words(bare)
    assert erased(bare) is bare
    assert not is_without_words(contact)
    assert scope(bare) == (platform.directory, contact.id, "contact")


@pytest.mark.parametrize("role", ["ADM", "CCOM", "DIR", "LIA", "MC", "OBS"])
def test_an_erasure_is_in_force_when_its_author_may_erase(platform: Platform, role: str) -> None:
    author = platform.enrol("Quelqu'un", role, "QUI1").writer
    erasure = author.write("contact.erased", {"reason": "demande"}, platform.directory, "a" * 64)
    service = ranked(platform.operations)
    found = in_force([(erasure, 2)], service, [(platform.directory_opened, 1)], places())
    assert found == ({erasure.id} if role in ERASERS else set())


def test_what_the_central_has_not_ranked_gives_nobody_the_right_to_erase(platform: Platform) -> None:
    author = platform.enrol("Camille", "CCOM").writer
    erasure = author.write("contact.erased", {"reason": "demande"}, platform.directory, "a" * 64)
    service: Control = [*ranked(platform.operations[:-1]), (platform.operations[-1], None)]
    assert in_force([(erasure, 2)], service, [], places()) == set()


def test_a_revocation_that_comes_later_brings_nothing_back(platform: Platform) -> None:
    author = platform.enrol("Camille", "CCOM")
    erasure = author.writer.write("contact.erased", {"reason": "demande"}, platform.directory, "a" * 64)
    platform.operations.append(platform.root.revoke(platform.service, author))
    assert in_force([(erasure, 2)], ranked(platform.operations), [], places(erasure)) == {erasure.id}


def crisis_of(platform: Platform) -> tuple[Guest, Guest, list[Operation]]:
    """A crisis, whoever opened it, and a communication head he added to it."""
    opener, head = platform.enrol("Camille", "CCOM"), platform.enrol("Denis", "DIR")
    opened = opener.writer.open_crisis()
    return opener, head, [opened, opener.writer.add_member(opened.id, head, "CCOM")]


def test_a_removal_that_did_not_know_of_the_erasure_brings_nothing_back(platform: Platform) -> None:
    opener, head, log = crisis_of(platform)
    erasure = head.writer.write("contact.erased", {"reason": "demande"}, log[0].id, "a" * 64)
    removal = opener.writer.remove_member(log[0].id, head)
    service, position = ranked(platform.operations), places(*log, erasure, removal)
    control = [*ranked(log), (removal, 4)]
    assert in_force([(erasure, 3)], service, control, position) == {erasure.id}


def test_what_somebody_removed_signed_and_another_carried_erases_nothing(platform: Platform) -> None:
    opener, head, log = crisis_of(platform)
    removal = opener.writer.remove_member(log[0].id, head)
    erasure = head.writer.write("contact.erased", {"reason": "demande"}, log[0].id, "a" * 64)
    service, position = ranked(platform.operations), places(*log, erasure, removal)
    assert in_force([(erasure, 4)], service, ranked([*log, removal]), position) == set()


def test_an_erasure_counts_as_soon_as_the_role_it_was_written_under_is_ranked(platform: Platform) -> None:
    _, head, log = crisis_of(platform)
    erasure = head.writer.write("contact.erased", {"reason": "demande"}, log[0].id, "a" * 64)
    service, position = ranked(platform.operations), places(*log, erasure)
    assert in_force([(erasure, 2)], service, [(log[0], 1)], position) == set()
    assert in_force([(erasure, 2)], service, [(log[0], 1), (log[1], 3)], position) == {erasure.id}
