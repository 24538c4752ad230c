"""The system's keychain, when there is a real one. The one door for keyring; its failure never blocks anybody."""

from collections.abc import Callable
from contextlib import suppress
from queue import Empty, SimpleQueue
from threading import Thread

import keyring
from keyring.backend import KeyringBackend

SERVICE = "Diapason"
PATIENCE = 5.0  # seconds: a locked keychain may wait for a dialog nobody sees
REAL = ("SecretService", "kwallet", "libsecret", "macOS", "Windows")
"""Backends that encrypt. Others (plain files, null) are as good as none."""


def backend() -> KeyringBackend | None:
    """The keychain of this session, or None when there is none worth the name."""
    found = keyring.get_keyring()
    candidates = getattr(found, "backends", [found])  # a chainer holds several, the best first
    for one in candidates:
        if any(name in type(one).__module__ for name in REAL):
            return one  # type: ignore[no-any-return]  # keyring's chainer is untyped
    return None


def keep(name: str, secret: bytes) -> bool:
    """Puts a secret away under `name`. False when there is no keychain, or it refused."""

    def put(chain: KeyringBackend) -> bool:
        chain.set_password(SERVICE, name, secret.hex())
        return True

    return bool(_asked(put))


def recall(name: str) -> bytes | None:
    """The secret kept under `name`, or None."""

    def take(chain: KeyringBackend) -> bytes | None:
        text = chain.get_password(SERVICE, name)
        return bytes.fromhex(text) if text else None

    found = _asked(take)
    return found if isinstance(found, bytes) else None


def _asked(question: Callable[[KeyringBackend], object]) -> object:
    """The keychain's answer, or None when it has none within PATIENCE.

    Asked from a thread of its own, which nobody waits for: not even the end of the program, when the dialog of a
    locked keychain never comes.
    """
    answers: SimpleQueue[object] = SimpleQueue()

    def ask() -> None:
        answer = None
        with suppress(Exception):  # what is behind it raises errors of its own; none may keep a person out
            chain = backend()
            answer = None if chain is None else question(chain)
        answers.put(answer)

    Thread(target=ask, name="keychain", daemon=True).start()
    try:
        return answers.get(timeout=PATIENCE)
    except Empty:
        return None
