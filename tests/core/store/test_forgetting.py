"""A space that is left leaves nothing on the disk but its name and the numbers that were given in it."""

from hashlib import sha256

from app.core.attachments import described
from app.core.entry_commands import Attach, Record
from app.core.store import answered, blobs, forgetting, log
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


def test_its_files_leave_and_those_of_others_stay_whatever_the_read_tables_say(office: Office) -> None:
    sig = office.workstation("SIG1", "Camille Morvan")
    crisis, other = office.crisis(sig), office.crisis(sig)
    mine, both, theirs = (word.encode() for word in ("celui-ci", "les deux", "celui-là"))
    for space, contents in ((crisis, (mine, both)), (other, (both, theirs))):
        entry = sig.desk.do(Record(space, "Fait")).id
        for content in contents:
            sig.desk.do(Attach(entry, (described("plan.pdf", content),)), [content])
    with sig.store.write() as transaction:
        assert not forgetting.handed_in(transaction.connection, crisis)
        transaction.connection.exec_driver_sql("DELETE FROM relation")
        transaction.forget(crisis)
        held = blobs.held(transaction.connection, [sha256(one).hexdigest() for one in (mine, both, theirs)])
    assert set(held) == {sha256(one).hexdigest() for one in (both, theirs)}


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
