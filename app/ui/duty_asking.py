"""What the on-call page shows, read at once off the window's thread: the answers, then the week, both as asked."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from app.core import duty_question
from app.core.contact import node
from app.core.duty import DutyRow
from app.core.duty_question import Question
from app.core.duty_sheet import Days, days_from
from app.core.on_call import OnCall
from app.core.search_text import folded
from app.core.store.reading import Reading
from app.core.store.rows import CrisisRow
from app.ui import duty_spans, duty_words
from app.ui.duty_spans import Row

WEEK = 7


@dataclass(frozen=True, slots=True)
class Asked:
    """`typed` filters the lines and may name another hour; `since` (ms) is in the first day of the week, 0 for the
    day asked for; `now` in ms."""

    crisis: CrisisRow | None
    typed: str
    since: int
    now: int

    @property
    def zone(self) -> str:
        return duty_words.zone_of(self.crisis)

    @property
    def space(self) -> str:
        return self.crisis.id if self.crisis else ""


@dataclass(frozen=True, slots=True)
class Found:
    """The answers at the hour `at`, those of one's own organisations first, and the lines of the week. `total` counts
    the lines there are, whatever was typed; `role` is the person's usual one."""

    asked: Asked
    at: int
    answers: tuple[OnCall, ...]
    rows: tuple[Row, ...]
    days: Days
    total: int
    role: str = ""
    own: frozenset[str] = field(default_factory=frozenset)


def question(typed: str, now: int, zone: str) -> Question | None:
    """What is asked in the box; « santé demain 8h » is enough. None when nothing is."""
    words = typed.strip()
    if not words:
        return None
    asked = duty_question.understood(words, now, zone)
    return asked or duty_question.understood(f"astreinte {words}", now, zone)


def find(reading: Reading, asked: Asked) -> Found:
    """Not on the window's thread. The hour is the server's: a clock that is wrong names the right person."""
    asked = replace(asked, now=reading.server_hour(asked.now))
    wanted = question(asked.typed, asked.now, asked.zone)
    at = wanted.at if wanted else asked.now
    days = days_from(asked.since or at, WEEK, asked.zone)
    me = reading.me()
    own = _own(reading, asked.crisis) | {node(me.organisation)}
    everybody = reading.on_call(asked.space, at)
    answers = [one for one in everybody if wanted is None or _answers(one, wanted, asked.typed)]
    held = {duty_words.key(one.space, one.line) for one in answers}
    lines = reading.duty_lines(asked.space, days.start, days.end)
    if wanted is not None:
        answered = {duty_words.key(one.space, one.line) for one in everybody}
        lines = [
            one
            for one in lines
            if (place := duty_words.key(one.space, one.line)) in held
            or (place not in answered and duty_question.answers(wanted, one.organisation, one.function))
        ]
    rows = [duty_spans.row(one, days.start, days.end, asked.crisis) for one in lines]
    return Found(
        asked,
        at,
        tuple(sorted(answers, key=lambda one: node(one.organisation) not in own)),
        tuple(sorted(rows, key=lambda one: node(one.organisation) not in own)),
        days,
        len(everybody),
        me.role,
        own,
    )


def uncovered(reading: Reading, crisis: CrisisRow, now: int) -> int:
    """How many lines of the organisations of that crisis have nobody at that hour."""
    own = _own(reading, crisis)
    lines = reading.on_call(crisis.id, now)
    return sum(not one.holding and node(one.organisation) in own for one in lines)


def overlapping(reading: Reading, space: str, line: str, window: tuple[int, int], but: str) -> list[DutyRow]:
    """The slots of that line that meet a window (ms), the one that is being corrected (`but`, id) apart."""
    return [
        one
        for one in reading.duties(space, *window)
        if one.line == line
        and one.id != but
        and not one.cancelled
        and not one.reinforcement
        and (one.space == space or not space)
    ]


def _own(reading: Reading, crisis: CrisisRow | None) -> frozenset[str]:
    """The organisations that lead that crisis or take part in it."""
    if crisis is None:
        return frozenset()
    associated = reading.crisis(crisis.id).associated
    return frozenset(node(one) for one in (crisis.lead, *associated) if one)


def _answers(one: OnCall, wanted: Question, typed: str) -> bool:
    """Whether that line is asked for: by its organisation or function, or by who holds it."""
    if duty_question.answers(wanted, one.organisation, one.function):
        return True
    people = (*one.holding, *one.reinforcements)
    names = folded(" ".join(f"{other.name} {other.slot.deputy_name}" for other in people))
    return all(word in names for word in folded(typed).split())


def texts(clear: Mapping[str, str], found: Found) -> tuple[duty_words.DutyCard, ...]:
    """The cards of what was found; `clear` as in `duty_words.card`."""
    return tuple(duty_words.card(one, found.at, found.asked.now, found.asked.crisis, clear) for one in found.answers)
