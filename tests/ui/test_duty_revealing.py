"""A private number is shown once that was written down, and is hidden again."""

import pytest
from PySide6.QtCore import QObject

from app.ui.duty_revealing import DutyRevealing
from tests.ui.duties import somebody


@pytest.fixture
def revealing(room, qapp):
    owner = QObject()
    made = DutyRevealing(room.station, owner)
    yield made
    owner.deleteLater()


def test_showing_is_written_down_first_and_a_minute_hides_it(office_room, revealing, qtbot):
    contact = office_room
    with qtbot.waitSignal(revealing.changed):
        revealing.toggle(contact, "astreinte, Santé")
    assert revealing.clear == {contact: "06 39 98 12 41"}
    assert revealing._minute.isActive()
    revealing._minute.timeout.emit()
    assert revealing.clear == {}


def test_what_nobody_keeps_is_refused_in_words(room, revealing, qtbot):
    contact = somebody(room.mine, "Sophie Poulain")
    with qtbot.waitSignal(revealing.refused) as said:
        revealing.toggle(contact, "astreinte")
    assert "Aucun numéro privé" in said.args[0]


@pytest.fixture
def office_room(room):
    room.office.open_private()
    return somebody(room.mine, "Sophie Poulain", private="06 39 98 12 41")
