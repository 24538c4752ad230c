"""Going anywhere (Ctrl+K): one types, the pages, acts and records that are meant are listed, Enter goes there."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from app.core.clock import Clock
from app.core.store.preferences import SavedView
from app.core.store.rows import CrisisRow
from app.ui import arrangement, controls, duty_goals, plain, theme, wording
from app.ui.goal_list import LEFT, RIGHT, GoalList
from app.ui.goals import DUTIES, REFERENCES, Goal, Hit, look, matching
from app.ui.sheet import Sheet
from app.ui.station import Station

WIDTH, HEIGHT, AROUND = 720, 520, 22  # pixels at 100 %
PAUSE = 80  # ms without a key before the records are looked for
IN_JOURNAL, VIEWS = "Main courante", "Vues enregistrées"
FIRST = (DUTIES, REFERENCES)  # the answer to a question, and what a reference names
SIGNS = {duty_goals.PAGE: "directory"}
HINTS = "↑ ↓ choisir · Entrée y aller · Ctrl+Entrée chercher dans la main courante · Échap fermer"
NOTHING = "Aucune page, aucun acte, aucun enregistrement de ce nom."


class Palette(Sheet):
    """`goals` gives the pages, crises and acts there are now; `opened` tells the record to go to, `searched` the words
    to look for in the table of the main courante. Nothing waits: records are read aside, and join the list."""

    opened = Signal(object)  # goals.Hit
    view_chosen = Signal(object)  # EntryFilter of a saved view
    searched = Signal(str)

    def __init__(
        self,
        window: QWidget,
        below: QWidget,
        station: Station,
        goals: Callable[[], Sequence[Goal]],
        now: Callable[[], int] | None = None,
    ):
        super().__init__(window, below, "Aller partout", WIDTH, HEIGHT)
        self._station, self._gather, self._now = station, goals, now or Clock().now
        self._crisis: CrisisRow | None = None
        self._goals: Sequence[Goal] = ()
        self._views: Sequence[Goal] = ()
        self._hits: Sequence[Hit] = ()
        self._looked = ""  # the words of the records listed
        self._pressed = self._moved = False
        self.field = PaletteField(self._key)
        self.list = GoalList()
        self._hints = plain.label(HINTS, "micro", "text_tertiary")
        foot = arrangement.row(self._hints, None, margins=(LEFT, 5, RIGHT, 5))
        self._top = arrangement.row(self.field, margins=(12, 10, 12, 10))
        whole = arrangement.column(
            self._top, controls.rule(), self.list, controls.rule(), arrangement.panel(foot, "window")
        )
        whole.setStretch(2, 1)
        self.put(whole)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self._look)
        self.field.textChanged.connect(self._typed)
        self.list.clicked.connect(lambda _: self._go(self.list.current))
        self.closed.connect(self._pause.stop)

    def enter(self, crisis: CrisisRow | None) -> None:
        """Come over the window, ready to be typed in."""
        self._crisis, self._goals = crisis, self._gather()
        self._views, self._hits, self._looked, self._pressed = (), (), "", False
        self.field.clear()
        self._show()
        self.come(self.field)
        if crisis is not None:
            reading = self._station.reading
            self._station.background.read(partial(reading.views, crisis.id), self._show_views)

    @property
    def current(self) -> Goal | None:
        """The line Enter goes to."""
        return self.list.current

    def _typed(self) -> None:
        self._moved = self._pressed = False
        if self._words():
            self._pause.start()
        else:
            self._pause.stop()
            self._hits, self._looked = (), ""
        self._show()

    def _look(self) -> None:
        words = self._words()
        work = partial(_found, self._station, self._crisis, words, self._now())
        self._station.background.read(work, partial(self._found, words), self._failed)

    def _found(self, words: str, hits: Sequence[Hit]) -> None:
        if words != self._words() or not self.isVisible():
            return
        self._hits, self._looked = hits, words
        self._show()
        if self._pressed:
            self._press()

    def _failed(self, error: Exception) -> None:
        self._looked = self._words()
        self._station.background.failed.emit(error)

    def _show_views(self, views: Sequence[SavedView]) -> None:
        self._views = [
            Goal(VIEWS, view.name, partial(self.view_chosen.emit, view.wanted), shape="journal") for view in views
        ]
        self._show()

    def _show(self) -> None:
        """List what is meant; the line the person chose stays chosen."""
        words, chosen = self._words(), self.current
        records = [
            Goal(hit.group, hit.words, partial(self.opened.emit, hit), hit.note, shape=SIGNS.get(hit.page, hit.page))
            for hit in self._hits
        ]
        named = [goal for goal in records if goal.group in FIRST]
        others = [goal for goal in records if goal.group not in FIRST]
        listed = [*named, *matching([*self._goals, *self._views], words), *others]
        if words:
            search = f"Chercher «{wording.NBSP}{words}{wording.NBSP}» dans la main courante"
            listed.append(Goal(IN_JOURNAL, search, partial(self.searched.emit, words), shape="search"))
        self.list.show_goals(listed, chosen if self._moved else None)
        around = self._top.sizeHint().height() + self._hints.sizeHint().height() + theme.size(AROUND)
        self.fit(around + self.list.whole_height())
        self._say()

    def _key(self, key: int, control: bool) -> bool:
        """What the arrows and Enter do while one types; whether the key was one of them."""
        match key:
            case Qt.Key.Key_Down | Qt.Key.Key_Up:
                self._move(1 if key == Qt.Key.Key_Down else -1)
            case Qt.Key.Key_PageDown | Qt.Key.Key_PageUp:
                self._move(8 if key == Qt.Key.Key_PageDown else -8, around=False)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if control:
                self._search()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._press()
            case _:
                return False
        return True

    def _move(self, step: int, *, around: bool = True) -> None:
        self._moved = True
        self.list.step(step, around=around)
        self._say()

    def _press(self) -> None:
        """Go where the chosen line says; not before the records of these words are known, unless it was chosen."""
        if self._words() != self._looked and not self._moved:
            self._pressed = True
            return
        self._go(self.current)

    def _search(self) -> None:
        words = self._words()
        if words:
            self.leave()
            self.searched.emit(words)

    def _go(self, goal: Goal | None) -> None:
        if goal is not None:
            self.leave()  # first: the keyboard goes back, and from there where the goal says
            goal.go()

    def _words(self) -> str:
        return " ".join(self.field.text().split())

    def _say(self) -> None:
        """What a screen reader says of the chosen line, while the keyboard stays in the field."""
        self.field.setAccessibleDescription(self.current.spoken if self.current else NOTHING)


def _found(station: Station, crisis: CrisisRow | None, words: str, now: int) -> list[Hit]:
    """The answer when a question was typed, then the records. Runs on the reader's thread."""
    answers = duty_goals.answers(station.reading, crisis, words, station.reading.server_hour(now))
    return [*answers, *look(station.reading, crisis, station.prefix, words)]


class PaletteField(QLineEdit):
    """Where one types; the arrows and Enter go to the list."""

    def __init__(self, key: Callable[[int, bool], bool]) -> None:
        super().__init__()
        self._take = key
        self.setProperty("look", "quick")
        self.setAccessibleName("Aller partout")
        self.setPlaceholderText("Page, acte, crise, référence ou mots…")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if not self._take(event.key(), control):
            super().keyPressEvent(event)
