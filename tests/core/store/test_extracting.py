"""Taking entries out: all those of the filter, in the order of the screen, with what they name and who names them."""

import pytest

from app.core.clock import Clock
from app.core.entry_commands import Amend, Link, Record
from app.core.errors import Refused
from app.core.registers.extractions import LogExtraction
from app.core.store import extracting
from app.core.store.filtering import EntryFilter
from app.sync.workstation import Workstation
from tests.office import Office

NOW = 1_790_000_000_000
HOUR = 3_600_000


class Ticking:
    """A clock that goes on by a minute at each look."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> int:
        self.now += 60_000
        return self.now


@pytest.fixture
def office(tmp_path):
    made = Office(tmp_path, Clock(Ticking()))
    yield made
    made.close()


@pytest.fixture
def mine(office: Office) -> Workstation:
    return office.workstation("SIG1", "C. Morvan")


@pytest.fixture
def space(office: Office, mine: Workstation) -> str:
    return office.crisis(mine)


def numbers(extract) -> list[str]:
    return [one.number for one in extract.entries]


def test_what_leaves_is_exactly_what_is_on_screen(mine: Workstation, space: str) -> None:
    for n, hours in enumerate((3, 1, 2)):
        mine.desk.do(Record(space, f"fait {n}", occurred_at=NOW - hours * HOUR, key_event=n > 0))
    whole = EntryFilter(space)
    assert numbers(mine.reading.extract(whole)) == ["SIG1-0002", "SIG1-0003", "SIG1-0001"]
    assert numbers(mine.reading.extract(whole, oldest_first=True)) == ["SIG1-0001", "SIG1-0003", "SIG1-0002"]
    recorded = EntryFilter(space, order="recorded")
    assert numbers(mine.reading.extract(recorded)) == ["SIG1-0003", "SIG1-0002", "SIG1-0001"]
    some = mine.reading.extract(EntryFilter(space, key_events=True, query="fait"))
    assert numbers(some) == ["SIG1-0002", "SIG1-0003"]
    shown = mine.reading.entry_rows(mine.reading.entry_keys(EntryFilter(space, key_events=True, query="fait")))
    assert [row.number for row in shown if row] == numbers(some)


def test_it_says_what_was_asked_by_whom_and_that_this_workstation_is_alone(mine: Workstation, space: str) -> None:
    extract = mine.reading.extract(EntryFilter(space, key_events=True))
    assert (extract.asked, extract.order) == ("faits marquants", "occurred")
    assert mine.reading.extract(EntryFilter(space), oldest_first=True).order == "occurred_upwards"
    assert mine.reading.extract(EntryFilter(space)).asked == "toutes les entrées"
    assert (extract.author.name, extract.author.workstation) == ("C. Morvan", "SIG1")
    assert (extract.offline, extract.last_exchange) == (True, None)


def test_links_are_named_both_ways(mine: Workstation, space: str) -> None:
    first = mine.desk.do(Record(space, "12 blessés")).id
    second = mine.desk.do(Record(space, "14 blessés", links=(("contradicts", first),))).id
    both = mine.reading.extract(EntryFilter(space))
    assert both.numbers == {first: "SIG1-0001"}
    (incoming,) = both.incoming[first]
    assert (incoming.kind, incoming.number, incoming.id, incoming.settled) == (
        "contradicts",
        "SIG1-0002",
        second,
        False,
    )
    mine.desk.do(Link(second, "contradicts", first, settled="14 est retenu"))
    assert mine.reading.extract(EntryFilter(space)).incoming[first][0].settled


def test_decisions_leave_in_the_order_of_their_numbers_those_amended_away_included(
    mine: Workstation, space: str
) -> None:
    late = mine.desk.do(Record(space, "confiner", type="decision", occurred_at=NOW)).id
    mine.desk.do(Record(space, "évacuer", type="decision", occurred_at=NOW - HOUR))
    mine.desk.do(Record(space, "une note"))
    mine.desk.do(Amend(late, {"type": "note"}, "ce n'était qu'un avis"))
    extract = mine.reading.decisions(space)
    assert [one.decision for one in extract.entries] == ["D-SIG1-001", "D-SIG1-002"]
    assert (extract.what, extract.order) == ("decisions", "numbered")


def test_the_decisions_of_a_period_are_those_of_its_hours_both_included(mine: Workstation, space: str) -> None:
    for ago in range(4):
        mine.desk.do(Record(space, f"il y a {ago} h", type="decision", occurred_at=NOW - ago * HOUR))
    extract = mine.reading.decisions(space, NOW - 2 * HOUR, NOW - HOUR)
    assert [one.decision for one in extract.entries] == ["D-SIG1-002", "D-SIG1-003"]
    assert extract.asked.startswith("du ")
    assert len(mine.reading.decisions(space, until=NOW - 2 * HOUR).entries) == 2
    assert len(mine.reading.decisions(space, since=NOW).entries) == 1
    assert mine.reading.decisions(space).asked == "toutes les décisions"


def test_an_entry_is_found_by_its_upstream_reference(mine: Workstation, space: str) -> None:
    done = mine.desk.do(Record(space, "alerte", type="external_alert", reference="a,b,c"))
    mine.desk.do(Record(space, "autre", reference="a,b"))
    assert mine.reading.with_reference(space, "a,b,c") == [done.id]
    assert mine.reading.with_reference("e" * 64, "a,b,c") == []
    assert mine.reading.external_alerts(space) == [done.id]


def test_what_left_is_listed_the_latest_first(mine: Workstation, space: str) -> None:
    for format in ("csv", "pdf"):
        mine.desk.do(LogExtraction(space, "journal", format, "toutes les entrées", 3, "a" * 64))
    assert [one.format for one in mine.reading.extractions(space)] == ["pdf", "csv"]


def test_more_than_can_leave_at_once_is_refused(mine: Workstation, space: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for n in range(3):
        mine.desk.do(Record(space, f"fait {n}"))
    monkeypatch.setattr(extracting, "MOST", 2)
    with pytest.raises(Refused, match="période plus courte"):
        mine.reading.extract(EntryFilter(space))


def test_a_crisis_nobody_knows_gives_nothing(mine: Workstation) -> None:
    with pytest.raises(Refused, match="n'est pas connue"):
        mine.reading.extract(EntryFilter("e" * 64))
