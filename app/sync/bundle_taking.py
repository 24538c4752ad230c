"""Taking a bundle in: every operation verified as if from the network, nothing believed because it is in the file."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

import msgspec

from app.core.attachments import MOST_IN_SPACE
from app.core.errors import Refused
from app.core.keys import KEY_SIZE
from app.core.operations import Malformed
from app.core.store import alarms, aside, blobs, carrying, log, peers
from app.core.store.cursor import Cursor
from app.core.store.store import Store
from app.core.store.transaction import Transaction
from app.sync.bundle_admission import admitted
from app.sync.bundle_format import MOST_RANKS, End, File, Holding, Manifest, Page, Piece, Ranks, Record, Section
from app.sync.bundle_opening import BOX, CHANGED, CUT, OTHER_SERVICE, opened
from app.sync.bundle_sealing import Broken
from app.sync.engine import come_back, key_of_server, running_at
from app.sync.protocol import checkpoint_holds, next_running

AMENDS = "entry.amended"
Told = Callable[[int, int], None]
"""(bytes of the file read, bytes in all); it may raise, and the import ends there: what was taken stays."""


@dataclass(frozen=True, slots=True)
class Gap:
    """Operations of one workstation that the bundle says exist, and that are not here: those after `after`, up to `to`.
    `prefix` is the workstation's, `space` the id of the crisis or of the accounts."""

    space: str
    prefix: str
    incarnation: str
    after: int
    to: int


@dataclass(slots=True)
class Brought:
    """What came of a bundle. `new`: operations that were not here, rectifications apart (`amendments`); `accounts`:
    those of the platform; `known`: those that were here; `waiting`: kept until what they follow comes; `refused`: why,
    in French; `left_out`: crises of which nothing was kept; `problem`: why it was not read to its end."""

    by: str = ""
    at: int = 0
    new: int = 0
    amendments: int = 0
    accounts: int = 0
    known: int = 0
    waiting: int = 0
    refused: list[str] = field(default_factory=list)
    missing: list[Gap] = field(default_factory=list)
    files_new: int = 0
    files_refused: int = 0
    files_without_room: int = 0
    crises: list[str] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    ranked: int = 0
    problem: str = ""

    @property
    def changed(self) -> bool:
        return bool(self.new or self.amendments or self.accounts or self.waiting or self.files_new or self.ranked)


def take_in(store: Store, path: Path, passphrase: str = "", told: Told = lambda done, all: None) -> Brought:
    """Takes in what a bundle holds, page by page: what was taken stays whatever happens next, and taking it in again
    goes on from there. Raises Refused, having taken nothing, or Unavailable."""
    with store.read() as transaction:
        seed = log.noted(transaction.connection, BOX) or bytes(KEY_SIZE)

    def again() -> Iterator[Record]:
        with opened(path, seed, passphrase) as found:
            yield from found.records

    size = path.stat().st_size if path.is_file() else 0
    with opened(path, seed, passphrase, lambda done: told(min(done, size), size)) as found:
        with store.read() as transaction:
            service = transaction.accounts.service
        if found.manifest.service != service:
            raise Refused(OTHER_SERVICE, "file")
        taking = _Taking(store, found.manifest, again)
        try:
            taking.take(found.records)
        except Broken as broken:
            taking.done.problem = CUT if broken.cut else CHANGED
    return taking.end()


class _Taking:
    """A bundle being taken in. `_kept`: the spaces judged so far."""

    def __init__(self, store: Store, manifest: Manifest, again: Callable[[], Iterator[Record]]):
        self._store, self._manifest, self._again = store, manifest, again
        self._kept: dict[str, bool] = {manifest.service: True}
        self._space = ""
        self._ranks: list[Ranks] = []
        self._file: _Content | None = None
        self.done = Brought(at=manifest.at)

    def take(self, records: Iterator[Record]) -> None:
        for record in records:
            match record:
                case Section():
                    self._space = record.space
                case Page() if self._keeps(self._space):
                    self._take_page(record)
                case Ranks() if self._keeps(record.space):
                    self._take_ranks(record)
                case File():
                    self._file = _Content(record) if self._keeps(record.space) else None
                case Piece() if self._file is not None:
                    self._file.add(record.data)
                    if self._file.whole:
                        self._take_file(self._file)
                case End() | _:
                    pass

    def _keeps(self, space: str) -> bool:
        if space not in self._kept:
            told = any(one.space == space for one in self._manifest.spaces)
            self._kept[space] = told and admitted(self._store, space, self._again)
        return self._kept[space]

    def _take_page(self, page: Page) -> None:
        with self._store.write() as transaction:
            received = transaction.receive(self._space, page.operations)
            come_back(transaction, self._space)
        done, new = self.done, received.new
        if self._space == self._manifest.service:
            done.accounts += len(new)
        else:
            amendments = sum(one.header.kind == AMENDS for one in new)
            done.new, done.amendments = done.new + len(new) - amendments, done.amendments + amendments
        done.known += received.known
        done.waiting += received.waiting + received.forked
        done.refused += received.refused

    def _take_ranks(self, part: Ranks) -> None:
        former = self._ranks[-1] if self._ranks else None
        follows = former and (former.space, former.epoch, former.after + len(former.ids) // 32) == (
            part.space,
            part.epoch,
            part.after,
        )
        self._ranks = [*self._ranks, part] if follows else [part]
        if sum(len(one.ids) for one in self._ranks) > 32 * MOST_RANKS:
            raise Broken(cut=False)
        if part.checkpoint is not None:
            with suppress(Malformed), self._store.write() as transaction:  # whole or not at all
                self.done.ranked += _believe(transaction, self._ranks)
            self._ranks = []

    def _take_file(self, file: "_Content") -> None:
        """Holds a content, if it is the one that operations of that space name, and there is room for it."""
        self._file = None
        with self._store.read() as transaction:
            named = carrying.names(transaction.connection, file.space, file.sha256)
            held = file.sha256 in blobs.held(transaction.connection, [file.sha256])
            weight = blobs.weight(transaction.connection, file.space)
        content = bytes(file.data)
        if not named or hashlib.sha256(content).hexdigest() != file.sha256:
            self.done.files_refused += 1
            return
        if not held and weight + len(content) > MOST_IN_SPACE:
            self.done.files_without_room += 1
            return
        if not held:
            blobs.set_down(self._store.database, {file.sha256: content})
        with self._store.write() as transaction:
            connection = transaction.connection
            if not held:
                blobs.keep(connection, file.sha256, content)
                transaction.touch(file.space, [entry for entry, _ in blobs.entries_of(connection, file.sha256)])
            if not carrying.is_held_for(connection, file.space, file.sha256):  # its bytes came: it may be handed in
                blobs.hold_for(connection, file.space, [file.sha256])
                blobs.ask_again(connection, [file.sha256])
        self.done.files_new += not held

    def end(self) -> Brought:
        """What came of it. What of ours lost its place to a copy of this workstation is written again."""
        with self._store.write() as transaction:
            transaction.heal()
        with self._store.read() as transaction:
            by = transaction.accounts.workstations.get(self._manifest.device)
            self.done.by = by.prefix if by else ""
            accounts = transaction.accounts
            common = (self._manifest.service, accounts.directory, *accounts.privates)
            for one in self._manifest.spaces:
                if one.space not in common:
                    keeps = self._kept.get(one.space, False)
                    (self.done.crises if keeps else self.done.left_out).append(one.space)
                if self._kept.get(one.space):
                    self.done.missing += _missing(transaction, one)
        return self.done


@dataclass(slots=True)
class _Content:
    """A content that is coming, piece by piece."""

    told: File
    data: bytearray = field(default_factory=bytearray)

    @property
    def space(self) -> str:
        return self.told.space

    @property
    def sha256(self) -> str:
        return self.told.sha256.hex()

    @property
    def whole(self) -> bool:
        return len(self.data) == self.told.size

    def add(self, data: bytes) -> None:
        self.data += data


def _believe(transaction: Transaction, parts: Sequence[Ranks]) -> int:
    """Believes the ranks that are new here, by the central's own signature, and returns how many. A history that is not
    the one this workstation was shown is told, and not believed."""
    space, epoch, after = parts[0].space, parts[0].epoch, parts[0].after
    checkpoint, here = parts[-1].checkpoint, transaction.cursor(parts[0].space)
    ids = [part.ids[at : at + 32] for part in parts for at in range(0, len(part.ids), 32)]
    if checkpoint is None or not checkpoint_holds(checkpoint, key_of_server(transaction)):
        return 0
    if (checkpoint.space, checkpoint.epoch, checkpoint.rank) != (space, epoch, after + len(ids)):
        return 0
    if here.epoch not in ("", epoch) or after > here.rank:
        return 0
    running, shared = running_at(transaction, space, after), here.rank - after
    ours = running
    for place, id in enumerate(ids, 1):
        running = next_running(running, id)
        ours = running if place == shared else ours
    if running != checkpoint.running:
        return 0
    if len(ids) < shared:
        ours, shared = running, len(ids)
    if here.running and ours != running_at(transaction, space, after + shared):
        transaction.ring(alarms.HISTORY, space, alarms.SIGNED)
        return 0
    new = ids[shared:]
    to = Cursor(epoch, checkpoint.rank, running, msgspec.msgpack.encode(checkpoint))
    return len(new) if new and transaction.believe(space, epoch, here.rank, new, to) else 0


def _missing(transaction: Transaction, told: Holding) -> list[Gap]:
    """What its exporter held of a space, and is neither in its place here nor waiting for it."""
    connection, accounts = transaction.connection, transaction.accounts
    held = {(device, life): seq for device, life, seq, _ in peers.held(connection, told.space)}
    short = [end for end in told.held if held.get((end.device, end.incarnation), 0) < end.seq]
    chains = {(end.device, end.incarnation, told.space) for end in short}
    waiting = {(one.chain, one.header.seq) for one in aside.waiting(connection, told.space, chains)} if short else set()
    found = []
    for end in short:
        known = accounts.workstations.get(end.device)
        chain, prefix = (end.device, end.incarnation, told.space), known.prefix if known else end.device[:8]
        here = sorted(seq for each, seq in waiting if each == chain and seq <= end.seq)
        edges = [held.get(chain[:2], 0), *here, end.seq + 1]
        gaps = [(before, after - 1) for before, after in pairwise(edges) if after > before + 1]
        found += [Gap(told.space, prefix, end.incarnation, before, to) for before, to in gaps]
    return found
