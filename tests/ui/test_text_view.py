"""A text to be read, with marks by range."""

from app.core.differences import compare
from app.ui import theme
from app.ui.text_view import FRAMED, TextView


def formats(view):
    """(words, struck, underlined, framed) for each run of one look."""
    found = []
    block = view.document().begin()
    while block.isValid():
        iterator = block.begin()
        while not iterator.atEnd():
            fragment = iterator.fragment()
            look = fragment.charFormat()
            found.append((fragment.text(), look.fontStrikeOut(), look.fontUnderline(), bool(look.property(FRAMED))))
            iterator += 1
        block = block.next()
    return found


def view_of(qtbot):
    view = TextView("Corps")
    qtbot.addWidget(view)
    view.resize(400, 40)
    view.show()
    return view


def test_what_was_removed_is_struck_and_what_was_added_underlined(qtbot):
    view = view_of(qtbot)
    view.show_pieces(compare("douze communes", "treize communes"))
    assert ("douze", True, False, False) in formats(view)
    assert ("treize", False, True, False) in formats(view)


def test_a_blank_to_fill_is_framed_even_after_an_emoji(qtbot):
    view = view_of(qtbot)
    view.show_text("🔥 Numéro : [numéro].", ["[numéro]"])
    assert ("[numéro]", False, False, True) in formats(view)
    assert len(list(view._frames())) == 1


def test_markup_stays_letters(qtbot):
    view = view_of(qtbot)
    view.show_text("<img src='file:///etc/passwd'> & <b>")
    assert view.toPlainText() == "<img src='file:///etc/passwd'> & <b>"


def test_the_view_is_as_tall_as_its_text(qtbot):
    view = view_of(qtbot)
    view.show_text("une ligne")
    low = view.height()
    view.show_text("mot " * 200)
    assert view.height() > 3 * low


def test_another_theme_and_size_dress_the_text_again(qtbot, qapp):
    view = view_of(qtbot)
    view.show_text("Restez à l’abri.")
    low = view.height()
    theme.apply(qapp, "dark", 2.0)
    cursor = view.textCursor()
    cursor.setPosition(1)
    assert cursor.charFormat().foreground().color() == theme.current().text
    assert view.height() > low


def test_it_is_read_and_never_written(qtbot):
    view = view_of(qtbot)
    view.show_text("texte")
    qtbot.keyClicks(view, "x")
    assert view.toPlainText() == "texte"
