"""Bundles for the tests of a central lost: all that a workstation holds, under a passphrase."""

from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

from app.core.clock import Clock
from app.core.keys import SigningKey
from app.core.operations import Operation, to_wire
from app.sync.bundle_format import End, Holding, Manifest, Page, Ranks, Section, begin, write
from app.sync.bundle_sealing import Sealing, write_head
from app.sync.protocol import Checkpoint

PASSPHRASE = "une phrase pour les paquets"
Carried = tuple[str, Sequence[Operation], Checkpoint | None]
"""A space, what is held of it, the ranked first and in order, and the central's signature at the last of these."""


def carry(path: Path, key: SigningKey, service: str, spaces: Sequence[Carried], clock: Clock | None = None) -> Path:
    clock = clock or Clock()
    with path.open("wb") as file:
        head = write_head(file, [], PASSPHRASE, clock.chance)
        to = Sealing(file, head.key)
        holdings = [Holding(space, [], "", 0, []) for space, _, _ in spaces]
        write(to, begin(Manifest(1, head.head, service, key.public, clock.now(), holdings, False), key))
        for space, operations, _ in spaces:
            write(to, Section(space))
            for start in range(0, len(operations), 500):
                write(to, Page([to_wire(one) for one in operations[start : start + 500]]))
        for space, operations, checkpoint in spaces:
            if checkpoint:
                ids = b"".join(sha256(one.header_bytes).digest() for one in operations[: checkpoint.rank])
                write(to, Ranks(space, checkpoint.epoch, 0, ids, checkpoint))
        write(to, End(sum(len(operations) for _, operations, _ in spaces), 0))
        to.close()
    return path
