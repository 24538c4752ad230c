"""The lines that may be taken in a section, as its list shows them: under their heads, each with what is seen of it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.core.brief_choices import BY_THE_HOUR
from app.core.brief_offer import (
    AMENDED,
    CONFLICT,
    CONTRADICTED,
    DISAGREE,
    LATE,
    NEW,
    OVERDUE,
    Group,
    Pick,
    Proposal,
)
from app.core.clock import moment
from app.core.composition import Composition, in_order, is_taken
from app.core.times import hour
from app.ui.states import State
from app.ui.wording import breakable, number

STARRED, DUTY = "fact", "duty"  # what the keys of key events, and of who is on call, begin with
GAP: State = ("lacune", "personne", "warning")
MARKS: dict[str, State] = {  # in the order they are read
    CONFLICT: ("deux_valeurs", "deux valeurs", "warning"),
    DISAGREE: ("contredit", "écart à trancher", "warning"),
    CONTRADICTED: ("contredit", "contredit", "warning"),
    OVERDUE: ("alerte", "retard", "warning"),
    LATE: ("saisie_differee", "parvenu après le {}", "info"),
    AMENDED: ("rectifiee", "rectifiée", "text_secondary"),
    NEW: ("", "nouveau", "text_secondary"),
}


@dataclass(frozen=True, slots=True)
class Head:
    """Over the lines that are printed together. `count` says how many of them are; `note` how they are ordered."""

    title: str
    count: str
    note: str = ""

    @property
    def id(self) -> str:
        return ""

    @property
    def spoken(self) -> str:
        return ", ".join(filter(None, (self.title, self.count, self.note)))


@dataclass(frozen=True, slots=True)
class Line:
    """One line. `at` and `day` are its hour, and its day when that is not the day of the brief; `fresh`: it came while
    the brief was being composed."""

    id: str
    at: str
    day: str
    star: bool
    words: str
    note: str
    marks: tuple[State, ...]
    taken: bool
    fresh: bool = False

    @property
    def spoken(self) -> str:
        hours = " ".join(filter(None, (self.day, self.at)))
        marks = [word for _, word, _ in self.marks]
        words = (hours, "fait marquant" if self.star else "", self.words, self.note, *marks)
        return ", ".join(filter(None, words))


Item = Head | Line


def items(
    groups: Sequence[Group], moved: Sequence[str], proposal: Proposal, composed: Composition, fresh: frozenset[str]
) -> list[Item]:
    """Each group under its head, in the order it is printed in."""
    return list(_items(groups, moved, proposal, composed, fresh))


def _items(
    groups: Sequence[Group], moved: Sequence[str], proposal: Proposal, composed: Composition, fresh: frozenset[str]
) -> Iterator[Item]:
    for group in groups:
        taken = sum(is_taken(one, composed) for one in group.picks)
        note = "dans l’ordre des heures" if group.kind in BY_THE_HOUR else ""
        yield Head(group.title, f"{taken} sur {len(group.picks)}", note)
        for pick in in_order(group.picks, moved):
            yield line(pick, proposal, is_taken(pick, composed), pick.key in fresh)


def line(pick: Pick, proposal: Proposal, taken: bool, fresh: bool = False) -> Line:
    """A line as it is shown."""
    zone, since = proposal.crisis.zone, proposal.since.partition(" (")[0]
    when = moment(pick.at, zone) if pick.at else None
    today = moment(proposal.cutoff, zone).date()
    kind = pick.key.partition(":")[0]
    marks = tuple(
        GAP if (mark, kind) == (OVERDUE, DUTY) else (shape, words.format(since), tone)
        for mark, (shape, words, tone) in MARKS.items()
        if mark in pick.marks and (mark != NEW or (since and LATE not in pick.marks))
    )
    return Line(
        id=pick.key,
        at=hour(pick.at, zone) if when else "",
        day=f"{when:%d/%m}" if when and when.date() != today else "",
        star=kind == STARRED and pick.picked,
        words=breakable(pick.words.replace("\n", " ")),
        note=pick.note.replace("\n", " "),
        marks=marks,
        taken=taken,
        fresh=fresh,
    )


def told(fresh: int) -> str:
    """2 lignes de plus depuis l'ouverture; nothing when there are none."""
    return f"{number(fresh, 'ligne')} de plus depuis l’ouverture" if fresh else ""
