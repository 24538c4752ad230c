"""The sockets: who may connect, in clear or under TLS, how much is listened to and how long, and what strangers get."""

import asyncio
import signal
import socket
import ssl
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from uvicorn import Config, Server
from uvicorn.protocols.http.h11_impl import H11Protocol

from app.core.entries import LARGEST_FILE
from app.sync.protocol import ATTACHMENTS, MOST_PIECE, MOST_REQUEST

if TYPE_CHECKING:  # a workstation that serves as a relay has no litestar
    from litestar.types import ASGIApp, HTTPScope, Receive, Send

REQUEST_WITHIN = 15.0  # seconds from the first silence to the last header
READ_WITHIN = 30.0  # seconds for a peer to read what fills its buffers
VANISHED_AFTER = 30.0  # seconds for a peer's machine to acknowledge what it was sent
IDLE = 30  # seconds between two requests
MOST_CONNECTIONS = 2_000
STOP_WITHIN = 5  # seconds
STRANGER = b"introuvable"
FIRST_BYTES_WITHIN = 20.0  # seconds
MOST_ATTACHMENT = LARGEST_FILE  # to the byte: it is not packed
SLOWEST = 4096  # bytes per second: a bad telephone line


class PatientProtocol(H11Protocol):
    """HTTP with deadlines of our own: uvicorn waits for ever for headers, and for a peer that does not read."""

    request_within = REQUEST_WITHIN
    read_within = READ_WITHIN

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._request_deadline: asyncio.TimerHandle | None = None
        self._read_deadline: asyncio.TimerHandle | None = None
        self._await_request()

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        if self._answering():
            self._cancel_request_deadline()
        else:
            self._await_request()

    def on_response_complete(self) -> None:
        super().on_response_complete()
        if not self._answering():
            self._cancel_request_deadline()  # the idle deadline runs now, until the next byte

    def shutdown(self) -> None:
        """Ends an idle connection at once: under TLS one would otherwise wait for the other side to take its leave."""
        super().shutdown()
        if not self._answering():
            self.transport.abort()

    def pause_writing(self) -> None:
        super().pause_writing()
        self._read_deadline = self.loop.call_later(self.read_within, self.transport.abort)

    def resume_writing(self) -> None:
        super().resume_writing()
        self._cancel_read_deadline()

    def connection_lost(self, exc: Exception | None) -> None:
        self._cancel_request_deadline()
        self._cancel_read_deadline()
        super().connection_lost(exc)

    def _answering(self) -> bool:
        return self.cycle is not None and not self.cycle.response_complete

    def _await_request(self) -> None:
        if self._request_deadline is None:
            self._request_deadline = self.loop.call_later(self.request_within, self.transport.abort)

    def _cancel_request_deadline(self) -> None:
        if self._request_deadline is not None:
            self._request_deadline.cancel()
            self._request_deadline = None

    def _cancel_read_deadline(self) -> None:
        if self._read_deadline is not None:
            self._read_deadline.cancel()
            self._read_deadline = None


class Listener(Server):
    """A uvicorn server that says when it listens, and ends the live streams before it waits for the rest."""

    def __init__(self, config: Config, ready: Callable[[], None], stopping: Callable[[], None]):
        super().__init__(config)
        self._ready, self._stopping = ready, stopping

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._ready()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._stopping()
        await super().shutdown(sockets)


def listener(
    app: "ASGIApp", context: ssl.SSLContext | None, ready: Callable[[], None], stopping: Callable[[], None]
) -> Listener:
    """What serves `app`, in clear when there is no `context`."""
    tls: dict[str, Any] = {} if context is None else {"ssl_context_factory": lambda config, default: context}
    config = Config(
        app,
        http=PatientProtocol,
        ws="none",
        lifespan="on",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_keep_alive=IDLE,
        timeout_graceful_shutdown=STOP_WITHIN,
        limit_concurrency=MOST_CONNECTIONS,
        **tls,
    )
    return Listener(config, ready, stopping)


def bound(host: str, port: int) -> socket.socket:
    """A socket that listens there; port 0 chooses one."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.create_server((host, port), family=family, backlog=1024)
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # inherited; or each answer waits 40 ms for an ACK
    if hasattr(socket, "TCP_USER_TIMEOUT"):  # inherited too; else a vanished peer is written to for 15 minutes
        listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, round(1000 * VANISHED_AFTER))
    listening.setblocking(False)
    return listening


def run(server: Listener, listening: socket.socket) -> None:
    """Serves until SIGTERM or SIGINT, then ends what is under way and returns."""
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: None)  # uvicorn raises it again once it has stopped in good order
    server.run(sockets=[listening])


def most_of(scope: "HTTPScope") -> int:
    """How many bytes that request may carry: the content of a file is larger than any message."""
    path = scope["path"]
    if scope["method"] != "POST" or not path.startswith(f"{ATTACHMENTS}/"):
        return MOST_REQUEST
    return MOST_PIECE if "/" in path.removeprefix(f"{ATTACHMENTS}/") else MOST_ATTACHMENT


async def read_body(
    receive: "Receive", most: int = MOST_REQUEST, within: float = FIRST_BYTES_WITHIN, slowest: int = SLOWEST
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


async def refuse(send: "Send") -> None:
    """The answer to a stranger, whatever was asked: it says nothing of what exists."""
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", str(len(STRANGER)).encode())]
    await send({"type": "http.response.start", "status": 404, "headers": headers})
    await send({"type": "http.response.body", "body": STRANGER, "more_body": False})
