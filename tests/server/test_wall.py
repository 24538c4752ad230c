"""The wall: how much and how slowly one may speak before being heard."""

import asyncio
from typing import Any

import pytest
from litestar.types import Message

from app.server.listening import MOST_ATTACHMENT
from app.server.wall import most_of, read_body, refuse
from app.sync.protocol import MOST_PIECE, MOST_REQUEST


def spoken(*parts: bytes, whole: bool = True, pause: float = 0.0) -> Any:
    """A connection that says these parts, then nothing more."""
    left = [
        {"type": "http.request", "body": part, "more_body": not whole or place < len(parts) - 1}
        for place, part in enumerate(parts)
    ]

    async def receive() -> Any:
        await asyncio.sleep(pause if left else 3600)
        return left.pop(0)

    return receive


def heard(receive: Any, **bounds: Any) -> bytes | None:
    return asyncio.run(read_body(receive, **bounds))


def test_a_body_is_heard_whole() -> None:
    assert heard(spoken(b"bon", b"jour")) == b"bonjour"


def test_a_body_stops_being_heard_where_it_grows_too_large() -> None:
    assert heard(spoken(b"12345", b"67890"), most=10) == b"1234567890"
    assert heard(spoken(b"12345", b"678901"), most=10) is None


def test_a_body_that_never_ends_is_given_up() -> None:
    assert heard(spoken(b"bon", whole=False), within=0.05) is None


def test_a_slow_body_is_heard_as_long_as_it_comes_on() -> None:
    slow = spoken(*[b"x" * 100] * 5, pause=0.02)
    assert heard(slow, within=0.06, slowest=1000) == b"x" * 500
    assert heard(spoken(*[b"x"] * 20, pause=0.02), within=0.06, slowest=1000) is None


def test_a_body_cut_short_is_no_body() -> None:
    async def gone() -> Any:
        return {"type": "http.disconnect"}

    assert heard(gone) is None


def test_the_refusal_says_nothing() -> None:
    said: list[Message] = []

    async def send(message: Message) -> None:
        said.append(message)

    asyncio.run(refuse(send))
    assert [message.get("status") for message in said] == [404, None]
    assert said[1].get("body") == b"introuvable"


@pytest.mark.parametrize(
    ("method", "path", "most"),
    [
        ("POST", "/v1/attachments/abc", MOST_ATTACHMENT),
        ("POST", "/v1/attachments/abc/def/pieces", MOST_PIECE),
        ("POST", "/v1/exchange/v1/attachments/", MOST_REQUEST),
        ("POST", "/v1/attachments", MOST_REQUEST),
        ("GET", "/v1/attachments/abc", MOST_REQUEST),
        ("POST", "/v1/exchange", MOST_REQUEST),
    ],
)
def test_only_the_content_of_a_file_may_be_larger_than_a_message(method: str, path: str, most: int) -> None:
    assert most_of({"method": method, "path": path}) == most  # type: ignore[typeddict-item]
