"""The library that watches a program's files: compiled when a campaign begins, where there is a compiler."""

import shutil
import subprocess
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

SOURCE = Path(__file__).with_name("shim.c")


@cache
def library() -> Path | None:
    """The compiled library, or None when nothing here compiles it."""
    compiler = shutil.which("cc")
    if compiler is None:
        return None
    made = Path(mkdtemp(prefix="campaign-")) / "shim.so"
    done = subprocess.run([compiler, "-shared", "-fPIC", "-O2", "-o", str(made), str(SOURCE), "-ldl", "-lpthread"])
    return made if done.returncode == 0 else None


def watching(root: Path, trace: Path | None = None) -> dict[str, str]:
    """The environment of a program whose files below `root` are watched."""
    found = {"LD_PRELOAD": str(library()), "CAMPAIGN_ROOT": str(root.resolve())}
    return found | ({"CAMPAIGN_TRACE": str(trace)} if trace else {})


def failing(root: Path, kind: str, first: int, last: int, errno: int) -> dict[str, str]:
    """The environment of a program whose acts `first` to `last` of that kind (W, S, *) fail."""
    limits = {"CAMPAIGN_KIND": kind, "CAMPAIGN_FROM": str(first), "CAMPAIGN_TO": str(last)}
    return watching(root) | limits | {"CAMPAIGN_ACT": "fail", "CAMPAIGN_ERRNO": str(errno)}


def killing(root: Path, kind: str, at: int) -> dict[str, str]:
    """The environment of a program that is killed at its n-th act of that kind."""
    return failing(root, kind, at, at, 5) | {"CAMPAIGN_ACT": "kill"}
