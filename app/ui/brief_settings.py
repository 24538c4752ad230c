"""What a brief being composed is called, its format, the hour it stops at, and the act that freezes it."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QWidget

from app.core import times
from app.core.brief_formats import FORMATS
from app.core.brief_offer import Proposal
from app.core.composition import Composition
from app.core.errors import Refused
from app.ui import arrangement, controls, form, plain, theme
from app.ui.flow_layout import FlowLayout

CUTOFF_WIDTH = 92
DAY = 24 * 60 * times.MINUTE
FREEZE, APPROVE = "Figer et numéroter", "Figer et approuver"


class SettingsBar(QFrame):
    """`formatted` tells the format, `stopped` the hour (ms; 0: now, as it goes), `approving` whether freezing approves,
    `frozen` that it is to be, `restarted` that all is to be as proposed, `ended` that the page is left."""

    formatted = Signal(str)
    stopped = Signal(object)  # milliseconds do not fit in a C int
    approving = Signal(bool)
    frozen = Signal()
    restarted = Signal()
    ended = Signal()

    def __init__(self, now: Callable[[], int]):
        super().__init__()
        self.setProperty("look", "surface")
        self._now, self._zone, self._cutoff, self._fixed = now, "UTC", 0, False
        self._shown = ""
        self.title = plain.label("", "page_title")
        self.format = form.choice("Format", {code: one.name.capitalize() for code, one in FORMATS.items()})
        self.format.activated.connect(lambda _: self.formatted.emit(form.value(self.format)))
        self.cutoff = form.line("Arrêté à", hint="02:48")
        self.cutoff.setMaximumWidth(theme.size(CUTOFF_WIDTH))
        self.cutoff.editingFinished.connect(self._take)
        self.present = controls.button("Maintenant", self._take_present, "dense", "Arrêter à l’heure présente")
        plain.tip(self.present, "L’heure d’arrêté suit l’horloge tant que le point n’est pas figé.")
        self.approve = QCheckBox("Approuver en figeant")
        self.approve.setChecked(True)
        self.approve.clicked.connect(self.approving)
        self.freeze = controls.button(FREEZE, self.frozen.emit, "primary_dense")
        self.restart = controls.button("Recommencer…", self.restarted.emit, "link")
        plain.tip(self.restart, "Oublier les choix et revenir à ce qui est proposé.")
        self.close_button = controls.button("Fermer", self.ended.emit, "dense")
        self._said = plain.label("", "small", "text_secondary", wrap=True, name="Ce que figer veut dire")
        self._lay_out()

    def show_settings(self, proposal: Proposal, composed: Composition, approving: bool, may_approve: bool) -> None:
        """Show what is chosen."""
        self._zone, self._cutoff, self._fixed = proposal.crisis.zone, proposal.cutoff, bool(composed.cutoff)
        again = ", repris" if composed.revises else ""
        self.title.setText(f"Point de situation n° {proposal.number}{again}")
        self.format.setCurrentIndex(max(0, self.format.findData(composed.format)))
        if not self.cutoff.hasFocus():
            self.show_cutoff()
        self.present.setVisible(self._fixed)
        self.approve.setVisible(may_approve)
        self.approve.setChecked(approving)
        words = APPROVE if may_approve and approving else FREEZE if not composed.revises else "Figer le projet"
        self.freeze.setText(words)
        self.freeze.setAccessibleName(words)
        self.restart.setEnabled(composed.begun)

    def show_cutoff(self) -> None:
        """Show the hour that is chosen, with its day unless that is today's."""
        shown = times.hour(self._cutoff, self._zone)
        if abs(self._now() - self._cutoff) > DAY // 2:
            day = times.local_day(self._cutoff, self._zone)
            shown = f"{day.isoformat()} {shown}"
        self._shown = shown
        self.cutoff.setText(shown)
        plain.mark(self.cutoff, "refused", False)
        follows = "" if self._fixed else "suit l’horloge"
        plain.tip(self.cutoff, ", ".join(filter(None, (times.day(self._cutoff, self._zone), follows))))

    def show_meaning(self, why_not: str, meaning: str, tone: str = "text_secondary") -> None:
        """What freezing means now, or why it cannot be done."""
        self.freeze.setEnabled(not why_not)
        self.freeze.setAccessibleDescription(why_not)
        self.say(f"Figer : {why_not}" if why_not else meaning, tone)

    def say(self, words: str, tone: str = "text_secondary") -> None:
        """Say something of the whole, until something else is."""
        self._said.setText(words)
        plain.mark(self._said, "tone", tone)

    def _lay_out(self) -> None:
        acts, flow = QWidget(), FlowLayout(spacing=8)
        acts.setLayout(flow)
        stops = plain.label("Arrêté à", "small_strong")
        stops.setBuddy(self.cutoff)
        hour = arrangement.row(stops, self.cutoff, self.present, spacing=6)
        held = QWidget()
        held.setLayout(hour)
        for widget in (self.format, held, self.approve, self.close_button, self.freeze):
            flow.addWidget(widget)
        head = arrangement.row(self.title, acts, spacing=16, margins=(16, 7, 12, 4))
        head.setStretch(1, 1)
        below = arrangement.row(arrangement.wide(self._said), self.restart, margins=(16, 0, 16, 7))
        self.setLayout(arrangement.column(head, below))

    def _take_present(self) -> None:
        self.stopped.emit(0)

    def _take(self) -> None:
        typed = self.cutoff.text().strip()
        if typed == self._shown or (not typed and not self._fixed):
            self.show_cutoff()
            return
        try:
            cutoff = times.parse(typed, self._now(), self._zone) if typed else 0
        except Refused as error:
            plain.mark(self.cutoff, "refused", True)
            self.say(f"Refusé : {error}", "error")
            return
        plain.mark(self.cutoff, "refused", False)
        self.stopped.emit(cutoff)
