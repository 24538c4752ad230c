"""A few of the migrations that are killed on their way (the long run: `python -m tests.campaigns migrations`)."""

import time

from tests.campaigns import migrations


def test_what_an_older_version_left_survives_a_migration_killed_at_any_step() -> None:
    report = migrations.run(int(time.time()), 8)
    print(report.told())
    assert report.holds, report.told()
    assert report.notes["kills"] == 2 * report.runs == 16
