"""A very large main courante, made once and kept: what four people wrote, received as one who joins late does."""

import os
import shutil
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from random import Random
from typing import Any

import msgspec

from app.core import vault
from app.core.desk import grant_for
from app.core.entries import SOURCES, Place
from app.core.entry_commands import Record
from app.core.operations import SALT_SIZE, Operation, to_wire, write
from app.core.registers.journal import decide
from app.core.store.cursor import Cursor
from app.sync.workstation import JOURNAL, Workstation
from benchmarks.bare import copied_in_clear
from benchmarks.ground import PASSPHRASE, exchange, prepared
from benchmarks.records import entries

BATCH = 5_000
LARGE = 100_000  # from which one is worth keeping for the next run
STATIONS = {"INT1": "Léa Aubert", "PREF76": "Hervé Thévenot", "COGIC": "Inès Costa", "ARS": "Rémi Dufaÿ"}
TOWNS = [("76540", "Rouen"), ("76451", "Mont-Saint-Aignan"), ("27229", "Évreux"), ("14118", "Caen"), ("75056", "Paris")]
PLAIN = "plain.db"
SECOND_LIFE = "b" * 16  # of these workstations' stores, as their chains say


class Made(msgspec.Struct):
    """What is known of a profile that was made: its crisis, and the seconds of reception."""

    crisis: str
    took: float


@dataclass(slots=True)
class Chain:
    """The entries of one workstation, as it signs them."""

    workstation: Workstation
    prefix: str
    body: dict[str, Any]
    grant: str
    seq: int = 0
    last: str = ""


def made(size: int, folder: Path) -> tuple[Path, Made]:
    """A profile in `folder` that holds a crisis of `size` entries, and beside its store the same tables in a plain
    file. A large one is made once, and copied from the cache of the machine from then on."""
    profile = folder / f"journal-{size}"
    kept = cache() / profile.name
    if kept.exists():
        shutil.copytree(kept, profile)
    else:
        _make(size, profile, folder / "making")
        if size >= LARGE:
            shutil.copytree(profile, kept.with_suffix(".part"))
            kept.with_suffix(".part").rename(kept)
    return profile, msgspec.json.decode((profile / "made.json").read_bytes(), type=Made)


def cache() -> Path:
    """Where large journals are kept between two runs."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "diapason-benchmarks"


def _make(size: int, profile: Path, folder: Path) -> None:
    folder.mkdir()
    with prepared(folder) as ground:
        names = list(STATIONS.values())
        codes = ground.invite(names)
        authors = [ground.enrolled(prefix, code) for prefix, code in zip(STATIONS, codes, strict=True)]
        ground.join(names)
        for one in authors:
            exchange(one)
        took = fill(ground.first, authors, ground.crisis, size)
        crisis, source = ground.crisis, ground.first.folder
    shutil.move(source, profile)
    shutil.rmtree(folder)
    copied_in_clear(profile / JOURNAL, vault.open_with_passphrase(profile, PASSPHRASE), profile / PLAIN).close()
    (profile / "made.json").write_bytes(msgspec.json.encode(Made(crisis, took)))


def fill(receiver: Workstation, authors: Sequence[Workstation], crisis: str, size: int) -> float:
    """Hands over that many entries of these authors in large batches. Returns the seconds of reception alone."""
    return received(receiver, crisis, batches(authors, crisis, size))


def received(receiver: Workstation, space: str, batches: Iterable[Sequence[Operation]]) -> float:
    """Hands over these operations, as ranked after all that is held of that space. Returns the seconds of it alone."""
    with receiver.store.read() as transaction:
        cursor = transaction.cursor(space)
    ranked, took = cursor.rank, 0.0
    for batch in batches:
        wires, ids = [to_wire(one) for one in batch], [bytes.fromhex(one.id) for one in batch]
        began = time.perf_counter()
        with receiver.store.write() as transaction:
            transaction.take(space, cursor.epoch, ranked, wires, ids)
            ranked += len(batch)
            transaction.move(space, Cursor(cursor.epoch, ranked, bytes(32)))
        took += time.perf_counter() - began
    return took


def given_back(author: Workstation, crisis: str, size: int, file: Path | None = None) -> None:
    """His own entries, signed in another life of his store, as if they came back on a stick: nothing is ranked. It is
    what is quickest of all that makes him hold a great many that wait to leave."""
    for batch in batches([author], crisis, size, file):
        with author.store.write() as transaction:
            received = transaction.receive(crisis, map(to_wire, batch))
            assert len(received.new) == len(batch), received.refused[:3]


def batches(
    authors: Sequence[Workstation], crisis: str, size: int, file: Path | None = None
) -> Iterator[list[Operation]]:
    """Entries of these people, each batch a part of every chain, in the order of their facts."""
    chains, chance = [_chain(one, crisis) for one in authors], Random(3)
    commands = (_varied(one, chance) for one in entries(crisis, 0, size, file))
    while some := list(islice(commands, BATCH)):
        yield [_signed(chains[n % len(chains)], command, crisis) for n, command in enumerate(some)]


def _chain(author: Workstation, crisis: str) -> Chain:
    with author.store.read() as transaction:
        view = transaction.view()
        draft = decide(next(entries(crisis, 0, 1)), view)[0]
        return Chain(author, view.prefix, dict(draft.body), grant_for(draft, view))


def _varied(command: Record, chance: Random) -> Record:
    """The entry with what a real night gives it: two in five have a place, few are decisions, nearly all are closed."""
    dice = chance.random()
    return replace(
        command,
        place=Place(*chance.choice(TOWNS)) if dice < 0.4 else None,
        type="decision" if dice < 0.01 else "request" if dice < 0.05 else "information",
        verification="confirmed" if dice < 0.2 else "unverified",
        priority=1 if dice < 0.02 else 3,
        key_event=dice < 0.03,
        source=chance.choice(SOURCES),
        triage="to_sort" if dice > 0.999 else "closed",
    )


def _signed(chain: Chain, command: Record, crisis: str) -> Operation:
    clock = chain.workstation.clock
    chain.seq += 1
    fields = {name: getattr(command, name) for name in chain.body["fields"]}
    fields["place"] = command.place and {"code": command.place.code, "name": command.place.name}
    operation = write(
        chain.workstation.store.key,
        kind="entry.recorded",
        body={**chain.body, "number": f"{chain.prefix}-{chain.seq:04}", "fields": fields},
        salt=clock.chance(SALT_SIZE),
        incarnation=SECOND_LIFE,
        seq=chain.seq,
        prev=chain.last,
        clock=clock.now() << 16 | chain.seq & 0xFFFF,
        at=(command.occurred_at or 0) + 60_000,
        space=crisis,
        grant=chain.grant,
    )
    chain.last = operation.id
    return operation
