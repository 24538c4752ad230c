"""How many requests are worked on at once: whoever comes beyond is told when to come again, which costs nothing."""

from dataclasses import dataclass

from litestar.enums import ScopeType
from litestar.types import ASGIApp, Message, Receive, Scope, Send

MOST_AT_ONCE = 100  # some half a second of work
AGAIN_AFTER = 5  # seconds; a workstation adds some by chance
FREE = "/v1/nonce"  # is answered without the database
CROWDED = "Le serveur est très sollicité : réessayez dans quelques secondes.".encode()


@dataclass(slots=True)
class Room:
    """How many are inside, all routes together, and how many there is room for."""

    most: int = MOST_AT_ONCE
    inside: int = 0


class Turnstile:
    """Counts the requests from when they are heard until their answer begins: a stream that lives is no work."""

    def __init__(self, app: ASGIApp, room: Room):
        self._app, self._room = app, room

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != ScopeType.HTTP or scope["path"] == FREE:
            await self._app(scope, receive, send)
            return
        if self._room.inside >= self._room.most:
            await _send_away(send)
            return
        self._room.inside += 1
        leaving = True

        async def counted(message: Message) -> None:
            nonlocal leaving
            if leaving and message["type"] == "http.response.start":
                leaving = False
                self._room.inside -= 1
            await send(message)

        try:
            await self._app(scope, receive, counted)
        finally:
            if leaving:  # whoever asked has gone
                self._room.inside -= 1


async def _send_away(send: Send) -> None:
    headers = [
        (b"content-type", b"text/plain; charset=utf-8"),
        (b"content-length", str(len(CROWDED)).encode()),
        (b"retry-after", str(AGAIN_AFTER).encode()),
    ]
    await send({"type": "http.response.start", "status": 503, "headers": headers})
    await send({"type": "http.response.body", "body": CROWDED, "more_body": False})
