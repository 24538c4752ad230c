"""A workstation's voice for tests: signs each request with a fresh nonce, as docs/protocol.md says."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import msgspec
import requests

from app.core.keys import SigningKey
from app.core.operations import Operation, to_wire
from app.sync.protocol import (
    MEDIA_TYPE,
    MOST_REPLY,
    NONCE,
    Checkpoint,
    Enrolment,
    Exchange,
    Heads,
    Reply,
    Spaces,
    pack,
    signed_headers,
    unpack,
)


@dataclass
class Caller:
    """Somebody with a key (or none) and the address of a server."""

    url: str
    key: SigningKey | None = None
    session: requests.Session = field(default_factory=requests.Session)

    def nonce(self) -> str:
        return self.session.get(f"{self.url}/v1/nonce", timeout=10).headers[NONCE]

    def headers(self, method: str, target: str, body: bytes = b"", nonce: str = "") -> dict[str, str]:
        if self.key is None:
            return {}
        return signed_headers(self.key, method, target, body, nonce or self.nonce())

    def send(self, method: str, target: str, body: bytes = b"", **options: Any) -> requests.Response:
        headers = {"content-type": MEDIA_TYPE, **self.headers(method, target, body)}
        return self.session.request(method, self.url + target, data=body, headers=headers, timeout=30, **options)

    def post(self, target: str, message: msgspec.Struct) -> requests.Response:
        return self.send("POST", target, pack(message))

    def exchange(
        self,
        space: str,
        operations: Sequence[Operation] = (),
        rank: int = 0,
        epoch: str = "",
        checkpoint: Checkpoint | None = None,
    ) -> Reply:
        message = Exchange(space, epoch, rank, [to_wire(operation) for operation in operations], checkpoint)
        return read_reply(self.post("/v1/exchange", message))

    def enrol(self, operation: Operation) -> requests.Response:
        return self.post("/v1/enrol", Enrolment(to_wire(operation)))

    def spaces(self) -> Spaces:
        return unpack(succeeded(self.send("GET", "/v1/spaces")).content, Spaces)

    def heads(self, device: str) -> list[str]:
        return unpack(succeeded(self.send("GET", f"/v1/heads/{device}")).content, Heads).last


def succeeded(response: requests.Response) -> requests.Response:
    assert response.status_code == 200, (response.status_code, response.text)
    return response


def read_reply(response: requests.Response) -> Reply:
    return unpack(succeeded(response).content, Reply, MOST_REPLY)
