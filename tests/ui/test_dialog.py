"""No dialog is larger than its screen, whatever the size of the text."""

import importlib
import pkgutil

import pytest
from PySide6.QtWidgets import QDialog

import app.ui
from app.ui import screen, theme
from app.ui.dialog import Dialog


def dialogs(kind: type) -> set[type]:
    return {kind}.union(*(dialogs(one) for one in kind.__subclasses__()))


def test_every_dialog_of_the_window_keeps_to_the_screen():
    for module in pkgutil.iter_modules(app.ui.__path__):
        importlib.import_module(f"app.ui.{module.name}")
    ours = {one for one in dialogs(QDialog) if one.__module__.startswith("app.ui.")}
    assert len(ours) > 50
    assert {one.__name__ for one in ours if not issubclass(one, Dialog)} == set()


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_a_dialog_is_shown_within_its_screen(qtbot, qapp, scale):
    theme.apply(qapp, "light", scale)
    small, large, untold = Dialog(), Dialog(), Dialog()
    for dialog in (small, large, untold):
        qtbot.addWidget(dialog)
    small.resize(300, 200)
    large.resize(20_000, 20_000)
    for dialog in (small, large, untold):
        dialog.show()
    assert (small.width(), small.height()) == (300, 200)
    assert large.size() == screen.room(large)
    assert untold.size() == untold.size().boundedTo(screen.room(untold))
