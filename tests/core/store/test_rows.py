"""The rows of lists: each read from its table, whole."""

from dataclasses import fields, replace

import pytest

from app.core.registers.shelf import REGISTERS
from app.core.store.rows import BriefRow, ContactRow, CrisisRow, EntryRow, MessageRow, called_short

TOLD_OTHERWISE = {
    *("key", "id", "pending", "conflict", "role", "late_minutes", "note", "awaits_me", "number"),
    *("embargoed", "embargo_until", "superseded_by", "in_force", "to_review"),
    *("assigned_to_me", "unread", "away", "contradicted", "read_by", "readers", "origin", "twin", "joined_to"),
}


@pytest.mark.parametrize(
    ("row", "register"),
    [(EntryRow, "entry"), (MessageRow, "message"), (ContactRow, "contact"), (CrisisRow, "crisis"), (BriefRow, "brief")],
)
def test_each_value_of_a_row_is_a_column_of_its_table_or_is_told_otherwise(row: type, register: str) -> None:
    names = {field.name for field in fields(row)}
    assert names - TOLD_OTHERWISE <= set(REGISTERS[register].columns)
    assert row.__dataclass_params__.frozen  # type: ignore[attr-defined]


def test_a_message_is_called_short_while_nobody_can_take_it_for_another() -> None:
    def row(id: str, reference: str, after: str = "") -> MessageRow:
        return MessageRow(id, reference, "v1·aaaa", "line", "", "", "draft", "", 0, False, False, superseded_by=after)

    rows = [row("1", "EDL-SIG1-001", "EDL-SIG1-002"), row("2", "EDL-SIG1-002"), row("3", "QR-SIG1-002")]
    assert [(one.reference, one.superseded_by) for one in called_short(rows)] == [
        ("EDL-001", "EDL-002"),
        ("EDL-002", ""),
        ("QR-002", ""),
    ]
    twin = [*rows, row("4", "EDL-SIG2-002")]
    assert [one.reference for one in called_short(twin)] == ["EDL-001", "EDL-SIG1-002", "QR-002", "EDL-SIG2-002"]


def test_an_entry_is_called_by_its_number_unless_another_one_bears_it() -> None:
    row = EntryRow(**{field.name: "" for field in fields(EntryRow)} | {"number": "SIG1-0005", "id": "ab12cd"})  # type: ignore[arg-type]
    assert row.called == "SIG1-0005"
    assert replace(row, twin=True).called == "SIG1-0005 · ab12"
    assert replace(row, twin=True, origin="CRI-2026-INT-001").called == "SIG1-0005 · CRI-2026-INT-001"
