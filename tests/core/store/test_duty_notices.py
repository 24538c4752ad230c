"""A change of duty is announced once, to those it concerns."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from app.core.clock import Clock, milliseconds
from app.core.registers.crisis import CloseCrisis
from app.core.registers.duties import AddDuty, AddRotation, EditDuty
from app.core.rotations import Turn
from app.core.store.notices import NoticeRow
from app.sync.workstation import Workstation
from tests.office import Office, share

HOUR = 3_600_000
START = milliseconds(datetime(2026, 9, 24, 7, 0, tzinfo=ZoneInfo("Europe/Paris")))
FIELDS = {"organisation": "SAN", "function": "DICOM"}


class Table:
    """The directory on two workstations: mine, of the SIG, and that of the ministry of Health."""

    def __init__(self, tmp_path) -> None:
        self.now = START
        self.office = Office(tmp_path, Clock(lambda: self.now))
        self.mine = self.office.workstation("SIG1", "C. Morvan")
        self.other = self.office.workstation("SAN1", "N. Bellec", "SAN", "LIA")
        for one in (self.mine, self.other):
            with one.store.write() as transaction:
                transaction.caught_up(self.office.directory)
        self.now += HOUR

    def add(self, name: str, starts: int, ends: int, by: Workstation | None = None, **more: object) -> str:
        hours = {"starts": START + starts * HOUR, "ends": START + ends * HOUR}
        return (by or self.other).desk.do(AddDuty({**FIELDS, **hours, "holder_name": name, **more})).id

    def receive(self) -> list[tuple[str, str, str]]:
        share(self.other, self.office.directory, [self.mine])
        return self.told(self.mine)

    def told(self, one: Workstation) -> list[tuple[str, str, str]]:
        one.desk.note_due()
        return [(row.kind, row.number, row.subject) for row in self.rows(one)]

    def rows(self, one: Workstation) -> list[NoticeRow]:
        return one.reading.notices()


@pytest.fixture
def table(tmp_path):
    made = Table(tmp_path)
    yield made
    made.office.close()


def test_a_handover_is_told_once_to_the_organisation_it_concerns(table: Table) -> None:
    table.add("F. Delmas", 0, 12)
    table.add("J. Marchal", 12, 24)
    assert table.receive() == []  # the SIG belongs to no crisis of Health
    assert table.told(table.other) == []  # not yet
    table.now = START + 13 * HOUR
    relief = ("relief", "Santé, DICOM", "J. Marchal prend la suite de F. Delmas")
    assert table.told(table.other) == [relief]
    assert table.told(table.other) == [relief]
    (row,) = table.rows(table.other)
    assert (row.register, row.crisis, row.frame, row.due_at) == ("duty", "", "", START + 12 * HOUR)
    assert table.told(table.mine) == []


def test_a_crisis_of_that_ministry_brings_its_handovers_to_its_members_as_long_as_it_is_open(table: Table) -> None:
    crisis = table.office.crisis(table.mine, lead="INT", associated=("SAN",))
    table.add("F. Delmas", 0, 4)
    table.add("J. Marchal", 4, 8)
    table.add("R. Vasseur", 8, 12)
    table.now = START + 5 * HOUR
    said = [one for one in table.receive() if one[0] == "relief"]
    assert [subject for _, _, subject in said] == ["J. Marchal prend la suite de F. Delmas"]
    table.mine.desk.do(CloseCrisis(crisis))
    table.now = START + 9 * HOUR
    assert [one for one in table.told(table.mine) if one[0] == "relief"] == said


def test_who_was_away_is_told_of_the_last_handover_alone_and_an_old_one_is_no_news(table: Table) -> None:
    for number, name in enumerate(("A", "B", "C", "D")):
        table.add(name, 3 * number, 3 * number + 3)
    table.now = START + 10 * HOUR
    assert [subject for _, _, subject in table.told(table.other)] == ["D prend la suite de C"]
    table.add("E", 12, 48)
    table.now = START + 40 * HOUR
    assert len(table.told(table.other)) == 1


def test_nobody_after_is_told_as_a_handover_too(table: Table) -> None:
    table.add("F. Delmas", 0, 4)
    table.now = START + 5 * HOUR
    assert table.told(table.other) == [("relief", "Santé, DICOM", "plus personne d'astreinte après F. Delmas")]


def test_the_same_person_twice_running_is_no_handover(table: Table) -> None:
    table.add("F. Delmas", 0, 4)
    table.add("F. Delmas", 4, 48)
    table.now = START + 5 * HOUR
    assert table.told(table.other) == []


def test_a_change_by_somebody_else_of_who_is_on_call_now_or_next_is_told(table: Table) -> None:
    table.office.crisis(table.mine, lead="SAN")
    now, after, later = (table.add(name, 24 * n, 24 * n + 24) for n, name in enumerate(("A", "B", "C")))
    first = table.receive()
    assert [(kind, subject) for kind, _, subject in first] == [("duty_changed", "astreinte de A écrite ou corrigée")]
    table.other.desk.do(EditDuty(later, {"remark": "plus tard"}))
    assert table.receive() == first
    table.other.desk.do(EditDuty(after, {"holder_name": "B bis"}))
    assert len(table.receive()) == 2
    table.other.desk.do(EditDuty(now, {"cancelled": True}))
    found = table.receive()
    assert len(found) == 3
    assert ("duty_changed", "Santé, DICOM", "astreinte de A annulée") in found
    assert table.receive() == found
    assert [row.by for row in table.rows(table.mine)] == ["N. Bellec"] * 3
    assert table.told(table.other) == []  # what one does oneself calls nobody


def test_a_rotation_written_at_once_is_told_once(table: Table) -> None:
    table.office.crisis(table.mine, lead="SAN")
    turns = (Turn("", "Delmas"), Turn("", "Marchal"))
    table.other.desk.do(AddRotation("SAN", "DICOM", turns, date(2026, 9, 21), 10))
    assert [kind for kind, _, _ in table.receive()] == ["duty_changed"]


def test_a_newcomer_is_told_of_no_slot_written_before_him(table: Table) -> None:
    table.add("F. Delmas", 0, 2)
    table.add("J. Marchal", 2, 48)
    table.now = START + 5 * HOUR
    newcomer = table.office.workstation("SAN2", "L. Aubert", "SAN", "LIA")
    share(table.other, table.office.directory, [newcomer])
    with newcomer.store.write() as transaction:
        transaction.caught_up(table.office.directory)
    assert table.told(newcomer) == []
