"""The window: what is always in sight around the pages, and how one goes from one to another."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction, QCloseEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget, QWidget

from app.core.changes import Changes
from app.core.clock import Clock
from app.core.errors import Refused, Unavailable
from app.core.places import Places
from app.core.registers.crisis import FRAMES
from app.core.store.rows import CrisisRow
from app.sync.state import ExchangeState
from app.ui import arrangement, controls, focus, plain, theme, wording
from app.ui.conflicts_page import ConflictsPage
from app.ui.frame_band import FrameBand
from app.ui.glance import Glance, glance
from app.ui.journal_page import JournalPage
from app.ui.navigation import Navigation, Place
from app.ui.quick_line import QuickLine
from app.ui.state_line import StateLine
from app.ui.station import Station
from app.ui.top_bar import TopBar
from app.ui.vital_band import VitalBand
from app.ui.welcome import Welcome

log = logging.getLogger(__name__)

DETAIL_NEEDS, WORDS_NEED = 1280, 1080  # width in pixels at 100 %
IN_MENU = ("Nouvelle entrée", "Nouveau message", "Conflit suivant")
AGES = 30_000  # ms between two looks at « il y a 42 min »


@dataclass(frozen=True, slots=True)
class Section:
    """A page of the navigation. `show_crisis` and `show_record` are the page's own; `new` begins a record there.
    Keys: journal, messages, directory, briefs, conflicts."""

    key: str
    word: str
    shape: str
    page: QWidget
    show_crisis: Callable[[CrisisRow], None]
    show_record: Callable[[str], None] | None = None
    new: Callable[[], None] | None = None
    alone: bool = False  # it shows something without any crisis
    panes: tuple[QWidget, ...] = ()  # where F6 stops in the page; the keyboard enters by the first


class Window(QMainWindow):
    """One workstation's window. `sections` are the pages that come after the main courante."""

    lock_wanted = Signal()
    quit_wanted = Signal()
    opening_wanted = Signal()
    people_wanted = Signal()
    appearance_chosen = Signal(str, float)

    def __init__(self, station: Station, sections: Sequence[Section] = (), now: Callable[[], int] | None = None):
        super().__init__()
        now = now or Clock().now
        self._station, self._now = station, now
        self._glance = Glance((), None, None, 0, 0)
        self._exchange: ExchangeState | None = None
        self._wanted = ""
        self._busy = self._stale = self._read_once = False
        self._page = "journal"
        places = Places()
        self.journal = JournalPage(station, places, now)
        self.conflicts = ConflictsPage(station)
        self.sections = (
            Section(
                "journal",
                "Main courante",
                "journal",
                self.journal,
                self.journal.show_crisis,
                self.journal.show_record,
                panes=(self.journal.table, self.journal.detail),
            ),
            *sections,
            Section("conflicts", "Conflits", "deux_valeurs", self.conflicts, self.conflicts.show_crisis),
        )
        self.band, self.foot = FrameBand(), FrameBand(foot=True)
        self.top = TopBar(station.prefix, station.name)
        self.vital = VitalBand()
        self.navigation = Navigation()
        self.pages = QStackedWidget()
        self.welcome = Welcome(invites=station.role == "ADM")
        self.quick = QuickLine(station, places, now)
        self.state = StateLine()
        self._lay_out()
        self._connect()
        self._add_keys()
        station.background.read(lambda: places.find_in("Paris"), lambda _: None)  # the tables, before the first word
        self._ages = QTimer(self)
        self._ages.setInterval(AGES)
        self._ages.timeout.connect(self._show_vital)
        self._ages.start()
        self.resize(1440, 900)
        self.setMinimumSize(640, 480)
        self.open_page("journal")
        self.journal.table.setFocus(Qt.FocusReason.OtherFocusReason)
        self.refresh()

    @property
    def crisis(self) -> CrisisRow | None:
        """The crisis on screen."""
        return self._glance.crisis

    def refresh(self) -> None:
        """Read again all that surrounds the pages."""
        if self._busy:
            self._stale = True
            return
        self._busy, self._stale = True, False
        reading, wanted = self._station.reading, self._wanted
        self._station.background.read(lambda: glance(reading, wanted), self._show, self._glance_failed)

    def open_page(self, key: str) -> None:
        """Show that page; an unknown name shows the main courante."""
        section = next((section for section in self.sections if section.key == key), self.sections[0])
        self._page = section.key
        welcomed = self._glance.crises == () and self._read_once and not section.alone
        self.pages.setCurrentWidget(self.welcome if welcomed else section.page)
        self.navigation.show_page(section.key)

    def open_record(self, page: str, id: str) -> None:
        """Show that record on that page."""
        section = next((section for section in self.sections if section.key == page), None)
        if section is None:
            return
        self.open_page(section.key)
        if section.show_record is not None:
            section.show_record(id)

    def choose_crisis(self, id: str) -> None:
        """Show another crisis in every page."""
        self._wanted = id
        self.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def closeEvent(self, event: QCloseEvent) -> None:
        self._ages.stop()
        self.quick.keep()
        super().closeEvent(event)

    def _lay_out(self) -> None:
        for section in self.sections:
            self.pages.addWidget(section.page)
        self.pages.addWidget(self.welcome)
        body = arrangement.row(self.navigation, self.pages, spacing=0)
        body.setStretch(1, 1)
        above = (self.band, self.top, controls.rule(), self.vital)
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
        self.navigation.opened.connect(self.open_page)
        self.vital.opened.connect(self.open_page)
        self.welcome.opening_wanted.connect(self.opening_wanted)
        self.welcome.people_wanted.connect(self.people_wanted)
        self.welcome.directory_wanted.connect(partial(self._go, "directory"))
        self.conflicts.opened.connect(self.open_record)
        self.top.crisis_chosen.connect(self.choose_crisis)
        self.top.searched.connect(self._search)
        self.top.left_search.connect(self._focus_page)
        self.top.appearance_chosen.connect(self._dress)
        self.top.lock_wanted.connect(self.lock_wanted)
        self.top.quit_wanted.connect(self.quit_wanted)
        self.quick.left.connect(self._focus_page)
        self.quick.recorded.connect(lambda _id, number: self.state.say(f"{number} enregistrée"))
        self.journal.left.connect(self.top.search.forget)
        self.state.exchange_wanted.connect(self._station.exchange_now)

    def _add_keys(self) -> None:
        keys: list[tuple[str, str, Callable[[], object]]] = [
            ("Nouvelle entrée", "Ctrl+N", self.quick.enter),
            ("Rechercher", "Ctrl+K", self.top.search.enter),
            ("Volet suivant", "F6", self._next_pane),
            ("Menu du poste", "F10", self.top.open_menu),
        ]
        news = [section.new for section in self.sections if section.key == "messages" and section.new]
        keys += [("Nouveau message", "Ctrl+M", partial(self._new, "messages", act)) for act in news]
        keys.append(("Conflit suivant", "F7", self._next_conflict))
        for place, section in enumerate(self.sections[:9], 1):
            keys.append((section.word, f"Ctrl+{place}", partial(self._go, section.key)))
        for words, key, act in keys:
            action = QAction(words, self)
            action.setShortcut(QKeySequence(key))
            action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
            action.triggered.connect(lambda _=False, act=act: act())
            self.addAction(action)
            if words in IN_MENU:
                self.top.add_action(action)

    def _show(self, seen: Glance) -> None:
        self._busy = False
        first, self._read_once = not self._read_once, True
        former, self._glance = self._glance.crisis, seen
        crisis = seen.crisis
        self._wanted = self._wanted or (crisis.id if crisis else "")  # a choice made during the reading stands
        self.top.show_crises(seen.crises, crisis.id if crisis else "")
        frame = crisis.frame if crisis else ""
        for part in (self.band, self.foot, self.state):
            part.show_frame(frame)
        self.state.show_pending(seen.pending)
        self.state.show_conflicts(seen.conflicts)
        named = f"{FRAMES.get(frame, '')} · {crisis.title} · " if crisis else ""
        self.setWindowTitle(f"{named}Diapason")
        self._show_vital()
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
        if self._stale:
            self.refresh()

    def _show_vital(self) -> None:
        known_at = None
        if self._exchange is not None and not self._exchange.online:
            known_at = self._exchange.last_exchange
        self.vital.show_vital(self._glance.vital, self.crisis, self._now(), known_at)

    def _show_places(self) -> None:
        vital, conflicts = self._glance.vital, self._glance.conflicts
        counts = {
            "messages": f"{vital.visas_mine} à viser" if vital and vital.visas_mine else "",
            "conflicts": wording.number(conflicts, "valeur") if conflicts else "",
        }
        places = tuple(
            Place(section.key, section.word, section.shape, counts.get(section.key, ""))
            for section in self.sections
            if section.key != "conflicts" or conflicts
        )
        if self._page not in {place.page for place in places}:
            self.open_page("journal")
        self.navigation.show_places(places, self._page)

    def _show_exchange(self, state: ExchangeState) -> None:
        self._exchange = state
        self.state.show_exchange(state, self.crisis.zone if self.crisis else "Europe/Paris")
        self._show_vital()
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

    def _search(self, words: str) -> None:
        self.open_page("journal")
        self.journal.search(words)

    def _go(self, key: str) -> None:
        self.open_page(key)
        self._focus_page()

    def _new(self, key: str, begin: Callable[[], None]) -> None:
        self.open_page(key)
        begin()

    def _next_conflict(self) -> None:
        if not self._glance.conflicts:
            self.state.say("Aucune valeur à départager")
            return
        self.open_page("conflicts")
        self.conflicts.next()

    def _focus_page(self) -> None:
        shown = self.pages.currentWidget()
        if shown is self.journal:
            self.journal.table.setFocus(Qt.FocusReason.OtherFocusReason)
        elif shown is not None:
            panes = self._panes() if shown is not self.welcome else ()
            any(focus.enter(pane) for pane in (*panes, shown))

    def _next_pane(self) -> None:
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
