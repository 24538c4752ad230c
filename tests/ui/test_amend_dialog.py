"""A rectification names what it corrects and why, and writes nothing else."""

import pytest

from app.core.places import Places
from app.core.registers.journal import Amend
from app.ui.amend_dialog import AmendDialog
from tests.ui.lines import NOW, ZONE, at


@pytest.fixture
def dialog(room, qtbot):
    done = room.record("Reprise de feu", content="Produits : huiles.", occurred_at=at(24, 2, 48), sender="SDIS 76")
    made = AmendDialog(None, room.station, room.mine.reading.entry(done.id), ZONE, NOW, Places())
    qtbot.addWidget(made)
    made.show()
    return made


def entry(room, dialog):
    return room.mine.reading.entry(dialog._entry.id)


def test_only_what_was_changed_is_written(dialog, room, qtbot):
    dialog.content.setPlainText("Produits : additifs.")
    dialog.reason.setText("erreur d’écoute")
    with qtbot.waitSignal(dialog.accepted):
        dialog.submit()
    assert [(one.field, one.former, one.reason) for one in entry(room, dialog).amendments] == [
        ("content", "Produits : huiles.", "erreur d’écoute")
    ]


def test_without_a_reason_nothing_is_written_and_it_is_said_at_the_reason(dialog, room, qtbot):
    dialog.subject.setText("Second départ de feu")
    dialog.submit()
    qtbot.waitUntil(lambda: dialog.form.refusal != "")
    assert "motif" in dialog.form.refusal
    assert dialog.reason.property("refused")
    assert entry(room, dialog).subject == "Reprise de feu"


def test_an_hour_is_read_in_the_crisis_s_zone(dialog):
    dialog.occurred_at.setText("2026-09-24 02:41")
    assert dialog.changed() == {"occurred_at": at(24, 2, 41)}


def test_an_hour_that_is_none_is_refused_beside_it(dialog):
    dialog.occurred_at.setText("tout à l’heure")
    dialog.submit()
    assert dialog.occurred_at.property("refused")
    assert "Heure incomprise" in dialog.form.refusal


def test_a_place_of_the_tables_takes_its_code_and_another_keeps_its_words(dialog):
    dialog.place.setText("Rouen")
    assert dialog.changed()["place"].code == "76540"
    dialog.place.setText("quai de France, cuvette 3")
    assert (dialog.changed()["place"].code, dialog.changed()["place"].name) == ("", "quai de France, cuvette 3")


def test_what_a_colleague_wrote_meanwhile_is_not_overwritten(dialog, room, qtbot):
    room.mine.desk.do(Amend(dialog._entry.id, {"sender": "COGIC"}, "rappelé"))
    dialog.sender_name.setText("CODIS 76")
    dialog.reason.setText("relu")
    with qtbot.waitSignal(dialog.accepted):
        dialog.submit()
    assert entry(room, dialog).conflicts == ("sender",)
