"""Three workstations whose clocks are wrong by ten years and by minutes: what each shows is in the same order."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from app.core.clock import COUNTER_BITS, Clock
from app.core.entry_commands import Record
from app.core.store.filtering import EntryFilter
from app.sync.workstation import Workstation, enrol
from tests.central import Central
from tests.clocks import MINUTE, TEN_YEARS
from tests.end_to_end.desks import PASSPHRASE, first_desk, shared_crisis, sync
from tests.office import operations

TRUE = Clock().now


@dataclass
class Cell:
    """Three members of one crisis, and the administrator, whose clock is right."""

    right: Workstation
    late: Workstation
    ahead: Workstation
    future: Workstation
    crisis: str

    @property
    def all(self) -> tuple[Workstation, ...]:
        return self.right, self.late, self.ahead, self.future

    def exchange(self) -> None:
        for one in (*self.all, *self.all):
            sync(one)


def off_by(ms: int) -> Clock:
    return Clock(lambda: TRUE() + ms)


@pytest.fixture
def cell(central: Central, tmp_path: Path) -> Iterator[Cell]:
    first = first_desk(central, tmp_path / "SIG1")
    others = []
    for prefix, name, wrong in (("SIG2", "Ana", -TEN_YEARS), ("SIG3", "Bo", 38 * MINUTE), ("SIG4", "Cyd", TEN_YEARS)):
        code = first.invite(name, "SIG", "RED")
        sync(first)
        others.append(enrol(tmp_path / prefix, "", code, prefix, PASSPHRASE, off_by(wrong))[0])
    made = Cell(first, *others, shared_crisis(first, *((one, "RED") for one in others)))
    yield made
    for one in made.all:
        one.close()


def listed(one: Workstation, crisis: str, order: str) -> list[str]:
    rows = one.reading.entry_rows(one.reading.entry_keys(EntryFilter(crisis, order=order)))
    return [row.number for row in rows if row]


def by_rank(one: Workstation, crisis: str) -> list[str]:
    """The numbers of the entries, in the order in which the central received them."""
    entries = one.reading.entries([row.id for row in one.reading.entry_rows(keys_of(one, crisis)) if row])
    return [entry.number for entry in sorted(entries, key=lambda entry: entry.rank or 0)]


def keys_of(one: Workstation, crisis: str) -> list[int]:
    return list(one.reading.entry_keys(EntryFilter(crisis)))


def test_the_order_is_the_same_everywhere_whatever_the_clocks(cell: Cell) -> None:
    written = []
    for turn in ("avant", "pendant", "après"):
        for one in (cell.future, cell.right, cell.late, cell.ahead):
            written.append(one.desk.do(Record(cell.crisis, f"Vu {turn}")).label)
            sync(one)
    cell.exchange()
    for order in ("occurred", "recorded"):
        assert len({tuple(listed(one, cell.crisis, order)) for one in cell.all}) == 1
    assert {tuple(by_rank(one, cell.crisis)) for one in cell.all} == {tuple(written)}  # as received, not as claimed
    assert {one.reading.pending() for one in cell.all} == {0}


def test_whoever_lives_in_another_year_pushes_nobody_down_by_what_was_received_after(cell: Cell) -> None:
    first = cell.future.desk.do(Record(cell.crisis, "Écrit en 2036")).label
    cell.exchange()
    after = [one.desk.do(Record(cell.crisis, "Écrit ensuite")).label for one in (cell.right, cell.late, cell.ahead)]
    cell.exchange()
    for one in cell.all:
        assert by_rank(one, cell.crisis)[0] == first
        assert set(by_rank(one, cell.crisis)[1:]) == set(after)
    last = operations(cell.right, cell.crisis)
    mine = [one.header.clock for one in last if one.header.device == cell.right.store.key.public]
    assert max(mine) < (TRUE() + TEN_YEARS // 2) << COUNTER_BITS  # nobody else is dragged to 2036


@pytest.mark.parametrize(("which", "skew"), [("late", -TEN_YEARS), ("ahead", 38 * MINUTE), ("future", TEN_YEARS)])
def test_each_knows_by_how_much_its_own_clock_is_wrong(cell: Cell, which: str, skew: int) -> None:
    transport = getattr(cell, which).transport()
    transport.spaces()
    transport.close()
    assert transport.skew_ms is not None
    assert abs(transport.skew_ms - skew) < MINUTE
