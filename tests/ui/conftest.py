"""Every test of the window starts dressed in light, at 100 %, with the fonts that ship, at 03:16 on 24 September."""

from collections.abc import Iterator

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QObject

from app.core.clock import Clock
from app.core.desk import Done
from app.core.entry_commands import Amend, Record
from app.sync.workstation import Workstation
from app.ui import theme
from app.ui.background import Background
from app.ui.station import Station
from tests.office import Office, share
from tests.ui.cell import Cell
from tests.ui.lines import NOW
from tests.ui.said import Speech


@pytest.fixture(scope="session", autouse=True)
def fonts(qapp):
    theme.register_fonts()
    yield
    qapp.clipboard().clear()  # what Python put there must not outlive it: Qt would ask after it at the very end


@pytest.fixture(autouse=True)
def dressed(qapp, fonts):
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # the windows of the test before
    if (theme.current().name, theme.scale(), bool(qapp.styleSheet())) != ("light", 1.0, True):
        theme.apply(qapp, "light", 1.0)  # slow: every widget there is, is dressed again


class Room:
    """Two workstations in one crisis: mine, whose window is tested, and a colleague's."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.mine = office.workstation("SIG1", "C. Morvan")
        self.colleague = office.workstation("SIG2", "N. Bellec")
        self.space = office.crisis(self.mine, (self.colleague, "CCOM"), title="Incendie Lubrizol — Rouen")
        self.background = Background()
        self.mine.desk.subscribe(self.background.tell_changed)
        self.exchanges: list[int] = []
        self.station = Station(
            self.mine.desk,
            self.mine.reading,
            self.background,
            lambda: self.exchanges.append(1),
            "SIG1",
            "C. Morvan",
        )

    @property
    def crisis(self):
        return next(crisis for crisis in self.mine.reading.crises() if crisis.id == self.space)

    def record(self, subject: str, by: Workstation | None = None, **fields: object) -> Done:
        return (by or self.mine).desk.do(Record(self.space, subject, **fields))

    def amend_apart(self, entry: str, field: str, mine: object, other: object) -> None:
        """Both rectify one field without seeing each other, then each receives what the other wrote."""
        seen = {field: self.mine.reading.entry(entry).fields[field].seen}
        self.mine.desk.do(Amend(entry, {field: mine}, "relu", seen))
        self.colleague.desk.do(Amend(entry, {field: other}, "rappelé", seen))
        self.receive()

    def send(self) -> None:
        """The colleague receives what is here."""
        share(self.mine, self.space, [self.colleague])

    def receive(self) -> None:
        """What the colleague wrote arrives here."""
        share(self.colleague, self.space, [self.mine])


@pytest.fixture
def office(tmp_path) -> Iterator[Office]:
    made = Office(tmp_path, Clock(lambda: NOW))
    yield made
    made.close()


@pytest.fixture
def room(tmp_path, qapp) -> Iterator[Room]:
    office = Office(tmp_path, Clock(lambda: NOW))
    made = Room(office)
    yield made
    made.background.close()
    office.close()


@pytest.fixture
def station(room) -> Station:
    return room.station


@pytest.fixture
def cell(tmp_path, qapp) -> Iterator[Cell]:
    office = Office(tmp_path, Clock(lambda: NOW))
    made = Cell(office)
    yield made
    made.close()
    office.close()


@pytest.fixture
def speech(tmp_path, qapp) -> Iterator[Speech]:
    made = Speech(tmp_path)
    yield made
    made.close()


@pytest.fixture
def owner(qapp) -> Iterator[QObject]:
    """What owns objects that are no widgets: they go with it, on the window's thread, whichever thread collects."""
    made = QObject()
    yield made
    shiboken6.delete(made)
