"""Builders of operations for tests: keys with names, chains that grow by themselves, a service and its people."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import count
from typing import Any

from app.core.clock import Clock
from app.core.keys import SigningKey
from app.core.operations import SALT_SIZE, Operation, write
from app.core.registers.accounts import enrolment_message

NOW = 1_800_000_000_000
NEVER = 2**52


def seed(name: str) -> bytes:
    return sha256(name.encode()).digest()


def still_clock(now: int = NOW) -> Clock:
    """A clock that stands still; its chance is a sequence that never repeats."""
    numbers = count(1)
    return Clock(lambda: now, lambda size: sha256(str(next(numbers)).encode()).digest()[:size])


@dataclass
class Writer:
    """A workstation's key and the chains it has begun. `grants`: what it writes under, by space."""

    name: str
    incarnation: str = "0" * 16
    now: int = NOW
    grants: dict[str, str] = field(default_factory=dict)
    chains: dict[str, tuple[int, str]] = field(default_factory=dict)
    key: SigningKey = field(init=False)

    def __post_init__(self) -> None:
        self.key = SigningKey(seed(self.name))

    @property
    def device(self) -> str:
        return self.key.public

    def write(
        self,
        kind: str,
        body: Any,
        space: str = "",
        record: str = "",
        touches: Mapping[str, list[str]] | None = None,
        grant: str | None = None,
    ) -> Operation:
        """The next operation of this workstation's chain in that space."""
        seq, prev = self.chains.get(space, (0, "")) if space else (0, "")
        self.now += 1
        operation = write(
            self.key,
            kind=kind,
            body=body,
            salt=seed(f"{self.name} {kind} {space} {seq}")[:SALT_SIZE],
            incarnation=self.incarnation,
            seq=seq + 1,
            prev=prev,
            clock=self.now << 16,
            at=self.now,
            space=space,
            record=record,
            grant=self.grants.get(space, "") if grant is None else grant,
            touches=touches,
        )
        self.chains[operation.space] = (seq + 1, operation.id)
        return operation

    def note(self, space: str, text: str = "RAS") -> Operation:
        """Any piece of business: the server does not look inside."""
        fields = {"content": text}
        return self.write("entry.recorded", {"fields": fields}, space, touches={"content": []})

    def join(self, space: str, content: bytes, size: int | None = None) -> Operation:
        """An entry that names a file of that content; `size` when it lies about it."""
        told = {"name": "photo.jpg", "size": len(content) if size is None else size, "type": "image/jpeg"}
        fields = {"subject": "Photo", "occurred_at": NOW, f"file.{sha256(content).hexdigest()}": told}
        return self.write("entry.recorded", {"fields": fields}, space)

    def open_crisis(self, title: str = "Incendie Lubrizol") -> Operation:
        opened = self.write("crisis.opened", {"frame": "exercise", "fields": {"title": title}}, grant="")
        self.grants[opened.id] = opened.id
        return opened

    def add_member(self, space: str, guest: "Guest", role: str = "LIA", undoes: tuple[str, ...] = ()) -> Operation:
        body = {"person": guest.person, "role": role, "organisation": "", "undoes": list(undoes)}
        added = self.write("member.added", body, space)
        guest.writer.grants[space] = added.id
        return added

    def remove_member(self, space: str, guest: "Guest", last: tuple[str, ...] = ()) -> Operation:
        return self.write("member.removed", {"person": guest.person, "reason": "", "last": list(last)}, space)

    def revoke(self, service: str, guest: "Guest", last: tuple[str, ...] = ()) -> Operation:
        body = {"reason": "volé", "last": list(last)}
        return self.write("workstation.revoked", body, service, record=guest.enrolment.id)


@dataclass(frozen=True)
class Invited:
    """An invitation and the one-time key its code holds."""

    operation: Operation
    key: SigningKey


@dataclass(frozen=True)
class Guest:
    """An enrolled person and his workstation."""

    person: str
    writer: Writer
    enrolment: Operation

    @property
    def device(self) -> str:
        return self.writer.device


def invite(by: Writer, service: str, name: str, role: str = "LIA", expires_at: int = NEVER) -> Invited:
    """An invitation of somebody called `name`."""
    key = SigningKey(seed(f"invitation of {name}"))
    body = {"name": name, "organisation": "SIG", "role": role, "key": key.public, "expires_at": expires_at}
    return Invited(by.write("person.invited", body, service), key)


def enrol(
    writer: Writer, service: str, invitation: str, key: SigningKey, prefix: str, at: int | None = None
) -> Operation:
    """The first operation of a workstation, made with the key of an invitation."""
    if at is not None:
        writer.now = at
    box_key = seed(f"box of {writer.name}").hex()
    proof = key.sign(enrolment_message(service, writer.device, box_key, prefix)).hex()
    body = {"invitation": invitation, "prefix": prefix, "box_key": box_key, "proof": proof, "name": writer.name}
    return writer.write("workstation.enrolled", body, service)


def naming(opened: Operation) -> dict[str, str]:
    """What names that space as the one for private numbers."""
    return {"space": opened.id, "opening": opened.header_bytes.decode()}


def guest(by: Writer, service: str, name: str, role: str, prefix: str) -> tuple[Guest, list[Operation]]:
    """Somebody invited by `by` and enrolled at once, with the two operations that made it so."""
    invited = invite(by, service, name, role)
    writer = Writer(name, now=by.now)
    enrolled = enrol(writer, service, invited.operation.id, invited.key, prefix)
    return Guest(invited.operation.id, writer, enrolled), [invited.operation, enrolled]


@dataclass
class Platform:
    """A service with its root, its server key and its common directory. `operations` in the order they were ranked."""

    root: Writer = field(default_factory=lambda: Writer("root"))
    server_key: SigningKey = field(default_factory=lambda: SigningKey(seed("server")))
    operations: list[Operation] = field(default_factory=list)

    def __post_init__(self) -> None:
        opened = self.root.write("service.opened", {"name": "essai", "server_key": self.server_key.public})
        self.directory_opened = self.root.write("directory.opened", {})
        self.service, self.directory = opened.id, self.directory_opened.id
        named = self.root.write("service.directory", {"space": self.directory}, self.service)
        self.operations += [opened, named]

    def open_private(self, by: Writer | None = None) -> str:
        """A space for private numbers, opened by the root unless somebody else is given."""
        writer = by or self.root
        opened = writer.write("private.opened", {}, grant="")
        self.operations.append(writer.write("service.private", naming(opened), self.service))
        return opened.id

    def enrol(self, name: str, role: str = "LIA", prefix: str = "") -> Guest:
        """Somebody invited by the root and enrolled."""
        enrolled, operations = guest(self.root, self.service, name, role, prefix or name[:8].upper())
        self.operations += operations
        return enrolled
