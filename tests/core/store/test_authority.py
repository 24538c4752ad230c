"""Authority: folded from what is held, kept while nothing changed, made again as soon as something did."""

from pathlib import Path

import pytest

from app.core.operations import Operation
from app.core.registers.members import AddMember, RemoveMember
from app.core.store.store import Store
from tests.building import Writer
from tests.core.store.looking import blank, deliver, statements
from tests.office import Office, operations, person_of


def test_it_is_read_once_while_nothing_changes(office: Office) -> None:
    sig = office.workstation("SIG1", "Camille Morvan")
    office.crisis(sig)
    with sig.store.read() as transaction:
        first = sig.store.bench.authority(transaction.connection)
        with statements(sig.store) as sent:
            assert sig.store.bench.authority(transaction.connection) is first
    assert len(sent) <= 1


def test_a_grant_given_by_another_program_of_the_profile_is_seen_at_once(office: Office) -> None:
    sig, lia = office.workstation("SIG1", "Camille Morvan"), office.workstation("INT", "Léa Aubert", "INT", "LIA")
    crisis = office.crisis(sig)
    other = Store(sig.store.database, sig.store.key, sig.clock)
    assert len(sig.reading.members(crisis)) == 1
    with other.read() as transaction:
        assert len(transaction.view().members(crisis).current()) == 1
    sig.desk.do(AddMember(crisis, person_of(lia), "LIA"))
    with other.read() as transaction:
        assert len(transaction.view().members(crisis).current()) == 2


def test_what_was_rolled_back_is_never_taken_for_what_another_program_wrote(office: Office, tmp_path: Path) -> None:
    sig, lia = office.workstation("SIG1", "Camille Morvan"), office.workstation("INT", "Léa Aubert", "INT", "LIA")
    crisis = office.crisis(sig)
    log = operations(sig, crisis)
    sig.desk.do(AddMember(crisis, person_of(lia), "DIR"))
    granted = operations(sig, crisis)[-1]
    one = blank(tmp_path / "journal.db", office.service)
    deliver(one, office.service, office.service_log)
    deliver(one, crisis, log)
    other = Store(one.database, one.key, one.clock)
    with pytest.raises(OSError, match="perdu"):
        append_and_fail(one, granted)
    with other.write() as transaction:
        transaction.append(Writer("stranger").write("member.added", {}, crisis))
    with one.read() as transaction:
        assert len(one.bench.authority(transaction.connection).members[crisis].current()) == 1
    one.close()


def append_and_fail(store: Store, operation: Operation) -> None:
    with store.write() as transaction:
        transaction.append(operation)
        assert len(store.bench.authority(transaction.connection).members[operation.space].current()) == 2
        raise OSError("perdu")


def test_the_operations_a_removal_names_are_known(office: Office) -> None:
    sig, lia = office.workstation("SIG1", "Camille Morvan"), office.workstation("INT", "Léa Aubert", "INT", "LIA")
    crisis = office.crisis(sig, (lia, "LIA"))
    with sig.store.read() as transaction:
        assert sig.store.bench.authority(transaction.connection).cut_ids() == set()
    sig.desk.do(RemoveMember(crisis, person_of(lia)))
    with sig.store.read() as transaction:
        authority = sig.store.bench.authority(transaction.connection)
        named = {id for removal in authority.members[crisis].removals.values() for id in removal.last}
    assert authority.cut_ids() == named


def test_accounts_that_arrive_last_settle_all_that_waited_for_them(office: Office, tmp_path: Path) -> None:
    sig, lia = office.workstation("SIG1", "Camille Morvan"), office.workstation("INT", "Léa Aubert", "INT", "LIA")
    crisis = office.crisis(sig, (lia, "LIA"))
    store = blank(tmp_path / "journal.db", office.service)
    deliver(store, crisis, operations(sig, crisis))
    with store.read() as transaction:
        assert not store.bench.authority(transaction.connection).members[crisis].current()
    deliver(store, office.service, office.service_log)
    with store.read() as transaction:
        assert len(store.bench.authority(transaction.connection).members[crisis].current()) == 2
        assert transaction.label(crisis).startswith("CRI-")
    store.close()
