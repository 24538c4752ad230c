"""What an earlier version left is opened, verified and carried on by this one."""

from pathlib import Path

import pytest

from app.core.entry_commands import Record
from app.core.store.verification import verify
from app.sync.confirmation import against
from tests.central import Central
from tests.end_to_end.desks import sync
from tests.versions import Recorded, all_recorded, at_address, facts

RECORDED = all_recorded()


def test_at_least_one_version_is_recorded():
    assert RECORDED


@pytest.mark.parametrize("recorded", RECORDED, ids=lambda one: one.folder.name)
def test_the_profile_of_an_earlier_version_says_what_it_said(recorded: Recorded, tmp_path: Path):
    workstation = recorded.profile(tmp_path / "profile")
    crisis, expected = recorded.manifest["crisis"], recorded.manifest["facts"]
    assert facts(workstation, crisis).items() >= expected.items()
    workstation.store.rebuild()
    assert facts(workstation, crisis).items() >= expected.items()

    def server_key() -> str:
        with workstation.store.read() as transaction:
            return transaction.accounts.server_key

    assert verify(workstation.store, against(server_key)).intact
    label = f"SIG1-{expected['entries'] + 1:04}"
    assert workstation.desk.do(Record(crisis, "Écrite par la version présente")).label == label
    workstation.close()


@pytest.mark.parametrize("recorded", RECORDED, ids=lambda one: one.folder.name)
def test_the_server_of_an_earlier_version_goes_on(recorded: Recorded, tmp_path: Path, passphrase: None):
    restored = Central(recorded.server(tmp_path / "server"))
    restored.start()
    try:
        workstation = recorded.profile(tmp_path / "profile")
        at_address(workstation, restored.url)
        assert sync(workstation).sent == 1
        assert workstation.reading.pending() == 0
        workstation.close()
    finally:
        restored.kill()
