"""The harness has teeth: each sabotage still applies, and a handful of them, others each day, are found."""

from datetime import UTC, datetime

import pytest

from tests.simulation.sabotage_list import SABOTAGES, Sabotage
from tests.simulation.sabotages import HOME, found, patched, picked

TODAY = datetime.now(UTC).toordinal()
HANDFUL = 4


def test_there_are_at_least_thirty_two_of_them_and_each_has_its_name() -> None:
    assert len({one.name for one in SABOTAGES}) == len(SABOTAGES) >= 32


@pytest.mark.parametrize("sabotage", SABOTAGES, ids=lambda one: one.name)
def test_a_sabotage_still_applies_and_is_a_program(sabotage: Sabotage) -> None:
    file = HOME / "app" / sabotage.file
    compile(patched(sabotage, file.read_text(encoding="utf-8")), sabotage.file, "exec")


def test_each_sabotage_is_told_of_in_the_documents() -> None:
    told = (HOME / "docs" / "sabotages.md").read_text(encoding="utf-8")
    assert [one.name for one in SABOTAGES if f"| {one.name} |" not in told] == []


@pytest.mark.timeout(200)
@pytest.mark.parametrize("place", range(HANDFUL))
def test_the_sabotages_of_the_day_are_found(place: int) -> None:
    sabotage = picked(HANDFUL, TODAY)[place]
    known, said = found(sabotage)
    assert known, f"{sabotage.name} : {said}"
