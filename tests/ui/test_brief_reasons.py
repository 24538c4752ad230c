"""« Avant de figer »: what prevents, what warns, and the way to each."""

from app.core.composition import Trouble
from app.ui import brief_reasons
from app.ui.brief_reasons import ReasonsPanel
from tests.ui.by_name import button, words

EMPTY = Trouble(True, 5, "Section 5 vide. L’écrire, ou « sans objet » avec motif.")
GAP = Trouble(False, 3, "Foyers sans eau : deux sources en écart, à choisir.", key="figure:1")


def test_what_prevents_is_counted_apart_from_what_warns():
    assert brief_reasons.counted([EMPTY, EMPTY, GAP]) == "2\u00a0empêchent, 1\u00a0avertit"
    assert brief_reasons.counted([GAP, GAP]) == "2\u00a0avertissent"
    assert brief_reasons.counted([]) == "Rien n’empêche de figer."


def test_each_has_its_way(qtbot):
    panel = ReasonsPanel()
    qtbot.addWidget(panel)
    panel.resize(420, 200)
    panel.show()
    panel.show_troubles([EMPTY, GAP])
    with qtbot.waitSignal(panel.gone) as told:
        button(panel, f"Y aller : {EMPTY.words}").click()
    assert told.args == [EMPTY]
    with qtbot.waitSignal(panel.gone) as told:
        button(panel, f"Voir : {GAP.words}").click()
    assert told.args == [GAP]


def test_the_keyboard_stays_on_the_one_it_was_on(qtbot):
    panel = ReasonsPanel()
    qtbot.addWidget(panel)
    panel.resize(420, 200)
    panel.show()
    panel.activateWindow()
    panel.show_troubles([EMPTY, GAP])
    way = button(panel, f"Voir : {GAP.words}")
    way.setFocus()
    qtbot.waitUntil(way.hasFocus)
    panel.show_troubles([GAP])
    assert panel.focusWidget().accessibleName() == f"Voir : {GAP.words}"


def test_hundreds_are_told_by_the_first_and_a_count(qtbot):
    panel = ReasonsPanel()
    qtbot.addWidget(panel)
    panel.show_troubles([Trouble(False, 2, f"Fait {n} : contredit, à trancher.", key=f"{n}") for n in range(300)])
    assert "et 260 de plus" in words(panel)
    assert panel.count.text() == "300\u00a0avertissent"
