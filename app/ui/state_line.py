"""The line that never lies: with whom this workstation is in touch, since when, and what is still only here."""

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLabel

from app.core import times
from app.core.errors import Unavailable
from app.core.registers.crisis import FRAMES
from app.sync.state import ExchangeState
from app.ui import arrangement, controls, hours, plain, theme
from app.ui.controls import Sign

HEIGHT, OFFLINE_HEIGHT = 24, 26


class StateLine(QFrame):
    """Words and shapes only; offline it becomes a band. A notice stays until the next one."""

    exchange_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._offline = False
        self.setAccessibleName("Ligne d’état")
        self.link = Sign("hors_ligne", "Pas encore d’échange", "text_secondary")
        self.synchronised = plain.label("", "small", "text_secondary")
        self.pending = Sign("en_attente_envoi", "", "info")
        self.conflicts = Sign("deux_valeurs", "", "warning")
        self.notice = Sign("favorable", "", "success")
        self.clock = plain.label("", "small", "text_secondary", name="Écart d’horloge")
        self.frame = plain.label("", "small_bold", "text", name="Cadre")
        self._again = controls.button("Échanger maintenant", self.exchange_wanted.emit, "line")
        self.setLayout(
            arrangement.row(
                self.link,
                self.synchronised,
                self.pending,
                self.conflicts,
                self.notice,
                None,
                self._again,
                self.clock,
                self.frame,
                spacing=16,
                margins=(16, 0, 16, 0),
            )
        )
        for part in (self.synchronised, self.pending, self.conflicts, self.notice, self.clock, self._again):
            part.hide()
        self._measure()

    def show_exchange(self, state: ExchangeState, zone: str) -> None:
        """Show what the exchange says of itself."""
        self._offline = not state.online
        if state.online:
            since = f" · à jour {hours.seconds(state.last_exchange, zone)}" if state.last_exchange else ""
            self.link.show_state("en_ligne", f"En ligne{since}", "success")
            last = ""
        else:
            since = f" depuis {times.hour(state.since, zone)}" if state.since else ""
            self.link.show_state("hors_ligne", f"Hors ligne{since}", "warning")
            at = state.last_exchange
            last = f"dernière synchronisation {hours.seconds(at, zone)}" if at else "jamais synchronisé"
        problem = f" · {state.problem}" if state.problem and not state.online else ""
        self._put(self.synchronised, f"{last}{problem}")
        self._again.setVisible(self._offline)
        self._put(self.clock, clock_words(state))
        self._measure()
        self.update()

    def show_pending(self, count: int) -> None:
        """How many operations the central server has not ranked yet."""
        self.pending.show_state("en_attente_envoi", pending_words(count), "info")
        self.pending.setVisible(count > 0)

    def show_conflicts(self, count: int) -> None:
        """How many fields hold two values that nobody settled."""
        words = "1 valeur à départager" if count == 1 else f"{count} valeurs à départager"
        self.conflicts.show_state("deux_valeurs", words, "warning")
        self.conflicts.setVisible(count > 0)

    def show_frame(self, frame: str) -> None:
        self.frame.setText(FRAMES.get(frame, ""))

    def say(self, words: str) -> None:
        """Something was done."""
        self._notice("favorable", words, "success")

    def complain(self, error: Exception) -> None:
        """The world failed: the words say what is safe and what to do."""
        words = str(error) if isinstance(error, Unavailable) else "Erreur imprévue"
        self._notice("a_completer", words, "error")

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.StyleChange:
            self._measure()
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = theme.current()
        painter = QPainter(self)
        painter.fillRect(self.rect(), colours.warning_background if self._offline else colours.window)
        edge = colours.warning if self._offline else colours.rule_strong
        painter.fillRect(0, 0, self.width(), 2 if self._offline else 1, edge)
        painter.end()

    def _notice(self, shape: str, words: str, tone: str) -> None:
        self.notice.show_state(shape, words, tone)
        self.notice.setVisible(bool(words))

    def _put(self, part: QLabel, words: str) -> None:
        part.setText(words)
        part.setVisible(bool(words))

    def _measure(self) -> None:
        self.setFixedHeight(theme.size(OFFLINE_HEIGHT if self._offline else HEIGHT))


def pending_words(count: int) -> str:
    """7 enregistrées sur ce poste, en attente d’envoi."""
    return f"{count} enregistrée{'s' if count > 1 else ''} sur ce poste, en attente d’envoi"


def clock_words(state: ExchangeState) -> str:
    """horloge +0,2 s; said to be unknown while offline."""
    if state.skew_ms is None:
        return "horloge : écart inconnu" if not state.online else ""
    return f"horloge {state.skew_ms / 1000:+.1f} s".replace(".", ",").replace("-", "−")
