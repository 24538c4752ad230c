"""The degraded kit in the window: it says where it is and of when, and loses nothing when it cannot be made."""

from pathlib import Path

import pytest
from PySide6.QtGui import QDesktopServices

from app.core import kit_keeping
from app.core.desk import Desk
from app.core.errors import Refused
from app.ui import kit_dialog, printing
from app.ui.background import Background
from app.ui.kit_dialog import KitDialog
from app.ui.station import Station
from tests.clocks import Watch
from tests.core.kits import furnished
from tests.core.newsroom import Newsroom
from tests.office import Office


@pytest.fixture
def room(tmp_path):
    office = Office(tmp_path, Watch().clock)
    yield furnished(office)
    office.close()


@pytest.fixture
def station(room: Newsroom, qapp):
    background = Background()
    yield Station(room.head.desk, room.head.reading, background, lambda: None, "SIG1", "C. Morvan")
    background.close()


@pytest.fixture
def dialog(station: Station, room: Newsroom, qtbot) -> KitDialog:
    made = KitDialog(None, station, room.head.folder)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: bool(made.state.text()))
    return made


def make(dialog: KitDialog, qtbot) -> Path:
    dialog.submit()
    qtbot.waitUntil(lambda: dialog.view.isEnabled() and dialog.act.isEnabled())
    return Path(dialog._seen.keeping.made.file)


def test_before_the_first_one_there_is_nothing_to_open(dialog):
    assert dialog.state.text() == kit_dialog.NEVER
    assert not dialog.view.isEnabled()
    assert not dialog.print.isEnabled()
    assert dialog.daily.isChecked()
    assert dialog.folder.text() == kit_dialog.OWN
    assert not dialog.own.isVisible()


def test_it_is_made_and_says_when_and_for_which_crisis(dialog, room, qtbot):
    file = make(dialog, qtbot)
    assert file.parent == room.head.folder / "kit"
    said = dialog.state.text().replace("\u00a0", " ")
    assert said.startswith("Fait ven. 15 janv. 2027, 09:00 : ")
    assert said.endswith("pour CRI-2027-SIG1-001.")
    assert file.name in dialog.file.text().replace("\u200b", "")
    assert dialog.isVisible()
    assert len(room.head.reading.extractions(room.space)) == 1


def test_it_is_opened_by_the_program_of_the_system_and_said_when_there_is_none(dialog, qtbot, monkeypatch):
    file = make(dialog, qtbot)
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: bool(opened.append(url.toLocalFile())))
    dialog.view.click()
    assert opened == [str(file)]
    assert dialog.form.refusal == kit_dialog.NOBODY_OPENS


def test_the_very_bytes_of_the_file_are_printed(dialog, qtbot, monkeypatch):
    file = make(dialog, qtbot)
    given = []
    monkeypatch.setattr(printing, "print_file", lambda *told: given.append(told))
    dialog.print.click()
    qtbot.waitUntil(lambda: bool(given))
    assert given[0][2:4] == (kit_dialog.TITLE, file.read_bytes())


def test_it_may_be_kept_on_a_key_and_come_back(dialog, room, qtbot, tmp_path):
    key = tmp_path / "clé USB"
    key.mkdir()
    dialog.keep_in(str(key))
    qtbot.waitUntil(lambda: dialog.view.isEnabled() and bool(list(key.iterdir())))
    assert dialog.folder.text().replace("\u200b", "") == str(key)
    assert dialog.own.isVisible()
    dialog.own.click()
    qtbot.waitUntil(lambda: dialog.folder.text() == kit_dialog.OWN and dialog.act.isEnabled())


def test_a_key_that_was_taken_away_is_said_and_stays_said(dialog, room, qtbot, tmp_path):
    key = tmp_path / "clé"
    key.mkdir()
    kit_keeping.choose(room.head.folder, str(key), daily=True)
    key.rmdir()
    dialog.submit()
    qtbot.waitUntil(lambda: "n'a pas pu être écrit" in dialog.trouble.text())
    assert dialog.trouble.isVisible()
    assert dialog.act.isEnabled()
    assert dialog.form.refusal


def test_a_file_that_is_gone_is_said(dialog, qtbot):
    make(dialog, qtbot).unlink()
    dialog._look()
    qtbot.waitUntil(lambda: "n’est plus là" in dialog.state.text())
    assert not dialog.view.isEnabled()


def test_it_may_be_switched_off_and_on(dialog, room, qtbot):
    dialog.daily.click()
    qtbot.waitUntil(lambda: not kit_keeping.read(room.head.folder).daily)
    dialog.daily.click()
    qtbot.waitUntil(lambda: kit_keeping.read(room.head.folder).daily)


def test_what_a_rule_refuses_is_said_in_the_dialog(dialog, room, qtbot, monkeypatch):
    def refuse(*_: object) -> None:
        raise Refused("vous n'êtes plus membre.")

    monkeypatch.setattr(Desk, "do", refuse)
    dialog.submit()
    qtbot.waitUntil(lambda: "plus membre" in dialog.form.refusal)


def test_everything_has_a_name_and_the_keyboard_reaches_it(dialog):
    for one in (dialog.view, dialog.print, dialog.choose, dialog.own):
        assert one.accessibleName()
    assert dialog.daily.accessibleDescription()
