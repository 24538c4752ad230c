"""Where the window can go and what it can do, once each."""

from dataclasses import replace
from functools import partial

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from app.ui import window_goals
from app.ui.section import Section
from tests.ui.lines import CRISIS


def section(key: str, word: str) -> Section:
    return Section(key, word, "journal", QWidget(), lambda crisis: None)


def act(words: str, key: str = "") -> QAction:
    made = QAction(words)
    made.setShortcut(key)
    return made


def test_the_pages_on_offer_are_goals_with_their_keys(qapp):
    gone = []
    sections = [section("journal", "Main courante"), section("conflicts", "Conflits"), section("briefs", "Briefs")]
    goals = window_goals.pages(sections, gone.append, ["journal", "briefs"])
    assert [(goal.words, goal.key) for goal in goals] == [("Main courante", "Ctrl+1"), ("Briefs", "Ctrl+3")]
    goals[1].go()
    assert gone == ["briefs"]


def test_the_other_crises_are_goals_and_a_closed_one_says_so():
    chosen = []
    closed = replace(CRISIS, id="2" * 64, title="Crue", open=False)
    (goal,) = window_goals.crises([CRISIS, closed], CRISIS.id, chosen.append)
    assert (goal.words, goal.note) == ("Crue", "CRI-2026-004 · close")
    goal.go()
    assert chosen == [closed.id]


def test_an_act_is_offered_once_and_not_while_it_cannot_be_done(qapp):
    off = act("Exporter…")
    off.setEnabled(False)
    acts = [act("Avis", "F8"), act("Avis"), off, act("")]
    assert [(goal.words, goal.key) for goal in window_goals.acts(acts)] == [("Avis", "F8")]


def test_an_act_of_a_page_brings_it_on_screen_first(qapp):
    done, action = [], act("Filtrer", "Ctrl+Shift+F")
    action.triggered.connect(lambda: done.append("filter"))
    (goal,) = window_goals.acts([action], lambda: done.append("page"))
    goal.go()
    assert done == ["page", "filter"]


def test_the_keys_are_under_the_place_they_work_in(qapp):
    journal = section("journal", "Main courante")
    read = QAction("Lu", journal.page)
    read.setShortcut("L")
    goals = window_goals.keys([act("Avis", "F8"), act("Sans touche")], [journal])
    assert [(goal.group, goal.words, goal.key) for goal in goals] == [
        ("Partout", "Avis", "F8"),
        ("Main courante", "Lu", "L"),
    ]


def test_what_a_page_offers_to_begin_brings_it_on_screen_first():
    done = []
    directory = replace(
        section("directory", "Annuaire"), offered=lambda: [("Nouvelle astreinte…", partial(done.append, "new"))]
    )
    (goal,) = window_goals.offered([section("journal", "Main courante"), directory], done.append)
    assert goal.words == "Nouvelle astreinte…"
    goal.go()
    assert done == ["directory", "new"]
