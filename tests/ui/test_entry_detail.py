"""The panel of one entry follows what happens to it, and its acts write what they say."""

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QPushButton

from app.core.changes import Changes
from app.core.places import Places
from app.core.registers.journal import Amend
from app.ui.amend_dialog import AmendDialog
from app.ui.entry_detail import EntryDetail
from tests.ui.lines import NOW, at


@pytest.fixture
def detail(room, qtbot):
    made = EntryDetail(room.station, Places(), lambda: NOW)
    qtbot.addWidget(made)
    made.show_crisis(room.crisis)
    made.resize(376, 700)
    made.show()
    return made


@pytest.fixture
def shown(detail, room, qtbot):
    done = room.record("Reprise de feu", occurred_at=at(24, 2, 48), sender="SDIS 76")
    detail.show_entry(done.id)
    qtbot.waitUntil(lambda: detail.entry is not None)
    return done.id


def test_a_rectification_by_somebody_else_appears_by_itself(detail, shown, room, qtbot):
    room.send()
    room.colleague.desk.do(Amend(shown, {"sender": "CODIS 76"}, "précisé"))
    room.receive()
    qtbot.waitUntil(lambda: detail.entry.sender == "CODIS 76")


def test_marking_a_key_event_asks_for_no_reason(detail, shown, qtbot):
    detail.acts.button("key_event").click()
    qtbot.waitUntil(lambda: detail.entry.key_event)
    assert detail.entry.amendments == ()
    assert detail.acts.button("key_event").text() == "Retirer des faits marquants"


def test_keeping_one_of_two_values_settles_the_field_for_good(detail, shown, room, qtbot):
    room.send()
    room.amend_apart(shown, "sender", "CODIS 76", "COGIC")
    qtbot.waitUntil(lambda: detail.entry.conflicts == ("sender",))
    buttons = {button.accessibleName(): button for button in detail.findChildren(QPushButton)}
    buttons["Garder COGIC"].click()
    qtbot.waitUntil(lambda: detail.entry.conflicts == ())
    assert detail.entry.sender == "COGIC"
    room.send()
    assert room.colleague.reading.entry(shown).sender == "COGIC"


def test_rectifying_opens_the_form_with_the_entry_as_it_is(detail, shown):
    detail.acts.button("amend").click()
    dialog = detail.findChild(AmendDialog)
    assert dialog.subject.text() == "Reprise de feu"
    dialog.reject()


def test_an_observer_reads_but_is_told_why_he_may_not_write(detail, shown, room, qtbot):
    detail.show_crisis(replace(room.crisis, role="OBS"))
    detail.show_entry(shown)
    qtbot.waitUntil(lambda: detail.entry is not None)
    assert not detail.acts.button("amend").isEnabled()
    assert "votre rôle ne permet pas" in detail.acts.button("amend").accessibleDescription()


def test_an_entry_that_is_not_held_is_a_refusal_not_a_bug(detail, room, qtbot):
    with qtbot.waitSignal(room.background.failed) as told:
        detail.show_entry("f" * 64)
    assert "n'est pas connue" in str(told.args[0])


def test_without_an_entry_the_panel_offers_no_act(detail):
    detail.show_entry("")
    assert not detail.acts.isVisible()


def test_what_was_sent_is_no_longer_said_to_wait(detail, shown, room, qtbot):
    assert detail.entry.pending
    room.send()
    room.background.changed.emit(Changes(spaces=frozenset({room.space})))  # an exchange that brought only ranks
    qtbot.waitUntil(lambda: not detail.entry.pending)
