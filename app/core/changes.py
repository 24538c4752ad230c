"""What a write touched, so that those who look at it can look again."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Changes:
    """`records` and `spaces` are ids; `members` is true when roles, persons or workstations may have changed.

    `local` tells a write made here, which the exchange has to carry, from one that was received.
    """

    records: frozenset[str] = frozenset()
    spaces: frozenset[str] = frozenset()
    members: bool = False
    local: bool = False

    def __bool__(self) -> bool:
        return bool(self.records or self.spaces or self.members)
