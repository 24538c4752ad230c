"""The degraded kit: what one needs on paper when no workstation answers, as this one knows it now."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from app.core import times
from app.core.board import IN_FORCE
from app.core.contact import node
from app.core.desk import Desk
from app.core.directory_extract import DirectoryExtract
from app.core.duty import DAY
from app.core.duty_sheet import DutySheet
from app.core.organisations import organisations
from app.core.records import Author
from app.core.registers.crisis import FRAMES, Crisis
from app.core.registers.extractions import LogExtraction
from app.core.store.board_reading import LineRow, standings
from app.core.store.reading import Reading
from app.core.store.rows import BriefRow, MessageRow

PARIS = "Europe/Paris"  # of a kit made for no crisis, or for several
AHEAD = 2 * DAY  # ms of on-call slots that are printed
MOST_CONTACTS = 150  # of a crisis: a kit is leafed through
AWAITED = ("submitted", "validated", "returned", "conflict", "embargoed", "review")  # not to be said, or not yet
NOT_TAKEN_OUT = "Contacts et astreintes ne sont pas imprimés : {}"
SENTINEL = "0" * 64


@dataclass(frozen=True, slots=True)
class MemberLine:
    """A member of a crisis; `roles` are codes, joined by commas."""

    name: str
    organisation: str
    roles: str


@dataclass(frozen=True, slots=True)
class Part:
    """What concerns one crisis; `crisis` is None when none is open. `duties` holds the on-call lines of the next 48
    hours and `contacts` those of its organisations: both None, and `withheld` says why in French, when this person may
    not take them out. `more`: contacts that were left out, for want of room."""

    crisis: Crisis | None
    duties: DutySheet | None
    contacts: DirectoryExtract | None
    more: int = 0
    withheld: str = ""
    members: tuple[MemberLine, ...] = ()
    in_force: tuple[LineRow, ...] = ()
    awaited: tuple[MessageRow, ...] = ()
    brief: BriefRow | None = None

    @property
    def frame(self) -> str:
        return self.crisis.frame if self.crisis else ""

    @property
    def people(self) -> int:
        """How many contacts and on-call slots it names."""
        slots = sum(len(line.slots) for line in self.duties.lines) if self.duties else 0
        return slots + (len(self.contacts.contacts) if self.contacts else 0)


@dataclass(frozen=True, slots=True)
class Kit:
    """`at` in ms; `last_exchange` is None when this workstation never met the server."""

    at: int
    zone: str
    author: Author
    offline: bool
    last_exchange: int | None
    parts: tuple[Part, ...]

    @property
    def crises(self) -> tuple[str, ...]:
        """The crises (ids) it is made for."""
        return tuple(one.crisis.id for one in self.parts if one.crisis)

    @property
    def until(self) -> int:
        """Until when its on-call lines are told (ms)."""
        return self.at + AHEAD


def open_crises(reading: Reading) -> tuple[str, ...]:
    """The crises (ids) a kit is made for: those that are open, less those joined to another, which it tells too."""
    return tuple(sorted(row.id for row in reading.crises() if row.open and not row.joined_to))


def gathered(desk: Desk, reading: Reading, crises: Sequence[str]) -> Kit:
    """The kit of these crises (ids), or, without any, of the shared directory alone. Nothing is written: see
    `extractions`. Private numbers never are in it."""
    parts = tuple(_part(desk, reading, crisis) for crisis in crises) or (_part(desk, reading, ""),)
    sheet = reading.duty_sheet(crises[0] if len(crises) == 1 else "", reading.server_time().now, 1)
    zones = {one.crisis.zone for one in parts if one.crisis}
    zone = zones.pop() if len(zones) == 1 else PARIS
    return Kit(sheet.at, zone, reading.me(), sheet.offline, sheet.last_exchange, parts)


def extractions(kit: Kit, data: bytes) -> list[LogExtraction]:
    """The commands that write down that these contacts leave: one for each crisis that has some in it."""
    print_, day = sha256(data).hexdigest(), times.date_words(kit.at, kit.zone)
    return [
        LogExtraction(
            one.duties.space, "directory", "pdf", f"kit de secours du {day}, astreintes et contacts", count, print_
        )
        for one in kit.parts
        if one.duties is not None and (count := one.people)
    ]


def file_name(kit: Kit) -> str:
    """`kit-de-secours-2026-09-24.pdf`: one a day; it never hides that all of it is an exercise."""
    frames = {one.frame for one in kit.parts}
    frame = next(iter(frames)) if len(frames) == 1 else ""
    shown = f"-{FRAMES[frame]}" if frame not in ("", "real") else ""
    return f"kit-de-secours-{times.local_day(kit.at, PARIS).isoformat()}{shown}.pdf"


def _part(desk: Desk, reading: Reading, crisis: str) -> Part:
    now = reading.server_time().now
    known = reading.crisis(crisis) if crisis else None
    duties = reading.duty_sheet(crisis, now, 1 + AHEAD // DAY)
    tried = LogExtraction(duties.space, "directory", "pdf", "kit de secours", 0, SENTINEL)
    withheld = next(iter(desk.refusals([tried])))
    ids, more = _contacts(reading, known, duties)
    contacts = reading.directory_extract(ids, "organismes de la crise", crisis) if ids and not withheld else None
    part = Part(
        known,
        None if withheld else duties,
        contacts,
        0 if withheld else more,
        NOT_TAKEN_OUT.format(withheld) if withheld else "",
    )
    return part if known is None else _with_crisis(part, reading, known, now)


def _with_crisis(part: Part, reading: Reading, crisis: Crisis, now: int) -> Part:
    rows = reading.messages(crisis.id)
    briefs = reading.briefs(crisis.id)
    return Part(
        crisis,
        part.duties,
        part.contacts,
        part.more,
        part.withheld,
        _members(reading, crisis.id),
        tuple(one for one in standings(rows, now) if one.standing == IN_FORCE),
        tuple(row for row in rows if row.state in AWAITED and not row.in_force),
        briefs[0] if briefs else None,
    )


def _contacts(reading: Reading, crisis: Crisis | None, duties: DutySheet) -> tuple[list[str], int]:
    """The contacts (ids) of the organisations of a crisis, what it added to the directory included; without a crisis,
    of those that have somebody on call. With how many are left out."""
    if crisis is not None:
        concerned = [crisis.lead, *crisis.associated]
        own = reading.added_in(crisis.id)
    else:
        concerned, own = [line.organisation for line in duties.lines], frozenset()
    space = crisis.id if crisis else ""
    pages = [reading.contacts_of(node(one), space) for one in dict.fromkeys(concerned) if one]
    found = [row.id for page in pages for row in page.rows]
    added = [row for row in sorted(own) if row not in found]
    retired = {row.id for row in reading.retired_contacts(space).rows}
    ids = [one for one in dict.fromkeys([*added, *found]) if one not in retired]
    return ids[:MOST_CONTACTS], max(0, len(ids) - MOST_CONTACTS)


def _members(reading: Reading, space: str) -> tuple[MemberLine, ...]:
    """By organisation and name, each once, with all his roles."""
    roles: dict[tuple[str, str], list[str]] = {}
    for one in reading.members(space):
        roles.setdefault((organisations().short(one.organisation), one.name), []).append(one.role)
    return tuple(
        MemberLine(name, short, ", ".join(dict.fromkeys(held))) for (short, name), held in sorted(roles.items())
    )
