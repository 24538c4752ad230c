"""An entry in under ten seconds, without leaving the keyboard."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from app.core import drafts_text
from app.core.places import Places
from app.core.store.filtering import EntryFilter
from app.ui.chip_view import ChipView
from app.ui.quick_line import QuickLine
from tests.ui.lines import NOW

ROOT = Path(__file__).parents[2]
PLACES = Places()
CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


@pytest.fixture
def quick(room, qtbot):
    made = QuickLine(room.station, PLACES, lambda: NOW)
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
    quick.completer.close()  # names that came meanwhile are proposed, and Esc would close them first
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
    made = QuickLine(room.station, PLACES, lambda: NOW)
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


def set_aside(quick, qtbot, *lines: str) -> None:
    for line in lines:
        qtbot.keyClicks(quick.line, line)
        quick.begin()


def words(quick) -> list[str]:
    return [draft.words for draft in quick.drafts.all]


def test_the_hour_of_reception_the_rating_and_what_is_doubtful_are_shown_live(quick, qtbot):
    quick.line.setText("12/07 14:00 reçu 14:05 SDIS76 > départ de feu [B2] #tlp:amber")
    qtbot.waitUntil(lambda: len(chips(quick)) > 5)
    shown = chips(quick)
    assert "Réception : 12 juillet 2026, 14:05" in shown
    assert "Cotation : B2" in shown
    assert "Diffusion : TLP:AMBER" in shown
    assert any(words.startswith("À vérifier : 12 juillet 2026") for words in shown)


def test_names_are_proposed_as_one_types_and_tab_takes_one(quick, room, qtbot):
    qtbot.waitUntil(lambda: quick.known.ready)
    qtbot.keyClicks(quick.line, "02:48 sdis 7")
    assert quick.completer.open
    qtbot.keyClick(quick.line, Qt.Key.Key_Tab)
    assert quick.line.text().startswith("02:48 SDIS 7")
    qtbot.waitUntil(lambda: room.mine.reading.draft(f"{room.space} quick line") == quick.line.text())


def test_escape_closes_the_proposals_before_it_leaves(quick, qtbot):
    left = []
    quick.left.connect(lambda: left.append(1))
    qtbot.waitUntil(lambda: quick.known.ready)
    qtbot.keyClicks(quick.line, "02:48 sdis")
    qtbot.keyClick(quick.line, Qt.Key.Key_Escape)
    assert left == []
    qtbot.keyClick(quick.line, Qt.Key.Key_Escape)
    assert left == [1]


def test_the_present_hour_is_one_key(quick, qtbot):
    qtbot.keyClick(quick.line, Qt.Key.Key_Semicolon, CONTROL)
    assert quick.line.text() == "03:16"


def test_the_present_hour_is_written_into_what_is_half_typed(quick, qtbot):
    qtbot.keyClicks(quick.line, "SDIS76 rappelle ")
    quick.clearFocus()
    quick.write_hour()
    assert quick.line.text() == "SDIS76 rappelle 03:16"


def test_a_new_entry_sets_the_half_typed_one_aside(quick, room, qtbot):
    set_aside(quick, qtbot, "03:08 SDIS76 tel > inc", "COGIC > bil")
    assert quick.line.text() == ""
    assert words(quick) == ["03:08 SDIS76 tel > inc", "COGIC > bil"]
    assert quick.strip.isVisible()
    qtbot.waitUntil(lambda: len(room.mine.reading.drafts(drafts_text.prefix(room.space))) == 2)
    quick.begin()
    assert len(words(quick)) == 2


def test_a_draft_is_taken_back_by_its_figure_and_the_line_takes_its_place(quick, qtbot):
    set_aside(quick, qtbot, "un", "deux", "trois")
    qtbot.keyClicks(quick.line, "quatre")
    qtbot.keyClick(quick.line, Qt.Key.Key_2, ALT)
    assert quick.line.text() == "deux"
    assert words(quick) == ["un", "trois", "quatre"]
    assert quick.line.hasFocus()
    qtbot.keyClick(quick.line, Qt.Key.Key_5, ALT)
    assert quick.line.text() == "deux"


def test_one_key_goes_round_all_the_drafts(quick, qtbot):
    set_aside(quick, qtbot, "un", "deux")
    seen = []
    for _ in range(4):
        quick.take_next()
        seen.append(quick.line.text())
    assert seen == ["un", "deux", "un", "deux"]


def test_what_is_recorded_from_a_draft_is_a_draft_no_more(quick, room, qtbot):
    set_aside(quick, qtbot, "SDIS76 > reprise de feu")
    quick.take_next()
    with qtbot.waitSignal(quick.recorded):
        qtbot.keyClick(quick.line, Qt.Key.Key_Return)
    restarted = again(room, qtbot, room.crisis)
    qtbot.waitUntil(lambda: restarted.known.ready)
    assert (words(restarted), restarted.line.text()) == ([], "")


def test_a_detailed_entry_begins_with_what_is_typed(quick, room, qtbot):
    quick.line.setText("03:08 SDIS76 tel > second départ de feu")
    quick.open_form()
    (form,) = quick.forms
    assert form.fields.lines["sender"].text() == "SDIS76"
    assert quick.line.text() == ""
    assert words(quick) == ["03:08 SDIS76 > second départ de feu"]
    with qtbot.waitSignal(quick.recorded):
        form.submit()
    assert newest(room)[0].subject == "second départ de feu"
    qtbot.waitUntil(lambda: quick.forms == [])


def test_a_detailed_draft_opens_its_form_once(quick, qtbot):
    quick.line.setText("SDIS76 > reprise")
    quick.open_form()
    quick.forms[0].close()
    qtbot.waitUntil(lambda: quick.forms == [])
    for _ in range(2):
        quick.take_next()
    (form,) = quick.forms
    assert form.fields.lines["subject"].text() == "reprise"


def test_the_forms_and_drafts_of_a_crisis_stay_with_it(quick, room, qtbot):
    set_aside(quick, qtbot, "un")
    quick.line.setText("SDIS76 > reprise")
    quick.open_form()
    quick.show_crisis(replace(room.crisis, id="7" * 64, frame="real"))
    assert words(quick) == []
    qtbot.waitUntil(lambda: quick.forms == [])
    quick.show_crisis(room.crisis)
    qtbot.waitUntil(lambda: words(quick) == ["un", "SDIS76 > reprise"])


def test_a_refused_line_is_still_there_to_be_set_aside(quick, qtbot):
    qtbot.keyClicks(quick.line, "SDIS76 >")
    qtbot.keyClick(quick.line, Qt.Key.Key_Return)
    quick.begin()
    assert words(quick) == ["SDIS76 >"]


def test_five_half_written_entries_survive_kill_9(room, qtbot):
    store = room.mine.store
    secrets = (store.database._key.hex(), store.key.seed.hex())
    command = [sys.executable, "-m", "tests.ui.half_writing", str(store.database.path), *secrets, room.space]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "typed\n"
        qtbot.waitUntil(lambda: room.mine.reading.draft(f"{room.space} quick line") == "vers 2h30 DREAL > mes")
        qtbot.waitUntil(lambda: "Jeanne-d" in str(room.mine.reading.drafts(drafts_text.prefix(room.space))))
        writer.kill()
    restarted = again(room, qtbot, room.crisis)
    qtbot.waitUntil(lambda: len(words(restarted)) == 4 and bool(restarted.line.text()))
    assert words(restarted) == [
        "02:48 SDIS76 tel > incendie aux entrep",
        "03:01 COGIC mail > bil",
        "Cabinet PM > elements pour",
        "prefet > point presse",
    ]
    assert restarted.line.text() == "vers 2h30 DREAL > mes"
    assert restarted.drafts.all[3].fields["content"] == "salle Jeanne-d"
