"""What calls a person away from what he is doing: of what he is told, once, and how much of it others may see."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from app.core.registers.crisis import FRAMES

AHEAD = 10 * 60 * 1000  # ms before a due time at which it is announced
KINDS = {
    "priority": "priorité 1",
    "assigned": "vous est attribuée",
    "soon": "échéance dans moins de 10 min",
    "due": "échéance atteinte",
}
SECRETIVE = ("red", "amber_strict")  # TLP that other people in the room are not to read


@dataclass(frozen=True, slots=True)
class Me:
    """Who is called: a person, and the organisations he acts for in that crisis."""

    person: str
    organisations: frozenset[str]


@dataclass(frozen=True, slots=True)
class Matter:
    """What of an entry decides whether somebody is called for it; `due` is 0 when there is none."""

    priority: int
    triage: str
    assigned_person: str
    assigned_organisation: str
    due: int


def is_mine(matter: Matter, me: Me) -> bool:
    """Whether it is assigned to me, or to an organisation I act for and nobody by name."""
    if matter.assigned_person:
        return matter.assigned_person == me.person
    return bool(matter.assigned_organisation) and matter.assigned_organisation in me.organisations


def called_by(kind: str, written: Mapping[str, Any], author: str, matter: Matter, me: Me) -> str:
    """The kind of notice that this operation calls for, or nothing: `kind` of operation, the fields it wrote, the
    person who wrote it, and what the entry amounts to. What one does oneself calls nobody."""
    if author == me.person:
        return ""
    if kind == "entry.assigned" and is_mine(matter, me) and _is_assigned(written.get("assigned"), matter):
        return "assigned"
    if kind in ("entry.recorded", "entry.handled") and matter.priority == written.get("priority") == 1:
        return "priority"
    return ""


def _is_assigned(to: Any, matter: Matter) -> bool:
    wanted = (matter.assigned_person, matter.assigned_organisation)
    return isinstance(to, dict) and (to.get("person"), to.get("organisation")) == wanted


def due_now(matter: Matter, me: Me, now: int) -> str:
    """The kind of notice that the hour calls for, or nothing: only the last of the two, for who was away."""
    if not matter.due or matter.triage == "closed" or not is_mine(matter, me) or now < matter.due - AHEAD:
        return ""
    return "due" if now >= matter.due else "soon"


def is_discreet(marking: str, tlp: str) -> bool:
    """Whether the subject must not appear over what other people are looking at."""
    return bool(marking.strip()) or tlp in SECRETIVE


def outside(kind: str, frame: str, number: str, subject: str, discreet: bool) -> tuple[str, str]:
    """Title and words of a notice outside the window: the frame, why, the number, and the subject unless `discreet`;
    never more."""
    title = " · ".join(filter(None, (FRAMES.get(frame, ""), KINDS[kind])))
    return title, number if discreet else f"{number} · {subject}"


def outside_together(frames: Collection[str], urgent: int, count: int) -> tuple[str, str]:
    """Title and words for several that come at once."""
    title = " · ".join((*sorted(FRAMES[frame] for frame in set(frames) if frame in FRAMES), f"{count} avis"))
    return title, f"dont {urgent} en priorité 1. La liste : F8." if urgent else "La liste : F8."
