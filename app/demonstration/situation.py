"""What a point de situation is made of in the story: figures, words in force, measures, rumours, requests."""

import re
from collections.abc import Mapping
from functools import cache

import msgspec

from app.core import recipients, resources, times
from app.core.brief_offer import Pick, Proposal
from app.core.composition import Composition
from app.core.entries import Assignee
from app.core.entry_commands import Assign, Triage
from app.core.figure_commands import ChooseFigure, RecordFigure
from app.core.message_commands import Dispatch, Draft, GiveVisa, Submit
from app.core.organisations import organisations
from app.core.texts import Text
from app.demonstration.fire import write as write_line
from app.demonstration.scene import Scene, Seat, lines
from app.demonstration.telling import ZONE

HOUR = 60 * times.MINUTE
QUARTER = 15 * times.MINUTE
IN = re.compile(r"\{\+(\d+)\}")  # an hour, by how many minutes it is after the one of the story


class Course(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What one source says of an indicator: (minutes ago, value), in order."""

    indicator: str
    source: str
    values: tuple[tuple[int, str], ...]
    qualifier: str = ""
    publishable: bool = False


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A text of the State, valid for so many `hours` (0 when nobody said until when), that promises another one in
    `promised` minutes (0 for none)."""

    kind: str
    topic: str
    title: str
    lead: str
    body: str
    hours: int
    promised: int = 0


class Told(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A quick line; a request is given `to` somebody, `due` so many minutes from now."""

    by: str
    ago: int
    line: str
    verification: str = "unverified"
    triage: str = ""
    to: str = ""
    due: int = 0


class Elsewhere(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The brief of another service, that nobody here ever received."""

    issuer: str
    crisis: str
    code: str
    reference: str
    number: int
    workstation: str


class Point(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All of it, as `resources/demonstration/point.json` tells it. `choice`: why one of two sources is published.
    `composed` and `second`: section → what its author types; `left_out`: words of the lines he does not take; `hole` is
    what he first leaves for `filled`. `late` is written apart, `late_ago` minutes after its hour; `later` and `counted`
    come before the second brief."""

    rhythm: str
    choice: str
    figures: dict[str, tuple[Course, ...]]
    said: tuple[Words, ...]
    reached: tuple[str, ...]
    lines: tuple[Told, ...]
    composed: dict[int, str]
    marking: str
    tlp: str
    left_out: dict[int, tuple[str, ...]]
    hole: str
    filled: str
    late: str
    late_ago: int
    later: tuple[Told, ...]
    counted: tuple[Course, ...]
    second: dict[int, str]
    recipients: tuple[str, ...]
    elsewhere: Elsewhere


@cache
def point() -> Point:
    """It as it ships."""
    return msgspec.json.decode(resources.path("demonstration/point.json").read_bytes(), type=Point, strict=False)


def timed(words: str, now: int) -> str:
    """These words with their hours, each on a quarter: « d'ici {+180} » → « d'ici 07 h 15 »."""

    def hour(found: re.Match[str]) -> str:
        at = now + int(found[1]) * times.MINUTE
        return times.hour_h(at + -at % QUARTER, ZONE)

    return IN.sub(hour, words)


def chosen(proposal: Proposal, typed: Mapping[int, str], format: str = "standard") -> Composition:
    """What its author does with what is proposed: his words, what he leaves out, its marking."""
    left_out = frozenset(
        pick.key
        for offer in proposal.offers
        for group in offer.groups
        for pick in group.picks
        if any(words in _told(pick) for words in point().left_out.get(offer.number, ()))
    )
    texts = {number: timed(words, proposal.cutoff) for number, words in typed.items()}
    kept = {offer.number: texts[offer.number] for offer in proposal.offers if offer.number in texts}
    return Composition(format, proposal.cutoff, kept, out=left_out, marking=point().marking, tlp=point().tlp)


def _told(pick: Pick) -> str:
    """Everything a line says."""
    cells = pick.printed if isinstance(pick.printed, tuple) else ()
    return " ".join((pick.key, pick.words, pick.note, *cells))


def count(scene: Scene, seats: tuple[Seat, ...], crisis: str) -> None:
    """The figures of each workstation, hour after hour."""
    told = sum(_record(scene, seat, crisis, one) for seat in seats for one in point().figures[seat.prefix])
    scene.until_settled(crisis)
    _choose(seats[0], crisis)
    scene.telling.say(f"{told} chiffres de plus au bilan, chacun avec sa source et son heure d'arrêté")


def go_on(scene: Scene, sig: Seat, crisis: str) -> None:
    """What happens between two briefs: a decision is taken, a measure follows it, figures move."""
    for row in lines(sig.workstation, crisis):
        if row.triage == "to_decide":
            sig.workstation.desk.do(Triage(row.id, "closed"))
    for one in point().later:
        write_line(scene, sig, crisis, one.line, one.ago)
    for course in point().counted:
        _record(scene, sig, crisis, course)
    _choose(sig, crisis)


def _choose(seat: Seat, crisis: str) -> None:
    """Of two sources that disagree, the latest is published."""
    for open_now in seat.workstation.reading.account(crisis).disagreements:
        latest, *over = sorted(open_now.figures, key=lambda row: row.cutoff, reverse=True)
        seat.workstation.desk.do(ChooseFigure(latest.id, tuple(row.id for row in over), point().choice))


def _record(scene: Scene, seat: Seat, crisis: str, course: Course) -> int:
    """Writes down what one source says, value after value; how many there are."""
    for ago, value in course.values:
        figure = RecordFigure(
            crisis,
            course.indicator,
            value,
            course.source,
            scene.clock.now() - ago * times.MINUTE,
            qualifier=course.qualifier,
            publishable=course.publishable,
            clearance="chiffre rendu public par sa source" if course.publishable else "",
        )
        seat.workstation.desk.do(figure)
    return len(course.values)


def speak(scene: Scene, sig: Seat, liaison: Seat, director: Seat, crisis: str, degraded: str = "") -> None:
    """The words of a ministry, cleared by the urgent procedure, then sent out: what is in force is on every desk.
    `degraded`: why they go out though no server answers."""
    now, ids = scene.clock.now(), []
    for one in point().said:
        text = Text(one.title, one.body, one.lead, issuer="Gouvernement")
        aside = {"valid_until": now + one.hours * HOUR} if one.hours else {}
        aside |= {"promised_at": now + one.promised * times.MINUTE} if one.promised else {}
        ids.append(liaison.workstation.desk.do(Draft(crisis, one.kind, text, one.topic, aside)).id)
    scene.until_settled(crisis)
    for id in ids:
        sig.workstation.desk.do(Submit(id, circuit="urgent"))
        sig.workstation.desk.do(GiveVisa(id, None, "favourable"))
    scene.until_settled(crisis)
    for id in ids:
        director.workstation.desk.do(GiveVisa(id, None, "favourable"))
    scene.until_settled(crisis)
    reached = recipients.typed("; ".join(point().reached))
    for id in ids:
        sig.workstation.desk.do(Dispatch(id, None, "courriel", recipients=reached, degraded=degraded))
    scene.until_settled(crisis)
    shown = [{one.id: one.in_force for one in seat.workstation.reading.messages(crisis)} for seat in scene.seats]
    words = f"{len(ids)} textes de {liaison.prefix} visés par CCOM et DIR, diffusés : en vigueur sur tous les postes"
    scene.telling.check(all(one[id] for one in shown for id in ids), words)


def work(scene: Scene, sig: Seat, liaison: Seat, crisis: str) -> None:
    """Measures, ministry by ministry, a rumour denied, requests with their deadlines, what is to be decided."""
    seats, now = {seat.prefix: seat for seat in (sig, liaison)}, scene.clock.now()
    rows = [
        (one, write_line(scene, seats[one.by], crisis, one.line, one.ago, verification=one.verification))
        for one in point().lines
    ]
    scene.until_settled(crisis)
    for one, row in rows:
        if one.triage:
            sig.workstation.desk.do(Triage(row.id, one.triage))
        if one.to:
            due = now + one.due * times.MINUTE
            sig.workstation.desk.do(Assign(row.id, Assignee("", one.to, organisations().short(one.to)), due))
    scene.until_settled(crisis)
    late = sum(bool(one.to) and one.due < 0 for one, _ in rows)
    scene.telling.say(
        f"{len(rows)} lignes de plus : mesures par ministère, rumeur démentie, demandes dont {late} en retard"
    )
