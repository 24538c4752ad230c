"""Private numbers shown on demand: that they were is written down first, in one move."""

from collections.abc import Sequence

from app.core.desk import Desk
from app.core.registers.consultations import LookAt
from app.core.registers.private import Private
from app.core.store.reading import Reading


def reveal(
    desk: Desk, reading: Reading, contacts: Sequence[str], why: str, about: str = ""
) -> dict[str, tuple[Private, ...]]:
    """For each of these contacts (ids), its private numbers and addresses in service; `why` and `about` as in
    `consultations.LookAt`. Of those that have none, nothing is written. Raises Refused to an observer."""
    held = reading.holders(contacts)
    if not held and reading.holds_private():
        return dict.fromkeys(contacts, ())
    done = desk.do(LookAt(tuple(one for one in contacts if one in held) or tuple(contacts), why, about))
    return {**dict.fromkeys(contacts, ()), **reading.revealed(done.changes.records)}
