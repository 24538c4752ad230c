"""What every test may ask for; the platform without a screen is chosen before anything imports Qt."""

import gc
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["CUPS_SERVER"] = "/nonexistent/cups.sock"  # no test prints on the printers of the machine

import keyring
from hypothesis import settings
from keyring.backends import fail
from pytestqt.qtbot import QtBot

from app.core import vault
from app.core.keys import Cost
from tests.central import admin, agency, central, director, drawer, founded_agency, liaison, passphrase
from tests.cups import cups, cups_of_this_worker
from tests.office import Office
from tests.postgres import postgres_cluster, postgres_url

__all__ = [
    "admin",
    "agency",
    "central",
    "cups",
    "cups_of_this_worker",
    "director",
    "drawer",
    "founded_agency",
    "liaison",
    "passphrase",
    "postgres_cluster",
    "postgres_url",
]

# Two cores shared by everything: a slow example says nothing about the product. Each run draws others, some of each
# property; `DIAPASON_PROPERTIES` asks for as many as one likes.
PROPERTIES = int(os.environ.get("DIAPASON_PROPERTIES", "40"))
settings.register_profile("shared machine", deadline=None, max_examples=PROPERTIES)
settings.load_profile("shared machine")


# A passphrase is slow on purpose, and the tests make profiles by the hundred; `core/test_vault.py` makes one as slow as
# those of the product. Each profile says its own cost: programs that the tests run open it.
vault.NEW = Cost(1, 1, 8)

# Looked for, a keychain would be found: those that the tests make pass for real ones.
keyring.set_keyring(fail.Keyring())


# Each write of the product waits for the disk, thousands of times in a run; the tests kill programs, but never cut the
# power. Their files are kept in memory, where there is room for them.
MEMORY, ROOM = Path("/dev/shm"), 2 << 30
if MEMORY.is_dir() and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM:
    os.environ.setdefault("TMPDIR", str(MEMORY))
    tempfile.tempdir = None  # looked for again, with that


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest comes first: at the end, one processor would wait for it, and two would play it twice."""
    items.sort(key=lambda item: item.path.name != "test_demo.py")


def pytest_collection_finish() -> None:
    """What was imported stays until the end: the collector need not go through it again each time."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def umask() -> Iterator[None]:
    """The server shares its files with nobody, from the moment its command is run: the tests that run it here too."""
    former = os.umask(0o022)
    os.umask(former)
    yield
    os.umask(former)


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
