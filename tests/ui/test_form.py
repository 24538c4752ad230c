"""Forms: what was refused stands beside the field it is about."""

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QCheckBox, QPlainTextEdit, QWidget

from app.core.errors import Refused, Unavailable
from app.ui import form, screen, theme
from app.ui.background import Background
from app.ui.form import Form, FormDialog
from app.ui.frame_band import FrameBand


@pytest.fixture
def filled(qtbot):
    made = Form()
    qtbot.addWidget(made)
    made.add("title", "Titre", form.line("Titre"))
    made.add("body text", "Corps", form.area("Corps"))
    made.show()
    return made


def test_a_refusal_goes_to_the_field_it_names(filled):
    filled.refuse(Refused("trop long.", "text"))
    assert filled.refusal == "Refusé : trop long."
    filled.forgive()
    assert filled.refusal == ""


def test_a_refusal_that_names_no_field_is_said_under_them(filled):
    filled.refuse(Refused("non."))
    assert filled.refusal == "Refusé : non."


def test_the_value_of_each_kind_of_field_is_read(qtbot):
    chosen = form.choice("Genre", {"a": "Premier", "b": "Second"}, "b")
    checked = QCheckBox()
    checked.setChecked(True)
    for widget in (chosen, checked):
        qtbot.addWidget(widget)
    assert form.value(chosen) == "b"
    assert form.value(checked) is True
    assert form.value(form.line("x", "  mot ")) == "mot"


def inside(dialog, part: QWidget) -> QRect:
    """Where in the dialog one of its parts stands."""
    return QRect(part.mapTo(dialog, QPoint(0, 0)), part.size())


class Asking(FormDialog):
    def __init__(self, background, outcomes, title="Demande"):
        super().__init__(None, title, "Faire", background)
        self.outcomes = outcomes
        self.put_form()

    def submit(self):
        self.run(self.act_now)

    def act_now(self):
        outcome = self.outcomes.pop(0)
        if isinstance(outcome, Exception):
            raise outcome
        return outcome


def test_a_dialog_closes_only_when_its_act_is_done(qtbot, qapp):
    background = Background()
    failed = []
    background.failed.connect(failed.append)
    dialog = Asking(background, [Refused("non."), Unavailable("le disque est plein."), 1])
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.submit()
    qtbot.waitUntil(lambda: dialog.form.refusal == "Refusé : non.")
    assert failed == []
    dialog.submit()
    qtbot.waitUntil(lambda: dialog.form.refusal == "le disque est plein.")
    assert len(failed) == 1
    with qtbot.waitSignal(dialog.accepted):
        qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    background.close()


def test_a_dialog_that_acts_in_a_crisis_repeats_its_frame(qtbot, qapp):
    background = Background()
    dialog = Asking(background, [])
    qtbot.addWidget(dialog)
    dialog.show_frame("real")
    dialog.show()
    band = dialog.findChild(FrameBand)
    assert band.accessibleName() == "Cadre : RÉEL"
    assert band.y() == 0
    background.close()


def test_the_keyboard_begins_at_the_first_field(qtbot):
    background = Background()
    dialog = Asking(background, [])
    qtbot.addWidget(dialog)
    field = form.line("Titre")
    dialog.form.add("title", "Titre", field)
    dialog.show()
    assert dialog.focusWidget() is field
    background.close()


def test_what_a_form_holds_is_read_from_all_its_fields(filled):
    before = filled.held()
    filled.findChild(QPlainTextEdit).setPlainText("Restez à l’abri")
    assert (before, filled.held()) == (["", ""], ["", "Restez à l’abri"])


def test_with_large_text_a_long_form_scrolls_and_its_act_stays_in_reach(qtbot, qapp):
    theme.apply(qapp, "light", 2.0)
    background = Background()
    dialog = Asking(background, [])
    qtbot.addWidget(dialog)
    dialog.show_frame("exercise")
    for place in range(30):
        dialog.form.add(f"champ_{place}", f"Champ {place}", form.line(f"Champ {place}"))
    dialog.resize(theme.size(700), theme.size(700))
    dialog.show()
    room = screen.room(dialog)
    assert dialog.size() == dialog.size().boundedTo(room)
    for part in (dialog.findChild(FrameBand), dialog.heading, dialog.act):
        assert dialog.rect().contains(inside(dialog, part))
    dialog.form.refuse(Refused("trop long.", "champ_29"))
    qtbot.waitUntil(lambda: inside(dialog, dialog.form.box("champ_29")).bottom() <= inside(dialog, dialog.foot).top())
    assert inside(dialog, dialog.form.box("champ_29")).top() > inside(dialog, dialog.heading).bottom()
    background.close()


def test_a_title_too_long_for_the_screen_goes_to_the_line(qtbot, qapp):
    theme.apply(qapp, "light", 2.0)
    background = Background()
    for words, wrapped in (("Demande", False), ("Retirer " + "Marie-Antoinette " * 12, True)):
        dialog = Asking(background, [], words)
        qtbot.addWidget(dialog)
        dialog.show()
        assert dialog.heading.wordWrap() is wrapped
        assert dialog.width() <= screen.room(dialog).width()
    background.close()
