"""A central that lies, its own key in hand, to one of two workstations; and what it may say."""

from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256

from msgspec import json, structs

from app.core.entry_commands import Record
from app.core.keys import SigningKey
from app.core.operations import Wire, to_wire, write
from app.server.central import KEY_FILE
from app.sync.engine import Outcome, exchange_all
from app.sync.protocol import Exchange, Reply, Spaces, first_running, next_running, sign_checkpoint
from app.sync.workstation import Workstation
from tests.central import Central
from tests.end_to_end.desks import fingerprint, numbers, shared_crisis, sync

FORGER = SigningKey(sha256(b"forger").digest())


@dataclass
class Liar:
    """The way of one workstation to the true central, whose replies about one space are bent by `lie`. It looks away
    from what proves its lies."""

    workstation: Workstation
    key: SigningKey
    space: str
    lie: "Lie"
    asked: list[Exchange] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._true = self.workstation.transport()

    def spaces(self) -> Spaces:
        return self._true.spaces()

    def exchange(self, request: Exchange) -> Reply:
        reply = self._true.exchange(structs.replace(request, checkpoint=None))
        if request.space != self.space:
            return reply
        self.asked.append(request)
        assert len(self.asked) < 50  # a server may not keep a workstation busy for ever
        return self.lie(self, request, reply)

    def signed(self, request: Exchange, reply: Reply, items: list[bytes | Wire]) -> Reply:
        """That reply with other items, under a checkpoint that fits what this workstation holds."""
        with self.workstation.store.read() as transaction:
            running = transaction.cursor(self.space).running
        running = running if reply.epoch == request.epoch and running else first_running(self.space)
        for item in items:
            running = next_running(running, item if isinstance(item, bytes) else sha256(item.header).digest())
        checkpoint = sign_checkpoint(self.key, self.space, reply.epoch, reply.after + len(items), running)
        return structs.replace(reply, items=items, checkpoint=checkpoint)

    def close(self) -> None:
        self._true.close()


Lie = Callable[[Liar, Exchange, Reply], Reply]


@dataclass
class Scene:
    """Two workstations, of which the second is lied to; what it wrote is not sent yet, what the first wrote is."""

    central: Central
    first: Workstation
    second: Workstation
    crisis: str = ""
    other: str = ""

    @property
    def key(self) -> SigningKey:
        return SigningKey(bytes.fromhex((self.central.data / KEY_FILE).read_text()))

    def begin(self) -> None:
        self.crisis, self.other = (shared_crisis(self.first, (self.second, "LIA")) for _ in range(2))
        self.second.desk.do(Record(self.crisis, "Déjà reçue"))
        sync(self.second)
        for number in range(3):
            self.first.desk.do(Record(self.crisis, f"À recevoir {number}"))
        self.first.desk.do(Record(self.other, "Ailleurs"))
        sync(self.first)
        self.second.desk.do(Record(self.crisis, "À envoyer"))

    def hear(self, lie: Lie) -> Outcome:
        """One round with the liar."""
        liar = Liar(self.second, self.key, self.crisis, lie)
        try:
            return exchange_all(self.second.store, liar)  # type: ignore[arg-type]
        finally:
            liar.close()

    def kinds(self) -> set[str]:
        return {one.kind for one in self.second.reading.alarms()}

    def forget_alarms(self) -> None:
        with self.second.store.database.write() as connection:
            connection.exec_driver_sql("DELETE FROM alarm")

    def require_agreement(self) -> None:
        for one in (self.second, self.first, self.second):
            sync(one)
        for space in (self.crisis, self.other):
            assert fingerprint(self.first, space) == fingerprint(self.second, space)
            assert numbers(self.first, space) == numbers(self.second, space)
        assert self.second.reading.pending() == 0
        assert "À envoyer" in numbers(self.first, self.crisis).values()


def forged(liar: Liar, device: str = "") -> Wire:
    """An entry that nobody signed, in the name of somebody or of a key of the server's own."""
    made = write(
        FORGER,
        kind="entry.recorded",
        body={"fields": {"subject": "Faux", "occurred_at": 1}},
        space=liar.space,
        **{"salt": bytes(16), "incarnation": "f" * 16, "seq": 1, "prev": "", "clock": 1, "at": 1},  # type: ignore[arg-type]
    )
    if not device:
        return to_wire(made)
    return Wire(json.encode(structs.replace(made.header, device=device)), made.salt, made.body_bytes, made.signature)


def victim(liar: Liar) -> str:
    return liar.workstation.store.key.public
