"""What one workstation tells another of a space: how far it moved, and which files are here for it."""

from hashlib import sha256

from app.core.attachments import described
from app.core.entry_commands import Record
from app.core.store import relaying
from tests.office import Office, share

PHOTO = b"\x89PNG" * 500
HASH = sha256(PHOTO).hexdigest()


def test_a_space_moves_with_each_operation_and_each_rank(office: Office) -> None:
    one = office.workstation("SIG1", "A")
    crisis = office.crisis(one)
    marks = []
    for step in (lambda: None, lambda: one.desk.do(Record(crisis, "Un")), lambda: share(one, crisis, [])):
        step()
        with one.store.read() as transaction:
            marks.append(relaying.reached(transaction.connection)[crisis])
    assert marks == sorted(set(marks))


def test_a_file_is_here_for_the_space_it_was_joined_in(office: Office) -> None:
    one, other = office.workstation("SIG1", "A"), office.workstation("SIG2", "B")
    crisis, apart = office.crisis(one, (other, "RED")), office.crisis(one)
    one.desk.do(Record(crisis, "Photo", files=(described("vue.png", PHOTO),)), [PHOTO])
    share(one, crisis, [other])
    with one.store.read() as transaction:
        connection = transaction.connection
        assert relaying.here(connection, crisis, [HASH]) == {HASH: len(PHOTO)}
        assert relaying.here(connection, apart, [HASH]) == {}
        assert relaying.due(connection, [crisis, apart])[crisis].held == [HASH]
    with other.store.read() as transaction:
        connection = transaction.connection
        assert relaying.named(connection, crisis, [HASH, "0" * 64]) == {HASH}
        assert relaying.here(connection, crisis, [HASH]) == {}
        assert relaying.due(connection, [crisis])[crisis].wanted == [HASH]
