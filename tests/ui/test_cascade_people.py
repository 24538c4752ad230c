"""Whom a cascade calls is found in four ways, and everybody found is ticked."""

import pytest

from app.core.recipients import typed
from app.core.registers.directory import AddContact
from app.core.registers.lists import WriteList
from app.ui.cascade_people import LIST, SEARCH, CascadePeople
from app.ui.form import Form


@pytest.fixture
def delmas(room):
    return room.mine.desk.do(AddContact({"family_name": "Delmas", "organisation": "SAN", "email:1": "f@sante.fr"})).id


def names(made):
    return [one.name for one in made.chosen]


def test_a_search_and_a_list_find_their_people(room, station, qtbot, delmas):
    list = room.mine.desk.do(WriteList(room.space, "Presse", typed("Delmas <f@sante.fr>; Mairie"))).id
    form = Form()
    qtbot.addWidget(form)
    made = CascadePeople(form, station, room.crisis)
    made.source.setCurrentIndex(made.source.findData(SEARCH))
    made.search.setText("delm")
    qtbot.waitUntil(lambda: names(made) == ["Delmas"])
    made.source.setCurrentIndex(made.source.findData(LIST))
    qtbot.waitUntil(lambda: made.list.findData(list) >= 0)
    made.list.setCurrentIndex(made.list.findData(list))
    qtbot.waitUntil(lambda: names(made) == ["Delmas", "Mairie"])
