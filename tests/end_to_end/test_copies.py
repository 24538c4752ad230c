"""A disk that was cloned, a store put back from yesterday: found at the first exchange, told, and nothing is lost."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.core import vault
from app.core.clock import Clock
from app.core.entry_commands import Amend, Record
from app.core.store import incarnation
from app.core.store.filtering import EntryFilter
from app.core.store.verification import verify
from app.sync import confirmation
from app.sync.workstation import Workstation, open_profile
from tests.central import Central
from tests.end_to_end.desks import PASSPHRASE, another_desk, fingerprint, first_desk, shared_crisis, sync


@pytest.fixture
def sig(central: Central, tmp_path: Path) -> Iterator[Workstation]:
    made = first_desk(central, tmp_path / "sig")
    yield made
    made.close()


@pytest.fixture
def second(sig: Workstation, tmp_path: Path) -> Iterator[Workstation]:
    made = another_desk(sig, tmp_path / "int", "INT", "Léa Aubert", "INT", "LIA")
    yield made
    made.close()


def copied(workstation: Workstation, folder: Path) -> Path:
    """The profile as it is on the disk now."""
    with workstation.store.database.write():  # nobody writes meanwhile
        shutil.copytree(workstation.folder, folder)
    return folder


def opened(folder: Path) -> Workstation:
    return open_profile(folder, vault.open_with_passphrase(folder, PASSPHRASE), Clock())


def kinds(workstation: Workstation) -> set[str]:
    return {one.kind for one in workstation.reading.alarms()}


def is_intact(workstation: Workstation) -> bool:
    with workstation.store.read() as transaction:
        key = transaction.accounts.server_key
    return verify(workstation.store, confirmation.against(lambda: key)).intact


def test_what_a_clone_and_its_original_wrote_apart_is_all_kept(
    sig: Workstation, second: Workstation, tmp_path: Path
) -> None:
    crisis = shared_crisis(sig, (second, "LIA"))
    second.desk.do(Record(crisis, "Avant la copie"))
    sync(second)
    clone = opened(copied(second, tmp_path / "clone"))
    second.desk.do(Record(crisis, "Écrit sur l'original"))
    lost = clone.desk.do(Record(crisis, "Écrit sur la copie"))
    clone.desk.do(Amend(lost.id, {"subject": "Écrit sur la copie, rectifié"}, "faute"))
    sync(second)
    sync(clone)
    clone.desk.do(Record(crisis, "Puis encore"))
    for one in (clone, second, sig, second, clone):
        sync(one)
    for one in (sig, second, clone):
        subjects = sorted(row for row in _rows(one, crisis))
        assert subjects == [
            ("INT-0001", "Avant la copie"),
            ("INT-0002", "Écrit sur l'original"),
            ("INT-0002", "Écrit sur la copie, rectifié"),
            ("INTb-0001", "Puis encore"),
        ]
        assert one.reading.pending() == 0
        assert is_intact(one)
    assert len({fingerprint(one, crisis) for one in (sig, second, clone)}) == 1
    assert kinds(clone) == {"renewed"}
    assert kinds(sig) == {"copied"}
    clone.close()


def _rows(workstation: Workstation, crisis: str) -> list[tuple[str, str]]:
    rows = workstation.reading.entry_rows(workstation.reading.entry_keys(EntryFilter(crisis)))
    return [(row.number, row.subject) for row in rows if row]


def test_the_original_learns_too_that_it_was_copied(sig: Workstation, second: Workstation, tmp_path: Path) -> None:
    crisis = shared_crisis(sig, (second, "LIA"))
    clone = opened(copied(second, tmp_path / "clone"))
    second.desk.do(Record(crisis, "Original"))
    clone.desk.do(Record(crisis, "Copie"))
    for one in (second, clone):
        sync(one)
    second.desk.do(Record(crisis, "L'original continue"))
    for one in (second, second, sig, clone):
        sync(one)
    assert kinds(second) >= {"renewed"}
    assert "L'original continue" in {subject for _, subject in _rows(sig, crisis)}
    clone.close()


def test_a_store_put_back_from_yesterday_gives_nothing_up_and_writes_under_another_letter(
    sig: Workstation, second: Workstation, tmp_path: Path
) -> None:
    crisis = shared_crisis(sig, (second, "LIA"))
    before = copied(second, tmp_path / "yesterday")
    second.desk.do(Record(crisis, "Écrit depuis"))
    sync(second)
    second.close()
    (before / incarnation.BESIDE).unlink(missing_ok=True)  # a virtual machine put back: nothing beside says otherwise
    restored = opened(before)
    sync(restored)
    restored.desk.do(Record(crisis, "Après la remise en place"))
    for one in (restored, sig):
        sync(one)
    expected = [("INT-0001", "Écrit depuis"), ("INTb-0001", "Après la remise en place")]
    assert sorted(_rows(restored, crisis)) == sorted(_rows(sig, crisis)) == expected
    assert kinds(restored) == {"renewed"}
    restored.close()


def test_a_store_whose_life_is_not_the_one_noted_beside_it_begins_another(
    sig: Workstation, second: Workstation, tmp_path: Path
) -> None:
    crisis = shared_crisis(sig, (second, "LIA"))
    second.desk.do(Record(crisis, "Avant"))
    sync(second)
    folder = copied(second, tmp_path / "elsewhere")
    (folder / incarnation.BESIDE).write_text("0123456789abcdef ailleurs\n")
    elsewhere = opened(folder)
    elsewhere.desk.do(Record(crisis, "Ailleurs"))
    sync(elsewhere)
    assert ("INTb-0001", "Ailleurs") in _rows(elsewhere, crisis)
    assert elsewhere.reading.pending() == 0
    elsewhere.close()
