"""What is held beside the log is kept once, found again, and leaves when it finds its place."""

import pytest

from app.core.store import aside
from app.core.store.aside import FORK, GAP, LOST, Set
from tests.building import Writer
from tests.office import Office


def test_it_is_kept_once_and_leaves(office: Office) -> None:
    sig = office.workstation("SIG1", "Camille Morvan")
    writer = Writer("x")
    space = writer.write("crisis.opened", {}).id
    one, two = writer.note(space), writer.note(space)
    with sig.store.database.write() as connection:
        assert aside.keep(connection, [Set(one, GAP), Set(two, FORK, one.id)]) == 2
        assert aside.keep(connection, [Set(one, GAP)]) == 0
        assert aside.held_ids(connection, [one.id, two.id, "f" * 64]) == {one.id, two.id}
        assert [each.id for each in aside.waiting(connection, space)] == [one.id]
        assert aside.waiting(connection, space, [("autre", "", space)]) == []
        assert list(aside.named(connection, [bytes.fromhex(one.id), bytes.fromhex(two.id)])) == [bytes.fromhex(one.id)]
        assert aside.gaps(connection) == {one.chain: 0}
        aside.forget(connection, [one.id])
        assert aside.gaps(connection, space) == {}


def test_there_is_room_for_so_many_of_a_space_and_for_so_much(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    sig = office.workstation("SIG1", "Camille Morvan")
    writer = Writer("x")
    space = writer.write("crisis.opened", {}).id
    notes = [Set(writer.note(space, str(n)), GAP) for n in range(5)]
    with sig.store.database.write() as connection:
        aside.keep(connection, notes[:1])
        monkeypatch.setattr(aside, "MOST", 3)
        assert aside.fitting(connection, space, notes[1:]) == notes[1:3]
        monkeypatch.setattr(aside, "MOST_BYTES", 1)
        assert aside.fitting(connection, space, notes[1:]) == []


def test_what_a_workstation_lost_is_given_back_in_the_order_it_was_written_until_repeated(office: Office) -> None:
    sig = office.workstation("SIG1", "Camille Morvan")
    writer = Writer("x")
    space = writer.write("crisis.opened", {}).id
    written = [writer.note(space, str(n)) for n in range(3)]
    with sig.store.database.write() as connection:
        aside.keep(connection, [Set(one, LOST) for one in reversed(written)])
        assert [one.id for one in aside.lost_by(connection, writer.device)] == [one.id for one in written]
        aside.note_repeated(connection, [one.id for one in written])
        assert aside.lost_by(connection, writer.device) == []


def test_words_that_are_erased_leave_here_too(office: Office) -> None:
    sig = office.workstation("SIG1", "Camille Morvan")
    writer = Writer("x")
    space = writer.write("directory.opened", {}).id
    contact = writer.write("contact.added", {"fields": {"name": "Postic"}}, space)
    with sig.store.database.write() as connection:
        aside.keep(connection, [Set(contact, GAP)])
        aside.destroy(connection, (space, contact.id, "contact"))
        (kept,) = aside.waiting(connection, space)
    assert (kept.id, kept.body_bytes, kept.salt) == (contact.id, None, bytes(16))
