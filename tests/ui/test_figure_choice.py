"""Deciding between figures: nothing is chosen in advance, and a reason is asked."""

from app.ui.figure_choice import ChooseDialog, ClearDialog
from tests.ui.figures import count, dispute
from tests.ui.lines import ZONE


def test_nothing_is_chosen_until_a_person_chooses_with_a_reason(room, qtbot):
    one, two = dispute(room.mine, room.space)
    [awaiting] = room.mine.reading.account(room.space).disagreements
    dialog = ChooseDialog(None, room.station, awaiting, ZONE)
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.choice.chosen == ""
    dialog.submit()
    assert "lequel" in dialog.form.refusal
    dialog.choice.choose(two)
    dialog.submit()
    qtbot.waitUntil(lambda: "pourquoi" in dialog.form.refusal)
    dialog.reason.setPlainText("liste nominative")
    dialog.submit()
    qtbot.waitUntil(lambda: not dialog.isVisible())
    account = room.mine.reading.account(room.space)
    assert account.disagreements == ()
    assert account.figures[one].set_aside_by == (two,)


def test_a_figure_is_held_back_with_a_reason_and_cleared_without(room, qtbot):
    one = count(room.mine, room.space, "Décès", "17", "SINUS")
    for publishable, reason in ((True, ""), (False, "familles à prévenir")):
        dialog = ClearDialog(None, room.station, room.mine.reading.figure(one), publishable)
        qtbot.addWidget(dialog)
        dialog.show()
        if reason:
            dialog.submit()
            qtbot.waitUntil(lambda asked=dialog: "pourquoi" in asked.form.refusal)
        dialog.reason.setText(reason)
        dialog.submit()
        qtbot.waitUntil(lambda asked=dialog: not asked.isVisible())
        figure = room.mine.reading.figure(one)
        assert (figure.publishable, figure.clearances[-1].reason) == (publishable, reason)
