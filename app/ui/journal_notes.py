"""What is said about the lines of the main courante: what came in meanwhile, what was refused, why there are none."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from app.core import times
from app.core.store.counting import Counts
from app.core.store.filtering import EntryFilter, is_open
from app.core.store.rows import CrisisRow
from app.sync.state import ExchangeState
from app.ui import arrangement, controls, entry_words, plain
from app.ui.controls import Sign
from app.ui.wording import number

MARGINS = (16, 5, 12, 5)


class JournalNotes(QWidget):
    """Two quiet lines above the table, each only while it has something to say."""

    walk_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.away = plain.label("", "small", "text", wrap=True, name="Arrivées en votre absence")
        self.walk = controls.button("Parcourir (N)", self.walk_wanted.emit, "dense")
        row = arrangement.row(Sign("hors_ligne", "", "info"), self.away, self.walk, margins=MARGINS)
        row.setStretch(1, 1)
        self._away = arrangement.panel(row, "window")
        self.refusal = plain.label("", "small_strong", "error", wrap=True, name="Refus")
        refused = arrangement.row(Sign("a_completer", "", "error"), self.refusal, margins=MARGINS)
        refused.setStretch(1, 1)
        self._refused = arrangement.panel(refused, "window")
        self.setLayout(arrangement.column(self._away, self._refused))
        self.show_bearings(None, "")
        self.refuse("")

    def show_bearings(self, counts: Counts | None, zone: str) -> None:
        """Say how many entries came in while this workstation was away, and when that was."""
        self.away.setText(away_words(counts, zone) if counts else "")
        self._away.setVisible(bool(counts and counts.away))
        self._fold()

    def refuse(self, why: str) -> None:
        """Say why the last act was refused; nothing: it was not."""
        self.refusal.setText(why)
        self._refused.setVisible(bool(why))
        self._fold()

    def _fold(self) -> None:
        self.setVisible(not (self._away.isHidden() and self._refused.isHidden()))


def away_words(counts: Counts, zone: str) -> str:
    """12 entrées arrivées pendant que ce poste était hors ligne (02:10 – 04:25)."""
    arrived = "arrivée" if counts.away == 1 else "arrivées"
    words = f"{number(counts.away, 'entrée')} {arrived} pendant que ce poste était hors ligne"
    if counts.away_since is None or counts.away_until is None:
        return words
    return f"{words} ({times.hour(counts.away_since, zone)} – {times.hour(counts.away_until, zone)})"


class EmptyNote(QWidget):
    """Why there is no line, in the words of what is known here, and the way back when a filter hides them."""

    def __init__(self, clear: Callable[[], object]) -> None:
        super().__init__()
        self.words = plain.label("", "body", "text_secondary", wrap=True)
        self.words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.back = controls.button("Retirer les filtres", clear)
        self._offline = ""
        centred = arrangement.row(None, self.back, None)
        self.setLayout(arrangement.column(self.words, centred, None, spacing=12, margins=(24, 24, 24, 16)))
        self.hide()

    def show_why(self, count: int, wanted: EntryFilter | None, crisis: CrisisRow | None) -> None:
        """Nothing is said as long as there are lines."""
        filtered = wanted is not None and not is_open(wanted)
        self.words.setText(self._why(filtered, crisis if wanted is not None else None))
        self.back.setVisible(filtered)
        self.setVisible(count == 0)

    def show_exchange(self, state: ExchangeState, zone: str) -> None:
        """Offline, what is missing may only not have come yet."""
        since = f" depuis {times.hour(state.since, zone)}" if state.since else ""
        self._offline = "" if state.online else f"\nCe poste est hors ligne{since} : il ne montre que ce qu’il a reçu."

    def _why(self, filtered: bool, crisis: CrisisRow | None) -> str:
        if crisis is None:
            return "Aucune crise n’est ouverte."
        if filtered:
            return f"Aucune entrée ne répond à ces filtres. Les autres sont masquées, rien n’est perdu.{self._offline}"
        others = bool(entry_words.why_not_write(crisis))
        coming = "Celles que d’autres écriront apparaîtront ici d’elles-mêmes."
        first = "La première s’écrit dans la ligne de saisie, en bas : Ctrl+N."
        return f"Aucune entrée dans cette crise.\n{coming if others else first}{self._offline}"
