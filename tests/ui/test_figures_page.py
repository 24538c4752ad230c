"""The page of the figures: what disagrees first, the history below, and what one may do."""

from dataclasses import replace

import pytest

from app.core import resources
from app.core.figure_commands import AmendFigure
from app.ui.figures_page import FiguresPage
from tests.ui.by_name import button, words
from tests.ui.figures import count, dispute
from tests.ui.lines import NOW


@pytest.fixture
def page(room, qtbot):
    made = FiguresPage(room.station, lambda: NOW)
    qtbot.addWidget(made)
    made.resize(1256, 686)
    made.show_crisis(room.crisis)
    made.show()
    return made


def values(shown):
    return [(line.value, line.struck) for line in shown.items]


def test_a_crisis_without_figures_says_how_to_write_one(page, qtbot):
    qtbot.waitUntil(lambda: "Aucun chiffre dans cette crise" in words(page))
    assert button(page, "Nouveau chiffre (Ctrl+M)").isEnabled()


def test_the_history_of_the_chosen_indicator_stands_below(room, page, qtbot):
    count(room.mine, room.space, "Décès", "17", "SINUS", 1)
    count(room.mine, room.space, "Décès", "21", "SINUS", 2)
    count(room.mine, room.space, "Blessés", "40", "SDIS 76")
    qtbot.waitUntil(lambda: values(page.figures) == [("40", False), ("21", False)])
    page.figures.choose(page.figures.items[1].id)
    qtbot.waitUntil(lambda: values(page.former) == [("21", False), ("17", True)])
    qtbot.waitUntil(lambda: "21 décès" in words(page.detail))
    assert "2\u00a0chiffres en vigueur" in words(page)


def test_a_disagreement_is_counted_and_shown_first(room, page, qtbot):
    count(room.mine, room.space, "Blessés", "40", "SDIS 76")
    dispute(room.mine, room.space)
    qtbot.waitUntil(lambda: [value for value, _ in values(page.figures)] == ["1\u202f100", "840", "40"])
    qtbot.waitUntil(lambda: page._apart.accessibleName() == "1\u00a0écart")


def test_a_figure_no_longer_in_force_is_shown_when_it_is_asked_for(room, page, qtbot):
    first = count(room.mine, room.space, "Décès", "17", "SINUS", 1)
    count(room.mine, room.space, "Décès", "21", "SINUS", 2)
    page.show_record(first)
    qtbot.waitUntil(lambda: "17 décès" in words(page.detail))
    assert page.figures.items[0].value == "21"
    assert "Remplacé par" in words(page.detail)
    assert page.figures.current_id == ""  # nothing is selected but what is read
    page.figures.choose(page.figures.items[0].id)
    qtbot.waitUntil(lambda: "21 décès" in words(page.detail))


def test_a_figure_replaced_while_it_is_read_stays_and_says_so(room, page, qtbot):
    first = count(room.mine, room.space, "Décès", "17", "SINUS", 1)
    count(room.mine, room.space, "Blessés", "40", "SDIS 76", 1)
    page.show_record(first)
    qtbot.waitUntil(lambda: "17 décès" in words(page.detail))
    assert page.figures.current_id == first
    count(room.mine, room.space, "Décès", "21", "SINUS", 2)
    qtbot.waitUntil(lambda: "Remplacé par" in words(page.detail))
    assert "17 décès" in words(page.detail)
    assert (page.figures.current_id, page.former.current_id) == ("", first)


def test_what_a_colleague_writes_appears_and_the_person_stays_where_he_is(room, page, qtbot):
    one = count(room.mine, room.space, "Décès", "17", "SINUS", 1)
    count(room.mine, room.space, "Blessés", "40", "SDIS 76", 1)
    room.send()
    page.show_record(one)
    qtbot.waitUntil(lambda: "17 décès" in words(page.detail))
    room.colleague.desk.do(AmendFigure(one, {"value": "19"}, "recompte"))
    room.receive()
    qtbot.waitUntil(lambda: "19 décès" in words(page.detail))
    assert page.figures.current_id == one


def test_who_may_only_read_writes_nothing(room, page):
    page.show_crisis(replace(room.crisis, role="OBS"))
    assert not page.new.isEnabled()
    assert not page.bring.isEnabled()
    assert "OBS" in page.new.accessibleDescription()
    page.new_figure()


def test_published_figures_are_brought_in_once_and_a_wrong_file_is_named(room, page, qtbot, tmp_path):
    folder = resources.path("demonstration/figures") / "ministere-sante"
    page.bring_in([folder / "2020-03-22.yaml"])
    qtbot.waitUntil(lambda: "Chiffres importés : 5" in words(page))
    qtbot.waitUntil(lambda: len(page.figures.items) == 5)
    page.bring_in([folder / "2020-03-22.yaml"])
    qtbot.waitUntil(lambda: "déjà au bilan" in words(page))
    (tmp_path / "faux.yaml").write_text("date: [", encoding="utf-8")
    page.bring_in([tmp_path / "faux.yaml"])
    qtbot.waitUntil(lambda: "Refusé : faux.yaml" in words(page))


def test_another_crisis_shows_its_own(room, page, qtbot):
    count(room.mine, room.space, "Décès", "17", "SINUS", 1)
    qtbot.waitUntil(lambda: len(page.figures.items) == 1)
    page.show_crisis(None)
    assert page.figures.items == ()
    assert not page.new.isEnabled()
