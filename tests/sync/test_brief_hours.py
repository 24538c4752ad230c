"""The hours of the briefs are kept by a running workstation: prepared once each, late rather than never."""

import threading
from collections.abc import Callable, Iterator

import pytest

from app.core.clock import Clock
from app.core.errors import Refused, Unavailable
from app.core.registers.crisis import EditCrisis
from app.sync.brief_hours import AGAIN, NAME, BriefHours
from app.sync.schedule import Appointments
from app.sync.workstation import Workstation
from tests.frozen_brief import freeze
from tests.office import Office, share
from tests.ui.lines import at


class Diary:
    """Stands for the appointments: a test looks at what is in it, and comes to the hour by itself."""

    def __init__(self, now: Callable[[], int]) -> None:
        self.made: dict[str, tuple[int, Callable[[], object]]] = {}
        self._now = now

    def soon(self, name: str, run: Callable[[], object]) -> None:
        self.at(name, self._now(), run)

    def at(self, name: str, when: int, run: Callable[[], object]) -> None:
        self.made[name] = (when, run)


class Night:
    """A crisis whose briefs are due every four hours; the hour is that of `now`."""

    def __init__(self, tmp_path) -> None:
        self.now = at(24, 0, 30)
        self.office = Office(tmp_path, Clock(lambda: self.now))
        self.chief = self.office.workstation("SIG1", "Morvan")
        self.space = self.office.crisis(self.chief, rhythm="4h format flash")
        self.prepared: list[tuple[str, int, str]] = []
        self.failures: list[Unavailable] = []
        self.writing = False
        self.fault: Exception | None = None
        self.hours = self.opened(self.chief)

    def opened(self, one: Workstation) -> BriefHours:
        self.diary = Diary(lambda: self.now)
        made = BriefHours(one.desk, one.reading, self.diary, self.prepare, lambda: self.now, self.failures.append)
        made.start()
        return made

    def prepare(self, crisis: str, cutoff: int, format: str) -> bool:
        if self.fault:
            raise self.fault
        self.prepared.append((crisis, cutoff, format))
        return not self.writing

    @property
    def next(self) -> int:
        return self.diary.made[NAME][0]

    def comes(self, until: int) -> None:
        """Time goes by until then: each appointment is kept at its hour."""
        while self.next <= until:
            self.now = max(self.now, self.next)
            run = self.diary.made.pop(NAME)[1]
            run()
            if NAME not in self.diary.made:
                break
        self.now = until

    def told(self) -> list[tuple[str, str]]:
        return [(one.kind, one.subject) for one in self.chief.reading.notices(unseen=True)]


@pytest.fixture
def night(tmp_path) -> Iterator[Night]:
    made = Night(tmp_path)
    yield made
    made.office.close()


def test_it_reminds_a_quarter_of_an_hour_before_and_prepares_at_the_hour(night):
    night.comes(at(24, 3, 44))
    assert (night.next, night.told(), night.prepared) == (at(24, 3, 45), [], [])
    night.comes(at(24, 3, 45))
    assert (night.next, night.told(), night.prepared) == (at(24, 4), [("brief_soon", "attendu à 04:00")], [])
    night.comes(at(24, 4))
    assert night.prepared == [(night.space, at(24, 4), "flash")]
    assert night.told() == [("brief_ready", "arrêté à 04:00 : à relire et figer")]
    assert night.next == at(24, 7, 45)


def test_each_hour_is_prepared_once_even_when_the_workstation_starts_again(night):
    night.comes(at(24, 4))
    night.opened(night.chief)
    night.comes(at(24, 4, 10))
    assert len(night.prepared) == 1
    night.comes(at(24, 12, 30))
    assert [cutoff for _, cutoff, _ in night.prepared] == [at(24, 4), at(24, 8), at(24, 12)]


def test_a_machine_that_slept_or_was_off_prepares_the_last_one_alone_and_says_it_is_late(night):
    night.now = at(25, 9, 12)
    night.comes(at(25, 9, 12))
    assert [cutoff for _, cutoff, _ in night.prepared] == [at(25, 8)]
    assert night.told() == [("brief_ready", "arrêté à 08:00, préparé avec retard à 09:12 : à relire et figer")]


def test_a_brief_that_is_frozen_already_is_not_prepared(night):
    night.comes(at(24, 3, 50))
    freeze(night.chief, night.space, at(24, 3, 50))
    night.comes(at(24, 4, 1))
    assert (night.prepared, night.told()) == ([], [])


def test_who_is_writing_keeps_his_words_and_is_told(night):
    night.writing = True
    night.comes(at(24, 4))
    assert night.told() == [("brief_going_on", "attendu à 04:00 : votre composition en cours est gardée")]
    night.comes(at(24, 4, 30))
    assert len(night.prepared) == 1


def test_one_that_could_not_be_prepared_is_told_and_tried_again(night):
    night.fault = Unavailable("disque plein")
    night.comes(at(24, 4))
    assert [str(one) for one in night.failures] == ["disque plein"]
    assert night.next == at(24, 4) + AGAIN
    assert [kind for kind, _ in night.told()] == ["brief_soon"]
    night.fault = None
    night.comes(at(24, 4) + AGAIN)
    assert night.told() == [("brief_ready", "arrêté à 04:00, préparé avec retard à 04:05 : à relire et figer")]


def test_one_that_a_rule_refuses_is_left_to_the_next(night):
    night.fault = Refused("Cette crise est close.")
    night.comes(at(24, 4))
    assert (night.failures, night.next) == ([], at(24, 7, 45))


def test_a_bug_in_one_does_not_stop_the_hours(night):
    night.fault = ValueError("panne")
    with pytest.raises(ValueError, match="panne"):
        night.comes(at(24, 4))
    assert night.next == at(24, 4) + AGAIN


def test_a_rhythm_that_is_decided_or_received_is_followed_at_once(tmp_path):
    night = Night(tmp_path)
    night.comes(at(24, 0, 31))
    night.chief.desk.do(EditCrisis(night.space, {"rhythm": "1h :45"}))
    assert night.next == at(24, 0, 31)
    night.comes(at(24, 0, 46))
    assert [cutoff for _, cutoff, _ in night.prepared] == [at(24, 0, 45)]
    other = night.office.workstation("SIG2", "Bellec")
    night.opened(other)
    night.diary.made.clear()
    share(night.chief, night.office.crisis(night.chief, (other, "RED"), rhythm="2h"), [other])
    assert night.diary.made[NAME][0] == at(24, 0, 46)
    night.office.close()


def test_where_no_crisis_keeps_a_rhythm_there_is_nothing_to_come_back_for(night):
    night.chief.desk.do(EditCrisis(night.space, {"rhythm": ""}))
    night.comes(at(24, 4))
    assert (night.diary.made, night.prepared) == ({}, [])


def test_with_the_real_appointments_the_draft_is_prepared_off_the_thread_that_asked(tmp_path):
    night = Night(tmp_path)
    night.now = at(24, 4)
    threads, done = [], threading.Event()

    def prepare(crisis: str, cutoff: int, format: str) -> bool:
        threads.append(threading.current_thread())
        done.set()
        return True

    appointments = Appointments(lambda: night.now)
    hours = (night.chief.desk, night.chief.reading, appointments, prepare, lambda: night.now, night.failures.append)
    BriefHours(*hours).start()
    appointments.start()
    assert done.wait(10)
    appointments.stop()
    assert threads[0] is not threading.current_thread()
    assert [kind for kind, _ in night.told()] == ["brief_ready"]
    night.office.close()
