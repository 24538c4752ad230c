"""The line that never lies: with whom this workstation is in touch, since when, and what is still only here."""

from collections.abc import Collection
from itertools import pairwise

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QLayout, QSizePolicy, QWidget

from app.core import skew, times
from app.core.errors import Refused, Unavailable
from app.core.registers.crisis import FRAMES
from app.core.store.notices import MOST
from app.sync.state import ExchangeState, RelayState
from app.ui import arrangement, controls, hours, plain, shapes, theme, wording
from app.ui.controls import Sign

HEIGHT, OFFLINE_HEIGHT = 24, 26
GAP = 20  # between two things said


class StateLine(QFrame):
    """Words and shapes only; offline it becomes a band. A notice stays until the next one."""

    exchange_wanted = Signal()
    notices_wanted = Signal()
    alarms_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._offline = False
        self._pending, self._relay, self._wrong, self._grave = 0, RelayState(), False, False
        self.setAccessibleName("Ligne d’état")
        self.alarms = controls.button("", self.alarms_wanted.emit, "line")
        self.link = Sign("hors_ligne", "Pas encore d’échange", "text_secondary")
        self.synchronised = plain.label("", "small", "text_secondary")
        self.pending = Sign("en_attente_envoi", "", "info")
        self.conflicts = Sign("deux_valeurs", "", "warning")
        self.notice = Sign("favorable", "", "success")
        self.clock = Sign("", "", "text_secondary", "small")
        self.frame = plain.label("", "small_bold", "text", name="Cadre")
        self._again = controls.button("Échanger maintenant", self.exchange_wanted.emit, "line")
        self.notices = controls.button("", self.notices_wanted.emit, "line")
        left = (self.alarms, self.link, self.pending, self.conflicts, self.notice, self.synchronised)
        right = (self._again, self.notices, self.clock, self.frame)
        self._said: set[QWidget] = {self.link, self.frame}
        row = arrangement.row(*left, None, *right, spacing=GAP, margins=(16, 0, 16, 0))
        row.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)  # what it says folds; it never widens the window
        self.setLayout(row)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._fold()
        self._measure()

    def show_exchange(self, state: ExchangeState, zone: str, relay: RelayState | None = None) -> None:
        """Show what the exchange says of itself, and the relay that serves while the server is away."""
        self._relay = relay if relay is not None and not state.online else RelayState()
        self._offline = not state.online
        if state.online:
            since = f" · à jour {hours.seconds(state.last_exchange, zone)}" if state.last_exchange else ""
            self.link.show_state("en_ligne", f"En ligne{since}", "success")
            last = ""
        else:
            since = f" depuis {times.hour(state.since, zone)}" if state.since else ""
            words = relay_words(self._relay, zone) or f"Hors ligne{since}"
            self.link.show_state("hors_ligne", words, "warning")
            at = state.last_exchange
            last = f"dernière synchronisation {hours.seconds(at, zone)}" if at else "jamais synchronisé"
        told = state.problem if not self._relay.prefix else ""
        problem = f" · {told}" if told and not state.online else ""
        self._put(self.synchronised, f"{last}{problem}")
        self._say(self._again, self._offline)
        self._show_clock(state, zone)
        self.show_pending(self._pending)
        self._measure()
        self.update()

    def show_pending(self, count: int) -> None:
        """How many operations the central server has not ranked yet."""
        self._pending = count
        self.pending.show_state("en_attente_envoi", pending_words(count, self._relay), "info")
        self._say(self.pending, count > 0)

    def show_conflicts(self, count: int) -> None:
        """How many fields hold two values that nobody settled."""
        words = "1 champ à départager" if count == 1 else f"{count} champs à départager"
        self.conflicts.show_state("deux_valeurs", words, "warning")
        self._say(self.conflicts, count > 0)

    def show_notices(self, unseen: int) -> None:
        """How many notices were not seen: where they are listed is behind it."""
        more = " ou plus" if unseen >= MOST else ""
        self.notices.setText(f" {wording.number(unseen, 'avis', 'avis')}{more} (F8)")
        self.notices.setAccessibleName(f"{wording.number(unseen, 'avis non vu', 'avis non vus')}{more}, F8")
        self._dress()
        self._say(self.notices, unseen > 0)

    def show_alarms(self, unseen: int, grave: int) -> None:
        """How much was noticed and not seen; how much of it is `grave`: that is said first, and never folded away."""
        words = wording.number(grave, "alerte") if grave else wording.number(unseen, "constat")
        self.alarms.setText(f" {words}")
        self.alarms.setAccessibleName(f"{words}, Maj+F8")
        self._grave = grave > 0
        plain.mark(self.alarms, "look", "line_error" if grave else "line")
        self._dress()
        self._say(self.alarms, unseen > 0)

    def show_frame(self, frame: str) -> None:
        self.frame.setText(FRAMES.get(frame, ""))
        self._say(self.frame, frame in FRAMES)

    def say(self, words: str) -> None:
        """Something was done."""
        self._notice("favorable", words, "success")

    def complain(self, error: Exception) -> None:
        """A rule said no, or the world failed: the words say what is safe and what to do."""
        words = str(error) if isinstance(error, Refused | Unavailable) else "Erreur imprévue"
        self._notice("a_completer", words, "error")

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.StyleChange:
            self._dress()
            self._measure()
            self._fold()
        super().changeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def event(self, event: QEvent) -> bool:
        """What is said moved: the rules between it move as well."""
        if event.type() == QEvent.Type.LayoutRequest:
            self.update()
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = theme.current()
        painter = QPainter(self)
        painter.fillRect(self.rect(), colours.warning_background if self._offline else colours.window)
        edge = colours.warning if self._offline else colours.rule_strong
        painter.fillRect(0, 0, self.width(), 2 if self._offline else 1, edge)
        shown = sorted((part for part in self._parts() if part.isVisibleTo(self)), key=lambda part: part.x())
        for before, after in pairwise(shown):  # a thin rule between two things said, none across the empty middle
            if after.x() - before.geometry().right() < 2 * GAP:
                middle = (before.geometry().right() + after.x()) // 2
                painter.fillRect(middle, theme.size(7), 1, self.height() - theme.size(13), colours.rule_strong)
        painter.end()

    def _show_clock(self, state: ExchangeState, zone: str) -> None:
        """What the clock is wrong by stays in sight longer than what is only good to know."""
        self._wrong = skew.is_wrong(state.skew_ms)
        words = clock_words(state, zone)
        shape, tone = ("saisie_differee", "warning") if self._wrong else ("", "text_secondary")
        self.clock.show_state(shape, words, tone)
        plain.tip(self.clock, skew.sentence(state.skew_ms or 0))
        self.clock.setAccessibleDescription(skew.sentence(state.skew_ms or 0))
        self._say(self.clock, bool(words))

    def _notice(self, shape: str, words: str, tone: str) -> None:
        self.notice.show_state(shape, words, tone)
        self._say(self.notice, bool(words))

    def _put(self, part: QLabel, words: str) -> None:
        part.setText(words)
        self._say(part, bool(words))

    def _say(self, part: QWidget, said: bool) -> None:
        (self._said.add if said else self._said.discard)(part)
        self._fold()

    def _fold(self) -> None:
        """Show what is to be said as far as there is room: whole words, the least needed going first."""
        shown = {part for part in self._parts() if part in self._said}
        least: tuple[QWidget, ...] = (self.synchronised, self.frame, self._again)
        least = (*least, self.clock) if self._wrong else (self.clock, *least)
        for part in least if self._grave else (*least, self.alarms):
            if self._needs(shown) <= self.width():
                break
            shown.discard(part)
        for part in self._parts():
            part.setVisible(part in shown)

    def _parts(self) -> tuple[QWidget, ...]:
        signs = (self.link, self.pending, self.conflicts, self.notice)
        return (self.alarms, *signs, self.synchronised, self._again, self.notices, self.clock, self.frame)

    def _dress(self) -> None:
        self.notices.setIcon(shapes.icon("non_lue", theme.current().primary, theme.size(9)))
        tone = theme.current().error if self._grave else theme.current().primary
        self.alarms.setIcon(shapes.icon("alerte" if self._grave else "info", tone, theme.size(11)))
        self.alarms.setIconSize(QSize(theme.size(11), theme.size(11)))
        self.notices.setIconSize(QSize(theme.size(9), theme.size(9)))

    def _needs(self, parts: Collection[QWidget]) -> int:
        return sum(part.sizeHint().width() + GAP for part in parts) + 2 * GAP

    def _measure(self) -> None:
        self.setFixedHeight(theme.size(OFFLINE_HEIGHT if self._offline else HEIGHT))


def pending_words(count: int, relay: RelayState | None = None) -> str:
    """7 enregistrées sur ce poste, en attente d’envoi; a relay that holds them all is named, and receives nothing for
    the server."""
    there = relay is not None and bool(relay.prefix) and relay.kept >= count
    where = "sur ce poste et sur le relais, en attente du serveur" if there else "sur ce poste, en attente d’envoi"
    return f"{count} enregistrée{'s' if count > 1 else ''} {where}"


def relay_words(relay: RelayState, zone: str) -> str:
    """Hors ligne (serveur) · relais SIG2 14:03:10; nothing without a relay."""
    if not relay.prefix or relay.at is None:
        return ""
    return f"Hors ligne (serveur) · relais {relay.prefix} {hours.seconds(relay.at, zone)}"


def clock_words(state: ExchangeState, zone: str) -> str:
    """horloge du poste +0,2 s; offline, when it was measured; +38 min, vos heures aussi."""
    if state.skew_ms is None:
        return "horloge du poste : écart inconnu" if not state.online else ""
    lapse = skew.lapse(state.skew_ms)
    words = f"horloge du poste {lapse or 'à l’heure'}"
    if skew.is_wrong(state.skew_ms):
        words += ", vos heures aussi"
    if state.online or state.last_exchange is None:
        return words
    return f"{words} (mesurée {times.hour(state.last_exchange, zone)})"
