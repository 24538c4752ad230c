"""A piece of work in a process of its own: what it took, and the most memory that process held while it did it."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from benchmarks.figures import own_cpu

Work = Callable[[], Any]
MOST_RESIDENT, RESIDENT = "VmHWM:", "VmRSS:"


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds by the clock and of processor; bytes resident `before` it began and at the `peak`; what it `told`."""

    seconds: float
    cpu: float
    before: int
    peak: int
    told: Any = None


def apart(make: Callable[..., Work], *arguments: Any) -> Cost:
    """What the work that `make(*arguments)` prepares costs. The preparing is done there too, and is not counted."""
    ours, theirs = get_context("spawn").Pipe()
    process = get_context("spawn").Process(target=_inside, args=(theirs, make, arguments))
    process.start()
    theirs.close()
    try:
        cost: Cost = ours.recv()
    except EOFError as error:
        raise RuntimeError(f"{make.__name__} failed in its process") from error
    finally:
        process.join()
    return cost


def _inside(to: Connection, make: Callable[..., Work], arguments: tuple[Any, ...]) -> None:
    work = make(*arguments)
    begin_again()
    before, used, began = resident(RESIDENT), own_cpu(), time.perf_counter()
    told = work()
    to.send(Cost(time.perf_counter() - began, own_cpu() - used, before, resident(MOST_RESIDENT), told))


def begin_again(process: int | str = "self") -> None:
    """Forgets the most memory that process has held so far."""
    Path(f"/proc/{process}/clear_refs").write_text("5", encoding="ascii")


def resident(name: str, process: int | str = "self") -> int:
    """Bytes of memory: `RESIDENT` now, or `MOST_RESIDENT` since it began (again)."""
    lines = Path(f"/proc/{process}/status").read_text(encoding="ascii", errors="replace").splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith(name))
