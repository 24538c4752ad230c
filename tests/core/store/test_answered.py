"""What the central said of an operation decides whether it is shown again, and never gives it a rank."""

from app.core.entry_commands import Record
from app.core.store import answered, log
from app.sync.workstation import Workstation
from tests.office import operations


def pending(sig: Workstation, crisis: str) -> list[bytes]:
    with sig.store.database.read() as connection:
        return [wire.header for wire in log.pending(connection, crisis, 100, 10**6)]


def test_what_the_central_said_of_an_operation_decides_whether_it_is_shown_again(sig: Workstation, crisis: str) -> None:
    for number in range(3):
        sig.desk.do(Record(crisis, f"Entrée {number}"))
    waiting, refused, known = notes = operations(sig, crisis)[-3:]
    said = (("waiting", ""), ("refused", "signature"), ("known", ""))
    with sig.store.database.write() as connection:
        for one, (verdict, reason) in zip(notes, said, strict=True):
            answered.note(connection, crisis, bytes.fromhex(one.id), verdict, reason)
        assert answered.is_said_known(connection, crisis)
        assert not answered.is_refused_for_nothing(connection, crisis)
    assert pending(sig, crisis) == []
    with sig.store.database.write() as connection:
        answered.ask_again(connection)
    assert pending(sig, crisis) == [waiting.header_bytes, known.header_bytes]
    assert sig.reading.pending() == 3
    assert refused in operations(sig, crisis)


def test_what_is_said_in_one_space_bears_on_no_other_and_on_nothing_that_has_a_rank(
    sig: Workstation, crisis: str
) -> None:
    ranked = operations(sig, crisis)[0]
    sig.desk.do(Record(crisis, "Entrée"))
    note = operations(sig, crisis)[-1]
    id = bytes.fromhex(note.id)
    with sig.store.database.write() as connection:
        answered.note(connection, "ab" * 32, id, "refused", "signature")
        assert answered.chains(connection, crisis, [id, bytes.fromhex(ranked.id)]) == {id: note.chain}
        assert answered.chains(connection, "ab" * 32, [id]) == {}
        answered.note(connection, crisis, bytes.fromhex(ranked.id), "waiting", "signature")
        assert not answered.is_refused_for_nothing(connection, crisis)
        answered.note(connection, crisis, id, "waiting", "signature")
        assert answered.is_refused_for_nothing(connection, crisis)
        answered.ask_again(connection)
    assert pending(sig, crisis) == [note.header_bytes]
