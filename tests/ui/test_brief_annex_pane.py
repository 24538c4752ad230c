"""What may follow a brief in its annex."""

from app.core.composition import Composition
from app.core.message_commands import Dispatch
from app.ui.brief_annex_pane import AnnexPane
from tests.ui.briefs import propose


def pane_of(cell, qtbot, composed=Composition(), moved=None):  # noqa: B008 - a value
    made = AnnexPane()
    qtbot.addWidget(made)
    made.show_annexes(propose(cell), composed, frozenset(), moved or {})
    made.show()
    return made


def test_what_would_be_empty_cannot_be_wanted(cell, qtbot):
    pane = pane_of(cell, qtbot)
    assert pane.boxes["lines"].text() == "Éléments de langage en vigueur : rien"
    assert not pane.boxes["lines"].isEnabled()
    assert pane.list.items == ()


def test_a_text_in_force_is_offered_whole(cell, qtbot):
    message = cell.cleared()
    cell.do(cell.head, Dispatch(message, None, "press", "AFP", degraded="réseau coupé"))
    pane = pane_of(cell, qtbot)
    assert pane.boxes["lines"].isChecked()
    assert pane.list.items[1].words == "Restez à l’abri"
    with qtbot.waitSignal(pane.wanted) as told:
        pane.boxes["lines"].click()
    assert told.args == ["lines", False]
    assert pane_of(cell, qtbot, Composition(annexes=())).list.items == ()


def test_what_overflows_is_named(cell, qtbot):
    pane = pane_of(cell, qtbot, moved={4: "Mesures prises déborde : 12 lignes en annexe A."})
    assert pane.overflow.isVisible()
    assert "12 lignes en annexe A" in pane.overflow.text()
