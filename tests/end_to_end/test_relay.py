"""The server goes away, a relay takes its place, the server comes back: nothing lost, and nothing ranked twice."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.core.entry_commands import Record
from app.core.errors import Refused
from app.sync.relay_certificate import NotARelay
from app.sync.workstation import Workstation
from tests.central import Central
from tests.end_to_end.desks import another_desk, fingerprint, first_desk, numbers, shared_crisis, sync
from tests.office import operations
from tests.relaying import met, relaying

Cell = tuple[Workstation, Workstation, Workstation, str]


@pytest.fixture
def cell(central: Central, tmp_path: Path) -> Iterator[Cell]:
    """Three members of one crisis, agreed with the central."""
    first = first_desk(central, tmp_path / "SIG1")
    second = another_desk(first, tmp_path / "SIG2", "SIG2", "Noël Bellec", "SIG", "RED")
    third = another_desk(first, tmp_path / "SIG3", "SIG3", "Mona Ferrand", "SIG", "RED")
    yield first, second, third, shared_crisis(first, (second, "RED"), (third, "RED"))
    for one in (first, second, third):
        one.close()


def ranked_once(workstation: Workstation, space: str) -> bool:
    with workstation.store.read() as transaction:
        ranks = transaction.connection.exec_driver_sql(
            "SELECT op.rank FROM op JOIN space ON space.n = op.space WHERE space.name = ? ORDER BY op.rank",
            (bytes.fromhex(space),),
        )
        return [row.rank for row in ranks] == list(range(1, len(operations(workstation, space)) + 1))


def test_whoever_comes_back_first_hands_in_what_all_wrote(central: Central, cell: Cell) -> None:
    first, second, third, crisis = cell
    central.stop()
    for one, words in ((first, "Un"), (second, "Deux"), (third, "Trois")):
        one.desk.do(Record(crisis, words))
    with relaying(first) as address:
        for caller in (second, third, second):
            met(caller, address)
    assert {one.reading.pending() for one in (first, second, third)} == {3}
    central.start()
    assert sync(third).sent == 3
    for one in (first, second):
        sync(one)
    assert {one.reading.pending() for one in (first, second, third)} == {0}
    assert {len(numbers(one, crisis)) for one in (first, second, third)} == {3}
    assert len({fingerprint(one, crisis) for one in (first, second, third)}) == 1
    assert all(ranked_once(one, crisis) for one in (first, second, third))


def test_ranks_travel_through_a_relay_under_the_signature_of_the_central(central: Central, cell: Cell) -> None:
    first, second, _, crisis = cell
    first.desk.do(Record(crisis, "Enregistré par le serveur"))
    sync(first)
    central.stop()
    with relaying(first) as address:
        met(second, address)
    assert second.reading.pending() == 0
    assert ranked_once(second, crisis)


def test_a_revocation_reaches_others_through_a_relay_and_closes_it_to_the_revoked(central: Central, cell: Cell) -> None:
    first, lost, third, crisis = cell
    with first.store.read() as transaction:
        enrolment = transaction.accounts.workstations[lost.store.key.public].id
    first.revoke(enrolment, "volé")
    sync(first)
    central.stop()
    first.desk.do(Record(crisis, "Après le vol"))
    with relaying(first) as address, relaying(lost) as its:
        with pytest.raises(Refused):
            met(lost, address)
        met(third, its)  # it has not heard of it yet
        met(third, address)
        with pytest.raises(NotARelay, match="révoqué"):
            met(third, its)
    assert "Après le vol" in numbers(third, crisis).values()
    assert "Après le vol" not in numbers(lost, crisis).values()
