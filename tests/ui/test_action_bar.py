"""The acts of a panel."""

from PySide6.QtWidgets import QLineEdit

from app.ui import arrangement
from app.ui.action_bar import ActionBar
from tests.ui.by_name import words


def test_what_cannot_be_done_stays_in_sight_with_its_reason(qtbot):
    done = []
    bar = ActionBar()
    qtbot.addWidget(bar)
    bar.add("sign", "Viser…", lambda: done.append("sign"))
    bar.add("submit", "Soumettre", lambda: done.append("submit"))
    bar.show_reasons({"sign": "la crise est close.", "submit": "la crise est close."})
    bar.show()
    assert bar.button("sign").isVisible()
    assert not bar.button("sign").isEnabled()
    assert words(bar) == "Viser, Soumettre : la crise est close."
    assert bar.button("sign").accessibleDescription() == "la crise est close."
    bar.show_reasons({}, "sign")
    bar.button("sign").click()
    assert done == ["sign"]
    assert bar.button("sign").property("look") == "primary_dense"
    assert bar.button("submit").property("look") == "dense"


def test_the_keyboard_stays_in_the_panel_when_an_act_is_done(qtbot):
    bar, elsewhere = ActionBar(), QLineEdit()
    window = arrangement.panel(arrangement.column(bar, elsewhere))
    qtbot.addWidget(window)
    bar.add("revise", "Nouvelle version…", lambda: None)
    bar.add("submit", "Soumettre", lambda: bar.show_reasons({"submit": "déjà en visa."}))
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    bar.button("submit").setFocus()
    bar.button("submit").click()
    assert bar.button("revise").hasFocus()


def test_an_act_without_words_is_out_of_sight(qtbot):
    bar = ActionBar()
    qtbot.addWidget(bar)
    bar.add("decide", "À décider", lambda: None)
    bar.show()
    bar.show_act("decide", "")
    assert not bar.button("decide").isVisible()
    bar.show_act("decide", "Décider…")
    bar.show_reasons({"decide": "la crise est close."})
    assert bar.button("decide").isVisible()
    assert bar.button("decide").accessibleName() == "Décider…"
    assert words(bar) == "Décider : la crise est close."
