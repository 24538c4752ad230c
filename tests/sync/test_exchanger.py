"""The exchange that nobody asks for: at once while the server is there, silent and patient while it is not."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Condition

from app.core.entry_commands import Record
from app.core.registers.directory import AddContact
from app.sync.exchanger import Exchanger
from app.sync.state import ExchangeState
from app.sync.workstation import Workstation
from tests.central import Central
from tests.end_to_end.desks import another_desk, first_desk, numbers, shared_crisis
from tests.sync.conftest import Newcomer


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
    assert again.state == ExchangeState(False, None, again.state.last_exchange, None)
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
