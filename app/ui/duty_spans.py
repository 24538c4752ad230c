"""A line of the week: its bars one after another, who holds them, where nobody does and where several do."""

from collections.abc import Iterable
from dataclasses import dataclass

from app.core import coverage, times
from app.core.coverage import Gap
from app.core.duty import DutyRow
from app.core.on_call import DutyLine
from app.core.organisations import organisations
from app.core.phones import shown
from app.core.store.rows import CrisisRow
from app.ui import duty_words, wording
from app.ui.states import State

HOLDER, DEPUTY, OVERLAP, GAP, REINFORCEMENT = "titulaire", "suppléant", "recouvrement", "lacune", "renfort"
LEGEND = (HOLDER, DEPUTY, REINFORCEMENT, OVERLAP, GAP)


@dataclass(frozen=True, slots=True)
class Span:
    """A bar, with its own bounds (ms): a gap nobody is planned after has no end. `forms` are the words it may hold,
    the longest first; `slots` those it stands for, the last who took it first."""

    kind: str
    starts: int
    ends: int | None
    forms: tuple[str, ...]
    spoken: str
    slots: tuple[DutyRow, ...] = ()

    def holds(self, at: int) -> bool:
        return self.starts <= at and (self.ends is None or at < self.ends)

    def meets(self, start: int, end: int) -> bool:
        return self.starts < end and (self.ends is None or self.ends > start)


@dataclass(frozen=True, slots=True)
class Row:
    """A line over a window of days. `warning` says what is wrong there, nothing when all is covered."""

    id: str
    space: str
    organisation: str
    function: str
    title: str
    about: str
    warning: State | None
    spans: tuple[Span, ...]
    spoken: str
    gaps: tuple[Gap, ...] = ()
    overlaps: int = 0


def row(line: DutyLine, start: int, end: int, crisis: CrisisRow | None) -> Row:
    """That line as the week shows it."""
    zone = duty_words.zone_of(crisis)
    found = sorted(_spans(line, zone), key=lambda one: (one.starts, one.kind == REINFORCEMENT))
    spans = tuple(one for one in found if one.meets(start, end))
    whose = duty_words.whose(line.space, crisis)
    about = " · ".join(filter(None, (line.function, whose)))
    warning = _warning(line, start, zone)
    title = organisations().short(line.organisation)
    spoken = ", ".join(
        filter(None, (title, about, warning[1] if warning else "", "; ".join(one.spoken for one in spans)))
    )
    return Row(
        duty_words.key(line.space, line.line),
        line.space,
        line.organisation,
        line.function,
        title,
        about,
        warning,
        spans,
        spoken,
        line.gaps,
        len(line.overlaps),
    )


def when(starts: int, ends: int | None, zone: str) -> str:
    """jeu. 24 de 19:00 à 24:00; du jeu. 24 à 08:00 au lun. 28 à 08:00; à partir du lun. 28 à 08:00"""
    if ends is None:
        return f"à partir du {_moment(starts, zone)}"
    if times.local_day(starts, zone) == times.local_day(ends - 1, zone):
        return f"{times.short_day(starts, zone)} de {times.hour(starts, zone)} à {_end_hour(starts, ends, zone)}"
    return f"du {_moment(starts, zone)} au {_moment(ends, zone)}"


def _spans(line: DutyLine, zone: str) -> Iterable[Span]:
    phones = {one.slot.id: " ou ".join(map(shown, one.phones)) for one in line.slots}
    slots = [one.slot for one in line.slots]
    for gap in line.gaps:
        after = f"après {gap.before.name}" + (f", avant {gap.after.name}" if gap.after else ", plus personne")
        spoken = f"lacune, personne d’astreinte {when(gap.starts, gap.ends, zone)}, {after}"
        yield Span(GAP, gap.starts, gap.ends, ("lacune",), spoken)
    for twice in line.overlaps:
        names = " et ".join(slot.name for slot in twice.slots)
        spoken = f"recouvrement, {names} {when(twice.starts, twice.ends, zone)}"
        latest_first = tuple(sorted(twice.slots, key=lambda one: -one.starts))
        words = wording.number(len(twice.slots), "personne")
        yield Span(OVERLAP, twice.starts, twice.ends, (words, str(len(twice.slots))), spoken, latest_first)
    for slot in coverage.covering(slots):
        for starts, ends in _alone(slot, line):
            kind = DEPUTY if slot.deputised else HOLDER
            forms = duty_words.name_forms(slot.name)
            if slot.deputised:
                forms = (*(f"{one}, suppl." for one in forms[:2]), *forms)
            yield Span(kind, starts, ends, forms, _spoken(slot, kind, phones[slot.id], zone), (slot,))
    for slot in slots:
        if slot.reinforcement:
            forms, spoken = duty_words.name_forms(slot.name), _spoken(slot, REINFORCEMENT, phones[slot.id], zone)
            yield Span(REINFORCEMENT, slot.starts, slot.ends, forms, spoken, (slot,))


def _alone(slot: DutyRow, line: DutyLine) -> list[tuple[int, int]]:
    """The parts of a slot in which nobody else is on call."""
    left, parts = slot.starts, []
    for twice in sorted(line.overlaps, key=lambda one: one.starts):
        if slot in twice.slots:
            if twice.starts > left:
                parts.append((left, twice.starts))
            left = max(left, twice.ends)
    return [*parts, (left, slot.ends)] if left < slot.ends else parts


def _spoken(slot: DutyRow, kind: str, phone: str, zone: str) -> str:
    deputy = f"suppléant {slot.deputy_name}" if slot.deputy_name and not slot.deputised else ""
    about = (
        *(kind, when(slot.starts, slot.ends, zone), phone, deputy, slot.remark.replace("\n", " ")),
        "deux valeurs" if slot.conflict else "",
        "en attente d’envoi" if slot.pending else "",
        "fin de l’astreinte" if slot.last else "",
    )
    return ", ".join(filter(None, (slot.name, *about)))


def _warning(line: DutyLine, start: int, zone: str) -> State | None:
    """▲ lacune jeu. 19:00 à 24:00; ▲ 2 lacunes, jeu. 00:00 et dim.; ◆ recouvrement dim. 21:30"""
    seen = [max(gap.starts, start) for gap in line.gaps]
    if len(seen) == 1:
        gap = line.gaps[0]
        return ("lacune", f"lacune {_short(seen[0], gap.ends, zone)}", "alarm")
    if seen:
        days = list(dict.fromkeys(times.short_day(at, zone).split()[0] for at in seen[1:]))
        first = f"{_weekday(seen[0], zone)} {times.hour(seen[0], zone)}"
        return ("lacune", f"{len(seen)} lacunes, {first} et {', '.join(days)}", "alarm")
    if line.overlaps:
        at = max(line.overlaps[0].starts, start)
        count = len(line.overlaps)
        words = "recouvrement" if count == 1 else f"{count} recouvrements,"
        return ("priority_2", f"{words} {_weekday(at, zone)} {times.hour(at, zone)}", "warning")
    return None


def _short(starts: int, ends: int | None, zone: str) -> str:
    if ends is None:
        return f"dès {_weekday(starts, zone)} {times.hour(starts, zone)}"
    if times.local_day(starts, zone) == times.local_day(ends - 1, zone):
        return f"{_weekday(starts, zone)} {times.hour(starts, zone)} à {_end_hour(starts, ends, zone)}"
    return f"{_weekday(starts, zone)} {times.hour(starts, zone)} à {_weekday(ends, zone)} {times.hour(ends, zone)}"


def _end_hour(starts: int, ends: int, zone: str) -> str:
    """24:00 rather than the midnight of another day."""
    return times.hour(ends, zone) if times.local_day(starts, zone) == times.local_day(ends, zone) else "24:00"


def _weekday(at: int, zone: str) -> str:
    return times.short_day(at, zone).split()[0]


def _moment(at: int, zone: str) -> str:
    return f"{times.short_day(at, zone)} à {times.hour(at, zone)}"
