"""People take turns in the order shown, which is changed with a key."""

from app.core.rotations import Turn
from app.ui.duty_turns import Turns


def test_the_order_is_that_of_the_rows_and_empty_rows_are_nobody(room, qtbot):
    turns = Turns(room.station, "")
    qtbot.addWidget(turns)
    turns.rows[0].holder.setText("Florence Delmas")
    turns.rows[1].deputy.setText("Anne Roussel")
    turns.add()
    turns.rows[1].earlier.click()
    assert turns.turns == (
        (Turn("", "", "", "Anne Roussel"), "Anne Roussel (suppléant)"),
        (Turn("", "Florence Delmas"), "Florence Delmas"),
    )
    assert [row.number.text() for row in turns.rows] == ["1.", "2.", "3."]
    assert not turns.rows[0].earlier.isEnabled()
