"""Who may do what, folded from the control operations held, and kept until one of them changes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from sqlalchemy import Connection

from app.core.operations import Operation, Wire, read
from app.core.registers import accounts, members
from app.core.registers.accounts import Accounts, Position
from app.core.registers.members import Members
from app.core.registers.shelf import WRITERS
from app.core.standing import Standing
from app.core.store.log import Batch, note, noted, position
from app.core.store.projection import records_in, records_kept, records_of


@dataclass(frozen=True, slots=True)
class Authority:
    """The accounts and the members of every crisis held, as one version of the control operations has them."""

    version: bytes
    accounts: Accounts
    members: dict[str, Members]

    def cut_ids(self) -> set[str]:
        """The operations a removal or a revocation names: when one arrives, what counts may change."""
        named = {id for last in self.accounts.cuts.values() for id in last}
        return named | {id for one in self.members.values() for cut in one.removals.values() for id in cut.last}


class Bench:
    """Keeps the latest authority read, for every transaction to use while nothing changed."""

    def __init__(self) -> None:
        self._latest: Authority | None = None

    def authority(self, connection: Connection) -> Authority:
        version = noted(connection, "authority") or b""
        latest = self._latest
        if latest is None or latest.version != version:
            latest = self._latest = _load(connection, version)
        return latest

    def standing(self, connection: Connection) -> Standing:
        authority = self.authority(connection)
        return Standing(authority.accounts, authority.members, where(connection), WRITERS)

    def changed(self, connection: Connection, chance: bytes) -> None:
        """To call in the transaction that wrote a control operation, or gave one its rank. With `chance`, no other
        program's next version bears the name of one that was rolled back here."""
        count = int((noted(connection, "authority") or b"0").partition(b" ")[0])
        note(connection, "authority", f"{count + 1} {chance.hex()}".encode())


def where(connection: Connection) -> Position:
    """Where operations stand, each looked up once. For one transaction: what is not held now may be held later."""
    return cache(lambda id: position(connection, id))


def _load(connection: Connection, version: bytes) -> Authority:
    rows = connection.exec_driver_sql(
        "SELECT space.name, op.rank, op.header, op.salt, op.body, op.signature FROM op"
        " JOIN space ON space.n = op.space WHERE op.control"
    )
    by_space: dict[str, list[tuple[Operation, int | None]]] = {}
    for row in rows:
        operation = read(Wire(row.header, row.salt, row.body, row.signature))
        by_space.setdefault(row.name.hex(), []).append((operation, row.rank))
    service = (noted(connection, "service") or b"").hex()
    folded = accounts.fold(by_space.get(service, ()), where(connection))
    return Authority(
        version,
        folded,
        {
            space: members.fold(operations, folded, where(connection))
            for space, operations in by_space.items()
            if space != service
        },
    )


def devices_touched(operations: Iterable[Operation], authority: Authority) -> set[str]:
    """The devices whose operations may count differently now that these control operations are held."""
    devices: set[str] = set()
    for operation in operations:
        body = operation.body if isinstance(operation.body, dict) else {}
        match operation.header.kind:
            case "workstation.enrolled":
                devices.add(operation.header.device)
            case "member.added" | "member.removed":
                devices |= authority.accounts.devices_of([str(body.get("person", ""))])
            case _:
                pass  # it touches others only through what was refused until now: see `judged_anew`
    return devices


def judged_anew(connection: Connection, before: Authority, after: Authority, batch: Batch) -> set[str]:
    """The records whose operations may count differently, now that authority has changed."""
    was, now = before.accounts, after.accounts
    same = (was.service, was.root, was.directory) == (now.service, now.root, now.directory)
    if not same or _settled_otherwise(was.refused, now.refused, batch):
        return records_in(connection)
    named = before.cut_ids() & batch.ids
    devices = devices_touched(batch.control, after)
    devices |= {device for device in was.cuts.keys() | now.cuts.keys() if was.cuts.get(device) != now.cuts.get(device)}
    devices |= {each.header.device for each in batch.operations if each.id in named}
    records = records_of(connection, devices)
    for space in set(was.privates) ^ set(now.privates):
        records |= records_in(connection, space)
    for space, one in after.members.items():
        known = before.members.get(space)
        if known is None or _settled_otherwise(known.refused, one.refused, batch):
            records |= records_in(connection, space)
        elif known.regimes.keys() != one.regimes.keys():
            records |= records_kept(connection, "message", space)
    return records


def _settled_otherwise(before: Mapping[str, str], after: Mapping[str, str], batch: Batch) -> bool:
    """Whether something held already is refused now, or no longer."""
    return before != {id: why_not for id, why_not in after.items() if id not in batch.ids}
