"""One paper at a time, in the order they were asked for; a long one gives way."""

import threading

from app.documents import brief
from app.documents.press import Press
from tests.documents import samples


def test_one_at_a_time_and_whoever_holds_it_gives_way_to_those_who_wait() -> None:
    press, told, waiting = Press(), [], threading.Event()

    def brief() -> None:
        waiting.set()
        with press:
            told.append("brief")

    with press:
        told.append("page 1")
        press.give_way()  # nobody waits
        other = threading.Thread(target=brief)
        other.start()
        waiting.wait()
        while press._asked - press._served < 2:
            pass
        assert told == ["page 1"]
        press.give_way()
        told.append("page 2")
    other.join()
    assert told == ["page 1", "brief", "page 2"]


def test_who_does_not_hold_it_gives_nothing_up() -> None:
    press = Press()
    press.give_way()
    with press:
        other = threading.Thread(target=press.give_way)
        other.start()
        other.join()
    with press:
        pass


def test_papers_made_at_the_same_time_are_the_same_to_the_byte() -> None:
    long, short = samples.crowded(120, "long"), samples.CONTENT
    expected = [brief.render(long).printed, brief.render(short).printed]
    made = []
    other = threading.Thread(target=lambda: made.append(brief.render(long).printed))
    other.start()
    found = [brief.render(short).printed for _ in range(3)]
    other.join()
    assert [*made, found[0]] == expected
    assert found[1:] == found[:-1]
