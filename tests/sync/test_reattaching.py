"""Five workstations lose their server for good; three of them are enough for everything they held to be there again."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path

import msgspec
import pytest

from app.core import vault
from app.core.clock import Clock
from app.core.entry_commands import Record
from app.core.errors import Refused, Unavailable
from app.core.registers.crisis import OpenCrisis
from app.core.registers.members import AddMember
from app.core.store import cursor, log
from app.core.store.verification import fingerprints, verify
from app.server.central import default_database_url
from app.server.rebuilding import Place, rebuild
from app.sync.bundle_making import Wanted, make
from app.sync.confirmation import against
from app.sync.engine import exchange_all
from app.sync.protocol import Checkpoint
from app.sync.reattaching import reattach
from app.sync.workstation import Workstation, enrol, open_profile
from tests.central import Central, serving
from tests.office import operations, person_of
from tests.server.carried import PASSPHRASE, carry

SEATS = ("SIG1", "SIG2", "INT1", "SAN1", "PM1")


def exchange(*workstations: Workstation) -> None:
    for one in workstations:
        transport = one.transport()
        try:
            exchange_all(one.store, transport)
        finally:
            transport.close()


def note(one: Workstation, crisis: str, subject: str) -> str:
    return one.desk.do(Record(crisis, subject, occurred_at=one.clock.now(), sender="SDIS 76")).id


def ids(one: Workstation, space: str) -> set[str]:
    return {each.id for each in operations(one, space)}


def bundle(one: Workstation, path: Path, service_alone: bool = False) -> Path:
    """All that a workstation holds, or the accounts and nothing else."""
    with one.store.read() as transaction:
        service, connection = transaction.accounts.service, transaction.connection
        names = [service, *(space for space in cursor.spaces(connection) if space != service and not service_alone)]
        places = {space: cursor.of(connection, space) for space in names}
        orders = {space: [id.hex() for id in log.ranked_ids(connection, space, places[space].rank)] for space in names}
    spaces = []
    for space in names:
        held = {each.id: each for each in operations(one, space)}
        ordered = [held.pop(id) for id in orders[space]]
        packed = places[space].checkpoint
        signed = msgspec.msgpack.decode(packed, type=Checkpoint) if packed else None
        spaces.append((space, [*ordered, *held.values()], signed))
    return carry(path, one.store.key, service, spaces)


def is_intact(one: Workstation) -> bool:
    def server_key() -> str:
        with one.store.read() as transaction:
            return transaction.accounts.server_key

    return verify(one.store, against(server_key)).intact


@dataclass
class Cell:
    """Five workstations of one crisis and their server."""

    folder: Path
    central: Central
    at: dict[str, Workstation] = field(default_factory=dict)
    crisis: str = ""

    def close(self) -> None:
        for one in self.at.values():
            one.close()


@pytest.fixture(scope="module")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cell]:
    """Left as they were when the server was destroyed: each workstation has written what nobody else has."""
    folder = tmp_path_factory.mktemp("lost")
    for central in serving(folder / "central"):
        cell = Cell(folder, central)
        code = central.invitation
        for prefix in SEATS:
            made, _ = enrol(folder / prefix, central.url, code, prefix, "une longue phrase", Clock(), prefix)
            cell.at[prefix] = made
            exchange(made)
            code = cell.at["SIG1"].invite(f"Personne {len(cell.at) + 1}", "SIG", "CCOM")
            exchange(cell.at["SIG1"])
        first = cell.at["SIG1"]
        cell.crisis = first.desk.do(OpenCrisis("Incendie", "exercise", "industrial", "INT")).id
        for one in list(cell.at.values())[1:]:
            first.desk.do(AddMember(cell.crisis, person_of(one), "CCOM"))
        exchange(*cell.at.values())
        for prefix, one in cell.at.items():
            note(one, cell.crisis, f"vu de {prefix}")
        exchange(*cell.at.values(), *cell.at.values())
        note(first, cell.crisis, "reçu par le serveur et par SIG2 seulement")
        exchange(first, cell.at["SIG2"])
        for prefix, one in cell.at.items():
            note(one, cell.crisis, f"jamais parti de {prefix}")
        central.kill()
        cell.close()
        yield cell


def rebuilt(cell: Cell, present: tuple[str, ...], folder: Path) -> tuple[Central, str]:
    """Another server from these workstations' bundles, and its code of re-attachment."""
    return remade(cell, [bundle(cell.at[prefix], folder / f"{prefix}.paquet") for prefix in present], folder)


def remade(cell: Cell, bundles: list[Path], folder: Path) -> tuple[Central, str]:
    data = folder / "refait"
    data.mkdir()
    central = Central(data)
    shutil.rmtree(data)
    place = Place(data, default_database_url(data), central.url)
    return central, rebuild(place, cell.central.recovery, bundles, PASSPHRASE, "détruit", Clock()).code


def copied(cell: Cell, present: tuple[str, ...], folder: Path) -> dict[str, Workstation]:
    """These workstations as they were left: each test attaches them anew."""
    found = {}
    for prefix in present:
        place = folder / prefix
        shutil.copytree(cell.folder / prefix, place)
        found[prefix] = open_profile(place, vault.open_with_passphrase(place, "une longue phrase"), Clock())
    return found


def test_any_three_of_five_workstations_give_back_all_that_they_held(founded: Cell, tmp_path: Path) -> None:
    for present in [*combinations(SEATS, 3)][::4]:
        folder = tmp_path / "".join(present)
        folder.mkdir()
        here = copied(founded, present, folder)
        cell = Cell(folder, founded.central, here, founded.crisis)
        expected = set().union(*(ids(one, founded.crisis) for one in here.values()))
        central, code = rebuilt(cell, present[:2], folder)  # the third one's bundle came too late: he brings it himself
        central.start()
        for one in here.values():
            reattach(one, code)
        exchange(*here.values(), *here.values())
        for one in here.values():
            assert ids(one, founded.crisis) >= expected
            assert one.reading.pending() == 0
            assert is_intact(one)
            assert fingerprints_of(one) == fingerprints_of(here[present[0]])
        central.kill()
        cell.close()


def fingerprints_of(one: Workstation) -> dict[str, str]:
    with one.store.database.read() as connection:
        return fingerprints(connection)


def test_one_bundle_as_a_workstation_exports_it_is_enough_to_begin(founded: Cell, tmp_path: Path) -> None:
    here = copied(founded, ("PM1", "SAN1"), tmp_path)
    one, other = here["PM1"], here["SAN1"]
    expected = ids(one, founded.crisis) | ids(other, founded.crisis)
    with one.store.read() as transaction:
        common = {transaction.accounts.directory, *transaction.accounts.privates}
    path = tmp_path / "PM1.paquet"
    make(one.store, Wanted(founded.crisis, path, passphrase=PASSPHRASE))
    central, code = remade(founded, [path], tmp_path)
    central.start()
    for each in (one, other):
        reattach(each, code)
    exchange(one, other, one, other)
    assert ids(one, founded.crisis) == ids(other, founded.crisis) >= expected
    assert fingerprints_of(one) == fingerprints_of(other)
    assert one.reading.pending() == other.reading.pending() == 0
    assert is_intact(one)
    assert is_intact(other)
    way = one.transport()
    assert set(way.spaces().spaces) >= {
        founded.crisis,
        *common,
    }  # what was in no bundle was brought by the workstations
    way.close()
    central.kill()
    one.close()
    other.close()


def test_a_crisis_that_was_in_no_bundle_is_brought_by_whoever_holds_it(founded: Cell, tmp_path: Path) -> None:
    here = copied(founded, ("SIG1", "SIG2"), tmp_path)
    expected = ids(here["SIG1"], founded.crisis) | ids(here["SIG2"], founded.crisis)
    path = bundle(here["SIG1"], tmp_path / "comptes", service_alone=True)
    central, code = remade(founded, [path], tmp_path)
    central.start()
    for each in here.values():
        reattach(each, code)
    exchange(*here.values(), *here.values())
    for each in here.values():
        assert ids(each, founded.crisis) == expected
        assert each.reading.pending() == 0
        assert is_intact(each)
        each.close()
    central.kill()


def test_without_the_code_the_new_server_is_not_believed(founded: Cell, tmp_path: Path) -> None:
    here = copied(founded, ("SIG1",), tmp_path)
    one = here["SIG1"]
    before = ids(one, founded.crisis)
    central, _ = rebuilt(Cell(tmp_path, founded.central, here, founded.crisis), ("SIG1",), tmp_path)
    central.start()
    with one.store.database.write() as connection:
        log.note(connection, "server", central.url.encode())  # somebody who only moved the address
    with pytest.raises(Unavailable):
        exchange(one)
    assert ids(one, founded.crisis) == before
    central.kill()
    one.close()


def test_a_code_that_leads_nowhere_or_is_forged_changes_nothing(founded: Cell, tmp_path: Path) -> None:
    here = copied(founded, ("SIG2",), tmp_path)
    with pytest.raises(Refused, match="mal recopié"):
        reattach(here["SIG2"], "DIA2-abcd")
    with here["SIG2"].store.database.read() as connection:
        assert log.noted(connection, "server") == founded.central.url.encode()
    here["SIG2"].close()
