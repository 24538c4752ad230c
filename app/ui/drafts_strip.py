"""The strip of half-written entries, above the quick line: each is one key away."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QWidget

from app.core.drafts_text import EntryDraft
from app.ui import arrangement, controls, plain
from app.ui.entry_drafts import EntryDrafts
from app.ui.flow_layout import FlowLayout

LONGEST = 30  # characters of a draft shown on its button
NUMBERED = 5  # those Alt and a figure take back


class DraftsStrip(QWidget):
    """A button for each draft, the oldest first, and one to have the last discarded back."""

    wanted = Signal(object)  # the key of the draft to take back
    emptied = Signal()  # the keyboard was here, and nothing is left to hold it

    def __init__(self, drafts: EntryDrafts) -> None:
        super().__init__()
        self._drafts = drafts
        self._shown: list[tuple[int, str]] = []
        self._flow = FlowLayout(self, spacing=6)
        self.setAccessibleName("Brouillons")
        self.hide()
        drafts.changed.connect(self.show_drafts)
        self.show_drafts()

    def show_drafts(self) -> None:
        """Show those there are now; the keyboard stays where it was in the strip."""
        drafts, discarded = self._drafts.all, self._drafts.discarded
        shown = [(draft.key, draft.words) for draft in drafts] + ([(-discarded, "")] if discarded else [])
        if shown == self._shown:
            return
        place = next((place for place, button in enumerate(self.buttons) if button.hasFocus()), -1)
        self._shown = shown
        self.setVisible(bool(shown))
        arrangement.clear(self._flow)
        for number, draft in enumerate(drafts, 1):
            taken = partial(self.wanted.emit, draft.key)
            self._flow.addWidget(DraftButton(number, draft, taken, partial(self._drafts.discard, draft.key)))
        if discarded:
            self._flow.addWidget(controls.button("Reprendre le brouillon jeté", self._drafts.have_back, "line"))
        if place >= 0 and self.buttons:
            near = self.buttons[min(place, len(self.buttons) - 1)]
            near.show()  # a layout shows it later, and what is hidden takes no keyboard
            near.setFocus(Qt.FocusReason.OtherFocusReason)
        elif place >= 0:
            self.emptied.emit()

    @property
    def buttons(self) -> list[QPushButton]:
        """The draft buttons, then the one that has the last discarded back."""
        items = [self._flow.itemAt(place) for place in range(self._flow.count())]
        return [widget for item in items if item and isinstance(widget := item.widget(), QPushButton)]


class DraftButton(controls.Button):
    """Enter takes the draft back, Delete discards it."""

    def __init__(
        self, number: int, draft: EntryDraft, take: Callable[[], object], discard: Callable[[], object]
    ) -> None:
        words = " ".join(draft.words.split())
        shown = words if len(words) <= LONGEST else f"{words[: LONGEST - 1].rstrip()}…"
        kind = "Détaillée" if draft.detailed else "Brouillon"
        super().__init__(plain.without_mnemonic(f"{kind} · {shown}"))
        self._discard = discard
        self.setProperty("look", "chip")
        self.setAutoDefault(False)
        self.setAccessibleName(f"Brouillon {number} : {words}")
        key = f"Alt+{number} ou Entrée" if number <= NUMBERED else "Entrée"
        self.setAccessibleDescription(f"{key} le reprend, Suppr le jette.")
        plain.tip(self, f"{words}\n{key} : reprendre. Suppr : jeter.")
        self.clicked.connect(lambda: take())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._discard()
            return
        super().keyPressEvent(event)
