"""The small parts of the panels: a state has its word, a refusal stands beside its field."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QDialog, QLineEdit

from app.ui import arrangement, controls


def test_a_button_shows_an_ampersand_and_does_its_act(qtbot):
    pressed = []
    made = controls.button("Air & eau", lambda: pressed.append(1), "primary")
    qtbot.addWidget(made)
    made.click()
    assert (made.text(), made.accessibleName(), pressed) == ("Air && eau", "Air & eau", [1])


def test_a_state_says_its_word_to_a_screen_reader(qtbot):
    sign = controls.Sign("hors_ligne", "Hors ligne", "warning")
    qtbot.addWidget(sign)
    interface = QAccessible.queryAccessibleInterface(sign)
    assert interface.text(QAccessible.Text.Name) == "Hors ligne"
    sign.show_state("en_ligne", "En ligne", "success")
    assert interface.text(QAccessible.Text.Name) == "En ligne"


def test_a_tag_is_wider_than_the_same_state_without_its_box():
    assert controls.sign_width("rectifiee", "rectifiée", boxed=True) > controls.sign_width("rectifiee", "rectifiée")


def test_a_refusal_stays_beside_its_field_until_it_is_accepted(qtbot):
    editor = QLineEdit("04:48")
    box = controls.FieldBox("Heure du fait", editor, "02:48")
    qtbot.addWidget(box)
    box.refuse("04:48 est dans 1 h 32.")
    assert box.refusal == "04:48 est dans 1 h 32."
    assert editor.accessibleDescription() == box.refusal
    box.accept()
    assert (box.refusal, editor.accessibleDescription()) == ("", "")


def test_a_banner_holds_its_words_as_plain_text(qtbot):
    made = controls.banner("warning", "hors_ligne", "<b>Hors ligne</b>")
    qtbot.addWidget(made)
    assert any(child.text() == "<b>Hors ligne</b>" for child in made.findChildren(type(controls.plain.label())))


def test_enter_presses_the_button_that_has_the_keyboard_and_no_other(qtbot):
    pressed = []
    dialog = QDialog()
    qtbot.addWidget(dialog)
    act = controls.button("Signer", lambda: pressed.append("Signer"), "primary")
    act.setDefault(True)
    cancel = controls.button("Annuler", lambda: pressed.append("Annuler"))
    dialog.setLayout(arrangement.column(act, cancel))
    dialog.show()
    qtbot.keyClick(cancel, Qt.Key.Key_Return)
    assert pressed == ["Annuler"]
