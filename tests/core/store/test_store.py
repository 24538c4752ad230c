"""The store: one file, several programs, and listeners who are told what became durable."""

import threading
from pathlib import Path
from typing import Any

import pytest

from app.core.changes import Changes
from app.core.clock import Clock
from app.core.desk import Desk
from app.core.entry_commands import Record
from app.core.errors import Refused, Unavailable
from app.core.store.engine import Database
from app.core.store.filtering import EntryFilter
from app.core.store.reading import Reading
from app.core.store.store import Store
from app.sync.workstation import Workstation
from tests.building import seed
from tests.core.store.looking import blank, tables
from tests.office import Office, operations


@pytest.fixture
def sig(office: Office) -> Workstation:
    return office.workstation("SIG1", "Camille Morvan")


def test_two_programs_of_one_profile_write_one_unbroken_chain(office: Office, sig: Workstation) -> None:
    crisis = office.crisis(sig)
    other = Store(sig.store.database, sig.store.key, sig.clock)
    assert other.incarnation == sig.store.incarnation
    desks = [sig.desk, Desk(other)]

    def write(desk: Desk) -> None:
        for n in range(20):
            desk.do(Record(crisis, f"Entrée {n}"))

    threads = [threading.Thread(target=write, args=(desk,)) for desk in desks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    log = operations(sig, crisis)
    assert [one.header.seq for one in log] == list(range(1, 42))
    assert [one.header.prev for one in log[1:]] == [one.id for one in log[:-1]]
    numbers = {row["text"] for row in tables(sig.store)["number"]}
    assert numbers >= {f"SIG1-{n:04}" for n in range(1, 41)}


def test_two_programs_that_take_turns_see_what_the_other_wrote(
    office: Office, sig: Workstation, tmp_path: Path
) -> None:
    crisis = office.crisis(sig)
    other = Store(sig.store.database, sig.store.key, sig.clock)
    for n in range(6):
        done = (sig.desk if n % 2 else Desk(other)).do(Record(crisis, f"Entrée {n}"))
        assert done.label == f"SIG1-{n + 1:04}"
        for reading in (sig.reading, Reading(other)):
            assert len(reading.entry_keys(EntryFilter(crisis))) == n + 1


def test_listeners_are_told_once_it_is_durable_and_never_of_what_failed(office: Office, sig: Workstation) -> None:
    crisis = office.crisis(sig)
    told: list[Changes] = []
    sig.desk.subscribe(told.append)
    done = sig.desk.do(Record(crisis, "Fumée"))
    with pytest.raises(Refused):
        sig.desk.do(Record(crisis, ""))
    assert told == [done.changes] == [Changes(frozenset({done.id}), frozenset({crisis}), local=True)]


def test_a_store_opened_again_is_the_same_store(tmp_path: Path) -> None:
    path = tmp_path / "journal.db"
    first = blank(path, "5" * 64)
    incarnation = first.incarnation
    first.close()
    again = blank(path, "5" * 64)
    assert again.incarnation == incarnation
    assert len(incarnation) == 16
    again.close()


def test_each_store_made_is_an_incarnation_of_its_own(tmp_path: Path) -> None:
    one, other = blank(tmp_path / "1.db", "5" * 64), blank(tmp_path / "2.db", "5" * 64)
    assert one.incarnation != other.incarnation
    one.close()
    other.close()


def test_a_store_whose_key_is_not_the_right_one_does_not_open(sig: Workstation) -> None:
    sig.store.close()
    with pytest.raises(Unavailable, match="clé"):
        Store(Database(sig.folder / "journal.db", seed("wrong")), sig.store.key, Clock())


def test_a_write_that_was_acknowledged_is_there_for_whoever_opens_the_file_next(
    office: Office, sig: Workstation
) -> None:
    crisis = office.crisis(sig)
    entry = sig.desk.do(Record(crisis, "Fumée")).id
    key: Any = sig.store.database._key
    other = Store(Database(sig.folder / "journal.db", key), sig.store.key, sig.clock)
    assert Reading(other).entry(entry).subject == "Fumée"
    other.close()


def test_a_listener_that_fails_does_not_make_a_written_entry_look_unwritten(office: Office, caplog):
    workstation = office.workstation("SIG1", "C. Morvan")
    heard = []

    def fails(changes: object) -> None:
        raise RuntimeError("essai")

    workstation.store.subscribe(fails)
    workstation.store.subscribe(heard.append)
    crisis = office.crisis(workstation)
    assert workstation.desk.do(Record(crisis, "Écrite")).label == "SIG1-0001"
    assert heard
    assert "a listener of the store" in caplog.text


def test_what_is_searched_is_found_all_the_same_once_its_index_is_in_order(office: Office, sig: Workstation) -> None:
    crisis = office.crisis(sig)
    for n in range(30):
        sig.desk.do(Record(crisis, f"Fumée {n}"))

    def parts() -> int:
        with sig.store.read() as transaction:
            sql = "SELECT count(DISTINCT segid) FROM search_entry_idx"
            return int(transaction.connection.exec_driver_sql(sql).scalar_one())

    before = parts()
    for _ in range(5):
        sig.store.tidy()
    assert parts() < before
    assert len(sig.reading.entry_keys(EntryFilter(crisis, "fumee"))) == 30
