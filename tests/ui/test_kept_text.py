"""What is being typed survives the program, and is found again where it was typed."""

import pytest
from PySide6.QtCore import QObject

from app.ui.kept_text import KeptText


@pytest.fixture
def place(room, qapp):
    owner = QObject()
    yield KeptText(room.station, owner)
    owner.deleteLater()


def kept(room, name: str) -> str:
    return room.mine.reading.draft(name)


def test_what_is_typed_is_on_the_disk_soon_after_the_last_key(place, room, qtbot):
    place.move("ici", lambda text: None)
    place.change("03:08 SD")
    place.change("03:08 SDIS")
    qtbot.waitUntil(lambda: kept(room, "ici") == "03:08 SDIS")


def test_it_is_found_again_where_it_was_typed_and_nowhere_else(place, room, qtbot):
    place.move("ici", lambda text: None)
    place.change("03:08 SDIS")
    found = []
    place.move("ailleurs", found.append)
    place.move("ici", found.append)
    qtbot.waitUntil(lambda: found == ["03:08 SDIS"])


def test_what_was_recorded_does_not_come_back(place, room, qtbot):
    place.move("ici", lambda text: None)
    place.change("03:08 SDIS")
    place.flush()
    qtbot.waitUntil(lambda: bool(kept(room, "ici")))
    place.forget()
    qtbot.waitUntil(lambda: not kept(room, "ici"))


def test_what_is_typed_meanwhile_is_not_replaced(place, room, qtbot):
    room.mine.desk.keep_draft("ici", "ancien")
    found = []
    place.move("ici", found.append)
    place.change("nouveau")
    qtbot.waitUntil(lambda: kept(room, "ici") == "nouveau")
    assert found == []
