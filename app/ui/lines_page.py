"""What a page of lines is made of: the list at the left, the chosen one in full, and both right as the hours pass."""

from abc import abstractmethod
from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction, QKeySequence, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from app.core import times
from app.core.changes import Changes
from app.core.errors import Refused, Unavailable
from app.core.message_commands import ReadMessage
from app.core.store.board_reading import LineDetail, Lines
from app.core.store.reading import Reading
from app.core.store.rows import CrisisRow
from app.sync.state import ExchangeState
from app.ui import arrangement, controls, message_outputs, plain, theme
from app.ui.board_detail import BoardDetail
from app.ui.board_list import BoardHead, BoardList
from app.ui.board_words import Head
from app.ui.card_list import Item
from app.ui.message_outputs import Wanted
from app.ui.station import Station

DETAIL_WIDTH = 316
BESIDE = 640  # width at 100 % under which the chosen line stands below the list
LOOK_EVERY = 20_000  # ms: a line past its hour says so while one looks at it
NONE_SO = "Rien ne répond à ces filtres"
CLOCK = "horloge de ce poste à vérifier"


class LinesPage(QWidget):
    """The lines of one crisis, read again at each change and as time goes by. A page says which it shows (`items`),
    and what it says when there are none (`nothing`)."""

    def __init__(self, station: Station, title: str, columns: Sequence[str]) -> None:
        super().__init__()
        self._station = station
        self._crisis: CrisisRow | None = None
        self._known_at: int | None = None
        self._asked = ""
        self.lines: Lines | None = None
        self.title = plain.label(title, "page_title")
        self.hour = plain.label("", "small", "text_secondary", name="Heure de cet état")
        self.list = BoardList(title)
        self.head = BoardHead(tuple(columns), self.list.viewport())
        self.detail = BoardDetail()
        self._nothing = plain.label("", "body", "text_secondary", wrap=True)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._stack = QStackedWidget()
        self.list.chosen.connect(self._open)
        self.detail.copy_wanted.connect(self._copy)
        self.detail.read_wanted.connect(self.say_read)
        station.background.changed.connect(self._changed)
        station.background.exchange.connect(self._show_exchange)
        self._passing = QTimer(self)
        self._passing.setInterval(LOOK_EVERY)
        self._passing.timeout.connect(self.look)
        self._add_key("J’ai lu cette version", "L", self.say_read)
        self._add_key("Copier le texte", "Ctrl+Shift+C", self.detail.copy.click)

    def lay_out(self, bar: QHBoxLayout) -> None:
        """Put the page together, with its own bar above the list."""
        empty = arrangement.column(None, self._nothing, None, margins=(40, 40, 40, 40))
        for layout in (empty, arrangement.column(self.head, self.list)):
            self._stack.addWidget(arrangement.panel(layout))
        self._stack.setCurrentIndex(1)  # the keyboard enters by the list, even before it is filled
        left = arrangement.panel(arrangement.column(arrangement.panel(bar), controls.rule(), self._stack))
        self._split = arrangement.split((left, 900, 200), (self.detail, DETAIL_WIDTH, 200), stretched=0)
        self.setLayout(arrangement.column(self._split))

    @abstractmethod
    def items(self, lines: Lines, zone: str) -> Sequence[Item]:
        """What is listed of them."""

    @abstractmethod
    def nothing(self, lines: Lines) -> str:
        """What is said when nothing was ever to be listed; empty when there are lines, even if none is wanted."""

    @abstractmethod
    def forget_filters(self) -> None:
        """Leave nothing out: the filters were those of another crisis."""

    def show_crisis(self, crisis: CrisisRow) -> None:
        """Show the lines of that crisis."""
        if self._crisis is None or self._crisis.id != crisis.id:
            self.lines = None
            self.forget_filters()
            self.list.show_items(())
            self._show_detail(None)
        self._crisis = crisis
        self.look()

    def show_record(self, id: str) -> None:
        """Go to that line, if it is listed."""
        if not self.list.choose(id):
            self._asked = id
            self.look()

    def look(self) -> None:
        """Read the lines as they stand at this moment."""
        if self._crisis is not None and self.isVisible():
            read = partial(self._station.reading.lines, self._crisis.id)
            self._station.background.read(read, self._show_lines)

    def render_lines(self) -> None:
        """Show what is wanted of the lines that were read last."""
        if self._crisis is None or self.lines is None:
            return
        lines, zone = self.lines, self._crisis.zone
        known = f", état connu à {times.hour(self._known_at, zone)}" if self._known_at is not None else ""
        doubt = "" if lines.time.sure or known else f", {CLOCK}"
        self.hour.setText(f"à {times.hour(lines.time.now, zone)}{known}{doubt}")
        plain.mark(self.hour, "tone", "warning" if known or doubt else "text_secondary")
        nothing = self.nothing(lines)
        self._nothing.setText(nothing)
        self._stack.setCurrentIndex(0 if nothing else 1)
        self.list.show_items(self.items(lines, zone) or (Head(NONE_SO, 1),), self._asked)
        self._asked = ""
        if nothing:
            self._show_detail(None)

    def say_read(self) -> None:
        """The person says he has read the version on the screen."""
        shown = self.detail.detail
        if shown is not None and self.detail.read.isEnabled():
            act = ReadMessage(shown.message.id, shown.version.label)
            self._station.background.write(partial(self._station.desk.do, act), failed=self._refused)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._passing.start()
        self.look()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside = self.width() >= theme.size(BESIDE)
        self._split.setOrientation(Qt.Orientation.Horizontal if beside else Qt.Orientation.Vertical)

    def _add_key(self, words: str, key: str, act: object) -> None:
        action = QAction(words, self)
        action.setShortcut(QKeySequence(key))
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.triggered.connect(act)
        self.addAction(action)

    def _changed(self, changes: Changes) -> None:
        if self._crisis is not None and (self._crisis.id in changes.spaces or changes.members):
            self.look()

    def _show_exchange(self, state: ExchangeState) -> None:
        self._known_at = None if state.online else state.last_exchange
        self.render_lines()

    def _show_lines(self, lines: Lines) -> None:
        if self._crisis is None or lines.space != self._crisis.id:
            return
        self.lines = lines
        former = self.list.current_id
        self.render_lines()
        if former and former == self.list.current_id:
            self._open(former)  # what is shown in full is as old as the list

    def _open(self, id: str) -> None:
        if not id:
            self._show_detail(None)
            return
        read = partial(_detail, self._station.reading, id)
        self._station.background.read(read, self._arrived, self._refused)

    def _arrived(self, found: tuple[str, LineDetail | None]) -> None:
        id, detail = found
        if id == self.list.current_id:
            self._show_detail(detail)

    def _show_detail(self, detail: LineDetail | None) -> None:
        zone = self._crisis.zone if self._crisis else "Europe/Paris"
        self.detail.show_line(detail, zone)
        self.detail.setVisible(detail is not None)

    def _copy(self, wanted: Wanted) -> None:
        message_outputs.copy(self, self._station, wanted, self.detail.say)

    def _refused(self, error: Exception) -> None:
        if isinstance(error, Refused | Unavailable):
            self.detail.say(str(error), refused=True)
            return
        self._station.background.failed.emit(error)


def _detail(reading: Reading, id: str) -> tuple[str, LineDetail | None]:
    return id, reading.line(id)
