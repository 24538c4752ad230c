"""An entry in under ten seconds, without leaving the keyboard."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from app.core.places import Places
from app.core.store.reading import EntryFilter
from app.ui.quick_line import ChipView, QuickLine
from tests.ui.lines import NOW


@pytest.fixture
def quick(room, qtbot):
    made = QuickLine(room.station, Places(), lambda: NOW)
    qtbot.addWidget(made)
    made.show_crisis(room.crisis)
    made.show()
    made.activateWindow()
    made.enter()
    qtbot.waitUntil(made.line.hasFocus)
    return made


def chips(quick) -> list[str]:
    return [chip.accessibleName() for chip in quick.chips.findChildren(ChipView) if not chip.isHidden()]


def newest(room):
    reading = room.mine.reading
    return reading.entry_rows(reading.entry_keys(EntryFilter(room.space)))


def test_the_line_says_how_it_was_understood_as_one_types(quick, qtbot):
    quick.line.setText("03:08 SDIS76 tel > second départ de feu")
    qtbot.waitUntil(lambda: len(chips(quick)) > 3)
    shown = chips(quick)
    assert "Fait : jeu. 24, 03:08" in shown
    assert "Saisie : différée +8 min" in shown
    assert "Émetteur : SDIS76" in shown
    assert "Objet : second départ de feu" in shown


def test_enter_records_and_leaves_the_line_ready(quick, room, qtbot):
    qtbot.keyClicks(quick.line, "03:08 SDIS76 tel > second depart de feu")
    with qtbot.waitSignal(quick.recorded) as recorded:
        qtbot.keyClick(quick.line, Qt.Key.Key_Return)
    assert recorded.args[1] == "SIG1-0001"
    assert quick.line.text() == ""
    assert quick.line.hasFocus()
    row = newest(room)[0]
    assert (row.subject, row.sender, row.late_minutes) == ("second depart de feu", "SDIS76", 8)


def test_escape_keeps_the_draft_and_gives_the_keyboard_back(quick, qtbot):
    qtbot.keyClicks(quick.line, "03:08 SDIS76")
    with qtbot.waitSignal(quick.left):
        qtbot.keyClick(quick.line, Qt.Key.Key_Escape)
    assert quick.line.text() == "03:08 SDIS76"


def test_a_proposed_place_is_dashed_until_tab_accepts_it(quick, room, qtbot):
    quick.line.setText("SDIS76 > feu sur les quais de Rouen")
    qtbot.waitUntil(lambda: any(words.startswith("Lieu proposé : Rouen") for words in chips(quick)))
    qtbot.keyClick(quick.line, Qt.Key.Key_Tab)
    qtbot.waitUntil(lambda: any(words.startswith("Lieu : Rouen") for words in chips(quick)))
    with qtbot.waitSignal(quick.recorded):
        qtbot.keyClick(quick.line, Qt.Key.Key_Return)
    assert newest(room)[0].place == "Rouen"


def test_a_proposed_place_that_nobody_accepted_is_not_written(quick, room, qtbot):
    quick.line.setText("SDIS76 > feu sur les quais de Rouen")
    with qtbot.waitSignal(quick.recorded):
        qtbot.keyClick(quick.line, Qt.Key.Key_Return)
    assert newest(room)[0].place == ""


def test_a_refusal_stands_under_the_line_and_nothing_is_lost(quick, room, qtbot):
    quick.line.setText("SDIS76 >")
    qtbot.keyClick(quick.line, Qt.Key.Key_Return)
    assert quick.refusal.isVisible()
    assert quick.refusal.text().startswith("Refusé : ")
    assert quick.line.text() == "SDIS76 >"
    assert newest(room) == []


@pytest.mark.parametrize(
    ("change", "why"),
    [({"open": False}, "cette crise est close"), ({"role": "OBS"}, "votre rôle ne permet pas")],
    ids=["closed", "observer"],
)
def test_a_line_that_cannot_be_used_says_why(quick, room, change, why):
    quick.show_crisis(replace(room.crisis, **change))
    assert not quick.line.isEnabled()
    assert why in quick.line.placeholderText()
    assert why in quick.line.accessibleDescription()


def again(room, qtbot, crisis):
    made = QuickLine(room.station, Places(), lambda: NOW)
    qtbot.addWidget(made)
    made.show_crisis(crisis)
    return made


def test_what_was_half_typed_is_there_after_a_crash(quick, room, qtbot):
    qtbot.keyClicks(quick.line, "03:08 SDIS76 tel > second")
    qtbot.waitUntil(lambda: bool(room.mine.reading.draft(f"{room.space} quick line")))
    restarted = again(room, qtbot, room.crisis)
    qtbot.waitUntil(lambda: restarted.line.text() == "03:08 SDIS76 tel > second")


def test_what_was_recorded_is_not_proposed_again(quick, room, qtbot):
    qtbot.keyClicks(quick.line, "03:08 SDIS76 tel > second")
    quick.keep()
    with qtbot.waitSignal(quick.recorded):
        qtbot.keyClick(quick.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not room.mine.reading.draft(f"{room.space} quick line"))


def test_what_is_typed_for_a_crisis_is_never_written_in_another(quick, room, qtbot):
    qtbot.keyClicks(quick.line, "03:08 SDIS76 tel > exercice")
    quick.show_crisis(replace(room.crisis, id="7" * 64, frame="real"))
    assert quick.line.text() == ""
    quick.show_crisis(room.crisis)
    qtbot.waitUntil(lambda: quick.line.text() == "03:08 SDIS76 tel > exercice")


def test_the_frame_is_repeated_beside_the_line(quick):
    assert quick._frame.text() == "EXERCICE"
    quick.line.setText("03:08")
    assert not quick._frame.isVisible()


def test_without_a_crisis_the_line_is_inactive(quick):
    quick.show_crisis(None)
    assert not quick.line.isEnabled()
    assert quick.line.placeholderText() == "Saisie inactive : aucune crise ouverte"
