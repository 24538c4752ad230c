"""Where a message stands: what it lacks first, then its circuit step by step, and the acts, always in sight."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.core.store.rows import CrisisRow
from app.core.times import MINUTE
from app.ui import arrangement, controls, embargo_band, message_acts, message_band, theme
from app.ui.acts_bar import ActsBar
from app.ui.circuit_view import circuit
from app.ui.dispatches_part import DispatchesPart
from app.ui.embargo_band import EmbargoBand
from app.ui.opened_message import Opened
from app.ui.state_words import Known, standing
from app.ui.station import Station
from app.ui.visa_box import Around


class VisaPanel(QWidget):
    """`press` is called with the key of an act, `more` to list them all, `go` with the id of another message."""

    embargo_over = Signal()

    def __init__(
        self,
        station: Station,
        press: Callable[[str], object],
        more: Callable[[], object],
        go: Callable[[str], object],
    ):
        super().__init__()
        self._station, self._go = station, go
        self._shown: tuple[object, ...] = ()
        self._of = ""
        self._band = arrangement.column()
        self._lifted = arrangement.column()
        self._sent = arrangement.column()
        self._dispatches: DispatchesPart | None = None
        self.embargo = EmbargoBand()
        self.embargo.hide()
        self.embargo.over.connect(self.embargo_over)
        self._circuit = arrangement.column(spacing=2, margins=(16, 9, 16, 12))
        inside = arrangement.column(self._band, self.embargo, self._lifted, self._sent, self._circuit)
        inside.setStretch(4, 1)
        self.scrolled = arrangement.scroll(arrangement.panel(inside))
        self.bar = ActsBar(press, more)
        whole = arrangement.column(self.scrolled, self.bar)
        whole.setStretch(0, 1)
        self.setLayout(whole)

    def show_message(self, opened: Opened, crisis: CrisisRow, known: Known) -> None:
        """Show where it stands, as far as this workstation may vouch for it. What is on the screen already is left
        alone, with the keyboard where it is."""
        message = opened.message
        self._show_acts(opened)
        self.embargo.show_message(message, known.zone)
        self._show_dispatches(opened, crisis)
        late = any(message_acts.is_late(step, known.now) for step in message.steps)
        wanted = (
            *(message.id, opened.version, message.visas, message.remarks, message.embargoes, message.aside),
            *(standing(message, known), opened.contradictions, message.situation and message.situation.review),
            *(message.steps, known.now // MINUTE if late else 0, theme.scale(), theme.current().name),
        )
        if wanted == self._shown:
            return
        place = self.scrolled.verticalScrollBar().value() if self._of == message.id else 0
        self._shown, self._of = wanted, message.id
        for part in (self._band, self._lifted, self._circuit):
            arrangement.clear(part)
        for band in message_band.bands(opened, known, self._go):
            self._band.addWidget(band)
        self._band.addWidget(controls.rule("rule_strong"))
        told = embargo_band.lifted(message, known.now, known.zone)
        if told is not None:
            self._lifted.addWidget(told)
        for widget in circuit(Around(message, opened.version, known.now, known.zone, opened.changed)):
            self._circuit.addWidget(widget)
        self._circuit.addStretch(1)
        self.scrolled.verticalScrollBar().setValue(place)

    def _show_dispatches(self, opened: Opened, crisis: CrisisRow) -> None:
        part, message = self._dispatches, opened.message
        if part is None or self._of != message.id:
            arrangement.clear(self._sent)
            self._dispatches = DispatchesPart(self, self._station, crisis, message, opened.version)
            self._sent.addWidget(self._dispatches)
        elif part.shown != (message.dispatches, opened.version.hash):
            part.show_message(message, opened.version)

    def _show_acts(self, opened: Opened) -> None:
        message = opened.message
        first = message_acts.next_act(message, opened.acts, opened.refused, opened.acting)
        shown = message_acts.in_sight(message, opened.acts, opened.refused, opened.acting, first)
        short = {one.key: message_acts.in_short(message, one, opened.refused.get(one.key, "")) for one in shown}
        self.bar.show_acts(shown, short, first)
