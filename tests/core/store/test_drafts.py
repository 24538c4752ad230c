"""What was typed and not recorded is still there when the store is opened again, and nobody else receives it."""

import os

from app.core.keys import SigningKey
from app.core.store import drafts
from app.core.store.engine import Database
from app.core.store.store import Store
from tests.office import Office


def test_a_draft_outlives_the_program(tmp_path):
    key = os.urandom(32)
    office = Office(tmp_path)
    store = Store(Database(tmp_path / "journal.db", key), SigningKey(os.urandom(32)), office.clock)
    with store.database.write() as connection:
        drafts.keep(connection, "crise ligne", "03:08 SDIS76 tel > second dép")
    store.close()
    again = Database(tmp_path / "journal.db", key)
    with again.read() as connection:
        assert drafts.kept(connection, "crise ligne") == "03:08 SDIS76 tel > second dép"
        assert drafts.kept(connection, "autre crise ligne") == ""
    again.close()


def test_a_draft_is_replaced_then_forgotten(tmp_path):
    office = Office(tmp_path)
    mine = office.workstation("SIG1", "C. Morvan")
    mine.desk.keep_draft("ligne", "un")
    mine.desk.keep_draft("ligne", "deux")
    assert mine.reading.draft("ligne") == "deux"
    mine.desk.keep_draft("ligne", "")
    assert mine.reading.draft("ligne") == ""
    office.close()


def test_a_draft_is_no_operation_and_is_not_sent(tmp_path):
    office = Office(tmp_path)
    mine = office.workstation("SIG1", "C. Morvan")
    told = []
    mine.desk.subscribe(told.append)
    before = mine.reading.pending()
    mine.desk.keep_draft("ligne", "un")
    assert mine.reading.pending() == before
    assert told == []
    office.close()


def test_a_draft_is_not_on_the_disk_in_clear(tmp_path):
    office = Office(tmp_path)
    mine = office.workstation("SIG1", "C. Morvan")
    mine.desk.keep_draft("ligne", "mots que personne ne lit")
    written = b"".join(file.read_bytes() for file in mine.folder.iterdir())
    assert b"personne ne lit" not in written
    office.close()
