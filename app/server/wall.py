"""What stands between the network and the routes: deadlines, sizes, one answer for all strangers, time and nonce."""

from typing import Any

from litestar.enums import ScopeType
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from app.server import nonces
from app.server.central import Central
from app.server.listening import most_of, read_body, refuse
from app.sync.protocol import NONCE, OLDEST, TIME, VERSION, VERSIONS

METHODS = frozenset({"GET", "POST"})
ROOT = "/v1/"
SPOKEN = f"{OLDEST}-{VERSION}".encode()


class Wall:
    """The application as the network sees it."""

    def __init__(self, app: ASGIApp, central: Central):
        self._app, self._central = app, central

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != ScopeType.HTTP:  # start and stop
            await self._app(scope, receive, send)
            return
        send = self._stamped(send)
        if scope["method"] not in METHODS or not scope["path"].startswith(ROOT):
            await refuse(send)
            return
        body = await read_body(receive, most_of(scope))
        if body is None:
            await refuse(send)
            return
        await self._app(scope, _replay(body, receive), _uniform(send))

    def _stamped(self, send: Send) -> Send:
        """Every answer carries the server's time and a fresh nonce, and is kept nowhere."""

        async def stamped(message: Message) -> None:
            if message["type"] == "http.response.start":
                clock = self._central.clock
                headers = [
                    *message["headers"],
                    (b"cache-control", b"no-store"),
                    (VERSIONS.lower().encode(), SPOKEN),
                    (TIME.lower().encode(), str(clock.now()).encode()),
                    (NONCE.lower().encode(), nonces.issue(self._central.nonce_key, clock).encode()),
                ]
                message = {**message, "headers": headers}
            await send(message)

        return stamped


def _replay(body: bytes, receive: Receive) -> Receive:
    """Gives the body that was read, then whatever the connection says next."""
    left: list[Any] = [{"type": "http.request", "body": body, "more_body": False}]

    async def replay() -> Any:
        return left.pop() if left else await receive()

    return replay


def _uniform(send: Send) -> Send:
    """Lets no 404 through but the one of `refuse`."""
    refused = False

    async def uniform(message: Message) -> None:
        nonlocal refused
        if message["type"] == "http.response.start" and message["status"] == 404:
            refused = True
            await refuse(send)
        elif not refused:
            await send(message)

    return uniform
