"""Finding what is on the screen as a person does: by its name, or by the words it shows."""

from PySide6.QtWidgets import QLabel, QPushButton, QWidget


def button(inside: QWidget, name: str) -> QPushButton:
    """The button of that accessible name."""
    shown = [one for one in inside.findChildren(QPushButton) if one.isVisibleTo(inside)]
    found = [one for one in shown if one.accessibleName() == name]
    assert found, f"no button « {name} » among {[one.accessibleName() for one in shown]}"
    return found[-1]


def words(inside: QWidget) -> str:
    """Every label shown, one a line."""
    return "\n".join(one.text() for one in inside.findChildren(QLabel) if one.isVisibleTo(inside))
