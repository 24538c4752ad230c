"""The window: what is always in sight around the pages, and how one goes from one to another."""

import logging
from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget, QWidget

from app.core.changes import Changes
from app.core.clock import Clock
from app.core.errors import Refused, Unavailable
from app.core.places import Places
from app.core.registers.crisis import FRAMES
from app.core.store.filtering import EntryFilter
from app.core.store.rows import CrisisRow
from app.sync.state import ExchangeState
from app.ui import arrangement, controls, focus, plain, theme, window_acts, window_goals
from app.ui.alarms_dialog import AlarmsDialog
from app.ui.conflicts_page import ConflictsPage
from app.ui.glance import Glance, glance
from app.ui.goals import Goal
from app.ui.journal_acts import JournalActs
from app.ui.journal_page import JournalPage
from app.ui.notifier import Outlet
from app.ui.quick_line import QuickLine
from app.ui.reunion_acts import ReunionActs
from app.ui.section import Section
from app.ui.station import Station
from app.ui.surroundings import PARIS, Surroundings
from app.ui.vital_band import TO_SORT
from app.ui.welcome import Welcome
from app.ui.window_keys import bind, keyed
from app.ui.window_sheets import WindowSheets

log = logging.getLogger(__name__)

DETAIL_NEEDS, WORDS_NEED = 1280, 1080  # width in pixels at 100 %
AGES = 30_000  # ms between two looks at « il y a 42 min », and at the due times


class Window(QMainWindow):
    """One workstation's window. `sections` are the pages that come after the main courante."""

    lock_wanted = Signal()
    quit_wanted = Signal()
    opening_wanted = Signal()
    people_wanted = Signal()
    appearance_chosen = Signal(str, float)

    def __init__(
        self,
        station: Station,
        sections: Sequence[Section] = (),
        now: Callable[[], int] | None = None,
        outlet: Outlet | None = None,
    ):
        super().__init__()
        now = now or Clock().now
        self._station, self._now = station, now
        self._then: tuple[str, str, str] | None = None  # crisis, page and record to show once that crisis is read
        self._wanted = ""
        self._busy = self._stale = self._read_once = False
        self._page = "journal"
        places = Places()
        self.journal = page = JournalPage(station, places, now)
        self.conflicts = ConflictsPage(station)
        panes = (page.bar, page.notes, page.table, page.detail)
        self.sections = (
            Section("journal", "Main courante", "journal", page, page.show_crisis, page.show_record, panes=panes),
            *sections,
            Section("conflicts", "Conflits", "deux_valeurs", self.conflicts, self.conflicts.show_crisis),
        )
        self.around = Surroundings(station.prefix, station.name, now)
        self.band, self.foot, self.top = self.around.band, self.around.foot, self.around.top
        self.vital, self.navigation, self.state = self.around.vital, self.around.navigation, self.around.state
        self.pages = QStackedWidget()
        self.welcome = Welcome(invites=station.role == "ADM")
        self.quick = QuickLine(station, places, now)
        self.acts = JournalActs(self, station, places, now, lambda: self.crisis, lambda: self.journal.feed.wanted)
        self.reunions = ReunionActs(self, station, lambda: self.around.seen.crises, self.choose_crisis, self.refresh)
        self.sheets = WindowSheets(self, self.top, station, now, self._goals, outlet)
        self._lay_out()
        self._connect()
        self._add_keys()
        station.background.read(lambda: places.find_in("Paris"), lambda _: None)  # the tables, before the first word
        self._ages = QTimer(self)
        self._ages.setInterval(AGES)
        self._ages.timeout.connect(self._age)
        self._ages.start()
        self.resize(1440, 900)
        self.setMinimumSize(640, 480)
        self.open_page("journal")
        self.journal.table.setFocus(Qt.FocusReason.OtherFocusReason)
        self.refresh()
        self._age()

    @property
    def crisis(self) -> CrisisRow | None:
        """The crisis on screen."""
        return self.around.seen.crisis

    def refresh(self) -> None:
        """Read again all that surrounds the pages."""
        if self._busy:
            self._stale = True
            return
        self._busy, self._stale = True, False
        reading, wanted = self._station.reading, self._wanted
        self._station.background.read(lambda: glance(reading, wanted, self._now()), self._show, self._glance_failed)

    def open_page(self, key: str) -> None:
        """Show that page; an unknown name shows the main courante."""
        section = next((section for section in self.sections if section.key == key), self.sections[0])
        self._page = section.key
        welcomed = self.around.seen.crises == () and self._read_once and not section.alone
        self.pages.setCurrentWidget(self.welcome if welcomed else section.page)
        self.navigation.show_page(section.key)

    def open_record(self, page: str, id: str) -> None:
        """Show that record on that page."""
        section = next((one for one in self.sections if page == one.key or page in one.views), None)
        if section is None:
            return
        self.open_page(section.key)
        show = section.views.get(page, section.show_record)
        if show is not None:
            show(id)

    def go_to(self, crisis: str, page: str, record: str) -> None:
        """Show that record, in whichever crisis it is (`crisis` empty: in none), or only that crisis."""
        if crisis and (self.crisis is None or self.crisis.id != crisis):
            self._then = (crisis, page, record)
            self.choose_crisis(crisis)
            return
        if page:
            self.open_record(page, record)
            self._focus_page()

    def choose_crisis(self, id: str) -> None:
        """Show another crisis in every page, and the next time the window opens."""
        self._wanted = id
        self._station.background.write(lambda: self._station.desk.keep_crisis(id))
        self.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def closeEvent(self, event: QCloseEvent) -> None:
        self._ages.stop()
        self.sheets.notifier.close()
        self.quick.keep()
        self.journal.keep()
        self.acts.close()
        super().closeEvent(event)

    def _lay_out(self) -> None:
        for section in self.sections:
            self.pages.addWidget(section.page)
        self.pages.addWidget(self.welcome)
        body = arrangement.row(self.navigation, self.pages, spacing=0)
        body.setStretch(1, 1)
        above = (self.band, self.top, controls.rule(), self.around.reunion, self.vital)
        whole = arrangement.column(*above, body, self.quick, self.state, self.foot)
        whole.setStretch(len(above), 1)
        centre = QWidget()
        centre.setLayout(whole)
        self.setCentralWidget(centre)

    def _connect(self) -> None:
        background = self._station.background
        background.changed.connect(self._changed)
        background.failed.connect(self._failed)
        background.exchange.connect(self._show_exchange)
        background.relay.connect(self.around.show_relay)
        self.navigation.opened.connect(self.open_page)
        reunion = self.around.reunion
        reunion.joining_wanted.connect(self.reunions.join)
        reunion.distinct.connect(self.reunions.keep_apart)
        reunion.separating_wanted.connect(self.reunions.separate)
        reunion.crisis_wanted.connect(self.choose_crisis)
        self.vital.opened.connect(self._open_sign)
        self.welcome.opening_wanted.connect(self.opening_wanted)
        self.welcome.people_wanted.connect(self.people_wanted)
        self.welcome.directory_wanted.connect(partial(self.go, "directory"))
        self.conflicts.opened.connect(self.open_record)
        self.top.crisis_chosen.connect(self.choose_crisis)
        self.top.search_wanted.connect(self.go_anywhere)
        self.sheets.gone.connect(self.go_to)
        self.sheets.searched.connect(self._search)
        self.sheets.view_chosen.connect(self._show_view)
        self.sheets.seen.connect(self.refresh)
        self.state.notices_wanted.connect(self.sheets.notices.enter)
        self.state.alarms_wanted.connect(self.show_alarms)
        self.top.appearance_chosen.connect(self._dress)
        self.top.lock_wanted.connect(self.lock_wanted)
        self.top.quit_wanted.connect(self.quit_wanted)
        self.quick.left.connect(self._focus_page)
        self.quick.recorded.connect(lambda _id, number: self.state.say(f"{number} enregistrée"))
        self.journal.said.connect(self.state.say)
        self.journal.print_wanted.connect(lambda _: self.acts.print())
        self.journal.export_wanted.connect(lambda _: self.acts.export())
        self.acts.said.connect(self.state.say)
        self.state.exchange_wanted.connect(self._station.exchange_now)

    def _add_keys(self) -> None:
        bound = bind(self, window_acts.acts(self))
        for key, action in bound.items():
            if key.listed:
                self.top.add_action(action)
        self._acts, self._goes = list(bound.values()), list(bind(self, window_acts.pages(self)).values())

    def _show(self, seen: Glance) -> None:
        self._busy = False
        first, self._read_once = not self._read_once, True
        former, crisis = self.crisis, seen.crisis
        self._wanted = self._wanted or (crisis.id if crisis else "")  # a choice made during the reading stands
        self.around.show(seen)
        self.sheets.tell(seen.notices)
        named = f"{FRAMES.get(crisis.frame, '')} · {crisis.title} · " if crisis else ""
        self.setWindowTitle(f"{named}Diapason")
        self._show_places()
        if first or (crisis is None) != (former is None):
            self.open_page(self._page)
        if crisis != former:
            self.quick.show_crisis(crisis)
            for section in self.sections:
                if crisis is not None:
                    section.show_crisis(crisis)
        if first and crisis is None:
            self._focus_page()
        if self._then and crisis is not None and crisis.id == self._then[0]:
            then, self._then = self._then, None
            self.go_to(*then)
        if self._stale:
            self.refresh()

    def _age(self) -> None:
        """Time went by: what is shown is older, and something may be due."""
        self.around.age()
        self._station.background.write(self._station.desk.note_due)

    def _show_places(self) -> None:
        offered = [one for one in self.sections if one.key != "conflicts" or self.around.seen.conflicts]
        if self._page not in {section.key for section in offered}:
            self.open_page("journal")
        self.around.show_places(offered, self._page)

    def _show_exchange(self, state: ExchangeState) -> None:
        self.around.show_exchange(state)
        self.refresh()

    def _changed(self, changes: Changes) -> None:
        self.refresh()

    def _glance_failed(self, error: Exception) -> None:
        self._busy = False
        self._failed(error)

    def _failed(self, error: Exception) -> None:
        if isinstance(error, Unavailable | Refused):
            self.state.complain(error)
            return
        log.error("unforeseen error", exc_info=error)
        self.state.complain(error)
        plain.show_bug(self, error)

    def go_anywhere(self) -> None:
        """Ask where to go."""
        self.sheets.palette.enter(self.crisis)

    def _goals(self) -> list[Goal]:
        shown = [place.page for place in self.navigation.places.places]
        return [
            *window_goals.pages(self.sections, self.go, shown),
            *window_goals.crises(self.around.seen.crises, self.crisis.id if self.crisis else "", self.choose_crisis),
            *window_goals.acts([*self._acts, *self.top.acts()]),
            *window_goals.acts(keyed(self.journal), partial(self.go, "journal")),
            *window_goals.offered(self.sections, self.go),
        ]

    def show_keys(self) -> None:
        """List every key."""
        everywhere = [*self._acts, *self._goes, *self.top.acts()]
        in_table = window_goals.table_keys(self.journal.table.pressed_key.emit)
        self.sheets.keys.enter([*window_goals.keys(everywhere, self.sections), *in_table])

    def show_alarms(self) -> None:
        """List what this workstation noticed."""
        AlarmsDialog(self, self._station, self.refresh, self.crisis.zone if self.crisis else PARIS).exec()

    def _open_sign(self, page: str, among: str) -> None:
        if among == TO_SORT and self.crisis is not None:
            self._show_view(EntryFilter(self.crisis.id, triage=("to_sort",)))
        else:
            self.go(page)

    def _show_view(self, wanted: EntryFilter) -> None:
        self.journal.show_filter(wanted)
        self.go("journal")

    def _search(self, words: str) -> None:
        self.journal.search(words)
        self.go("journal")

    def go(self, key: str) -> None:
        """Show that page, and give it the keyboard."""
        self.open_page(key)
        self._focus_page()

    def next_conflict(self) -> None:
        """Give the keyboard to the next value to settle."""
        if not self.around.seen.conflicts:
            self.state.say("Aucun champ à départager")
            return
        self.open_page("conflicts")
        self.conflicts.next()

    def _focus_page(self) -> None:
        shown = self.pages.currentWidget()
        if shown is self.journal:
            self.journal.take_keyboard()
        elif shown is not None:
            panes = self._panes() if shown is not self.welcome else ()
            any(focus.enter(pane) for pane in (*panes, shown))

    def next_pane(self) -> None:
        """Give the keyboard to the next part of the window."""
        page = self._panes() or (self.pages,)
        focus.next_pane((self.top, self.vital, self.navigation, *page, self.quick, self.state))

    def _panes(self) -> tuple[QWidget, ...]:
        return next((section.panes for section in self.sections if section.key == self._page), ())

    def _dress(self, name: str, scale: float) -> None:
        app = QApplication.instance()
        if isinstance(app, QApplication):
            theme.apply(app, name, scale)
        self._fold()
        self.appearance_chosen.emit(name, scale)

    def _fold(self) -> None:
        """The detail folds first, then the words of the navigation."""
        self.journal.be_narrow(self.width() < theme.size(DETAIL_NEEDS))
        self.navigation.be_narrow(self.width() < theme.size(WORDS_NEED))
