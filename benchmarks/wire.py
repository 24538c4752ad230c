"""A loopback of our own, so that every byte it carries is ours: counted by the kernel, at no cost to what is timed."""

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence

MARK = "DIAPASON_OWN_LOOPBACK"
UP_AND_ON = 'ip link set lo up && exec "$0" "$@"'


def move_to_own_loopback(arguments: Sequence[str]) -> None:
    """Begins this program again in a network namespace with nothing but a loopback. Returns only where it already
    is there, or where the system does not let us: bytes are then not counted."""
    if MARK in os.environ or not shutil.which("unshare") or not shutil.which("ip"):
        return
    apart = ["unshare", "--net"] if os.geteuid() == 0 else ["unshare", "--net", "--map-root-user"]
    if subprocess.run([*apart, "ip", "link", "set", "lo", "up"], capture_output=True, check=False).returncode:
        return
    environment = {**os.environ, MARK: "1"}
    command = [*apart, "sh", "-c", UP_AND_ON, sys.executable, "-m", "benchmarks", *arguments]
    os.execvpe(command[0], command, environment)
