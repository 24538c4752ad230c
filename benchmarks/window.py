"""The window before a very large main courante: how long each thing takes to show, and how long the window stops."""

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from app.core import vault
from app.core.clock import Clock
from app.core.entry_commands import Record
from app.core.places import Places
from app.core.store.filtering import EntryFilter
from app.sync.workstation import Workstation, open_profile
from benchmarks import large
from benchmarks.figures import OURS, Figure
from benchmarks.ground import PASSPHRASE, Plan

LONGEST = 60  # seconds to wait for what should take less than one
CALM = 0.3  # seconds of a window at rest between two works: what follows the first is not the second's
BEAT = 2  # ms
TYPED = "préfecture"
WIDTH, HEIGHT = 1256, 800


def measure(plan: Plan, folder: Path) -> Iterator[Figure]:
    profile, known = large.made(plan.lines, folder)
    workstation = open_profile(profile, vault.open_with_passphrase(profile, PASSPHRASE), Clock())
    label = f"{plan.lines:,} lines in the window: ".replace(",", " ")
    try:
        for name, shown, stopped in works(workstation, known.crisis):
            yield Figure(f"{label}{name}", OURS, shown)
            yield Figure(f"{label}{name}, longest stop", OURS, stopped)
    finally:
        workstation.close()


def works(workstation: Workstation, crisis: str) -> Iterator[tuple[str, float, float]]:
    """What a person does at the table: its name, the seconds until it is shown, the longest stop of the window."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from app.ui.background import Background
    from app.ui.journal_page import JournalPage
    from app.ui.screen import application
    from app.ui.station import Station

    app, background = application(), Background()
    workstation.desk.subscribe(background.tell_changed)
    station = Station(workstation.desk, workstation.reading, background, lambda: None, "SIG1", "C. Morvan")
    page = JournalPage(station, Places(), workstation.clock.now)
    page.resize(WIDTH, HEIGHT)
    page.show()
    pulse = Pulse(app)
    model, table = page.model, page.table
    row = next(one for one in workstation.reading.crises() if one.id == crisis)
    size = len(workstation.reading.entry_keys(EntryFilter(crisis)))
    try:
        yield "opened", *pulse.during(lambda: page.show_crisis(row), lambda: len(model.keys) > 0)
        pulse.until(lambda: page.feed.whole and len(model.keys) == size)
        for name, line in (("jump to the end", size - 1), ("jump to the beginning", 0)):
            yield name, *pulse.during(_going_to(table, line), _is_read(model, line))
        entry = Record(crisis, "Une entrée de plus")
        written = pulse.during(
            lambda: background.write(lambda: workstation.desk.do(entry)), lambda: len(model.keys) == size + 1
        )
        yield "an entry written and shown", *written
        for end in range(2, len(TYPED) + 1):
            words = TYPED[:end]
            yield f"searched « {words} »", *pulse.during(_searching(page, words), _is_sought(model, words))
        yield "search taken away", *pulse.during(_searching(page, ""), _is_sought(model, ""))
    finally:
        page.close()
        page.deleteLater()
        background.close()
        app.processEvents()


def _going_to(table: Any, line: int) -> Callable[[], None]:
    return lambda: table.choose(line, show=True, by_hand=True)


def _is_read(model: Any, line: int) -> Callable[[], bool]:
    return lambda: model.known_row(line) is not None


def _is_sought(model: Any, words: str) -> Callable[[], bool]:
    return lambda: bool(model.query == words)


def _searching(page: Any, words: str) -> Callable[[], None]:
    return lambda: page.search(words)


class Pulse:
    """A timer of the window's own thread: two beats too far apart are a window that did not answer."""

    def __init__(self, app: Any) -> None:
        from PySide6.QtCore import Qt, QTimer

        self._app = app
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(BEAT)
        self._timer.timeout.connect(self._beat)
        self._timer.start()
        self._last = time.perf_counter()
        self._longest = 0.0

    def during(self, work: Callable[[], Any], shown: Callable[[], bool]) -> tuple[float, float]:
        """Seconds until it is shown, and the longest stop, what follows included."""
        self._last, self._longest = time.perf_counter(), 0.0
        began = time.perf_counter()
        work()
        took = self.until(shown) - began
        rests = time.perf_counter() + CALM
        self.until(lambda: time.perf_counter() > rests)
        return took, self._longest

    def until(self, shown: Callable[[], bool]) -> float:
        """Lets the window live until then; the moment it came."""
        ends = time.perf_counter() + LONGEST
        while not shown():
            self._app.processEvents()
            if time.perf_counter() > ends:
                raise TimeoutError("the window did not show it")
        return time.perf_counter()

    def _beat(self) -> None:
        now = time.perf_counter()
        self._longest = max(self._longest, now - self._last)
        self._last = now
