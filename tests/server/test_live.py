"""Live streams: told at once of one's own spaces, and of nothing else; cut with the right to read them."""

import asyncio
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import requests

from app.server.access import View
from app.server.live import Live
from tests.building import Guest
from tests.server.house import Hand, House, opened


@contextmanager
def stream(house: House, who: Guest) -> Iterator[Iterator[str]]:
    """The events that workstation receives: lines, blank ones left out."""
    caller = house.caller(who)
    headers = caller.headers("GET", "/v1/live")
    with requests.get(f"{house.url}/v1/live", headers=headers, stream=True, timeout=20) as response:
        assert response.status_code == 200
        assert response.headers["content-type"].startswith("text/event-stream")
        lines = response.iter_lines(chunk_size=1, decode_unicode=True)
        yield (line for line in lines if line.startswith(("data", "files")))


def told(lines: Iterator[str], many: int) -> dict[str, int]:
    found = [next(lines).removeprefix("data: ").split() for _ in range(many)]
    return {space: int(rank) for space, rank in found}


@pytest.fixture
def lea(served: House) -> Guest:
    return served.enrol("Léa", "CCOM")


@pytest.fixture
def crisis(served: House, lea: Guest) -> str:
    first = lea.writer.open_crisis()
    served.take(first.id, [first])
    return first.id


def test_a_stream_says_first_how_things_are_then_what_moves(served: House, lea: Guest, crisis: str) -> None:
    with stream(served, lea) as lines:
        assert told(lines, 4) == {served.service: 7, served.directory: 1, served.private: 1, crisis: 1}
        served.caller(lea).exchange(crisis, [lea.writer.note(crisis)])
        assert told(lines, 1) == {crisis: 2}


def test_a_stream_says_that_the_content_of_a_file_came_and_has_come(served: House, lea: Guest, crisis: str) -> None:
    served.take(crisis, [lea.writer.join(crisis, b"photo")])
    with stream(served, lea) as lines:
        told(lines, 4)
        served.caller(lea).send("POST", f"/v1/attachments/{crisis}", b"photo")
        assert next(lines) == f"files: {crisis} 5"
    with stream(served, lea) as lines:
        assert [next(lines) for _ in range(5)][-1] == f"files: {crisis} 5"
    with stream(served, served.enrol("Bob")) as lines:
        told(lines, 3)
        served.caller(lea).exchange(served.directory, [lea.writer.note(served.directory)])
        assert told(lines, 1).keys() == {served.directory}


def test_a_stream_tells_nothing_of_the_spaces_of_others(served: House, lea: Guest, crisis: str) -> None:
    bob = served.enrol("Bob")
    with stream(served, bob) as lines:
        assert told(lines, 3).keys() == {served.service, served.directory, served.private}
        served.caller(lea).exchange(crisis, [lea.writer.note(crisis)])
        served.caller(lea).exchange(served.directory, [lea.writer.note(served.directory)])
        assert told(lines, 1) == {served.directory: 2}


def test_a_new_member_is_told_of_his_space_on_the_stream_he_has(served: House, lea: Guest, crisis: str) -> None:
    bob = served.enrol("Bob")
    with stream(served, bob) as lines:
        told(lines, 3)
        served.caller(lea).exchange(crisis, [lea.writer.add_member(crisis, bob)])
        assert told(lines, 1) == {crisis: 2}


def test_a_removed_member_is_told_no_more(served: House, lea: Guest, crisis: str) -> None:
    bob = served.enrol("Bob")
    served.take(crisis, [lea.writer.add_member(crisis, bob)])
    with stream(served, bob) as lines:
        told(lines, 4)
        served.caller(lea).exchange(crisis, [lea.writer.remove_member(crisis, bob)])
        served.caller(lea).exchange(crisis, [lea.writer.note(crisis)])
        served.caller(lea).exchange(served.directory, [lea.writer.note(served.directory)])
        assert told(lines, 1).keys() == {served.directory}


def test_the_stream_of_a_revoked_workstation_is_cut_within_five_seconds(served: House, lea: Guest) -> None:
    revocation = served.admin.writer.revoke(served.service, lea)
    with stream(served, lea) as lines:
        told(lines, 3)
        begun = time.monotonic()
        served.caller(served.admin).exchange(served.service, [revocation])
        assert list(lines) == []
        assert time.monotonic() - begun < 5


def test_what_another_process_does_is_felt_here_within_five_seconds(served: House, lea: Guest, crisis: str) -> None:
    with stream(served, lea) as lines, opened(served.data, served.central.database.url, Hand()) as second:
        told(lines, 4)
        begun = time.monotonic()
        other = House(second, served.data, Hand(), served.admin)
        other.take(crisis, [lea.writer.note(crisis)])
        assert told(lines, 1) == {crisis: 2}
        other.take(served.service, [served.admin.writer.revoke(served.service, lea)])
        assert list(lines) == []
        assert time.monotonic() - begun < 5 if served.central.database.is_postgresql else 10


def test_every_stream_ends_when_the_server_stops(house: House) -> None:
    with house.serving():
        cut = stream(house, house.admin)
        lines = cut.__enter__()
        told(lines, 3)
    assert list(lines) == []
    cut.__exit__(None, None, None)


def test_a_stream_breathes_while_nothing_moves(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.server.live.HEARTBEAT", 0.05)

    async def watch() -> list[bytes]:
        live = Live(house.central.look)
        running = asyncio.create_task(live.run())
        events = live.stream(house.admin.device)
        found = [await anext(events) for _ in range(3)]
        running.cancel()
        return found

    assert asyncio.run(watch())[1:] == [b": \n\n", b": \n\n"]


def test_no_stream_goes_on_while_nobody_can_say_who_may_read_it(house: House) -> None:
    """The database goes away under an open stream: the stream ends, and lives again with the database."""
    away = threading.Event()

    def look() -> View:
        if away.is_set():
            raise ConnectionError
        return house.central.look()

    async def watch() -> list[bytes]:
        live = Live(look)
        running = asyncio.create_task(live.run())
        events = live.stream(house.admin.device)
        first = await anext(events)
        away.set()
        live.wake()
        assert [event async for event in events] == []
        away.clear()
        again = await anext(live.stream(house.admin.device))
        running.cancel()
        return [first, again]

    first, again = asyncio.run(watch())
    assert first == again
