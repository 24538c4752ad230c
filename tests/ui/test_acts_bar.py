"""The acts in sight, each refusal beside them."""

from app.ui.acts_bar import ActsBar
from app.ui.message_acts import Act
from tests.ui.by_name import words

SIGN, SEND, BACK = Act("sign", "Viser…", None), Act("send", "Diffuser…", None), Act("back", "Retourner…", None)


def bar_of(qtbot, *acts, refused=(), primary=""):
    pressed = []
    bar = ActsBar(pressed.append, lambda: pressed.append("more"))
    bar.pressed = pressed
    qtbot.addWidget(bar)
    bar.resize(400, 120)
    bar.show_acts(acts, dict(refused), primary)
    bar.show()
    return bar


def test_a_refused_act_stays_in_sight_with_its_reason_beside(qtbot):
    bar = bar_of(qtbot, SIGN, SEND, refused=[("send", "il manque 2 choses.")], primary="sign")
    assert bar.button("sign").property("look") == "primary_dense"
    assert not bar.button("send").isEnabled()
    assert bar.button("send").accessibleDescription() == "il manque 2 choses."
    assert "Diffuser : il manque 2 choses." in words(bar)


def test_pressing_says_which_act_and_the_rest_is_behind_one_button(qtbot):
    bar = bar_of(qtbot, SIGN, BACK)
    bar.button("back").click()
    bar.more.click()
    assert bar.pressed == ["back", "more"]


def test_the_order_follows_and_what_goes_takes_no_keyboard_away(qtbot):
    bar = bar_of(qtbot, SIGN, SEND)
    bar.activateWindow()
    bar.button("sign").setFocus()
    qtbot.waitUntil(bar.button("sign").hasFocus)
    bar.show_acts((BACK, SEND), {}, "back")
    assert bar.button("back").isVisibleTo(bar)
    qtbot.waitUntil(lambda: any(bar.button(key).hasFocus() for key in ("back", "send")))
    qtbot.waitUntil(lambda: bar.button("back").x() < bar.button("send").x() < bar.more.x())
