"""Nobody holds a space he is not a member of: judged by all that a bundle brings, before any of it is kept."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.core.operations import Wire, to_wire
from app.core.registers.members import AddMember, RemoveMember
from app.core.store import log
from app.sync.bundle_admission import admitted
from app.sync.bundle_format import File, Page, Piece, Record, Section
from app.sync.bundle_sealing import Broken
from app.sync.workstation import Workstation
from tests.office import operations, person_of
from tests.sync.carrying import Cut


@pytest.fixture
def cut(tmp_path: Path) -> Iterator[Cut]:
    made = Cut(tmp_path)
    yield made
    made.close()


def judged(cut: Cut, by: Workstation, *more: Record, cut_short: bool = False) -> bool:
    def read_again() -> Iterator[Record]:
        yield Section(cut.crisis)
        for one in operations(cut.first, cut.crisis):
            yield Page([to_wire(one)])
        if cut_short:
            raise Broken(cut=True)
        yield from more

    return admitted(by.store, cut.crisis, read_again)


def test_a_member_by_what_the_bundle_brings_is_admitted_and_nobody_else(cut: Cut) -> None:
    assert judged(cut, cut.second)
    assert not judged(cut, cut.outsider)
    assert judged(cut, cut.second, cut_short=True)


def test_text_comes_first_so_files_are_not_read_for_it(cut: Cut) -> None:
    assert judged(cut, cut.second, File(cut.crisis, bytes(32), 1), Piece(b"x"))


def test_a_removal_that_it_brings_is_noted_and_undone_by_a_grant_that_names_it(cut: Cut) -> None:
    cut.take(cut.stick())
    cut.first.desk.do(RemoveMember(cut.crisis, person_of(cut.second), "relève"))
    assert not judged(cut, cut.second)
    with cut.second.store.read() as transaction:
        assert log.removal(transaction.connection, cut.crisis)
    assert cut.second.reading.crises() == []
    cut.first.desk.do(AddMember(cut.crisis, person_of(cut.second), "LIA"))
    assert judged(cut, cut.second)
    assert cut.take(cut.stick()).crises == [cut.crisis]
    with cut.second.store.read() as transaction:
        assert log.removal(transaction.connection, cut.crisis) is None


def test_who_was_added_by_somebody_removed_since_stays_a_member(cut: Cut) -> None:
    cut.take(cut.stick())
    cut.second.desk.do(AddMember(cut.crisis, person_of(cut.outsider), "LIA"))
    cut.take(cut.made(cut.second).path, cut.first)
    cut.first.desk.do(RemoveMember(cut.crisis, person_of(cut.second), "relève"))
    assert judged(cut, cut.outsider)
    assert cut.take(cut.stick(), cut.outsider).crises == [cut.crisis]


def test_a_role_that_its_author_did_not_sign_admits_nobody(cut: Cut) -> None:
    cut.first.desk.do(AddMember(cut.crisis, person_of(cut.outsider), "LIA"))
    *wires, added = [to_wire(one) for one in operations(cut.first, cut.crisis)]
    forged = Wire(added.header, added.salt, added.body, bytes(64))
    before = [Section(cut.crisis), Page(wires)]
    assert not admitted(cut.outsider.store, cut.crisis, lambda: iter([*before, Page([forged])]))
    assert admitted(cut.outsider.store, cut.crisis, lambda: iter([*before, Page([added])]))


def test_the_directory_is_for_everybody_and_private_numbers_for_all_but_observers(cut: Cut) -> None:
    private, observer = cut.office.open_private(), cut.office.workstation("OBS1", "O. Le Gall", "SIG", "OBS")
    assert admitted(cut.second.store, cut.office.directory, lambda: iter(()))
    assert admitted(cut.second.store, private, lambda: iter(()))
    assert not admitted(observer.store, private, lambda: iter(()))
