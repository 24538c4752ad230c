"""Colours, type and measures of the window, light and dark, all from the design tokens."""

import json
from dataclasses import dataclass, fields
from functools import cache
from typing import Any

from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from app.core import resources
from app.ui import style_sheet

# role: (size in pixels at 100 %, weight). Points are used on screen, so that text can grow to 200 %.
ROLES: dict[str, tuple[int, int]] = {
    "micro": (11, 400),
    "key": (11, 400),
    "micro_strong": (11, 600),
    "small": (12, 400),
    "small_strong": (12, 600),
    "small_bold": (12, 700),
    "body": (13, 400),
    "strong": (13, 600),
    "bold": (13, 700),
    "hour": (14, 700),
    "heading": (14, 700),
    "emphasis": (15, 600),
    "read_aloud": (15, 400),
    "brand": (16, 700),
    "vital": (17, 700),
    "page_title": (18, 700),
    "vital_large": (26, 700),
}


@dataclass(frozen=True, slots=True)
class Theme:
    """One set of colours, named as in the tokens."""

    name: str
    window: QColor
    surface: QColor
    surface_alternate: QColor
    rule: QColor
    rule_strong: QColor
    control_border: QColor
    text: QColor
    text_secondary: QColor
    text_tertiary: QColor
    primary: QColor
    on_primary: QColor
    selection: QColor
    hover: QColor
    focus_ring: QColor
    info: QColor
    info_background: QColor
    success: QColor
    success_background: QColor
    warning: QColor
    warning_background: QColor
    error: QColor
    error_background: QColor
    alarm: QColor
    on_alarm: QColor
    frame_exercise: QColor
    on_frame_exercise: QColor
    diff_inserted: QColor
    diff_deleted: QColor

    def colour(self, tone: str) -> QColor:
        """A colour by its name in the tokens."""
        found: QColor = getattr(self, tone)
        return found


@dataclass(slots=True)
class _Shown:
    """What the application looks like now: Qt holds one palette for all its windows, and so do we."""

    theme: Theme
    scale: float


@cache
def tokens() -> dict[str, Any]:
    """The design tokens as they are kept in the resources."""
    read: dict[str, Any] = json.loads(resources.path("tokens.json").read_text(encoding="utf-8"))
    return read


@cache
def theme(name: str) -> Theme:
    """The theme called `light` or `dark`."""
    return Theme(name, **{token: QColor(value) for token, value in tokens()["colour"][name].items()})


_shown = _Shown(theme("light"), 1.0)


def current() -> Theme:
    """The colours to paint with now."""
    return _shown.theme


def scale() -> float:
    """The size of text in use: 1.0 is 100 %."""
    return _shown.scale


def size(pixels: int) -> int:
    """A measure given for 100 %, at the size of text in use."""
    return round(pixels * _shown.scale)


def font(role: str = "body") -> QFont:
    """The font of a role, in points, with figures of one width."""
    return _font(role, _shown.scale)


@cache
def _font(role: str, scale: float) -> QFont:
    pixels, weight = ROLES[role]
    made = QFont()
    made.setFamilies(tokens()["font"]["ui_families"])
    made.setPointSizeF(pixels * 0.75 * scale)
    made.setWeight(QFont.Weight(weight))
    made.setFeature(QFont.Tag("tnum"), 1)
    return made


def register_fonts() -> None:
    """Make the fonts shipped with the application known to Qt. Call once, before the first window."""
    for file in sorted(resources.path("fonts").glob("*.ttf")):
        QFontDatabase.addApplicationFont(str(file))


def apply(app: QApplication, name: str = "light", scale: float = 1.0) -> None:
    """Dress every window of the application. `scale` is the size of text: 1.0 to 2.0."""
    _shown.theme = theme(name)
    _shown.scale = scale
    if app.style().objectName() != "fusion":
        app.setStyle("Fusion")
    app.setPalette(_palette(_shown.theme))
    app.setFont(font())
    colours = {field.name: getattr(_shown.theme, field.name).name() for field in fields(Theme) if field.name != "name"}
    chevron, check = (resources.path(f"shapes/{sign}-{name}.svg").as_posix() for sign in ("chevron", "check"))
    app.setStyleSheet(style_sheet.write(colours, ROLES, scale, chevron, check))


def _palette(theme: Theme) -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    for place, colour in (
        (role.Window, theme.window),
        (role.WindowText, theme.text),
        (role.Base, theme.surface),
        (role.AlternateBase, theme.surface_alternate),
        (role.Text, theme.text),
        (role.Button, theme.surface),
        (role.ButtonText, theme.text),
        (role.Highlight, theme.selection),
        (role.HighlightedText, theme.text),
        (role.PlaceholderText, theme.text_tertiary),
        (role.ToolTipBase, theme.surface),
        (role.ToolTipText, theme.text),
        (role.Link, theme.primary),
        (role.Accent, theme.primary),
        (role.Mid, theme.rule),
        (role.Dark, theme.rule_strong),
        (role.Light, theme.surface),
        (role.Shadow, theme.rule_strong),
    ):
        palette.setColor(place, colour)
    for place in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, place, theme.text_tertiary)
    return palette
