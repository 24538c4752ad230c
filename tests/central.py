"""A real central server in a process of its own, to stop, kill and start again, and the command line run against it."""

import json
import multiprocessing
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, redirect_stderr, redirect_stdout, suppress
from dataclasses import dataclass, field
from io import BytesIO, TextIOWrapper
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import keyring
import pytest
from keyring.backend import KeyringBackend

from app.core.clock import Clock

PATIENCE = 30  # seconds for a process to begin or end
PASSPHRASE = "une phrase pour les essais"
ENVIRONMENT = {"DIAPASON_PASSPHRASE": PASSPHRASE, "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring"}


class Drawer(KeyringBackend):
    """A keychain that forgets when the tests end: a passphrase is slow to stretch, and they open profiles often."""

    __module__ = "keyring.backends.SecretService"  # the workstation takes no keychain that it does not know
    priority = 1.0  # type: ignore[assignment]  # a property of the class, in keyring
    kept: dict[tuple[str, str], str]

    def __init__(self) -> None:
        super().__init__()
        self.kept = {}

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))


DRAWER = Drawer()


@contextmanager
def drawer_open() -> Iterator[None]:
    former = keyring.get_keyring()
    keyring.set_keyring(DRAWER)
    try:
        yield
    finally:
        keyring.set_keyring(former)


NURSERY = multiprocessing.get_context("forkserver")
NURSERY.set_forkserver_preload(["app.server.__main__", __name__])


class Served:
    """`diapason-server` in a process of its own, there once it listens. The process is forked from one that has read
    the program already, which takes most of a second: the tests start hundreds."""

    def __init__(self, words: Sequence[str], environment: Mapping[str, str], watched: Mapping[str, str]):
        said, saying = NURSERY.Pipe(duplex=False)
        self._process = NURSERY.Process(target=_serve, args=(words, environment, watched, saying), daemon=True)
        self._process.start()
        saying.close()
        with said, os.fdopen(os.dup(said.fileno())) as lines:
            assert lines.readline().startswith("ready ")

    @property
    def pid(self) -> int:
        assert self._process.pid is not None
        return self._process.pid

    def end(self, number: int) -> None:
        """By that signal, unless something ended it before."""
        with suppress(ProcessLookupError):
            os.kill(self.pid, number)
        self._process.join(PATIENCE)
        self._process.close()


def _serve(words: list[str], environment: Mapping[str, str], watched: Mapping[str, str], saying: Connection) -> None:
    from app.server.__main__ import main

    os.dup2(saying.fileno(), sys.stdout.fileno())
    if watched:  # by a library that is loaded when a program begins
        program = [sys.executable, "-m", "app.server", *words]
        os.execve(program[0], program, {**environment, **watched})
    os.environ.clear()
    os.environ.update(environment)
    sys.exit(main(words))


@dataclass
class Central:
    """Founded in `data`, as `diapason-server init` does, unless it was already, for an address that stays its own.
    `invitation` is the first administrator's."""

    data: Path
    scheme: str = "http"
    port: int = field(init=False)
    invitation: str = field(init=False)
    recovery: str = field(init=False)
    process: Served | None = None

    def __post_init__(self) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        if self.data.exists():
            return
        from app.server.central import default_database_url  # tests that found nothing do without alembic
        from app.server.founding import found

        founded = found(self.data, default_database_url(self.data), self.url, [], Clock())
        self.invitation, self.recovery = founded.invitation, founded.recovery

    @property
    def url(self) -> str:
        return f"{self.scheme}://127.0.0.1:{self.port}"

    def start(self, watched: Mapping[str, str] | None = None) -> None:
        """Serves at the same address as before; back when it listens. `watched`: an environment that watches it."""
        assert self.process is None
        words = ["serve", "--data", str(self.data), "--port", str(self.port)]
        words += ["--tls"] if self.scheme == "https" else []
        self.process = Served(words, {**os.environ, **ENVIRONMENT}, watched or {})

    def stop(self) -> None:
        """Ends in good order."""
        self._end(signal.SIGTERM)

    def kill(self) -> None:
        """Ends as in a power cut."""
        self._end(signal.SIGKILL)

    def freeze(self) -> None:
        """Accepts connections, and never answers again until `thaw`."""
        assert self.process is not None
        os.kill(self.process.pid, signal.SIGSTOP)

    def thaw(self) -> None:
        assert self.process is not None
        os.kill(self.process.pid, signal.SIGCONT)

    def _end(self, number: int) -> None:
        if self.process is not None:
            self.process.end(number)
            self.process = None


@dataclass(frozen=True)
class Answer:
    """What a command gave: its exit code, what it printed and what it complained of."""

    code: int
    out: str
    err: str

    @property
    def results(self) -> list[dict[str, Any]]:
        """What it printed with `--json`: one object per line, and nothing else."""
        return [json.loads(line) for line in self.out.splitlines()]

    @property
    def only(self) -> dict[str, Any]:
        """The one result of a command that was done."""
        assert self.code == 0, self.err
        (result,) = self.results
        return result


@dataclass(frozen=True)
class Line:
    """The command line of one profile, run in this process."""

    profile: Path

    def __call__(self, *words: str) -> Answer:
        """Runs a command with `--json`."""
        return self.told("--json", *words)

    def told(self, *words: str) -> Answer:
        """Runs a command for a person."""
        from app import cli  # tests that run no command do without it

        out, err = (TextIOWrapper(BytesIO(), encoding="ascii", write_through=True) for _ in range(2))
        with redirect_stdout(out), redirect_stderr(err):
            code = cli.main(["--profile", str(self.profile), *words])
        return Answer(code, *(stream.buffer.getvalue().decode() for stream in (out, err)))

    def open_crisis(self, title: str = "Incendie d'un site industriel", *more: str) -> str:
        """A crisis of its own for one test: its code."""
        words = ("--title", title, "--frame", "exercise", "--nature", "industrial", "--lead", "INT")
        return str(self("crisis", "open", *words, *more).only["crisis"])

    def enrol(self, central: Central, invitation: str, prefix: str, name: str = "") -> dict[str, Any]:
        """Makes this profile a workstation."""
        more = ("--invitation", invitation, "--prefix", prefix, "--name", name)
        return self("enrol", "--server", central.url, *more).only

    def invite(self, name: str, organisation: str, role: str, *more: str) -> str:
        """The code for somebody new."""
        words = ("--name", name, "--organisation", organisation, "--role", role)
        return str(self("invite", *words, *more).only["invitation"])


def in_process(words: Sequence[str], **more: str) -> "subprocess.CompletedProcess[str]":
    """The command line as its user runs it: a process, and nothing of ours in it."""
    environment = {**os.environ, **ENVIRONMENT, **more}
    return subprocess.run(
        [sys.executable, "-m", "app.cli", *words], capture_output=True, text=True, env=environment, timeout=PATIENCE
    )


def wait_for(happened: Callable[[], bool]) -> None:
    """Comes back once `happened` is true; fails when it never is."""
    deadline = time.monotonic() + PATIENCE
    while not happened():
        assert time.monotonic() < deadline


def serving(data: Path, scheme: str = "http") -> Iterator[Central]:
    made = Central(data, scheme)
    made.start()
    yield made
    made.kill()


@dataclass
class Agency:
    """A served central and its first three workstations, made again as they were founded for each test."""

    folder: Path
    central: Central
    admin: Line
    director: Line
    liaison: Line

    def keep(self) -> None:
        """From here on, what each test finds."""
        self.central.stop()
        shutil.copytree(self.folder, self.founded)

    def begin_again(self) -> None:
        self.central.kill()
        shutil.rmtree(self.folder)
        shutil.copytree(self.founded, self.folder)
        self.central.start()

    @property
    def founded(self) -> Path:
        return self.folder.with_suffix(".founded")


@pytest.fixture(scope="session")
def passphrase() -> Iterator[None]:
    """What opens every profile of the tests, as a script gives it."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in ENVIRONMENT.items():
            patch.setenv(name, value)
        yield


@pytest.fixture
def drawer(passphrase: None) -> Iterator[None]:
    """A keychain for the profiles made and opened in this process."""
    with drawer_open():
        yield


@pytest.fixture(scope="session")
def founded_agency(tmp_path_factory: pytest.TempPathFactory, passphrase: None) -> Iterator[Agency]:
    """Alice Admin (SIG, ADM), Denis Directeur (SIG, DIR) and Irène Liaison (INT, LIA), enrolled for real."""
    folder = tmp_path_factory.mktemp("agency")
    for central in serving(folder / "central"):
        made = Agency(folder, central, *(Line(folder / name) for name in ("SIG1", "DIR1", "INT1")))
        with drawer_open():
            made.admin.enrol(central, central.invitation, "SIG1", "Alice Admin")
            made.director.enrol(central, made.admin.invite("Denis Directeur", "SIG", "DIR"), "DIR1")
            made.liaison.enrol(central, made.admin.invite("Irène Liaison", "INT", "LIA"), "INT1")
        made.keep()
        yield made


@pytest.fixture
def agency(founded_agency: Agency) -> Agency:
    """Of this test's own: nothing that another one did is in it."""
    founded_agency.begin_again()
    return founded_agency


@pytest.fixture
def admin(agency: Agency, drawer: None) -> Line:
    return agency.admin


@pytest.fixture
def director(agency: Agency, drawer: None) -> Line:
    return agency.director


@pytest.fixture
def liaison(agency: Agency, drawer: None) -> Line:
    return agency.liaison


@pytest.fixture
def central(tmp_path: Path, drawer: None) -> Iterator[Central]:
    """A served central of this test's own."""
    yield from serving(tmp_path / "central")
