"""The routes of attached files: what the central lacks, what is handed in and fetched, whole or by pieces."""

import asyncio
import logging
from collections.abc import AsyncIterator, Iterator
from hashlib import sha256
from typing import Annotated

from litestar import Response, get, post
from litestar.params import FromPath, FromQuery, QueryParameter, RawBody
from litestar.response import Stream
from sqlalchemy import Connection

from app.server import attachment_pieces, attachments
from app.server.answering import TEXT, Asked, Outcome, Stranger, answer, unpacked
from app.server.central import Central
from app.sync.protocol import ATTACHMENTS, CONTENT_TYPE, DEVICE, MEDIA_TYPE, SIZE, Given, Inventory, Missing, pack

logger = logging.getLogger(__name__)
From = Annotated[int, QueryParameter(name="from", ge=0)]
"""The first byte of a content that is spoken of."""


@post(ATTACHMENTS, status_code=200, media_type=MEDIA_TYPE, sync_to_thread=True)
def post_inventory(request: Asked, body: RawBody) -> Response[bytes]:
    """Inventory → Missing: which contents of attached files we lack, for a member who holds some or wants some."""

    def act(central: Central, connection: Connection, device: str) -> Outcome:
        if central.access.view(connection, []).person(device) is None:
            return None
        message = unpacked(body, Inventory)
        return attachments.missing(central, connection, device, message) if message else "demande illisible"

    return answer(request, body, act)


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

    response = answer(request, body, act)
    if content:
        if not attachments.keep(request.app.state.central, content, body, request.headers[DEVICE]):
            return Response(attachments.NO_ROOM.encode(), status_code=400, media_type=TEXT)
        request.app.state.live.wake()
    return response


@post(ATTACHMENTS + "/{space:str}/{hash:str}/pieces", status_code=200, media_type=MEDIA_TYPE, sync_to_thread=True)
def post_piece(
    request: Asked, body: RawBody, space: FromPath[str], hash: FromPath[str], start: From, size: FromQuery[int]
) -> Response[bytes]:
    """Some bytes of the content of an attached file, or none → Given: how far it is held from this caller."""
    central: Central = request.app.state.central
    begun: attachment_pieces.Begun | None = None

    def act(central: Central, connection: Connection, device: str) -> Outcome:
        nonlocal begun
        if not attachments.NAME.fullmatch(hash):
            return None
        content = attachments.expected(central, connection, device, space, bytes.fromhex(hash), size)
        if not isinstance(content, attachments.Content):
            return content
        if attachments.is_whole(connection, content):
            return Given(size, whole=True)
        coming = attachment_pieces.Begun(content, device)
        held = attachment_pieces.add(central, connection, coming, start, body)
        begun = coming if held == size else None
        return Given(held)

    response = answer(request, body, act)
    if begun is None:
        return response
    whole = attachment_pieces.finish(central, begun)
    if whole:
        request.app.state.live.wake()
    return Response(pack(Given(size if whole else 0, whole)), media_type=MEDIA_TYPE)


@get(ATTACHMENTS + "/{space:str}/{hash:str}", media_type=CONTENT_TYPE, sync_to_thread=True)
def show_attachment(
    request: Asked,
    body: RawBody,
    space: FromPath[str],
    hash: FromPath[str],
    start: From = 0,
    most: FromQuery[int | None] = None,
) -> Stream:
    """The content of an attached file, for a member: from a byte on, and `most` bytes of it."""
    content: attachments.Content | None = None

    def act(central: Central, connection: Connection, device: str) -> Outcome:
        nonlocal content
        content = attachments.found(central, connection, device, space, hash)
        return Missing() if content and (most is None or most >= 0) else None

    answer(request, body, act)
    assert content is not None
    central: Central = request.app.state.central
    start = min(start, content.size)
    end = content.size if most is None else min(content.size, start + most)
    parts = attachments.span(central, content, start, end)
    try:
        first = next(parts, b"")
    except attachments.Damaged as error:
        logger.error("an attached file cannot be opened: it is lacking again")
        attachments.forget(central, content)
        raise Stranger from error
    headers = {"content-length": str(end - start), SIZE: str(content.size)}
    return Stream(_parts(first, parts), media_type=CONTENT_TYPE, headers=headers)


async def _parts(first: bytes, others: Iterator[bytes]) -> AsyncIterator[bytes]:
    """One part in memory at a time, however slowly it is read."""
    yield first
    while part := await asyncio.to_thread(next, others, b""):
        yield part


ROUTES = (post_inventory, post_attachment, post_piece, show_attachment)
