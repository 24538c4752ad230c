"""The rows of a detail: words are plain and whole for a screen reader, links are reached by keyboard."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from app.ui import detail_rows


def test_a_line_says_its_name_with_each_of_its_values(qtbot):
    row = detail_rows.holder(detail_rows.line("Lieu", "Rouen (76540)", "aussi : Petit-Quevilly"))
    qtbot.addWidget(row)
    names = [label.accessibleName() for label in row.findChildren(QLabel)]
    assert "Lieu : Rouen (76540)" in names
    assert "Lieu : aussi : Petit-Quevilly" in names


def test_words_without_a_space_do_not_widen_the_panel(qtbot):
    row = detail_rows.holder(detail_rows.line("Référence", "x" * 200))
    qtbot.addWidget(row)
    label = row.findChildren(QLabel)[-1]
    assert label.accessibleName() == f"Référence : {'x' * 200}"
    assert label.minimumSizeHint().width() < 200


def test_words_are_shown_letter_for_letter(qtbot):
    label = detail_rows.words("<b>R&D</b>")
    qtbot.addWidget(label)
    assert label.text() == "<b>R&D</b>"
    assert label.textFormat() == Qt.TextFormat.PlainText


def test_a_link_is_pressed_from_the_keyboard(qtbot):
    pressed = []
    made = detail_rows.link("SIG1-0139", lambda: pressed.append(1), "suite de SIG1-0139")
    qtbot.addWidget(made)
    qtbot.keyClick(made, Qt.Key.Key_Return)
    assert pressed == [1]
    assert made.focusPolicy() & Qt.FocusPolicy.TabFocus
    assert made.accessibleName() == "suite de SIG1-0139"
