"""Who is on call, as its card says it: name, number, and how sure that is, in words and in a shape."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.core import times
from app.core.clock import moment
from app.core.on_call import NO_NUMBER, Answering, OnCall, until
from app.core.organisations import organisations
from app.core.phones import shown
from app.core.registers.crisis import FRAMES
from app.core.roles import OBSERVER
from app.core.store.rows import CrisisRow
from app.ui import contact_rules, states
from app.ui.states import State

NOBODY = "Personne d’astreinte"
GAP: State = ("lacune", "lacune", "alarm")
OUTSIDE: State = ("priority_4", "hors annuaire", "text_tertiary")
PARIS = "Europe/Paris"  # the directory belongs to no crisis
MASKED = (
    "Les numéros privés sont masqués. Les montrer est inscrit au journal des consultations, avec votre nom et l’heure."
)
NOT_RECEIVED = "Les numéros privés ne sont pas reçus par ce poste."


@dataclass(frozen=True, slots=True)
class DutyCard:
    """A line at an hour. `beside` stands after the number; `slots` are those that answer, `contact` (id) the first who
    does; `hidden`: his number is private and masked; `clear`: it was asked for, and is shown for a minute."""

    id: str
    head: str
    name: str
    about: str
    number: str
    beside: str
    more: str
    state: State
    spoken: str
    slots: tuple[str, ...] = ()
    contact: str = ""
    alarm: bool = False
    hidden: bool = False
    clear: bool = False

    @property
    def reachable(self) -> bool:
        """Whether there is a number."""
        return self.number != NO_NUMBER

    @property
    def copied(self) -> str:
        """What may be put on the clipboard: no masked number is of use to anybody."""
        return self.number if self.reachable and not self.hidden else ""


def key(space: str, line: str) -> str:
    """What stands for a line of a space in the lists."""
    return f"{space}\n{line}"


def zone_of(crisis: CrisisRow | None) -> str:
    """The zone in which hours are said."""
    return crisis.zone if crisis else PARIS


def whose(space: str, crisis: CrisisRow | None) -> str:
    """Whose line it is when it is not everybody's: EXERCICE, cette crise."""
    if crisis is None or space != crisis.id:
        return ""
    return FRAMES[crisis.frame] if contact_rules.only_in_crisis(crisis) else "cette crise"


def card(one: OnCall, at: int, now: int, crisis: CrisisRow | None, clear: Mapping[str, str]) -> DutyCard:
    """A line as it answers at that hour. `clear`: the private numbers shown now, by contact (id)."""
    zone = zone_of(crisis)
    head = " · ".join(filter(None, (organisations().short(one.organisation), whose(one.space, crisis))))
    if not one.holding:
        return _nobody(one, head, at, zone)
    first = one.holding[0]
    shown_now = clear.get(first.contact, "") if first.private else ""
    name = " et ".join(other.name for other in one.holding)
    about = " · ".join(filter(None, (one.function, "suppléant" if first.slot.deputised else "")))
    numbers = [shown_now or dial(first), *(dial(other) for other in one.holding[1:])]
    number = " ou ".join(dict.fromkeys(numbers))
    more = " · ".join(filter(None, (said_until(first.slot.ends, at, zone), *_others(one))))
    state = _state(one, first, now, zone)
    hidden = first.private and not shown_now
    masked = "numéro privé masqué, Espace le montre" if hidden else ""
    deputy = " ou ".join(map(shown, first.deputy_phones))
    called = f"numéro du suppléant {deputy}" if deputy else ""
    spoken = ", ".join(filter(None, (head, one.function, name, number, masked, more, called, state[1])))
    slots = tuple(other.slot.id for other in one.holding)
    return DutyCard(
        key(one.space, one.line),
        head,
        name,
        about,
        number,
        "",
        more,
        state,
        spoken,
        slots,
        first.contact,
        hidden=hidden,
        clear=bool(shown_now),
    )


def dial(one: Answering) -> str:
    """What to dial: a private number stays masked."""
    if one.phones:
        return " ou ".join(map(shown, one.phones))
    return (one.masked or "privé") if one.private else NO_NUMBER


def said_until(ms: int | None, at: int, zone: str) -> str:
    """jusqu’à 19:00, jusqu’au lun. 28 à 08:00"""
    return until(ms, at, zone).replace("'", "’")


def name_forms(name: str) -> tuple[str, ...]:
    """Florence Delmas, F. Delmas, Delmas, FD: the longest that fits is written."""
    words = name.split()
    if not 2 <= len(words) <= 4 or not all(word[0].isupper() for word in words):
        return (name,)
    first = words[0] if words[0].endswith(".") else f"{words[0][0]}."
    rest = " ".join(words[1:])
    return tuple(dict.fromkeys((name, f"{first} {rest}", rest, "".join(word[0] for word in words))))


def short_name(name: str) -> str:
    """F. Delmas"""
    return name_forms(name)[:2][-1]


def about_private(role: str) -> str:
    """What becomes of private numbers at the desk of a person of that usual role."""
    return NOT_RECEIVED if role == OBSERVER else MASKED


def why_not_edit(space: str, role: str, crisis: CrisisRow | None) -> str:
    """Why this person may not correct a slot of that space from here; nothing when he may."""
    own = crisis is not None and space == crisis.id
    if crisis is not None and not own and contact_rules.only_in_crisis(crisis):
        return (
            f"la crise à l’écran est {contact_rules.EXERCISES[crisis.frame]} : l’astreinte partagée ne s’y corrige "
            f"pas. Pour la corriger, choisissez en haut une crise en cadre {FRAMES['real']}."
        )
    if own:
        return contact_rules.why_not_add(role, crisis)
    return contact_rules.why_not_edit_shared(role)


def _nobody(one: OnCall, head: str, at: int, zone: str) -> DutyCard:
    """A gap says since when, until when and who comes next; the number is that of the switchboard."""
    gap = one.gap
    after: tuple[str, ...] = ()
    if gap is not None and gap.ends is not None:
        after = (said_until(gap.ends, at, zone), f"ensuite {gap.after.name}" if gap.after else "")
    elif gap is not None:
        since = times.short_day(gap.starts, zone)
        after = (f"plus personne depuis {since} à {times.hour(gap.starts, zone)}", f"après {gap.before.name}")
    extra = tuple(f"renfort {other.name}, {dial(other)}" for other in one.reinforcements)
    more = " · ".join(filter(None, (*after, *extra)))
    number = shown(one.switchboard) if one.switchboard else ""
    standard = f"standard {number}" if number else ""
    spoken = ", ".join(filter(None, (head, one.function, "lacune", NOBODY, more, standard)))
    beside = "standard" if number else ""
    found = (key(one.space, one.line), head, NOBODY, one.function, number, beside, more, GAP, spoken)
    return DutyCard(*found, alarm=True)


def _others(one: OnCall) -> tuple[str, ...]:
    """The deputy beside the holder, and who reinforces."""
    first = one.holding[0].slot
    deputy = f"suppl. {short_name(first.deputy_name)}" if first.deputy_name and not first.deputised else ""
    return (deputy, *(f"renfort {other.name}" for other in one.reinforcements))


def _state(one: OnCall, first: Answering, now: int, zone: str) -> State:
    """What is most to be known of the answer: two of them, or how old its verification is."""
    if len(one.holding) > 1:
        return ("deux_valeurs", f"{len(one.holding)} personnes", "warning")
    if first.slot.conflict or len(first.phones) > 1:
        return ("deux_valeurs", f"{max(2, len(first.phones))} valeurs", "warning")
    if not first.contact:
        return OUTSIDE
    shape, words, tone = states.of_verification(first.verified_on, moment(now, zone).date())
    return (shape, words.replace("jours", "j"), tone)
