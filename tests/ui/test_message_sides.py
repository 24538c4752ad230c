"""What leaves and what stands beside it, visibly apart."""

from app.ui import arrangement, plain
from app.ui.message_checks_part import ChecksPart
from app.ui.message_sides import LEAVES, STAYS, begin_beside, sides
from tests.ui.by_name import words


def test_each_side_says_what_becomes_of_it(qtbot):
    checks = ChecksPart(tuple)
    beside = begin_beside(arrangement.column(), checks)
    signed = arrangement.column(plain.label("Titre"))
    made = sides(signed, beside)
    qtbot.addWidget(made)
    made.resize(900, 400)
    made.show()
    left, right = (made.widget(place) for place in (0, 1))
    assert LEAVES in words(left)
    assert "Titre" in words(left)
    assert STAYS in words(right)
    assert left.widget().property("look") != right.widget().property("look")
