"""What calls a person away from what he is doing: of what he is told, once, and how much of it others may see."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from app.core.registers.crisis import FRAMES

AHEAD = 10 * 60 * 1000  # ms before a due time at which it is announced
KINDS = {
    "priority": "priorité 1",
    "assigned": "vous est attribuée",
    "soon": "échéance dans moins de 10 min",
    "due": "échéance atteinte",
    "visa": "votre visa est demandé",
    "visa_late": "votre visa est en retard",
    "escalated": "visa en retard",
    "to_confirm": "visa à confirmer",
    "review": "à réexaminer",
    "relief": "relève d'astreinte",
    "duty_changed": "astreinte modifiée",
    "brief_soon": "point de situation à rendre",
    "brief_ready": "point de situation préparé",
    "brief_going_on": "l'heure du point de situation",
}
SOON, READY, GOING_ON = OF_BRIEFS = ("brief_soon", "brief_ready", "brief_going_on")
RELIEF, CHANGED = OF_DUTIES = ("relief", "duty_changed")
OF_VISAS = ("visa", "visa_late", "escalated", "to_confirm")
TOLD_OF_LATENESS = ("CCOM", "DIR")
SECRETIVE = ("red", "amber_strict")  # TLP that other people in the room are not to read


@dataclass(frozen=True, slots=True)
class Me:
    """Who is called: a person, the organisations he acts for in that crisis, and each of his roles there with the
    organisation he holds it for."""

    person: str
    organisations: frozenset[str]
    roles: frozenset[tuple[str, str]] = frozenset()

    def may_sign(self, roles: Collection[str], organisation: str) -> bool:
        """Whether a step of those roles, for that organisation, is his to sign."""
        return any(role in roles and organisation in ("", of) for role, of in self.roles)


@dataclass(frozen=True, slots=True)
class Matter:
    """What of an entry decides whether somebody is called for it; `due` is 0 when there is none."""

    priority: int
    triage: str
    assigned_person: str
    assigned_organisation: str
    due: int


class Asked(msgspec.Struct, frozen=True, array_like=True):
    """A step of a circuit that waits for a visa. `ready`: its turn has come; `due` in ms, 0 for none. `barred`: the
    people who may not give it, whatever their role: they wrote the text, or wrote down somebody's visa on it."""

    roles: tuple[str, ...]
    organisation: str
    ready: bool
    due: int
    step: str
    label: str
    barred: tuple[str, ...] = ()

    @property
    def party(self) -> str:
        return f"{self.step}:{self.organisation}"


class ToConfirm(msgspec.Struct, frozen=True, array_like=True):
    """A visa that `recorder` (person) wrote down for another, and who may confirm it."""

    visa: str
    roles: tuple[str, ...]
    organisation: str
    recorder: str
    label: str


ASKED = msgspec.json.Decoder(tuple[Asked, ...])
TO_CONFIRM = msgspec.json.Decoder(tuple[ToConfirm, ...])


def step_told(about: str, waiting: str, to_confirm: str) -> str:
    """The name of the step that a notice on visas tells of, nothing when it is done. `about` ends on the step or on the
    visa; the others are what the message waits for, as its line in the read table has it."""
    told = about.partition(":")[2]
    asked = {one.party: one.label for one in ASKED.decode(waiting)}
    return (asked | {one.visa: one.label for one in TO_CONFIRM.decode(to_confirm)}).get(told, "")


def visas_asked(waiting: Sequence[Asked], me: Me, now: int) -> Iterator[tuple[str, Asked]]:
    """Each step that calls somebody now, with the kind of notice: the one who may sign it and, once its deadline has
    passed, those who run the circuit. No silence is ever taken for a visa: it is told to more people."""
    for one in waiting:
        mine = me.may_sign(one.roles, one.organisation) and me.person not in one.barred
        late = 0 < one.due <= now
        if one.ready and mine:
            yield "visa_late" if late else "visa", one
        elif one.ready and late and any(role in TOLD_OF_LATENESS for role, _ in me.roles):
            yield "escalated", one


def visas_to_confirm(given: Sequence[ToConfirm], me: Me) -> Iterator[ToConfirm]:
    """Those that I may confirm."""
    for one in given:
        if one.recorder != me.person and me.may_sign(one.roles, one.organisation):
            yield one


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


def brief_told(kind: str, due: str, late: str) -> str:
    """What a notice tells of a brief that is due at that hour; `late`: the hour at which it was prepared, when that was
    not done in time."""
    if kind == READY:
        return f"arrêté à {due}{f', préparé avec retard à {late}' if late else ''} : à relire et figer"
    return f"attendu à {due}" + (" : votre composition en cours est gardée" if kind == GOING_ON else "")
