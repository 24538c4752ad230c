"""A few runs of each campaign against the disk, and one that must lose (the long ones: `python -m tests.campaigns`)."""

import pytest

from tests.campaigns import diskfull, gaps, ioerror, kill, pages, powercut
from tests.campaigns.report import Report

SEED = 20_261_122


def held(report: Report) -> None:
    print(report.told())
    assert report.holds, report.told()
    assert report.runs + report.skipped
    assert report.writes or report.skipped


@pytest.mark.usefixtures("passphrase")
def test_a_killed_program_has_lost_nothing_that_it_acknowledged() -> None:
    held(kill.run(SEED, 3))


@pytest.mark.usefixtures("passphrase")
def test_a_power_cut_takes_no_write_and_no_rank_that_was_told() -> None:
    held(powercut.run(SEED, 30))


@pytest.mark.usefixtures("passphrase")
def test_a_workstation_that_does_not_wait_for_its_disk_is_seen_to_lose() -> None:
    report = powercut.run(1, 12, weak=True)
    assert report.lost or report.skipped


@pytest.mark.usefixtures("passphrase")
def test_an_error_of_the_disk_is_said_and_costs_no_other_write() -> None:
    held(ioerror.run(SEED, 2))


@pytest.mark.usefixtures("passphrase")
def test_a_full_disk_is_said_and_costs_no_other_write() -> None:
    held(diskfull.run(SEED, 3))


@pytest.mark.usefixtures("passphrase")
def test_a_damaged_page_is_seen_and_a_rescue_brings_back_what_is_held_anywhere() -> None:
    held(pages.run(SEED, 6))


@pytest.mark.usefixtures("passphrase")
def test_an_operation_is_there_once_with_one_rank_whatever_was_repeated() -> None:
    held(gaps.run(SEED, len(gaps.POINTS)))
