"""One set of colours and one scale of type, both from the tokens."""

from dataclasses import fields

import pytest
from PySide6.QtGui import QColor, QFontInfo

from app.ui import theme


def luminance(colour: QColor) -> float:
    """Relative luminance, as WCAG 2 defines it."""
    parts = [channel / 255 for channel in (colour.red(), colour.green(), colour.blue())]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: QColor, other: QColor) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("name", ["light", "dark"])
def test_a_theme_has_every_colour_of_the_tokens_and_no_other(name):
    assert {field.name for field in fields(theme.Theme)} - {"name"} == set(theme.tokens()["colour"][name])


@pytest.mark.parametrize("name", ["light", "dark"])
@pytest.mark.parametrize("text", ["text", "text_secondary", "warning", "error", "alarm", "info", "success", "primary"])
@pytest.mark.parametrize("ground", ["surface", "window", "selection"])
def test_words_are_readable_on_what_they_stand_on(name, text, ground):
    shown = theme.theme(name)
    assert contrast(shown.colour(text), shown.colour(ground)) >= 4.5


@pytest.mark.parametrize("name", ["light", "dark"])
def test_the_focus_ring_is_seen(name):
    shown = theme.theme(name)
    assert min(contrast(shown.focus_ring, shown.surface), contrast(shown.focus_ring, shown.selection)) >= 3


def test_dark_replaces_every_window_s_colours(qapp):
    theme.apply(qapp, "dark")
    assert theme.current().name == "dark"
    assert qapp.palette().window().color() == theme.theme("dark").window


def test_text_grows_to_twice_its_size(qapp):
    small = theme.font("body").pointSizeF()
    theme.apply(qapp, "light", 2.0)
    assert theme.font("body").pointSizeF() == 2 * small
    assert theme.size(46) == 92


def test_the_font_that_ships_is_known_where_marianne_is_not():
    assert QFontInfo(theme.font("body")).family() in theme.tokens()["font"]["ui_families"]
