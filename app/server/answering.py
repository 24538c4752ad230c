"""How a signed request is answered: for the workstation that signed it, once, in the transaction of what it does."""

from collections.abc import Callable
from typing import Any, TypeVar

import msgspec
from litestar import Request, Response
from litestar.datastructures import State
from sqlalchemy import Connection

from app.core.keys import verify
from app.server import nonces
from app.server.central import Central
from app.server.enrolment import PREFIX_TAKEN
from app.sync.protocol import DEVICE, MEDIA_TYPE, NONCE, SIGNATURE, pack, request_message, unpack

TEXT = "text/plain; charset=utf-8"

Asked = Request[Any, Any, State]
Message = TypeVar("Message", bound=msgspec.Struct)
Outcome = msgspec.Struct | str | None
Act = Callable[[Central, Connection, str], Outcome]
"""What a request does, for which device. A string is a refusal that is explained; None, one that is not."""


class Stranger(Exception):
    """Whoever asks is nobody we know, or asks for what is not his: for him there is nothing here."""


def answer(request: Asked, body: bytes, act: Act) -> Response[bytes]:
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


def unpacked(body: bytes, kind: type[Message]) -> Message | None:
    try:
        return unpack(body, kind)
    except ValueError:
        return None
