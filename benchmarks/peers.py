"""The same work done by others: runs the programs found in a folder of peers, and reads the figures they write down."""

import json
import os
import shutil
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from app.core.errors import Unavailable
from benchmarks.figures import Figure

LONGEST = 400.0  # seconds for one peer
W3 = "W3 entry to the other's store"
PROGRAMS = Path(__file__).resolve().parent / "programs"  # those of ours: they are put beside the others
DISKS = {"client_a_disk": "disk, writer", "client_b_disk": "disk, reader", "server_disk": "disk, server"}


NOTHING_NEW = "exchange with nothing new"
CROWD = "W4 20 × 500 until all agree"
USUAL = {
    "W1_push": "W1 push",
    "W2_pull": "W2 first pull",
    "resync_nothing": NOTHING_NEW,
    "W4_20x500": CROWD,
}


@dataclass(frozen=True, slots=True)
class Peer:
    """`command` is run in the folder of programs, `{n}` being the number of records; it appends JSON lines to
    `results`, one a phase. `works` gives our name of each phase; `latency` is the phase that measured W3. `needs` is
    what has to be there, under the folder of peers."""

    name: str
    command: tuple[str, ...]
    results: str
    needs: str
    works: Mapping[str, str] = field(default_factory=lambda: USUAL)
    latency: str = "W3_live"


ANKI = Peer(
    "Anki",
    ("./anki_run.sh", "{n}"),
    "anki.jsonl",
    "venv/lib/python*/site-packages/anki",
    {
        "W1_push_incremental": "W1 push",
        "W2_pull_incremental": "W2 first pull",
        "resync_nothing": NOTHING_NEW,
        "W4_20x500_serialised": CROWD,
    },
    "W3_manual_push_then_pull",
)
POUCH = Peer(
    "PouchDB",
    ("./ns.sh", "5984", "node pouch_server.mjs 5984", "node pouch_client.mjs {n} 100 leveldb all"),
    "pouch.jsonl",
    "bench/node_modules/pouchdb",
)
RX = Peer("RxDB, in memory", ("./rx_run.sh", "{n}", "1000"), "rxdb.jsonl", "bench/node_modules/rxdb")
TINY = Peer("TinyBase, in memory", ("./tiny_run.sh", "{n}"), "tiny.jsonl", "bench/node_modules/tinybase")
CRDTS = tuple(
    Peer(f"{name}, in memory", ("./crdt_run.sh", name, "{n}"), "crdt.jsonl", f"venv/lib/python*/site-packages/{name}")
    for name in ("pycrdt", "loro")
)
PEERS = (ANKI, POUCH, RX, TINY, *CRDTS)


def installed(home: Path) -> bool:
    return (home / "bench").is_dir() and (home / "results").is_dir()


def records_given(home: Path, count: int) -> Path | None:
    """The very records the peers are given, when there are that many."""
    file = home / "data" / f"rec_{count}_1.jsonl"
    return file if file.is_file() else None


def measure(peer: Peer, home: Path, count: int) -> Iterator[Figure]:
    """One repetition of that peer's work. Raises Unavailable when it is not there, or its programs fail."""
    if not any(home.glob(peer.needs)):
        raise Unavailable(f"skipped, not installed in {home}")
    for program in PROGRAMS.iterdir():
        shutil.copy(program, home / "bench")
    results = home / "results" / peer.results
    before = results.stat().st_size if results.exists() else 0
    # A loopback of our own is theirs too: they then count and run exactly as we do.
    apart = {"IN_NS": "1"} if "DIAPASON_OWN_LOOPBACK" in os.environ else {}
    try:
        done = subprocess.run(
            [part.format(n=count) for part in peer.command],
            cwd=home / "bench",
            env={**os.environ, "PEERS_HOME": str(home), **apart},
            capture_output=True,
            text=True,
            timeout=LONGEST,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise Unavailable(f"not done in {LONGEST:.0f} s") from error
    written = results.read_bytes()[before:] if results.exists() else b""
    rows = [json.loads(line) for line in written.splitlines()]
    if done.returncode or not rows:
        raise Unavailable(f"{done.stderr.strip()[-2000:] or done.stdout.strip()[-2000:]}")
    yield from figures(peer, rows)


def figures(peer: Peer, rows: Iterable[Mapping[str, Any]]) -> Iterator[Figure]:
    """What the peer's own lines say, in our words."""
    for row in rows:
        if row["phase"] in peer.works:
            yield Figure(
                peer.works[row["phase"]],
                peer.name,
                row["wall_s"],
                row["client_cpu_s"],
                row["server_cpu_s"],
                row["wire_bytes"],
            )
        if row["phase"] == peer.latency:
            for part in ("p50", "p95"):
                yield Figure(f"{W3}, {part}", peer.name, row[f"{part}_ms"] / 1000)
        for name, work in DISKS.items():
            if row.get(name):
                yield Figure(work, peer.name, disk=row[name])
