"""A space that is left leaves nothing on the disk but its name and the numbers that were given in it."""

from app.core.entry_commands import Record
from app.core.store import answered, forgetting, log
from tests import raw_store
from tests.office import Office, operations

WORD = "Zibeline"


def test_nothing_of_it_is_left_in_the_file(office: Office) -> None:
    sig = office.workstation("SIG1", "Camille Morvan")
    crisis, other = office.crisis(sig), office.crisis(sig)
    sig.desk.do(Record(crisis, f"{WORD} évacuée"))
    kept = sig.desk.do(Record(other, "Ailleurs"))
    with sig.store.write() as transaction:
        transaction.forget(crisis)
    sig.store.tidy()
    assert operations(sig, crisis) == []
    assert [row.id for row in sig.reading.crises()] == [other]
    assert sig.reading.entry(kept.id).subject == "Ailleurs"
    assert WORD.encode() not in raw_store.words_in(sig.store.database)
    assert sig.desk.do(Record(other, "Suite")).label == "SIG1-0002"


def test_the_numbers_given_there_are_not_given_again(office: Office) -> None:
    sig = office.workstation("SIG1", "Camille Morvan")
    crisis = office.crisis(sig)
    for n in range(3):
        sig.desk.do(Record(crisis, f"Fait {n}"))
    with sig.store.write() as transaction:
        transaction.forget(crisis)
        assert log.last_given(transaction.connection, crisis, "SIG1") == 3


def test_it_is_handed_in_once_the_central_keeps_everything(office: Office) -> None:
    sig = office.workstation("SIG1", "Camille Morvan")
    crisis = office.crisis(sig)
    entry = sig.desk.do(Record(crisis, "Fait"))
    with sig.store.write() as transaction:
        connection = transaction.connection
        assert not forgetting.handed_in(connection, crisis)
        for one in operations(sig, crisis):
            answered.note(connection, crisis, bytes.fromhex(one.id), "quarantined", "")
        assert forgetting.handed_in(connection, crisis)
        answered.note(connection, crisis, bytes.fromhex(entry.id), "refused", "quarantaine pleine")
        assert not forgetting.handed_in(connection, crisis)
