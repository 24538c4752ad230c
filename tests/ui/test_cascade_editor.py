"""A cascade is written of those who are ticked, whatever they were found by."""

import pytest
from PySide6.QtCore import Qt

from app.core.registers.directory import AddContact
from app.core.registers.duties import AddDuty
from app.ui.cascade_editor import AddDialog, CascadeEditor, RemoveDialog
from tests.core.cascades import FONTAINE, KERJEAN
from tests.ui.lines import NOW
from tests.ui.switchboard import Switchboard

HOUR = 3_600_000


def editor(room, station, qtbot, contacts=()):
    made = CascadeEditor(None, station, room.crisis, contacts)
    qtbot.addWidget(made)
    return made


def names(made):
    return [one.name for one in made.people.chosen]


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
    assert made.people.said.text() == "2 personnes à appeler, dont 1 sans numéro."
    made.people.found.topLevelItem(0).setCheckState(0, Qt.CheckState.Unchecked)
    made.title.setText("Alerte")
    made.submit()
    qtbot.waitUntil(lambda: made.result() == made.DialogCode.Accepted)
    (cascade,) = room.mine.reading.cascades(room.space)
    assert (cascade.id, [one.name for one in cascade.targets]) == (made.written, ["Delmas"])


def test_the_contacts_chosen_before_are_proposed_and_a_title_is_asked_for(room, station, qtbot, delmas):
    made = editor(room, station, qtbot, (delmas,))
    qtbot.waitUntil(lambda: names(made) == ["Delmas"])
    made.submit()
    qtbot.waitUntil(lambda: "intitulé" in made.form.refusal)


def test_somebody_is_added_to_a_written_cascade_once(room, station, qtbot, delmas):
    board = Switchboard(room)
    made = AddDialog(None, station, room.crisis, board.now, (delmas, board.contact))
    qtbot.addWidget(made)
    qtbot.waitUntil(lambda: names(made) == ["Delmas"])
    assert "déjà dans la cascade, n°\u00a03" in made.people.found.topLevelItem(1).text(0)
    made.people.found.topLevelItem(0).setCheckState(0, Qt.CheckState.Unchecked)
    assert made.people.said.text() == "Personne n’est coché."
    made.people.found.topLevelItem(0).setCheckState(0, Qt.CheckState.Checked)
    made.submit()
    qtbot.waitUntil(lambda: made.result() == made.DialogCode.Accepted)
    assert [(one.order, one.name) for one in board.now.targets][2:] == [(3, "Poulain"), (4, "Delmas")]


def test_somebody_is_taken_out_unless_he_was_called_meanwhile(room, station, qtbot):
    board = Switchboard(room)
    made = [RemoveDialog(None, station, room.crisis, board.now, one) for one in (KERJEAN, FONTAINE)]
    board.call(KERJEAN, "message")
    for one in made:
        qtbot.addWidget(one)
        one.submit()
    qtbot.waitUntil(lambda: made[1].result() == made[1].DialogCode.Accepted)
    assert "déjà été appelé" in made[0].form.refusal
    assert [one.name for one in board.now.targets] == ["D. Kerjean", "Poulain"]


def test_the_list_of_whom_to_call_takes_the_room_of_a_tall_dialog(room, station, qtbot):
    made = editor(room, station, qtbot)
    made.show()
    lists, words = [], []
    for height in (720, 1000):
        made.resize(780, height)
        qtbot.waitUntil(lambda height=height: made.height() == height)
        made.grab()
        lists.append(made.people.found.height())
        words.append(made.form.box("words").height())
    assert lists[1] - lists[0] == 280
    assert words[0] == words[1]
