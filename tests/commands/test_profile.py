"""The key of a profile comes from the keychain, the environment or a person, in that order; or the command says so."""

import getpass
import io
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.commands import profile
from app.core import vault
from app.core.clock import Clock
from app.core.errors import Refused, Unavailable
from tests.central import PASSPHRASE, drawer_open


class Terminal(io.StringIO):
    """A terminal where a person types."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """What a person types when he is asked."""
    words: list[str] = []
    monkeypatch.setattr(sys, "stdin", Terminal())
    monkeypatch.setattr(getpass, "getpass", lambda prompt, stream: words.pop(0))
    monkeypatch.delenv(profile.PASSPHRASE, raising=False)
    yield words
    assert words == []


def test_the_environment_opens_the_profile(tmp_path: Path, passphrase: None) -> None:
    key, _ = vault.create(tmp_path, PASSPHRASE, Clock())
    assert profile.key(tmp_path) == key


def test_the_keychain_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(profile.PASSPHRASE, "une autre")
    with drawer_open():
        key, _ = vault.create(tmp_path, "une phrase", Clock())
        assert profile.key(tmp_path) == key


def test_a_person_is_asked_and_may_type_the_recovery_code(tmp_path: Path, typed: list[str]) -> None:
    key, recovery = vault.create(tmp_path, "une phrase", Clock())
    typed += ["une phrase", recovery.lower()]
    assert profile.key(tmp_path) == key
    assert profile.key(tmp_path) == key


def test_a_wrong_secret_leaves_the_profile_closed(tmp_path: Path, typed: list[str]) -> None:
    _, recovery = vault.create(tmp_path, "une phrase", Clock())
    typed += ["autre", "AAAA" + recovery[4:], ""]
    for _ in range(3):
        with pytest.raises(Unavailable):
            profile.key(tmp_path)


def test_nobody_to_ask_is_not_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    vault.create(tmp_path, "une phrase", Clock())
    monkeypatch.delenv(profile.PASSPHRASE, raising=False)
    monkeypatch.setattr(sys, "stdin", io.StringIO("une phrase\n"))
    with pytest.raises(Unavailable, match="clé"):
        profile.key(tmp_path)


def test_a_new_passphrase_is_typed_twice(typed: list[str]) -> None:
    typed += ["une phrase", "une phrase", "une phrase", "une phase"]
    assert profile.new_passphrase() == "une phrase"
    with pytest.raises(Refused, match="pas les mêmes"):
        profile.new_passphrase()


def test_no_profile_is_a_refusal(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="n'est pas inscrit"):
        profile.key(tmp_path)


def test_the_default_folder_is_the_users_own() -> None:
    assert profile.default_folder().is_absolute()
    assert profile.default_folder().name == "diapason"
