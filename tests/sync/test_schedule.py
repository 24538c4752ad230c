"""Rounds: at once, then regularly, further apart while the server is away."""

import threading
from itertools import pairwise

from app.sync.schedule import FIRST, LONGEST, Rounds, delay_after


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


def test_those_who_come_back_together_are_spread():
    first, last = Rounds(lambda: None, lambda: 0.0), Rounds(lambda: None, lambda: 0.999)
    assert 0.4 * LONGEST < first._spread(LONGEST) < last._spread(LONGEST) < 1.6 * LONGEST
