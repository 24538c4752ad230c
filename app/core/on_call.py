"""Who is on call: what is answered for a line at an hour, and the one French line that says it."""

from dataclasses import dataclass
from datetime import date

from app.core import times
from app.core.clock import moment
from app.core.coverage import Gap, Overlap
from app.core.duty import DutyRow, line_words
from app.core.organisations import organisations
from app.core.phones import shown

NOBODY = "PERSONNE D'ASTREINTE"
PRIVATE = "numéro privé masqué"
NO_NUMBER = "aucun numéro"
WEEK = 6  # days during which the name of a day says enough


@dataclass(frozen=True, slots=True)
class Answering:
    """Somebody on call. `phones`: what to dial, several when somebody has yet to choose between them; `private`: what
    there is to dial is masked (`masked`), and shown on demand for `contact` (id)."""

    slot: DutyRow
    phones: tuple[str, ...] = ()
    verified_on: str = ""  # ISO date: the contact's; empty when nobody verified him, or he is in no directory
    private: bool = False
    masked: str = ""
    deputy_phones: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        return self.slot.name

    @property
    def contact(self) -> str:
        return self.slot.contact


@dataclass(frozen=True, slots=True)
class OnCall:
    """A line at an hour. `holding`: who answers, the last who took over first; nobody when there is a `gap`, and then
    `switchboard` is what the directory has instead. `received_at`: when this workstation last heard from the others."""

    space: str
    line: str
    organisation: str
    function: str
    holding: tuple[Answering, ...]
    reinforcements: tuple[Answering, ...]
    gap: Gap | None
    switchboard: str
    received_at: int | None

    @property
    def words(self) -> str:
        """Santé, DICOM"""
        return line_words(self.organisation, self.function)

    @property
    def conflict(self) -> bool:
        """Whether several answers are held: two people at once, two numbers, or two values of a slot."""
        return len(self.holding) > 1 or any(len(one.phones) > 1 or one.slot.conflict for one in self.holding)


@dataclass(frozen=True, slots=True)
class DutyLine:
    """A line over a window of time: its slots (cancelled ones apart), who answers in each, and what is wrong there."""

    space: str
    line: str
    organisation: str
    function: str
    slots: tuple[Answering, ...]
    gaps: tuple[Gap, ...]
    overlaps: tuple[Overlap, ...]

    @property
    def words(self) -> str:
        return line_words(self.organisation, self.function)

    @property
    def short(self) -> str:
        return organisations().short(self.organisation)


def said(one: OnCall, now: int, zone: str) -> str:
    """Santé, DICOM : F. Delmas, 01 99 00 33 15, jusqu'à 19:00 (vérifié il y a 3 jours, reçu à 02:41)"""
    heard = f"reçu {at(one.received_at, now, zone)}" if one.received_at else ""
    if one.gap is not None or not one.holding:
        said = [NOBODY, until(one.gap.ends if one.gap else None, now, zone)]
        if one.gap is not None and one.gap.ends is None:
            said[1] = f"plus personne depuis {at(one.gap.starts, now, zone).removeprefix('à ')}"
        if one.gap is not None and one.gap.after is not None:
            said.append(f"puis {one.gap.after.name}")
        if one.switchboard:
            said.append(f"standard {shown(one.switchboard)}")
        return _with(f"{one.words} : {', '.join(filter(None, said))}", heard)
    first = one.holding[0]
    answers = [answer(first), until(first.slot.ends, now, zone)]
    answers += [f"et aussi {answer(other)}" for other in one.holding[1:]]
    answers += [f"renfort {answer(other)}" for other in one.reinforcements]
    if not first.slot.deputised and first.slot.deputy_name:
        numbers = " ou ".join(map(shown, first.deputy_phones))
        answers.append(", ".join(filter(None, (f"suppléant {first.slot.deputy_name}", numbers))))
    age = verified(first.verified_on, moment(now, zone).date()) if first.contact else ""
    return _with(f"{one.words} : {', '.join(answers)}", age, heard)


def answer(one: Answering) -> str:
    """F. Delmas, 01 99 00 33 15 ou 01 99 00 33 51"""
    return ", ".join(filter(None, (f"{one.name}{' (suppléant)' if one.slot.deputised else ''}", dial(one))))


def dial(one: Answering) -> str:
    """What to dial, in words: a private number stays masked."""
    if one.phones:
        return " ou ".join(map(shown, one.phones))
    return (one.masked or PRIVATE) if one.private else NO_NUMBER


def verified(on: str, today: date) -> str:
    """vérifié il y a 3 jours"""
    try:
        days = (today - date.fromisoformat(on)).days
    except ValueError:
        return "jamais vérifié"
    if days <= 0:
        return "vérifié aujourd'hui"
    return "vérifié hier" if days == 1 else f"vérifié il y a {days} jours"


def age_days(on: str, today: date) -> int | None:
    """How many days ago that was; None when it never was."""
    try:
        return (today - date.fromisoformat(on)).days
    except ValueError:
        return None


def until(ms: int | None, now: int, zone: str) -> str:
    """jusqu'à 19:00, jusqu'au lun. 28 à 08:00"""
    if ms is None:
        return ""
    return f"jusqu'{at(ms, now, zone)}" if _is_today(ms, now, zone) else f"jusqu'au {_day(ms, now, zone)}"


def at(ms: int, now: int, zone: str) -> str:
    """à 02:41; le lun. 28 à 08:00 when it is not today."""
    return f"à {times.hour(ms, zone)}" if _is_today(ms, now, zone) else f"le {_day(ms, now, zone)}"


def _day(ms: int, now: int, zone: str) -> str:
    near = abs((times.local_day(ms, zone) - times.local_day(now, zone)).days) <= WEEK
    day = times.short_day(ms, zone) if near else times.date_words(ms, zone)
    return f"{day} à {times.hour(ms, zone)}"


def _is_today(ms: int, now: int, zone: str) -> bool:
    return times.local_day(ms, zone) == times.local_day(now, zone)


def _with(words: str, *about: str) -> str:
    known = ", ".join(filter(None, about))
    return f"{words} ({known})" if known else words
