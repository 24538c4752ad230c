"""Making a bundle: a crisis and the accounts that verify it, in one file that its members' workstations can open."""

import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import msgspec

from app.core.errors import Refused, Unavailable, disk_said
from app.core.keys import KEY_SIZE
from app.core.registers.accounts import Accounts
from app.core.registers.accounts import Workstation as Enrolled
from app.core.store import blobs, carrying, cursor, log, peers
from app.core.store.store import Store
from app.core.store.transaction import Transaction
from app.core.whole import put_in_place
from app.sync import bundle_format as form
from app.sync.bundle_format import End, File, Holding, Manifest, Page, Piece, Ranks, Section
from app.sync.bundle_opening import BOX, manifest_at
from app.sync.bundle_sealing import Sealing, write_head
from app.sync.protocol import MOST_OPERATIONS, ChainEnd, Checkpoint

SUFFIX = ".diapason"
DRAFT = ".partiel"
PAGE, PAGE_BYTES = 1_000, 4 * 1024 * 1024
Told = Callable[[int, int], None]
"""(bytes done, bytes in all); it may raise, and the work then ends."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to put in a bundle, and for whom. `crisis`: one, or (empty) all that this workstation holds, to rebuild a
    central from, under a passphrase. `to`: workstations by their prefix (none: those of all the members);
    `passphrase`: for whoever knows it instead; `since`: an earlier bundle, what it says is held is left out."""

    crisis: str
    path: Path
    to: Sequence[str] = ()
    passphrase: str = ""
    since: Path | None = None
    over: bool = False


@dataclass(frozen=True, slots=True)
class Made:
    """A bundle in its place. `workstations`: who can open it; `away`: contents named and not held here."""

    path: Path
    size: int
    operations: int
    files: int
    workstations: Sequence[str]


def make(store: Store, wanted: Wanted, told: Told = lambda done, all: None) -> Made:
    """Writes a bundle, whole or not at all. Raises Refused or Unavailable."""
    if wanted.path.exists() and not wanted.over:
        raise Refused(f"{wanted.path} existe déjà : choisissez un autre nom, ou ajoutez --force.", "out")
    draft = wanted.path.with_name(wanted.path.name + DRAFT)
    try:
        with store.read() as transaction:
            readers = _readers(transaction, store.key.public, wanted)
            former = _former(transaction, wanted)
        with open(
            os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o600), "wb"
        ) as to:
            head = write_head(to, [one.box_key for one in readers], wanted.passphrase, store.clock.chance)
            work = _Making(store, Sealing(to, head.key), told, former)
            work.write(head.head, wanted.crisis)
        put_in_place(draft, wanted.path)
        return Made(
            wanted.path, wanted.path.stat().st_size, work.operations, work.files, [one.prefix for one in readers]
        )
    except OSError as error:
        raise Unavailable(
            f"Le paquet n'a pas pu être écrit dans {wanted.path} : {disk_said(error)}. Rien n'y a été laissé."
        ) from error
    finally:
        with suppress(OSError):
            draft.unlink(missing_ok=True)


def readers(store: Store, wanted: Wanted) -> list[str]:
    """The workstations that could open such a bundle, by their prefixes. Raises Refused."""
    with store.read() as transaction:
        return [one.prefix for one in _readers(transaction, store.key.public, wanted)]


def _readers(transaction: Transaction, device: str, wanted: Wanted) -> list[Enrolled]:
    """The workstations that will open it, ours among them. Raises Refused."""
    accounts, view = transaction.accounts, transaction.view()
    here = {one.device: one for one in accounts.workstations.values() if one.device not in accounts.cuts}
    if device not in here:
        raise Refused("Ce poste a été révoqué : il n'exporte plus rien.", "crisis")
    if not wanted.crisis:
        if not wanted.passphrase or wanted.to:
            raise Refused("Tout ce que tient ce poste s'exporte sous une phrase secrète, et elle seule.", "passphrase")
        return [here[device]]
    if not view.grants(wanted.crisis) or log.removal(transaction.connection, wanted.crisis):
        raise Refused("Vous n'êtes pas membre de cette crise : ce poste ne peut pas la transporter.", "crisis")
    members = {one.person for one in view.members(wanted.crisis).current()}
    able = {one.prefix: one for one in here.values() if one.person.id in members}
    for prefix in wanted.to:
        if prefix not in able:
            raise Refused(_why_not(accounts, prefix), "to")
    if wanted.to or wanted.passphrase:
        able = {prefix: one for prefix, one in able.items() if prefix in wanted.to or one.device == device}
    return [able[prefix] for prefix in sorted(able)]


def _why_not(accounts: Accounts, prefix: str) -> str:
    known = next((one for one in accounts.workstations.values() if one.prefix == prefix), None)
    if known is None:
        return f"Le poste « {prefix} » n'est pas connu de ce poste."
    if known.device in accounts.cuts:
        return f"Le poste {prefix} a été révoqué : rien n'est exporté pour lui."
    return f"Le poste {prefix} n'est pas celui d'un membre de cette crise : ajoutez d'abord {known.person.name}."


def _former(transaction: Transaction, wanted: Wanted) -> dict[str, Holding]:
    """What an earlier bundle says is held, by space. Raises Refused."""
    if wanted.since is None:
        return {}
    manifest = manifest_at(wanted.since, log.noted(transaction.connection, BOX) or bytes(KEY_SIZE), wanted.passphrase)
    if manifest.service != transaction.accounts.service or wanted.crisis not in (*manifest.crises, ""):
        raise Refused(f"{wanted.since.name} n'est pas un paquet de cette crise.", "since")
    return {one.space: one for one in manifest.spaces}


class _Making:
    """A bundle being written: the text from one state of the journal, then the contents of files one by one."""

    def __init__(self, store: Store, to: Sealing, told: Told, former: dict[str, Holding]):
        self._store, self._to, self._told, self._former = store, to, told, former
        self._done = self._all = 0
        self.operations = self.files = 0

    def write(self, head: bytes, crisis: str) -> None:
        with self._store.read() as transaction:
            accounts, connection = transaction.accounts, transaction.connection
            spaces = [accounts.service, crisis] if crisis else _all_spaces(transaction)
            files = {space: carrying.contents(connection, space) for space in spaces}
            holdings = [_holding(transaction, space, list(files[space])) for space in spaces]
            new = {one.space: self._new(one, files[one.space]) for one in holdings}
            self._all = sum(carrying.weight(connection, space) for space in spaces)
            self._all += sum(sum(sizes.values()) for sizes in new.values())
            now, device = self._store.clock.now(), self._store.key.public
            manifest = Manifest(form.VERSION, head, accounts.service, device, now, holdings, bool(self._former))
            form.write(self._to, form.begin(manifest, self._store.key))
            for space in spaces:
                self._operations(transaction, space)
            for one in holdings:
                self._ranks(transaction, one)
        for space, sizes in new.items():
            for hash, size in sizes.items():
                self._file(space, hash, size)
        form.write(self._to, End(self.operations, self.files))
        self._to.close()
        self._told(self._all, self._all)

    def _new(self, holding: Holding, sizes: dict[str, int]) -> dict[str, int]:
        """The contents that the earlier bundle did not have."""
        former = self._former.get(holding.space)
        gone = {one.hex() for one in former.files} if former else set[str]()
        return {hash: size for hash, size in sizes.items() if hash not in gone}

    def _operations(self, transaction: Transaction, space: str) -> None:
        former = self._former.get(space)
        ends = {(one.device, one.incarnation): (one.seq, one.id.hex()) for one in former.held} if former else {}
        count, weight = form.MOST_IN_SECTION, 0
        for page in carrying.pages(transaction.connection, space, ends, PAGE, PAGE_BYTES):
            count, weight = count + len(page.wires), weight + page.weight
            if count > form.MOST_IN_SECTION or weight > form.MOST_SECTION_BYTES // 2:
                form.write(self._to, Section(space))
                count, weight = len(page.wires), page.weight
            for start in range(0, len(page.wires), MOST_OPERATIONS):
                form.write(self._to, Page(page.wires[start : start + MOST_OPERATIONS]))
            self.operations += len(page.wires)
            self._tell(page.weight)

    def _ranks(self, transaction: Transaction, holding: Holding) -> None:
        """The order the central gave, under its own signature: from the start, or from where the earlier bundle was."""
        here, former = cursor.of(transaction.connection, holding.space), self._former.get(holding.space)
        if here.checkpoint is None or not here.rank:
            return
        after = former.rank if former and former.epoch == here.epoch and former.rank < here.rank else 0
        for ids in carrying.ranked(transaction.connection, holding.space, after, here.rank, form.RANKS):
            to = after + len(ids) // 32
            signed = msgspec.msgpack.decode(here.checkpoint, type=Checkpoint) if to == here.rank else None
            form.write(self._to, Ranks(holding.space, here.epoch, after, ids, signed))
            after = to

    def _file(self, space: str, hash: str, size: int) -> None:
        try:
            with self._store.read() as transaction:
                content = blobs.read(transaction.connection, hash)
        except Unavailable:  # altered on this disk: `verify` names it, and somebody else has it
            self._tell(size)
            return
        form.write(self._to, File(space, bytes.fromhex(hash), size))
        for start in range(0, size, form.PIECE):
            form.write(self._to, Piece(content[start : start + form.PIECE]))
            self._tell(min(form.PIECE, size - start))
        self.files += 1

    def _tell(self, weight: int) -> None:
        self._done += weight
        self._told(min(self._done, self._all), self._all)


def _all_spaces(transaction: Transaction) -> list[str]:
    """Every space held and not left, the accounts first."""
    connection, service = transaction.connection, transaction.accounts.service
    held = [name for name in cursor.spaces(connection) if log.removal(connection, name) is None]
    return [service, *sorted(name for name in held if name != service)]


def _holding(transaction: Transaction, space: str, files: Sequence[str]) -> Holding:
    held = [
        ChainEnd(device, life, seq, bytes.fromhex(id))
        for device, life, seq, id in peers.held(transaction.connection, space)
    ]
    here = cursor.of(transaction.connection, space)
    return Holding(space, held, here.epoch, here.rank, [bytes.fromhex(one) for one in files])
