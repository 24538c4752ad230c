"""Each condition has a field, and what is typed in it is understood or refused beside it."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from app.core.places import Places
from app.core.store.filtering import EntryFilter
from app.ui.filter_panel import FilterPanel
from tests.ui.lines import NOW, ZONE, at
from tests.ui.test_journal_filters import BRIEFS

EMPTY = EntryFilter("7" * 64)
PLACES = Places()


@pytest.fixture
def panel(room, qtbot):
    made = FilterPanel(room.station, PLACES, lambda: NOW)
    qtbot.addWidget(made)
    made.asked = []
    made.filter_wanted.connect(made.asked.append)
    made.filter_wanted.connect(lambda wanted: made.show_filter(wanted, ZONE))
    made.show_filter(EMPTY, ZONE)
    made.show_briefs(BRIEFS)
    made.resize(900, 300)
    made.show()
    return made


def type_in(qtbot, line, words: str) -> None:
    line.setFocus()
    line.selectAll()
    qtbot.keyClicks(line, words)
    qtbot.keyClick(line, Qt.Key.Key_Return)


def test_each_field_asks_what_it_says(panel, qtbot):
    type_in(qtbot, panel.since, "01:00")
    type_in(qtbot, panel.until, "24/09 02:48")
    type_in(qtbot, panel.sender_line, "SDIS")
    type_in(qtbot, panel.place, "Seine-Maritime")
    panel.several["types"].actions_of["figures"].trigger()
    panel.several["priorities"].actions_of[1].trigger()
    panel.several["priorities"].actions_of[2].trigger()
    panel.several["triage"].actions_of["to_decide"].trigger()
    panel.several["sources"].actions_of["B"].trigger()
    panel.several["credibilities"].actions_of["3"].trigger()
    panel.several["verifications"].actions_of["denied"].trigger()
    panel.brief.setCurrentIndex(2)
    panel.brief.activated.emit(2)
    assert panel.asked[-1] == replace(
        EMPTY,
        since=at(24, 1),
        until=at(24, 2, 49) - 1,
        sender="SDIS",
        place="D76",
        types=("figures",),
        priorities=(1, 2),
        triage=("to_decide",),
        sources=("B",),
        credibilities=("3",),
        verifications=("denied",),
        since_brief=BRIEFS[1].id,
    )


def test_words_are_searched_as_one_types(panel, qtbot):
    panel.words.setFocus()
    qtbot.keyClicks(panel.words, "cuvette")
    qtbot.waitUntil(lambda: bool(panel.asked))
    assert panel.asked == [replace(EMPTY, query="cuvette")]


def test_what_is_not_understood_is_refused_beside_its_field_and_asks_nothing(panel, qtbot):
    type_in(qtbot, panel.since, "bientot")
    assert "02:48" in panel.fields["since"].refusal
    type_in(qtbot, panel.place, "Atlantide")
    assert "lieu inconnu" in panel.fields["place"].refusal
    assert panel.asked == []
    type_in(qtbot, panel.since, "01:00")
    assert panel.fields["since"].refusal == ""
    assert panel.asked == [replace(EMPTY, since=at(24, 1))]


def test_a_filter_shown_again_asks_nothing_new(panel, qtbot):
    shown = replace(EMPTY, since=at(24, 1) + 12_345, place="D76", sender="SDIS")
    panel.show_filter(shown, ZONE)
    assert panel.since.text() == "24/09/2026 01:00"
    assert panel.place.text() == "Seine-Maritime (76)"
    for line in (panel.since, panel.place, panel.sender_line):
        line.editingFinished.emit()
    assert panel.asked == []


def test_places_and_senders_are_proposed(panel, room, qtbot):
    room.record("Feu", sender="SDIS 76")
    room.record("Point", sender="Préfecture 76")
    panel.enter(room.crisis)
    qtbot.waitUntil(lambda: [one.text for one in panel._propose_sender("sdis", 4)] == ["SDIS 76"])
    qtbot.waitUntil(lambda: "76540" in [one.text for one in panel._propose_place("rouen", 5)])
    assert ("Normandie", "28 · région") in [(one.shown, one.detail) for one in panel._propose_place("norm", 4)]
    type_in(qtbot, panel.place, "76540")
    assert panel.place.text() == "Rouen"
    assert panel.asked[-1].place == "76540"


def test_escape_closes(panel, qtbot):
    with qtbot.waitSignal(panel.closed):
        qtbot.keyClick(panel.words, Qt.Key.Key_Escape)
