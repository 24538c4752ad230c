"""Every field of an entry can be typed, put back, and read again as the core takes it."""

import pytest
from PySide6.QtCore import QObject, QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication

from app.core.entries import AMENDABLE, HANDLED, Place
from app.core.errors import Refused
from app.core.places import Places
from app.ui.entry_fields import EntryFields
from app.ui.form import Form
from app.ui.known_names import KnownNames
from tests.ui.lines import NOW, ZONE, at

PLACES = Places()
WHOLE = {
    "occurred_at": at(24, 2, 48) + 7,
    "precision": "about",
    "received_at": at(24, 3, 3),
    "direction": "out",
    "sender": "SDIS 76",
    "recipients": ("Préfet, directeur de cabinet", "COGIC"),
    "means": "phone",
    "type": "decision",
    "subject": "Confinement de trois communes",
    "content": "Jusqu’à 07:00.\nPuis réévaluation.",
    "options": "Évacuer, ou confiner.",
    "rationale": "Le vent tombe.",
    "source": "B",
    "credibility": "2",
    "verification": "confirmed",
    "place": Place("76540", "Rouen, quai de France", ("76351",), 49.44, 1.09),
    "marking": "Diffusion restreinte",
    "tlp": "amber",
    "reference": "SYNERGI 1234",
    "priority": 1,
    "key_event": True,
}


@pytest.fixture
def made(room, qtbot):
    """Makes the fields of an entry, in a form."""
    owner = QObject()
    known = KnownNames(room.station, owner)

    def make(*, handled: bool = True) -> EntryFields:
        form = Form()
        qtbot.addWidget(form)
        fields = EntryFields(form, lambda: NOW, ZONE, PLACES, handled=handled, known=known)
        fields.form = form  # which holds it
        form.show()
        return fields

    yield make
    owner.deleteLater()


def test_an_entry_begins_with_the_defaults_of_the_trade(made):
    values = made().values()
    assert (values["source"], values["credibility"]) == ("F", "6")
    assert (values["priority"], values["type"], values["verification"]) == (3, "information", "unverified")
    assert values["occurred_at"] is None


def test_every_field_comes_back_as_it_was_shown(made):
    fields = made()
    fields.fill(WHOLE)
    assert fields.values() == WHOLE
    assert set(WHOLE) == {*AMENDABLE, *HANDLED}


def test_a_rectification_leaves_what_is_handled_apart(made):
    assert set(made(handled=False).values()) == set(AMENDABLE)


def test_what_is_half_typed_is_put_back_letter_for_letter(made):
    fields, again = made(), made()
    fields.fill(WHOLE)
    fields.moments["occurred_at"].hour.setText("02:4")
    fields.lines["recipients"].setText("COGIC; Pré")
    again.put(fields.typed())
    assert again.typed() == fields.typed()
    assert fields.typed()["hour"] == "02:4"


def test_a_draft_of_another_version_is_put_back_as_far_as_it_goes(made):
    fields = made()
    fields.put({"subject": "Reprise", "unknown": 1, "tlp": "ultraviolet"})
    assert fields.values()["subject"] == "Reprise"
    assert fields.values()["tlp"] == "ultraviolet"  # kept, and refused by the core if it is recorded


def test_recipients_are_parted_by_commas_or_by_semicolons_that_keep_commas(made):
    fields = made()
    fields.lines["recipients"].setText("COGIC, AFP")
    assert fields.values()["recipients"] == ("COGIC", "AFP")
    fields.lines["recipients"].setText("Dupont, préfet; AFP;")
    assert fields.values()["recipients"] == ("Dupont, préfet", "AFP")


def test_vers_before_an_hour_is_a_precision(made):
    fields = made()
    fields.moments["occurred_at"].hour.setText("vers 02:48")
    assert fields.values()["precision"] == "about"


def test_an_hour_that_is_none_is_refused_by_name(made):
    fields = made()
    fields.moments["received_at"].hour.setText("bientôt")
    with pytest.raises(Refused) as refused:
        fields.values()
    assert refused.value.field == "received_at"


def test_the_length_of_the_subject_is_counted_and_what_is_too_much_said(made):
    fields = made()
    fields.lines["subject"].setText("Reprise de feu")
    assert fields.count.text() == "14 sur 120 caractères"
    fields.lines["subject"].setText("x" * 131)
    assert fields.count.text() == "131 sur 120 caractères, 11 de trop"
    assert fields.count.property("tone") == "error"


def test_options_and_rationale_are_those_of_a_decision(made):
    fields = made()
    assert not fields.texts["options"].isVisible()
    fields.fill({"type": "decision"})
    assert fields.texts["options"].isVisible()
    fields.texts["rationale"].setPlainText("Le vent tombe.")
    fields.fill({"type": "information", "rationale": "Le vent tombe."})
    assert fields.texts["rationale"].isVisible()  # nothing that is written is hidden
    assert not fields.texts["options"].isVisible()


def test_many_fields_filled_at_once_are_one_change(made):
    fields = made()
    told = []
    fields.changed.connect(lambda: told.append(1))
    fields.fill(WHOLE)
    assert told == [1]
    fields.lines["subject"].setText("autre")
    assert told == [1, 1]


def test_every_field_has_a_name_for_those_who_do_not_see_it(made):
    fields = made()
    named = [*fields.lines.values(), *fields.texts.values(), *fields.choices.values()]
    assert all(widget.accessibleName() for widget in named)
    assert fields.moments["occurred_at"].hour.accessibleName() == "Heure du fait, heure"


def test_the_wheel_over_a_list_that_has_not_the_keyboard_changes_nothing(made):
    fields = made()
    box = fields.choices["source"]
    box.clearFocus()
    box.setCurrentIndex(2)
    here = QPointF(5, 5)
    wheel = QWheelEvent(
        here,
        box.mapToGlobal(here),
        QPoint(0, 0),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(box, wheel)
    assert fields.values()["source"] == "C"
