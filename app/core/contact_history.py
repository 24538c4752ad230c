"""Who wrote what in a contact, and when: every value it ever had, those that others replaced included."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from app.core.contact import fold, import_of, may_write
from app.core.records import Author, Held, by_time, fields_of_body


@dataclass(frozen=True, slots=True)
class Written:
    """A value that was written in a field. `stands`: nobody replaced it; `batch`: the import (id) it came with, if it
    did not come from a person's hand."""

    field: str
    value: Any
    author: Author
    at: int
    pending: bool
    stands: bool
    batch: str


def history(operations: Sequence[Held]) -> tuple[Written, ...]:
    """All that was written in that contact, the latest first."""
    now = fold(operations)
    standing = {(name, value.by.id) for name, field in (now.fields.items() if now else ()) for value in field.values}
    return tuple(
        Written(name, value, held.author, held.at, held.rank is None, (name, held.id) in standing, import_of(held))
        for held in sorted(operations, key=by_time, reverse=True)
        if held.counts
        for name, value in fields_of_body(held).items()
        if may_write(held.kind, name, value)
    )
