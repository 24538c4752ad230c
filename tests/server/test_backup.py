"""The backup of a central: taken while it serves, closed to others, and proved when it is restored."""

import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from app.core.errors import Refused, Unavailable
from app.core.operations import Operation
from app.server import log
from app.server.__main__ import main
from app.server.backup import back_up, restore
from app.server.central import default_database_url
from app.server.schema import EPOCHS, METADATA, OPERATIONS
from tests.building import Guest, still_clock
from tests.postgres import Cluster
from tests.server.house import Hand, House, opened

PASSPHRASE = "une phrase pour la sauvegarde"


@pytest.fixture
def lea(house: House) -> Guest:
    return house.enrol("Léa", "CCOM")


@pytest.fixture
def crisis(house: House, lea: Guest) -> Operation:
    begun = lea.writer.open_crisis()
    notes = [lea.writer.note(begun.id, f"note {n}") for n in range(40)]
    assert house.exchange(lea, begun.id, [begun, *notes])
    return begun


@pytest.fixture
def file(house: House, crisis: Operation, tmp_path: Path) -> Path:
    out = tmp_path / "sauvegarde"
    back_up(house.data, house.central.database.url, out, PASSPHRASE, house.hand.clock())
    return out


@pytest.fixture(params=["sqlite", "postgresql"])
def other_database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if request.param == "sqlite":
        yield default_database_url(tmp_path / "restored")
        return
    cluster: Cluster = request.getfixturevalue("postgres_cluster")
    with cluster.database() as url:
        yield url


def rows(house_url: str, data: Path) -> dict[str, list[object]]:
    with opened(data, house_url, Hand()) as central, central.database.reading() as connection:
        return {
            each.name: sorted(map(tuple, connection.execute(select(each))), key=repr)  # type: ignore[arg-type]
            for each in METADATA.sorted_tables
            if each.name not in ("epochs", "epoch_starts")
        }


def test_a_restored_central_holds_every_row_and_every_key_on_either_database(
    house: House, file: Path, other_database: str, tmp_path: Path
) -> None:
    data = tmp_path / "restored"
    kept = restore(file, data, other_database, PASSPHRASE, house.hand.clock())
    assert kept.operations == house.count(OPERATIONS)
    assert rows(other_database, data) == rows(house.central.database.url, house.data)
    for each in ("server.key", "attachments.key", "server.json", "tls/authority.pem", "tls/server.key"):
        assert (data / each).read_bytes() == (house.data / each).read_bytes()
        assert stat.S_IMODE((data / each).stat().st_mode) == 0o600


def test_a_restored_central_goes_on_in_a_new_epoch_and_says_what_it_continues(
    house: House, lea: Guest, crisis: Operation, file: Path, other_database: str, tmp_path: Path
) -> None:
    former = house.exchange(lea, crisis.id)
    assert former is not None
    lost = [lea.writer.note(crisis.id, "après la sauvegarde") for _ in range(3)]
    ahead = house.exchange(lea, crisis.id, lost)
    assert ahead is not None
    data = tmp_path / "restored"
    restore(file, data, other_database, PASSPHRASE, house.hand.clock())
    with opened(data, other_database, house.hand) as central:
        again = House(central, data, house.hand, house.admin)
        reply = again.exchange(lea, crisis.id, lost, ahead.checkpoint.rank, ahead.epoch, ahead.checkpoint)  # type: ignore[union-attr]
        assert reply is not None
        assert reply.epoch != former.epoch
        assert (reply.continued[0].epoch, reply.continued[0].rank) == (former.epoch, 41)
        assert again.ids(crisis.id) == house.ids(crisis.id)
        begun = lea.writer.open_crisis("Une autre")  # the tables number their rows on
        assert again.exchange(lea, begun.id, [begun])


def test_a_backup_is_taken_while_others_write(house: House, lea: Guest, crisis: Operation, tmp_path: Path) -> None:
    with house.central.database.at_one_moment() as connection:
        before = log.find_space(connection, crisis.id)
        house.exchange(lea, crisis.id, [lea.writer.note(crisis.id)])
        assert log.find_space(connection, crisis.id) == before
    out = tmp_path / "une autre"
    kept = back_up(house.data, house.central.database.url, out, PASSPHRASE, house.hand.clock())
    assert kept.operations == house.count(OPERATIONS)


def test_a_backup_tells_nothing_to_whoever_finds_it(house: House, file: Path) -> None:
    content = file.read_bytes()
    secrets = [(house.data / name).read_bytes() for name in ("server.key", "attachments.key")]
    assert not [one for one in (*secrets, b"note 7", b"Lubrizol", b"BEGIN") if one in content]
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [path.name for path in file.parent.iterdir() if path.name.startswith(f".{file.name}")] == []


@pytest.mark.parametrize("where", [26, 60, 3_000, 10**9])
def test_a_backup_that_was_altered_restores_nothing(house: House, file: Path, tmp_path: Path, where: int) -> None:
    """In its head, in a slot, in its middle, at its end."""
    content = bytearray(file.read_bytes())
    content[min(where, len(content) - 20)] ^= 1
    file.write_bytes(content)
    data = tmp_path / "restored"
    with pytest.raises((Refused, Unavailable), match=r"altéré|attendu|phrase"):
        restore(file, data, default_database_url(data), PASSPHRASE, house.hand.clock())
    assert {path.name.split("-")[0] for path in data.rglob("*")} <= {"central.db"} if data.exists() else True


def test_a_backup_cut_short_restores_nothing_and_may_be_tried_again(house: House, file: Path, tmp_path: Path) -> None:
    content = file.read_bytes()
    data = tmp_path / "restored"
    url = default_database_url(data)
    for kept in (60, 200, len(content) // 2, len(content) - 1):
        file.write_bytes(content[:kept])
        with pytest.raises((Refused, Unavailable), match="altéré"):
            restore(file, data, url, PASSPHRASE, house.hand.clock())
    file.write_bytes(content)
    assert restore(file, data, url, PASSPHRASE, house.hand.clock()).operations == house.count(OPERATIONS)


def test_a_backup_opens_with_its_own_passphrase_alone(house: House, file: Path, tmp_path: Path) -> None:
    data = tmp_path / "restored"
    with pytest.raises(Refused, match="phrase secrète"):
        restore(file, data, default_database_url(data), "une autre phrase", house.hand.clock())
    with pytest.raises(Refused, match="n'est pas le fichier attendu"):
        restore(house.data / "server.json", data, default_database_url(data), PASSPHRASE, house.hand.clock())


def test_a_central_is_never_restored_over_another(house: House, file: Path, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="déjà un serveur"):
        restore(file, house.data, house.central.database.url, PASSPHRASE, house.hand.clock())
    with pytest.raises(Refused, match="déjà un serveur"):
        restore(file, tmp_path / "elsewhere", house.central.database.url, PASSPHRASE, house.hand.clock())


def test_a_history_that_does_not_add_up_is_not_restored(house: House, crisis: Operation, tmp_path: Path) -> None:
    with house.central.database.writing() as connection:
        space = log.find_space(connection, crisis.id)
        assert space is not None
        connection.exec_driver_sql(f"UPDATE spaces SET rank = rank - 1 WHERE number = {space.number}")
    out, data = tmp_path / "sauvegarde", tmp_path / "restored"
    back_up(house.data, house.central.database.url, out, PASSPHRASE, house.hand.clock())
    with pytest.raises(Unavailable, match="ne se vérifie pas"):
        restore(out, data, default_database_url(data), PASSPHRASE, house.hand.clock())


def test_the_commands_take_the_passphrase_from_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    data, out, again = (str(tmp_path / name) for name in ("data", "sauvegarde", "again"))
    assert main(["init", "--data", data]) == 0
    monkeypatch.setenv("DIAPASON_PASSPHRASE", PASSPHRASE)
    assert main(["backup", "--data", data, "--out", out]) == 0
    assert main(["backup", "--data", data, "--out", out]) == 1  # a backup is not written over
    assert main(["restore", out, "--data", again]) == 0
    assert "vérifiées" in capsys.readouterr().out
    monkeypatch.delenv("DIAPASON_PASSPHRASE")
    assert main(["restore", out, "--data", str(tmp_path / "third")]) == 3


def test_the_epoch_of_a_restored_central_names_the_one_before(house: House, file: Path, tmp_path: Path) -> None:
    data = tmp_path / "restored"
    url = default_database_url(data)
    restore(file, data, url, PASSPHRASE, still_clock())
    with opened(data, url, Hand()) as central, central.database.reading() as connection:
        epochs = connection.execute(select(EPOCHS.c.id, EPOCHS.c.previous).order_by(EPOCHS.c.number)).all()
    assert [each.previous for each in epochs] == ["", epochs[0].id]
