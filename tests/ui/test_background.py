"""What takes time is done elsewhere; what is shown is shown on the window's thread."""

import threading
from functools import partial

import pytest
import shiboken6
from PySide6.QtCore import QObject

from app.core.changes import Changes
from app.core.errors import Unavailable
from app.ui.background import Background


@pytest.fixture
def background(qapp):
    made = Background()
    yield made
    made.close()


def test_work_is_done_elsewhere_and_its_value_comes_back_here(qtbot, background):
    seen = []
    background.read(threading.current_thread, lambda worker: seen.append((worker, threading.current_thread())))
    qtbot.waitUntil(lambda: bool(seen))
    worker, here = seen[0]
    assert worker is not here
    assert here is threading.main_thread()


def test_writes_are_done_one_after_another(qtbot, background):
    order, done = [], []
    for number in range(50):
        background.write(lambda number=number: order.append(number), lambda _: done.append(1))
    qtbot.waitUntil(lambda: len(done) == 50)
    assert order == list(range(50))


def test_an_error_goes_to_the_one_who_asked(qtbot, background):
    seen = []
    background.read(lambda: 1 // 0, lambda _: None, seen.append)
    qtbot.waitUntil(lambda: bool(seen))
    assert isinstance(seen[0], ZeroDivisionError)


def test_an_error_nobody_asked_for_is_told_to_the_window(qtbot, background):
    def fail():
        raise Unavailable("Le disque est plein.")

    with qtbot.waitSignal(background.failed) as told:
        background.write(fail)
    assert str(told.args[0]) == "Le disque est plein."


def test_a_widget_that_is_gone_is_not_called(qtbot, background):
    class Page(QObject):
        calls = 0

        def show(self, _):
            Page.calls += 1

    page, after = Page(), []
    background.read(lambda: 1, page.show)
    background.read(lambda: 1, partial(partial(page.show)))
    shiboken6.delete(page)
    background.read(lambda: 2, after.append)
    qtbot.waitUntil(lambda: bool(after))
    assert Page.calls == 0


def test_changes_told_from_another_thread_arrive_here(qtbot, background):
    seen = []
    background.changed.connect(lambda changes: seen.append((changes, threading.current_thread())))
    changes = Changes(frozenset({"a"}))
    thread = threading.Thread(target=background.tell_changed, args=(changes,))
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: bool(seen))
    assert seen == [(changes, threading.main_thread())]


def test_closing_finishes_the_writes_under_way(qapp):
    made, written = Background(), []
    for number in range(20):
        made.write(lambda number=number: written.append(number))
    made.close()
    assert written == list(range(20))
    made.write(lambda: written.append("after"))
    assert "after" not in written


def test_a_slow_file_holds_back_neither_a_list_nor_an_entry(qtbot, background):
    free, order = threading.Event(), []
    background.carry(lambda: free.wait(30), lambda _: order.append("file"))
    background.read(lambda: 1, lambda _: order.append("list"))
    background.write(lambda: 1, lambda _: order.append("entry"))
    qtbot.waitUntil(lambda: len(order) == 2)
    free.set()
    qtbot.waitUntil(lambda: len(order) == 3)
    assert order[-1] == "file"
