"""Two people and a crisis: the cell, and a ministry's liaison."""

import pytest

from app.sync.workstation import Workstation
from tests.office import Office


@pytest.fixture
def sig(office: Office) -> Workstation:
    return office.workstation("SIG1", "Camille Morvan")


@pytest.fixture
def lia(office: Office, sig: Workstation) -> Workstation:
    return office.workstation("INT", "Léa Aubert", "INT", "LIA")


@pytest.fixture
def crisis(office: Office, sig: Workstation, lia: Workstation) -> str:
    return office.crisis(sig, (lia, "CCOM"))
