"""What is asked of an attached file: its bytes when it is ours to read, and where they are."""

import os

import pytest

from app.core.attachments import described
from app.core.entry_commands import Record
from app.core.errors import Refused, Unavailable
from app.core.store import arriving, blobs
from app.core.store.file_reading import Waiting, standing
from tests.office import Office, share


def test_a_file_is_here_on_its_way_or_away(office: Office) -> None:
    sig = office.workstation("SIG1", "Camille Morvan")
    lia = office.workstation("INT", "Léa Aubert", "INT", "LIA")
    crisis = office.crisis(sig, (lia, "LIA"))
    content = os.urandom(100)
    file = described("photo.jpg", content)
    sig.desk.do(Record(crisis, "Photo", files=(file,)), [content])
    share(sig, crisis, [lia])
    assert sig.reading.file(file.sha256) == content
    assert sig.reading.file_states([file.sha256, "ab" * 32]) == {file.sha256: "unsent", "ab" * 32: "away"}
    assert lia.reading.file_states([file.sha256]) == {file.sha256: "away"}
    with pytest.raises(Unavailable, match="pas encore arrivé"):
        lia.reading.file(file.sha256)
    with sig.store.database.write() as connection:
        blobs.place(connection, [(crisis, file.sha256)])
    assert sig.reading.file_states([file.sha256]) == {file.sha256: "placed"}


def test_what_is_on_its_way_says_how_much_has_come_and_what_waits_is_counted(office: Office) -> None:
    sig = office.workstation("SIG1", "Camille Morvan")
    lia = office.workstation("INT", "Léa Aubert", "INT", "LIA")
    crisis = office.crisis(sig, (lia, "LIA"))
    content = os.urandom(100)
    file = described("photo.jpg", content)
    sig.desk.do(Record(crisis, "Photo", files=(file,)), [content])
    share(sig, crisis, [lia])
    assert (sig.reading.files_waiting(), lia.reading.files_waiting()) == (Waiting(1, 0), Waiting(0, 1))
    assert lia.reading.file_progress([file.sha256]) == {}
    with lia.store.database.write() as connection:
        arriving.add(connection, file.sha256, 100, 0, content[:42])
    assert lia.reading.file_progress([file.sha256]) == {file.sha256: 42}
    assert standing("away", 42) == "42 % reçu"
    assert (standing("away", None), standing("placed", 42)) == ("en attente", "sur ce poste et au serveur")
    with sig.store.database.write() as connection:
        blobs.place(connection, [(crisis, file.sha256)])
    assert not sig.reading.files_waiting()


def test_a_content_that_no_entry_names_is_nobodys_to_read(office: Office) -> None:
    sig = office.workstation("SIG1", "Camille Morvan")
    with sig.store.database.write() as connection:
        blobs.keep(connection, described("x", b"x").sha256, b"x")
    with pytest.raises(Refused, match="pas connue"):
        sig.reading.file(described("x", b"x").sha256)
