"""Files from one disk to the other: whole or not at all, after the text, through cuts, a slow line and a server that
lies, and in clear on neither disk."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.core.attachments import described
from app.core.entries import LARGEST_FILE, Attachment
from app.core.entry_commands import Attach, Record
from app.core.errors import Refused, Unavailable
from app.core.message_commands import AddProof, Dispatch, Draft, GiveVisa, Submit
from app.core.store.verification import verify
from app.core.texts import Text
from app.sync.attachments import Carried
from app.sync.workstation import Workstation
from tests.central import Central
from tests.end_to_end.desks import another_desk, carry_files, first_desk, shared_crisis, sync
from tests.end_to_end.proxy import bad_line
from tests.office import operations
from tests.sync.test_exchanger import exchanging

Desks = tuple[Workstation, Workstation]
CANARY = b"le mot du canari "


@pytest.fixture
def desks(central: Central, tmp_path: Path) -> Iterator[Desks]:
    first = first_desk(central, tmp_path / "sig1")
    second = another_desk(first, tmp_path / "int", "INT", "Léa Aubert", "INT", "LIA", central.url)
    yield first, second
    first.close()
    second.close()


def join(workstation: Workstation, crisis: str, **contents: bytes) -> list[Attachment]:
    """An entry with these files."""
    files = tuple(described(name, content) for name, content in contents.items())
    workstation.desk.do(Record(crisis, "Voir les pièces", files=files), list(contents.values()))
    return list(files)


def entries(workstation: Workstation, crisis: str) -> list[str]:
    """The entries held, by their ids."""
    return [one.id for one in operations(workstation, crisis) if one.header.kind == "entry.recorded"]


def test_files_of_any_name_and_size_arrive_byte_for_byte_after_their_entry(desks: Desks):
    first, second = desks
    crisis = shared_crisis(first, (second, "LIA"))
    contents = {
        "Arrêté d'évacuation n° 12/09 — cœur de ville.pdf": os.urandom(200_000),
        "👨‍👩‍👧 refuge ❤️.png": os.urandom(1),
        "شهادة\u202e.txt": "السلام عليكم".encode(),
        "film.mp4": os.urandom(LARGEST_FILE),
    }
    with pytest.raises(Refused, match="vide"):
        described("rien.txt", b"")
    files = join(first, crisis, **contents)
    sync(first), sync(second)

    (entry,) = entries(second, crisis)
    assert set(second.reading.entry(entry).files) == set(files)
    assert [one.name for one in files][:2] == [
        "Arrêté d'évacuation n° 12-09 — cœur de ville.pdf",
        "👨‍👩‍👧 refuge ❤️.png",
    ]
    hashes = [one.sha256 for one in files]
    assert set(second.reading.file_states(hashes).values()) == {"away"}
    with pytest.raises(Unavailable, match="pas encore arrivé"):
        second.reading.file(hashes[0])

    assert carry_files(first) == Carried(sent=4)
    assert carry_files(second) == Carried(received=4)
    assert [second.reading.file(hash) for hash in hashes] == list(contents.values())
    assert set(second.reading.file_states(hashes).values()) == {"placed"}
    for desk in desks:
        assert verify(desk.store, lambda *_: "").intact


def test_files_joined_apart_are_everywhere_after_the_reunion(central: Central, desks: Desks):
    first, second = desks
    crisis = shared_crisis(first, (second, "LIA"))
    entry = first.desk.do(Record(crisis, "Reprise de feu")).id
    sync(first), sync(second)
    central.stop()
    same = b"la meme photo"
    told = {"SIG.jpg": os.urandom(50), "commune.jpg": same}, {"INT.jpg": os.urandom(50), "autre nom.jpg": same}
    for desk, contents in zip(desks, told, strict=True):
        files = tuple(described(name, content) for name, content in contents.items())
        desk.desk.do(Attach(entry, files), list(contents.values()))
        with pytest.raises(Unavailable):
            sync(desk)
    central.start()
    for desk in (first, second, first):
        sync(desk)
        carry_files(desk)
    files = first.reading.entry(entry).files
    assert files == second.reading.entry(entry).files
    assert len(files) == 3
    for one in files:
        content = first.reading.file(one.sha256)
        assert content == second.reading.file(one.sha256)
        assert content in {content for contents in told for content in contents.values()}


def test_the_proof_of_a_dispatch_reaches_the_other_workstation(desks: Desks):
    first, second = desks
    crisis = shared_crisis(first, (second, "DIR"))
    message = first.desk.do(Draft(crisis, "line", Text("Eau", "L’eau est potable."))).id
    first.desk.do(Submit(message, None, "urgent"))
    first.desk.do(GiveVisa(message, None, "favourable"))
    sync(first)
    sync(second)
    second.desk.do(GiveVisa(message, None, "favourable"))
    sync(second)
    sync(first)
    shot, later = b"capture du post", b"capture du site"
    with_proof = Dispatch(message, None, "x", to="tous", files=(described("post.png", shot),), degraded="essai")
    first.desk.do(with_proof, [shot])
    told = first.reading.message(message).dispatches[0]
    first.desk.do(AddProof(message, told.id, files=(described("site.png", later),)), [later])
    sync(first)
    assert carry_files(first).sent == 2
    sync(second)
    assert carry_files(second).received == 2
    proofs = second.reading.message(message).dispatches[0].files
    assert [second.reading.file(one.sha256) for one in proofs] == [shot, later]


def test_text_goes_on_while_a_file_is_under_way(central: Central, tmp_path: Path):
    with bad_line(central.url) as line:
        first = first_desk(central, tmp_path / "sig1", line.url)
        second = another_desk(first, tmp_path / "int", "INT", "Léa Aubert", "INT", "LIA", central.url)
        crisis = shared_crisis(first, (second, "LIA"))
        line.holding = b"POST /v1/attachments/"
        with exchanging(first, second) as (seen, running):
            assert seen.until(lambda: all(one.state.online for one in running))
            (file,) = join(first, crisis, **{"film.mp4": os.urandom(3_000_000)})
            assert line.held.wait(20)
            for number in range(3):
                done = first.desk.do(Record(crisis, f"Pendant l'envoi, {number}"))
                assert seen.until(lambda id=done.id: id in entries(second, crisis))
            assert second.reading.file_states([file.sha256]) == {file.sha256: "away"}
            line.released.set()
            assert seen.until(lambda: second.reading.file_states([file.sha256]) == {file.sha256: "placed"})
            assert first.reading.file(file.sha256) == second.reading.file(file.sha256)
        first.close(), second.close()


def test_a_file_comes_by_itself_within_seconds(desks: Desks):
    first, second = desks
    crisis = shared_crisis(first, (second, "LIA"))
    with exchanging(first, second) as (seen, running):
        assert seen.until(lambda: all(one.state.online for one in running))
        (file,) = join(first, crisis, **{"photo.jpg": os.urandom(100_000)})
        assert seen.until(lambda: second.reading.file_states([file.sha256]) == {file.sha256: "placed"}, 10)
        (back,) = join(second, crisis, **{"plan.pdf": os.urandom(100_000)})
        assert seen.until(lambda: first.reading.file_states([back.sha256]) == {back.sha256: "placed"}, 10)


def test_a_content_altered_on_its_way_is_refused_and_the_true_one_taken(central: Central, tmp_path: Path):
    with bad_line(central.url) as line:
        first = first_desk(central, tmp_path / "sig1")
        second = another_desk(first, tmp_path / "int", "INT", "Léa Aubert", "INT", "LIA", line.url)
        crisis = shared_crisis(first, (second, "LIA"))
        (file,) = join(first, crisis, **{"ordre.txt": b"Evacuez la zone Nord"})
        sync(first), sync(second)
        carry_files(first)
        line.altering = b"Nord", b"Sud "
        assert carry_files(second) == Carried(altered=[file.sha256])
        assert second.reading.file_states([file.sha256]) == {file.sha256: "away"}
        line.altering = b"", b""
        assert carry_files(second) == Carried(received=1)
        assert second.reading.file(file.sha256) == b"Evacuez la zone Nord"
        first.close(), second.close()


def test_a_lost_answer_is_asked_for_again(central: Central, tmp_path: Path):
    with bad_line(central.url) as line:
        first = first_desk(central, tmp_path / "sig1", line.url)
        crisis = shared_crisis(first)
        (file,) = join(first, crisis, **{"photo.jpg": b"photo"})
        sync(first)
        line.swallowing = b"POST /v1/attachments/"
        with pytest.raises(Unavailable):
            carry_files(first)
        assert line.swallowed.wait(5)
        assert first.reading.file_states([file.sha256]) == {file.sha256: "unsent"}
        line.swallowing = b""
        assert carry_files(first) == Carried()  # the server had it all the same
        assert first.reading.file_states([file.sha256]) == {file.sha256: "placed"}
        first.close()


def test_a_server_restored_from_an_old_copy_is_given_its_files_again(central: Central, desks: Desks, tmp_path: Path):
    first, second = desks
    crisis = shared_crisis(first, (second, "LIA"))
    central.stop()
    shutil.copytree(central.data, tmp_path / "copy")
    central.start()
    (file,) = join(first, crisis, **{"photo.jpg": b"photo"})
    sync(first), sync(second)
    carry_files(first), carry_files(second)
    central.stop()
    shutil.rmtree(central.data)
    shutil.copytree(tmp_path / "copy", central.data)
    central.start()
    sync(second)
    assert carry_files(second) == Carried(sent=1)  # whoever comes first: he holds it as well
    sync(first)
    assert carry_files(first) == Carried()
    for desk in desks:
        assert desk.reading.file_states([file.sha256]) == {file.sha256: "placed"}


def test_nothing_of_a_file_is_in_clear_on_either_disk(central: Central, desks: Desks, tmp_path: Path):
    first, second = desks
    crisis = shared_crisis(first, (second, "LIA"))
    (file,) = join(first, crisis, **{"canari.txt": CANARY * 100_000})
    sync(first), sync(second)
    assert carry_files(first) == Carried(sent=1)
    assert carry_files(second) == Carried(received=1)
    assert second.reading.file(file.sha256) == CANARY * 100_000
    written = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert sum(path.stat().st_size for path in written) > 3 * len(CANARY * 100_000)
    assert [path.name for path in written if CANARY in path.read_bytes()] == []
    (key,) = (path for path in written if path.name == "attachments.key")
    assert key.stat().st_mode & 0o777 == 0o600
