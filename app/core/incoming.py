"""What a file of somebody else's says of one contact, as it was read."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Incoming:
    """`place` names the record for a person: *carte 12*. `fields` are those of a contact (`contact.FIELDS`); empty when
    the record could not be taken, and `trouble` then says why. `private`: {medium, value, usage, remark}, never in
    `fields`. `dated`: the day (ISO) the file gives to this record, if any. `trouble`: French sentences, one for each
    thing left out."""

    place: str
    fields: Mapping[str, Any]
    private: tuple[Mapping[str, str], ...] = ()
    dated: str = ""
    trouble: tuple[str, ...] = ()
