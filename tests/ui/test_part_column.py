"""What did not change is not drawn again; what is being read does not move; the keyboard stays where it was."""

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from app.ui import arrangement, controls, plain
from app.ui.part_column import Part, PartColumn


def tall(words: str, height: int = 120, button: str = "") -> QWidget:
    label = plain.label(words)
    label.setFixedHeight(height)
    acts = [controls.button(button, lambda: None)] if button else []
    return arrangement.panel(arrangement.column(label, *acts))


def part(name: str, words: str, height: int = 120, button: str = "") -> Part:
    return Part(name, (words, height), lambda: tall(words, height, button))


@pytest.fixture
def column(qtbot):
    made = PartColumn()
    qtbot.addWidget(made)
    made.resize(300, 250)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def words(column) -> list[str]:
    return [label.text() for label in column.findChildren(QLabel) if label.isVisibleTo(column)]


def test_only_what_changed_is_drawn_again(column):
    column.show_parts([part("a", "un"), part("b", "deux")])
    first, second = column.part("a"), column.part("b")
    column.show_parts([part("a", "un"), part("b", "trois")])
    assert column.part("a") is first
    assert column.part("b") is not second
    assert words(column) == ["un", "trois"]


def test_a_part_that_comes_above_does_not_move_what_is_read(column):
    column.show_parts([part("a", "un"), part("b", "deux"), part("c", "trois"), part("d", "quatre")])
    column.scroll_to(200)
    read = column.part("b").y() - column.bar
    column.show_parts([part("a", "un"), part("new", "bandeau", 60), part("b", "deux"), *[part("c", "trois", 300)]])
    assert column.part("b").y() - column.bar == read
    assert column.bar > 200


def test_at_the_very_top_what_is_new_shows(column):
    column.show_parts([part("a", "un"), part("b", "deux"), part("c", "trois")])
    column.show_parts([part("new", "bandeau"), part("a", "un"), part("b", "deux"), part("c", "trois")])
    assert column.bar == 0


def test_another_record_is_read_from_its_top(column):
    column.show_parts([part("a", "un"), part("b", "deux"), part("c", "trois")])
    column.scroll_to(80)
    column.show_parts([part("a", "quatre"), part("b", "deux"), part("c", "trois")], from_top=True)
    assert column.bar == 0
    assert words(column) == ["quatre", "deux", "trois"]


def test_in_another_dress_everything_is_drawn_again_and_stays_where_it_was(column):
    column.show_parts([part("a", "un"), part("b", "deux"), part("c", "trois")])
    column.scroll_to(80)
    former = column.part("a")
    column.forget()
    column.show_parts([part("a", "un"), part("b", "deux"), part("c", "trois")])
    assert column.part("a") is not former
    assert column.bar == 80


def test_the_keyboard_stays_on_the_button_that_is_drawn_again(column, qtbot):
    column.show_parts([part("a", "un", button="Trancher"), part("b", "deux", button="Copier")])
    column.findChildren(QPushButton)[1].setFocus()
    column.show_parts([part("a", "un", button="Trancher"), part("b", "autre", button="Copier")])
    assert QApplication.focusWidget().accessibleName() == "Copier"
    assert column.part("b").isAncestorOf(QApplication.focusWidget())


def test_the_keyboard_goes_down_the_page_in_the_order_it_is_read(column, qtbot):
    column.show_parts([part("a", "un", button="Un"), part("c", "trois", button="Trois")])
    column.show_parts(
        [part("a", "un", button="Un"), part("b", "deux", button="Deux"), part("c", "trois", button="Trois")]
    )
    first = next(one for one in column.findChildren(QPushButton) if one.accessibleName() == "Un")
    assert first.nextInFocusChain().accessibleName() == "Deux"


def test_tab_goes_from_what_was_drawn_again_to_what_stands_after_the_column(qtbot):
    window, column, after, last = QWidget(), PartColumn(), QPushButton("Après"), QPushButton("Dernier")
    qtbot.addWidget(window)
    window.setLayout(arrangement.column(column, after, last))
    window.show()
    for words in ("un", "deux"):
        column.show_parts([part(name, words, button=f"{name} {words}") for name in ("a", "b")])
    stops, here = [], column.part("a").findChild(QPushButton)
    while here is not last:
        stops += [here.text()] if isinstance(here, QPushButton) and here.isVisible() else []
        here = here.nextInFocusChain()
    assert stops == ["a deux", "b deux", "Après"]
