"""The turnstile: beyond what can be worked on at once, one is told when to come again."""

import asyncio
from typing import Any

import pytest
from litestar.types import Message

from app.server.turnstile import AGAIN_AFTER, Room, Turnstile
from tests.server.house import House


def asked(path: str = "/v1/exchange") -> Any:
    return {"type": "http", "path": path}


class Work:
    """An application whose answers begin when the test says so."""

    def __init__(self) -> None:
        self.begin, self.end = asyncio.Event(), asyncio.Event()

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        await self.begin.wait()
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await self.end.wait()


async def answered(turnstile: Turnstile, path: str = "/v1/exchange") -> list[Message]:
    said: list[Message] = []

    async def send(message: Message) -> None:
        said.append(message)

    await turnstile(asked(path), None, send)  # type: ignore[arg-type]
    return said


async def settled() -> None:
    for _ in range(5):
        await asyncio.sleep(0)


def test_whoever_comes_beyond_what_can_be_worked_on_is_told_when_to_come_again() -> None:
    async def watch() -> None:
        work = Work()
        turnstile = Turnstile(work, Room(2))
        inside = [asyncio.create_task(answered(turnstile)) for _ in range(2)]
        await settled()
        start, body = await answered(turnstile)
        assert start["status"] == 503  # type: ignore[typeddict-item]
        assert (b"retry-after", str(AGAIN_AFTER).encode()) in start["headers"]  # type: ignore[typeddict-item]
        assert body["body"]  # type: ignore[typeddict-item]
        work.begin.set()
        work.end.set()
        assert [said[0]["status"] for said in await asyncio.gather(*inside)] == [200, 200]  # type: ignore[typeddict-item]

    asyncio.run(watch())


def test_a_stream_that_lives_and_a_nonce_take_nobodys_place() -> None:
    async def watch() -> None:
        work = Work()
        work.begin.set()
        turnstile = Turnstile(work, Room(1))
        living = [asyncio.create_task(answered(turnstile, "/v1/live"))]
        await settled()
        living.append(asyncio.create_task(answered(turnstile, "/v1/nonce")))
        living.append(asyncio.create_task(answered(turnstile)))
        await settled()
        work.end.set()
        said = await asyncio.gather(*living)
        assert [one[0]["status"] for one in said] == [200, 200, 200]  # type: ignore[typeddict-item]

    asyncio.run(watch())


def test_who_goes_away_before_his_answer_leaves_his_place() -> None:
    async def watch() -> None:
        work = Work()
        turnstile = Turnstile(work, Room(1))
        gone = asyncio.create_task(answered(turnstile))
        await settled()
        gone.cancel()
        await asyncio.gather(gone, return_exceptions=True)
        work.begin.set()
        work.end.set()
        assert len(await answered(turnstile)) == 1

    asyncio.run(watch())


def test_a_crowded_central_says_so_under_its_own_headers(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.server.turnstile.Room.__init__.__defaults__", (0, 0))
    with house.serving():
        answer = house.caller(house.admin).send("GET", "/v1/spaces")
        assert (answer.status_code, answer.headers["Retry-After"]) == (503, str(AGAIN_AFTER))
        assert "Diapason-Time" in answer.headers
