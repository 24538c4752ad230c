"""The acts on a message, always on the screen: the few that come next, what refuses the others, and the way to all."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtWidgets import QFrame, QPushButton, QWidget

from app.ui import arrangement, controls, plain
from app.ui.flow_layout import FlowLayout
from app.ui.message_acts import Act

MORE = "Autres actes…"


class ActsBar(QFrame):
    """`press` is called with the key of an act, `more` to list them all."""

    def __init__(self, press: Callable[[str], object], more: Callable[[], object]):
        super().__init__()
        self.setProperty("look", "window")
        self._press = press
        self._buttons: dict[str, QPushButton] = {}
        flow = QWidget()
        self._flow = FlowLayout(flow)
        self.more = controls.button(MORE, more, "dense")
        self.more.setToolTip("Tous les actes, et pourquoi certains sont refusés (Ctrl+Maj+A)")
        self._flow.addWidget(self.more)
        self._reasons = plain.label("", "small", "text_secondary", wrap=True, name="Ce qui empêche d’agir")
        self.setLayout(
            arrangement.column(
                controls.rule("rule_strong"),
                arrangement.panel(
                    arrangement.column(flow, self._reasons, spacing=7, margins=(16, 8, 16, 10)), "window"
                ),
            )
        )

    def show_acts(self, acts: Sequence[Act], refused: Mapping[str, str], primary: str) -> None:
        """Show these, in that order; `refused` says why, by key. `primary` is the next act of this person."""
        focused = next((key for key, made in self._buttons.items() if made.hasFocus()), "")
        wanted = {act.key for act in acts}
        for key in [key for key in self._buttons if key not in wanted]:
            gone = self._buttons.pop(key)
            self._flow.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        for act in acts:
            self._flow.removeWidget(self._of(act))
            self._flow.addWidget(self._buttons[act.key])
            self._dress(act, refused.get(act.key, ""), primary)
        self._flow.removeWidget(self.more)
        self._flow.addWidget(self.more)
        before: QWidget | None = None
        for made in (*(self._buttons[act.key] for act in acts), self.more):
            if before is not None:
                QWidget.setTabOrder(before, made)
            before = made
        if focused and (focused not in self._buttons or not self._buttons[focused].isEnabled()):
            able = (self._buttons[act.key] for act in acts if self._buttons[act.key].isEnabled())
            next(able, self.more).setFocus()  # or Qt would give the keyboard to another part of the window
        said = [f"{act.words.removesuffix('…')} : {refused[act.key]}" for act in acts if refused.get(act.key)]
        self._reasons.setText("\n".join(said))
        self._reasons.setVisible(bool(said))

    def button(self, key: str) -> QPushButton:
        """The button of that act, which is in sight."""
        return self._buttons[key]

    @property
    def keys(self) -> tuple[str, ...]:
        """The acts in sight, in order."""
        return tuple(self._buttons)

    def _of(self, act: Act) -> QPushButton:
        if act.key not in self._buttons:
            self._buttons[act.key] = controls.button(act.words, lambda: self._press(act.key), "dense")
        return self._buttons[act.key]

    def _dress(self, act: Act, reason: str, primary: str) -> None:
        made = self._buttons[act.key]
        made.setText(plain.without_mnemonic(act.words))
        made.setAccessibleName(act.words)
        made.setEnabled(not reason)
        plain.tip(made, reason)
        made.setAccessibleDescription(reason)
        plain.mark(made, "look", "primary_dense" if act.key == primary and not reason else "dense")
        made.show()
