"""A process of the central opens on what `init` made, or says in French why it cannot."""

import shutil
from pathlib import Path

import pytest

from app.core.clock import Clock
from app.core.errors import Unavailable
from app.server.central import CONTENT_KEY_FILE, KEY_FILE, content_key, open_central, read_settings
from tests.server.house import Hand, House, opened


def test_a_second_process_has_the_same_keys_and_sees_the_same_people(house: House) -> None:
    with opened(house.data, house.central.database.url, Hand()) as second:
        assert second.key.public == house.central.key.public
        assert second.nonce_key == house.central.nonce_key
        assert second.content_key == house.central.content_key
        assert second.look().accounts == house.central.look().accounts


def test_its_secrets_do_not_show_when_it_is_printed(house: House) -> None:
    shown = repr(house.central)
    assert house.central.key.seed.hex() not in shown
    assert repr(house.central.nonce_key) not in shown
    assert repr(house.central.content_key) not in shown


def test_a_folder_without_a_server_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match="diapason-server init"):
        read_settings(tmp_path)


def test_a_damaged_key_is_named(house: House, tmp_path: Path) -> None:
    broken = tmp_path / "broken"
    shutil.copytree(house.data, broken)
    (broken / KEY_FILE).write_text("?")
    with pytest.raises(Unavailable, match="clé du serveur"):
        open_central(broken, house.central.database.url, b"", Clock())


def test_the_key_of_files_lies_beside_the_server_s_for_its_owner_alone(house: House) -> None:
    file = house.data / CONTENT_KEY_FILE
    assert file.read_text() == house.central.content_key.hex()
    assert file.stat().st_mode & 0o777 == 0o600
    assert house.central.content_key not in (house.central.key.seed, house.central.nonce_key)


def test_a_server_older_than_files_makes_their_key_when_it_starts_and_another_machine_makes_the_same(
    house: House, tmp_path: Path
) -> None:
    seed = house.central.key.seed
    (house.data / CONTENT_KEY_FILE).unlink()
    made = content_key(house.data, seed)
    assert (made, content_key(tmp_path, seed)) == (house.central.content_key, made)
    assert (house.data / CONTENT_KEY_FILE).is_file()
    assert [path.name for path in tmp_path.glob("attachments.*")] == [CONTENT_KEY_FILE]


def test_the_key_of_files_outlives_the_server_s(tmp_path: Path) -> None:
    made = content_key(tmp_path, b"s" * 32)
    assert content_key(tmp_path, b"another" * 4) == made


@pytest.mark.parametrize("written", ["?", "", "ab"])
def test_a_damaged_key_of_files_is_named(tmp_path: Path, written: str) -> None:
    (tmp_path / CONTENT_KEY_FILE).write_text(written)
    with pytest.raises(Unavailable, match="clé des pièces jointes"):
        content_key(tmp_path, b"s" * 32)
