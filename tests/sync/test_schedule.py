"""Rounds: at once, then regularly, further apart while the server is away, and never all together. Appointments: at
their hour, or late, once."""

import random
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, tzinfo
from itertools import pairwise

import pytest

from app.core.clock import milliseconds
from app.sync.schedule import FIRST, LONGEST, REGULAR, Appointments, Patience, Rounds, delay_after, spread

HOUR = 3_600_000


def test_each_failure_doubles_the_wait_up_to_a_limit():
    delays = [delay_after(failures) for failures in range(40)]
    assert delays[0] == FIRST
    assert delays[-1] == LONGEST
    assert all(later == min(2 * before, LONGEST) for before, later in pairwise(delays))


def test_a_round_is_run_at_the_start_and_again_after_a_failure():
    ran = threading.Semaphore(0)
    rounds = Rounds(ran.release, chance=lambda: 0.0)
    rounds.start()
    try:
        assert ran.acquire(timeout=10)
        rounds.failed()
        assert ran.acquire(timeout=10)
    finally:
        rounds.stop()


def test_five_hundred_who_come_back_together_are_spread():
    """Whatever they wait for, no tenth of the time it takes sees more than twice its share of them."""
    chance = random.Random(1).random
    everybody = [Patience(chance) for _ in range(500)]
    for failures in range(6):
        waits = [one.wait() for one in everybody]
        delay = delay_after(failures)
        assert 0.5 * delay <= min(waits) < 0.6 * delay < 1.4 * delay < max(waits) < 1.5 * delay
        shares = [
            sum(place <= wait / delay - 0.5 < place + 0.1 for wait in waits) for place in (n / 10 for n in range(10))
        ]
        assert max(shares) < 100


def test_what_the_server_asks_for_is_waited_for_and_more_by_chance():
    assert Patience(lambda: 0.0).wait(5) == 5
    assert Patience(lambda: 0.5).wait(5) == 7.5
    assert Patience(lambda: 0.0).wait(0.1) == FIRST / 2
    rounds = Rounds(lambda: None, lambda: 0.5)
    assert rounds.sent_away(20) == 30


def test_a_reward_makes_the_next_wait_a_short_one():
    patience = Patience(lambda: 0.5)
    waits = [patience.wait() for _ in range(5)]
    patience.rewarded()
    assert patience.wait() == waits[0] < waits[-1]


def test_regular_rounds_are_spread_too():
    assert spread(REGULAR, 0.0) == 15
    assert spread(REGULAR, 0.999) < 45


def now() -> int:
    return milliseconds(datetime.now(UTC))


@pytest.fixture
def appointments() -> Iterator[Appointments]:
    made = Appointments(now)
    yield made
    made.stop()


def test_what_has_its_hour_is_done_then_and_not_again(appointments):
    ran, others = threading.Semaphore(0), threading.Semaphore(0)
    appointments.start()
    appointments.at("brief", now() + 50, ran.release)
    assert ran.acquire(timeout=10)
    appointments.soon("other", others.release)
    assert others.acquire(timeout=10)
    assert not ran.acquire(blocking=False)


def test_what_was_missed_however_long_ago_is_done_at_once(appointments):
    ran = threading.Semaphore(0)
    appointments.at("brief", now() - 30 * 24 * HOUR, ran.release)  # before anything runs
    appointments.start()
    assert ran.acquire(timeout=10)


def test_an_appointment_replaces_the_one_of_its_name_and_may_be_forgotten(appointments):
    told: list[str] = []
    done = threading.Event()
    appointments.start()
    appointments.at("brief", now() + HOUR, lambda: told.append("first"))
    appointments.at("brief", now() + 60, lambda: told.append("second"))
    appointments.at("other", now() + 60, lambda: told.append("forgotten"))
    appointments.forget("other")
    appointments.forget("unknown")
    appointments.at("end", now() + 120, done.set)
    assert done.wait(10)
    assert told == ["second"]


def test_an_appointment_may_be_made_again_while_it_is_kept(appointments):
    left = threading.Semaphore(0)

    def run(times: int = 3) -> None:
        left.release()
        if times > 1:
            appointments.at("brief", now() + 20, lambda: run(times - 1))

    appointments.at("brief", now(), run)
    appointments.start()
    assert all(left.acquire(timeout=10) for _ in range(3))


def test_one_that_fails_keeps_the_others_from_nothing(appointments, caplog):
    ran = threading.Semaphore(0)

    def fail() -> None:
        raise ValueError("disque")

    appointments.start()
    appointments.at("kit", now(), fail)
    appointments.at("brief", now() + 30, ran.release)
    assert ran.acquire(timeout=10)
    assert "appointment kit" in caplog.text


@pytest.mark.parametrize(("often", "constant"), [("daily", "A_DAY"), ("hourly", "AN_HOUR")])
def test_what_is_regular_is_done_at_the_start_then_at_each_turn(appointments, monkeypatch, often, constant):
    monkeypatch.setattr(f"app.sync.schedule.{constant}", 0.05)
    ran = threading.Semaphore(0)
    getattr(appointments, often)("kit", ran.release)
    appointments.start()
    assert all(ran.acquire(timeout=10) for _ in range(3))


def test_what_is_daily_and_failed_is_tried_again_before_a_day(appointments, monkeypatch):
    monkeypatch.setattr("app.sync.schedule.AN_HOUR", 0.05)
    ran = threading.Semaphore(0)

    def fail() -> None:
        ran.release()
        raise OSError("clé retirée")

    appointments.daily("kit", fail)
    appointments.start()
    assert all(ran.acquire(timeout=10) for _ in range(3))


def test_a_machine_that_slept_over_the_hour_does_it_when_it_wakes_and_once(appointments, monkeypatch):
    """Its wait had four hours to go when it fell asleep: waits stand still, and the clock on the wall does not."""
    asleep = [timedelta(0)]

    class Wall(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:
            return datetime.now(tz) + asleep[0]

    monkeypatch.setattr("apscheduler.schedulers.base.datetime", Wall)
    monkeypatch.setattr("app.sync.schedule.PULSE", 0.05)
    ran, beat = threading.Semaphore(0), threading.Semaphore(0)
    monkeypatch.setattr("app.sync.schedule._beat", beat.release)
    appointments.start()
    appointments.at("brief", now() + 4 * HOUR, ran.release)
    assert all(beat.acquire(timeout=10) for _ in range(2))
    assert not ran.acquire(blocking=False)
    asleep[0] = timedelta(hours=13)
    assert ran.acquire(timeout=10)
    assert beat.acquire(timeout=10)
    assert not ran.acquire(blocking=False)


def test_stopping_waits_for_what_runs_and_makes_no_more_of_it(appointments):
    """What runs makes the next appointment when it ends: by then nobody listens, and nobody waits for ever."""
    begun, go_on, ended = threading.Event(), threading.Event(), threading.Event()

    def run() -> None:
        begun.set()
        assert go_on.wait(10)
        appointments.at("brief", now(), run)
        appointments.forget("brief")
        ended.set()

    appointments.start()
    appointments.at("brief", now(), run)
    assert begun.wait(10)
    stopping = threading.Thread(target=appointments.stop)
    stopping.start()
    go_on.set()
    stopping.join(10)
    assert ended.is_set()
    assert not stopping.is_alive()
