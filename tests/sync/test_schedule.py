"""Rounds: at once, then regularly, further apart while the server is away, and never all together."""

import random
import threading
from itertools import pairwise

from app.sync.schedule import FIRST, LONGEST, REGULAR, Patience, Rounds, delay_after, spread


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
