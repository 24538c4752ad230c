"""What every test may ask for; the platform without a screen is chosen before anything imports Qt."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

os.environ["QT_QPA_PLATFORM"] = "offscreen"

import keyring
from hypothesis import settings
from keyring.backends import fail
from pytestqt.qtbot import QtBot

from tests.central import admin, agency, central, director, drawer, liaison, passphrase
from tests.office import Office
from tests.postgres import postgres_cluster, postgres_url

__all__ = [
    "admin",
    "agency",
    "central",
    "director",
    "drawer",
    "liaison",
    "passphrase",
    "postgres_cluster",
    "postgres_url",
]

# Two cores shared by everything: a slow example says nothing about the product.
settings.register_profile("shared machine", deadline=None)
settings.load_profile("shared machine")


# Looked for, a keychain would be found: those that the tests make pass for real ones.
keyring.set_keyring(fail.Keyring())


@pytest.fixture
def qtbot(qtbot: QtBot) -> QtBot:
    """Waits longer than pytest-qt's five seconds: on a busy machine they say nothing about the product."""
    wait = qtbot.waitUntil
    qtbot.waitUntil = lambda true, *, timeout=30_000: wait(true, timeout=timeout)
    return qtbot


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """A service without a server, and its workstations."""
    made = Office(tmp_path)
    yield made
    made.close()
