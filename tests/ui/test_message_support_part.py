"""Facts and figures picked as one types."""

from PySide6.QtCore import Qt

from app.ui.controls import Sign
from app.ui.message_grounds import Ground
from app.ui.message_support_part import SupportPart
from tests.ui.by_name import button, words
from tests.ui.test_message_grounds import facts


def part_of(cell, qtbot):
    part = SupportPart(cell.station(cell.writer), cell.space, lambda: "Europe/Paris")
    qtbot.addWidget(part)
    part.resize(400, 500)
    part.show()
    part.activateWindow()
    part.search.setFocus()
    qtbot.waitUntil(part.search.hasFocus)
    return part


def test_enter_takes_what_answers_and_the_search_is_free_again(cell, qtbot):
    products, air = facts(cell)
    part = part_of(cell, qtbot)
    qtbot.keyClicks(part.search, "produits")
    qtbot.waitUntil(lambda: part.found.count() == 1)
    qtbot.keyClick(part.search, Qt.Key.Key_Return)
    assert part.records == (products.id,)
    assert part.search.text() == ""
    qtbot.waitUntil(lambda: products.label in words(part))
    qtbot.keyClick(part.search, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: part.found.isVisible() and part.found.count() == 1)
    qtbot.keyClick(part.search, Qt.Key.Key_Return)
    assert part.records == (products.id, air.id)


def test_one_is_taken_away_by_its_own_button(cell, qtbot):
    products, _ = facts(cell)
    part = part_of(cell, qtbot)
    part.fill([products.id])
    qtbot.waitUntil(lambda: len(part.grounds) == 1)
    changes = []
    part.changed.connect(lambda: changes.append(1))
    qtbot.waitUntil(lambda: products.label in words(part))
    button(part, f"Retirer {products.label}, recoupé, Nature des produits").click()
    assert (part.records, len(changes)) == ((), 1)


def test_a_fact_that_moved_says_what_it_says_now(cell, qtbot):
    part = part_of(cell, qtbot)
    part.fill(["a" * 64])
    state = ("a_reexaminer", "rectifié 03:09, à réexaminer", "warning")
    part.know([Ground("a" * 64, "SIG1-0147", "Nature", state, "Huiles", "Additifs")])
    qtbot.waitUntil(lambda: "Nature" in words(part))
    assert [sign.accessibleName() for sign in part.findChildren(Sign)] == ["rectifié 03:09, à réexaminer"]
    assert "Dit maintenant : Additifs" in words(part)


def test_nothing_found_is_said(cell, qtbot):
    part = part_of(cell, qtbot)
    qtbot.keyClicks(part.search, "introuvable")
    qtbot.waitUntil(part.none.isVisible)
    qtbot.keyClick(part.search, Qt.Key.Key_Return)
    assert part.records == ()
