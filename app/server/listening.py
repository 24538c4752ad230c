"""The sockets: who may connect, in clear or under TLS, and how long we wait for somebody who says nothing."""

import asyncio
import signal
import socket
import ssl
from collections.abc import Callable
from typing import Any

from litestar.types import ASGIApp
from uvicorn import Config, Server
from uvicorn.protocols.http.h11_impl import H11Protocol

REQUEST_WITHIN = 15.0  # seconds from the first silence to the last header
READ_WITHIN = 30.0  # seconds for a peer to read what fills its buffers
IDLE = 30  # seconds between two requests
MOST_CONNECTIONS = 2_000
STOP_WITHIN = 5  # seconds


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
    app: ASGIApp, context: ssl.SSLContext | None, ready: Callable[[], None], stopping: Callable[[], None]
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
    listening.setblocking(False)
    return listening


def run(server: Listener, listening: socket.socket) -> None:
    """Serves until SIGTERM or SIGINT, then ends what is under way and returns."""
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: None)  # uvicorn raises it again once it has stopped in good order
    server.run(sockets=[listening])
