"""Whoever writes, shares and freezes in whatever order: a brief tells what those before it could not, and nothing else.

With `DIAPASON_EXAMPLES` in the environment, so many histories are played instead of a few.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from app.core.brief_commands import Freeze, Printed, Revise
from app.core.brief_content import Chronology, Content, Line, Table, Unverified
from app.core.brief_facts import TOLD
from app.core.brief_formats import FORMATS, MEASURES, SITUATION
from app.core.composition import Composition
from app.core.composition import content as composed_of
from app.core.entry import Entry, fold
from app.core.entry_commands import Amend, Assign, Handle, Link, Record, Triage
from app.core.errors import Refused
from app.sync import peering
from app.sync.bundle_making import Wanted, make
from app.sync.bundle_taking import take_in
from app.sync.engine import Outcome, exchange_all
from app.sync.protocol import Peered, Peering, pack, unpack
from tests.building import NOW
from tests.simulation import playing
from tests.simulation.house import House
from tests.simulation.line import Line as Wire
from tests.simulation.line import Weather
from tests.simulation.scene import SEATS, Template, copy
from tests.simulation.station import Station

EXAMPLES = int(os.environ.get("DIAPASON_EXAMPLES", "12"))
MINUTE = 60_000
FAST = 38 * MINUTE
WORDS = "une phrase pour la clé"
CHIEFS = [one for one in SEATS if one.prefix in ("SIG1", "PM1", "SIG2")]
PDF = Printed(b"%PDF-1.7 essai", 1)


@pytest.fixture(scope="module")
def template() -> Iterator[Template]:
    folder, made = playing.stage()
    yield made
    shutil.rmtree(folder)


@dataclass(frozen=True)
class Seen:
    """An entry as the workstation that froze a brief held it: its rectifications, and whether it was a key event."""

    amendments: frozenset[str]
    key_event: bool
    kind: str


@dataclass(frozen=True)
class Issued:
    """A brief that was frozen: what stood in the section of facts and in that of measures, and what was held."""

    id: str
    content: Content
    held: dict[str, Seen]
    former: str  # the brief it follows
    facts: dict[str, Line] = field(default_factory=dict)
    measures: frozenset[str] = frozenset()

    def printed(self, section: int) -> frozenset[str]:
        return frozenset(self.facts) if section == SITUATION else self.measures


class Cell:
    """Three chiefs, each on his workstation, the second with a clock that is 38 minutes fast."""

    def __init__(self, template: Template, folder: Path):
        self.crisis, self.folder, self.now = template.crisis, folder, NOW
        chance = Random(0).randbytes
        copy(template, CHIEFS, folder)
        self.house = House(template, folder, lambda: self.now, chance)
        self.stations = [Station(seat, folder, lambda: self.now, chance) for seat in CHIEFS]
        self.stations[1].offset = FAST
        self.entries: list[str] = []
        self.issued: dict[str, Issued] = {}  # those that were approved
        self.projects: dict[str, Issued] = {}

    # -- acts: the workstation that does it, another one, and a number

    def record(self, one: Station, other: Station, n: int) -> None:
        kinds = ("information", "decision", "figures", "rumour", "action")
        sure: dict[str, Any] = {"source": "A", "credibility": "1"} if n % 2 else {}
        at = one.clock.now() - (n % 7 - 1) * 9 * MINUTE  # some of them foretold
        entry = Record(self.crisis, f"Fait {self.now}", occurred_at=at, key_event=n % 3 > 0, type=kinds[n % 5], **sure)
        self.entries.append(one.desk.do(entry).id)

    def _any(self, one: Station, n: int) -> str:
        known = [id for id in self.entries if self._holds(one, id)]
        return known[n % len(known)] if known else ""

    def _holds(self, one: Station, id: str) -> bool:
        with one.store.read() as transaction:
            return bool(transaction.held([id])[id])

    def amend(self, one: Station, other: Station, n: int) -> None:
        if entry := self._any(one, n):
            hour = {"occurred_at": one.clock.now() - n % 40 * MINUTE} if n % 4 == 0 else {"subject": f"Dit {self.now}"}
            one.desk.do(Amend(entry, hour, "relu"))

    def handle(self, one: Station, other: Station, n: int) -> None:
        if entry := self._any(one, n):
            value = not one.reading.entry(entry).key_event
            one.desk.do(Handle(entry, {"key_event": value}))

    def say_other(self, one: Station, other: Station, n: int) -> None:
        """What changes nothing that a brief tells."""
        if entry := self._any(one, n):
            second = self._any(one, n + 1)
            one.desk.do(Triage(entry, "to_decide", "à revoir") if n % 2 else Assign(entry, None, self.now))
            if second != entry:
                one.desk.do(Link(entry, "follows", second))

    def central(self, one: Station, other: Station, n: int) -> None:
        exchange_all(one.store, Wire(one, self.house, Weather(Random(0)), None, lambda: None))  # type: ignore[arg-type]

    def relay(self, one: Station, other: Station, n: int) -> None:
        def send(request: Peering) -> Peered | None:
            answer = peering.answer(other.store, one.device, unpack(pack(request), Peering))
            return answer and unpack(pack(answer), Peered)

        if one is not other:
            peering.meet(one.store, send, self.crisis, Outcome())

    def key(self, one: Station, other: Station, n: int) -> None:
        path = self.folder / f"{self.now}.diapason"
        make(one.store, Wanted(self.crisis, path, passphrase=WORDS))
        take_in(other.store, path, WORDS)

    def freeze(self, one: Station, other: Station, n: int) -> None:
        """Approved at once, most often; at an hour that is past, now, or a little ahead."""
        cutoff = one.clock.now() + (0, -25, 10, 0, -90)[n % 5] * MINUTE
        format = ("standard", "flash", "standard", "long")[n % 4]
        proposal = one.reading.propose(self.crisis, cutoff, n % 6 > 0, format)
        content = composed_of(proposal, Composition(format))
        before = self._seen(one)
        self._keep(one, one.desk.do(Freeze(self.crisis, content, PDF, proposal.known)).id, content, before)

    def approve(self, one: Station, other: Station, n: int) -> None:
        known = [id for id in self.projects if self._holds(one, id) and not one.reading.brief(id).approved]
        if not known:
            return
        id = known[n % len(known)]
        content, project = one.reading.brief_content(id), self.projects[id]
        assert content is not None
        signed = replace(content, approver=one.reading.approver(self.crisis))
        one.desk.do(Revise(id, signed, PDF))
        self._keep(one, id, signed, project.held)

    # -- what is expected

    def _seen(self, one: Station) -> dict[str, Seen]:
        """Every entry that workstation holds."""
        with one.store.read() as transaction:
            held = transaction.held(self.entries)
        found = {id: fold(operations) for id, operations in held.items()}
        return {id: seen_of(entry) for id, entry in found.items() if entry}

    def _keep(self, one: Station, id: str, content: Content, held: dict[str, Seen]) -> None:
        former = next((each.id for each in self.issued.values() if each.content.reference == content.replaces), "")
        issued = Issued(id, content, held, former, facts_of(content), measures_of(content))
        if not content.approver:
            self.projects[id] = issued
            return
        if id not in self.projects:  # another approval may have come since it was gathered
            self._check(one, issued)
        self.issued[id] = issued

    def _check(self, one: Station, brief: Issued) -> None:
        line = self._lineage(brief)
        for section in (SITUATION, MEASURES):
            if section not in FORMATS[brief.content.format].sections:
                continue
            telling = [each for each in line if section in FORMATS[each.content.format].sections]
            for id in brief.held:
                entry = one.reading.entry(id)
                if not concerns(section, entry) or entry.occurred_at > brief.content.cutoff:
                    assert id not in brief.printed(section)
                    continue
                self._check_one(brief, section, entry, telling)

    def _check_one(self, brief: Issued, section: int, entry: Entry, line: list[Issued]) -> None:
        """Told once, then again when somebody rectified it, or marked what nobody had marked when the last was made."""
        told = [each for each in line if entry.id in each.printed(section)]
        known = frozenset[str]().union(*(each.held[entry.id].amendments for each in told))
        again = bool(brief.held[entry.id].amendments - known)
        was = line[0].held.get(entry.id) if told else None
        marked = section == SITUATION and was is not None and not was.key_event
        changed = was is not None and was.kind != entry.type
        expected = not told or again
        if not (marked or changed):
            assert (entry.id in brief.printed(section)) == expected, (section, entry.subject, len(told), again)
        if section == SITUATION and line and entry.id in brief.facts and not told:
            late = entry.id not in line[0].held and entry.occurred_at <= line[0].content.cutoff
            if late:
                assert "parvenu après le n°" in brief.facts[entry.id].note

    def _lineage(self, brief: Issued) -> list[Issued]:
        """The approved briefs it goes on from, the last one first."""
        found = list[Issued]()
        while former := self.issued.get((found[-1] if found else brief).former):
            found.append(former)
        return found

    def close(self) -> None:
        for one in self.stations:
            one.close()
        self.house.close()


def seen_of(entry: Entry) -> Seen:
    return Seen(frozenset(one.id for one in entry.amendments if one.field in TOLD), entry.key_event, entry.type)


def concerns(section: int, entry: Entry) -> bool:
    return entry.key_event if section == SITUATION else entry.type in ("decision", "action")


def facts_of(content: Content) -> dict[str, Line]:
    return {
        line.record: line
        for section in content.sections
        for block in section.blocks
        if section.number == SITUATION and isinstance(block, Chronology | Unverified)
        for line in block.lines
    }


def measures_of(content: Content) -> frozenset[str]:
    return frozenset(
        record
        for section in content.sections
        for block in section.blocks
        if section.number == MEASURES and isinstance(block, Table)
        for record in block.records
    )


NAMES = ("record", "record", "amend", "handle", "say_other", "central", "relay", "key", "freeze", "freeze", "approve")
ACTS = st.lists(
    st.tuples(st.sampled_from(NAMES), st.integers(0, 2), st.integers(0, 2), st.integers(0, 419)),
    min_size=6,
    max_size=30,
)


@pytest.mark.timeout(120 + 5 * EXAMPLES)
@settings(
    max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck), phases=set(Phase) - {Phase.explain}
)
@given(acts=ACTS)
def test_every_key_event_is_in_one_brief_until_it_is_rectified(
    template: Template, acts: list[tuple[str, int, int, int]]
) -> None:
    folder = playing.room()
    cell = Cell(template, folder)
    try:
        for name, one, other, n in acts:
            cell.now += MINUTE
            with suppress(Refused):  # it is so already
                getattr(cell, name)(cell.stations[one], cell.stations[other], n)
        for station in (*cell.stations, *cell.stations):
            cell.now += MINUTE
            cell.central(station, station, 0)
        held = [{id: station.reading.brief(id) for id in cell.issued} for station in cell.stations]
        assert held[0] == held[1] == held[2]
        assert all(each.approved for each in held[0].values())
        rows = [station.reading.briefs(cell.crisis) for station in cell.stations]
        assert rows[0] == rows[1] == rows[2]
        cell.freeze(cell.stations[0], cell.stations[0], 420)  # whatever is left
    finally:
        cell.close()
        shutil.rmtree(folder)
