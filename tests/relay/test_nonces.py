"""Nonces of a relay: once, for two minutes, and for that relay alone."""

from app.core.clock import Clock, Steady
from app.relay.nonces import LIFETIME, Nonces
from app.server.nonces import issue, nonce_key

HERE = "ab" * 32


class Hand:
    """A steady clock that a test moves."""

    at = 1_000_000

    def clock(self) -> Clock:
        return Clock(steady=lambda: Steady("essai", self.at))


def test_a_nonce_is_good_once() -> None:
    nonces = Nonces(Clock(), HERE)
    nonce = nonces.issue()
    assert nonce.startswith(f"{HERE}.")
    assert nonces.use(nonce)
    assert not nonces.use(nonce)


def test_a_nonce_ages_by_a_clock_that_nobody_sets() -> None:
    hand = Hand()
    nonces = Nonces(hand.clock(), HERE)
    young, old = nonces.issue(), nonces.issue()
    hand.at += LIFETIME
    assert nonces.use(young)
    hand.at += 1
    assert not nonces.use(old)
    assert not nonces.use(young)


def test_a_nonce_of_another_relay_or_of_the_central_is_not_ours() -> None:
    nonces, other = Nonces(Clock(), HERE), Nonces(Clock(), "cd" * 32)
    assert not nonces.use(other.issue())
    assert not nonces.use(HERE + "." + other.issue().partition(".")[2])
    assert not nonces.use(issue(nonce_key(b"x" * 32), Clock()))
    assert not nonces.use("")
