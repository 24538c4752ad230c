"""The brief that a person composes on a workstation, kept there as he works, and the one that its hour prepares."""

from app.core import brief_retaking, composition
from app.core.brief_formats import FORMATS
from app.core.composition import Composition
from app.core.desk import Desk
from app.core.errors import Refused
from app.core.store.reading import Reading


def place(crisis: str, project: str = "") -> str:
    """The name it is kept under: that of the next brief of a crisis, or that of a project (id) taken up again."""
    return f"brief:{crisis}:{project}" if project else f"brief:{crisis}"


def kept(reading: Reading, crisis: str, project: str = "") -> Composition | None:
    """What is kept there."""
    return composition.read(reading.draft(place(crisis, project)))


def keep(desk: Desk, crisis: str, composed: Composition) -> None:
    """Keeps that instead, on this workstation alone."""
    desk.keep_draft(place(crisis, composed.revises), composition.write(composed))


def forget(desk: Desk, crisis: str, project: str = "") -> None:
    """It was frozen, or is not wanted any more."""
    desk.keep_draft(place(crisis, project), "")


def resumed(reading: Reading, crisis: str, project: str = "") -> Composition:
    """What its author goes on from: what he left, what its hour prepared unless a brief was frozen since, what a
    project says, or nothing yet. Raises Refused for a project that this version cannot read."""
    found = kept(reading, crisis, project)
    if project:
        return found or brief_retaking.taken_up(reading, crisis, project)
    if found is None or found.begun:
        return found or Composition()
    return Composition() if any(one.cutoff >= found.cutoff for one in reading.briefs(crisis)) else found


def prepare(desk: Desk, reading: Reading, crisis: str, cutoff: int, format: str) -> bool:
    """Keeps a brief that stops at `cutoff` (ms), to be read over and frozen. False, and nothing is changed, when its
    person is composing one. Raises Refused for a format of another version."""
    if format not in FORMATS:
        raise Refused(f"Format inconnu de cette version : « {format} ».", "format")
    going_on = kept(reading, crisis)
    if going_on is not None and going_on.begun:
        return False
    keep(desk, crisis, Composition(format, cutoff))
    return True
