"""Each half-written entry is one key away, and its button says what it is."""

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ui.drafts_strip import DraftsStrip
from app.ui.entry_drafts import EntryDrafts
from tests.ui.lines import NOW


@pytest.fixture
def drafts(room):
    owner = QObject()
    made = EntryDrafts(room.station, lambda: NOW, owner)
    made.show_crisis(room.space)
    yield made
    owner.deleteLater()


@pytest.fixture
def strip(drafts, qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    rows = QVBoxLayout(window)
    made = DraftsStrip(drafts)
    rows.addWidget(made)
    window.resize(900, 80)
    window.show()
    window.activateWindow()
    made.whole = window  # which holds it
    return made


def test_the_strip_takes_no_room_without_a_draft(strip, drafts):
    assert not strip.isVisible()
    drafts.add("un")
    assert strip.isVisible()


def test_each_draft_is_shown_shortened_and_said_whole(strip, drafts):
    line = "02:48 SDIS76 tel > incendie aux entrepôts de la rive gauche"
    drafts.add(line)
    drafts.add(fields={"sender": "COGIC", "subject": "bilan"})
    first, second = strip.buttons
    assert first.text() == "Brouillon · 02:48 SDIS76 tel > incendie a…"
    assert first.accessibleName() == f"Brouillon 1 : {line}"
    assert second.text() == "Détaillée · COGIC > bilan"


def test_words_are_never_a_mnemonic(strip, drafts):
    drafts.add("Mairie & préfecture")
    assert strip.buttons[0].text() == "Brouillon · Mairie && préfecture"


def test_enter_takes_a_draft_back_and_delete_discards_it(strip, drafts, qtbot):
    first, second = drafts.add("un"), drafts.add("deux")
    with qtbot.waitSignal(strip.wanted) as wanted:
        qtbot.keyClick(strip.buttons[1], Qt.Key.Key_Return)
    assert wanted.args == [second.key]
    qtbot.keyClick(strip.buttons[0], Qt.Key.Key_Delete)
    assert drafts.draft(first.key) is None
    assert strip.buttons[-1].text() == "Reprendre le brouillon jeté"
    strip.buttons[-1].click()
    assert [draft.words for draft in drafts.all] == ["un", "deux"]


def test_the_keyboard_stays_in_the_strip_as_long_as_something_is_there(strip, drafts, qtbot):
    drafts.add("un")
    draft = drafts.add("deux")
    strip.buttons[1].setFocus()
    qtbot.waitUntil(lambda: strip.buttons[1].hasFocus())
    drafts.forget(draft.key)
    assert strip.buttons[0].hasFocus()
    with qtbot.waitSignal(strip.emptied):
        drafts.forget(drafts.all[0].key)


def test_a_draft_being_typed_does_not_move_the_others(strip, drafts):
    draft = drafts.add(fields={"subject": "a"})
    button = strip.buttons[0]
    drafts.keep(draft.key, {"subject": "a"})
    assert strip.buttons[0] is button
