"""A cascade as it is printed: whom to call, with which numbers, and where and when the sheet was made."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.core.cascade import Cascade, Number
from app.core.cascade_calls import Line
from app.core.records import Author
from app.core.registers.crisis import Crisis


@dataclass(frozen=True, slots=True)
class CallSheet:
    """`lines`: all the targets, or (`second`) those whom the first pass did not reach. `private`: for a contact (id),
    the words of his private numbers, masked unless `revealed`. `at` and `last_exchange` in ms."""

    cascade: Cascade
    lines: tuple[Line, ...]
    crisis: Crisis
    at: int
    author: Author
    second: bool = False
    private: Mapping[str, tuple[Number, ...]] | None = None
    revealed: bool = False
    offline: bool = False
    last_exchange: int | None = None

    def private_of(self, contact: str) -> tuple[Number, ...]:
        """The private numbers of a contact, as this sheet may show them."""
        return (self.private or {}).get(contact, ()) if contact else ()


def contacts_of(lines: tuple[Line, ...]) -> tuple[str, ...]:
    """Everybody of the directory (id) these lines name, deputies included."""
    return tuple(dict.fromkeys(id for one in lines for id in (one.target.contact, one.target.deputy) if id))
