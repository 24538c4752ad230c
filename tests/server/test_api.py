"""The routes under HTTP: who may call what, requests that serve once, and hostile input that is only ever refused."""

import json
import random
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from hashlib import sha256

import msgspec
import pytest
import requests
import zstandard

from app.core.keys import SigningKey
from app.core.operations import Operation, Wire, to_wire
from app.server.api import application
from app.server.inlining import look
from app.server.live import Live
from app.sync.protocol import (
    MEDIA_TYPE,
    MOST_PIECE,
    NONCE,
    SIGNATURE,
    TIME,
    Enrolment,
    Exchange,
    Inventory,
    attachment_target,
    giving_target,
    pack,
    taking_target,
)
from tests.building import NOW, Guest, Writer, enrol, invite, seed
from tests.calling import Caller
from tests.server.house import House


@dataclass
class Town:
    """Everybody who may knock: a member of a crisis, one who was, another enrolled, one revoked, an administrator, an
    observer."""

    house: House
    crisis: str
    people: dict[str, Caller]
    member: Guest

    def __getitem__(self, name: str) -> Caller:
        return self.people[name]


@pytest.fixture
def town(served: House) -> Town:
    member, former, other, revoked = (served.enrol(name) for name in ("Léa", "Bob", "Ève", "Max"))
    observer = served.enrol("Noé", "OBS")
    opened = member.writer.open_crisis()
    operations = [
        opened,
        member.writer.add_member(opened.id, former),
        member.writer.add_member(opened.id, revoked),
        member.writer.remove_member(opened.id, former),
    ]
    assert served.exchange(member, opened.id, operations)
    served.take(served.service, [served.admin.writer.revoke(served.service, revoked)])
    guests = {"member": member, "former": former, "other": other, "revoked": revoked, "administrator": served.admin}
    guests["observer"] = observer
    people = {name: served.caller(who) for name, who in guests.items()}
    people["unknown"] = Caller(served.url, SigningKey(seed("nobody")))
    people["anonymous"] = served.caller()
    return Town(served, opened.id, people, member)


Knock = Callable[[Town, Caller], requests.Response]


def get(target: str) -> Knock:
    def knock(town: Town, caller: Caller) -> requests.Response:
        with caller.send("GET", target.format(device=town.member.device), stream=True) as response:
            return response

    return knock


def post_exchange(town: Town, caller: Caller) -> requests.Response:
    return caller.post("/v1/exchange", Exchange(town.crisis, "", 0, []))


def post_enrolment(town: Town, caller: Caller) -> requests.Response:
    """An enrolment made with an invitation that nobody signed."""
    key = caller.key or SigningKey(seed("anonymous"))
    writer = Writer("guest")
    writer.key = key
    operation = enrol(writer, town.house.service, "0" * 64, SigningKey(seed("no invitation")), "X1")
    return caller.post("/v1/enrol", Enrolment(to_wire(operation)))


CONTENT = b"contenu d'une piece"


def joined(town: Town) -> str:
    """Where the content of a file that the member joined is handed in and fetched."""
    name = town.member.writer.join(town.crisis, CONTENT)
    town.house.take(town.crisis, [name])
    return attachment_target(town.crisis, sha256(CONTENT).hexdigest())


def post_inventory(town: Town, caller: Caller) -> requests.Response:
    return caller.post("/v1/attachments", Inventory(town.crisis, [sha256(CONTENT).digest()]))


def post_attachment(town: Town, caller: Caller) -> requests.Response:
    joined(town)
    return caller.send("POST", f"/v1/attachments/{town.crisis}", CONTENT)


def post_piece(town: Town, caller: Caller) -> requests.Response:
    joined(town)
    return caller.send("POST", giving_target(town.crisis, sha256(CONTENT).hexdigest(), 0, len(CONTENT)), CONTENT[:5])


def get_attachment(town: Town, caller: Caller) -> requests.Response:
    target = joined(town)
    assert post_attachment(town, town["member"]).status_code == 200
    return caller.send("GET", target)


EVERYBODY = ("member", "former", "other", "observer", "revoked", "administrator", "unknown", "anonymous")
NOBODY = dict.fromkeys(EVERYBODY, 404)
MEMBERS = {**NOBODY, "member": 200}
ENROLLED = {**NOBODY, **dict.fromkeys(("member", "former", "other", "observer", "administrator"), 200)}

# (method, path of the description) → how to knock, and what each must get. A route without a row fails.
MATRIX: dict[tuple[str, str], tuple[Knock, dict[str, int]]] = {
    ("get", "/v1/nonce"): (get("/v1/nonce"), dict.fromkeys(EVERYBODY, 204)),
    ("get", "/v1/authority"): (get("/v1/authority"), dict.fromkeys(EVERYBODY, 200)),
    ("post", "/v1/enrol"): (post_enrolment, NOBODY),
    ("get", "/v1/spaces"): (get("/v1/spaces"), ENROLLED),
    ("post", "/v1/exchange"): (post_exchange, {**NOBODY, "member": 200, "former": 200, "revoked": 200}),
    ("get", "/v1/heads/{workstation}"): (get("/v1/heads/{device}"), {**NOBODY, "administrator": 200}),
    ("get", "/v1/live"): (get("/v1/live"), ENROLLED),
    ("post", "/v1/attachments"): (post_inventory, MEMBERS),
    ("post", "/v1/attachments/{space}"): (post_attachment, MEMBERS),
    ("post", "/v1/attachments/{space}/{hash}/pieces"): (post_piece, MEMBERS),
    ("get", "/v1/attachments/{space}/{hash}"): (get_attachment, MEMBERS),
}


def test_every_route_has_its_row_and_each_caller_gets_what_the_row_says(town: Town) -> None:
    paths = application(town.house.central, Live(partial(look, town.house.central))).openapi_schema.to_schema()["paths"]
    routes = {(method, path) for path, methods in paths.items() for method in methods}
    assert routes == MATRIX.keys()
    expected = {(*route, name): status for route, (_, row) in MATRIX.items() for name, status in row.items()}
    found = {
        (*route, name): knock(town, town[name]).status_code for route, (knock, row) in MATRIX.items() for name in row
    }
    assert found == expected


def face(response: requests.Response) -> tuple[int, bytes, dict[str, str]]:
    """All that a caller sees of an answer, but for its nonce and its time."""
    hidden = {NONCE.lower(), TIME.lower(), "date"}
    seen = {name.lower(): value for name, value in response.headers.items() if name.lower() not in hidden}
    return response.status_code, response.content, seen


def test_all_refusals_of_strangers_are_one_answer(town: Town) -> None:
    stranger, other, crisis = town["anonymous"], town["other"], town.crisis
    stale = {**other.headers("GET", "/v1/spaces", nonce="00" * 32)}
    forged = {**other.headers("GET", "/v1/spaces"), SIGNATURE: "00" * 64}
    answers = {
        "no such route": stranger.send("GET", "/v1/nothing"),
        "no such root": stranger.send("GET", "/"),
        "description": stranger.send("GET", "/schema/openapi.json"),
        "wrong method": stranger.send("POST", "/v1/spaces"),
        "unheard-of method": stranger.send("BREW", "/v1/exchange"),
        "options": stranger.send("OPTIONS", "/v1/exchange"),
        "unsigned": stranger.send("GET", "/v1/spaces"),
        "stale nonce": requests.get(f"{stranger.url}/v1/spaces", headers=stale, timeout=10),
        "bad signature": requests.get(f"{stranger.url}/v1/spaces", headers=forged, timeout=10),
        "unknown key": town["unknown"].send("GET", "/v1/spaces"),
        "space of others": other.post("/v1/exchange", Exchange(crisis, "", 0, [])),
        "no such space": other.post("/v1/exchange", Exchange("f" * 64, "", 0, [])),
        "malformed, unknown": town["unknown"].send("POST", "/v1/exchange", b"?"),
        "not an administrator": other.send("GET", f"/v1/heads/{town.member.device}"),
        "no such workstation": town["administrator"].send("GET", f"/v1/heads/{'0' * 64}"),
        "no invitation": post_enrolment(town, town["unknown"]),
        "too large": stranger.send("POST", "/v1/exchange", bytes(17 * 1024 * 1024)),
        "file too large": stranger.send("POST", f"/v1/attachments/{crisis}", bytes(26 * 1024 * 1024)),
        "inventory of others": other.post("/v1/attachments", Inventory(crisis, [])),
        "file of others": other.send("GET", joined(town)),
        "file of nobody": town["member"].send("GET", attachment_target(crisis, "0" * 64)),
        "odd name of a file": town["member"].send("GET", attachment_target(crisis, "A" * 64)),
        "file nobody named": town["member"].send("POST", f"/v1/attachments/{crisis}", b"x"),
        "piece for others": other.send("POST", giving_target(crisis, "0" * 64, 0, 1), b"x"),
        "piece nobody named": town["member"].send("POST", giving_target(crisis, "0" * 64, 0, 1), b"x"),
        "piece oddly named": town["member"].send("POST", giving_target(crisis, "A" * 64, 0, 1), b"x"),
        "piece from before": town["member"].send("POST", giving_target(crisis, "0" * 64, -1, 1), b"x"),
        "piece from nowhere": town["member"].send("POST", attachment_target(crisis, "0" * 64) + "/pieces", b"x"),
        "piece too large": town["member"].send("POST", giving_target(crisis, "0" * 64, 0, 1), bytes(MOST_PIECE + 1)),
        "piece of others": other.send("GET", taking_target(crisis, "0" * 64, 0, 1)),
        "odd path": stranger.send("GET", "/v1/%FF%00/../spaces"),
    }
    faces = {name: face(answer) for name, answer in answers.items()}
    first = faces["no such route"]
    assert first[:2] == (404, b"introuvable")
    assert {name: seen for name, seen in faces.items() if seen != first} == {}


def test_a_captured_request_serves_nobody_again(town: Town) -> None:
    caller, note = town["member"], town.member.writer.note(town.crisis)
    body = pack(Exchange(town.crisis, "", 0, [to_wire(note)]))
    headers = caller.headers("POST", "/v1/exchange", body)
    with ThreadPoolExecutor(5) as crowd:
        answers = list(
            crowd.map(lambda _: requests.post(f"{caller.url}/v1/exchange", body, headers=headers, timeout=30), range(5))
        )
    assert sorted(answer.status_code for answer in answers) == [200, 404, 404, 404, 404]
    assert town.house.ids(town.crisis).count(note.id) == 1
    assert requests.post(f"{caller.url}/v1/exchange", body, headers=headers, timeout=30).status_code == 404


def test_a_nonce_signs_for_one_method_one_target_and_one_body(town: Town) -> None:
    caller = town["member"]
    headers = caller.headers("GET", "/v1/spaces")
    assert requests.get(f"{caller.url}/v1/spaces?x=1", headers=headers, timeout=10).status_code == 404
    assert requests.get(f"{caller.url}/v1/live", headers=headers, timeout=10).status_code == 404
    assert requests.get(f"{caller.url}/v1/spaces", data=b"x", headers=headers, timeout=10).status_code == 404
    assert requests.get(f"{caller.url}/v1/spaces", headers=headers, timeout=10).status_code == 200


def test_a_nonce_expires_by_the_server_s_time(town: Town) -> None:
    caller = town["member"]
    nonce = caller.nonce()
    town.house.hand.now += 119_000
    headers = caller.headers("GET", "/v1/spaces", nonce=nonce)
    assert requests.get(f"{caller.url}/v1/spaces", headers=headers, timeout=10).status_code == 200
    nonce = caller.nonce()
    town.house.hand.now += 121_000
    headers = caller.headers("GET", "/v1/spaces", nonce=nonce)
    assert requests.get(f"{caller.url}/v1/spaces", headers=headers, timeout=10).status_code == 404


def test_every_answer_carries_the_time_and_a_fresh_nonce(town: Town) -> None:
    answers = [town["anonymous"].send("GET", path) for path in ("/v1/nonce", "/v1/nonce", "/nothing")]
    assert {answer.headers[TIME] for answer in answers} == {str(NOW)}
    assert len({answer.headers[NONCE] for answer in answers}) == 3


def test_each_caller_is_told_his_own_spaces(town: Town) -> None:
    public = {town.house.service, town.house.directory}
    common = {*public, town.house.private}
    assert town["observer"].spaces().spaces.keys() == public
    assert town["member"].spaces().spaces.keys() == {*common, town.crisis}
    assert town["other"].spaces().spaces.keys() == common
    assert town["former"].spaces().spaces.keys() == common
    assert town["member"].spaces().spaces[town.crisis] == 4


def test_an_observer_is_answered_on_private_numbers_as_on_a_space_that_does_not_exist(town: Town) -> None:
    for space in (town.house.private, "0" * 64):
        target = attachment_target(space, sha256(CONTENT).hexdigest())
        answers = [
            town["observer"].post("/v1/exchange", Exchange(space, "", 0, [])),
            town["observer"].post("/v1/attachments", Inventory(space, [sha256(CONTENT).digest()])),
            town["observer"].send("POST", f"/v1/attachments/{space}", CONTENT),
            town["observer"].send("GET", target),
        ]
        assert {face(one)[0] for one in answers} == {404}
        assert {face(one) == face(town["anonymous"].send("GET", "/nothing")) for one in answers} == {True}
    assert town["other"].post("/v1/exchange", Exchange(town.house.private, "", 0, [])).status_code == 200


def test_an_administrator_is_told_where_the_chains_of_a_workstation_end(town: Town) -> None:
    heads = town["administrator"].heads(town.member.device)
    assert heads == [town.member.enrolment.id, town.house.ids(town.crisis)[-1]]


def test_a_workstation_enrols_with_an_invitation_and_reads_the_service(served: House) -> None:
    invited = invite(served.admin.writer, served.service, "Zoé")
    served.take(served.service, [invited.operation])
    writer = Writer("Zoé")
    operation = enrol(writer, served.service, invited.operation.id, invited.key, "ZOE1")
    caller = Caller(served.url, writer.key)
    assert caller.send("GET", "/v1/spaces").status_code == 404
    assert caller.enrol(operation).status_code == 200
    assert caller.spaces().spaces.keys() == {served.service, served.directory, served.private}


def test_a_prefix_somebody_has_is_said_so(served: House) -> None:
    invited = invite(served.admin.writer, served.service, "Zoé")
    served.take(served.service, [invited.operation])
    writer = Writer("Zoé")
    answer = Caller(served.url, writer.key).enrol(
        enrol(writer, served.service, invited.operation.id, invited.key, "ADM1")
    )
    assert (answer.status_code, answer.content.decode()) == (409, "préfixe déjà utilisé")


def corpus(good: Operation) -> list[bytes]:
    """What a request may hold that is not one: seeded, so that a failure comes again."""
    dice = random.Random(2)
    whole = pack(Exchange(good.space, "", 0, [to_wire(good)]))

    def packed(value: object) -> bytes:
        return zstandard.compress(msgspec.msgpack.encode(value))

    message = {"space": good.space, "epoch": "", "rank": 0, "operations": [], "version": 1}
    wire = to_wire(good)
    deep = b'{"a":' * 50_000 + b"1" + b"}" * 50_000
    return [
        b"",
        b"\x28\xb5\x2f\xfd",
        *(dice.randbytes(dice.randrange(1, 400)) for _ in range(30)),
        *(whole[:cut] for cut in range(0, len(whole), max(1, len(whole) // 20))),
        zstandard.compress(bytes(64 * 1024 * 1024)),
        zstandard.compress(b"\x91" * 100_000),
        zstandard.compress(dice.randbytes(1000)),
        packed([]),
        packed({}),
        packed(None),
        packed({**message, "version": 99}),
        packed({**message, "rank": -1}),
        packed({**message, "rank": 2**60}),
        packed({**message, "space": "é" * 64}),
        packed({**message, "space": "x" * 10_000}),
        packed({**message, "unknown": 1}),
        packed({**message, "operations": [[b"", b"", b"", b""]] * 3000}),
        packed({**message, "operations": [[b"", b"", b"", b""]]}),
        packed({**message, "operations": [[deep, bytes(16), deep, bytes(64)]]}),
        packed({**message, "operations": [[wire.header, bytes(16), deep, bytes(64)]]}),
        packed({**message, "operations": [[wire.header, wire.salt, None, wire.signature]]}),
        packed({**message, "operations": [[wire.header, wire.salt, wire.body, bytes(64)]]}),
        packed({**message, "operations": [[wire.header[:-1] + b',"v":1}', wire.salt, wire.body, wire.signature]]}),
        packed({**message, "checkpoint": ["", "", 2**60, bytes(32), bytes(64)]}),
        packed({**message, "checkpoint": [good.space, "x", 1, bytes(32), bytes(64)]}),
    ]


@pytest.mark.parametrize("route", ["/v1/exchange", "/v1/enrol", "/v1/attachments"])
def test_hostile_input_is_refused_and_never_breaks_the_server(town: Town, route: str) -> None:
    caller, note = town["member"], town.member.writer.note(town.crisis)
    statuses = {caller.send("POST", route, body).status_code for body in corpus(note)}
    assert statuses <= {200, 400, 404}
    assert len(town.house.ids(town.crisis)) == 4
    assert caller.exchange(town.crisis, [note]).items[-1] == bytes.fromhex(note.id)


def test_hostile_bodies_inside_signed_operations_harm_no_fold(town: Town) -> None:
    caller, writer = town["member"], town.member.writer
    kinds = ("member.added", "member.removed", "crisis.opened", "workstation.enrolled", "workstation.revoked")
    bodies: list[object] = [
        None,
        1,
        [],
        {},
        {"person": [], "last": 3},
        {"last": ["é", None]},
        {"person": {}, "role": 1},
    ]
    for space in (town.crisis, town.house.service):
        operations = [writer.write(kind, body, space) for kind in (*kinds, "person.invited") for body in bodies]
        caller.exchange(space, operations)
    assert town.crisis in caller.spaces().spaces


def test_the_description_is_written_but_not_served(town: Town) -> None:
    described = application(town.house.central, Live(partial(look, town.house.central))).openapi_schema.to_schema()
    assert json.dumps(described)
    assert town["member"].send("GET", "/schema/openapi.json").status_code == 404


def test_an_answer_says_its_type(town: Town) -> None:
    assert town["member"].send("GET", "/v1/spaces").headers["content-type"] == MEDIA_TYPE


def test_a_wire_is_told_byte_for_byte(town: Town) -> None:
    note = town.member.writer.note(town.crisis, "évacué, cœur, 15 °C")
    town["member"].exchange(town.crisis, [note])
    items = town["member"].exchange(town.crisis).items
    assert isinstance(items[-1], Wire)
    assert items[-1] == to_wire(note)
