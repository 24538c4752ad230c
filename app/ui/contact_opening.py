"""Everything the detail of a contact shows, read at once. Runs off the window's thread."""

from dataclasses import dataclass, field

from app.core.contact import IDENTIFIER, Contact
from app.core.contact_history import Written
from app.core.duty import DutyRow
from app.core.errors import Refused
from app.core.store.organisation_reading import Node
from app.core.store.private_reading import PrivateRow
from app.core.store.reading import Reading

AHEAD = 31 * 24 * 3600 * 1000  # ms in which the next duty is looked for


@dataclass(frozen=True, slots=True)
class Opened:
    """A contact, where it stands, who replaces him, when he is on call, and all that was ever written of it. `role` is
    the usual one of the person at the desk; `batches` names the imports."""

    contact: Contact
    role: str
    path: tuple[Node, ...] = ()
    deputy: str = ""
    private: tuple[PrivateRow, ...] = ()
    duties: tuple[DutyRow, ...] = ()
    history: tuple[Written, ...] = ()
    batches: dict[str, str] = field(default_factory=dict)


def open_contact(reading: Reading, id: str, crisis: str, now: int) -> Opened:
    """That contact. Raises Refused when it is not known, or no more."""
    contact = reading.contact(id)
    above = contact.said("parent") if contact.kind == "organisation" else contact.organisation
    slots = reading.duties(crisis, now, now + AHEAD)
    return Opened(
        contact,
        reading.me().role,
        reading.organisation_path(above, crisis),
        _name(reading, contact.said("deputy")),
        reading.private_of(id) if reading.holds_private() else (),
        tuple(one for one in slots if one.contact == id and not one.cancelled),
        reading.contact_history(id),
        {batch: _file(reading, batch) for batch in contact.imports},
    )


def _name(reading: Reading, deputy: str) -> str:
    """Whom that field names: a contact, or words."""
    if not IDENTIFIER.fullmatch(deputy):
        return deputy
    try:
        return reading.contact(deputy).name
    except Refused:
        return "contact effacé"


def _file(reading: Reading, batch: str) -> str:
    try:
        return reading.import_of(batch).file
    except Refused:
        return "un fichier"
