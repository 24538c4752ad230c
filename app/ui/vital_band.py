"""The vital signs: what a chief looks at without touching anything. Each opens the page it speaks of."""

import math
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QSizePolicy

from app.core import times
from app.core.channels import channel_word
from app.core.pace import Pace, expected, near_hour, waited
from app.core.store.rows import CrisisRow
from app.ui import arrangement, shapes, theme
from app.ui.controls import draw_words

if TYPE_CHECKING:
    from app.core.store.counting import Counts
    from app.core.store.reading import Vital

NAME, VALUE = 14, 22  # pixels at 100 %: the heights of its two lines
BAR = 4
LEAST = 200  # pixels at 100 % that a sign needs
AIR, GAP = 16, 8  # pixels, whatever the size of the text: it is the words that need the room
FIRST_STATEMENT = 3600 * 1000  # ms, from the opening of the crisis
TO_SORT = "to_sort"  # what the last sign opens its page on
BRIEF = 2  # the place of the brief that is awaited: after the statement that was promised


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
    """Four signs side by side, of one crisis; a fifth where its briefs keep a rhythm."""

    opened = Signal(str, str)  # the page, and what it is to show

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "surface")
        self._signs = [VitalSign() for _ in range(4)]
        self.brief = VitalSign()
        self._in_order = (*self._signs[:BRIEF], self.brief, *self._signs[BRIEF:])
        self._rows = [arrangement.row(spacing=0) for _ in range(2)]
        self.setLayout(arrangement.column(*self._rows))
        self._rhythm = True  # the briefs are awaited: they have a sign
        self._placed = (0, 0)  # the signs there are, and those of the first row
        self._place()
        for before, after in pairwise(self._in_order):
            self.setTabOrder(before, after)
        for sign in self._in_order:
            sign.opened.connect(self.opened)

    def show_vital(
        self,
        vital: "Vital | None",
        counts: "Counts | None",
        crisis: CrisisRow | None,
        now: int,
        known_at: int | None,
        pace: Pace | None = None,
    ) -> None:
        """Show these figures. `known_at` is the hour of the last exchange while offline: what came since is unknown."""
        if vital is None or counts is None or crisis is None:
            self.hide()
            return
        self.show()
        for widget, sign in zip(self._signs, signs(vital, counts, crisis, now, known_at), strict=True):
            widget.show_sign(sign)
        self._rhythm = pace is not None
        self.brief.setVisible(self._rhythm)
        if pace is not None:
            self.brief.show_sign(brief_sign(pace, now))
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.StyleChange:
            self._place()
        super().changeEvent(event)

    def _place(self) -> None:
        """Put the signs on one row, or on two when it would cut what they count down."""
        shown = [sign for sign in self._in_order if sign is not self.brief or self._rhythm]
        rows = 1 if self.width() >= theme.size(LEAST) * len(shown) else 2
        first = math.ceil(len(shown) / rows)
        if self._placed == (len(shown), first):
            return
        self._placed = (len(shown), first)
        for place, sign in enumerate(shown):
            self._rows[place >= first].addWidget(sign)
            sign.end_row(place in (first - 1, len(shown) - 1))


class VitalSign(QAbstractButton):
    """One sign: its name, its value, and one line more."""

    opened = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self._last = True
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

    def end_row(self, last: bool) -> None:
        """Whether nothing follows it on its row: a rule parts it from what does."""
        self._last = last
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.size(240), theme.size(NAME) + theme.size(VALUE) + AIR)

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
        left, width = AIR, self.width() - AIR - GAP
        name = QRect(left, AIR - GAP - 1, width, theme.size(NAME))
        metrics = QFontMetrics(theme.font("micro_strong"))
        words = metrics.elidedText(self._sign.name, Qt.TextElideMode.ElideMiddle, width)  # « connu à 22:08 » stays
        draw_words(painter, name, words, "text_tertiary", "micro_strong")
        value, tone = QRect(left, name.bottom() + 2, width, theme.size(VALUE)), "text"
        if self._sign.alarm:
            tone, side = "alarm", theme.size(12)
            painter.fillRect(QRect(0, 0, BAR, self.height() - 1), colours.alarm)
            shapes.paint(painter, "priority_1", QRect(left, value.center().y() - side // 2, side, side), colours.alarm)
            value.setLeft(left + side + GAP)
        taken = draw_words(painter, value, self._sign.value, tone, "vital")
        detail = value.adjusted(taken + GAP, theme.size(2), 0, 0)
        draw_words(painter, detail, self._sign.detail, "text_secondary", "small")
        painter.end()


def signs(vital: "Vital", counts: "Counts", crisis: CrisisRow, now: int, known_at: int | None) -> tuple[Sign, ...]:
    """The four signs in words. What may have changed elsewhere says at what hour it was known."""
    hour = f" à {times.hour(known_at, crisis.zone)}" if known_at is not None else ""
    text, word, visas, lines = (
        f", {known}{hour}" if hour else "" for known in ("connu", "connue", "connus", "connues")
    )
    return (
        _last_said(vital, crisis, now, word),
        _promised(vital, crisis.zone, now, text),
        _visas(vital, now, visas),
        _to_sort(counts, now, lines),
    )


def _last_said(vital: "Vital", crisis: CrisisRow, now: int, known: str) -> Sign:
    """How old the last public statement is; before any, how long is left for the first."""
    name = f"Dernière parole publique{known}"
    if vital.last_said is not None:
        version, channel, at = vital.last_said
        said = ", ".join(filter(None, (version, channel_word(channel))))
        return Sign("board", name, times.ago(at, now), f"{near_hour(at, now, crisis.zone)} · {said}")
    if not crisis.open:
        return Sign("board", name, "aucune", "")
    due = crisis.opened_at + FIRST_STATEMENT
    named = f"Première parole publique{known}"
    before = f"avant {near_hour(due, now, crisis.zone)}"
    if due <= now:
        return Sign("board", named, _late(due, now), f"attendue {before}", alarm=True)
    return Sign("board", named, f"dans {times.lasting(_minutes(due, now))}", f"{before} · aucune encore")


def _promised(vital: "Vital", zone: str, now: int, known: str) -> Sign:
    """The next statement announced to the public; once its hour has passed, a promise that was not kept."""
    name = f"Prochain point promis{known}"
    if vital.promised is None:
        return Sign("messages", name, "aucun", "aucun rendez-vous annoncé")
    reference, at = vital.promised
    hour = f"à {near_hour(at, now, zone)}"
    if at <= now:
        return Sign("messages", name, hour, f"{_late(at, now)} · {reference}", alarm=True)
    return Sign("messages", name, hour, f"dans {times.lasting(_minutes(at, now))} · {reference}")


def brief_sign(pace: Pace, now: int) -> Sign:
    """The brief that the rhythm of the crisis calls for: a late one is an alarm. Its hour is known here, online or
    not."""
    one = expected(pace, now)
    how_long = f"{'attendu depuis' if one.late else 'dans'} {waited(one, now)}"
    hour = f"à {near_hour(one.at, now, pace.zone)}"
    return Sign("briefs", "Prochain point de situation", hour, how_long, alarm=one.late)


def _visas(vital: "Vital", now: int, known: str) -> Sign:
    """The visas that did not come in time, by whom; when none is late, mine."""
    if vital.overdue:
        by_party: dict[str, int] = {}
        for one in vital.overdue:
            by_party.setdefault(one.label, one.due)  # the oldest comes first
        late = [f"{label} +{times.lasting((now - due) // times.MINUTE)}" for label, due in by_party.items()]
        return Sign("messages", f"Visas en retard{known}", str(len(vital.overdue)), " · ".join(late), alarm=True)
    count = vital.visas_mine
    waiting = "texte vous attend" if count == 1 else "textes vous attendent"
    detail = waiting if count else "aucun texte ne vous attend, aucun retard"
    return Sign("visas", f"Visas à donner{known}", str(count), detail)


def _late(due: int, now: int) -> str:
    return f"en retard de {times.lasting((now - due) // times.MINUTE)}"


def _minutes(at: int, now: int) -> int:
    """What is left until then, never nothing."""
    return max(1, (at - now) // times.MINUTE)


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
