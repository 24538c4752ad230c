"""A rectification names what it corrects and why, and writes nothing else."""

import pytest
from PySide6.QtCore import Qt

from app.core.entries import AMENDABLE, Place
from app.core.entry_commands import Amend
from app.core.places import Places
from app.ui.amend_dialog import AmendDialog
from tests.ui.lines import NOW, at

PLACES = Places()


@pytest.fixture
def dialog(room, qtbot):
    done = room.record(
        "Reprise de feu",
        content="Produits : huiles.",
        occurred_at=at(24, 2, 48) + 31,
        sender="SDIS 76",
        recipients=("Dupont, préfet", "COGIC"),
        place=Place("76540", "Rouen", ("76351",), 49.44, 1.09),
    )
    return opened(room, qtbot, done.id)


def opened(room, qtbot, id: str) -> AmendDialog:
    made = AmendDialog(None, room.station, room.mine.reading.entry(id), room.crisis, lambda: NOW, PLACES)
    qtbot.addWidget(made)
    made.show()
    return made


def entry(room, dialog):
    return room.mine.reading.entry(dialog._entry.id)


def test_an_entry_that_nobody_touched_has_nothing_to_rectify(dialog):
    assert dialog.changed() == {}


def test_only_what_was_changed_is_written(dialog, room, qtbot):
    dialog.fields.texts["content"].setPlainText("Produits : additifs.")
    dialog.reason.setText("erreur d’écoute")
    with qtbot.waitSignal(dialog.accepted):
        dialog.submit()
    assert [(one.field, one.former, one.reason) for one in entry(room, dialog).amendments] == [
        ("content", "Produits : huiles.", "erreur d’écoute")
    ]


def test_every_field_that_may_be_rectified_can_be(dialog, room, qtbot):
    wanted = {
        "occurred_at": at(24, 2, 41),
        "precision": "about",
        "received_at": at(24, 3, 3),
        "direction": "out",
        "sender": "CODIS 76",
        "recipients": ("COGIC",),
        "means": "phone",
        "type": "decision",
        "subject": "Confinement",
        "content": "Produits : additifs.",
        "source": "B",
        "credibility": "2",
        "verification": "confirmed",
        "place": Place("76351", "Le Havre"),
        "marking": "Diffusion restreinte",
        "tlp": "amber",
        "reference": "SYNERGI 12",
        "options": "Évacuer",
        "rationale": "Le vent tombe",
    }
    assert set(wanted) == set(AMENDABLE)
    dialog.fields.fill(wanted)
    assert dialog.changed() == wanted
    dialog.reason.setText("relu")
    with qtbot.waitSignal(dialog.accepted):
        dialog.submit()
    now = entry(room, dialog)
    assert {name: getattr(now, name) for name in AMENDABLE} == wanted


def test_without_a_reason_nothing_is_written_and_it_is_said_at_the_reason(dialog, room, qtbot):
    dialog.fields.lines["subject"].setText("Second départ de feu")
    dialog.submit()
    qtbot.waitUntil(lambda: dialog.form.refusal != "")
    assert "motif" in dialog.form.refusal
    assert dialog.reason.property("refused")
    assert not dialog.reason.visibleRegion().isEmpty()  # the form is longer than the dialog: it scrolled there
    assert entry(room, dialog).subject == "Reprise de feu"


def test_an_hour_is_read_in_the_crisis_s_zone(dialog):
    dialog.fields.moments["occurred_at"].hour.setText("02:41")
    assert dialog.changed() == {"occurred_at": at(24, 2, 41)}


@pytest.mark.parametrize(("hour", "day", "why"), [("tantôt", "", "Heure incomprise"), ("", "", "Écrivez l’heure")])
def test_an_hour_that_is_none_is_refused_beside_it(dialog, hour, day, why):
    moment = dialog.fields.moments["occurred_at"]
    moment.hour.setText(hour)
    moment.day.setText(day)
    dialog.submit()
    assert moment.property("refused")
    assert why in dialog.form.refusal


def test_a_place_of_the_tables_takes_its_code_and_another_keeps_its_words(dialog):
    dialog.fields.place.put({"line": "Le Havre"})
    assert dialog.changed()["place"] == Place("76351", "Le Havre")
    dialog.fields.place.put({"line": "quai de France, cuvette 3"})
    assert dialog.changed()["place"] == Place("", "quai de France, cuvette 3")
    dialog.fields.place.put({})
    assert dialog.changed()["place"] is None


def test_a_commune_is_proposed_as_it_is_typed(dialog, qtbot):
    qtbot.waitUntil(lambda: dialog.known.ready)
    place = dialog.fields.place
    place.line.setFocus()
    qtbot.keyClicks(place.line, "rouen")
    qtbot.keyClick(place.line, Qt.Key.Key_Tab)
    assert place.line.text() == ""


def test_what_a_colleague_wrote_meanwhile_is_not_overwritten(dialog, room, qtbot):
    room.mine.desk.do(Amend(dialog._entry.id, {"sender": "COGIC"}, "rappelé"))
    dialog.fields.lines["sender"].setText("CODIS 76")
    dialog.reason.setText("relu")
    with qtbot.waitSignal(dialog.accepted):
        dialog.submit()
    assert entry(room, dialog).conflicts == ("sender",)
