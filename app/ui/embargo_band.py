"""Until when a text is kept from leaving, and how long that is: counted second by second while it is in sight."""

import time

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QWidget

from app.core import times
from app.core.message import Message
from app.core.message_events import EmbargoSet
from app.core.situation import ServerTime
from app.ui import arrangement, controls, plain
from app.ui.state_words import when
from app.ui.wording import person

SECOND = 1_000
NOT_SURE = "L’horloge de ce poste n’est pas vérifiée : à l’heure dite, le CCOM ou le DIR confirme qu’elle est passée."


class EmbargoBand(QFrame):
    """`over` tells that the hour has come: where the message stands is to be read again."""

    over = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "surface")
        self._until = 0
        self._read = (0, 0.0)  # the server's hour when the message was read, and the seconds of this machine then
        self._title = plain.label("", "small_bold", wrap=True)
        self._reason = plain.label("", "small", "text_secondary", wrap=True)
        self._rule = plain.label("", "small", "text_secondary", wrap=True)
        self.left = plain.label("", "vital", name="Temps restant avant la fin de l’embargo")
        words = arrangement.column(self._title, self._reason, self._rule, spacing=1)
        row = arrangement.row(controls.Sign("embargo", ""), words, self.left, spacing=6, margins=(12, 7, 14, 7))
        row.setStretch(1, 1)
        self.setLayout(arrangement.column(row, controls.rule("rule_strong")))
        self._tick = QTimer(self)
        self._tick.setInterval(SECOND)
        self._tick.timeout.connect(self._count)

    def show_message(self, message: Message, zone: str) -> None:
        """Show its embargo, when one stands."""
        situation = message.situation
        embargo = situation.embargo if situation else None
        if situation is None or embargo is None:
            self._until = 0
            self.hide()
            return
        self._until = embargo.until or 0
        self._read = (situation.time.now, time.monotonic())
        self._title.setText(title(embargo, situation.time, zone))
        self._reason.setText(f"{embargo.reason[:1].upper()}{embargo.reason[1:]}")
        self._reason.setAccessibleName(f"{embargo.reason}, posé par {person(embargo.by)}")
        self._rule.setText(rule(embargo, situation.time, situation.to_confirm))
        self.left.setVisible(bool(self._until) and not situation.to_confirm)
        self.setAccessibleName(f"{self._title.text()}. {self._reason.text()} {self._rule.text()}")
        self._count()
        self.show()
        self._run()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._run()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._tick.stop()

    def _run(self) -> None:
        """Count, as long as there is something to count that somebody sees."""
        if self.left.isVisible():
            self._tick.start()
        else:
            self._tick.stop()

    @property
    def ticking(self) -> bool:
        return self._tick.isActive()

    def _count(self) -> None:
        at, then = self._read
        left = self._until - at - round((time.monotonic() - then) * SECOND)
        self.left.setText(f"−{lasting(max(0, left))}")
        if left <= 0:
            self._tick.stop()
            if self.left.isVisibleTo(self):
                self.over.emit()


def lifted(message: Message, now: int, zone: str) -> QWidget | None:
    """Who lifted the last embargo, when and why; nothing when none was."""
    told = [one.lifted for one in message.embargoes if one.lifted is not None]
    if not told:
        return None
    last = max(told, key=lambda one: one.at)
    words = f"Embargo levé par {person(last.by)}, {when(last.at, now, zone)} : {last.reason}"
    return arrangement.panel(
        arrangement.row(
            controls.Sign("embargo", "", "text_secondary"),
            arrangement.wide(plain.label(words, "small", "text_secondary", wrap=True)),
            margins=(12, 5, 14, 5),
        )
    )


def title(embargo: EmbargoSet, time: ServerTime, zone: str) -> str:
    """Embargo jusqu’à 04:00, Paris."""
    if embargo.until is None:
        return "Embargo jusqu’à décision"
    named = embargo.zone or zone
    return (
        f"Embargo jusqu’à {when(embargo.until, time.now, named)}, {times.zone_words(named).removeprefix('heure de ')}"
    )


def rule(embargo: EmbargoSet, time: ServerTime, to_confirm: bool) -> str:
    """What ends it."""
    if to_confirm:
        return "L’heure semble passée, sans horloge sûre : le CCOM ou le DIR le confirme."
    if embargo.until is not None and not time.sure:
        return f"Levée : décision nommée du DIR. {NOT_SURE}"
    return "Levée : décision nommée du DIR"


def lasting(ms: int) -> str:
    """00:43:56; beyond two days, the days first: 3 j 02:10:00."""
    seconds = ms // SECOND
    hours, rest = divmod(seconds, 3600)
    days, hours = divmod(hours, 24) if hours >= 48 else (0, hours)
    clock = f"{hours:02}:{rest // 60:02}:{rest % 60:02}"
    return f"{days} j {clock}" if days else clock
