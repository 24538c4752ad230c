"""Bytes that nobody of ours would send: every route, signed as it must be, and every reader of what comes from outside.

The central answers, and never with a bug; a reader refuses in its own words or reads, and nothing else. A run is one
request and one mutation for each reader. (Tools that draw requests from an OpenAPI cannot sign them: all they would see
is the one refusal for strangers.)
"""

import io
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import msgspec
import requests
import zstandard

from app.core.errors import Refused
from app.core.keys import SigningKey
from app.core.operations import Malformed, Wire, read, to_wire
from app.core.places import Places
from app.core.quick_line import understand
from app.core.reattachment import Reattachment, read_reattachment, reattachment_code
from app.server import tls
from app.server.api import application
from app.server.central import default_database_url, open_central
from app.server.live import Live
from app.sync.bundle_sealing import Broken, NotABundle, NotForUs, read_head, records
from app.sync.protocol import Exchange, Reply, Unreadable, invitation_code, pack, read_invitation, unpack
from tests.building import Guest
from tests.building import seed as made_of
from tests.calling import Caller
from tests.campaigns.report import Report
from tests.central import Central
from tests.server.carried import PASSPHRASE, carry
from tests.server.house import Hand, House, found_house

NAME = "malformed"
RUNS = 2_000
STRANGE = (b"", b"\x00", b"\xff" * 9, b"null", b"[]", b"{}", b"\x93\x01\x02", b"(\xb5/\xfd", b"A" * 70_000)
TEXTS = (
    "",
    "\x00",
    "é" * 80,
    "ab" * 32,
    "../../etc",
    "%00",
    "0" * 63,
    "🜁",
    "' OR 1=1 --",
    "-1",
    "NaN",
    "1e999",
    "[" * 99,
)
DAY = 1_800_000_000_000


def run(seed: int, runs: int) -> Report:
    report = Report(NAME, seed, runs=runs)
    chance = Random(seed)
    with TemporaryDirectory() as folder:
        data = Path(folder) / "central"
        with found_house(data, default_database_url(data)) as house:
            person = house.enrol("Léa", "CCOM")
            opened = person.writer.open_crisis()
            house.take(opened.id, [opened])
            routes = _routes(house)
            exchange = Exchange(opened.id, "", 0, [to_wire(person.writer.note(opened.id))])
            targets = [house.service, house.directory, opened.id, person.device, "ab" * 32]
        central = Central(data)
        central.start()
        try:
            _ask(report, chance, runs, Caller(central.url, person.writer.key), routes, pack(exchange), targets)
            _still_answers(report, person, central.url, opened.id)
        finally:
            central.kill()
        _read(report, chance, runs, to_wire(opened), Path(folder))
    return report


def _routes(house: House) -> list[tuple[str, str]]:
    """Every (method, path) of our OpenAPI."""
    central = open_central(house.data, house.central.database.url, tls.authority_pem(house.data), Hand().clock())
    try:
        paths = application(central, Live(central.look)).openapi_schema.paths or {}
    finally:
        central.database.close()
    methods = ("get", "post")
    return [(name.upper(), path) for path, item in paths.items() for name in methods if getattr(item, name, None)]


def _ask(
    report: Report,
    chance: Random,
    runs: int,
    caller: Caller,
    routes: Sequence[tuple[str, str]],
    sound: bytes,
    targets: Sequence[str],
) -> None:
    for number in range(runs):
        method, path = chance.choice(routes)
        target = "/".join(
            requests.utils.quote(chance.choice([*targets, *TEXTS]), safe="") if part.startswith("{") else part
            for part in path.split("/")
        )
        if chance.random() < 0.1:
            target += "?" + requests.utils.quote(chance.choice(TEXTS))
        body = b"" if method == "GET" and chance.random() < 0.8 else _body(chance, sound)
        try:
            with caller.send(method, target, body, stream=True) as answer:
                status = answer.status_code
        except requests.RequestException as error:
            report.failures.append(f"request {number}, {method} {target}: {type(error).__name__}")
            continue
        report.notes[str(status)] += 1
        if status >= 500:
            report.failures.append(f"request {number}, {method} {target}: {status}")


def _body(chance: Random, sound: bytes) -> bytes:
    match chance.randrange(4):
        case 0:
            return chance.choice(STRANGE)
        case 1:
            return _mutated(chance, sound)
        case 2:
            inner = zstandard.ZstdDecompressor().decompress(sound)
            return zstandard.ZstdCompressor().compress(_mutated(chance, inner))
        case _:
            return zstandard.ZstdCompressor().compress(msgspec.msgpack.encode(_anything(chance, 4)))


def _anything(chance: Random, depth: int) -> object:
    """Any message at all, with the names that ours have."""
    names = ("space", "epoch", "rank", "operations", "checkpoint", "version", "operation", "contents", "x")
    kinds = ("text", "bytes", "number", "nothing", *(("list", "map") if depth else ()))
    match chance.choice(kinds):
        case "text":
            return chance.choice(TEXTS)
        case "bytes":
            return chance.choice(STRANGE)
        case "number":
            return chance.choice((0, -1, 2**53, 2**63 - 1, 1.5, float("inf"), True))
        case "list":
            return [_anything(chance, depth - 1) for _ in range(chance.randrange(5))]
        case "map":
            return {chance.choice(names): _anything(chance, depth - 1) for _ in range(chance.randrange(6))}
    return None


def _mutated(chance: Random, data: bytes) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.randrange(1, 6)):
        place = chance.randrange(len(changed) or 1)
        match chance.randrange(4):
            case 0 if changed:
                changed[place] ^= 1 << chance.randrange(8)
            case 1:
                del changed[place : place + chance.randrange(1, 9)]
            case 2:
                changed[place:place] = chance.choice(STRANGE[:7])
            case _:
                changed[place:] = changed[place:] + changed[:place]
    return bytes(changed)


def _still_answers(report: Report, person: Guest, url: str, space: str) -> None:
    """What came before has altered nothing: an ordinary exchange goes through."""
    reply = Caller(url, person.writer.key).exchange(space)
    if not isinstance(reply, Reply) or not reply.items:
        report.failures.append("the central does not answer any more")


def _read(report: Report, chance: Random, runs: int, wire: Wire, folder: Path) -> None:
    root = SigningKey(made_of("root"))
    to = Reattachment("https://central.example", "ab" * 32, "cd" * 32, "ef" * 32)
    bundle = carry(folder / "paquet", root, "cd" * 32, [("cd" * 32, [read(wire)], None)]).read_bytes()
    packed, places = msgspec.msgpack.encode(wire), Places()
    readers: dict[str, tuple[bytes, Callable[[bytes], object], tuple[type[Exception], ...]]] = {
        "operation": (packed, _operation, (Malformed, msgspec.MsgspecError)),
        "message": (pack(Exchange("cd" * 32, "", 0, [wire])), lambda data: unpack(data, Exchange), (Unreadable,)),
        "invitation": (
            invitation_code(to.address, to.authority, to.service, "12" * 32, bytes(32)).encode(),
            lambda data: read_invitation(data.decode("latin-1")),
            (Unreadable,),
        ),
        "reattachment": (
            reattachment_code(root, to).encode(),
            lambda data: read_reattachment(data.decode("latin-1"), to.service, root.public),
            (Refused,),
        ),
        "quick line": (
            "02:48 SDIS76 tél > incendie Seveso #Rouen !".encode(),
            lambda data: understand(data.decode("utf-8", "replace"), DAY, "Europe/Paris", places),
            (Refused,),
        ),
    }
    for name, (sound, reader, refusals) in readers.items():
        for number in range(runs):
            data = _mutated(chance, sound)
            try:
                with suppress(*refusals):
                    reader(data)
            except Exception as error:
                report.failures.append(f"{name} {number}: {type(error).__name__}: {error} ({data[:60]!r})")
    for number in range(max(1, runs // 100)):  # its passphrase is slow to stretch
        with suppress(Broken, NotABundle, NotForUs):
            _bundle(_mutated(chance, bundle))
            report.failures.append(f"bundle {number}: an altered one was read to its end")


def _operation(data: bytes) -> None:
    read(msgspec.msgpack.decode(data, type=Wire)).signed_by_its_device()


def _bundle(data: bytes) -> None:
    file = io.BytesIO(data)
    list(records(file, read_head(file, bytes(32), PASSPHRASE)))
