"""The state of the link is a plain value."""

from app.sync.state import ExchangeState


def test_a_workstation_that_never_exchanged_says_so():
    state = ExchangeState(False, None, None, None)
    assert (state.online, state.last_exchange, state.skew_ms, state.problem) == (False, None, None, "")
