"""Live streams of a relay: what moved is told, and a stream ends with the right to read."""

import asyncio
from collections.abc import Awaitable, Callable

from app.relay.streams import Streams


def run(scene: Callable[[Streams, dict[str, int]], Awaitable[None]]) -> None:
    async def whole() -> None:
        reached = {"aa": 1}
        streams = Streams(lambda _: dict(reached))
        streams.open()
        await scene(streams, reached)

    asyncio.run(whole())


def test_a_stream_says_how_things_are_then_what_moves() -> None:
    async def scene(streams: Streams, reached: dict[str, int]) -> None:
        events = streams.stream("poste")
        assert await anext(events) == b"data: aa 1\n\n"
        assert streams.listening == {"poste": 1}
        reached |= {"bb": 4}
        streams.wake()
        assert await anext(events) == b"data: bb 4\n\n"
        await events.aclose()
        assert streams.listening == {}

    run(scene)


def test_a_stream_where_nothing_moves_breathes() -> None:
    async def scene(streams: Streams, _: dict[str, int]) -> None:
        events = streams.stream("poste")
        await anext(events)
        streams.wake()
        assert await anext(events) == b": \n\n"
        await events.aclose()

    run(scene)


def test_a_stream_ends_with_the_right_to_read_and_with_the_relay() -> None:
    async def scene(streams: Streams, reached: dict[str, int]) -> None:
        one, other = streams.stream("un"), streams.stream("autre")
        await anext(one)
        await anext(other)
        reached.clear()
        streams.wake()
        assert await anext(one, None) is None
        reached["aa"] = 2
        streams.close()
        assert await anext(other, None) is None
        assert streams.listening == {}

    run(scene)


def test_nobody_is_woken_before_or_after() -> None:
    streams = Streams(lambda _: {})
    streams.wake()

    async def opened() -> None:
        streams.open()

    asyncio.run(opened())
    streams.wake()
