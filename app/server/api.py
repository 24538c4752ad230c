"""The routes of the central. Each signed request is let through once, inside the transaction of what it does."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from litestar import Litestar, Response, get, post
from litestar.datastructures import State
from litestar.exceptions import HTTPException
from litestar.middleware import DefineMiddleware
from litestar.openapi.config import OpenAPIConfig
from litestar.params import FromPath, RawBody
from litestar.response import Stream
from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from app.server import attachment_pieces, attachment_routes, log, nonces
from app.server.answering import TEXT, Asked, Outcome, Stranger, answer, unpacked
from app.server.central import Central
from app.server.enrolment import enrol
from app.server.exchange import exchange
from app.server.live import Live, listen
from app.server.turnstile import Room, Turnstile
from app.sync.protocol import (
    DEVICE,
    MEDIA_TYPE,
    OLDEST,
    VERSION,
    Enrolment,
    Exchange,
    Heads,
    Spaces,
)

UPKEEP_EVERY = 60.0  # seconds
EVENTS = "text/event-stream"
PEM = "application/x-pem-file"

logger = logging.getLogger(__name__)


@get("/v1/nonce", status_code=204, sync_to_thread=False)
def show_nonce() -> None:
    """A nonce to sign a first request with: every answer carries one."""


@get("/v1/authority", media_type=PEM, sync_to_thread=False)
def show_authority(state: State) -> bytes:
    """The certificate of our own authority. The invitation code holds its SHA-256."""
    authority: bytes = state.central.authority
    return authority


@post("/v1/enrol", status_code=200, media_type=MEDIA_TYPE, sync_to_thread=True)
def post_enrolment(request: Asked, body: RawBody) -> Response[bytes]:
    """Enrolment → Reply: the first operation of a workstation, for the whole of `service`."""

    def act(central: Central, connection: Connection, device: str) -> Outcome:
        message = unpacked(body, Enrolment)
        return enrol(central, connection, device, message) if message else None

    response = answer(request, body, act)
    if response.status_code == 200:
        request.app.state.live.wake()
    return response


@get("/v1/spaces", media_type=MEDIA_TYPE, sync_to_thread=True)
def show_spaces(request: Asked, body: RawBody) -> Response[bytes]:
    """Spaces: those the caller belongs to, with the rank each has reached."""

    def act(central: Central, connection: Connection, device: str) -> Outcome:
        view = central.access.view_of_all(connection)
        return Spaces(log.current_epoch(connection), view.spaces_of(device)) if view.person(device) else None

    return answer(request, body, act)


@post("/v1/exchange", status_code=200, media_type=MEDIA_TYPE, sync_to_thread=True)
def post_exchange(request: Asked, body: RawBody) -> Response[bytes]:
    """Exchange → Reply: operations pushed, and those the caller lacks."""
    pushed = False

    def act(central: Central, connection: Connection, device: str) -> Outcome:
        nonlocal pushed
        if device not in central.access.view(connection, []).accounts.workstations:
            return None
        message = unpacked(body, Exchange)
        if message is None or not OLDEST <= message.version <= VERSION:
            return "demande illisible"
        pushed = bool(message.operations)
        return exchange(central, connection, device, message)

    response = answer(request, body, act)
    if pushed:
        request.app.state.live.tell()
    return response


@get("/v1/heads/{workstation:str}", media_type=MEDIA_TYPE, sync_to_thread=True)
def show_heads(request: Asked, body: RawBody, workstation: FromPath[str]) -> Response[bytes]:
    """Heads: the last operation ranked of each chain of a workstation, for an administrator who revokes it."""

    def act(central: Central, connection: Connection, device: str) -> Outcome:
        view = central.access.view(connection, [])
        known = view.administers(device) and workstation in view.accounts.workstations
        return Heads(log.heads(connection, workstation)) if known else None

    return answer(request, body, act)


@get("/v1/live", media_type=EVENTS, sync_to_thread=True)
def show_live(request: Asked, body: RawBody) -> Stream:
    """Server-sent events: `data: <space> <rank>` for each space of the caller, as it is and whenever it moves."""

    def act(central: Central, connection: Connection, device: str) -> Outcome:
        return Heads([device]) if central.access.view(connection, []).person(device) else None

    answer(request, body, act)
    return Stream(request.app.state.live.stream(request.headers[DEVICE]), media_type=EVENTS)


def application(central: Central, live: Live) -> Litestar:
    """The routes, before the wall: `Wall(application(...), central)` is what the network may see."""
    return Litestar(
        route_handlers=[
            *(show_nonce, show_authority, post_enrolment, show_spaces, post_exchange, show_heads, show_live),
            *attachment_routes.ROUTES,
        ],
        state=State({"central": central, "live": live}),
        lifespan=[_upkeep],
        middleware=[DefineMiddleware(Turnstile, room=Room())],
        exception_handlers={
            Stranger: _refuse,
            HTTPException: _refuse,  # no such route, no such method, an unreadable request
            OperationalError: _away,
            PoolTimeout: _away,
            Exception: _broken,
        },
        openapi_config=OpenAPIConfig(title="Diapason", version=str(VERSION)),
        logging_config=None,
        request_max_body_size=None,  # the wall has measured it already
    )


def _refuse(_: Asked, error: Exception) -> Response[bytes]:
    return Response(b"", status_code=404, media_type=TEXT)


def _away(_: Asked, error: Exception) -> Response[bytes]:
    logger.error("the database does not answer: %s", type(error).__name__)
    return Response("la base du serveur ne répond pas".encode(), status_code=503, media_type=TEXT)


def _broken(_: Asked, error: Exception) -> Response[bytes]:
    logger.error("a bug", exc_info=error)
    return Response(b"erreur interne du serveur", status_code=500, media_type=TEXT)


@asynccontextmanager
async def _upkeep(app: Litestar) -> AsyncIterator[None]:
    """What runs beside the requests, from start to stop."""
    central, live = app.state.central, app.state.live
    tasks = [asyncio.create_task(live.run()), asyncio.create_task(_tidy(central))]
    if central.database.is_postgresql:
        tasks.append(asyncio.create_task(listen(central.database.url, live.wake)))
    yield
    live.close()
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


async def _tidy(central: Central) -> None:
    while True:
        await asyncio.sleep(UPKEEP_EVERY)
        try:
            await asyncio.to_thread(_forget_expired, central)
        except SQLAlchemyError as error:
            logger.warning("what is over is kept for now: %s", type(error).__name__)


def _forget_expired(central: Central) -> None:
    with central.database.writing() as connection:
        nonces.forget_expired(connection, central.clock.now())
        attachment_pieces.sweep(connection, central.clock.now())
