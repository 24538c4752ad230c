"""Choosing how often a brief is due."""

import pytest
from PySide6.QtWidgets import QWidget

from app.core.registers.crisis import EditCrisis
from app.ui import plain
from app.ui.frame_band import FrameBand
from app.ui.rhythm_dialog import RhythmDialog, open_rhythm
from tests.ui.lines import NOW


def opened(cell, qtbot, of=None) -> RhythmDialog:
    of = of or cell.head
    made = RhythmDialog(None, cell.station(of), of.reading.crisis(cell.space), lambda: NOW)
    qtbot.addWidget(made)
    made.show()
    return made


def choose(dialog: RhythmDialog, every: str) -> None:
    dialog.every.setCurrentIndex(dialog.every.findData(every))


def test_the_day_is_shown_before_it_is_decided_and_then_kept(cell, qtbot):
    dialog = opened(cell, qtbot)
    assert dialog.findChild(FrameBand).accessibleName() == "Cadre : EXERCICE"
    choose(dialog, "6")
    dialog.hour.setText("20:30")
    assert dialog._day.text() == "02:30, 08:30, 14:30, 20:30"
    assert dialog._next.text().replace("\u00a0", " ") == "Prochain point : jeu. 24 sept. 2026, 08:30."
    with qtbot.waitSignal(dialog.accepted):
        dialog.submit()
    assert cell.head.reading.crisis(cell.space).rhythm == "6h 02:30 standard"


def test_it_opens_on_the_rhythm_there_is_and_stops_it(cell, qtbot):
    cell.head.desk.do(EditCrisis(cell.space, {"rhythm": "tous les jours à 19:00, format cabinet"}))
    dialog = opened(cell, qtbot)
    assert (dialog.every.currentData(), dialog.hour.text(), dialog.format.currentData()) == ("24", "19:00", "cabinet")
    assert dialog.typed() == "24h 19:00 cabinet"
    choose(dialog, "")
    assert (dialog.act.text(), dialog._next.text()) == ("Arrêter le rythme", "Aucun point ne sera attendu.")
    assert not dialog.hour.isVisible()
    with qtbot.waitSignal(dialog.accepted):
        dialog.submit()
    assert cell.head.reading.crisis(cell.space).rhythm == ""


def test_an_hour_that_is_none_is_refused_beside_its_field(cell, qtbot):
    dialog = opened(cell, qtbot)
    dialog.hour.setText("25:00")
    assert (dialog._day.text(), dialog._next.text()) == ("", "")
    dialog.submit()
    assert "n'est pas une heure" in dialog.form.refusal
    assert cell.head.reading.crisis(cell.space).rhythm == ""


def test_the_same_rhythm_again_is_refused_and_nothing_is_lost(cell, qtbot):
    cell.head.desk.do(EditCrisis(cell.space, {"rhythm": "4h"}))
    dialog = opened(cell, qtbot)
    dialog.submit()
    qtbot.waitUntil(lambda: "Rien n'est changé" in dialog.form.refusal)
    assert dialog.isVisible()


def test_a_colleague_s_rhythm_is_not_overwritten_unseen(cell, qtbot):
    dialog = opened(cell, qtbot)
    cell.authority.desk.do(EditCrisis(cell.space, {"rhythm": "2h"}))
    cell.spread(cell.authority)
    with qtbot.waitSignal(dialog.accepted):
        dialog.submit()
    assert cell.head.reading.crisis(cell.space).conflicts == ("rhythm",)


def test_who_may_not_decide_it_is_told_so_and_the_others_see_it_as_it_is_now(cell, qtbot, monkeypatch):
    said: list[str] = []
    monkeypatch.setattr(plain, "warn", lambda parent, title, words: said.append(words))
    window = QWidget()
    qtbot.addWidget(window)
    open_rhythm(window, cell.station(cell.writer), cell.crisis(cell.writer), lambda: NOW)
    assert said == ["Impossible : le rôle RED ne permet pas de corriger la crise."]
    shown: list[RhythmDialog] = []
    monkeypatch.setattr(RhythmDialog, "exec", lambda dialog: shown.append(dialog))
    open_rhythm(window, cell.station(cell.head), cell.crisis(cell.head), lambda: NOW)
    qtbot.waitUntil(lambda: bool(shown))
    assert shown[0].windowTitle() == "Rythme des points de situation"


@pytest.mark.parametrize("every", ["1", "24"])
def test_what_is_chosen_is_said_to_who_does_not_see_it(cell, qtbot, every):
    dialog = opened(cell, qtbot)
    choose(dialog, every)
    assert dialog.every.accessibleName() == "Fréquence"
    assert dialog._day.accessibleName() == "Heures des points"
    assert len(dialog._day.text().split(", ")) == 24 // int(every)
