"""What is still to be looked at in a text."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor

from app.ui import arrangement, text_marks
from app.ui.message_checks_part import ChecksPart
from app.ui.written_text import WrittenText


def fields_of(qtbot, *texts):
    fields = [WrittenText(name, text) for name, text in zip(("Titre", "Corps"), texts, strict=False)]
    window = arrangement.panel(arrangement.column(*fields))
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    for field in fields:
        field.show_checked(field.text, text_marks.checked(field.text, "fr", ()))
    part = ChecksPart(lambda: fields)
    window.layout().addWidget(part)
    return window, part, fields


def lines(part):
    return [part.list.item(place).text() for place in range(part.list.count())]


def test_blanks_come_first_and_each_line_names_its_field(qtbot):
    _window, part, _ = fields_of(qtbot, "Le ministere", "Numéro : [numéro], m\u0430ire")
    assert lines(part)[0] == "Corps · à compléter : [numéro]"
    assert lines(part)[1] == "Titre · mot inconnu : ministere"
    assert "cyrillique" in lines(part)[-1]
    assert part.said.text().replace("\u00a0", " ") == "1 passage à compléter · 2 mots inconnus · 1 caractère douteux"


def test_nothing_to_look_at_is_said(qtbot):
    _window, part, _ = fields_of(qtbot, "Titre", "Corps")
    assert part.said.text() == "Rien à compléter ni à vérifier"
    assert not part.list.isVisible()


def test_enter_goes_to_what_the_line_names(qtbot):
    _window, part, (_, body) = fields_of(qtbot, "Titre", "Numéro : [numéro]")
    part.list.setCurrentRow(0)
    qtbot.keyClick(part.list, Qt.Key.Key_Return)
    assert body.textCursor().selectedText() == "[numéro]"


def test_f4_goes_round_the_blanks_and_f7_round_the_rest(qtbot):
    _window, part, (title, body) = fields_of(qtbot, "Le ministere [a]", "Le prefet [b]")
    body.moveCursor(QTextCursor.MoveOperation.Start)
    body.setFocus()
    qtbot.waitUntil(body.hasFocus)
    part.go_next(blank=True)
    assert body.textCursor().selectedText() == "[b]"
    qtbot.waitUntil(body.hasFocus)
    part.go_next(blank=True)
    assert title.textCursor().selectedText() == "[a]"
    qtbot.waitUntil(title.hasFocus)
    part.go_next(blank=False)
    assert body.textCursor().selectedText() == "prefet"
