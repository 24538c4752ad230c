"""What a window does by itself: nobody presses a key, and nobody waits."""

import threading
from collections.abc import Callable, Iterator

import pytest

from app.core import brief_draft, kit_keeping
from app.core.clock import Clock
from app.core.composition import Composition
from app.core.errors import Unavailable
from app.sync.schedule import Appointments
from app.sync.workstation import Workstation
from app.ui.background import Background
from app.ui.by_itself import appointments
from tests.office import Office
from tests.ui.lines import at


class Post:
    """A workstation whose crisis has its briefs every four hours; its clock is moved by hand."""

    def __init__(self, tmp_path) -> None:
        self.now = at(24, 0, 30)
        self.office = Office(tmp_path, Clock(lambda: self.now))
        self.mine: Workstation = self.office.workstation("SIG1", "C. Morvan")
        self.space = self.office.crisis(self.mine, rhythm="4h format flash")
        self.background = Background()
        self.mine.desk.subscribe(self.background.tell_changed)
        self.failures: list[Exception] = []
        self.background.failed.connect(self.failures.append)
        self.made: list[Appointments] = []

    def open(self) -> None:
        made = appointments(self.mine.desk, self.mine.reading, self.background, self.mine.folder, lambda: self.now)
        made.start()
        self.made.append(made)

    def told(self, kind: str) -> Callable[[], bool]:
        return lambda: kind in [one.kind for one in self.mine.reading.notices(unseen=True)]


@pytest.fixture
def post(tmp_path, qapp) -> Iterator[Post]:
    made = Post(tmp_path)
    yield made
    for one in made.made:
        one.stop()
    made.background.close()
    made.office.close()


def test_the_draft_of_the_hour_is_prepared_with_its_cutoff_and_its_format(post, qtbot):
    post.now = at(24, 4)
    with qtbot.waitSignal(post.background.changed):
        post.open()
    qtbot.waitUntil(post.told("brief_ready"))
    assert brief_draft.kept(post.mine.reading, post.space) == Composition("flash", at(24, 4))


def test_words_that_are_being_typed_are_never_overwritten(post, qtbot):
    typed = Composition("standard", at(24, 3, 50), texts={1: "Le feu est fixé."})
    brief_draft.keep(post.mine.desk, post.space, typed)
    post.now = at(24, 4)
    post.open()
    qtbot.waitUntil(post.told("brief_going_on"))
    assert brief_draft.kept(post.mine.reading, post.space) == typed


def test_a_window_opened_again_does_not_do_it_twice(post, qtbot):
    post.now = at(24, 4)
    post.open()
    qtbot.waitUntil(post.told("brief_ready"))
    post.made.pop().stop()
    brief_draft.forget(post.mine.desk, post.space)
    post.now = at(24, 4, 30)
    post.open()
    looked = threading.Event()
    post.made[-1].soon("end", looked.set)  # one after another, in the order of their hours
    assert looked.wait(60)
    assert brief_draft.kept(post.mine.reading, post.space) is None
    assert len(post.mine.reading.notices()) == 1


def test_the_kit_of_the_day_is_made(post, qtbot):
    post.open()
    qtbot.waitUntil(lambda: bool(kit_keeping.read(post.mine.folder).made), timeout=20_000)
    assert post.failures == []


def test_a_kit_that_cannot_be_made_is_said_in_the_window(post, qtbot, monkeypatch):
    def fail(*_: object) -> None:
        raise Unavailable("clé retirée")

    monkeypatch.setattr("app.documents.kit.refresh_if_due", fail)
    post.open()
    qtbot.waitUntil(lambda: [str(one) for one in post.failures] == ["clé retirée"])
