"""The keychain: used when it is real, and never in anybody's way."""

import threading
from collections.abc import Iterator
from typing import Any

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends import fail, null
from keyring.backends.chainer import ChainerBackend
from keyring.errors import KeyringLocked

from app.core import keychain


class Drawer(KeyringBackend):
    """A keychain that keeps in memory, and passes for one that encrypts."""

    __module__ = "keyring.backends.SecretService"
    priority = 1  # type: ignore[assignment]

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))


class Plain(Drawer):
    """A keychain that would write in clear."""

    __module__ = "keyrings.alt.file"


class Broken(Drawer):
    """A keychain that raises whatever is behind it."""

    __module__ = "keyring.backends.kwallet"

    def __init__(self, error: Exception) -> None:
        super().__init__()
        self.error = error

    def set_password(self, service: str, username: str, password: str) -> None:
        raise self.error

    def get_password(self, service: str, username: str) -> str | None:
        raise self.error


class Silent(Drawer):
    """A keychain that waits for a dialog nobody sees."""

    __module__ = "keyring.backends.libsecret"

    def __init__(self) -> None:
        super().__init__()
        self.answered = threading.Event()

    def get_password(self, service: str, username: str) -> str | None:
        self.answered.wait(30)
        return None


@pytest.fixture(autouse=True)
def usual() -> Iterator[None]:
    before = keyring.get_keyring()
    yield
    keyring.set_keyring(before)


def test_a_secret_put_away_is_found_again() -> None:
    keyring.set_keyring(Drawer())
    assert keychain.keep("profile", b"\x00secret")
    assert keychain.recall("profile") == b"\x00secret"
    assert keychain.recall("another") is None


@pytest.mark.parametrize("backend", [fail.Keyring, null.Keyring, Plain])
def test_what_does_not_encrypt_is_as_good_as_none(backend: Any) -> None:
    keyring.set_keyring(backend())
    assert keychain.backend() is None
    assert not keychain.keep("profile", b"secret")
    assert keychain.recall("profile") is None


def test_a_real_keychain_is_found_behind_others() -> None:
    class Several(ChainerBackend):
        backends = [Plain(), Drawer()]  # type: ignore[assignment]  # noqa: RUF012

    keyring.set_keyring(Several())
    assert isinstance(keychain.backend(), Drawer)
    assert not isinstance(keychain.backend(), Plain)


@pytest.mark.parametrize(
    "error", [KeyringLocked("fermé"), RuntimeError("x"), OSError("x"), TypeError("x"), KeyError("x")]
)
def test_a_keychain_that_fails_keeps_nobody_out(error: Exception) -> None:
    keyring.set_keyring(Broken(error))
    assert not keychain.keep("profile", b"secret")
    assert keychain.recall("profile") is None


def test_a_secret_spoilt_in_the_keychain_is_none() -> None:
    drawer = Drawer()
    drawer.kept[keychain.SERVICE, "profile"] = "pas de l'hexadécimal"
    keyring.set_keyring(drawer)
    assert keychain.recall("profile") is None


def test_a_keychain_that_never_answers_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    silent = Silent()
    keyring.set_keyring(silent)
    monkeypatch.setattr(keychain, "PATIENCE", 0.05)
    assert keychain.recall("profile") is None
    waiting = [one for one in threading.enumerate() if one.name == "keychain"]
    assert all(one.daemon for one in waiting)
    silent.answered.set()
