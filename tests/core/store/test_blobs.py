"""Contents on the workstation: whole or refused, settled with the central after the text, nothing in clear."""

import os
from hashlib import sha256

import pytest

from app.core.attachments import described
from app.core.entries import Attachment
from app.core.entry_commands import Attach, Record
from app.core.errors import Unavailable
from app.core.store import blobs
from app.core.store.blobs import PART, Due
from app.sync.workstation import Workstation
from tests.office import Office, share


def hashed(content: bytes) -> str:
    return sha256(content).hexdigest()


def joined(workstation: Workstation, crisis: str, *contents: bytes) -> str:
    """An entry with these files; its id."""
    files = tuple(described(f"{n}.bin", content) for n, content in enumerate(contents))
    return workstation.desk.do(Record(crisis, "Avec pièces", files=files), contents).id


def test_a_content_of_several_parts_is_read_back_byte_for_byte(office: Office) -> None:
    sig = office.workstation("SIG1", "Camille Morvan")
    for size in (1, PART - 1, PART, PART + 1, 3 * PART):
        content = os.urandom(size)
        hash = hashed(content)
        blobs.set_down(sig.store.database, {hash: content})
        with sig.store.database.write() as connection:
            with pytest.raises(Unavailable, match="pas encore arrivé"):
                blobs.read(connection, hash)
            blobs.keep(connection, hash, content)
            assert blobs.held(connection, [hash]) == {hash: size}
            assert blobs.read(connection, hash) == content


def test_any_bytes_of_a_content_are_read_alone(office: Office) -> None:
    sig = office.workstation("SIG1", "Camille Morvan")
    content = os.urandom(2 * PART + 9)
    with sig.store.database.write() as connection:
        blobs.keep(connection, hashed(content), content)
        for start in (0, 1, PART - 1, PART, PART + 1, 2 * PART, 2 * PART + 8, 2 * PART + 9):
            for most in (1, 7, PART, 3 * PART):
                assert blobs.piece(connection, hashed(content), start, most) == content[start : start + most]


def test_files_leave_room_on_the_disk_for_the_text(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    sig = office.workstation("SIG1", "Camille Morvan")
    crisis = office.crisis(sig)
    monkeypatch.setattr(blobs, "ROOM", 2**62)
    with pytest.raises(Unavailable, match="la place"):
        joined(sig, crisis, b"x")
    with sig.store.database.read() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM blob_part").scalar() == 0
    assert sig.desk.do(Record(crisis, "Sans pièce")).label == "SIG1-0001"


def test_what_was_set_down_by_halves_is_made_whole_when_it_is_kept(office: Office) -> None:
    sig = office.workstation("SIG1", "Camille Morvan")
    content = os.urandom(2 * PART)
    blobs.set_down(sig.store.database, {hashed(content): content})
    with sig.store.database.write() as connection:
        connection.exec_driver_sql("DELETE FROM blob_part WHERE n = 0")
        blobs.keep(connection, hashed(content), content)
        assert blobs.read(connection, hashed(content)) == content


def test_parts_nobody_kept_are_swept_and_the_others_stay(office: Office) -> None:
    sig = office.workstation("SIG1", "Camille Morvan")
    kept, left = b"kept", b"left"
    blobs.set_down(sig.store.database, {hashed(kept): kept, hashed(left): left})
    with sig.store.database.write() as connection:
        blobs.keep(connection, hashed(kept), kept)
        blobs.sweep(connection)
        assert connection.exec_driver_sql("SELECT count(*) FROM blob_part").scalar() == 1
        assert blobs.read(connection, hashed(kept)) == kept


DAMAGES = (
    "UPDATE blob_part SET data = zeroblob(length(data)) WHERE n = 1",
    "UPDATE blob_part SET data = 'des mots' WHERE n = 1",
    "UPDATE blob_part SET n = 7 - n",
    "UPDATE blob_part SET sha256 = zeroblob(32) WHERE n = 1",
    "DELETE FROM blob_part WHERE n = 1",
)


@pytest.mark.parametrize("damage", DAMAGES)
def test_an_altered_content_is_never_given_and_is_found(office: Office, damage: str) -> None:
    sig = office.workstation("SIG1", "Camille Morvan")
    content = os.urandom(2 * PART + 1)
    with sig.store.database.write() as connection:
        blobs.keep(connection, hashed(content), content)
        assert blobs.first_damaged(connection) == ""
        connection.exec_driver_sql(damage)
        assert blobs.first_damaged(connection) == hashed(content)
        with pytest.raises(Unavailable, match="altéré"):
            blobs.read(connection, hashed(content))


@pytest.mark.parametrize(
    "damage", ["UPDATE blob SET size = size + 1", "UPDATE blob SET sha256 = 'x'", "UPDATE blob SET size = 'x'"]
)
def test_an_altered_line_of_a_content_is_found(office: Office, damage: str) -> None:
    sig = office.workstation("SIG1", "Camille Morvan")
    with sig.store.database.write() as connection:
        blobs.keep(connection, hashed(b"x"), b"x")
        connection.exec_driver_sql(damage)
        assert blobs.first_damaged(connection)


def due(workstation: Workstation) -> dict[str, Due]:
    with workstation.store.database.read() as connection:
        return blobs.due(connection)


def test_contents_are_settled_once_the_text_is_and_space_by_space(office: Office) -> None:
    sig = office.workstation("SIG1", "Camille Morvan")
    lia = office.workstation("INT", "Léa Aubert", "INT", "LIA")
    crisis, other = office.crisis(sig, (lia, "LIA")), office.crisis(sig)
    first, second = os.urandom(10), os.urandom(10)
    joined(sig, crisis, first)
    joined(sig, crisis, second)
    assert due(sig) == {}  # nothing before the central ranked the entries
    share(sig, crisis, [lia])
    assert due(sig) == {crisis: Due([hashed(second), hashed(first)], [])}
    assert due(lia) == {crisis: Due([], [hashed(second), hashed(first)])}

    joined(sig, other, first)
    share(sig, other, [])
    assert due(sig)[other] == Due([hashed(first)], [])
    with sig.store.database.write() as connection:
        blobs.place(connection, [(crisis, hashed(first)), (crisis, hashed(second))])
        assert blobs.placed(connection, [hashed(first), hashed(second)]) == {hashed(second)}
        blobs.place(connection, [(crisis, hashed(first)), (other, hashed(first))])
        assert blobs.due(connection) == {}
        assert blobs.due(connection, everything=True).keys() == {crisis, other}
        blobs.ask_again(connection, [hashed(second)])
        assert blobs.due(connection) == {crisis: Due([hashed(second)], [])}


def test_a_content_named_again_elsewhere_is_asked_about_again(office: Office) -> None:
    sig = office.workstation("SIG1", "Camille Morvan")
    crisis, other = office.crisis(sig), office.crisis(sig)
    joined(sig, crisis, b"x")
    share(sig, crisis, [])
    with sig.store.database.write() as connection:
        blobs.place(connection, [(crisis, hashed(b"x"))])
    entry = sig.desk.do(Record(other, "Ailleurs"))
    sig.desk.do(Attach(entry.id, (Attachment(hashed(b"x"), "x.bin", 1, ""),)))  # held here: not given again
    share(sig, other, [])
    assert due(sig)[other] == Due([hashed(b"x")], [])


def test_a_content_of_one_crisis_is_not_handed_in_to_another_because_somebody_names_it_there(office: Office) -> None:
    sig = office.workstation("SIG1", "Camille Morvan")
    lia = office.workstation("INT", "Léa Aubert", "INT", "LIA")
    secret, common = office.crisis(sig), office.crisis(sig, (lia, "LIA"))
    joined(sig, secret, b"x")
    share(sig, secret, [])
    joined(lia, common, b"x")  # another program may name what it does not hold
    share(lia, common, [sig])
    assert due(sig) == {secret: Due([hashed(b"x")]), common: Due(elsewhere=[hashed(b"x")])}
    with sig.store.database.write() as connection:
        blobs.place(connection, [(secret, hashed(b"x"))])
        assert blobs.placed(connection, [hashed(b"x")]) == {hashed(b"x")}
        blobs.hold_for(connection, common, [hashed(b"x")])  # it was seen to be there
        assert blobs.due(connection, everything=True)[common] == Due([hashed(b"x")])


def test_what_a_crisis_weighs_counts_each_content_once(office: Office) -> None:
    sig = office.workstation("SIG1", "Camille Morvan")
    crisis = office.crisis(sig)
    for _ in range(2):
        joined(sig, crisis, b"12345", b"678")
    with sig.store.database.read() as connection:
        assert blobs.weight(connection, crisis) == 8
        assert blobs.weight(connection, office.directory) == 0
        names = {name for _, name in blobs.entries_of(connection, hashed(b"678"))}
    assert names == {"1.bin"}


def test_a_content_is_not_in_clear_on_the_disk(office: Office) -> None:
    sig = office.workstation("SIG1", "Camille Morvan")
    canary = b"le mot du canari " * 4096
    joined(sig, office.crisis(sig), canary)
    files = [file.read_bytes() for file in sig.folder.iterdir()]
    assert sum(map(len, files)) > len(canary)
    assert not any(b"le mot du canari" in data for data in files)
