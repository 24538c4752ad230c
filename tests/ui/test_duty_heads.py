"""The legend names each kind of bar, and counts what is wrong."""

from app.ui.duty_heads import DutyHeads, DutyLegend
from app.ui.duty_spans import GAP, OVERLAP
from app.ui.duty_week import DutyWeek


def test_the_legend_counts_gaps_and_overlaps(qtbot):
    legend = DutyLegend()
    qtbot.addWidget(legend)
    before = legend.sizeHint().width()
    legend.show_counts({GAP: 3, OVERLAP: 0})
    assert legend.accessibleDescription() == "titulaire, suppléant, renfort, recouvrement, lacune 3"
    assert legend.sizeHint().width() > before
    assert not legend.grab().isNull()


def test_without_a_week_the_head_is_empty(qtbot):
    week = DutyWeek("Semaine")
    heads = DutyHeads(week)
    for one in (week, heads):
        qtbot.addWidget(one)
    assert not heads.grab().isNull()
