"""A form: each field under its name, and what was refused beside the field it is about."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.core.errors import Refused, Unavailable
from app.ui import arrangement, controls, focus, plain, screen, theme
from app.ui.background import Background
from app.ui.dialog import Dialog
from app.ui.flow_layout import FlowLayout
from app.ui.frame_band import FrameBand

FIELDS = (QLineEdit, QPlainTextEdit, QComboBox, QCheckBox)
LOST = "Ce qui est écrit ici n’est pas enregistré."
DROP, GO_ON = "Fermer sans enregistrer", "Continuer à écrire"


def line(name: str, text: str = "", hint: str = "") -> QLineEdit:
    made = QLineEdit(text)
    made.setAccessibleName(name)
    made.setPlaceholderText(hint)
    return made


def area(name: str, text: str = "", lines: int = 4, *, grows: bool = False) -> QPlainTextEdit:
    """Several lines; Tab goes to the next field. `grows`: it takes the room that is left."""
    made = QPlainTextEdit(text)
    made.setAccessibleName(name)
    made.setTabChangesFocus(True)
    height = QFontMetrics(theme.font()).lineSpacing() * lines + theme.size(14)
    made.setMinimumHeight(height)
    if not grows:
        made.setMaximumHeight(height)
    return made


def choice(name: str, options: Mapping[str, str], chosen: str | None = None, nothing: str = "") -> QComboBox:
    """One of several codes, shown by their words. `nothing` is what is shown as long as no choice was made."""
    made: QComboBox = controls.Choice()
    made.setProperty("look", "field")
    made.setAccessibleName(name)
    if nothing:
        made.addItem(nothing, "")
    for code, words in options.items():
        made.addItem(words, code)
    if chosen is not None:
        made.setCurrentIndex(max(0, made.findData(chosen)))
    return made


def value(widget: QWidget) -> Any:
    """What a field holds: text, a code, or true or false."""
    match widget:
        case QLineEdit():
            return widget.text().strip()
        case QPlainTextEdit():
            return widget.toPlainText().strip()
        case QComboBox():
            return widget.currentData() if widget.currentData() is not None else widget.currentText().strip()
        case QCheckBox():
            return widget.isChecked()
    raise TypeError(type(widget).__name__)


class Form(QWidget):
    """Fields by name. A refusal is written under the one it names, and under all of them otherwise."""

    def __init__(self) -> None:
        super().__init__()
        self._boxes: dict[str, controls.FieldBox] = {}
        self._rows = arrangement.column(spacing=10)
        self._general = plain.label("", "small_strong", "error", wrap=True, name="Refus")
        self._general.hide()
        self.setLayout(arrangement.column(self._rows, self._general, spacing=8))

    def add(self, field: str, words: str, widget: QWidget, hint: str = "", into: QVBoxLayout | None = None) -> None:
        """Put a field at the end of the form, or of a part of it. Several names (`body text`) may lead to one field."""
        box = controls.FieldBox(words, widget, hint)
        for name in field.split():
            self._boxes[name] = box
        rows = self._rows if into is None else into
        rows.addWidget(box, 1 if isinstance(widget, QPlainTextEdit) else 0)

    def add_plain(self, widget: QWidget) -> None:
        """Put something that is not a field under those that are there."""
        self._rows.addWidget(widget)

    def add_layout(self, layout: QLayout) -> None:
        """Put a part of the form, or buttons, under what is there."""
        self._rows.addLayout(layout)

    def show_field(self, field: str, shown: bool) -> None:
        self._boxes[field].setVisible(shown)

    def box(self, field: str) -> QWidget:
        """The field with its name and its refusal."""
        return self._boxes[field]

    @property
    def refusal(self) -> str:
        """The refusal shown now, or nothing."""
        said = [box.refusal for box in self._boxes.values() if box.refusal]
        return said[0] if said else self._general.text() if self._general.isVisibleTo(self) else ""

    def refuse(self, error: Exception) -> None:
        """Show why it was refused, and go to the field to correct."""
        self.forgive()
        box = self._boxes.get(error.field) if isinstance(error, Refused) else None
        if box is not None:
            box.refuse(f"Refusé : {error}")
            self._bring(box)
            return
        self._general.setText(f"Refusé : {error}" if isinstance(error, Refused) else str(error))
        self._general.show()
        self._bring(self._general)

    def forgive(self) -> None:
        """Take every refusal away: the person is trying again."""
        for box in self._boxes.values():
            box.accept()
        self._general.hide()

    def held(self) -> list[Any]:
        """What its fields hold, one after another."""
        return [value(one) for one in self.findChildren(QWidget) if isinstance(one, FIELDS)]

    def show_place(self, field: str) -> None:
        """Scroll to that field."""
        self._bring(self._boxes[field])

    def _bring(self, refused: QWidget) -> None:
        """Scroll to where the refusal is read."""
        above = refused.parentWidget()
        while above is not None and not isinstance(above, QScrollArea):
            above = above.parentWidget()
        if above is not None:
            if refused is self._general:
                self.adjustSize()  # it was hidden, and has no place yet
            above.ensureWidgetVisible(refused)


class FormDialog(Dialog):
    """A form with one act. It closes when the act is done, and stays, with the reason, when it was refused."""

    def __init__(self, parent: QWidget | None, title: str, act: str, background: Background):
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setProperty("look", "surface")
        self._background = background
        self._begun_with: list[Any] | None = None  # None: it closes without asking
        self.form = Form()
        self._inside = QVBoxLayout()
        self._inside.setContentsMargins(20, 14, 20, 12)
        self._inside.setSpacing(8)
        self.heading = plain.label(title, "page_title")
        self._inside.addWidget(self.heading)
        self._act = controls.button(act, self.submit, "primary")
        self._act.setDefault(True)
        self._cancel = controls.button("Annuler", self.reject)
        self.foot = QWidget()
        self.foot_row = FlowLayout(self.foot)
        self.foot_row.addWidget(self._act)
        self.foot_row.addWidget(self._cancel)
        foot = arrangement.panel(arrangement.column(self.foot, margins=(20, 9, 20, 10)), "window")
        self._whole = arrangement.column(self._inside, controls.rule("rule_strong"), foot)
        self._whole.setStretch(0, 1)
        self.setLayout(self._whole)

    def show_frame(self, frame: str) -> FrameBand:
        """Repeat, at the top, the frame of the crisis in which this acts; the band that does."""
        band = FrameBand()
        band.show_frame(frame)
        self._whole.insertWidget(0, band)
        return band

    def put(self, widget: QWidget, stretch: int = 1) -> None:
        """Show this in the body of the dialog, under what is there already."""
        self._inside.addWidget(widget, stretch)

    def put_form(self) -> None:
        """Show the form in the body of the dialog; it scrolls when there is not room for it."""
        self._inside.addWidget(arrangement.scroll(arrangement.panel(arrangement.column(self.form, None))), 1)

    @property
    def act(self) -> QPushButton:
        return self._act

    def ask_before_losing(self) -> None:
        """From now on, what a person writes in the form is not dropped without asking."""
        self._begun_with = self.form.held()

    def reject(self) -> None:
        written = self._begun_with is not None and self.form.held() != self._begun_with
        if not written or plain.confirm(self, self.windowTitle(), LOST, DROP, GO_ON):
            super().reject()

    def submit(self) -> None:
        """What the primary button does; each dialog says it."""
        raise NotImplementedError

    def run(self, work: Callable[[], Any]) -> None:
        """Do `work` off the window's thread; nothing can be pressed twice meanwhile."""
        self.form.forgive()
        self._act.setEnabled(False)
        self._background.write(work, self._succeeded, self._failed)

    def done_with(self, outcome: Any) -> None:
        """What follows success: the dialog closes."""
        self.accept()

    def setVisible(self, visible: bool) -> None:
        """The keyboard begins at the first field, not at an act. A title too long for the screen goes to the line."""
        if visible and self.focusWidget() is None:
            focus.begin(self.form)
        if visible and self.minimumSizeHint().width() > screen.room(self).width():
            self.heading.setWordWrap(True)
        super().setVisible(visible)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if (
            event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            and event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            if self._act.isEnabled():
                self.submit()
            return
        super().keyPressEvent(event)

    def _succeeded(self, outcome: Any) -> None:
        self._act.setEnabled(True)
        self.done_with(outcome)

    def _failed(self, error: Exception) -> None:
        self._act.setEnabled(True)
        if isinstance(error, (Refused, Unavailable)):
            self.form.refuse(error)
        if not isinstance(error, Refused):
            self._background.failed.emit(error)
