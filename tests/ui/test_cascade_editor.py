"""A cascade is written of those who are ticked, whatever they were found by."""

import pytest
from PySide6.QtCore import Qt

from app.core.recipients import typed
from app.core.registers.directory import AddContact
from app.core.registers.duties import AddDuty
from app.core.registers.lists import WriteList
from app.ui.cascade_editor import LIST, SEARCH, CascadeEditor
from tests.ui.lines import NOW

HOUR = 3_600_000


def editor(room, station, qtbot, contacts=()):
    made = CascadeEditor(None, station, room.crisis, contacts)
    qtbot.addWidget(made)
    return made


def names(made):
    return [one.name for one in made.chosen]


@pytest.fixture
def delmas(room):
    phone = {"phone:1": {"number": "0199003315", "usage": "office", "public": True}}
    fields = {"family_name": "Delmas", "organisation": "SAN", "email:1": "f@sante.fr", **phone}
    return room.mine.desk.do(AddContact(fields)).id


def test_who_is_on_call_is_proposed_first_and_an_unticked_one_is_left_out(room, station, qtbot, delmas):
    hours = {"starts": NOW - HOUR, "ends": NOW + HOUR, "zone": "Europe/Paris"}
    room.mine.desk.do(AddDuty({"organisation": "SAN", "holder": delmas, **hours}))
    room.mine.desk.do(AddDuty({"organisation": "INT", "holder_name": "D. Kerjean", **hours}))
    made = editor(room, station, qtbot)
    qtbot.waitUntil(lambda: names(made) == ["D. Kerjean", "Delmas"])
    assert made.said.text() == "2 personnes à appeler, dont 1 sans numéro."
    made.found.topLevelItem(0).setCheckState(0, Qt.CheckState.Unchecked)
    made.title.setText("Alerte")
    made.submit()
    qtbot.waitUntil(lambda: made.result() == made.DialogCode.Accepted)
    (cascade,) = room.mine.reading.cascades(room.space)
    assert (cascade.id, [one.name for one in cascade.targets]) == (made.written, ["Delmas"])


def test_a_search_and_a_list_find_their_people(room, station, qtbot, delmas):
    list = room.mine.desk.do(WriteList(room.space, "Presse", typed("Delmas <f@sante.fr>; Mairie"))).id
    made = editor(room, station, qtbot)
    made.source.setCurrentIndex(made.source.findData(SEARCH))
    made.search.setText("delm")
    qtbot.waitUntil(lambda: names(made) == ["Delmas"])
    made.source.setCurrentIndex(made.source.findData(LIST))
    qtbot.waitUntil(lambda: made.list.findData(list) >= 0)
    made.list.setCurrentIndex(made.list.findData(list))
    qtbot.waitUntil(lambda: names(made) == ["Delmas", "Mairie"])


def test_the_contacts_chosen_before_are_proposed_and_a_title_is_asked_for(room, station, qtbot, delmas):
    made = editor(room, station, qtbot, (delmas,))
    qtbot.waitUntil(lambda: names(made) == ["Delmas"])
    made.submit()
    qtbot.waitUntil(lambda: "intitulé" in made.form.refusal)
