"""What each operation costs as a crisis grows: written, pushed, pulled, carried, verified and rebuilt, at each size."""

import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from statistics import median

from app.core.store.verification import verify
from app.sync import confirmation
from app.sync.bundle_making import Wanted, make
from app.sync.bundle_taking import take_in
from app.sync.workstation import Workstation
from benchmarks.apart import MOST_RESIDENT, Cost, Work, apart, begin_again, resident
from benchmarks.figures import OURS, Figure, process_cpu
from benchmarks.ground import Ground, Plan, exchange, opened, prepared
from benchmarks.large import given_back
from benchmarks.records import entries

ONE_BY_ONE = 200  # the last entries, each as a person writes it
WRITER, READER, CARRIED = "SIG1", "INT1", "COGIC"
PEOPLE = {READER: "Léa Aubert", CARRIED: "Inès Costa"}
STICK = "clé.diapason"


def measure(plan: Plan, folder: Path) -> Iterator[Figure]:
    for size in plan.sizes:
        here = folder / str(size)
        here.mkdir()
        yield from at(size, here)


def at(size: int, folder: Path) -> Iterator[Figure]:
    """One workstation holds `size` entries of its own and pushes them; another pulls them; a third gets a stick."""
    with prepared(folder) as ground:
        crisis, stick = ground.crisis, folder / STICK
        for prefix, code in zip(PEOPLE, ground.invite(list(PEOPLE.values())), strict=True):
            ground.enrolled(prefix, code)
        ground.join(list(PEOPLE.values()))
        few = min(ONE_BY_ONE, size // 2)
        yield _figure("signed in bulk and kept", size, size - few, apart(signing, folder / WRITER, crisis, size - few))
        written = apart(writing_one_by_one, folder / WRITER, crisis, few)
        yield replace(_figure("written one by one, median", size, few, written), seconds=written.told * few)
        for name, prefix in (("pushed", WRITER), ("pulled", READER)):
            yield _exchanged(name, size, ground, prefix)
        for name, cost in (
            ("exported to a bundle", apart(exporting, folder / WRITER, crisis, stick)),
            ("imported from a bundle", apart(importing, folder / CARRIED, stick)),
            ("verified", apart(verifying, folder / READER)),
            ("read tables rebuilt", apart(rebuilding, folder / READER)),
        ):
            yield _figure(name, size, size, cost)


def _figure(name: str, size: int, operations: int, cost: Cost) -> Figure:
    return Figure(
        f"{spaced(size)} operations: {name}",
        OURS,
        cost.seconds,
        cost.cpu,
        memory=cost.peak,
        at_rest=cost.before,
        operations=operations,
    )


def spaced(size: int) -> str:
    return f"{size:,}".replace(",", " ")


def _exchanged(name: str, size: int, ground: Ground, prefix: str) -> Figure:
    (server,) = ground.servers
    used = process_cpu(server)
    begin_again(server)
    cost = apart(exchanging, ground.folder / prefix)
    used, held = process_cpu(server) - used, resident(MOST_RESIDENT, server)
    return replace(_figure(name, size, size, cost), server_cpu=used, server_memory=held)


def signing(profile: Path, crisis: str, count: int) -> Work:
    return partial(given_back, opened(profile), crisis, count)


def writing_one_by_one(profile: Path, crisis: str, count: int) -> Work:
    """Each as a person writes it. Tells the median."""
    workstation, commands = opened(profile), list(entries(crisis, 0, count))

    def work() -> float:
        times: list[float] = []
        for command in commands:
            began = time.perf_counter()
            workstation.desk.do(command)
            times.append(time.perf_counter() - began)
        return median(times)

    return work


def exchanging(profile: Path) -> Work:
    workstation = opened(profile)

    def work() -> None:
        exchange(workstation)
        assert workstation.reading.pending() == 0

    return work


def exporting(profile: Path, crisis: str, stick: Path) -> Work:
    return partial(_export, opened(profile), crisis, stick)


def _export(workstation: Workstation, crisis: str, stick: Path) -> None:
    make(workstation.store, Wanted(crisis, stick))


def importing(profile: Path, stick: Path) -> Work:
    workstation = opened(profile)

    def work() -> int:
        brought = take_in(workstation.store, stick)
        assert not brought.problem, brought.problem
        assert not brought.missing, brought.missing[:3]
        assert not brought.refused, brought.refused[:3]
        return brought.new

    return work


def verifying(profile: Path) -> Work:
    store = opened(profile).store

    def work() -> None:
        with store.read() as transaction:
            key = transaction.accounts.server_key
        assert verify(store, confirmation.against(lambda: key)).intact

    return work


def rebuilding(profile: Path) -> Work:
    return opened(profile).store.rebuild


def table(figures: Sequence[Figure]) -> str:
    """One line for each work: what an operation costs at each size, against the size before, and the most memory."""
    groups: dict[str, dict[int, list[Figure]]] = {}
    for one in figures:
        size, _, name = one.work.partition(" operations: ")
        groups.setdefault(name, {}).setdefault(int(size.replace(" ", "")), []).append(one)
    sizes = sorted({size for by_size in groups.values() for size in by_size})
    lines = [f"| each operation | {' | '.join(map(spaced, sizes))} |", f"|---|{'---|' * len(sizes)}"]
    for name, by_size in groups.items():
        lines.append(f"| {name} | {' | '.join(_each(by_size, sizes, 'seconds'))} |")
        if any(one.client_cpu for some in by_size.values() for one in some):
            lines.append(f"| — processor | {' | '.join(_each(by_size, sizes, 'cpu'))} |")
        lines.append(f"| — memory | {' | '.join(_memory(by_size.get(size, [])) for size in sizes)} |")
    return "\n".join(lines)


def _each(by_size: dict[int, list[Figure]], sizes: Sequence[int], of: str) -> Iterator[str]:
    former: float | None = None
    for size in sizes:
        some = by_size.get(size)
        if not some:
            yield ""
            continue
        each = median(_cost(one, of) / (one.operations or 1) for one in some)
        yield f"{each * 1e6:.0f} µs" + (f" (× {each / former:.2f})" if former else "")
        former = each


def _cost(figure: Figure, of: str) -> float:
    if of == "cpu":
        return (figure.client_cpu or 0) + (figure.server_cpu or 0)
    return figure.seconds or 0


def _memory(figures: Sequence[Figure]) -> str:
    """The most held, what was held before the work began in brackets, and the server's."""
    if not figures:
        return ""
    ours, before = (median(getattr(one, name) or 0 for one in figures) for name in ("memory", "at_rest"))
    servers = [one.server_memory for one in figures if one.server_memory]
    told = f"{ours / 2**20:.0f} MiB ({before / 2**20:.0f})"
    return f"{told}, server {median(servers) / 2**20:.0f}" if servers else told
