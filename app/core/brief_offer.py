"""What a workstation offers for a brief, line by line: its author takes each or leaves it out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from app.core.brief import Brief, Known
from app.core.brief_content import Curve, Line, Said
from app.core.brief_since import Former
from app.core.contact import Contact
from app.core.entry import Entry
from app.core.figures import FigureRow
from app.core.message import Message
from app.core.on_call import DutyLine
from app.core.registers.crisis import Crisis

CHRONOLOGY, UNVERIFIED, TABLE, RUN = "chronology", "unverified", "table", "run"  # the kinds of groups
ASKED, SAID, CURVE = "asked", "said", "curve"
LATE, NEW, AMENDED, CONTRADICTED = "late", "new", "amended", "contradicted"  # what is to be seen of a line
CONFLICT, DISAGREE, OVERDUE = "conflict", "disagree", "overdue"


@dataclass(frozen=True, slots=True)
class Pick:
    """One line that may be taken. `key` names it from one composition to the next; `printed` is what paper shows: a
    line of chronology, the cells of a row, or words. `words` and `note` say it on screen, under the hour `at` (ms; 0
    when it has none). `marks` are what is to be seen of it (LATE… above). `picked`: taken unless its author says
    otherwise."""

    key: str
    record: str
    printed: Line | Said | Curve | tuple[str, ...]
    words: str
    note: str = ""
    at: int = 0
    marks: frozenset[str] = frozenset()
    picked: bool = True
    changed: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """Lines that are printed together, as `kind` has it. `title` is what a person calls them; `lead` the bold words
    before a RUN. `heads`, `weights` and `figures` are those of a table."""

    name: str
    title: str
    kind: str
    picks: tuple[Pick, ...]
    heads: tuple[str, ...] = ()
    weights: tuple[float, ...] = ()
    figures: tuple[int, ...] = ()
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Offer:
    """What is offered for a section. `text` is what its author may begin from: one paragraph a line."""

    number: int
    title: str
    groups: tuple[Group, ...] = ()
    text: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Proposal:
    """The next brief as this workstation would fill it. `known` is what it was gathered from; `former` the paragraphs
    of each section of the last brief; `since` says which that was. `annexes` are what an annex may hold, by name."""

    reference: str
    number: int
    crisis: Crisis
    author: str
    approver: str
    cutoff: int
    made_at: int
    workstation: str
    offline: bool
    last_exchange: int | None
    format: str
    replaces: str
    since: str
    next_at: int | None
    known: Known
    former: Mapping[int, Sequence[str]]
    offers: tuple[Offer, ...]
    annexes: Mapping[str, Group] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Gathered:
    """What a brief is made from, as this workstation holds it. `last` is the brief it follows, and `former` what that
    one said; `fresh` names the operations its workstation did not hold then (all of them when there is no last one).
    `opposed`: for an entry, the numbers of those it contradicts, or that contradict it. `messages` are those of the
    crisis as they stand at this hour. `formers`: the formats and the hours of the briefs it goes on from, the last one
    first; `before`: for an entry, how each of them knew it; `figures_before`: the figures as the last one knew them."""

    crisis: Crisis
    entries: Sequence[Entry]
    messages: Sequence[Message]
    contacts: Sequence[Contact]
    figures: Sequence[FigureRow]
    duties: Sequence[DutyLine]  # of the next 24 hours
    last: Brief | None
    former: Mapping[int, Sequence[str]]
    fresh: frozenset[str]
    opposed: Mapping[str, Sequence[str]]
    known: Known
    offline: bool
    last_exchange: int | None
    formers: Sequence[Former] = ()
    before: Mapping[str, Sequence[Entry | None]] = field(default_factory=dict)
    figures_before: Sequence[FigureRow] = ()

    def is_new(self, operation: str) -> bool:
        """Whether the brief this one follows could not tell it."""
        return self.last is None or operation in self.fresh

    @property
    def since(self) -> str:
        """n° 11, or nothing."""
        return f"n° {self.last.number}" if self.last else ""
