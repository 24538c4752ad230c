"""The vital signs: what a chief looks at without touching anything. Each opens the page it speaks of."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QSizePolicy

from app.core import times
from app.core.store.rows import CrisisRow
from app.ui import shapes, theme
from app.ui.controls import draw_words

if TYPE_CHECKING:
    from app.core.store.counting import Counts
    from app.core.store.reading import Vital

HEIGHT, BAR = 52, 4
A_DAY = 24 * 3600 * 1000  # ms
TO_SORT = "to_sort"  # what the fourth sign opens its page on


@dataclass(frozen=True, slots=True)
class Sign:
    """One vital sign in words; `page` is the page it opens, `among` what it shows there. An `alarm` has its shape."""

    page: str
    name: str
    value: str
    detail: str
    among: str = ""
    alarm: bool = False


class VitalBand(QFrame):
    """Four signs side by side, of one crisis."""

    opened = Signal(str, str)  # the page, and what it is to show

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

    def show_vital(
        self, vital: "Vital | None", counts: "Counts | None", crisis: CrisisRow | None, now: int, known_at: int | None
    ) -> None:
        """Show these figures. `known_at` is the hour of the last exchange while offline: what came since is unknown."""
        if vital is None or counts is None or crisis is None:
            self.hide()
            return
        self.show()
        for widget, sign in zip(self._signs, signs(vital, counts, crisis.zone, now, known_at), strict=True):
            widget.show_sign(sign)


class VitalSign(QAbstractButton):
    """One sign: its name, its value, and one line more."""

    opened = Signal(str, str)

    def __init__(self, *, last: bool) -> None:
        super().__init__()
        self._last = last
        self._sign = Sign("", "", "", "")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.clicked.connect(lambda: self.opened.emit(self._sign.page, self._sign.among))

    def show_sign(self, sign: Sign) -> None:
        self._sign = sign
        alarm = ", alerte" if sign.alarm else ""
        self.setAccessibleName(f"{sign.name} : {sign.value}{alarm}")
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
        value, tone = QRect(left, theme.size(22), width, theme.size(22)), "text"
        if self._sign.alarm:
            tone, side = "alarm", theme.size(12)
            painter.fillRect(QRect(0, 0, BAR, self.height() - 1), colours.alarm)
            shapes.paint(painter, "priority_1", QRect(left, value.center().y() - side // 2, side, side), colours.alarm)
            value.setLeft(left + side + theme.size(8))
        taken = draw_words(painter, value, self._sign.value, tone, "vital")
        detail = value.adjusted(taken + theme.size(8), theme.size(2), 0, 0)
        draw_words(painter, detail, self._sign.detail, "text_secondary", "small")
        painter.end()


def signs(vital: "Vital", counts: "Counts", zone: str, now: int, known_at: int | None) -> tuple[Sign, ...]:
    """The four signs in words. What may have changed elsewhere says at what hour it was known."""
    hour = f" à {times.hour(known_at, zone)}" if known_at is not None else ""
    text, visas, lines = (f", {known}{hour}" if hour else "" for known in ("connu", "connus", "connues"))
    return (
        _last_validated(vital, zone, now, text),
        _last_brief(vital, zone, now, text),
        _visas(vital, visas),
        _to_sort(counts, now, lines),
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


def _to_sort(counts: "Counts", now: int, known: str) -> Sign:
    """What waits for triage is work, and no alarm; a priority 1 that waits is one."""
    name = f"Entrées à trier{known}"
    if not counts.to_sort:
        return Sign("journal", name, "0", "aucune n’attend", TO_SORT)
    waits = (now - (counts.oldest_to_sort or now)) // times.MINUTE
    oldest = "la plus ancienne attend" if counts.to_sort > 1 else "elle attend"
    said = [f"{counts.urgent_to_sort} P1"] if counts.urgent_to_sort else []
    said.append(f"{oldest} depuis {times.lasting(waits)}" if waits > 0 else "à l’instant")
    return Sign("journal", name, str(counts.to_sort), " · ".join(said), TO_SORT, bool(counts.urgent_to_sort))
