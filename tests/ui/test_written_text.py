"""A text being written."""

from pathlib import Path

from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QKeyEvent

from app.ui import arrangement, text_marks, theme
from app.ui.written_text import WrittenText


def written(qtbot, text="", **kinds):
    field = WrittenText("Corps", text, **kinds)
    qtbot.addWidget(field)
    field.resize(400, field.sizeHint().height())
    field.show()
    return field


def pasted(text):
    data = QMimeData()
    data.setText(text)
    return data


def test_no_break_spaces_come_out_as_they_went_in(qtbot):
    text = "« Restez »\u00a0: 3\u202f000 personnes\nà l’abri\u00a0!"
    assert written(qtbot, text).text == text


def test_it_is_as_tall_as_what_it_holds(qtbot):
    field = written(qtbot, "une ligne", lines=2)
    low = field.height()
    field.write("ligne\n" * 12)
    assert field.height() > low * 3
    field.write("une ligne")
    assert field.height() == low


def test_larger_text_makes_it_taller(qtbot, qapp):
    field = written(qtbot, "une ligne")
    low = field.height()
    theme.apply(qapp, "dark", 2.0)
    assert field.height() > low * 1.3


def test_pasted_words_are_plain_and_what_was_removed_is_said(qtbot):
    field = written(qtbot)
    said = []
    field.noted.connect(said.append)
    field.insertFromMimeData(pasted("•\tres\u200btez\u00ad à l’abri\ufeff"))
    assert field.text == "– restez à l’abri"
    assert said == ["Collé : 3 caractères invisibles retirés."]


def test_a_page_copied_without_plain_text_gives_its_words(qtbot):
    field = written(qtbot)
    data = QMimeData()
    data.setHtml("<p>Restez <b>à l’abri</b></p><ul><li>fermez</li></ul><img src='file:///etc/passwd'>")
    field.insertFromMimeData(data)
    assert field.text == "Restez à l’abri\n– fermez"


def test_a_title_stays_on_one_line(qtbot):
    field = written(qtbot, single=True)
    field.insertFromMimeData(pasted("deux\nlignes"))
    assert field.text == "deux lignes"
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert field.text == "deux lignes"


def test_files_are_handed_on_and_not_pasted_as_paths(qtbot, tmp_path):
    field = written(qtbot)
    brought = []
    field.brought.connect(brought.extend)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "texte.docx"))])
    field.insertFromMimeData(data)
    assert brought == [Path(tmp_path / "texte.docx")]
    assert field.text == ""


def test_what_is_to_be_looked_at_is_said_in_words_too(qtbot):
    text = "Le ministere [numéro] m\u0430ire"
    field = written(qtbot, text)
    field.show_checked(text, text_marks.checked(text, "fr", ()))
    said = field.accessibleDescription()
    assert said.startswith("à compléter : [numéro] ; mot inconnu : ministere ; ")
    assert "cyrillique (U+0430), dessiné comme « a »" in said
    assert len(field.extraSelections()) == len(field.marks)
    field.repaint()


def test_marks_follow_their_words_while_one_types_elsewhere(qtbot):
    text = "Le ministere dit. Le prefet aussi."
    field = written(qtbot, text)
    field.show_checked(text, text_marks.checked(text, "fr", ()))
    qtbot.keyClicks(field, "Ici, ")
    assert [(mark.words, field.text[mark.position :][: mark.length]) for mark in field.marks] == [
        ("ministere", "ministere"),
        ("prefet", "prefet"),
    ]


def test_what_was_checked_before_the_last_key_is_not_shown(qtbot):
    field = written(qtbot, "ministere")
    marks = text_marks.checked("ministere", "fr", ())
    field.write("ministère")
    field.show_checked("ministere", marks)
    assert field.marks == ()


def test_a_word_is_replaced_where_it_stands_and_can_be_had_again(qtbot):
    field = written(qtbot, "Le ministere dit.")
    (mark,) = text_marks.checked(field.text, "fr", ())
    field.put_instead(mark, "ministère")
    assert field.text == "Le ministère dit."
    field.undo()
    assert field.text == "Le ministere dit."


def test_what_is_marked_is_gone_to_with_the_page(qtbot):
    field = WrittenText("Corps", "ligne\n" * 200 + "[numéro]")
    page = arrangement.scroll(arrangement.panel(arrangement.column(field)))
    qtbot.addWidget(page)
    page.resize(400, 300)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(lambda: page.verticalScrollBar().maximum() > 0)
    field.setFocus()
    field.go_to(field.marks[0])
    assert field.textCursor().selectedText() == "[numéro]"
    qtbot.waitUntil(lambda: page.verticalScrollBar().value() > page.verticalScrollBar().maximum() // 2)


def test_control_enter_is_left_to_the_window(qtbot):
    field = written(qtbot, "texte")
    event = QKeyEvent(QKeyEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    field.keyPressEvent(event)
    assert not event.isAccepted()
    assert field.text == "texte"
