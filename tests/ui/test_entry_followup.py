"""Who deals with an entry, before when, and the steps it went through."""

import pytest

from app.ui import entry_followup
from tests.ui import by_name
from tests.ui.lines import NOW, ZONE, at
from tests.ui.whole_entry import entry, said, step


def drawn(qtbot, unfolded=False, unfold=lambda: None, **changes):
    made = entry_followup.followup(entry(**changes), ZONE, NOW, unfolded, unfold).draw()
    qtbot.addWidget(made)
    return made


def test_who_deals_with_it_and_before_when(qtbot):
    words = said(drawn(qtbot))
    assert "C. Morvan" in words
    assert "avant 03:30" in words
    assert "retard" not in words
    assert "non attribué" in said(drawn(qtbot, assigned=None, due=None))


@pytest.mark.parametrize(
    ("hour", "triage", "words"),
    [
        ((3, 30), "to_decide", ""),
        ((3, 42), "to_decide", "en retard de 12 min"),
        ((5, 35), "to_pass_on", "en retard de 2 h 05"),
        ((5, 35), "closed", ""),
    ],
)
def test_what_is_late_says_by_how_much_until_it_is_closed(hour, triage, words):
    assert entry_followup.late(entry(triage=triage), at(24, *hour)) == words


def test_every_step_is_kept_with_who_when_and_the_reason_of_a_return(qtbot):
    steps = (step("to_decide", 7), step("to_pass_on", 9), step("to_decide", 12, "second avis", rank=None))
    few = drawn(qtbot, triaged=steps)
    assert "03:07" not in said(few)
    asked = []
    made = drawn(qtbot, triaged=steps, unfold=lambda: asked.append(1))
    by_name.button(made, "Afficher les 3 étapes").click()
    assert asked == [1]
    words = said(drawn(qtbot, triaged=steps, unfolded=True))
    for part in ("03:07", "03:09", "03:12", "C. Morvan (CCOM)", "Motif : second avis", "en attente d’envoi"):
        assert part in words
    order = [one.split(",")[0] for _, one, _ in entry_followup.history(entry(triaged=steps), ZONE)]
    assert order[0].endswith("03:12")
