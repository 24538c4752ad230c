"""What stands between the network and the routes: deadlines, sizes, one answer for all strangers, time and nonce."""

import asyncio
from typing import Any

from litestar.enums import ScopeType
from litestar.types import ASGIApp, HTTPScope, Message, Receive, Scope, Send

from app.core.entries import LARGEST_FILE
from app.server import nonces
from app.server.central import Central
from app.sync.protocol import ATTACHMENTS, MOST_REQUEST, NONCE, TIME

METHODS = frozenset({"GET", "POST"})
ROOT = "/v1/"
STRANGER = b"introuvable"
FIRST_BYTES_WITHIN = 20.0  # seconds
MOST_ATTACHMENT = LARGEST_FILE  # to the byte: it is not packed
SLOWEST = 4096  # bytes per second: a bad telephone line


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
                    (TIME.lower().encode(), str(clock.now()).encode()),
                    (NONCE.lower().encode(), nonces.issue(self._central.nonce_key, clock).encode()),
                ]
                message = {**message, "headers": headers}
            await send(message)

        return stamped


def most_of(scope: HTTPScope) -> int:
    """How many bytes that request may carry: the content of a file is larger than any message."""
    is_file = scope["method"] == "POST" and scope["path"].startswith(f"{ATTACHMENTS}/")
    return MOST_ATTACHMENT if is_file else MOST_REQUEST


async def read_body(
    receive: Receive, most: int = MOST_REQUEST, within: float = FIRST_BYTES_WITHIN, slowest: int = SLOWEST
) -> bytes | None:
    """The whole body, or None when it is too large, too slow or cut short."""
    loop = asyncio.get_running_loop()
    begun, data = loop.time(), bytearray()
    try:
        while True:
            async with asyncio.timeout_at(begun + within + len(data) / slowest):
                message = await receive()
            if message["type"] != "http.request":
                return None
            data += message["body"]
            if len(data) > most:
                return None
            if not message["more_body"]:
                return bytes(data)
    except TimeoutError:
        return None


async def refuse(send: Send) -> None:
    """The answer to a stranger, whatever was asked: it says nothing of what exists."""
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", str(len(STRANGER)).encode())]
    await send({"type": "http.response.start", "status": 404, "headers": headers})
    await send({"type": "http.response.body", "body": STRANGER, "more_body": False})


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
