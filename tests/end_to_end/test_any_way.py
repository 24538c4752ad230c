"""Whatever the way operations take (the central, a relay, a key), everybody ends with the same, in the same order."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.core.entry_commands import Amend, Record
from app.core.store.filtering import EntryFilter
from app.sync import peering
from app.sync.bundle_making import Wanted, make
from app.sync.bundle_taking import take_in
from app.sync.engine import Outcome, exchange_all
from app.sync.protocol import Peered, Peering, pack, unpack
from tests.building import NOW
from tests.core.store.looking import tables
from tests.simulation import playing
from tests.simulation.house import House
from tests.simulation.line import Line, Weather
from tests.simulation.scene import SEATS, Template, copy
from tests.simulation.station import Station

WORDS = "une phrase pour la clé"
WHO = st.integers(0, 2)
ACTS = st.lists(
    st.one_of(
        st.tuples(st.just("write"), WHO, WHO),
        st.tuples(st.just("central"), WHO, WHO),
        st.tuples(st.just("relay"), WHO, WHO),
        st.tuples(st.just("key"), WHO, WHO),
    ),
    min_size=4,
    max_size=10,
)


@pytest.fixture(scope="module")
def template() -> Iterator[Template]:
    folder, made = playing.stage()
    yield made
    shutil.rmtree(folder)


class Cell:
    """Three workstations of one crisis, their central, and one second between two acts."""

    def __init__(self, template: Template, folder: Path):
        self.crisis, self.folder, self.now = template.crisis, folder, NOW
        chance = Random(0).randbytes
        copy(template, list(SEATS[:3]), folder)
        self.house = House(template, folder, lambda: self.now, chance)
        self.stations = [Station(seat, folder, lambda: self.now, chance) for seat in SEATS[:3]]
        self.entries: list[str] = []

    def write(self, one: Station, other: Station) -> None:
        self.entries.append(one.desk.do(Record(self.crisis, f"{one.prefix} {self.now}")).id)
        known = {row.id for row in one.reading.entry_rows(one.reading.entry_keys(EntryFilter(self.crisis))) if row}
        if self.entries[0] in known:
            one.desk.do(Amend(self.entries[0], {"subject": f"{one.prefix} rectifie {self.now}"}, "relu"))

    def central(self, one: Station, other: Station) -> None:
        line = Line(one, self.house, Weather(Random(0)), None, lambda: None)
        exchange_all(one.store, line)  # type: ignore[arg-type]

    def relay(self, one: Station, other: Station) -> None:
        def send(request: Peering) -> Peered | None:
            answer = peering.answer(other.store, one.device, unpack(pack(request), Peering))
            return answer and unpack(pack(answer), Peered)

        if one is not other:
            peering.meet(one.store, send, self.crisis, Outcome())

    def key(self, one: Station, other: Station) -> None:
        path = self.folder / f"{self.now}.diapason"
        make(one.store, Wanted(self.crisis, path, passphrase=WORDS))
        take_in(other.store, path, WORDS)

    def ranked(self, one: Station) -> list[tuple[bytes, int]]:
        with one.store.read() as transaction:
            sql = (
                "SELECT op.id, op.rank FROM op JOIN space ON space.n = op.space"
                " WHERE space.name = ? ORDER BY op.rank, op.id"
            )
            rows = transaction.connection.exec_driver_sql(sql, (bytes.fromhex(self.crisis),))
            return [(row.id, row.rank) for row in rows]

    def close(self) -> None:
        for one in self.stations:
            one.close()
        self.house.close()


@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
@given(acts=ACTS)
def test_every_way_and_every_order_ends_in_the_same_place(template: Template, acts: list[tuple[str, int, int]]) -> None:
    folder = playing.room()
    cell = Cell(template, folder)
    try:
        for name, one, other in acts:
            cell.now += 1_000
            act: Callable[[Station, Station], None] = getattr(cell, name)
            act(cell.stations[one], cell.stations[other])
        for one in (*cell.stations, *cell.stations):
            cell.central(one, one)
        held = [cell.ranked(one) for one in cell.stations]
        assert held[0] == held[1] == held[2]
        assert all(rank is not None for _, rank in held[0])
        assert [rank for _, rank in held[0]] == list(range(1, len(held[0]) + 1))
        seen = [tables(one.store) for one in cell.stations]
        assert seen[0]["entry"] == seen[1]["entry"] == seen[2]["entry"]
        assert [one.reading.alarms() for one in cell.stations] == [[], [], []]
    finally:
        cell.close()
        shutil.rmtree(folder)
