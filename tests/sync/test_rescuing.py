"""A rescue with a real server: what the damaged disk lost of what was sent comes back."""

from pathlib import Path

from app.core import vault
from app.core.clock import Clock
from app.core.store.damage import PAGE
from app.sync.rescuing import LATER, is_sound, met, rescue_profile, words
from tests.central import PASSPHRASE, Central, Line


def test_what_was_sent_comes_back_and_without_a_server_it_is_said_to_come_later(
    central: Central, tmp_path: Path
) -> None:
    sig = Line(tmp_path / "SIG1")
    sig.enrol(central, central.invitation, "SIG1", "Alice Admin")
    crisis = sig.open_crisis()
    for n in range(5):
        sig("log", "--crisis", crisis, f"SDIS76 > fait {n}")
    sig("sync")
    key, journal = vault.open_with_passphrase(sig.profile, PASSPHRASE), sig.profile / "journal.db"
    assert is_sound(sig.profile, key)
    for stopped in (True, False):
        data = bytearray(journal.read_bytes())
        for page in range(0, len(data) // PAGE, 2):
            data[page * PAGE : page * PAGE + PAGE] = bytes(PAGE)
        journal.write_bytes(data)
        assert not is_sound(sig.profile, key)
        if stopped:
            central.stop()
        report = rescue_profile(sig.profile, key, Clock())
        outcome = met(sig.profile, key, Clock())
        assert (outcome is None) == stopped
        assert words(report, outcome).endswith(LATER) == stopped
        if stopped:
            central.start()
            sig("sync")
    assert len(sig("journal", "list", "--crisis", crisis).results) == 5
    assert sig("verify").only["intact"]
