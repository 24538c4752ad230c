"""What the bundles of several workstations hold together, space by space, and in which order it was once ranked."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from app.core.errors import Refused, Unavailable
from app.core.operations import Malformed, Operation, Wire, read
from app.server.sealed_records import opened
from app.sync.bundle_format import Page, Ranks, Record, Section, TooNew, manifest_of, sound
from app.sync.bundle_sealing import Broken, records
from app.sync.protocol import Checkpoint, checkpoint_holds, first_running, next_running

NOT_OURS = "Ces paquets ne sont pas ceux du service de ce code de secours : rien n'a été fait."


@dataclass(frozen=True, slots=True)
class Order:
    """The ids that a central ranked in a space, from rank 1, in one epoch, under its signature at the last."""

    epoch: str
    ids: tuple[str, ...]
    checkpoint: Checkpoint


@dataclass(slots=True)
class Gathered:
    """What is held of one space: its operations by id, and the orders that bundles told, not believed yet."""

    operations: dict[str, Operation] = field(default_factory=dict)
    orders: list[Order] = field(default_factory=list)

    def add(self, wire: Wire) -> None:
        """What is not an operation is left out; words stay when another bundle brought them."""
        try:
            operation = read(wire)
        except Malformed:
            return
        known = self.operations.get(operation.id)
        if known is None or known.body_bytes is None:
            self.operations[operation.id] = operation

    def order(self, space: str, keys: Sequence[str], epoch: str = "") -> Order | None:
        """The longest order that one of these keys signed; in that epoch, if one is named."""
        found = [one for one in self.orders if epoch in ("", one.epoch) and _is_signed(one, space, keys)]
        return max(found, key=lambda one: len(one.ids), default=None)

    def first(self, order: Order | None) -> list[Operation]:
        """What is held of that order, up to the first that nobody brought."""
        held: list[Operation] = []
        for id in order.ids if order else ():
            if id not in self.operations:
                break
            held.append(self.operations[id])
        return held

    def rest(self, order: Order | None, placed: Iterable[str]) -> list[Operation]:
        """All but those, in that order as far as it goes, then by their clocks."""
        done = set(placed)
        place = {id: rank for rank, id in enumerate(order.ids if order else ())}
        left = [one for one in self.operations.values() if one.id not in done]
        return sorted(left, key=lambda one: (place.get(one.id, len(place)), one.header.clock, one.id))


def gather(files: Iterable[Path], passphrase: str) -> tuple[dict[str, Gathered], list[str]]:
    """What these bundles hold, by space; and the names of those that end before their end, which gave what is sound
    before. The files joined to entries are left to the workstations. Raises Refused or Unavailable."""
    held: dict[str, Gathered] = {}
    return held, [path.name for path in files if not _take(path, passphrase, held)]


def service_of(held: dict[str, Gathered], root: str) -> str:
    """The service that this root key founded. Raises Refused."""
    for space, gathered in held.items():
        first = gathered.operations.get(space)
        founded = first and first.header.kind == "service.opened" and first.header.device == root
        if first and founded and first.signed_by_its_device():
            return space
    raise Refused(NOT_OURS, "recovery")


def server_keys(service: Gathered, root: str) -> list[str]:
    """Every key that the root of this service named as the central's."""
    said = [one for one in service.operations.values() if one.header.device == root and one.signed_by_its_device()]
    bodies = [one.body for one in said if one.header.kind in ("service.opened", "service.rekeyed")]
    return [str(body.get("server_key", "")) for body in bodies if isinstance(body, dict)]


def _take(path: Path, passphrase: str, held: dict[str, Gathered]) -> bool:
    """Adds what a bundle holds. False when it was cut short."""
    begun = False
    with path.open("rb") as file:
        head = opened(file, passphrase)
        raw = records(file, head)
        try:
            begun = bool(manifest_of(next(raw, b""), head.head))
            _take_records(sound(raw), held)
        except TooNew as error:
            raise Refused(f"{path.name} vient d'une version plus récente.", "file") from error
        except Broken as error:
            if not (begun and error.cut):
                raise Unavailable(f"{path.name} est altéré : rien n'a été fait.") from error
            return False
    return True


def _take_records(told: Iterator[Record], held: dict[str, Gathered]) -> None:
    space, ids = "", list[str]()
    for record in told:
        match record:
            case Section():
                space = record.space
            case Page():
                gathered = held.setdefault(space, Gathered())
                for wire in record.operations:
                    gathered.add(wire)
            case Ranks():
                ids = [] if record.after == 0 else ids
                if record.after == len(ids):
                    ids += [record.ids[at : at + 32].hex() for at in range(0, len(record.ids), 32)]
                    if record.checkpoint:
                        order = Order(record.epoch, tuple(ids), record.checkpoint)
                        held.setdefault(record.space, Gathered()).orders.append(order)


def _is_signed(order: Order, space: str, keys: Sequence[str]) -> bool:
    running = first_running(space)
    for id in order.ids:
        running = next_running(running, bytes.fromhex(id))
    said = order.checkpoint
    if (said.space, said.epoch, said.rank, said.running) != (space, order.epoch, len(order.ids), running):
        return False
    return any(checkpoint_holds(said, key) for key in keys)
