"""The routes of the central. Each signed request is let through once, inside the transaction of what it does."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from hashlib import sha256
from typing import Any, TypeVar

import msgspec
from litestar import Litestar, Request, Response, get, post
from litestar.datastructures import State
from litestar.exceptions import HTTPException
from litestar.openapi.config import OpenAPIConfig
from litestar.params import FromPath, RawBody
from litestar.response import Stream
from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from app.core.keys import verify
from app.server import attachments, log, nonces
from app.server.central import Central
from app.server.enrolment import PREFIX_TAKEN, enrol
from app.server.exchange import exchange
from app.server.live import Live, listen
from app.sync.protocol import (
    ATTACHMENTS,
    CONTENT_TYPE,
    DEVICE,
    MEDIA_TYPE,
    NONCE,
    SIGNATURE,
    VERSION,
    Enrolment,
    Exchange,
    Heads,
    Inventory,
    Missing,
    Spaces,
    pack,
    request_message,
    unpack,
)

UPKEEP_EVERY = 60.0  # seconds
EVENTS = "text/event-stream"
TEXT = "text/plain; charset=utf-8"
PEM = "application/x-pem-file"

logger = logging.getLogger(__name__)
Asked = Request[Any, Any, State]
Message = TypeVar("Message", bound=msgspec.Struct)
Outcome = msgspec.Struct | str | None
Act = Callable[[Central, Connection, str], Outcome]
"""What a request does, for which device. A string is a refusal that is explained; None, one that is not."""


class Stranger(Exception):
    """Whoever asks is nobody we know, or asks for what is not his: for him there is nothing here."""


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
        message = _unpacked(body, Enrolment)
        return enrol(central, connection, device, message) if message else None

    response = _answer(request, body, act)
    if response.status_code == 200:
        request.app.state.live.wake()
    return response


@get("/v1/spaces", media_type=MEDIA_TYPE, sync_to_thread=True)
def show_spaces(request: Asked, body: RawBody) -> Response[bytes]:
    """Spaces: those the caller belongs to, with the rank each has reached."""

    def act(central: Central, connection: Connection, device: str) -> Outcome:
        view = central.access.view_of_all(connection)
        return Spaces(log.current_epoch(connection), view.spaces_of(device)) if view.person(device) else None

    return _answer(request, body, act)


@post("/v1/exchange", status_code=200, media_type=MEDIA_TYPE, sync_to_thread=True)
def post_exchange(request: Asked, body: RawBody) -> Response[bytes]:
    """Exchange → Reply: operations pushed, and those the caller lacks."""
    pushed = False

    def act(central: Central, connection: Connection, device: str) -> Outcome:
        nonlocal pushed
        if device not in central.access.view(connection, []).accounts.workstations:
            return None
        message = _unpacked(body, Exchange)
        if message is None or message.version != VERSION:
            return "demande illisible"
        pushed = bool(message.operations)
        return exchange(central, connection, device, message)

    response = _answer(request, body, act)
    if pushed:
        request.app.state.live.wake()
    return response


@get("/v1/heads/{workstation:str}", media_type=MEDIA_TYPE, sync_to_thread=True)
def show_heads(request: Asked, body: RawBody, workstation: FromPath[str]) -> Response[bytes]:
    """Heads: the last operation ranked of each chain of a workstation, for an administrator who revokes it."""

    def act(central: Central, connection: Connection, device: str) -> Outcome:
        view = central.access.view(connection, [])
        known = view.administers(device) and workstation in view.accounts.workstations
        return Heads(log.heads(connection, workstation)) if known else None

    return _answer(request, body, act)


@post(ATTACHMENTS, status_code=200, media_type=MEDIA_TYPE, sync_to_thread=True)
def post_inventory(request: Asked, body: RawBody) -> Response[bytes]:
    """Inventory → Missing: which contents of attached files we lack, for a member who holds some or wants some."""

    def act(central: Central, connection: Connection, device: str) -> Outcome:
        if central.access.view(connection, []).person(device) is None:
            return None
        message = _unpacked(body, Inventory)
        return attachments.missing(central, connection, device, message) if message else "demande illisible"

    return _answer(request, body, act)


@post(ATTACHMENTS + "/{space:str}", status_code=200, media_type=MEDIA_TYPE, sync_to_thread=True)
def post_attachment(request: Asked, body: RawBody, space: FromPath[str]) -> Response[bytes]:
    """The content of an attached file → Missing (nothing any more), once it is kept."""
    content: attachments.Content | None = None
    hash = sha256(body).digest()

    def act(central: Central, connection: Connection, device: str) -> Outcome:
        nonlocal content
        outcome = attachments.expected(central, connection, device, space, hash, len(body))
        if not isinstance(outcome, attachments.Content):
            return outcome
        content = outcome
        return Missing()

    response = _answer(request, body, act)
    if content:
        if not attachments.keep(request.app.state.central, content, body, request.headers[DEVICE]):
            return Response(attachments.NO_ROOM.encode(), status_code=400, media_type=TEXT)
        request.app.state.live.wake()
    return response


@get(ATTACHMENTS + "/{space:str}/{hash:str}", media_type=CONTENT_TYPE, sync_to_thread=True)
def show_attachment(request: Asked, body: RawBody, space: FromPath[str], hash: FromPath[str]) -> Stream:
    """The content of an attached file, for a member."""
    content: attachments.Content | None = None

    def act(central: Central, connection: Connection, device: str) -> Outcome:
        nonlocal content
        content = attachments.found(central, connection, device, space, hash)
        return Missing() if content else None

    _answer(request, body, act)
    assert content is not None
    central: Central = request.app.state.central
    try:
        first = attachments.part(central, content, 0)
    except attachments.Damaged as error:
        logger.error("an attached file cannot be opened: it is lacking again")
        attachments.forget(central, content)
        raise Stranger from error
    headers = {"content-length": str(content.size)}
    return Stream(_parts(central, content, first), media_type=CONTENT_TYPE, headers=headers)


async def _parts(central: Central, content: attachments.Content, first: bytes) -> AsyncIterator[bytes]:
    """One part in memory at a time, however slowly it is read."""
    yield first
    for n in range(1, content.parts):
        yield await asyncio.to_thread(attachments.part, central, content, n)


@get("/v1/live", media_type=EVENTS, sync_to_thread=True)
def show_live(request: Asked, body: RawBody) -> Stream:
    """Server-sent events: `data: <space> <rank>` for each space of the caller, as it is and whenever it moves."""

    def act(central: Central, connection: Connection, device: str) -> Outcome:
        return Heads([device]) if central.access.view(connection, []).person(device) else None

    _answer(request, body, act)
    return Stream(request.app.state.live.stream(request.headers[DEVICE]), media_type=EVENTS)


def application(central: Central, live: Live) -> Litestar:
    """The routes, before the wall: `Wall(application(...), central)` is what the network may see."""
    return Litestar(
        route_handlers=[
            *(show_nonce, show_authority, post_enrolment, show_spaces, post_exchange, show_heads, show_live),
            *(post_inventory, post_attachment, show_attachment),
        ],
        state=State({"central": central, "live": live}),
        lifespan=[_upkeep],
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


def _answer(request: Asked, body: bytes, act: Act) -> Response[bytes]:
    """What `act` has for the workstation that signed this request. Its nonce is used up in the same transaction, so
    that a copy of the request finds nothing, and a failure leaves no trace."""
    central: Central = request.app.state.central
    device, nonce = _signer(request, body)
    with central.database.writing() as connection:
        if not nonces.use(connection, central.nonce_key, nonce, central.clock.now()):
            raise Stranger
        outcome = act(central, connection, device)
    if outcome is None:
        raise Stranger
    if isinstance(outcome, str):
        return Response(outcome.encode(), status_code=409 if outcome == PREFIX_TAKEN else 400, media_type=TEXT)
    return Response(pack(outcome), media_type=MEDIA_TYPE)


def _signer(request: Asked, body: bytes) -> tuple[str, str]:
    """The device whose key signed exactly this request, and the nonce it signed. Raises Stranger."""
    headers = request.headers
    device, nonce = headers.get(DEVICE, ""), headers.get(NONCE, "")
    query: bytes = request.scope["query_string"]
    target = request.scope["raw_path"].decode("latin-1") + ("?" + query.decode("latin-1") if query else "")
    try:
        signature = bytes.fromhex(headers.get(SIGNATURE, ""))
    except ValueError as error:
        raise Stranger from error
    if len(device) != 64 or not verify(device, signature, request_message(request.method, target, body, nonce)):
        raise Stranger
    return device, nonce


def _unpacked(body: bytes, kind: type[Message]) -> Message | None:
    try:
        return unpack(body, kind)
    except ValueError:
        return None


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
    tasks = [asyncio.create_task(live.run()), asyncio.create_task(_forget_nonces(central))]
    if central.database.is_postgresql:
        tasks.append(asyncio.create_task(listen(central.database.url, live.wake)))
    yield
    live.close()
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


async def _forget_nonces(central: Central) -> None:
    while True:
        await asyncio.sleep(UPKEEP_EVERY)
        try:
            await asyncio.to_thread(_forget_expired, central)
        except SQLAlchemyError as error:
            logger.warning("expired nonces are kept for now: %s", type(error).__name__)


def _forget_expired(central: Central) -> None:
    with central.database.writing() as connection:
        nonces.forget_expired(connection, central.clock.now())
