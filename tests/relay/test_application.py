"""The routes of a relay: signed, once, by a workstation of the service; for all others there is nothing there."""

from collections.abc import Iterator
from hashlib import sha256

import pytest
import requests

from app.core.keys import SigningKey
from app.core.operations import Wire
from app.sync.protocol import NONCE, TIME, VERSIONS, Inventory, Peered, Peering, Spaces, pack, signed_headers, unpack
from app.sync.relay_transport import RelayTransport
from app.sync.workstation import Workstation
from tests.office import Office
from tests.relaying import relaying, way_to

REFUSAL = (404, b"introuvable")
Ask = tuple[str, str, bytes]


class Line(RelayTransport):
    """The way to a relay that signs whatever a test wants, once."""

    def raw(
        self, method: str, target: str, body: bytes = b"", headers: dict[str, str] | None = None
    ) -> requests.Response:
        return self._send(method, target, body, headers or {})

    def signed(self, method: str, target: str, body: bytes = b"", key: SigningKey | None = None) -> requests.Response:
        self._send("GET", "/v1/nonce", b"", {})
        return self.raw(method, target, body, signed_headers(key or self._key, method, target, body, self._nonce))


@pytest.fixture
def pair(office: Office) -> tuple[Workstation, Workstation, str]:
    relay, one = office.workstation("SIG1", "A"), office.workstation("SIG2", "B")
    return relay, one, office.crisis(relay)


@pytest.fixture
def line(pair: tuple[Workstation, Workstation, str]) -> Iterator[Line]:
    relay, one, _ = pair
    with relaying(relay) as address, way_to(address, one) as known:
        made = Line(known.relay, one.store.key, one.clock)
        yield made
        made.close()


def said(answer: requests.Response) -> tuple[int, bytes]:
    return answer.status_code, answer.content


def test_every_answer_has_an_hour_a_nonce_and_the_versions_spoken(line: Line) -> None:
    for answer in (line.raw("GET", "/v1/nonce"), line.raw("GET", "/rien")):
        assert {TIME, NONCE, VERSIONS, "Cache-Control"} <= {name.title() for name in answer.headers}


def test_strangers_and_members_of_nothing_get_one_answer(
    line: Line, pair: tuple[Workstation, Workstation, str]
) -> None:
    _, _, crisis = pair
    stranger, hash = SigningKey(bytes(32)), sha256(b"x").hexdigest()
    inventory, peering = pack(Inventory(crisis, [bytes(32)])), pack(Peering(crisis, []))
    private: list[Ask] = [
        ("POST", "/v1/attachments", inventory),
        ("POST", f"/v1/attachments/{crisis}", b"x"),
        ("POST", f"/v1/attachments/{crisis}/{hash}?from=0&size=1", b"x"),
        ("GET", f"/v1/attachments/{crisis}/{hash}", b""),
        ("POST", "/v1/peering", peering),
        ("GET", "/v1/rien", b""),
        ("POST", "/v1/spaces", b""),
        ("GET", "/v1/spaces?a=b", b""),
        ("DELETE", "/v1/live", b""),
    ]
    for method, target, body in private:
        assert said(line.signed(method, target, body)) == REFUSAL, target
        assert said(line.signed(method, target, body, stranger)) == REFUSAL, target
        assert said(line.raw(method, target, body)) == REFUSAL, target
    for target in ("/v1/spaces", "/v1/live"):
        assert said(line.signed("GET", target, key=stranger)) == REFUSAL
        assert said(line.raw("GET", target)) == REFUSAL


def test_a_request_is_good_once_and_for_what_it_signs(line: Line) -> None:
    line.raw("GET", "/v1/nonce")
    headers = signed_headers(line._key, "GET", "/v1/spaces", b"", line._nonce)
    assert line.raw("GET", "/v1/live", b"", headers).status_code == 404
    assert line.raw("GET", "/v1/spaces", b"", headers).status_code == 200
    assert line.raw("GET", "/v1/spaces", b"", headers).status_code == 404


def test_spaces_are_those_of_the_caller(line: Line, pair: tuple[Workstation, Workstation, str], office: Office) -> None:
    spaces = unpack(line.signed("GET", "/v1/spaces").content, Spaces).spaces
    assert set(spaces) == {office.service, office.directory}


def test_an_unreadable_message_of_a_workstation_is_said_to_be(line: Line) -> None:
    assert line.signed("POST", "/v1/peering", b"???").status_code == 400
    assert said(line.signed("POST", "/v1/peering", b"???", SigningKey(bytes(32))))[0] == 400


def test_whoever_is_not_known_may_only_bring_what_makes_him_known(line: Line, office: Office) -> None:
    stranger = SigningKey(bytes(32))
    for space in (office.service, office.directory):
        body = pack(Peering(space, [], [Wire(b"{}", bytes(16), b"{}", bytes(64))]))
        assert said(line.signed("POST", "/v1/peering", body, stranger)) == REFUSAL
    assert unpack(line.signed("POST", "/v1/peering", pack(Peering(office.service, []))).content, Peered).items
