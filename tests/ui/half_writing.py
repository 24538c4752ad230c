"""A window in which five entries are half-written, until it is killed.

Run as `python -m tests.ui.half_writing JOURNAL KEY SEED CRISIS`; prints `typed` once the last key was pressed.
"""

import sys
from pathlib import Path

from PySide6.QtCore import QEventLoop
from PySide6.QtTest import QTest

from app.core.clock import Clock
from app.core.desk import Desk
from app.core.keys import SigningKey
from app.core.places import Places
from app.core.store.engine import Database
from app.core.store.reading import Reading
from app.core.store.store import Store
from app.ui import screen
from app.ui.background import Background
from app.ui.quick_line import QuickLine
from app.ui.station import Station
from tests.ui.lines import NOW

LINES = ("02:48 SDIS76 tel > incendie aux entrep", "03:01 COGIC mail > bil", "Cabinet PM > elements pour")


def main() -> None:
    journal, key, seed, space = sys.argv[1:]
    screen.application()
    store = Store(Database(Path(journal), bytes.fromhex(key)), SigningKey(bytes.fromhex(seed)), Clock(lambda: NOW))
    reading = Reading(store)
    station = Station(Desk(store), reading, Background(), lambda: None, "SIG1", "C. Morvan")
    quick = QuickLine(station, Places(), lambda: NOW)
    quick.show_crisis(next(crisis for crisis in reading.crises() if crisis.id == space))
    quick.show()
    for line in LINES:
        QTest.keyClicks(quick.line, line)
        quick.begin()
    QTest.keyClicks(quick.line, "prefet > point presse")
    quick.open_form()
    form = quick.forms[0]
    QTest.keyClicks(form.fields.texts["content"], "salle Jeanne-d")
    QTest.keyClicks(quick.line, "vers 2h30 DREAL > mes")
    print("typed", flush=True)
    QEventLoop().exec()


main()
