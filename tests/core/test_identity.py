"""Who a workstation is outlives its journal."""

from pathlib import Path

from app.core import identity
from app.core.clock import Clock
from app.core.identity import Identity
from tests.building import seed

KNOWN = Identity(seed("signing"), seed("box"), bytes(32), "https://serveur.example", "ab" * 32)
KEY = seed("key")


def test_it_is_kept_sealed_beside_the_journal(tmp_path: Path) -> None:
    identity.keep(tmp_path, KEY, KNOWN, Clock())
    assert identity.recall(tmp_path, KEY) == KNOWN
    written = (tmp_path / identity.FILE).read_bytes()
    assert KNOWN.signing not in written
    assert b"serveur.example" not in written
    identity.keep(tmp_path, KEY, KNOWN, Clock())
    assert (tmp_path / identity.FILE).read_bytes() == written, "what is there already is not written again"


def test_another_key_a_changed_byte_or_no_file_give_nothing(tmp_path: Path) -> None:
    assert identity.recall(tmp_path, KEY) is None
    identity.keep(tmp_path, KEY, KNOWN, Clock())
    assert identity.recall(tmp_path, seed("other")) is None
    file = tmp_path / identity.FILE
    file.write_bytes(file.read_bytes()[:-1] + b"\0")
    assert identity.recall(tmp_path, KEY) is None


def test_the_seeds_are_told_to_nobody() -> None:
    assert repr(KNOWN) == "Identity(…)"
    assert identity.noted(KNOWN)["signing_seed"] == KNOWN.signing
