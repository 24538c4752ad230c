"""The routes of a relay, without a framework: each signed request is let through once, and judged when it comes."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar
from urllib.parse import parse_qs

import msgspec

from app.core.errors import Refused, Unavailable
from app.core.store.store import Store
from app.relay import contents, readers
from app.relay.contents import Begun
from app.relay.nonces import Nonces
from app.relay.streams import Streams
from app.server.listening import most_of, read_body, refuse
from app.sync import peering
from app.sync.protocol import (
    CONTENT_TYPE,
    DEVICE,
    MEDIA_TYPE,
    NONCE,
    OLDEST,
    SIGNATURE,
    SIZE,
    TIME,
    VERSION,
    VERSIONS,
    Inventory,
    Missing,
    Peering,
    Spaces,
    Unreadable,
    pack,
    request_message,
    unpack,
)

EVENTS = "text/event-stream"
TEXT = "text/plain; charset=utf-8"
NO_ROOM = "plus de place sur le relais pour les pièces jointes de cette crise"
logger = logging.getLogger(__name__)
Scope = Mapping[str, Any]
Send = Callable[[Any], Awaitable[None]]
Receive = Callable[[], Awaitable[Any]]
Message = TypeVar("Message", bound=msgspec.Struct)


@dataclass(frozen=True, slots=True)
class Asked:
    """One signed request."""

    device: str
    method: str
    parts: tuple[str, ...]  # of the path, after /v1/
    query: Mapping[str, int]
    body: bytes


@dataclass(frozen=True, slots=True)
class Said:
    """One answer, whole."""

    body: bytes
    kind: str = MEDIA_TYPE
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()


class Application:
    """What the network sees. `met` is told of each workstation whose request was good."""

    def __init__(self, store: Store, nonces: Nonces, streams: Streams, met: Callable[[str], None]):
        self._store, self._nonces, self._streams, self._met = store, nonces, streams, met
        self._begun = Begun()

    async def __call__(self, scope: Any, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._live(receive, send)
            return
        send = self._stamped(send)
        if (scope["method"], scope["path"]) == ("GET", "/v1/nonce"):
            await send({"type": "http.response.start", "status": 204, "headers": []})
            await send({"type": "http.response.body", "body": b""})
            return
        body = await read_body(receive, most_of(scope))
        asked = None if body is None else self._signed(scope, body)
        if asked is None:
            await refuse(send)
        elif (asked.method, asked.parts) == ("GET", ("live",)):
            await self._tell(asked.device, receive, send)
        else:
            await self._answer(asked, send)

    async def _live(self, receive: Receive, send: Send) -> None:
        """From start to stop."""
        while True:
            message = await receive()
            if message["type"] == "lifespan.startup":
                self._streams.open()
            await send({"type": f"{message['type']}.complete"})
            if message["type"] == "lifespan.shutdown":
                return

    def _stamped(self, send: Send) -> Send:
        """Every answer carries our hour and a fresh nonce, and is kept nowhere."""

        async def stamped(message: Any) -> None:
            if message["type"] == "http.response.start":
                stamps = {
                    "Cache-Control": "no-store",
                    VERSIONS: f"{OLDEST}-{VERSION}",
                    TIME: str(self._store.clock.now()),
                    NONCE: self._nonces.issue(),
                }
                more = [(name.lower().encode(), value.encode()) for name, value in stamps.items()]
                message = {**message, "headers": [*message["headers"], *more]}
            await send(message)

        return stamped

    def _signed(self, scope: Scope, body: bytes) -> Asked | None:
        """The request, if a workstation signed exactly this one with a nonce of ours. The nonce is then used up."""
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        device, nonce, signature = (headers.get(name.lower(), "") for name in (DEVICE, NONCE, SIGNATURE))
        query = scope["query_string"].decode("latin-1")
        target = scope["raw_path"].decode("latin-1") + (f"?{query}" if query else "")
        if not readers.signed(device, signature, request_message(scope["method"], target, body, nonce)):
            return None
        root, *parts = scope["path"].removeprefix("/").split("/")
        try:
            numbers = {name: int(values[0]) for name, values in parse_qs(query, strict_parsing=bool(query)).items()}
        except ValueError:
            return None
        if root != "v1" or any(value < 0 for value in numbers.values()) or not self._nonces.use(nonce):
            return None
        return Asked(device, scope["method"], tuple(parts), numbers, body)

    async def _answer(self, asked: Asked, send: Send) -> None:
        try:
            said = await asyncio.to_thread(self._said, asked)
        except Unavailable as error:
            said = Said(str(error).encode(), TEXT, 503)
        except Exception:
            logger.exception("a bug")
            said = Said(b"erreur interne du relais", TEXT, 500)
        if said is None:
            await refuse(send)
            return
        headers = (("content-type", said.kind), ("content-length", str(len(said.body))), *said.headers)
        encoded = [(name.lower().encode(), value.encode()) for name, value in headers]
        await send({"type": "http.response.start", "status": said.status, "headers": encoded})
        await send({"type": "http.response.body", "body": said.body})

    def _said(self, asked: Asked) -> Said | None:
        """What there is for that workstation; None when there is nothing for it."""
        try:
            with self._store.read() as transaction:
                view = transaction.view()
                known = asked.device in view.accounts.workstations
                if not readers.is_served(view, view.device) or (known and not readers.is_served(view, asked.device)):
                    return None
        except Refused:
            return None
        try:
            answer = self._routed(asked, known)
        except Unreadable:
            return Said(b"demande illisible", TEXT, 400)
        if answer is not None and known:
            self._met(asked.device)
        return answer

    def _routed(self, asked: Asked, known: bool) -> Said | None:
        match asked.method, asked.parts:
            case "POST", ("peering",):
                return self._peered(asked, known)
            case _ if not known:
                return None
            case "GET", ("spaces",):
                with self._store.read() as transaction:
                    return Said(pack(Spaces("", readers.spaces_of(transaction, asked.device))))
            case "POST", ("attachments",):
                return self._missing(asked)
            case "POST", ("attachments", space) if self._reads(asked, space):
                return self._whole(asked, space)
            case "POST", ("attachments", space, hash, "pieces") if self._reads(asked, space):
                return self._piece(asked, space, hash)
            case "GET", ("attachments", space, hash) if self._reads(asked, space):
                return self._content(asked, space, hash)
        return None

    def _peered(self, asked: Asked, known: bool) -> Said | None:
        """Whoever is not known yet may only bring what makes him known: the operations of the service."""
        request = unpack(asked.body, Peering)
        with self._store.read() as transaction:
            service = transaction.accounts.service
        if not known and request.space != service:
            return None
        answer = peering.answer(self._store, asked.device, request)
        return None if answer is None else Said(pack(answer))

    def _reads(self, asked: Asked, space: str) -> bool:
        with self._store.read() as transaction:
            return space in readers.spaces_of(transaction, asked.device)

    def _missing(self, asked: Asked) -> Said | None:
        inventory = unpack(asked.body, Inventory)
        if not self._reads(asked, inventory.space):
            return None
        return Said(pack(contents.missing(self._store, inventory)))

    def _whole(self, asked: Asked, space: str) -> Said | None:
        hash = contents.name_of(asked.body)
        if not contents.expected(self._store, space, hash, len(asked.body)):
            return None
        if not contents.take(self._store, space, asked.body):
            return Said(NO_ROOM.encode(), TEXT, 400)
        return Said(pack(Missing()))

    def _piece(self, asked: Asked, space: str, hash: str) -> Said | None:
        start, size = asked.query.get("from", 0), asked.query.get("size", 0)
        if not contents.is_name(hash) or not contents.expected(self._store, space, hash, size):
            return None
        return Said(pack(contents.add(self._store, self._begun, asked.device, space, hash, start, size, asked.body)))

    def _content(self, asked: Asked, space: str, hash: str) -> Said | None:
        content = contents.found(self._store, space, hash) if contents.is_name(hash) else None
        if content is None:
            return None
        start = asked.query.get("from", 0)
        part = content[start : start + asked.query.get("most", len(content))]
        return Said(part, CONTENT_TYPE, headers=((SIZE, str(len(content))),))

    async def _tell(self, device: str, receive: Receive, send: Send) -> None:
        """A live stream, until either side ends it."""
        events = self._streams.stream(device)
        first = await anext(events, None)
        if first is None:
            await refuse(send)
            return
        self._met(device)
        gone = asyncio.ensure_future(receive())  # the caller says nothing more: what comes is that he left
        headers = [(b"content-type", EVENTS.encode())]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": first, "more_body": True})
        try:
            while not gone.done() and (event := await anext(events, None)) is not None:
                await send({"type": "http.response.body", "body": event, "more_body": True})
            if not gone.done():
                await send({"type": "http.response.body", "body": b""})
        finally:
            gone.cancel()
            await events.aclose()
