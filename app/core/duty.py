"""An on-call slot: who answers for a function of an organisation, from when until when, and on which number."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import msgspec
from msgspec import structs

from app.core import times
from app.core.contact import IDENTIFIER, node
from app.core.errors import Refused
from app.core.organisations import organisations
from app.core.phones import shown
from app.core.records import Author, Field, Held, by_time, conflicts, fold_fields, settled
from app.core.register import genesis
from app.core.search_text import folded

DAY = 24 * 60 * times.MINUTE
LONGEST = 62  # days a slot may last: two months of thirty-one
REACH = LONGEST * DAY + DAY // 24  # ms a slot lasts at most: an hour more where the clocks change
LATEST = 2**42  # ms: what a read table orders by
NORMAL, REINFORCEMENT = "normal", "reinforcement"
KINDS = {NORMAL: "astreinte", REINFORCEMENT: "renfort"}
FIELDS = {  # field: French label. `holder` and `deputy` are contacts, or their names are words
    "organisation": "organisme",
    "function": "fonction",
    "holder": "titulaire",
    "holder_name": "titulaire (hors annuaire)",
    "deputy": "suppléant",
    "deputy_name": "suppléant (hors annuaire)",
    "phone": "numéro",
    "starts": "début",
    "ends": "fin",
    "zone": "fuseau horaire",
    "kind": "nature",
    "last": "fin de l'astreinte",
    "remark": "remarque",
    "cancelled": "annulée",
    "rotation": "tour",
}
PEOPLE = ("holder", "deputy")
HOURS = ("starts", "ends")
TRUTHS = ("last", "cancelled")
ADDED, EDITED, ERASED = "duty.added", "duty.edited", "duty.erased"
WRITE = (ADDED, EDITED)


@dataclass(frozen=True, slots=True)
class Duty:
    """A slot as its operations leave it. `space` is the shared directory, or the crisis it was written for; `last`:
    nobody is on call after it, and that is meant; `author` wrote the latest of it."""

    id: str
    space: str
    organisation: str  # code of the list in resources/, or words
    function: str
    holder: str  # id of a contact, or empty
    holder_name: str
    deputy: str
    deputy_name: str
    phone: str  # E.164, or empty: the holder's own
    starts: int
    ends: int
    zone: str
    kind: str
    last: bool
    cancelled: bool
    rotation: str  # the same for the slots written together
    remark: str
    author: Author
    changed_at: int
    rank: int | None
    fields: Mapping[str, Field]
    conflicts: tuple[str, ...]

    @property
    def pending(self) -> bool:
        return self.rank is None


class DutyRow(msgspec.Struct, frozen=True, gc=False):
    """A slot as it is listed. `line` is the same for the slots of one function of one organisation. The names are those
    of the directory where there is a contact."""

    id: str
    space: str
    line: str
    organisation: str
    function: str
    holder: str
    holder_name: str
    deputy: str
    deputy_name: str
    phone: str
    starts: int
    ends: int
    zone: str
    kind: str
    last: bool
    cancelled: bool
    rotation: str
    remark: str
    author: str
    changed_at: int
    pending: bool = False
    conflict: bool = False

    @property
    def reinforcement(self) -> bool:
        return self.kind == REINFORCEMENT

    @property
    def deputised(self) -> bool:
        """Whether the deputy answers: there is no holder."""
        return not self.holder and not self.holder_name

    @property
    def contact(self) -> str:
        """The contact (id) who answers; empty when he is in no directory."""
        return self.deputy if self.deputised else self.holder

    @property
    def name(self) -> str:
        """Who answers."""
        return self.deputy_name if self.deputised else self.holder_name

    def covers(self, at: int) -> bool:
        return self.starts <= at < self.ends and not self.cancelled

    def called(self, names: Mapping[str, str]) -> "DutyRow":
        """The same, with the names that these contacts (id) bear."""
        if not self.holder and not self.deputy:
            return self
        holder = names.get(self.holder, GONE) if self.holder else self.holder_name
        deputy = names.get(self.deputy, GONE) if self.deputy else self.deputy_name
        return structs.replace(self, holder_name=holder, deputy_name=deputy)


GONE = "contact effacé"


def line_of(organisation: str, function: str) -> str:
    """What stands for a function of an organisation, whatever the case and the accents it was written with."""
    return f"{node(organisation)}\n{folded(function.strip())}"


def line_words(organisation: str, function: str) -> str:
    """Santé, DICOM"""
    return ", ".join(filter(None, (organisations().short(organisation), function)))


def value_words(name: str, value: Any, zone: str) -> str:
    """A value of a field as a person reads it; a contact is named elsewhere."""
    if name in HOURS and isinstance(value, int):
        return f"{times.date_words(value, zone)} à {times.hour(value, zone)}"
    if isinstance(value, bool):
        return "oui" if value else "non"
    if name == "organisation":
        return organisations().name(str(value))
    if name == "phone" and value:
        return shown(str(value))
    return KINDS.get(str(value), str(value)) if name == "kind" else str(value or "aucun")


def may_write(kind: str, name: str, value: Any) -> bool:
    """Whether an operation of that kind may write that value in that field."""
    if kind not in WRITE or name not in FIELDS:
        return False
    if name in HOURS:
        return type(value) is int and 0 <= value < LATEST
    if name in TRUTHS:
        return isinstance(value, bool)
    if not isinstance(value, str):
        return False
    if name in PEOPLE:
        return not value or IDENTIFIER.fullmatch(value) is not None
    if name == "kind":
        return value in KINDS
    return name != "zone" or _is_zone(value)


@lru_cache(maxsize=256)
def _is_zone(name: str) -> bool:
    try:
        return times.known_zone(name) == name
    except Refused:
        return False


def fold(operations: Sequence[Held]) -> Duty | None:
    """The slot these operations amount to; None once somebody entitled erased it."""
    first = genesis(operations, ADDED)
    if first is None or any(one.kind == ERASED and one.counts for one in operations):
        return None
    fields = fold_fields(operations, may_write)
    starts, ends = (settled(fields, name) for name in HOURS)
    if starts is None or ends is None:
        return None
    counting = [one for one in operations if one.counts]
    return Duty(
        id=first.id,
        space=first.operation.space,
        organisation=settled(fields, "organisation", ""),
        function=settled(fields, "function", ""),
        holder=settled(fields, "holder", ""),
        holder_name=settled(fields, "holder_name", ""),
        deputy=settled(fields, "deputy", ""),
        deputy_name=settled(fields, "deputy_name", ""),
        phone=settled(fields, "phone", ""),
        starts=starts,
        ends=ends,
        zone=settled(fields, "zone", "Europe/Paris"),
        kind=settled(fields, "kind", NORMAL),
        last=settled(fields, "last", False),
        cancelled=settled(fields, "cancelled", False),
        rotation=settled(fields, "rotation", ""),
        remark=settled(fields, "remark", ""),
        author=max(counting, key=by_time).author,
        changed_at=max(one.at for one in counting),
        rank=first.rank,
        fields=fields,
        conflicts=conflicts(fields),
    )
