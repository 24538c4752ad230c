"""The exchange that nobody asks for: at once while the server is there, silent and patient while it is not."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import islice, pairwise
from pathlib import Path
from threading import Condition

import pytest

from app.core.entry_commands import Record
from app.core.registers.directory import AddContact
from app.core.store import log
from app.sync.exchanger import Exchanger
from app.sync.protocol import Spaces
from app.sync.state import ExchangeState
from app.sync.stream import Told
from app.sync.transport import Busy, Transport
from app.sync.workstation import Workstation
from tests.central import Central, wait_for
from tests.end_to_end.desks import another_desk, first_desk, numbers, shared_crisis
from tests.end_to_end.proxy import bad_line
from tests.sync.conftest import Hub, Newcomer


class Seen:
    """Waits for something to become true, looked at again whenever the store or the link says anything."""

    def __init__(self) -> None:
        self._said = Condition()

    def hear(self, _: object) -> None:
        with self._said:
            self._said.notify_all()

    def until(self, true: Callable[[], bool], seconds: float = 20) -> bool:
        with self._said:
            return self._said.wait_for(true, seconds)


def ending_after(many: int) -> Callable[..., Iterator[Told]]:
    """Live streams that each end once they have said that many things."""
    live = Transport.live

    def cut(transport: Transport, *more: Callable[[], None]) -> Iterator[Told]:
        stream = live(transport, *more)
        yield from islice(stream, many)
        stream.close()  # type: ignore[attr-defined]

    return cut


@contextmanager
def exchanging(*workstations: Workstation) -> Iterator[tuple[Seen, list[Exchanger]]]:
    seen = Seen()
    running = [Exchanger(one) for one in workstations]
    for one, exchanger in zip(workstations, running, strict=True):
        one.desk.subscribe(seen.hear)
        exchanger.subscribe(seen.hear)
        exchanger.start()
    try:
        yield seen, running
    finally:
        for exchanger in running:
            exchanger.stop()


def test_a_colleagues_entry_appears_by_itself(newcomer: Newcomer):
    first, second = newcomer(), newcomer("LIA", "INT")
    crisis = shared_crisis(first, (second, "LIA"))
    with exchanging(first, second) as (seen, running):
        assert seen.until(lambda: all(one.state.online for one in running))
        first.desk.do(Record(crisis, "Bonjour INT"))
        assert seen.until(lambda: "Bonjour INT" in numbers(second, crisis).values())
        second.desk.do(Record(crisis, "Bonjour SIG"))
        assert seen.until(lambda: "Bonjour SIG" in numbers(first, crisis).values())
        assert seen.until(lambda: first.reading.pending() == 0)
        assert running[0].state.skew_ms is not None


def test_by_how_much_the_clock_was_wrong_is_known_at_the_next_start_with_no_server(hub: Hub, newcomer: Newcomer):
    first = newcomer()
    with first.store.database.write() as connection:
        for name, value in {"exchanged": b"5", "skew": b"-2280000"}.items():
            log.note(connection, name, value)
    assert Exchanger(first).state == ExchangeState(False, None, 5, -2_280_000)


def test_what_comes_along_the_stream_is_taken_without_asking(hub: Hub, newcomer: Newcomer):
    with bad_line(hub.central.url) as line:
        first, second = newcomer(), newcomer("LIA", "INT", line.url)
        crisis = shared_crisis(first, (second, "LIA"))
        with exchanging(first, second) as (seen, running):
            assert seen.until(lambda: all(one.state.online for one in running))
            first.desk.do(Record(crisis, "Le premier dit où en sont les choses"))
            assert seen.until(lambda: len(numbers(second, crisis)) == 1)
            line.holding = b"POST /v1/exchange"
            first.desk.do(Record(crisis, "Sans demander"))
            assert seen.until(lambda: "Sans demander" in numbers(second, crisis).values())
            assert not line.held.is_set()


@pytest.mark.parametrize("many", [1, 2, 3])
def test_a_stream_cut_at_every_event_misses_nothing_and_repeats_nothing(
    newcomer: Newcomer, monkeypatch: pytest.MonkeyPatch, many: int
):
    first, second = newcomer(), newcomer("LIA", "INT")
    crisis = shared_crisis(first, (second, "LIA"))
    stated = 4  # the spaces they both belong to, said at the beginning of each stream
    monkeypatch.setattr(Transport, "live", ending_after(stated + many))
    monkeypatch.setattr("app.sync.schedule.FIRST", 0.01)
    received: list[str] = []
    second.desk.subscribe(lambda changes: received.extend(() if changes.local else changes.records))
    with exchanging(first, second) as (seen, running):
        assert seen.until(lambda: all(one.state.online for one in running))
        written = [first.desk.do(Record(crisis, f"Entrée {n}")).id for n in range(12)]
        assert seen.until(lambda: len(numbers(second, crisis)) == 12)
    assert sorted(one for one in received if one in written) == sorted(written)


def test_a_server_with_too_much_to_do_is_left_alone_as_long_as_it_asks(
    newcomer: Newcomer, monkeypatch: pytest.MonkeyPatch
):
    workstation, asked = newcomer(), list[float]()

    def spaces(_: Transport) -> Spaces:
        asked.append(time.monotonic())
        raise Busy(1)

    monkeypatch.setattr(Transport, "spaces", spaces)
    monkeypatch.setattr("app.sync.schedule.FIRST", 0.01)
    with exchanging(workstation) as (_, (exchanger,)):
        wait_for(lambda: bool(asked))
        exchanger.now()
        wait_for(lambda: len(asked) > 2)
    assert all(later - before >= 1 for before, later in pairwise(asked))
    assert "sollicité" in exchanger.state.problem


def test_a_server_that_dies_is_noticed_and_a_server_that_returns_is_found(central: Central, tmp_path: Path):
    first = first_desk(central, tmp_path / "sig1")
    second = another_desk(first, tmp_path / "int", "INT", "Léa Aubert", "INT", "LIA", central.url)
    crisis = shared_crisis(first, (second, "LIA"))
    with exchanging(first, second) as (seen, running):
        assert seen.until(lambda: all(one.state.online for one in running))
        central.kill()
        assert seen.until(lambda: not any(one.state.online for one in running), 10)
        assert "injoignable" in running[0].state.problem
        first.desk.do(Record(crisis, "Pendant la coupure, à SIG1"))
        second.desk.do(Record(crisis, "Pendant la coupure, à INT"))
        central.start()
        assert seen.until(lambda: len(numbers(first, crisis)) == len(numbers(second, crisis)) == 2, 60)
        assert seen.until(lambda: all(one.state.online for one in running), 60)
        assert first.reading.pending() == second.reading.pending() == 0
    first.close()
    second.close()


def test_a_server_that_accepts_and_says_nothing_is_offline_within_ten_seconds(central: Central, tmp_path: Path):
    first = first_desk(central, tmp_path / "sig1")
    with exchanging(first) as (seen, (exchanger,)):
        assert seen.until(lambda: exchanger.state.online)
        central.freeze()
        try:
            assert seen.until(lambda: not exchanger.state.online, 10)
        finally:
            central.thaw()
    first.close()


def test_the_last_exchange_is_remembered_when_the_workstation_starts_again(newcomer: Newcomer):
    first = newcomer()
    with exchanging(first) as (seen, (exchanger,)):
        assert seen.until(lambda: exchanger.state.online)
        last = exchanger.state.last_exchange
    again = Exchanger(first)
    assert again.state == ExchangeState(False, None, again.state.last_exchange, again.state.skew_ms)
    assert last is not None
    assert again.state.last_exchange is not None
    assert abs(again.state.last_exchange - last) < 60_000


def test_what_is_to_be_purged_goes_by_itself_once_the_server_said_the_hour(newcomer: Newcomer):
    first = newcomer()
    first.desk.do(AddContact({"family_name": "Dupont", "purge_on": "2020-01-01"}))
    kept = first.desk.do(AddContact({"family_name": "Durand"})).id
    with exchanging(first) as (seen, _):
        assert seen.until(lambda: [one.id for one in first.reading.contacts()] == [kept])
        assert seen.until(lambda: first.reading.pending() == 0)
