"""« Qui est d’astreinte maintenant ? » answered first, offline; then the week of every line, its gaps named."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QHideEvent, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QStackedWidget, QWidget

from app.core import times
from app.core.changes import Changes
from app.core.clock import Clock
from app.core.duty import DAY, Duty, line_of
from app.core.store.rows import CrisisRow
from app.sync.state import ExchangeState
from app.ui import arrangement, controls, detail_rows, duty_asking, duty_words, form, hours, plain, theme
from app.ui.duty_acts import DutyActs
from app.ui.duty_asking import WEEK, Asked, Found
from app.ui.duty_cards import DutyCards
from app.ui.duty_heads import DutyHeads, DutyLegend
from app.ui.duty_revealing import DutyRevealing
from app.ui.duty_spans import GAP, OVERLAP
from app.ui.duty_week import DutyWeek, row_height
from app.ui.private_numbers import LOCK
from app.ui.station import Station

TITLE, THEN = "Qui est d’astreinte maintenant ?", "Qui est d’astreinte {} ?"
OFFLINE = "répond hors ligne"
NOTHING = (
    "Aucune astreinte n’est écrite sur ce poste.\n"
    "« Nouvelle astreinte… » en écrit une, « Tour d’astreinte… » écrit d’un coup ceux qui se relaient."
)
NO_MATCH = "Aucune ligne d’astreinte ne répond à « {} »."
EVERY = 30_000  # ms between two looks at the hour: somebody may have taken over
CALM = 150  # ms after a change or a letter before it is read again
CARDS = 0.46  # of the height of the page, at most
HEADS_NEED = 1180  # width at 100 % under which the heads take two lines
FILTER = 180  # width at 100 %
FEWEST = 3  # lines of the week in sight at least


class DutyPage(QWidget):
    """`contact_wanted` tells the contact (id) to open, `said` what was done."""

    contact_wanted = Signal(str)
    said = Signal(str)

    def __init__(self, station: Station, now: Callable[[], int] | None = None):
        super().__init__()
        self._station, self._now = station, now or Clock().now
        self._crisis: CrisisRow | None = None
        self._found: Found | None = None
        self._since = 0  # in the first day of the week that was chosen; 0: the day asked for
        self._busy = self._stale = False
        self._wanted = self._restorable = ""
        self._exchange: ExchangeState | None = None
        self.acts = DutyActs(self, station, self._now)
        self.revealing = DutyRevealing(station, self)
        self.filter = form.line("Filtrer les astreintes", hint="Santé, DICOM, demain 8h…")
        self.filter.setClearButtonEnabled(True)
        self.cards = DutyCards("Qui est d’astreinte")
        self.week = DutyWeek("Semaine, ligne par ligne")
        self.heads, self.legend = DutyHeads(self.week), DutyLegend()
        self.title = plain.label(TITLE, "page_title")
        self.hour = plain.PartsLabel("Heure", "small", "text_secondary")
        self.days = plain.label("", "heading", name="Semaine montrée")
        self.before = controls.button("◀", partial(self.turn, -1), "dense", "Semaine précédente")
        self.today = controls.button("Aujourd’hui", self.show_today, "dense", "Revenir à aujourd’hui")
        self.after = controls.button("▶", partial(self.turn, 1), "dense", "Semaine suivante")
        self.told = plain.label("", "small_strong", "success", wrap=True, name="Résultat")
        self.restore = controls.button("Rétablir", self._restore, "dense", "Rétablir l’astreinte annulée")
        self.about_private = plain.label(duty_words.about_private(station.role), "small", "text_secondary", wrap=True)
        self._empty = plain.label(NOTHING, "body", "text_secondary", wrap=True)
        self._calm, self._age = QTimer(self), QTimer(self)
        self._calm.setSingleShot(True)
        self._calm.setInterval(CALM)
        self._age.setInterval(EVERY)
        self._lay_out()
        self._connect()

    @property
    def panes(self) -> tuple[QWidget, ...]:
        """Where F6 stops."""
        return (self.filter, self.cards, self.week)

    def show_crisis(self, crisis: CrisisRow | None) -> None:
        """Show what that crisis adds to what everybody shares; its organisations come first."""
        former, self._crisis = self._crisis, crisis
        if (former.id if former else "") != (crisis.id if crisis else ""):
            self.revealing.conceal()
            self._tell("")
        self.acts.show_crisis(crisis)
        self.read()

    def show_record(self, id: str) -> None:
        """Go to that line, or to that slot in its line: the one that awaits a choice is opened."""
        self._wanted = ""
        self.filter.clear()
        if "\n" in id:
            self._wanted = id
            self.read()
        elif id:
            self._station.background.read(partial(self._station.reading.duty, id), self._go_to, self.acts.refused)

    def turn(self, by: int) -> None:
        """Show the week that follows or comes before."""
        if self._found is not None:
            middle = self._found.days.start + DAY // 2
            self._since = middle + by * WEEK * DAY
            self.read()

    def show_today(self) -> None:
        """Show the week that begins today."""
        self._since = 0
        self.read()

    def read(self) -> None:
        """Ask for what is to be shown; one question at a time, the last one always answered."""
        if self._busy:
            self._stale = True
            return
        self._busy, self._stale = True, False
        asked = Asked(self._crisis, self.filter.text(), self._since, self._now())
        find = partial(duty_asking.find, self._station.reading, asked)
        self._station.background.read(find, self._show, self._failed)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._age.start()
        self.read()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if not event.spontaneous():
            self._age.stop()
            self.revealing.conceal()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._fit()

    def _go_to(self, duty: Duty) -> None:
        self._wanted = duty_words.key(duty.space, line_of(duty.organisation, duty.function))
        now, found = self._now(), self._found
        at = now if duty.starts <= now < duty.ends else duty.starts
        if found is None or not found.days.start <= at < found.days.end:
            self._since = at
        self.week.stand_at(at)
        self.read()
        if duty.conflicts:
            self.acts.open_slot(duty.id)

    def _fit(self) -> None:
        """One line for each head where there is room; else two, and the legend goes to the foot."""
        narrow = self.width() < theme.size(HEADS_NEED)
        direction = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._head.setDirection(direction)
        self._over.setDirection(direction)
        (self._legend_below if narrow else self._legend_beside).addWidget(self.legend)
        self.filter.setFixedWidth(arrangement.narrow(FILTER))
        self.week.setMinimumHeight(FEWEST * row_height())
        self.cards.be_at_most(round(self.height() * CARDS))

    def _lay_out(self) -> None:
        acts = arrangement.row(self.filter, self.acts.call, self.acts.print, self.acts.new, None, spacing=6)
        titles = arrangement.row(self.title, arrangement.wide(self.hour), spacing=10)
        self._head = arrangement.row(titles, acts, spacing=6, margins=(16, 6, 12, 6))
        self._head.setStretch(0, 1)
        told = arrangement.row(arrangement.wide(self.told), self.restore, margins=(16, 4, 12, 4))
        self._told = arrangement.panel(told)
        self._told.hide()
        self.days.setContentsMargins(0, 0, 10, 0)
        days = arrangement.row(self.days, self.before, self.today, self.after, None, spacing=4)
        self._legend_beside, self._legend_below = (
            arrangement.row(self.legend),
            arrangement.column(margins=(16, 0, 12, 0)),
        )
        week_acts = arrangement.row(self._legend_beside, self.acts.rotate, self.acts.fill, None, spacing=6)
        self._over = arrangement.row(days, week_acts, spacing=6, margins=(16, 6, 12, 6))
        self._over.setStretch(0, 1)
        lock = controls.Sign(LOCK, "", "text_secondary")
        masked = arrangement.row(lock, arrangement.wide(self.about_private))
        foot = arrangement.row(masked, margins=(16, 6, 12, 7))
        table = arrangement.column(self.heads, self.week)
        table.setStretch(1, 1)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._below = QStackedWidget()
        self._below.addWidget(detail_rows.holder(table))
        self._below.addWidget(arrangement.panel(arrangement.column(None, self._empty, None, margins=(40, 40, 40, 40))))
        parts = (self.cards, controls.rule("rule_strong"), arrangement.panel(self._over), controls.rule(), self._below)
        inside = arrangement.column(*parts, self._legend_below)
        inside.setStretch(len(parts) - 1, 1)
        scrolled = arrangement.scroll(arrangement.panel(inside))
        above = (arrangement.panel(self._head), controls.rule(), self._told)
        whole = arrangement.column(*above, scrolled, controls.rule(), arrangement.panel(foot))
        whole.setStretch(len(above), 1)
        self.setLayout(whole)

    def _connect(self) -> None:
        background = self._station.background
        background.changed.connect(self._look_again)
        background.exchange.connect(self._show_exchange)
        self._calm.timeout.connect(self.read)
        self._age.timeout.connect(self.read)
        self.filter.textChanged.connect(lambda _: self._calm.start())
        self.filter.returnPressed.connect(self.cards.setFocus)
        self.cards.wanted.connect(self._open)
        self.cards.show_wanted.connect(self._reveal)
        self.cards.copied.connect(self._copy)
        self.week.opened.connect(self.acts.open_span)
        self.week.turned.connect(self.turn)
        self.revealing.changed.connect(self._show_cards)
        self.revealing.refused.connect(lambda words: self._tell(words, "error"))
        self.acts.told.connect(self._tell)
        self.acts.cancelled.connect(self._offer_to_restore)
        down = QShortcut(QKeySequence(Qt.Key.Key_Down), self.filter)
        down.setContext(Qt.ShortcutContext.WidgetShortcut)
        down.activated.connect(self.cards.setFocus)

    def _look_again(self, changes: Changes) -> None:
        if self.isVisible():
            self._calm.start()

    def _show_exchange(self, state: ExchangeState) -> None:
        self._exchange = state
        self._say_hour()

    def _failed(self, error: Exception) -> None:
        self._busy = False
        self._station.background.failed.emit(error)

    def _show(self, found: Found) -> None:
        self._busy = False
        if self._stale or found.asked.space != (self._crisis.id if self._crisis else ""):
            self.read()
            return
        self._found = found
        self.acts.show_found(found)
        self.about_private.setText(duty_words.about_private(found.role or self._station.role))
        self._show_cards()
        zone = found.asked.zone
        self.week.show_week(found.rows, found.days, found.asked.now, zone)
        self.heads.update()
        kinds = [span.kind for row in found.rows for span in row.spans]
        self.legend.show_counts({kind: kinds.count(kind) for kind in (GAP, OVERLAP)})
        self.days.setText(_week_words(found.days.start, found.days.end - 1, zone))
        here = found.days.start <= found.asked.now < found.days.end
        self.today.setEnabled(not here or bool(self._since))
        self._empty.setText(NO_MATCH.format(found.asked.typed.strip()) if found.total else NOTHING)
        self._below.setCurrentIndex(0 if found.rows else 1)
        self._say_hour()

    def _show_cards(self) -> None:
        if self._found is not None:
            cards = duty_asking.texts(self.revealing.clear, self._found)
            self.cards.setVisible(bool(cards))
            self.cards.show_cards(cards, self._wanted)
            if self._wanted:
                self.week.choose(self._wanted)
                self.cards.setFocus()
                self._wanted = ""

    def _say_hour(self) -> None:
        """The hour that is answered for, and since when nothing was heard of the others."""
        found = self._found
        if found is None:
            return
        zone, now = found.asked.zone, found.asked.now
        other = found.at != now
        self.title.setText(THEN.format(_at_words(found.at, now, zone)) if other else TITLE)
        day = f"{times.day(found.at, zone).rpartition(' ')[0]}, {times.hour(found.at, zone)}"
        state = self._exchange
        if state is None or state.online:
            plain.mark(self.hour, "tone", "text_secondary")
            self.hour.show_parts((f"{day}, {times.zone_words(zone)}", OFFLINE))
            return
        last = state.last_exchange
        near = "" if last is None else hours.near_day(last, now, zone) or times.short_day(last, zone)
        heard = "" if last is None else f", reçu {near} à {times.hour(last, zone)}"
        plain.mark(self.hour, "tone", "warning")
        self.hour.show_parts((day, f"hors ligne{heard}"))

    def _open(self, id: str) -> None:
        """The contact of that card; in his absence what there is to correct or to fill."""
        card = next((one for one in self.cards.items if one.id == id), None)
        if not isinstance(card, duty_words.DutyCard) or self._found is None:
            return
        one = self._found.answers[self.cards.items.index(card)]
        if card.contact and not any(other.slot.conflict for other in one.holding):
            self.contact_wanted.emit(card.contact)
            return
        if one.holding:
            self.acts.open_slots([(other.slot.id, other.name) for other in one.holding])
            return
        row = next((row for row in self._found.rows if row.id == id), None)
        if row is not None and one.gap is not None:
            self.acts.fill_gap(row, one.gap)

    def _reveal(self, id: str) -> None:
        card = next((one for one in self.cards.items if one.id == id), None)
        if isinstance(card, duty_words.DutyCard):
            self.revealing.toggle(card.contact, f"astreinte, {card.head}")

    def _copy(self, number: str) -> None:
        QGuiApplication.clipboard().setText(number)
        self._tell(f"Copié : {number}")

    def _tell(self, words: str, tone: str = "success") -> None:
        """Say what was done above the cards, until the next act."""
        self.told.setText(words)
        plain.mark(self.told, "tone", tone)
        self.restore.hide()
        self._told.setVisible(bool(words))
        if words:
            self.said.emit(words)

    def _offer_to_restore(self, id: str) -> None:
        self._restorable = id
        self.restore.show()

    def _restore(self) -> None:
        self.acts.restore(self._restorable)


def _week_words(first: int, last: int, zone: str) -> str:
    """Semaine du 24 au 30 septembre; du 28 septembre au 4 octobre"""
    start, end = times.date_words(first, zone), times.date_words(last, zone)
    (day, month, year), (_, other_month, other_year) = start.split(), end.split()
    begins = day if (month, year) == (other_month, other_year) else f"{day} {month}"
    if year != other_year:
        return f"Semaine du {start} au {end}"
    return f"Semaine du {begins} au {end.rpartition(' ')[0]}"


def _at_words(at: int, now: int, zone: str) -> str:
    """demain à 08:00, le lun. 28 à 08:00"""
    day = hours.near_day(at, now, zone) or f"le {times.short_day(at, zone)}"
    return f"{day} à {times.hour(at, zone)}"
