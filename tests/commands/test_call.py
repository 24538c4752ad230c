"""A call opens the profile only when a command asks for it, and once."""

from argparse import Namespace
from pathlib import Path

import pytest

from app.commands import profile
from app.commands.call import Call
from app.commands.speech import Speech
from app.core.clock import Clock
from app.core.errors import Refused
from tests.central import Line


def call(folder: Path | None) -> Call:
    return Call(Namespace(profile=folder), Speech(True), Clock())


def test_the_workstation_is_opened_once_and_closed(admin: Line) -> None:
    made = call(admin.profile)
    assert made.workstation is made.workstation
    assert made.reading is made.workstation.reading
    assert made.desk is made.workstation.desk
    assert made.reading.me().name == "Alice Admin"
    made.close()


def test_a_call_that_opened_nothing_has_nothing_to_close(tmp_path: Path) -> None:
    made = call(tmp_path)
    with pytest.raises(Refused):
        _ = made.workstation
    made.close()


def test_without_a_folder_it_is_the_users_own() -> None:
    assert call(None).folder == profile.default_folder()
