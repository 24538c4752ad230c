"""The invented fire near Rouen: its first hour on two workstations, and the contacts."""

from dataclasses import replace
from datetime import timedelta
from functools import cache
from typing import Any

import msgspec

from app.core import quick_line, resources, times
from app.core.clock import moment
from app.core.places import Places
from app.core.registers.crisis import OpenCrisis
from app.core.registers.directory import AddContact
from app.core.store.rows import EntryRow
from app.demonstration.scene import Scene, Seat, directory, lines
from app.demonstration.telling import ZONE

AGE = "verified_days_ago"
LATE = 17  # minutes between the fact and its entry, as in the scenario of the field


class Told(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One line typed on one workstation, `ago` minutes after the hour it gives, and how it was then rated."""

    by: str
    ago: int
    line: str
    source: str = "F"
    credibility: str = "6"
    verification: str = "unverified"


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The holding statement: `placeholder` is replaced by `number`, then `added` ends its frame."""

    topic: str
    title: str
    lead: str
    frame: dict[str, str]
    key_messages: tuple[str, ...]
    issuer: str
    placeholder: str
    number: str
    added: str


class Correction(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    subject: str
    reason: str


class Apart(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What each workstation, by its prefix, writes while the server is away; `kept` names the value chosen after."""

    lines: dict[str, tuple[str, ...]]
    rectified: dict[str, Correction]
    phones: dict[str, str]
    kept: str
    choice: str


class Embargoed(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A text that waits for what `condition` says, then is corrected after it went out."""

    topic: str
    title: str
    body: str
    corrected: str
    condition: str
    lifted: str


class Said(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the State says: two figures of one thing (by workstation: value, source), what the first message rests on
    and how that changes, whom it reaches, a text under embargo, two texts of one topic (by workstation)."""

    indicator: str
    perimeter: str
    values: dict[str, tuple[str, str]]
    choice: str
    later: str
    amended: str
    reason: str
    holds: str
    list: str
    recipients: tuple[str, ...]
    proof: str
    embargoed: Embargoed
    apart: dict[str, Any]


class Night(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the main courante is put through: a contradiction and the files that settle it, a decision, a sheet of
    paper copied afterwards, a return to a former step."""

    contradicts: str
    contradicted: str
    note: str
    settled: str
    files: dict[str, str]
    decision: str
    options: str
    rationale: str
    sheet: str
    lines: tuple[str, ...]
    back: str


class Scenario(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole invented story, as `resources/demonstration/fire.json` tells it."""

    title: str
    nature: str
    lead: str
    associated: tuple[str, ...]
    territory: tuple[str, ...]
    first: str
    entries: tuple[Told, ...]
    contacts: tuple[dict[str, Any], ...]
    contact_remark: str
    message: Words
    word: Said
    cut: Apart
    night: Night


@cache
def scenario() -> Scenario:
    """The story as it ships."""
    return msgspec.json.decode(resources.path("demonstration/fire.json").read_bytes(), type=Scenario)


@cache
def places() -> Places:
    return Places()


def play(scene: Scene, sig: Seat, liaison: Seat, director: Seat) -> str:
    """The second crisis: opened, its first lines, its contacts; its id."""
    telling, told = scene.telling, scenario()
    telling.step("Seconde crise, inventée : un incendie industriel près de Rouen")
    command = OpenCrisis(told.title, "exercise", told.nature, told.lead, told.territory, told.associated)
    done = sig.workstation.desk.do(command)
    scene.add_member(sig, done.id, liaison, "LIA")
    scene.add_member(sig, done.id, director, "DIR")
    telling.say(f"{done.label} « {told.title} », cadre EXERCICE, pilote {told.lead}, territoire {told.territory[0]}")
    _first_line(scene, sig, done.id)
    scene.until_settled(done.id)
    seats = {seat.prefix: seat for seat in (sig, liaison)}
    for one in told.entries:
        rated = {"source": one.source, "credibility": one.credibility, "verification": one.verification}
        write(scene, seats[one.by], done.id, one.line, one.ago, **rated)
    scene.until_settled(done.id)
    for row in lines(liaison.workstation, done.id):
        telling.say(shown(row))
    telling.check(scene.agree(done.id), "écrites sur deux postes, arrivées d'elles-mêmes sur les trois")
    _contacts(scene, sig)
    return done.id


def write(scene: Scene, seat: Seat, crisis: str, line: str, ago: int = 0, **rated: str) -> EntryRow:
    """Types one quick line, its proposed place accepted, `ago` minutes after the hour it gives."""
    now = scene.clock.now()
    typed = line.format(hour=times.hour(now - ago * times.MINUTE, ZONE))
    understood = quick_line.understand(typed, now, ZONE, places())
    record = replace(quick_line.to_record(understood, crisis, accept_place=True), **rated)  # type: ignore[arg-type]
    written = seat.workstation.desk.do(record)
    return next(row for row in lines(seat.workstation, crisis) if row.id == written.id)


def shown(row: EntryRow) -> str:
    """An entry as the terminal shows it."""
    mark = "▲" if row.key_event else " "
    return f"{times.hour(row.occurred_at, ZONE)} {mark} {row.number}  {row.rating}  {row.sender} : {row.subject}"


def _first_line(scene: Scene, sig: Seat, crisis: str) -> None:
    telling = scene.telling
    line = scenario().first
    typed = line.format(hour=times.hour(scene.clock.now() - LATE * times.MINUTE, ZONE))
    telling.say(f"Ctrl+N sur {sig.prefix} : {typed}")
    understood = quick_line.understand(typed, scene.clock.now(), ZONE, places())
    telling.say("compris : " + " · ".join(f"{chip.label} {chip.value}" for chip in quick_line.chips(understood)))
    row = write(scene, sig, crisis, line, LATE)
    telling.check(row.number == "SIG1-0001" and row.rating == "F6", f"{row.number} enregistrée, cotation {row.rating}")
    telling.check(row.late_minutes in (LATE, LATE + 1), f"saisie différée +{times.lasting(row.late_minutes)}")
    telling.check(row.place == "Rouen", f"lieu proposé et accepté : {row.place} ({scenario().territory[0]})")


def _contacts(scene: Scene, sig: Seat) -> None:
    desk, told, today = sig.workstation.desk, scenario(), moment(scene.clock.now(), ZONE).date()
    for fields in told.contacts:
        known = {name: value for name, value in fields.items() if name != AGE}
        verified = (today - timedelta(days=fields[AGE])).isoformat()
        desk.do(AddContact({**known, "verified_on": verified, "remark": told.contact_remark, "source": "scénario"}))
    scene.until_settled(directory(sig.workstation))
    rows = sig.workstation.reading.contacts()
    scene.telling.say(f"Annuaire : {', '.join(f'{row.name} ({row.organisation})' for row in rows)}")
    shared = len(rows) == len(told.contacts) and scene.agree(directory(sig.workstation))
    scene.telling.check(shared, f"{len(told.contacts)} contacts inventés, dans l'annuaire de tous")
