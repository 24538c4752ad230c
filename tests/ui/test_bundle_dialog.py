"""A work of many bytes: how far it is, and that it stops."""

import pytest

from app.ui.bundle_dialog import STEPS, BundleDialog, Progress, Stopped


def test_progress_is_told_at_each_step_and_beyond_what_four_bytes_count(qapp) -> None:
    progress, heard = Progress(), []
    progress.told.connect(lambda done, all: heard.append((done, all)))
    size = 3 * 1024**3
    for done in range(0, size + 1, 1024**2):
        progress.tell(done, size)
    assert heard[-1] == (size, size)
    assert len(heard) == STEPS + 1
    progress.tell(0, 0)


def test_a_stopped_work_ends(qapp) -> None:
    progress = Progress()
    progress.stop()
    with pytest.raises(Stopped):
        progress.tell(1, 2)


def test_how_far_it_is_is_said_in_bytes_and_the_window_goes_on(room, qtbot) -> None:
    dialog = BundleDialog(None, "Essai", "Aller", room.background, "Lecture", "Arrêté.")
    dialog.put(dialog.bar, 0)
    dialog.put(dialog.said, 0)
    qtbot.addWidget(dialog)
    dialog.show()
    said = []

    def work(told) -> None:
        told(512, 1024)
        while not said:
            told(512, 1024)

    dialog.carry(work)
    qtbot.waitUntil(lambda: dialog.said.text() == "Lecture : 512 octets sur 1 Ko")
    assert dialog.bar.value() == STEPS // 2
    assert not dialog.act.isEnabled()
    room.station.background.read(lambda: 1, lambda _: said.append("lu"))  # the lists are read meanwhile
    qtbot.waitUntil(lambda: bool(said))


def test_leaving_stops_the_work_first_and_closes_then(room, qtbot) -> None:
    dialog = BundleDialog(None, "Essai", "Aller", room.background, "Lecture", "Arrêté.")
    qtbot.addWidget(dialog)
    dialog.show()

    def work(told) -> None:
        while True:
            told(1, 2)

    dialog.carry(work)
    dialog.reject()
    assert dialog.isVisible()
    qtbot.waitUntil(lambda: dialog.said.text() == "Arrêté.")
    dialog.reject()
    assert not dialog.isVisible()
