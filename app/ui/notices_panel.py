"""The list that keeps the notices (F8): those not seen first; Enter goes to what it tells of, and it is seen."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QWidget

from app.core import times
from app.core.store.notices import NoticeRow
from app.ui import arrangement, controls, plain, wording
from app.ui.card_list import Card, CardList, Group, Item
from app.ui.sheet import Sheet
from app.ui.states import State
from app.ui.station import Station

WIDTH, HEIGHT = 440, 640
SPACE = (QEvent.Type.KeyPress, Qt.Key.Key_Space)
NONE = (
    "Aucun avis. Ils viennent d’une entrée de priorité 1 écrite par quelqu’un d’autre, d’une entrée qui vous est "
    "attribuée, d’une échéance, d’un visa qui vous est demandé, d’un visa en retard, d’un message à réexaminer, d’une "
    "relève d’astreinte, ou d’un point de situation à rendre."
)


class NoticesPanel(Sheet):
    """`opened` tells the notice whose entry or message is to be shown, `changed` that some were seen, `sound_chosen`
    whether each one is to be heard as well."""

    opened = Signal(object)  # NoticeRow
    changed = Signal()
    sound_chosen = Signal(bool)

    def __init__(self, window: QWidget, below: QWidget, station: Station, now: Callable[[], int]):
        super().__init__(window, below, "Avis", WIDTH, HEIGHT, aside=True)
        self._station, self._now = station, now
        self._rows: Sequence[NoticeRow] = ()
        self._count = plain.label("", "small", "text_tertiary", name="Avis non vus")
        self._none = plain.label(NONE, "body", "text_secondary", wrap=True)
        self._none.setContentsMargins(16, 16, 16, 16)
        self._none.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.list = CardList("Avis")
        self.see = controls.button("Noter vu", self._see, "dense")
        self.see_all = controls.button("Tout noter vu", self._see_all, "dense")
        self.sound = QCheckBox("Un son à chaque avis")
        self.sound.toggled.connect(self.sound_chosen)
        close = controls.button("Fermer", self.leave, "dense")
        head = arrangement.row(plain.label("Avis", "page_title"), self._count, None, close, margins=(16, 10, 12, 10))
        foot = arrangement.row(self.see, self.see_all, None, self.sound, margins=(12, 8, 12, 8))
        whole = arrangement.column(
            head,
            controls.rule(),
            self.list,
            self._none,
            controls.rule("rule_strong"),
            arrangement.panel(foot, "window"),
        )
        for place in (2, 3):  # one of the two is shown
            whole.setStretch(place, 1)
        self.put(whole)
        self.list.installEventFilter(self)
        self.list.activated.connect(lambda _: self._open())
        self.list.clicked.connect(lambda _: self._open())
        self.list.chosen.connect(lambda _: self._offer())

    def enter(self) -> None:
        """Come over the window with the notices there are now, on the first that was not seen; or go, if there."""
        if self.isVisible():
            self.leave()
            return
        self._rows = ()
        self._show(())
        self._none.hide()  # not before it is known
        self.list.show()
        self.come(self.list)
        self.refresh()

    def refresh(self) -> None:
        """Read the notices again, while they are shown."""
        if self.isVisible():
            self._station.background.read(self._station.reading.notices, self._show)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.list and isinstance(event, QKeyEvent) and (event.type(), event.key()) == SPACE:
            self._see()
            return True
        return super().eventFilter(watched, event)

    def _show(self, rows: Sequence[NoticeRow]) -> None:
        first, self._rows = not self._rows, rows
        unseen = [one for one in rows if not one.seen]
        seen = [one for one in rows if one.seen]
        items: list[Item] = []
        for title, group in (("Non vus", unseen), ("Vus", seen)):
            if group:
                items.append(Group(title, len(group)))
                items += [self._card(one) for one in group]
        self.list.show_items(items, str(rows[0].n) if first and rows else "")
        self.list.setVisible(bool(rows))
        self._none.setVisible(not rows)
        self._count.setText(count_words(len(unseen)))
        self.see_all.setEnabled(bool(unseen))
        self._offer()

    def _card(self, one: NoticeRow) -> Card:
        when = times.ago(one.at, self._now())
        note = " · ".join(filter(None, (when, one.by, one.crisis)))
        return Card(str(one.n), one.number, one.subject, note, (state(one),), strong=not one.seen)

    def _current(self) -> NoticeRow | None:
        return next((one for one in self._rows if str(one.n) == self.list.current_id), None)

    def _offer(self) -> None:
        current = self._current()
        self.see.setEnabled(current is not None and not current.seen)

    def _open(self) -> None:
        current = self._current()
        if current is not None:
            self.leave()
            self.opened.emit(current)

    def _see(self) -> None:
        current = self._current()
        if current is not None and not current.seen:
            self._note([current.n])

    def _see_all(self) -> None:
        self._note(None)

    def _note(self, numbers: Sequence[int] | None) -> None:
        desk = self._station.desk
        self._station.background.write(partial(desk.see_notices, numbers), lambda _: self._noted())

    def _noted(self) -> None:
        self.list.setFocus()
        self.refresh()
        self.changed.emit()


def state(one: NoticeRow) -> State:
    """Why it called, as a shape and a word."""
    match one.kind:
        case "visa":
            before = f", avant {times.hour(one.due_at, one.zone)}" if one.due_at else ""
            return ("en_visa", f"votre visa est demandé{before}", "info")
        case "visa_late":
            return ("priority_1", "votre visa est en retard", "alarm")
        case "escalated":
            return ("priority_1", f"visa en retard : {one.step}" if one.step else "visa en retard", "alarm")
        case "to_confirm":
            return ("a_confirmer", "visa à confirmer", "warning")
        case "review":
            return ("a_reexaminer", "à réexaminer", "warning")
        case "priority":
            return ("priority_1", "priorité 1", "alarm")
        case "relief":
            return ("arrow", f"relève d’astreinte de {times.hour(one.due_at, one.zone)}", "info")
        case "duty_changed":
            return ("rectifiee", "astreinte modifiée", "warning")
        case "brief_soon":
            return ("saisie_differee", f"point de situation à rendre à {times.hour(one.due_at, one.zone)}", "warning")
        case "brief_ready":
            return ("en_visa", "point de situation préparé", "info")
        case "brief_going_on":
            return ("saisie_differee", f"heure du point de situation : {times.hour(one.due_at, one.zone)}", "warning")
        case "assigned":
            return ("arrow", "vous est attribuée", "text")
        case "soon":
            return ("saisie_differee", f"échéance à {times.hour(one.due_at, one.zone)}", "warning")
    return ("saisie_differee", f"échéance de {times.hour(one.due_at, one.zone)} atteinte", "alarm")


def count_words(unseen: int) -> str:
    """3 non vus; nothing when all were seen."""
    return wording.number(unseen, "non vu", "non vus") if unseen else "tous vus"
