"""The vital signs: what a chief looks at without touching anything. Each opens the page it speaks of."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QSizePolicy

from app.core import times
from app.core.store.rows import CrisisRow
from app.ui import theme, wording
from app.ui.controls import draw_words

if TYPE_CHECKING:
    from app.core.store.reading import Vital

HEIGHT = 52
A_DAY = 24 * 3600 * 1000  # ms


@dataclass(frozen=True, slots=True)
class Sign:
    """One vital sign in words; `page` is the page it opens."""

    page: str
    name: str
    value: str
    detail: str


class VitalBand(QFrame):
    """Four signs side by side, of one crisis."""

    opened = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "surface")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self._signs = [VitalSign(last=place == 3) for place in range(4)]
        for sign in self._signs:
            self._row.addWidget(sign)
            sign.opened.connect(self.opened)

    def show_vital(self, vital: "Vital | None", crisis: CrisisRow | None, now: int, known_at: int | None) -> None:
        """Show these figures. `known_at` is the hour of the last exchange while offline: what came since is unknown."""
        if vital is None or crisis is None:
            self.hide()
            return
        self.show()
        for widget, sign in zip(self._signs, signs(vital, crisis.zone, now, known_at), strict=True):
            widget.show_sign(sign)


class VitalSign(QAbstractButton):
    """One sign: its name, its value, and one line more."""

    opened = Signal(str)

    def __init__(self, *, last: bool) -> None:
        super().__init__()
        self._last = last
        self._sign = Sign("", "", "", "")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.clicked.connect(lambda: self.opened.emit(self._sign.page))

    def show_sign(self, sign: Sign) -> None:
        self._sign = sign
        self.setAccessibleName(f"{sign.name} : {sign.value}")
        self.setAccessibleDescription(sign.detail)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.size(240), theme.size(HEIGHT))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = theme.current()
        painter = QPainter(self)
        painter.fillRect(self.rect(), colours.hover if self.underMouse() else colours.surface)
        painter.setPen(QPen(colours.rule_strong, 1))
        painter.drawLine(self.rect().bottomLeft(), self.rect().bottomRight())
        if not self._last:
            painter.setPen(QPen(colours.rule, 1))
            painter.drawLine(self.rect().topRight(), self.rect().bottomRight())
        left, width = theme.size(16), self.width() - theme.size(24)
        name = QRect(left, theme.size(7), width, theme.size(14))
        metrics = QFontMetrics(theme.font("micro_strong"))
        words = metrics.elidedText(self._sign.name, Qt.TextElideMode.ElideMiddle, width)  # « connu à 22:08 » stays
        draw_words(painter, name, words, "text_tertiary", "micro_strong")
        value = QRect(left, theme.size(22), width, theme.size(22))
        taken = draw_words(painter, value, self._sign.value, "text", "vital")
        detail = value.adjusted(taken + theme.size(8), theme.size(2), 0, 0)
        draw_words(painter, detail, self._sign.detail, "text_secondary", "small")
        painter.end()


def signs(vital: "Vital", zone: str, now: int, known_at: int | None) -> tuple[Sign, ...]:
    """The four signs in words. What may have changed elsewhere says at what hour it was known."""
    known = f", connu à {times.hour(known_at, zone)}" if known_at is not None else ""
    return (
        _last_validated(vital, zone, now, known),
        _last_brief(vital, zone, now, known),
        _visas(vital, known),
        _journal(vital, zone),
    )


def _last_validated(vital: "Vital", zone: str, now: int, known: str) -> Sign:
    name = f"Dernier texte validé{known}"
    if vital.last_validated is None:
        return Sign("messages", name, "aucun", "")
    reference, title, at = vital.last_validated
    return Sign("messages", name, times.ago(at, now), f"{times.hour(at, zone)} · {reference} {title}")


def _last_brief(vital: "Vital", zone: str, now: int, known: str) -> Sign:
    name = f"Dernier point de situation{known}"
    if vital.last_brief is None:
        return Sign("briefs", name, "aucun", "")
    reference, cutoff = vital.last_brief
    when = times.ago(cutoff, now) if abs(now - cutoff) < A_DAY else times.day(cutoff, zone)
    return Sign("briefs", name, f"arrêté à {times.hour(cutoff, zone)}", f"{reference} · {when}")


def _visas(vital: "Vital", known: str) -> Sign:
    count = vital.visas_mine
    waiting = "texte vous attend" if count == 1 else "textes vous attendent"
    detail = waiting if count else "aucun texte ne vous attend"
    return Sign("messages", f"Visas à donner{known}", str(count), detail)


def _journal(vital: "Vital", zone: str) -> Sign:
    marked = wording.number(vital.key_events, "fait marquant", "faits marquants")
    last = f" · dernière saisie {times.hour(vital.last_entry_at, zone)}" if vital.last_entry_at else ""
    return Sign("journal", "Main courante", wording.number(vital.entries, "entrée"), f"{marked}{last}")
