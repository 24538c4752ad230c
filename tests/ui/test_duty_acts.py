"""What is done from the page: each act says why it cannot be, and begins from what is on screen."""

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QWidget

from app.core.registers.duties import EditDuty
from app.ui import duty_acts, duty_asking
from app.ui.duty_acts import DutyActs, begun
from app.ui.duty_asking import Asked
from app.ui.duty_editor import Begun
from tests.ui.duties import at, duty, gap_on_thursday
from tests.ui.lines import NOW


@pytest.fixture
def acts(room, qtbot):
    page = QWidget()
    qtbot.addWidget(page)
    made = DutyActs(page, room.station, lambda: NOW)
    made.show_crisis(room.crisis)
    return made


def found(room):
    return duty_asking.find(room.mine.reading, Asked(room.crisis, "", 0, NOW))


def test_what_fills_a_gap_begins_now_and_ends_when_somebody_takes_over(room):
    duty(room.mine, at(20), at(23))
    duty(room.mine, at(24, 8), at(30))
    row = found(room).rows[0]
    assert begun(row, row.gaps[0], NOW, room.crisis) == Begun("SAN", "DICOM", NOW, at(24, 8), False)


def test_of_several_gaps_one_is_chosen(room, acts, monkeypatch):
    gap_on_thursday(room.mine)
    acts.show_found(found(room))
    filled = []
    monkeypatch.setattr(acts, "write", filled.append)
    menu = acts.gap_menu()
    words = [action.text() for action in menu.actions()]
    assert words == ["Santé, DICOM : jeu. 24 de 19:00 à 24:00", "Santé, DICOM : à partir du lun. 28 à 00:00"]
    menu.actions()[0].trigger()
    assert (filled[0].starts, filled[0].ends) == (at(24, 19), at(25))


def test_who_may_only_read_writes_nothing_and_is_told_why(room, acts):
    acts.show_crisis(replace(room.crisis, role="OBS"))
    assert not any(one.isEnabled() for one in (acts.new, acts.rotate, acts.fill))
    assert "OBS" in acts.new.accessibleDescription()
    acts.show_crisis(None)
    assert "aucune n’est à l’écran" in acts.call.accessibleDescription()


def test_a_cancelled_slot_is_put_back(room, acts, qtbot):
    first, _ = gap_on_thursday(room.mine)
    room.mine.desk.do(EditDuty(first, {"cancelled": True}))
    with qtbot.waitSignal(acts.told) as told:
        acts.restore(first)
    assert told.args == ["L’astreinte est rétablie.", "success"]
    assert not room.mine.reading.duty(first).cancelled


def test_the_table_of_the_week_is_made_to_be_printed_across(room, acts):
    gap_on_thursday(room.mine)
    sheet, pdf = duty_acts._paper(room.station, room.space, NOW)
    assert len(sheet.days.midnights) == 8
    assert pdf.startswith(b"%PDF")
