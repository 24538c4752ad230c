"""The merge review."""

from PySide6.QtCore import Qt

from app.core.incoming import Incoming
from app.core.merging import Difference, Merge
from app.documents import incoming
from app.ui.import_review import Review
from app.ui.import_work import Plan
from tests.ui.by_name import button, words


def merge(place, *differences, contact="a" * 64):
    return Merge(Incoming(place, {"family_name": place}), place, contact, {}, differences)


FUNCTION = Difference("function", "directrice", "porte-parole", True)
SERVICE = Difference("service", "presse", "web", False)


def review_of(qtbot, *merges):
    plan = Plan(incoming.read(b"Nom;Fonction\nA;b\n", "a.csv"))
    for one in merges:
        plan.take(one)
    review = Review(plan)
    qtbot.addWidget(review)
    review.resize(800, 500)
    review.show()
    return review


def test_ours_theirs_and_what_is_proposed_are_shown_and_nothing_is_chosen(qtbot):
    one = merge("carte 1", FUNCTION, SERVICE)
    review = review_of(qtbot, one)
    shown = words(review)
    assert "directrice" in shown
    assert "porte-parole" in shown
    assert button(review, "Garder la nôtre (proposé)").isEnabled()
    assert review.chosen == {}
    assert review.choices(one) == {"function": "keep", "service": "both"}


def test_a_key_chooses_for_the_contact_and_goes_on_to_the_next(qtbot):
    first, second = merge("carte 1", FUNCTION), merge("carte 2", SERVICE)
    review = review_of(qtbot, first, second)
    qtbot.keyClick(review.list, Qt.Key.Key_3)
    assert review.choices(first) == {"function": "take"}
    assert review.list.current_id == "carte 2"
    qtbot.keyClick(review.list, Qt.Key.Key_1)
    assert review.choices(second) == {"service": "keep"}


def test_one_choice_for_all_holds_for_those_that_are_not_listed_too(qtbot):
    first = merge("carte 1", FUNCTION)
    review = review_of(qtbot, first)
    button(review, "Pour tous : Garder les deux").click()
    assert review.choices(first) == {"function": "both"}
    assert review.choices(merge("carte 9", SERVICE)) == {"service": "both"}


def test_a_private_number_is_among_what_is_added_and_stays_masked(qtbot):
    private = ({"medium": "phone", "value": "+33639981241", "usage": "mobile"},)
    one = Merge(Incoming("carte 1", {"family_name": "Delmas"}, private), "Delmas", "", {"family_name": "Delmas"})
    shown = words(review_of(qtbot, one))
    assert "Numéro privé (mobile)" in shown
    assert "06 39 98 •• 41, gardé à part" in shown
    assert "12 41" not in shown
