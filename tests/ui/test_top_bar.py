"""The top of the window tells what the person chooses, and no more."""

from dataclasses import replace

import pytest

from app.ui import theme
from app.ui.top_bar import TopBar
from tests.ui.lines import CRISIS


@pytest.fixture
def bar(qtbot):
    made = TopBar("SIG1", "C. Morvan")
    qtbot.addWidget(made)
    made.resize(1440, 44)
    made.show()
    return made


def test_the_crises_are_offered_by_title_and_a_closed_one_says_so(bar, qtbot):
    closed = replace(CRISIS, id="2" * 64, title="Crue", open=False)
    bar.show_crises((CRISIS, closed), CRISIS.id)
    assert [bar.crises.itemText(line) for line in range(2)] == ["Incendie Lubrizol — Rouen", "Crue (close)"]
    with qtbot.waitSignal(bar.crisis_chosen) as chosen:
        bar.crises.activated.emit(1)
    assert chosen.args == [closed.id]


def test_acts_are_parted_in_groups_and_only_acts_are_offered_elsewhere(bar):
    bar.add_act("Ouvrir une crise…", list)
    bar.begin_group()
    bar.add_act("Relais du réseau local…", list)
    shown = ["" if one.isSeparator() else one.text() for one in bar.menu.actions()]
    assert shown[:3] == ["Ouvrir une crise…", "", "Relais du réseau local…"]
    assert [one.text() for one in bar.acts()][:2] == ["Ouvrir une crise…", "Relais du réseau local…"]


def test_showing_the_crises_chooses_none(bar, qtbot):
    with qtbot.assertNotEmitted(bar.crisis_chosen):
        bar.show_crises((CRISIS,), CRISIS.id)


def test_code_lead_and_zone_are_in_sight(bar):
    bar.show_crises((CRISIS,), CRISIS.id)
    assert bar._about.text() == "CRI-2026-004 · pilote : INTERIEUR · heure de Paris"


def test_where_there_is_no_room_for_all_the_zone_is_the_last_to_go_and_nothing_is_cut(bar):
    bar.show_crises((CRISIS,), CRISIS.id)
    seen = []
    for width in range(1400, 500, -20):
        bar.resize(width, 44)
        bar.layout().activate()
        seen.append(bar._about.text())
        assert bar._about.fontMetrics().horizontalAdvance(seen[-1]) <= bar._about.width()
    shown = list(dict.fromkeys(seen))
    assert shown[:3] == [
        "CRI-2026-004 · pilote : INTERIEUR · heure de Paris",
        "pilote : INTERIEUR · heure de Paris",
        "heure de Paris",
    ]
    assert "pilote : INTERIEUR" in bar._about.accessibleName()


def test_the_workstation_and_the_role_are_said_in_full_to_a_screen_reader(bar):
    bar.show_crises((CRISIS,), CRISIS.id)
    assert bar._station.text() == "SIG1  C. Morvan, CCOM"
    assert bar._station.accessibleName() == "Poste SIG1, C. Morvan, chef de la cellule communication"


def test_the_way_to_anywhere_looks_like_a_field_and_says_its_key(bar, qtbot):
    assert bar.search.accessibleName() == "Rechercher partout, Ctrl+K"
    with qtbot.waitSignal(bar.search_wanted):
        bar.search.click()


def test_the_key_is_written_only_where_there_is_room_for_it(bar, qapp):
    assert bar.search._key.isVisible()
    bar.search.resize(150, 32)
    assert not bar.search._key.isVisible()
    bar.search.resize(400, 32)
    assert bar.search._key.isVisible()
    theme.apply(qapp, "light", 2.0)
    assert not bar.search._key.isVisible()


def test_every_act_of_the_menu_is_known_those_of_its_submenus_included(bar):
    bar.add_act("Ouvrir une crise…", lambda: None, "Ctrl+Shift+N")
    words = [action.text() for action in bar.acts()]
    assert words[0] == "Ouvrir une crise…"
    assert {"Verrouiller", "Sombre", "150 %"} <= set(words)
    assert "Thème" not in words


def test_the_menu_changes_the_look_and_locks(bar, qtbot):
    actions = {action.text(): action for menu in (bar.menu, *bar._kept) for action in menu.actions()}
    with qtbot.waitSignal(bar.appearance_chosen) as chosen:
        actions["Sombre"].trigger()
    assert chosen.args == ["dark", 1.0]
    with qtbot.waitSignal(bar.appearance_chosen) as chosen:
        actions["150 %"].trigger()
    assert chosen.args == ["light", 1.5]
    with qtbot.waitSignal(bar.lock_wanted):
        actions["Verrouiller"].trigger()


def test_other_acts_can_be_put_in_the_menu(bar, qtbot):
    done = []
    action = bar.add_act("Ouvrir une crise…", lambda: done.append(1))
    action.trigger()
    assert done == [1]
    assert bar.menu.actions()[0] is action
