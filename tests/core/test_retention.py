"""Until when the directory keeps what it knows of a person."""

from datetime import date

import pytest

from app.core.retention import PURPOSES, is_due, is_personal, proposed


@pytest.mark.parametrize(
    ("purpose", "since", "until"),
    [
        ("exercise", date(2026, 8, 31), "2027-02-28"),
        ("duty", date(2024, 2, 29), "2025-02-28"),
        ("crisis", date(2026, 11, 22), "2028-11-22"),
        ("inconnue", date(2026, 1, 1), "2028-01-01"),
        ("crisis", date(9998, 12, 31), "9999-12-31"),
    ],
)
def test_the_day_proposed_is_counted_in_months(purpose: str, since: date, until: str) -> None:
    assert proposed(purpose, since) == until


def test_a_day_is_due_when_it_has_come_and_words_never_are() -> None:
    today = date(2026, 11, 22)
    due = [is_due(day, today) for day in ("2026-11-21", "2026-11-22", "2026-11-23", "", "demain")]
    assert due == [True, True, False, False, False]


def test_only_what_speaks_of_a_person_is_to_be_purged() -> None:
    assert is_personal({"family_name": "Dupont"})
    assert is_personal({"kind": "function", "family_name": "Dupont"})
    assert not is_personal({"kind": "function", "function": "Permanence"})
    assert not is_personal({"kind": "organisation", "name": "Mairie"})
    assert all(one.months > 0 for one in PURPOSES.values())
