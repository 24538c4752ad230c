"""The text as each channel takes it, with what is left of the channel's true limit as one types."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.core.channels import CHANNELS, channel_word, measure
from app.ui import arrangement, controls, plain
from app.ui.flow_layout import FlowLayout
from app.ui.states import State
from app.ui.written_text import WrittenText


class VariantsPart(QWidget):
    """A field for each channel that has a variant, and a button for each that has none."""

    changed = Signal()
    added = Signal(object)  # WrittenText

    def __init__(self) -> None:
        super().__init__()
        self._boxes: dict[str, QWidget] = {}
        self._written: dict[str, WrittenText] = {}
        self._column = arrangement.column(spacing=8)
        self._offers = {
            code: controls.button(f"+ {channel_word(code)}", partial(self.begin, code), "chip") for code in CHANNELS
        }
        offered = QWidget()
        flow = FlowLayout(offered, 6)
        for button in self._offers.values():
            flow.addWidget(button)
        self.setLayout(arrangement.column(self._column, offered, spacing=6))
        self.setFocusProxy(next(iter(self._offers.values())))

    @property
    def texts(self) -> dict[str, str]:
        found = {code: field.text.strip() for code, field in self._written.items()}
        return {code: words for code, words in found.items() if words}

    @property
    def fields(self) -> tuple[WrittenText, ...]:
        return tuple(self._written.values())

    def field(self, code: str) -> WrittenText:
        return self._written[code]

    def begin(self, code: str) -> None:
        """Write for that channel, the keyboard there."""
        if code not in self._written:
            self._put(code, "")
        self._written[code].setFocus()

    def fill(self, texts: Mapping[str, str]) -> None:
        """Show these instead."""
        for code in [code for code in self._written if code not in texts]:
            self._remove(code)
        for code, words in texts.items():
            if code in self._written:
                self._written[code].write(words)
            else:
                self._put(code, words)

    def _put(self, code: str, words: str) -> None:
        name = channel_word(code)
        field = WrittenText(f"Variante {name}", words)
        count = controls.Sign("", "", "text_secondary")
        remove = controls.button("Retirer", lambda: self._remove(code), "line", f"Retirer la variante {name}")
        head = arrangement.row(plain.label(name, "small_strong"), None, count, remove)
        box = QWidget()
        rule = plain.label("", "small", "text_tertiary", wrap=True)
        rule.setText(f"Limite : {CHANNELS[code].rule}." if code in CHANNELS else "")
        box.setLayout(arrangement.column(head, field, rule, spacing=3))
        self._boxes[code], self._written[code] = box, field
        self._column.addWidget(box)
        if code in self._offers:
            self._offers[code].hide()

        def say() -> None:
            count.show_state(*counted(code, field.text))

        say()
        field.textChanged.connect(say)
        field.textChanged.connect(self.changed)
        self.added.emit(field)

    def _remove(self, code: str) -> None:
        box = self._boxes.pop(code)
        del self._written[code]
        self._column.removeWidget(box)
        box.hide()
        box.deleteLater()
        if code in self._offers:
            self._offers[code].show()
            self._offers[code].setFocus()
        self.changed.emit()


def counted(code: str, text: str) -> State:
    """What the text counts on that channel, as a state: shape, words, tone."""
    found = measure(code, text)
    if not text.strip():
        return "abstention", found.words, "text_secondary"
    return ("favorable", found.words, "success") if found.fits else ("a_completer", found.words, "warning")
