"""The style sheet of the window, written from the colours and the type scale.

Widgets ask for a look by properties: `role` and `tone` on labels, `look` on buttons and panels.
"""

from collections.abc import Mapping

TONES = (
    "text",
    "text_secondary",
    "text_tertiary",
    "primary",
    "info",
    "success",
    "warning",
    "error",
    "alarm",
)


def write(
    colours: Mapping[str, str], roles: Mapping[str, tuple[int, int]], scale: float, chevron: str, check: str
) -> str:
    """The whole sheet, for one theme and one size of text. `chevron` and `check` are the files of the sign of a list
    and of a ticked box."""

    def points(pixels: int) -> str:
        return f"{pixels * 0.75 * scale:g}pt"

    def pixels(count: int) -> str:
        return f"{round(count * scale)}px"

    rules = [
        f'QLabel[role="{role}"] {{ font-size: {points(size)}; font-weight: {weight}; }}'
        for role, (size, weight) in roles.items()
    ]
    rules += [f'QLabel[tone="{tone}"] {{ color: {colours[tone]}; }}' for tone in TONES]
    values = dict(colours) | {"h30": pixels(18), "h26": pixels(16), "h32": pixels(22), "small": points(12)}
    values |= {"micro": points(11), "body": points(13), "aloud": points(15), "emphasis": points(14)}
    values |= {"arrow": pixels(10), "tick": pixels(14), "dot": pixels(12)}
    values["round"] = f"{round(12 * scale) / 2 + 1:g}px"
    sheet = _SHEET.replace("@chevron", f'"{chevron}"').replace("@check", f'"{check}"')
    for name in sorted(values, key=len, reverse=True):
        sheet = sheet.replace(f"@{name};", f"{values[name]};").replace(f"@{name} ", f"{values[name]} ")
    return "\n".join(rules) + sheet


_SHEET = """
QWidget { selection-background-color: @selection; selection-color: @text; }
QToolTip { background: @surface; color: @text; border: 1px solid @rule_strong; padding: 3px; }
QFrame[look="surface"], QWidget[look="surface"] { background: @surface; }
QFrame[look="window"], QWidget[look="window"] { background: @window; }
QFrame[look="rule"] { background: @rule; border: none; max-height: 1px; min-height: 1px; }
QFrame[look="rule_strong"] { background: @rule_strong; border: none; max-height: 1px; min-height: 1px; }
QFrame[look="box"] { border: 1px solid @rule_strong; background: @surface; }
QFrame[look="box_joined"] { border: 1px solid @rule_strong; border-left: none; background: @surface; }
QFrame[look="box"] QLabel { border: none; }
QFrame[look="box_warning"] { border: 1px solid @warning; background: @surface; }
QFrame[look="quoted"] { border: none; border-left: 3px solid @rule_strong; background: transparent; }
QFrame[look="banner_warning"] { border: 1px solid @warning; border-left: 4px solid @warning;
    background: @warning_background; }
QFrame[look="banner_error"] { border: 1px solid @error; border-left: 4px solid @error;
    background: @error_background; }
QFrame[look="banner_info"] { border: 1px solid @info; border-left: 4px solid @info; background: @info_background; }
QFrame[look="banner_success"] { border: 1px solid @success; border-left: 4px solid @success;
    background: @success_background; }

QLabel[role="key"] { border: 1px solid @rule_strong; border-radius: 2px; background: @window; padding: 1px 5px; }

QPushButton { background: @surface; color: @text; border: 1px solid @control_border; border-radius: 2px;
    padding: 5px 12px; min-height: @h30; font-weight: 600; font-size: @body; }
QPushButton, QToolButton { outline: none; }
QPushButton:hover { background: @hover; }
QPushButton:pressed { background: @selection; }
QPushButton:disabled { background: @window; color: @text_tertiary; border: 1px dashed @rule_strong; }
QPushButton[look="primary"], QPushButton[look="primary_dense"] { background: @primary; color: @on_primary;
    border-color: @primary; }
QPushButton[look="primary"]:disabled, QPushButton[look="primary_dense"]:disabled { background: @window;
    color: @text_tertiary; border: 1px dashed @rule_strong; }
QPushButton[look="answer"] { padding: 8px 18px; min-height: @h32; font-size: @emphasis; }
QPushButton[look="quiet"] { background: transparent; color: @primary; border-color: transparent; }
QPushButton[look="danger"] { color: @alarm; border-color: @alarm; }
QPushButton[look="dense"], QPushButton[look="primary_dense"] { padding: 4px 9px; min-height: @h26; font-size: @small; }
QPushButton[look="primary_dense"] { padding: 4px 9px; min-height: @h26; font-size: @small; background: @primary;
    color: @on_primary; border-color: @primary; }
QPushButton[look="line"] { padding: 0 6px; min-height: 0; font-size: @small; color: @primary; background: transparent;
    border: 1px solid transparent; }
QPushButton[look="line_error"] { padding: 0 6px; min-height: 0; font-size: @small; font-weight: 700; color: @error;
    background: transparent; border: 1px solid transparent; }
QPushButton[look="link"], QPushButton[look="link_quiet"] { padding: 0; min-height: 0; font-size: @small;
    font-weight: 600; color: @primary; background: transparent; border: none; text-align: left; }
QPushButton[look="link_quiet"] { font-weight: 400; color: @text_secondary; text-decoration: underline; }
QPushButton[look="link"]:hover { text-decoration: underline; }
QPushButton[look="link"]:disabled { color: @text_tertiary; background: transparent; border: none; }
QPushButton[look="chip"] { padding: 4px 8px; min-height: @h26; font-size: @small; font-weight: 400;
    color: @text_secondary; border-color: @rule_strong; }
QPushButton[look="field"] { padding: 4px 9px; min-height: @h32; font-weight: 400; text-align: left; }
QPushButton::menu-indicator { image: url(@chevron); width: @arrow; height: @arrow; right: 8px;
    subcontrol-origin: border; subcontrol-position: right center; }
QPushButton[look="chip"]:checked { background: @hover; color: @primary; border-color: @primary; font-weight: 600; }

QPushButton[look="search"] { color: @text_tertiary; font-weight: 400; text-align: left; padding: 4px 9px; }
QFrame[look="sheet"] { background: @surface; border: 1px solid @control_border; }

QLineEdit, QPlainTextEdit, QComboBox, QDateTimeEdit, QSpinBox { background: @surface; color: @text;
    border: 1px solid @control_border; border-radius: 2px; padding: 4px 9px; font-size: @body; }
QLineEdit, QComboBox, QDateTimeEdit, QSpinBox { min-height: @h32; }
QLineEdit:disabled, QPlainTextEdit:disabled, QComboBox:disabled { background: @window; color: @text_tertiary;
    border: 1px dashed @rule_strong; }
*[refused="true"] { border: 2px solid @error; }
QLineEdit, QPlainTextEdit { placeholder-text-color: @text_tertiary; }
QLineEdit[look="quick"] { font-size: @aloud; }
QPlainTextEdit[look="legend"] { border: none; padding: 0; background: transparent; }
QPlainTextEdit[look="flat"] { border: none; padding: 0; background: @surface; }
QRadioButton::indicator { width: @dot; height: @dot; border: 1px solid @control_border; border-radius: @round;
    background: @surface; }
QRadioButton::indicator:checked { border-color: @primary; background: qradialgradient(cx:0.5, cy:0.5, radius:0.5,
    fx:0.5, fy:0.5, stop:0 @primary , stop:0.55 @primary , stop:0.65 @surface , stop:1 @surface ); }
QRadioButton::indicator:disabled { border-color: @rule_strong; }
QComboBox { font-weight: 600; font-size: @emphasis; }
QComboBox::drop-down { border: none; width: @h26; }
QComboBox::down-arrow { image: url(@chevron); width: @arrow; height: @arrow; }
QComboBox[look="field"] { font-weight: 400; font-size: @body; }
QComboBox QAbstractItemView { background: @surface; color: @text; border: 1px solid @rule_strong;
    selection-background-color: @selection; selection-color: @text; }
QCheckBox { spacing: 8px; }
QCheckBox::indicator, QTreeView::indicator { width: @tick; height: @tick; border: 1px solid @control_border;
    border-radius: 2px; background: @surface; }
QCheckBox::indicator:checked, QTreeView::indicator:checked { background: @primary; border-color: @primary;
    image: url(@check); }
QCheckBox::indicator:disabled { background: @window; border: 1px dashed @rule_strong; }
QMenu { background: @surface; color: @text; border: 1px solid @rule_strong; padding: 4px; }
QMenu::item { padding: 5px 24px; }
QMenu::item:selected { background: @selection; color: @text; }
QMenu::separator { height: 1px; background: @rule; margin: 4px 8px; }
QToolButton { background: transparent; color: @text; border: 1px solid transparent; border-radius: 2px;
    padding: 4px 8px; font-size: @body; }
QToolButton:hover { background: @hover; }
QToolButton::menu-indicator { image: none; }

QTableView, QListView, QTreeView { background: @surface; color: @text; border: none; outline: none;
    gridline-color: @rule; selection-background-color: @selection; selection-color: @text; }
QListView[look="completion"] { border: 1px solid @control_border; }
QListView[look="navigation"] { background: @window; border-right: 1px solid @rule_strong; padding-top: 8px; }
QHeaderView { background: @window; border: none; }
QHeaderView::section { background: @window; color: @text_tertiary; border: none;
    border-bottom: 1px solid @rule_strong; padding: 0 4px; font-size: @micro; font-weight: 600; }
QTableCornerButton::section { background: @window; border: none; }
QScrollArea { background: @surface; border: none; }
QScrollArea > QWidget > QWidget[look="surface"] { background: @surface; }
QSplitter::handle { background: @rule_strong; }
QSplitter::handle:horizontal { width: 1px; }
QScrollBar:vertical { background: @window; width: 11px; margin: 0; }
QScrollBar:horizontal { background: @window; height: 11px; margin: 0; }
QScrollBar::handle { background: @rule_strong; border: 2px solid @window; min-height: 28px; min-width: 28px; }
QScrollBar::handle:hover { background: @control_border; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
"""
