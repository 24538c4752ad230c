"""The detailed entry: every field, recorded at once, and never lost half-typed."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.core import quick_line
from app.core.places import Places
from app.core.store.filtering import EntryFilter
from app.ui.entry_drafts import EntryDrafts
from app.ui.entry_form import EntryForm
from app.ui.frame_band import FrameBand
from app.ui.known_names import KnownNames
from tests.ui.lines import NOW, ZONE, at

PLACES = Places()


class Desk:
    """What a form needs of the quick line."""

    def __init__(self, room, window):
        self.room, self.window = room, window
        self.drafts = EntryDrafts(room.station, lambda: NOW, window)
        self.known = KnownNames(room.station, window)
        self.drafts.show_crisis(room.space)

    def form(self, draft=None) -> EntryForm:
        crisis = self.room.crisis
        made = EntryForm(self.window, self.room.station, crisis, lambda: NOW, PLACES, self.drafts, self.known, draft)
        made.begin()
        return made


@pytest.fixture
def desk(room, qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    return Desk(room, window)


def newest(room):
    reading = room.mine.reading
    keys = reading.entry_keys(EntryFilter(room.space), 1)
    return reading.entry(reading.entry_ids(keys)[0]) if len(keys) else None


def test_what_is_written_in_the_fields_is_recorded(desk, room, qtbot):
    form = desk.form()
    form.fields.moments["occurred_at"].hour.setText("02:48")
    form.fields.lines["subject"].setText("Confinement de trois communes")
    form.fields.lines["sender"].setText("Préfet")
    form.fields.fill({**form.fields.values(), "type": "decision", "options": "Évacuer", "rationale": "Le vent"})
    with qtbot.waitSignal(form.recorded) as recorded:
        qtbot.keyClick(form, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    entry = newest(room)
    assert recorded.args == [entry.id, "SIG1-0001"]
    assert (entry.occurred_at, entry.sender, entry.type) == (at(24, 2, 48), "Préfet", "decision")
    assert (entry.options, entry.rationale) == ("Évacuer", "Le vent")
    assert desk.drafts.all == ()


def test_it_begins_with_what_the_quick_line_understood_and_keeps_the_line(desk, room, qtbot):
    line = "02:48 SDIS76 tel -> COGIC > Reprise de feu : visible #fait !1 [B2] @76540"
    form = desk.form()
    form.understand(quick_line.understand(line, NOW, ZONE, PLACES), place=False)
    values = form.fields.values()
    assert (values["sender"], values["recipients"], values["priority"]) == ("SDIS76", ("COGIC",), 1)
    assert (values["source"], values["credibility"], values["key_event"]) == ("B", "2", True)
    assert values["place"].code == "76540"
    with qtbot.waitSignal(form.recorded):
        form.submit()
    assert newest(room).raw == line


def test_a_file_is_recorded_with_the_entry(desk, room, tmp_path, qtbot):
    (tmp_path / "plan.pdf").write_bytes(b"plan")
    form = desk.form()
    form.fields.lines["subject"].setText("Plan des cuvettes")
    form.files.join([tmp_path / "plan.pdf"])
    qtbot.waitUntil(lambda: len(form.files.files) == 1)
    with qtbot.waitSignal(form.recorded):
        form.submit()
    assert [(one.name, one.size) for one in newest(room).files] == [("plan.pdf", 4)]


def test_a_refusal_stands_beside_its_field_and_nothing_is_lost(desk, room, qtbot):
    form = desk.form()
    form.fields.lines["subject"].setText("x" * 121)
    form.submit()
    qtbot.waitUntil(lambda: bool(form.form.refusal))
    assert form.fields.lines["subject"].property("refused")
    assert newest(room) is None
    assert len(desk.drafts.all) == 1


def test_an_hour_that_cannot_be_read_is_refused_before_anything_is_written(desk):
    form = desk.form()
    form.fields.lines["subject"].setText("Reprise")
    form.fields.moments["occurred_at"].hour.setText("tantôt")
    form.submit()
    assert form.form.refusal.startswith("Refusé : Heure incomprise")


def test_an_hour_far_before_the_crisis_is_questioned_not_refused(desk):
    form = desk.form()
    form.fields.moments["occurred_at"].hour.setText("14:00")
    form.fields.moments["occurred_at"].day.setText("12/07")
    assert "avant l'ouverture de la crise" in form.doubt.text()
    form.fields.moments["occurred_at"].show_moment(None)
    assert not form.doubt.isVisible()


def test_closed_half_typed_it_is_a_draft_and_comes_back_whole(desk, room, tmp_path, qtbot):
    (tmp_path / "plan.pdf").write_bytes(b"plan")
    form = desk.form()
    form.fields.lines["subject"].setText("Reprise de")
    form.fields.moments["occurred_at"].hour.setText("02:4")
    form.files.join([tmp_path / "plan.pdf"])
    qtbot.waitUntil(lambda: len(form.files.files) == 1)
    qtbot.keyClick(form, Qt.Key.Key_Escape)
    (draft,) = desk.drafts.all
    assert draft.words == "02:4 > Reprise de"
    again = desk.form(draft)
    qtbot.waitUntil(lambda: len(again.files.files) == 1)
    assert again.fields.lines["subject"].text() == "Reprise de"
    assert again.fields.moments["occurred_at"].hour.text() == "02:4"
    assert again.key == draft.key


def test_a_form_in_which_nothing_was_typed_leaves_nothing(desk, qtbot):
    form = desk.form()
    qtbot.keyClick(form, Qt.Key.Key_Escape)
    assert desk.drafts.all == ()
    form = desk.form()
    form.fields.lines["subject"].setText("R")
    form.fields.lines["subject"].clear()
    form.reject()
    assert desk.drafts.all == ()


def test_a_discarded_form_closes_and_can_be_had_back(desk):
    form = desk.form()
    form.fields.lines["subject"].setText("Reprise")
    form.discard.click()
    assert desk.drafts.all == ()
    desk.drafts.have_back()
    assert desk.drafts.all[0].fields["subject"] == "Reprise"


def test_a_draft_discarded_in_the_strip_closes_its_form(desk, qtbot):
    form = desk.form()
    form.fields.lines["subject"].setText("Reprise")
    with qtbot.waitSignal(form.rejected):
        desk.drafts.discard(form.key)


def test_the_frame_of_the_crisis_is_over_the_form(desk):
    band = desk.form().findChild(FrameBand)
    assert band.accessibleName() == "Cadre : EXERCICE"


def test_enter_in_a_field_records_nothing(desk, room, qtbot):
    form = desk.form()
    form.fields.lines["subject"].setText("Reprise")
    qtbot.keyClick(form.fields.lines["subject"], Qt.Key.Key_Return)
    assert form.isVisible()
    assert newest(room) is None
