"""Files are joined one after another; the one that is refused is named and holds no other."""

import pytest

from app.core.entries import LARGEST_FILE
from app.core.registers.crisis import CloseCrisis
from app.ui.file_joining import FileJoining


@pytest.fixture
def told(room, qapp):
    joining = FileJoining(room.station, room.background)
    joining.said = []
    joining.told.connect(lambda done, refused: joining.said.append((done, refused)))
    return joining


@pytest.fixture
def files(tmp_path):
    names = ("plan.pdf", "film.mp4", "liste.csv")
    for place, name in enumerate(names):
        (tmp_path / name).write_bytes(name.encode() * (place + 1))
    with (tmp_path / "film.mp4").open("wb") as file:
        file.truncate(LARGEST_FILE + 1)
    return [tmp_path / name for name in names]


def test_one_that_is_too_large_is_named_and_the_others_are_joined(told, room, files, qtbot):
    done = room.record("Plan reçu")
    told.join(done.id, done.label, files)
    qtbot.waitUntil(lambda: not told.busy)
    entry = room.mine.reading.entry(done.id)
    assert sorted(file.name for file in entry.files) == ["liste.csv", "plan.pdf"]
    assert room.mine.reading.file(entry.files[0].sha256)
    words, refused = told.said[-1]
    assert words == "2 fichiers joints à SIG1-0001 : « plan.pdf », « liste.csv »."
    assert "« film.mp4 »" in refused


def test_it_says_where_it_stands(told, room, files, qtbot):
    done = room.record("Plan reçu")
    told.join(done.id, done.label, files)
    qtbot.waitUntil(lambda: not told.busy)
    assert told.said[0] == ("SIG1-0001 : lecture de « plan.pdf » (1 sur 3)…", "")


def test_the_same_file_twice_is_joined_once(told, room, files, qtbot):
    done = room.record("Plan reçu")
    told.join(done.id, done.label, files[:1])
    told.join(done.id, done.label, files[:1])
    qtbot.waitUntil(lambda: not told.busy)
    assert len(room.mine.reading.entry(done.id).files) == 1
    assert "« plan.pdf »" in told.said[-1][1]
    assert "déjà" in told.said[-1][1]


def test_nothing_is_joined_to_a_closed_crisis(told, room, files, qtbot):
    done = room.record("Plan reçu")
    room.mine.desk.do(CloseCrisis(room.space))
    told.join(done.id, done.label, files[:1])
    qtbot.waitUntil(lambda: not told.busy)
    assert "close" in told.said[-1][1]
    assert room.mine.reading.entry(done.id).files == ()
