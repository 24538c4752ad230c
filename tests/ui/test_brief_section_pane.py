"""A section while it is composed: its words, then its lines."""

import pytest

from app.core.brief_choices import moved, taken, without_object, written
from app.core.brief_formats import AHEAD, ESSENTIAL, MEASURES, SITUATION
from app.core.composition import Composition
from app.ui.brief_section_pane import SectionPane
from tests.ui.briefs import measures, propose, tell
from tests.ui.by_name import words


@pytest.fixture
def pane(qtbot):
    made = SectionPane()
    qtbot.addWidget(made)
    made.resize(430, 600)
    made.show()
    return made


def show(pane, cell, number, composed=Composition(), **more):  # noqa: B008 - a value
    proposal = propose(cell)
    offer = next(one for one in proposal.offers if one.number == number)
    pane.show_section(offer, proposal, composed, frozenset(), **more)
    return offer


def test_the_lines_at_the_head_are_proposed_and_may_be_had_back(pane, cell, qtbot):
    tell(cell, "Reprise de feu")
    offer = show(pane, cell, ESSENTIAL)
    assert pane.text.toPlainText() == "Reprise de feu"
    assert not pane.back.isVisible()
    show(pane, cell, ESSENTIAL, written(Composition(), offer, "Autre chose."))
    assert pane.back.isVisible()
    with qtbot.waitSignal(pane.typed) as told:
        pane.back.click()
    assert told.args == ["Reprise de feu"]


def test_more_lines_than_are_read_at_a_glance_are_told(pane, cell):
    offer = show(pane, cell, ESSENTIAL)
    show(pane, cell, ESSENTIAL, written(Composition(), offer, "\n".join("abcdef")))
    assert "6\u00a0lignes sur 5 au plus" in words(pane)
    assert pane._said.property("tone") == "warning"


def test_an_empty_section_may_say_why(pane, cell, qtbot):
    show(pane, cell, AHEAD)
    assert pane.reason.isVisible()
    assert not pane.list.isVisible()
    with qtbot.waitSignal(pane.reasoned) as told:
        pane.reason.setText("vent nul")
        pane.reason.textEdited.emit("vent nul")
    assert told.args == ["vent nul"]
    show(pane, cell, AHEAD, without_object(Composition(), AHEAD, "vent nul"))
    assert pane.reason.text() == "vent nul"


def test_a_section_that_says_something_asks_for_no_reason(pane, cell):
    measures(cell)
    offer = show(pane, cell, MEASURES)
    assert not pane.reason.isVisible()
    show(pane, cell, MEASURES, taken(Composition(), offer.groups[0].picks, False))
    assert pane.reason.isVisible()


def test_a_chronology_keeps_its_hours_and_says_so(pane, cell):
    tell(cell, "Reprise de feu")
    tell(cell, "Propagation stoppée")
    show(pane, cell, SITUATION)
    assert not pane.down.isEnabled()
    assert "Une chronologie garde l’ordre des heures." in pane.down.accessibleDescription()


def test_the_first_line_goes_down_and_the_last_up(pane, cell):
    measures(cell)
    offer = show(pane, cell, MEASURES)
    assert (pane.up.isEnabled(), pane.down.isEnabled()) == (False, True)
    key = offer.groups[0].picks[0].key
    show(pane, cell, MEASURES, moved(Composition(), offer, key, 2))
    assert pane.list.current.id == key
    assert (pane.up.isEnabled(), pane.down.isEnabled()) == (True, False)


def test_what_is_typed_elsewhere_leaves_the_caret_where_it_was(pane, cell):
    offer = show(pane, cell, AHEAD)
    show(pane, cell, AHEAD, written(Composition(), offer, "Vent au nord."))
    cursor = pane.text.textCursor()
    cursor.setPosition(4)
    pane.text.setTextCursor(cursor)
    show(pane, cell, AHEAD, written(Composition(), offer, "Vent au nord-est."))
    assert pane.text.textCursor().position() == 4


def test_one_goes_to_a_line_of_the_text_and_to_a_line_of_the_list(pane, cell):
    measures(cell)
    offer = show(pane, cell, MEASURES, Composition(texts={MEASURES: "Un.\nDeux."}))
    pane.go_to_line(2)
    assert (pane.text.textCursor().position(), pane.text.textCursor().hasSelection()) == (len("Un.\nDeux."), False)
    pane.go_to_pick(offer.groups[0].picks[2].key)
    assert pane.list.current.words == "Mesure 2"


def test_only_the_placeholder_that_is_named_is_ready_to_be_typed_over(pane, cell, qtbot):
    text = "Un.\nAppelez le [numéro] dès [heure], puis restez."
    show(pane, cell, AHEAD, Composition(texts={AHEAD: text}))
    pane.go_to_line(2, "[heure] en section 5, ligne 2.")
    assert pane.text.textCursor().selectedText() == "[heure]"
    qtbot.keyClicks(pane.text, "8 h")
    assert pane.text.toPlainText() == "Un.\nAppelez le [numéro] dès 8 h, puis restez."
