"""One served central for the tests of the exchange, and workstations of one's own on it."""

import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from app.core.clock import Clock
from app.sync.workstation import Workstation, enrol
from tests.central import Central, serving
from tests.end_to_end.desks import PASSPHRASE, first_desk, sync


@dataclass(frozen=True)
class Hub:
    """A central that no test stops, and its administrator."""

    central: Central
    admin: Workstation


@pytest.fixture(scope="session")
def hub(tmp_path_factory: pytest.TempPathFactory, passphrase: None) -> Iterator[Hub]:
    folder = tmp_path_factory.mktemp("hub")
    for central in serving(folder / "central"):
        admin = first_desk(central, folder / "admin")
        yield Hub(central, admin)
        admin.close()


NUMBERS = itertools.count(1)
Newcomer = Callable[..., Workstation]


@pytest.fixture
def newcomer(hub: Hub, tmp_path: Path) -> Iterator[Newcomer]:
    """Enrols a new person: `newcomer("CCOM")`."""
    made: list[Workstation] = []

    def enrolled(role: str = "CCOM", organisation: str = "SIG", url: str = "") -> Workstation:
        number = next(NUMBERS)
        code = hub.admin.invite(f"Personne {number}", organisation, role)
        sync(hub.admin)
        workstation, _ = enrol(tmp_path / f"W{number}", url or hub.central.url, code, f"W{number}", PASSPHRASE, Clock())
        made.append(workstation)
        return workstation

    yield enrolled
    for one in made:
        one.close()
