"""The server's campaigns, in small counts: each is as sharp as its long run, and rarer."""

import pytest

from tests.campaigns import failover, load, malformed, network, slow
from tests.campaigns.report import Report

SEED = 20_261_122


def held(report: Report) -> None:
    assert report.holds, report.told()
    assert report.runs or report.skipped


def test_bad_lines_lose_nothing_and_change_no_rank(passphrase: None) -> None:
    held(network.run(SEED, 2))


def test_slow_sockets_leave_a_normal_workstation_its_answers(passphrase: None) -> None:
    held(slow.run(SEED, 40))


def test_malformed_bytes_meet_a_refusal_and_never_a_bug(passphrase: None) -> None:
    held(malformed.run(SEED, 200))


def test_a_crowd_is_told_in_time_and_a_burst_leaves_room_for_others(passphrase: None) -> None:
    report = load.run(SEED, 4, live=60, burst=4_000)
    held(report)
    assert report.writes > 4_000


def test_a_synchronous_standby_loses_nothing_of_what_was_acknowledged() -> None:
    report = failover.run(SEED, 1)
    if report.skipped:
        pytest.skip(report.told())
    held(report)
