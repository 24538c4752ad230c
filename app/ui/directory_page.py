"""The directory: who is on call, whom there is, and who is being called; one is on screen at a time."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QPushButton, QStackedWidget, QWidget

from app.core.store.rows import CrisisRow
from app.ui import arrangement, controls, focus, plain
from app.ui.calls_page import CallsPage
from app.ui.contacts_page import ContactsPage
from app.ui.detail_rows import flow
from app.ui.duty_page import DutyPage
from app.ui.station import Station

DUTIES, CONTACTS, CALLS = "duties", "contacts", "calls"
WORDS = {DUTIES: "Astreintes", CONTACTS: "Contacts", CALLS: "Appels"}


@dataclass(frozen=True, slots=True)
class View:
    """One of the views, and how it is shown a crisis."""

    page: QWidget
    show_crisis: Callable[[CrisisRow | None], object]


class DirectoryPage(QWidget):
    """The views under one head; Ctrl+PgDn goes to the next. The page opens on the view it was left on."""

    shown = Signal(str)

    def __init__(self, station: Station, now: Callable[[], int] | None = None):
        super().__init__()
        self.duties = DutyPage(station, now)
        self.duties.contact_wanted.connect(self.show_record)
        self.contacts = ContactsPage(station, now)
        self.calls = CallsPage(station)
        self.views = {
            DUTIES: View(self.duties, self.duties.show_crisis),
            CONTACTS: View(self.contacts, self.contacts.show_crisis),
            CALLS: View(self.calls, self.calls.show_crisis),
        }
        self.chips = {key: controls.button(WORDS[key], partial(self.open_view, key), "chip") for key in self.views}
        self._group = QButtonGroup(self)
        self._stack = QStackedWidget()
        for key, chip in self.chips.items():
            chip.setCheckable(True)
            self._group.addButton(chip)
            self._stack.addWidget(self.views[key].page)
        self.switch = QWidget()
        self.switch.setLayout(flow(plain.label("Annuaire", "page_title"), *self.chips.values(), spacing=8))
        head = arrangement.panel(arrangement.column(self.switch, margins=(14, 7, 12, 7)))
        whole = arrangement.column(head, controls.rule(), self._stack)
        whole.setStretch(2, 1)
        self.setLayout(whole)
        for keys, step in (("Ctrl+PgDown", 1), ("Ctrl+PgUp", -1)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(partial(self._step, step))
        self.open_view(next(iter(self.views)))

    @property
    def view(self) -> str:
        """The view on screen: one of WORDS."""
        return next(key for key, view in self.views.items() if view.page is self._stack.currentWidget())

    @property
    def panes(self) -> tuple[QWidget, ...]:
        """Where F6 stops: those of the view on screen are the only ones in sight."""
        contacts = (self.contacts.search, self.contacts.tree, self.contacts.cards, self.contacts.detail)
        return (*self.duties.panes, *contacts, self.calls.cards, self.calls.new, self.switch)

    def show_crisis(self, crisis: CrisisRow | None) -> None:
        """Show what that crisis adds to what everybody shares."""
        for view in self.views.values():
            view.show_crisis(crisis)

    def show_record(self, id: str) -> None:
        """Go to that contact."""
        self.open_view(CONTACTS)
        self.contacts.show_record(id)

    def show_duty(self, id: str) -> None:
        """Go to that line of duties, or open that slot."""
        self.open_view(DUTIES)
        self.duties.show_record(id)

    def open_view(self, key: str) -> None:
        """Show that view."""
        self._stack.setCurrentWidget(self.views[key].page)
        self.chips[key].setChecked(True)
        self.shown.emit(key)

    def offered(self) -> list[tuple[str, Callable[[], object]]]:
        """What may be begun here now, from anywhere in the window: its words, and what begins it."""
        acts = ((DUTIES, self.duties.acts.new), (CONTACTS, self.contacts.acts.bring))
        return [(act.accessibleName(), partial(self._begin, view, act)) for view, act in acts if act.isEnabled()]

    def _begin(self, view: str, act: QPushButton) -> None:
        self.open_view(view)
        act.click()

    def _step(self, by: int) -> None:
        keys = list(self.views)
        self.open_view(keys[(keys.index(self.view) + by) % len(keys)])
        any(focus.enter(pane) for pane in self.panes)
