"""One round of files: after the text, each once, and believed only when they are what was named."""

import os
import threading

import pytest

from app.core.attachments import described
from app.core.changes import Changes
from app.core.entries import Attachment
from app.core.entry_commands import Record
from app.core.errors import Unavailable
from app.core.registers.members import RemoveMember
from app.core.store import blobs, log
from app.sync import attachments
from app.sync.attachments import Carried, Carrier, carry
from app.sync.workstation import Workstation
from tests.end_to_end.desks import carry_files, shared_crisis, sync
from tests.end_to_end.proxy import bad_line
from tests.office import person_of
from tests.sync.conftest import Hub, Newcomer


def join(workstation: Workstation, crisis: str, name: str, content: bytes) -> Attachment:
    file = described(name, content)
    workstation.desk.do(Record(crisis, f"Pièce : {name}", files=(file,)), [content])
    return file


def test_a_file_follows_its_entry_and_is_carried_once(newcomer: Newcomer):
    first, second = newcomer(), newcomer("LIA", "INT")
    crisis = shared_crisis(first, (second, "LIA"))
    content = os.urandom(100_000)
    file = join(first, crisis, "photo.jpg", content)
    assert carry_files(first) == Carried()  # not before the text
    sync(first), sync(second)
    assert second.reading.file_states([file.sha256]) == {file.sha256: "away"}
    assert carry_files(second) == Carried()  # not there yet
    assert carry_files(first) == Carried(sent=1)
    assert first.reading.file_states([file.sha256]) == {file.sha256: "placed"}
    assert carry_files(second) == Carried(received=1)
    assert second.reading.file(file.sha256) == content
    assert second.reading.file_states([file.sha256]) == {file.sha256: "placed"}
    assert carry_files(first) == carry_files(second) == Carried()


def test_whoever_shows_an_entry_is_told_that_its_file_has_come(newcomer: Newcomer):
    first, second = newcomer(), newcomer("LIA", "INT")
    crisis = shared_crisis(first, (second, "LIA"))
    join(first, crisis, "photo.jpg", b"photo")
    sync(first), sync(second)
    heard = []
    second.desk.subscribe(heard.append)
    carry_files(first), carry_files(second)
    assert heard[-1].spaces == {crisis}
    assert len(heard[-1].records) == 1
    assert not heard[-1].local


def test_one_content_named_in_two_crises_is_handed_in_for_each(newcomer: Newcomer):
    first, second = newcomer(), newcomer("LIA", "INT")
    one, other = shared_crisis(first), shared_crisis(first, (second, "LIA"))
    content = os.urandom(10)
    join(first, one, "photo.jpg", content)
    file = join(first, other, "photo.jpg", content)
    sync(first), sync(second)
    assert carry_files(first) == Carried(sent=2)
    assert first.reading.file_states([file.sha256]) == {file.sha256: "placed"}
    assert carry_files(second) == Carried(received=1)


def test_whoever_knows_a_hash_alone_is_given_nothing_of_another_crisis(newcomer: Newcomer):
    first, outsider = newcomer(), newcomer("LIA", "INT")
    secret, open_to_him = shared_crisis(first), shared_crisis(first, (outsider, "LIA"))
    content = os.urandom(10)
    file = join(first, secret, "photo.jpg", content)
    with outsider.store.database.write() as connection:  # another program may name what it does not hold
        blobs.keep(connection, file.sha256, content)
    outsider.desk.do(Record(open_to_him, "Pièce", files=(file,)), [content])
    with outsider.store.database.write() as connection:
        connection.exec_driver_sql("DELETE FROM blob"), connection.exec_driver_sql("DELETE FROM blob_part")
    sync(outsider), sync(first)
    assert carry_files(first) == Carried(sent=1)  # to the crisis where it was joined
    assert carry_files(first) == carry_files(outsider) == Carried()
    assert first.reading.file_states([file.sha256]) == {file.sha256: "placed"}
    join(first, open_to_him, "photo.jpg", content)  # a member of both may give it
    sync(first), sync(outsider)
    assert carry_files(first) == Carried(sent=1)
    assert carry_files(outsider) == Carried(received=1)


def test_what_another_member_holds_he_may_hand_in(newcomer: Newcomer):
    first, second, third = newcomer(), newcomer("LIA", "INT"), newcomer("LIA", "SAN")
    crisis = shared_crisis(first, (second, "LIA"), (third, "LIA"))
    content = os.urandom(10)
    file = join(first, crisis, "photo.jpg", content)
    sync(first), sync(second), sync(third)
    with second.store.database.write() as connection:  # he was given it on a stick
        blobs.keep(connection, file.sha256, content)
        blobs.hold_for(connection, crisis, [file.sha256])
    assert carry_files(second) == Carried(sent=1)
    assert carry_files(third) == Carried(received=1)
    assert carry_files(first) == Carried()
    assert first.reading.file_states([file.sha256]) == {file.sha256: "placed"}


def test_what_is_altered_on_this_disk_is_not_handed_in(newcomer: Newcomer):
    first = newcomer()
    crisis = shared_crisis(first)
    join(first, crisis, "photo.jpg", b"photo")
    good = join(first, crisis, "plan.pdf", b"plan")
    sync(first)
    with first.store.database.write() as connection:
        connection.exec_driver_sql("UPDATE blob_part SET data = x'00' WHERE sha256 <> ?", (bytes.fromhex(good.sha256),))
    assert carry_files(first) == Carried(sent=1)
    assert first.reading.file_states([good.sha256]) == {good.sha256: "placed"}


def test_a_removed_member_carries_nothing_more(hub: Hub, newcomer: Newcomer):
    first, second = newcomer(), newcomer("LIA", "INT")
    crisis = shared_crisis(first, (second, "LIA"))
    file = join(first, crisis, "photo.jpg", b"photo")
    sync(first), sync(second)
    carry_files(first)
    first.desk.do(RemoveMember(crisis, person_of(second), "fin de mission"))
    sync(first)
    assert carry_files(second) == Carried()  # he does not know it yet; the server does
    sync(second)
    assert carry_files(second) == Carried()
    with second.store.database.read() as connection:
        assert blobs.held(connection, [file.sha256]) == {}


def test_what_the_server_is_believed_to_have_is_asked_about_again_in_another_epoch(newcomer: Newcomer):
    first = newcomer()
    crisis = shared_crisis(first)
    file = join(first, crisis, "photo.jpg", b"photo")
    sync(first)
    with first.store.database.write() as connection:
        blobs.place(connection, [(crisis, file.sha256)])
        log.note(connection, attachments.EPOCHS, b"another")
    assert carry_files(first) == Carried(sent=1)
    with first.store.database.write() as connection:
        connection.exec_driver_sql("UPDATE blob SET placed = 0")
    assert carry_files(first) == Carried()  # the server says that it has it


def test_a_server_away_loses_nothing(newcomer: Newcomer):
    first = newcomer()
    crisis = shared_crisis(first)
    file = join(first, crisis, "photo.jpg", b"photo")
    sync(first)

    with first.store.database.write() as connection:
        known = log.noted(connection, "server") or b""
        log.note(connection, "server", b"http://127.0.0.1:9")
    with pytest.raises(Unavailable):
        carry_files(first)
    assert first.reading.file_states([file.sha256]) == {file.sha256: "unsent"}
    with first.store.database.write() as connection:
        log.note(connection, "server", known)
    assert carry_files(first) == Carried(sent=1)


def test_what_is_left_out_or_stopped_waits_for_another_round(newcomer: Newcomer):
    first, second = newcomer(), newcomer("LIA", "INT")
    crisis = shared_crisis(first, (second, "LIA"))
    file = join(first, crisis, "photo.jpg", b"photo")
    sync(first), sync(second)
    transports = first.transport(), second.transport()
    assert carry(first.store, transports[0], stopped=lambda: True) == Carried()
    assert carry(first.store, transports[0]) == Carried(sent=1)
    assert carry(second.store, transports[1], skip=[file.sha256]) == Carried()
    assert carry(second.store, transports[1]) == Carried(received=1)
    for transport in transports:
        transport.close()


def test_what_is_looked_at_overtakes_what_is_under_way(hub: Hub, newcomer: Newcomer):
    with bad_line(hub.central.url) as line:
        first, second = newcomer(), newcomer("LIA", "INT", url=line.url)
        crisis = shared_crisis(first, (second, "LIA"))
        looked_at = join(first, crisis, "plan.pdf", os.urandom(300_000)).sha256
        newest = join(first, crisis, "film.mp4", os.urandom(600_000)).sha256
        sync(first), sync(second)
        carry_files(first)
        seen: list[dict[str, str]] = []
        both = threading.Event()

        def look(_: Changes) -> None:
            seen.append(second.reading.file_states([looked_at, newest]))
            if "away" not in seen[-1].values():
                both.set()

        second.desk.subscribe(look)
        line.holding = b"GET /v1/attachments/"
        carrier = Carrier(second)
        carrier.start()
        carrier.wake()
        assert line.held.wait(20)
        carrier.prefer([looked_at])
        line.released.set()
        assert both.wait(20)
        carrier.stop()
        assert {looked_at: "placed", newest: "away"} in seen
        assert {looked_at: "away", newest: "placed"} not in seen


def test_what_was_set_down_and_never_kept_is_written_over(newcomer: Newcomer):
    first, second = newcomer(), newcomer("LIA", "INT")
    crisis = shared_crisis(first, (second, "LIA"))
    content = os.urandom(3 * blobs.PART)
    file = join(first, crisis, "film.mp4", content)
    sync(first), sync(second)
    carry_files(first)
    blobs.set_down(second.store.database, {file.sha256: bytes(2 * blobs.PART)})  # killed in the middle
    assert carry_files(second) == Carried(received=1)
    assert second.reading.file(file.sha256) == content
