"""The stage each seed starts from: a founded central and eight enrolled workstations, made once and copied."""

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import count
from pathlib import Path

from app.core.clock import Clock, Steady
from app.core.desk import Desk
from app.core.keys import SigningKey, box_public
from app.core.operations import to_wire
from app.core.register import Draft
from app.core.registers.accounts import Accounts
from app.core.registers.crisis import OpenCrisis
from app.core.registers.invitations import enrolment
from app.core.registers.members import AddMember
from app.core.store import log as store_log
from app.core.store.cursor import Cursor
from app.core.store.engine import Database
from app.core.store.store import Store
from app.server import log
from app.server.access import Access
from app.server.central import Central
from app.server.database import Database as CentralDatabase
from app.server.database import open_database
from app.server.enrolment import enrol
from app.server.exchange import exchange
from app.server.founding import Founder
from app.server.nonces import nonce_key
from app.server.receiving import Push
from app.sync.engine import Outcome, take
from app.sync.protocol import Enrolment, Exchange, Reply
from tests.building import NEVER, NOW

JOURNAL, CENTRAL = "journal.db", "central.db"


@dataclass(frozen=True)
class Seat:
    """Somebody, his workstation and the role he holds when a crisis begins."""

    prefix: str
    name: str
    organisation: str
    role: str


SEATS = (
    Seat("SIG1", "Camille Morvan", "SIG", "CCOM"),
    Seat("PM1", "Dominique Roy", "PM", "DIR"),
    Seat("INT", "Léa Aubert", "INT", "LIA"),
    Seat("ADM1", "Alix Renard", "SIG", "ADM"),
    Seat("SIG2", "Bruno Lenoir", "SIG", "CCOM"),
    Seat("SAN", "Sam Petit", "SAN", "LIA"),
    Seat("RED", "Rémi Faure", "SIG", "RED"),
    Seat("VEI1", "Paul Garnier", "SIG", "VEI"),
)


@dataclass(frozen=True)
class Template:
    """What a run copies. Everything in it comes from fixed bytes: two processes make the same one."""

    folder: Path
    service: str
    directory: str
    crisis: str
    server_seed: bytes


def fixed(*of: object) -> bytes:
    return sha256(" ".join(map(str, of)).encode()).digest()


def signing_key(seat: Seat) -> SigningKey:
    return SigningKey(fixed("signing", seat.prefix))


def cipher_key(seat: Seat) -> bytes:
    return fixed("cipher", seat.prefix)


def make(folder: Path) -> Template:
    """Founds the central in `folder`, and enrols everybody, each knowing all the others."""
    moments, chances = count(NOW - 1_000_000), count()
    clock = Clock(lambda: next(moments), _chance(chances.__next__), lambda: Steady("stage", 0))
    root = SigningKey(fixed("root"))
    server = SigningKey(fixed("server"))
    founder, directory = (Founder(root, clock, clock.chance(8).hex()) for _ in range(2))
    opened = founder.write("service.opened", {"name": "essai", "server_key": server.public})
    shared = directory.write("directory.opened", {})
    begun = [opened, founder.write("service.directory", {"space": shared.id})]
    codes = {}
    for seat in SEATS:
        key = SigningKey(fixed("invitation", seat.prefix))
        who = {"name": seat.name, "organisation": seat.organisation, "role": seat.role}
        begun.append(founder.write("person.invited", {**who, "key": key.public, "expires_at": NEVER}))
        codes[seat] = (begun[-1].id, key.seed)
    database = open_database(f"sqlite:///{folder / CENTRAL}")
    central = central_of(database, opened.id, server.seed, clock)
    with database.writing() as connection:
        log.open_epoch(connection, "", clock.chance(16).hex(), clock.now())
        for operations in (begun, [shared]):
            space = log.begin_space(connection, operations[0].id)
            push = Push(connection, space, Accounts(), root.public, clock.now())
            push.take([to_wire(one) for one in operations])
    stores = [_enrolled(folder, seat, opened.id, codes[seat], central) for seat in SEATS]
    for store in stores:
        _catch_up(store, central, (opened.id, shared.id))
    crisis = _open_crisis(stores)
    for _ in range(2):
        for store in stores:
            _catch_up(store, central, (opened.id, shared.id, crisis))
    for store in stores:
        store.close()
    database.close()
    return Template(folder, opened.id, shared.id, crisis, server.seed)


def _open_crisis(stores: Sequence[Store]) -> str:
    """Opened by the first, who gives everybody his role in it, but to the last."""
    desk = Desk(stores[0])
    values = {"title": "Incendie", "frame": "exercise", "nature": "industrial", "lead": "INT"}
    crisis = desk.do(OpenCrisis(**values, associated=("INT", "SAN"))).id  # type: ignore[arg-type]
    with stores[0].read() as transaction:
        persons = {one.name: one.id for one in transaction.accounts.persons.values()}
    for seat in SEATS[1:-1]:
        desk.do(AddMember(crisis, persons[seat.name], seat.role))
    return crisis


def central_of(database: CentralDatabase, service: str, seed: bytes, clock: Clock) -> Central:
    key = SigningKey(seed)
    return Central(key, nonce_key(seed), fixed("contents"), database, Access(service), clock, b"")


def _chance(number: Callable[[], int]) -> Callable[[int], bytes]:
    return lambda size: fixed("chance", number())[:size]


def _enrolled(folder: Path, seat: Seat, service: str, code: tuple[str, bytes], central: Central) -> Store:
    invitation, seed = code
    (folder / seat.prefix).mkdir()
    key = signing_key(seat)
    store = Store(Database(folder / seat.prefix / JOURNAL, cipher_key(seat)), key, central.clock)
    with store.write() as transaction:
        store_log.note(transaction.connection, "service", bytes.fromhex(service))
        store_log.note(transaction.connection, "server", b"http://127.0.0.1:9")
        box = box_public(fixed("box", seat.prefix))
        body = enrolment(key, service, invitation, seed, box, seat.prefix, seat.name)
        transaction.append(transaction.sign(Draft("workstation.enrolled", body, service), invitation))
        wire = store_log.pending(transaction.connection, service, 1, 1)[0]
    with central.database.writing() as connection:
        reply = enrol(central, connection, key.public, Enrolment(wire))
    assert isinstance(reply, Reply)
    take(store, service, Cursor(), reply, central.key.public, Outcome())
    return store


def _catch_up(store: Store, central: Central, spaces: Sequence[str]) -> None:
    for space in spaces:
        with store.read() as transaction:
            before = transaction.cursor(space)
            wires = store_log.pending(transaction.connection, space, 500, 2**22)
        request = Exchange(space, before.epoch, before.rank, wires)
        with central.database.writing() as connection:
            reply = exchange(central, connection, store.key.public, request)
        if reply is None:  # not of that crisis
            continue
        take(store, space, before, reply, central.key.public, Outcome())


def copy(template: Template, seats: Sequence[Seat], folder: Path) -> None:
    """Everything those workstations and the central need, in `folder`."""
    shutil.copy(template.folder / CENTRAL, folder / CENTRAL)
    for seat in seats:
        (folder / seat.prefix).mkdir()
        shutil.copy(template.folder / seat.prefix / JOURNAL, folder / seat.prefix / JOURNAL)
