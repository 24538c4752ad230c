"""Live streams: told at once of one's own spaces, and of nothing else; cut with the right to read them."""

import asyncio
import base64
import ctypes
import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial

import pytest
import requests

from app.core.operations import Wire
from app.server.inlining import Look, look
from app.server.live import Live
from app.sync.protocol import Reply, checkpoint_holds, unpack
from tests.building import Guest
from tests.central import wait_for
from tests.server.house import Hand, House, opened


@contextmanager
def stream(house: House, who: Guest, pages: bool = False) -> Iterator[Iterator[str]]:
    """The events that workstation receives: lines, blank ones left out."""
    caller = house.caller(who)
    headers = caller.headers("GET", "/v1/live")
    with requests.get(f"{house.url}/v1/live", headers=headers, stream=True, timeout=20) as response:
        assert response.status_code == 200
        assert response.headers["content-type"].startswith("text/event-stream")
        lines = response.iter_lines(chunk_size=1, decode_unicode=True)
        yield (line for line in lines if line.startswith(("data", "files", "page")[: 3 if pages else 2]))


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
        live = Live(partial(look, house.central))
        running = asyncio.create_task(live.run())
        events = live.stream(house.admin.device)
        found = [await anext(events) for _ in range(3)]
        running.cancel()
        return found

    assert asyncio.run(watch())[1:] == [b": \n\n", b": \n\n"]


def test_no_stream_goes_on_while_nobody_can_say_who_may_read_it(house: House) -> None:
    """The database goes away under an open stream: the stream ends, and lives again with the database."""
    away = threading.Event()

    def fragile(before: Mapping[str, int]) -> Look:
        if away.is_set():
            raise ConnectionError
        return look(house.central, before)

    async def watch() -> list[bytes]:
        live = Live(fragile)
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


def page(line: str) -> Reply:
    assert line.startswith("page: ")
    return unpack(base64.b64decode(line[6:]), Reply)


def test_what_moves_comes_along_once_the_stream_has_said_how_things_are(served: House, lea: Guest, crisis: str) -> None:
    note = lea.writer.note(crisis)
    with stream(served, lea, pages=True) as lines:
        assert len(told(lines, 4)) == 4
        served.caller(lea).exchange(crisis, [note])
        reply = page(next(lines))
        assert told(lines, 1) == {crisis: 2}
    asked = served.exchange(lea, crisis, rank=1, epoch=reply.epoch)
    assert reply == asked
    assert reply.checkpoint is not None
    assert checkpoint_holds(reply.checkpoint, served.central.key.public)


def test_every_stream_is_given_the_very_same_page(served: House, lea: Guest, crisis: str) -> None:
    bob = served.enrol("Bob")
    served.take(crisis, [lea.writer.add_member(crisis, bob)])
    with stream(served, lea, pages=True) as mine, stream(served, bob, pages=True) as his:
        told(mine, 4)
        told(his, 4)
        served.caller(lea).exchange(crisis, [lea.writer.note(crisis)])
        assert next(mine) == next(his)


def test_what_is_large_is_to_be_asked_for(served: House, lea: Guest, crisis: str) -> None:
    noise = "".join(map(chr, range(0x4E00, 0x4E00 + 20_000)))
    with stream(served, lea, pages=True) as lines:
        told(lines, 4)
        served.caller(lea).exchange(crisis, [lea.writer.note(crisis, noise)])
        assert told(lines, 1) == {crisis: 2}
        served.caller(lea).exchange(crisis, [lea.writer.note(crisis) for _ in range(65)])
        assert told(lines, 1) == {crisis: 67}


def test_a_removed_member_is_given_no_page(served: House, lea: Guest, crisis: str) -> None:
    bob = served.enrol("Bob")
    served.take(crisis, [lea.writer.add_member(crisis, bob)])
    with stream(served, bob, pages=True) as lines:
        told(lines, 4)
        served.caller(lea).exchange(crisis, [lea.writer.remove_member(crisis, bob)])
        served.caller(lea).exchange(crisis, [lea.writer.note(crisis)])
        served.caller(lea).exchange(served.directory, [lea.writer.note(served.directory)])
        items = page(next(lines)).items
        assert [Wire] == [type(item) for item in items]
        assert told(lines, 1).keys() == {served.directory}


def vanish(peer: socket.socket) -> None:
    """As if its machine lost power: from now on it acknowledges nothing, and says nothing more either."""
    code = ctypes.create_string_buffer(struct.pack("HBBI", 0x06, 0, 0, 0))  # a filter that lets no packet in
    peer.setsockopt(socket.SOL_SOCKET, 26, struct.pack("HL", 1, ctypes.addressof(code)))


@pytest.mark.parametrize("leaves", [socket.socket.close, vanish])
def test_the_stream_of_a_peer_that_vanished_ends(
    house: House, monkeypatch: pytest.MonkeyPatch, leaves: Callable[[socket.socket], None]
) -> None:
    monkeypatch.setattr("app.server.live.HEARTBEAT", 0.05)
    monkeypatch.setattr("app.server.listening.VANISHED_AFTER", 0.5)
    with house.serving() as live:
        headers = house.caller(house.admin).headers("GET", "/v1/live")
        said = "".join(f"{name}: {value}\r\n" for name, value in {"Host": "x", **headers}.items())
        host, port = house.url.removeprefix("http://").split(":")
        with socket.create_connection((host, int(port)), 10) as peer:
            peer.sendall(f"GET /v1/live HTTP/1.1\r\n{said}\r\n".encode())
            assert b"200" in peer.recv(1000)
            wait_for(lambda: live.open == 1)
            leaves(peer)
            wait_for(lambda: live.open == 0)
