"""A process of the central opens on what `init` made, or says in French why it cannot."""

import shutil
from pathlib import Path

import pytest

from app.core.clock import Clock
from app.core.errors import Unavailable
from app.server.central import KEY_FILE, open_central, read_settings
from tests.server.house import Hand, House, opened


def test_a_second_process_has_the_same_keys_and_sees_the_same_people(house: House) -> None:
    with opened(house.data, house.central.database.url, Hand()) as second:
        assert second.key.public == house.central.key.public
        assert second.nonce_key == house.central.nonce_key
        assert second.look().accounts == house.central.look().accounts


def test_its_secrets_do_not_show_when_it_is_printed(house: House) -> None:
    shown = repr(house.central)
    assert house.central.key.seed.hex() not in shown
    assert repr(house.central.nonce_key) not in shown


def test_a_folder_without_a_server_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match="diapason-server init"):
        read_settings(tmp_path)


def test_a_damaged_key_is_named(house: House, tmp_path: Path) -> None:
    broken = tmp_path / "broken"
    shutil.copytree(house.data, broken)
    (broken / KEY_FILE).write_text("?")
    with pytest.raises(Unavailable, match="clé du serveur"):
        open_central(broken, house.central.database.url, b"", Clock())
