"""Figures: what one piece of work cost, measured around it, and the table they make."""

import os
import resource
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

TICKS = os.sysconf("SC_CLK_TCK")
OURS = "Diapason"


@dataclass(frozen=True, slots=True)
class Figure:
    """What one repetition of `work` cost whoever is named by `by`. Seconds, and bytes; None = not measured here.
    `memory`: the most that was resident, `at_rest`: before it began; `operations`: how many the seconds are for."""

    work: str
    by: str
    seconds: float | None = None
    client_cpu: float | None = None
    server_cpu: float | None = None
    wire: int | None = None
    disk: int | None = None
    memory: int | None = None
    at_rest: int | None = None
    server_memory: int | None = None
    operations: int | None = None


class Meter:
    """`with Meter(pids) as meter:` then `meter.figure(…)`. `pids` are the processes of the server."""

    def __init__(self, servers: Sequence[int] = ()):
        self._servers = servers

    def __enter__(self) -> "Meter":
        self._server, self._client, self._bytes = self._server_cpu(), own_cpu(), loopback_bytes()
        self._began = time.perf_counter()
        return self

    def __exit__(self, *_: object) -> None:
        self.seconds = time.perf_counter() - self._began
        self.client_cpu = own_cpu() - self._client
        self.server_cpu = self._server_cpu() - self._server
        carried = loopback_bytes()
        self.wire = None if carried is None or self._bytes is None else carried - self._bytes

    def figure(self, work: str, client_cpu: float | None = None) -> Figure:
        """`client_cpu` when the work was done in other processes, which measured themselves."""
        cpu = self.client_cpu if client_cpu is None else client_cpu
        return Figure(work, OURS, self.seconds, cpu, self.server_cpu, self.wire)

    def _server_cpu(self) -> float:
        return sum(map(process_cpu, self._servers))


def own_cpu() -> float:
    """Seconds of processor this process and its ended children have used."""
    both = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in both)


def process_cpu(pid: int) -> float:
    """Seconds of processor that process has used, its ended children included."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()
    return sum(map(int, fields[11:15])) / TICKS


def loopback_bytes() -> int | None:
    """Bytes carried so far by a loopback that nobody else uses; None when it is shared (see `wire`)."""
    if "DIAPASON_OWN_LOOPBACK" not in os.environ:
        return None
    return int(Path("/proc/self/net/dev").read_text(encoding="ascii").split("lo:")[1].split()[0])


def disk(folder: Path) -> int:
    """Bytes of the files in that folder."""
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())


def quantile(values: Sequence[float], part: float) -> float:
    """The value under which that part of them lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, round(part * (len(ordered) - 1)))]


def table(figures: Sequence[Figure]) -> str:
    """One line for each piece of work and who did it: medians [least–most], and how we stand against the others."""
    groups: dict[tuple[str, str], list[Figure]] = {}
    for work in dict.fromkeys(one.work for one in figures):
        for one in figures:
            if one.work == work:
                groups.setdefault((work, one.by), []).append(one)
    weighed = any(one.memory for one in figures)
    lines = [
        f"| work | by | time | processor: client + server | wire | disk | ours against it |{' memory |' * weighed}",
        f"|---|---|---|---|---|---|---|{'---|' * weighed}",
    ]
    for (work, by), some in groups.items():
        processor = " + ".join(filter(None, (_seconds(some, "client_cpu"), _seconds(some, "server_cpu"))))
        cells = (work, by, _spread(some), processor, _size(some, "wire"), _size(some, "disk"))
        ratio = _ratio(groups.get((work, OURS), []), some, by)
        lines.append(f"| {' | '.join((*cells, ratio, *([_size(some, 'memory')] if weighed else [])))} |")
    return "\n".join(lines)


def _values(figures: Sequence[Figure], name: str) -> list[float]:
    return [value for one in figures if (value := getattr(one, name)) is not None]


def _spread(figures: Sequence[Figure]) -> str:
    values = _values(figures, "seconds")
    if not values:
        return ""
    return f"{_time(median(values))} [{_time(min(values))}–{_time(max(values))}]"


def _time(seconds: float) -> str:
    return f"{seconds:.2f} s" if seconds >= 0.2 else f"{seconds * 1000:.3g} ms"


def _seconds(figures: Sequence[Figure], name: str) -> str:
    values = _values(figures, name)
    return f"{median(values):.2f} s" if values else ""


def _size(figures: Sequence[Figure], name: str) -> str:
    values = _values(figures, name)
    return f"{median(values) / 1e6:.2f} MB" if values else ""


def _ratio(ours: Sequence[Figure], theirs: Sequence[Figure], by: str) -> str:
    """Our median divided by theirs: under 1, we are ahead."""
    name = "seconds" if _values(theirs, "seconds") else "disk"
    mine, other = _values(ours, name), _values(theirs, name)
    return "" if by == OURS or not mine or not other else f"× {median(mine) / median(other):.2f}"
