"""`python -m benchmarks [names…]`: does the work, prints one table, and keeps every figure in out/benchmarks.json."""

import argparse
import os
import platform
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec

from app.core.errors import Unavailable
from benchmarks import append, brief, bundle, crowd, curve, directory, journal, keys, pair, peers, window
from benchmarks.figures import Figure, table
from benchmarks.ground import HOUSE, Plan
from benchmarks.wire import move_to_own_loopback

Measure = Callable[[Plan, Path], Iterator[Figure]]
WORKS: dict[str, Measure] = {
    "append": append.measure,
    "pair": pair.measure,
    "crowd": crowd.measure,
    "journal": journal.measure,
    "window": window.measure,
    "directory": directory.measure,
    "brief": brief.measure,
    "keys": keys.measure,
    "bundle": bundle.measure,
    "curve": curve.measure,
}
PEERS_TOO = {"pair", "crowd"}
BY_NAME = ("bundle", "curve")  # long: only when they are asked for


def main(arguments: Sequence[str]) -> int:
    options = _parser().parse_args(arguments)
    move_to_own_loopback(arguments)
    home: Path | None = options.peers
    if home is not None and not peers.installed(home):
        print(f"peers: skipped, not installed in {home} (see benchmarks/README.md)", file=sys.stderr)
        home = None
    records = None if home is None else peers.records_given(home, options.n)
    plan = Plan(entries=options.n, lines=options.lines, sizes=options.sizes, files=options.files, records=records)
    names = options.names or [name for name in WORKS if name not in BY_NAME]
    figures = list(measured(names, plan, options.repeat, home))
    machine = about_the_machine()
    print(f"{machine}; {options.repeat} repetitions, median [least–most]\n\n{told(figures)}")
    options.out.mkdir(parents=True, exist_ok=True)
    kept = {"machine": machine, "plan": {"n": plan.entries, "lines": plan.lines}, "figures": figures}
    (options.out / "benchmarks.json").write_bytes(msgspec.json.format(msgspec.json.encode(kept)))
    return 0


def told(figures: Sequence[Figure]) -> str:
    """The table of the works, then the one of the curve."""
    curved = [one for one in figures if one.operations]
    others = [one for one in figures if not one.operations]
    return "\n\n".join([*([table(others)] if others else []), *([curve.table(curved)] if curved else [])])


def measured(names: Sequence[str], plan: Plan, repeat: int, home: Path | None) -> Iterator[Figure]:
    """Every work once, then again: what slows the machine for a while falls on all of them."""
    for turn in range(1, repeat + 1):
        for name in names:
            print(f"{turn}/{repeat} {name}", file=sys.stderr)
            with TemporaryDirectory(prefix="diapason-benchmark-") as folder:
                yield from WORKS[name](plan, Path(folder))
        if home is None or not PEERS_TOO & set(names):
            continue
        for peer in peers.PEERS:
            print(f"{turn}/{repeat} {peer.name}", file=sys.stderr)
            try:
                yield from peers.measure(peer, home, plan.entries)
            except Unavailable as said:
                print(f"{peer.name}: {said}", file=sys.stderr)


def about_the_machine() -> str:
    """The day, the processors, how busy they are, and what runs here."""
    with open("/proc/cpuinfo", encoding="utf-8") as lines:
        model = next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "?")
    day = datetime.now(UTC).date().isoformat()
    load = os.getloadavg()[0]
    return f"{day}, {os.cpu_count()} × {model}, Python {platform.python_version()}, load {load:.1f}"


def _sizes(typed: str) -> tuple[int, ...]:
    return tuple(int(one) for one in typed.split(","))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("python -m benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", choices=[[], *WORKS], metavar="names", help=", ".join(WORKS))
    parser.add_argument("--n", type=int, default=10_000, help="entries pushed and pulled (default: 10000)")
    parser.add_argument("--lines", type=int, default=100_000, help="entries of the large journal (default: 100000)")
    parser.add_argument("--sizes", type=_sizes, default=Plan().sizes, help="of the curve (default: 1000 to 1000000)")
    parser.add_argument("--files", type=int, default=80, help="files of 25 MiB on the stick (default: 80, 2 GB)")
    parser.add_argument("--repeat", type=int, default=3)
    home = os.environ.get("PEERS_HOME")
    parser.add_argument(
        "--peers", type=Path, default=Path(home) if home else None, help="where the peers are installed"
    )
    parser.add_argument("--out", type=Path, default=HOUSE / "out")
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
