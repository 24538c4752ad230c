"""From one workstation's hand to the other's screen: the writer in a process of its own, the reader's window here."""

import os
import time
from collections.abc import Sequence
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING

from app.core.entry_commands import Record
from app.core.places import Places
from app.sync.exchanger import Exchanger
from app.sync.workstation import Workstation
from benchmarks.ground import opened

if TYPE_CHECKING:
    from app.ui.journal_model import JournalModel

LONGEST = 20_000  # ms to wait for what should take a few
BREATH = 50  # ms between two entries: people do not write faster


@dataclass(frozen=True, slots=True)
class Times:
    """Seconds from the moment an entry is given to the writer's desk: until it is durably in the reader's store, and
    until the model of the reader's table holds its line; and from the moment it is acknowledged until the latter."""

    kept: float
    shown: float
    told: float


def times_of(writer: Path, reader: Workstation, crisis: str, entries: Sequence[Record]) -> list[Times]:
    """Both workstations exchange by themselves, and the reader has his main courante before his eyes."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    from app.ui.background import Background
    from app.ui.journal_page import JournalPage
    from app.ui.station import Station

    application = QApplication.instance() or QApplication([])
    background, exchanger = Background(), Exchanger(reader)
    kept: list[float] = []
    reader.desk.subscribe(lambda changes: kept.append(time.perf_counter()) if changes.records else None)
    reader.desk.subscribe(background.tell_changed)  # after the other, which must not be overtaken
    page = JournalPage(
        Station(reader.desk, reader.reading, background, exchanger.now, "INT1", "Léa Aubert"),
        Places(),
        lambda: reader.clock.now(),
    )
    page.resize(1280, 720)
    page.show()
    page.show_crisis(next(one for one in reader.reading.crises() if one.id == crisis))
    exchanger.start()
    ours, theirs = get_context("spawn").Pipe()
    process = get_context("spawn").Process(target=write_on_demand, args=(writer, theirs))
    process.start()
    try:
        ours.recv()  # the writer is online
        ends = time.monotonic() + LONGEST / 1000
        while not (exchanger.state.online and len(page.model.keys)) and time.monotonic() < ends:
            application.processEvents()
        return [_times_of(page.model, kept, ours, entry) for entry in entries]
    finally:
        ours.send(None)
        process.join()
        exchanger.stop()
        background.close()
        page.close()
        page.deleteLater()
        application.processEvents()


def _times_of(model: "JournalModel", kept: list[float], writer: Connection, entry: Record) -> Times:
    """One entry, written there and seen here. Both clocks are the machine's monotonic one; nothing is polled."""
    from PySide6.QtCore import QEventLoop, QTimer

    shown: list[float] = []

    def look() -> None:
        row = model.known_row(0)
        if row is not None and row.subject == entry.subject:
            shown.append(time.perf_counter())
            loop.quit()

    loop = QEventLoop()
    QTimer.singleShot(BREATH, loop.quit)
    loop.exec()
    kept.clear()
    model.modelReset.connect(look)
    QTimer.singleShot(LONGEST, loop, loop.quit)
    writer.send(entry)
    loop.exec()
    model.modelReset.disconnect(look)
    if not shown:
        raise TimeoutError("the other workstation's screen showed nothing")
    began, acknowledged = writer.recv()
    return Times(kept[0] - began, shown[0] - began, shown[0] - acknowledged)


def write_on_demand(folder: Path, calls: Connection) -> None:
    """The writer's process: writes each entry it is sent and says when it began to and when it had."""
    workstation = opened(folder)
    exchanger = Exchanger(workstation)
    exchanger.start()
    ends = time.monotonic() + LONGEST / 1000
    while not exchanger.state.online and time.monotonic() < ends:
        time.sleep(0.01)
    calls.send(exchanger.state.online)
    while (entry := calls.recv()) is not None:
        began = time.perf_counter()
        workstation.desk.do(entry)
        calls.send((began, time.perf_counter()))
    exchanger.stop()
    workstation.close()
