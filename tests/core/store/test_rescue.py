"""A damaged journal is set aside, and all that proves itself lives on."""

from pathlib import Path

import pytest

from app.core.entry_commands import Record
from app.core.errors import Unavailable
from app.core.identity import Identity
from app.core.store import incarnation
from app.core.store.damage import PAGE
from app.core.store.engine import Database
from app.core.store.rescue import ASIDE, WORK, is_sound, rescue, told
from app.sync import confirmation
from app.sync.workstation import Workstation
from tests.building import seed
from tests.office import Office


@pytest.fixture
def left(office: Office, sig: Workstation, crisis: str) -> tuple[Path, bytes, Identity, set[str]]:
    """A closed profile, its key, who it is, and all it held."""
    for n in range(40):
        sig.desk.do(Record(crisis, f"Fait {n}", "Détail. " * 90))
    sig.desk.keep_draft("ici", "en cours de frappe")
    known = Identity(sig.store.key.seed, seed("box"), bytes.fromhex(office.service), "http://127.0.0.1:9", "")
    with sig.store.database.read() as connection:
        held = {row.id.hex() for row in connection.exec_driver_sql("SELECT id FROM op")}
    key = sig.store.database._key
    sig.close()
    return sig.folder / "journal.db", key, known, held


def held_in(journal: Path, key: bytes) -> set[str]:
    database = Database(journal, key)
    with database.read() as connection:
        found = {row.id.hex() for row in connection.exec_driver_sql("SELECT id FROM op")}
        found |= {row.id.hex() for row in connection.exec_driver_sql("SELECT id FROM aside")}
    database.close()
    return found


def test_a_flipped_bit_in_every_page_loses_almost_nothing(
    office: Office, left: tuple[Path, bytes, Identity, set[str]]
) -> None:
    journal, key, known, held = left
    assert is_sound(journal, key)
    data = bytearray(journal.read_bytes())
    for page in range(len(data) // PAGE):
        data[page * PAGE + 4090] ^= 1  # in its seal: the words are whole, and SQLite reads none of them
    journal.write_bytes(data)
    before = bytes(data)
    assert not is_sound(journal, key)
    report = rescue(journal, key, known, office.clock, confirmation.against)
    assert held_in(journal, key) == held
    assert is_sound(journal, key)
    assert (report.broken, report.missing, report.operations) == (report.pages, 0, len(held))
    assert "Rien n'a été perdu" in told(report)
    assert (journal.parent / report.set_aside / journal.name).read_bytes() == before, "it is set aside as it was"
    assert not (journal.parent / WORK).exists()


def test_what_is_lost_is_told_in_numbers_and_what_follows_it_is_kept(
    office: Office, left: tuple[Path, bytes, Identity, set[str]]
) -> None:
    journal, key, known, held = left
    data = bytearray(journal.read_bytes())
    for page in range(0, len(data) // PAGE, 2):
        data[page * PAGE : page * PAGE + PAGE] = bytes(PAGE)
    journal.write_bytes(data)
    report = rescue(journal, key, known, office.clock, confirmation.against)
    kept = held_in(journal, key)
    assert kept < held
    assert report.missing == len(held - kept) or report.missing_here
    assert f"{report.missing} opérations n'ont pas été retrouvées" in told(report)


def test_the_new_journal_is_another_life_and_keeps_what_was_being_typed(
    office: Office, left: tuple[Path, bytes, Identity, set[str]]
) -> None:
    journal, key, known, _ = left
    database = Database(journal, key)
    with database.read() as connection:
        former = incarnation.current(connection)
    database.close()
    data = bytearray(journal.read_bytes())
    data[-10] ^= 1
    journal.write_bytes(data)
    rescue(journal, key, known, office.clock, confirmation.against)
    database = Database(journal, key)
    with database.read() as connection:
        assert incarnation.current(connection) != former
        assert incarnation.letter(connection) == "b"
        assert connection.exec_driver_sql("SELECT text FROM draft").scalar_one() == "en cours de frappe"
    database.close()


def test_a_rescue_that_was_cut_short_is_begun_again(
    office: Office, left: tuple[Path, bytes, Identity, set[str]]
) -> None:
    journal, key, known, held = left
    aside = journal.parent / ASIDE / "7"
    aside.mkdir(parents=True)
    (journal.parent / WORK).mkdir()
    (journal.parent / WORK / journal.name).write_bytes(b"la moitie d'un journal")
    journal.rename(aside / journal.name)
    assert not is_sound(journal, key)
    report = rescue(journal, key, known, office.clock, confirmation.against)
    assert report.set_aside == f"{ASIDE}/7"
    assert held_in(journal, key) == held


def test_who_it_is_is_read_from_the_pages_when_nothing_else_says_so(
    office: Office, left: tuple[Path, bytes, Identity, set[str]]
) -> None:
    journal, key, _, held = left
    journal.unlink()
    with pytest.raises(Unavailable, match="Rien n'a été effacé"):
        rescue(journal, key, None, office.clock, confirmation.against)
    assert held
