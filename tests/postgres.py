"""A throwaway PostgreSQL for the tests: one cluster per worker, reached by a socket only, gone at the end.

PostgreSQL refuses to run as root, so root hands it to the `postgres` user that Debian's package makes. It is a child
of the tests and is told of their death by the kernel: it does not outlive them, even when they are killed.
"""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import IO

import psycopg
import pytest

DEBIAN = Path("/usr/lib/postgresql")
READY = b"database system is ready to accept connections"
INITIAL = ["--username=postgres", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"]
SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",
    "full_page_writes": "off",
    "shared_buffers": "32MB",
    "lc_messages": "C",
}


@dataclass(frozen=True, slots=True)
class Cluster:
    """A running PostgreSQL whose socket lies in `directory`."""

    directory: Path
    _numbers: Iterator[int] = field(default_factory=count)

    def url(self, database: str) -> str:
        """As SQLAlchemy takes it; psycopg takes the same without `+psycopg`."""
        return f"postgresql+psycopg://postgres@/{database}?host={self.directory}"

    def execute(self, statement: str) -> None:
        """Runs an administrator's statement outside any transaction."""
        url = self.url("postgres").replace("+psycopg", "")
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(statement)  # type: ignore[arg-type]

    @contextmanager
    def database(self) -> Iterator[str]:
        """The URL of an empty database, dropped afterwards whoever is still connected."""
        name = f"empty_{next(self._numbers)}"
        self.execute(f"CREATE DATABASE {name} TEMPLATE template0 STRATEGY file_copy")
        try:
            yield self.url(name)
        finally:
            self.execute(f"DROP DATABASE {name} WITH (FORCE)")


def programs() -> Path | None:
    """The folder of the newest PostgreSQL that Debian installed."""
    found = [folder for folder in DEBIAN.glob("*/bin") if (folder / "initdb").exists()]
    return max(found, key=lambda folder: float(folder.parent.name), default=None)


def owner() -> pwd.struct_passwd | None:
    """Who may run PostgreSQL here: ourselves, or `postgres` when we are root."""
    if os.getuid() != 0:
        return pwd.getpwuid(os.getuid())
    return next((user for user in pwd.getpwall() if user.pw_name == "postgres"), None)


def prefix(user: pwd.struct_passwd) -> list[str]:
    """The words before a command that make it run as `user` and die with us."""
    words = ["setpriv", "--pdeathsig=QUIT"]
    if os.getuid() == 0:
        words += [f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups"]
    return [*words, "--"]


@contextmanager
def running(binaries: Path, user: pwd.struct_passwd) -> Iterator[Cluster]:
    """A new cluster in a folder of its own, outside any home: the other user must be able to reach it."""
    directory = Path(tempfile.mkdtemp(prefix="diapason-postgres-"))
    os.chown(directory, user.pw_uid, user.pw_gid)
    data = directory / "data"
    settings = [word for name, value in SETTINGS.items() for word in ("-c", f"{name}={value}")]
    try:
        subprocess.run(
            [*prefix(user), binaries / "initdb", "--pgdata", data, *INITIAL],
            check=True,
            capture_output=True,
            cwd=directory,
        )
        with subprocess.Popen(
            [*prefix(user), binaries / "postgres", "-D", data, "-k", directory, *settings],
            stderr=subprocess.PIPE,
            cwd=directory,
        ) as server:
            wait_until_ready(server.stderr)
            rest = threading.Thread(target=deque, args=(server.stderr, 0))  # read and forgotten: it must not block
            rest.start()
            try:
                yield Cluster(directory)
            finally:
                server.send_signal(signal.SIGINT)  # fast shutdown: open connections are cut
                rest.join()
    finally:
        shutil.rmtree(directory)


def wait_until_ready(stderr: IO[bytes] | None) -> None:
    """Reads what the server says until it is ready; if it ends before, raises what it said."""
    said = []
    for line in stderr or ():
        said.append(line)
        if READY in line:
            return
    raise RuntimeError(b"".join(said).decode())


@pytest.fixture(scope="session")
def postgres_cluster() -> Iterator[Cluster]:
    """The cluster of this worker, started by the first test that asks for it."""
    binaries, user = programs(), owner()
    if binaries is None or user is None:
        pytest.skip("PostgreSQL n'est pas installé sur cette machine")
    with running(binaries, user) as cluster:
        yield cluster


@pytest.fixture
def postgres_url(postgres_cluster: Cluster) -> Iterator[str]:
    """An empty database of this test alone."""
    with postgres_cluster.database() as url:
        yield url
