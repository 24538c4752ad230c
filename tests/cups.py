"""A printing system for the tests: a real CUPS of their own, reached by a socket; its queues keep what they receive.

It is a child of the tests and is told of their death by the kernel: it outlives them never, even when they are killed.
The machine's own CUPS, if it has one, is neither used nor seen.
"""

import grp
import os
import pwd
import select
import shutil
import signal
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import pytest

PROGRAM, BACKENDS = Path("/usr/sbin/cupsd"), Path("/usr/lib/cups")
STARTING, PRINTING = 20, 60  # seconds

# What a printer would receive is kept under the number of its job, beside what CUPS said of it.
KEEP = """#!/bin/sh
[ $# -eq 0 ] && {{ echo 'direct keep "Unknown" "Garde"'; exit 0; }}
printf '%s\\n' "$3" "$5" > '{folder}/received/'$1.said
if [ -n "$6" ]; then cat "$6"; else cat; fi > '{folder}/received/'$1
echo "$1" > '{folder}/told'
"""
SCHEDULER = """Listen {folder}/cups.sock
LogLevel warn
Browsing No
WebInterface No
DefaultShared No
<Location />
Order allow,deny
Allow all
</Location>
<Policy default>
<Limit All>
Order deny,allow
</Limit>
</Policy>
"""
FILES = """ServerRoot {folder}/etc
ServerBin {folder}/bin
RequestRoot {folder}/spool
TempDir {folder}/spool/tmp
CacheDir {folder}/cache
StateDir {folder}/run
ErrorLog {folder}/error
AccessLog {folder}/access
PageLog {folder}/page
User {user}
Group {group}
SystemGroup {others}
"""
QUEUE = """<{kind} {name}>
Info {words}
DeviceURI keep:/
State {state}
StateMessage {message}
Accepting {accepting}
Shared No
</{kind}>
"""
QUEUES = (  # as `printers.conf` has them: none has a driver, so that each receives the file as it was given
    {"kind": "DefaultPrinter", "name": "Bureau", "words": "Copieur du cabinet, 2e étage"},
    {"kind": "Printer", "name": "Archives", "words": "Archives"},
    {"kind": "Printer", "name": "Pause", "words": "En panne", "state": "Stopped", "message": "Plus de papier"},
    {"kind": "Printer", "name": "Ferme", "words": "Fermée", "accepting": "No"},
)
USUAL = {"state": "Idle", "message": "", "accepting": "Yes"}


class Silent(Exception):
    """It was started, and takes no connection."""


@dataclass(frozen=True, slots=True)
class Received:
    """What a queue gave its printer, with the title and the options CUPS had for it."""

    file: bytes
    title: str
    options: str


@dataclass(slots=True)
class Cups:
    """A running CUPS whose files lie in `folder`."""

    folder: Path
    process: "subprocess.Popen[bytes]"
    _told: int
    _said: bytes = field(default=b"")

    @property
    def address(self) -> str:
        """What `CUPS_SERVER` is to be."""
        return str(self.folder / "cups.sock")

    def received(self) -> Received:
        """The next job that came out of a queue, whichever it was."""
        while b"\n" not in self._said:
            if not select.select([self._told], [], [], PRINTING)[0]:
                raise AssertionError(f"nothing came out of a queue: {(self.folder / 'error').read_text()[-2000:]}")
            self._said += os.read(self._told, 1000)
        job, _, self._said = self._said.partition(b"\n")
        kept = self.folder / "received" / job.decode()
        title, _, options = kept.with_suffix(".said").read_text().partition("\n")
        return Received(kept.read_bytes(), title, options.strip())

    @property
    def idle(self) -> bool:
        """Whether nothing more came out."""
        return not self._said and not select.select([self._told], [], [], 0)[0]

    @contextmanager
    def frozen(self) -> Iterator[None]:
        """It listens, and answers nothing."""
        self.process.send_signal(signal.SIGSTOP)
        try:
            yield
        finally:
            self.process.send_signal(signal.SIGCONT)


def owner() -> pwd.struct_passwd:
    """Who the queues run as: ourselves, or `lp` when we are root, which CUPS refuses to be."""
    return pwd.getpwnam("lp") if os.getuid() == 0 else pwd.getpwuid(os.getuid())


@contextmanager
def running() -> Iterator[Cups]:
    """A new CUPS in a folder of its own, outside any home: the user of the queues must be able to reach it."""
    user = owner()
    folder = Path(tempfile.mkdtemp(prefix="diapason-cups-"))
    try:
        folder.chmod(0o755)
        for name in ("bin/backend", "etc", "spool/tmp", "cache", "run", "received"):
            (folder / name).mkdir(parents=True)
        os.mkfifo(folder / "told")
        for name in ("received", "told"):
            os.chown(folder / name, user.pw_uid, user.pw_gid)
        _furnish(folder, user)
        told = os.open(folder / "told", os.O_RDWR)  # for writing too: whoever tells never waits for a reader
        log = (folder / "log").open("wb")
        program = [str(folder / "cupsd"), "-f", "-c", str(folder / "cupsd.conf"), "-s", str(folder / "cups-files.conf")]
        with log, subprocess.Popen(["setpriv", "--pdeathsig=TERM", "--", *program], stderr=log, stdout=log) as process:
            try:
                _await(folder, process)
                yield Cups(folder, process, told)
            finally:
                process.terminate()
        os.close(told)
    finally:
        shutil.rmtree(folder)


def _furnish(folder: Path, user: pwd.struct_passwd) -> None:
    """The program is copied: a machine that confines the CUPS it installed (AppArmor) goes by its path."""
    shutil.copy(PROGRAM, folder / "cupsd")
    shutil.copytree(BACKENDS / "daemon", folder / "bin" / "daemon")
    backend = folder / "bin" / "backend" / "keep"
    backend.write_text(KEEP.format(folder=folder))
    backend.chmod(0o755)
    group = grp.getgrgid(user.pw_gid).gr_name
    others = "root" if group != "root" else "daemon"  # CUPS wants two
    (folder / "cupsd.conf").write_text(SCHEDULER.format(folder=folder))
    (folder / "cups-files.conf").write_text(FILES.format(folder=folder, user=user.pw_name, group=group, others=others))
    (folder / "etc" / "printers.conf").write_text("".join(QUEUE.format(**{**USUAL, **one}) for one in QUEUES))


def _await(folder: Path, process: "subprocess.Popen[bytes]") -> None:
    """Until it takes a connection; if it ends before, says what it said."""
    for _ in range(STARTING * 20):
        with socket.socket(socket.AF_UNIX) as tried, suppress(OSError):
            tried.connect(str(folder / "cups.sock"))
            return
        with suppress(subprocess.TimeoutExpired):
            process.wait(0.05)
            break
    said = [one.read_text(errors="replace") for one in (folder / "log", folder / "error") if one.exists()]
    raise Silent("\n".join(said))


@pytest.fixture(scope="session")
def cups_of_this_worker() -> Iterator[Cups]:
    """Started by the first test that asks for it."""
    if not PROGRAM.exists() or not all(map(shutil.which, ("lp", "lpstat", "setpriv"))):
        pytest.skip("CUPS n'est pas installé sur cette machine")
    try:
        with running() as cups:
            yield cups
    except Silent as told:
        pytest.skip(f"CUPS ne démarre pas sur cette machine : {told}")


@pytest.fixture
def cups(cups_of_this_worker: Cups, monkeypatch: pytest.MonkeyPatch) -> Cups:
    """The only printing system that this test sees."""
    monkeypatch.setenv("CUPS_SERVER", cups_of_this_worker.address)
    return cups_of_this_worker
