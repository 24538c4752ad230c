"""W1, W2, W3: one workstation writes offline and pushes, another pulls, then each entry of one shows on the other."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from benchmarks import screen
from benchmarks.figures import OURS, Figure, Meter, disk, quantile
from benchmarks.ground import Plan, exchange, prepared, write_all
from benchmarks.large import LARGE, given_back
from benchmarks.records import entries


def measure(plan: Plan, folder: Path) -> Iterator[Figure]:
    with prepared(folder) as ground:
        (code,) = ground.invite(["Léa Aubert"])
        late = ground.enrolled("INT1", code)
        ground.join(["Léa Aubert"])
        if plan.entries < LARGE:
            write_all(ground.first, entries(ground.crisis, 0, plan.entries, plan.records))
        else:
            given_back(ground.first, ground.crisis, plan.entries, plan.records)
        with Meter(ground.servers) as push:
            exchange(ground.first)
        yield push.figure("W1 push")
        assert ground.first.reading.pending() == 0
        with Meter(ground.servers) as pull:
            exchange(late)
        yield pull.figure("W2 first pull")
        with Meter(ground.servers) as nothing:
            exchange(late)
        yield nothing.figure("exchange with nothing new")
        written = entries(ground.crisis, 0, plan.live, plan.records)
        live = [replace(one, occurred_at=None, subject=f"n° {n} {one.subject}") for n, one in enumerate(written)]
        times = screen.times_of(ground.first.folder, late, ground.crisis, live)
        for part in (0.5, 0.95):
            end = f"p{part * 100:.0f}"
            yield Figure(f"W3 entry to the other's store, {end}", OURS, quantile([one.kept for one in times], part))
            yield Figure(f"W3 entry to the other's screen, {end}", OURS, quantile([one.shown for one in times], part))
            yield Figure(f"W3 acknowledged to the other's screen, {end}", OURS, quantile([o.told for o in times], part))
    for name, kept in (("writer", "SIG1"), ("reader", "INT1"), ("server", "server")):
        yield Figure(f"disk, {name}", OURS, disk=disk(folder / kept))
