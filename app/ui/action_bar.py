"""The acts of a panel, always on the screen: what cannot be done now stays visible, with its reason beside."""

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QFrame, QPushButton, QWidget

from app.ui import arrangement, controls, focus, plain
from app.ui.flow_layout import FlowLayout


class ActionBar(QFrame):
    """Buttons by name. `show_reasons` says, for each, why it cannot be pressed (empty: it can)."""

    def __init__(self, look: str = "window"):
        super().__init__()
        self.setProperty("look", look)
        self._words: dict[str, str] = {}
        self._buttons: dict[str, QPushButton] = {}
        flow = QWidget()
        self._flow = FlowLayout(flow)
        self._reasons = plain.label("", "small", "text_secondary", wrap=True, name="Ce qui empêche d’agir")
        self.setLayout(
            arrangement.column(
                controls.rule("rule_strong"),
                arrangement.panel(arrangement.column(flow, self._reasons, spacing=7, margins=(16, 8, 16, 10)), look),
            )
        )

    def add(self, act: str, words: str, pressed: Callable[[], object], look: str = "dense") -> QPushButton:
        made = controls.button(words, pressed, look)
        self._words[act], self._buttons[act] = words.removesuffix("…"), made
        self._flow.addWidget(made)
        return made

    def show_act(self, act: str, words: str) -> None:
        """Show that act under these words; without words, it is not in sight."""
        made = self._buttons[act]
        made.setVisible(bool(words))
        if words:
            self._words[act] = words.removesuffix("…")
            made.setText(plain.without_mnemonic(words))
            made.setAccessibleName(words)

    def button(self, act: str) -> QPushButton:
        return self._buttons[act]

    def show_reasons(self, reasons: Mapping[str, str], primary: str = "") -> None:
        """One sentence per act that is refused now. `primary` is the next act of the person at the desk, if any."""
        focused = next((made for made in self._buttons.values() if made.hasFocus()), None)
        for act, made in self._buttons.items():
            reason = reasons.get(act, "")
            made.setEnabled(not reason)
            plain.tip(made, reason)
            made.setAccessibleDescription(reason)
            plain.mark(made, "look", "primary_dense" if act == primary and not reason else "dense")
        if focused is not None and not focused.isEnabled():
            focus.begin(self)  # or Qt would give the keyboard to another part of the window
        said: dict[str, list[str]] = {}
        for act, reason in reasons.items():
            if reason and act in self._words:
                said.setdefault(reason, []).append(self._words[act])
        self._reasons.setText("\n".join(f"{', '.join(acts)} : {reason}" for reason, acts in said.items()))
        self._reasons.setVisible(bool(said))
