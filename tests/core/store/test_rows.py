"""The rows of lists: each read from its table, whole."""

from dataclasses import fields

import pytest

from app.core.registers.shelf import REGISTERS
from app.core.store.rows import BriefRow, ContactRow, CrisisRow, EntryRow, MessageRow

TOLD_OTHERWISE = {
    *("key", "id", "pending", "conflict", "role", "late_minutes", "note", "awaits_me", "number"),
    *("embargoed", "embargo_until", "superseded_by", "in_force", "to_review"),
    *("assigned_to_me", "unread", "away", "contradicted", "read_by", "readers"),
}


@pytest.mark.parametrize(
    ("row", "register"),
    [(EntryRow, "entry"), (MessageRow, "message"), (ContactRow, "contact"), (CrisisRow, "crisis"), (BriefRow, "brief")],
)
def test_each_value_of_a_row_is_a_column_of_its_table_or_is_told_otherwise(row: type, register: str) -> None:
    names = {field.name for field in fields(row)}
    assert names - TOLD_OTHERWISE <= set(REGISTERS[register].columns)
    assert row.__dataclass_params__.frozen  # type: ignore[attr-defined]
