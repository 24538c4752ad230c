"""A copy of a workstation: whole or not at all, opened by its passphrase, and another life once restored."""

from pathlib import Path

import pytest

from app.core import backup, identity, vault
from app.core.clock import Clock
from app.core.entry_commands import Record
from app.core.errors import Refused, Unavailable
from app.core.identity import Identity
from app.core.keys import SigningKey
from app.core.store import incarnation, log
from app.core.store.engine import Database
from app.core.store.store import Store
from tests.building import seed
from tests.office import Office, operations

PHRASE = "cheval agrafe pile"
DAY = 24 * 3600 * 1000


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, bytes, str]:
    """A profile with a vault, a copy of it, its key and its recovery code: stretching is slow on purpose."""
    folder = tmp_path_factory.mktemp("saved") / "profile"
    key, code = vault.create(folder, PHRASE, Clock())
    signing = SigningKey(seed("signing"))
    store = Store(Database(folder / backup.JOURNAL, key), signing, Clock())
    with store.database.write() as connection:
        log.note(connection, "signing_seed", signing.seed)
        log.note(connection, "given  SIG1", b"7")
    (folder / backup.AUTHORITY).write_bytes(b"certificat")
    identity.keep(folder, key, Identity(signing.seed, seed("box"), bytes(32), "http://ici", ""), Clock())
    out = folder.parent / "poste.sauvegarde"
    size = backup.write(store.database, folder, out)
    store.close()
    assert size == out.stat().st_size
    assert sorted(file.name for file in out.parent.iterdir()) == ["poste.sauvegarde", "profile"]
    return folder, out, key, code


def by_phrase(folder: Path) -> bytes:
    return vault.open_with_either(folder, PHRASE)


def test_a_copy_restored_is_the_workstation_in_another_life(
    saved: tuple[Path, Path, bytes, str], tmp_path: Path
) -> None:
    folder, out, key, _ = saved
    assert backup.restore(out, tmp_path / "new", by_phrase, Clock()) == key
    former, new = Database(folder / backup.JOURNAL, key), Database(tmp_path / "new" / backup.JOURNAL, key)
    with former.read() as before, new.read() as after:
        assert incarnation.current(before) != incarnation.current(after)
        assert (incarnation.letter(before), incarnation.letter(after)) == ("", "b")
        assert log.noted(after, "signing_seed") == seed("signing")
        assert log.noted(after, "given  SIG1") == b"7"
    former.close()
    new.close()
    assert (tmp_path / "new" / backup.AUTHORITY).read_bytes() == b"certificat"
    assert vault.open_with_passphrase(tmp_path / "new", PHRASE) == key


def test_the_recovery_code_opens_it_and_another_passphrase_leaves_nothing(
    saved: tuple[Path, Path, bytes, str], tmp_path: Path
) -> None:
    _, out, key, code = saved
    with pytest.raises(Refused, match="phrase secrète"):
        backup.restore(out, tmp_path / "new", lambda folder: vault.open_with_either(folder, "autre"), Clock())
    assert list((tmp_path / "new").iterdir()) == []
    assert backup.restore(out, tmp_path / "new", lambda folder: vault.open_with_either(folder, code), Clock()) == key


def test_a_workstation_is_never_restored_over_another(saved: tuple[Path, Path, bytes, str]) -> None:
    folder, out, _, _ = saved
    with pytest.raises(Refused, match="déjà un poste"):
        backup.restore(out, folder, by_phrase, Clock())


@pytest.mark.parametrize("place", [3, 60, 1500, -5000, -10])
def test_one_byte_changed_anywhere_is_seen(saved: tuple[Path, Path, bytes, str], tmp_path: Path, place: int) -> None:
    data = bytearray(saved[1].read_bytes())
    data[place] ^= 1
    (tmp_path / "changed").write_bytes(data)
    with pytest.raises((Refused, Unavailable)):
        backup.restore(tmp_path / "changed", tmp_path / "new", by_phrase, Clock())
    assert not vault.exists(tmp_path / "new")


@pytest.mark.parametrize("size", [0, 10, 100, 5000, -1])
def test_a_copy_cut_short_is_refused(saved: tuple[Path, Path, bytes, str], tmp_path: Path, size: int) -> None:
    (tmp_path / "short").write_bytes(saved[1].read_bytes()[:size])
    with pytest.raises(Refused):
        backup.restore(tmp_path / "short", tmp_path / "new", by_phrase, Clock())
    assert not vault.exists(tmp_path / "new")


def test_no_name_in_a_copy_becomes_a_path(tmp_path: Path) -> None:
    name = b"../ailleurs"
    part = len(name).to_bytes(1, "big") + name + (3).to_bytes(8, "big") + b"mal"
    (tmp_path / "hostile").write_bytes(backup.BEGINS + part)
    (tmp_path / "into").mkdir()
    with pytest.raises(Refused, match="n'est pas une sauvegarde"):
        backup.unpack(tmp_path / "hostile", tmp_path / "into")
    assert not (tmp_path / "ailleurs").exists()


def test_a_copy_is_made_while_the_workstation_writes(office: Office, tmp_path: Path) -> None:
    sig = office.workstation("SIG1", "Camille Morvan")
    crisis = office.crisis(sig)
    key, _ = vault.create(tmp_path / "vault", PHRASE, Clock())
    (sig.folder / vault.FILE).write_bytes((tmp_path / "vault" / vault.FILE).read_bytes())
    with sig.store.write() as transaction:
        backup.write(sig.store.database, sig.folder, tmp_path / "copie")
        transaction.touch(crisis)
    sig.desk.do(Record(crisis, "Pendant la copie"))
    assert (tmp_path / "copie").stat().st_size > sig.store.database.size() // 2
    assert operations(sig, crisis)
    assert key


def test_the_copy_of_the_day_keeps_that_of_the_day_before(saved: tuple[Path, Path, bytes, str], tmp_path: Path) -> None:
    folder, _, key, _ = saved
    hour = [1_700_000_000_000]
    clock = Clock(now=lambda: hour[0])
    database = Database(folder / backup.JOURNAL, key)
    for _ in range(3):
        assert backup.keep_daily(database, folder, clock)
        assert backup.keep_daily(database, folder, clock) is None
        hour[0] += DAY
    database.close()
    assert [file.name for file in backup.daily(folder)] == ["2023-11-16.sauvegarde", "2023-11-15.sauvegarde"]


def test_a_place_that_cannot_be_written_is_said_in_french(saved: tuple[Path, Path, bytes, str], tmp_path: Path) -> None:
    folder, _, key, _ = saved
    (tmp_path / "file").touch()
    database = Database(folder / backup.JOURNAL, key)
    with pytest.raises(Unavailable, match="Choisissez un autre endroit"):
        backup.write(database, folder, tmp_path / "file" / "poste.sauvegarde")
    database.close()
