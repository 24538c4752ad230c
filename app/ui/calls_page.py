"""The call cascades of the crisis: how far each is, and the way in to call."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.core import cascade_calls
from app.core.cascade import Cascade
from app.core.changes import Changes
from app.core.store.rows import CrisisRow
from app.ui import arrangement, controls, plain
from app.ui.card_list import Card, CardList
from app.ui.cascade_dialog import CascadeDialog
from app.ui.states import PENDING
from app.ui.station import Station
from app.ui.wording import number, short_day_and_hour

NONE = (
    "Aucune cascade d’appel dans cette crise.\n"
    "Une cascade s’écrit à partir d’une liste, des astreintes ou d’une recherche ; chaque appel est noté à la main "
    "courante, et la liste du second passage se fait d’elle-même."
)
NO_CRISIS = "Choisissez une crise : une cascade d’appel appartient à une crise, et ses appels à sa main courante."


class CallsPage(QWidget):
    """What was called and what is left to call; Enter or « Appeler… » opens the cascade."""

    def __init__(self, station: Station):
        super().__init__()
        self._station = station
        self._crisis: CrisisRow | None = None
        self.cards = CardList("Cascades d’appel")
        self.cards.activated.connect(lambda _: self._run())
        self.new = controls.button("Cascade d’appel…", self.open, "primary_dense")
        self._count = plain.label("", "small", "text_tertiary")
        self._empty = plain.label(NO_CRISIS, "body", "text_secondary", wrap=True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        head = arrangement.row(self._count, None, self.new, margins=(14, 8, 12, 8))
        self._stack = QStackedWidget()
        self._stack.addWidget(arrangement.panel(arrangement.column(None, self._empty, None, margins=(40, 40, 40, 40))))
        self._stack.addWidget(self.cards)
        whole = arrangement.column(arrangement.panel(head), controls.rule(), self._stack)
        whole.setStretch(2, 1)
        self.setLayout(whole)
        station.background.changed.connect(self._look_again)

    def show_crisis(self, crisis: CrisisRow | None) -> None:
        """Show the cascades of that crisis."""
        self._crisis = crisis
        self.new.setEnabled(crisis is not None)
        self._read()

    def open(self, contacts: Sequence[str] = ()) -> None:
        """Call: the latest cascade, or a new one of these contacts (ids)."""
        if self._crisis is not None:
            CascadeDialog(self, self._station, self._crisis, contacts).exec()

    def _run(self) -> None:
        if self._crisis is not None:
            CascadeDialog(self, self._station, self._crisis, cascade=self.cards.current_id).exec()

    def _look_again(self, changes: Changes) -> None:
        if self._crisis is not None and self._crisis.id in changes.spaces:
            self._read()

    def _read(self) -> None:
        if self._crisis is None:
            self._show("", ())
            return
        id, reading = self._crisis.id, self._station.reading
        self._station.background.read(lambda: reading.cascades(id), partial(self._show, id))

    def _show(self, space: str, found: Sequence[Cascade]) -> None:
        if space != (self._crisis.id if self._crisis else ""):
            return
        zone = self._crisis.zone if self._crisis else "Europe/Paris"
        self.cards.show_items([_card(one, zone) for one in found])
        self._count.setText(number(len(found), "cascade") if found else "")
        self._empty.setText(NONE if self._crisis else NO_CRISIS)
        self._stack.setCurrentIndex(1 if found else 0)


def _card(one: Cascade, zone: str) -> Card:
    last = max((attempt.at for attempt in one.attempts), default=one.written_at)
    states = (PENDING,) if one.pending else ()
    said = f"dernier appel {short_day_and_hour(last, zone)}" if one.attempts else "personne n’a encore été appelé"
    return Card(one.id, f"{one.number} {one.title}", cascade_calls.progress(one).words, said, states)
