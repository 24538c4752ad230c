"""The server of the demonstration is a real one."""

import socket
from urllib.parse import urlsplit

import pytest

from app.core.errors import Unavailable
from app.demonstration.central import Central
from app.sync.protocol import read_invitation


def answers(url: str) -> bool:
    address = urlsplit(url)
    with socket.socket() as line:
        return line.connect_ex((address.hostname, address.port)) == 0


def test_it_is_found_again_at_the_same_address_and_ends_when_told(tmp_path):
    central = Central(tmp_path / "serveur")
    assert read_invitation(central.found())
    try:
        central.start()
        first = central.url
        assert answers(first)
        assert central.held(["service.opened", "jamais écrit"]) == {"service.opened"}
        assert central.stop() == 0
        assert not answers(first)
        central.start()
        assert central.url == first
    finally:
        central.stop()
    assert not answers(first)
    assert central.stop() is None


def test_a_folder_without_a_service_is_said(tmp_path):
    with pytest.raises(Unavailable):
        Central(tmp_path / "vide").start()
