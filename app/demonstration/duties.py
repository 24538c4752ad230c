"""The on-call table of the story: its slots, its rotation, what is missing in it, and the question asked at night."""

from datetime import timedelta
from functools import cache
from pathlib import Path

import msgspec

from app.core import duty_question, resources, times
from app.core.duty import DAY
from app.core.on_call import OnCall, said
from app.core.registers.duties import AddDuty, AddRotation
from app.core.rotations import Turn
from app.demonstration.contacts import called
from app.demonstration.scene import Scene, Seat
from app.demonstration.telling import ZONE
from app.documents import duty_paper
from app.sync.workstation import Workstation

HOUR = 60 * times.MINUTE
BEGUN = 3  # hours since the story's table begins: nothing that is shown of now is about to change
SHOWN = 6  # days


class Slot(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """In hours since the table begins. Without a holder, the deputy answers."""

    starts: float
    ends: float
    holder: str = ""
    deputy: str = ""


class Line(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    organisation: str
    function: str
    slots: tuple[Slot, ...]


class Rotation(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """People who take turns every week, `count` times, the first one begun `since` days ago."""

    organisation: str
    function: str
    people: tuple[str, ...]
    since: int
    count: int


class Called(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A call as it was written by hand, `ago` minutes ago."""

    name: str
    result: str
    ago: int
    note: str
    number: str = ""


class Calls(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A cascade, what came of each call, and one made `then`, at the second pass."""

    title: str
    words: str
    called: tuple[Called, ...]
    then: Called


class Told(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The table, the question and the calls, as `directory/duties.json` tells them."""

    lines: tuple[Line, ...]
    rotation: Rotation
    asked: str
    cascade: Calls


@cache
def told() -> Told:
    """It as it ships."""
    return msgspec.json.decode(resources.path("demonstration/directory/duties.json").read_bytes(), type=Told)


def write(scene: Scene, sig: Seat, crisis: str) -> None:
    """The table of the crisis: in an exercise, its slots are its own and the shared directory has none of them."""
    workstation, begins = sig.workstation, begun(scene.clock.now())
    for line in told().lines:
        for slot in line.slots:
            hours = {"starts": begins + round(slot.starts * HOUR), "ends": begins + round(slot.ends * HOUR)}
            people = {name: called(workstation, who) for name in ("holder", "deputy") if (who := getattr(slot, name))}
            fields = {"organisation": line.organisation, "function": line.function, "zone": ZONE, **hours, **people}
            workstation.desk.do(AddDuty(fields, crisis))
    _rotate(workstation, crisis, scene.clock.now())
    scene.until_settled(crisis)
    now = scene.clock.now()
    lines = workstation.reading.duty_lines(crisis, now, now + SHOWN * DAY)
    gaps, twice = (sum(len(getattr(one, name)) for one in lines) for name in ("gaps", "overlaps"))
    words = (
        f"{len(lines)} lignes d'astreinte dans l'exercice : {gaps} lacunes et {twice} recouvrement trouvés d'eux-mêmes"
    )
    scene.telling.check((len(lines), gaps, twice) == (len(told().lines) + 1, 3, 1), words)
    scene.telling.check(
        not workstation.reading.duties("", 0, now + DAY * 365), "rien n'en est écrit dans l'annuaire partagé"
    )


def ask(scene: Scene, pair: tuple[Seat, Seat], crisis: str) -> None:
    """Who is on call, typed in one line while nothing answers any more."""
    telling, now = scene.telling, scene.clock.now()
    telling.step("Téléphones saturés, réseau coupé : qui est d'astreinte, qui appeler")
    question = duty_question.understood(told().asked, now, ZONE)
    answers = [seat.workstation.reading.on_call_asked(crisis, question) for seat in pair] if question else []
    telling.say(f"« {told().asked} »")
    for seat, found in zip(pair, answers, strict=True):
        telling.say(f"{seat.prefix}, hors ligne : {'; '.join(said(one, now, ZONE) for one in found)}")
    same = len({tuple(map(_who, found)) for found in answers}) == 1 and len(answers[0]) == 1
    telling.check(same and bool(answers[0][0].holding), "la même réponse sur les deux postes, sans serveur")
    empty = [one for one in pair[1].workstation.reading.on_call(crisis, now) if not one.holding]
    telling.check([bool(one.switchboard) for one in empty] == [True], said(empty[0], now, ZONE))


def leave(scene: Scene, sig: Seat, crisis: str, out: Path) -> None:
    """The table on paper."""
    file = out / "incendie-tableau-astreinte-EXERCICE.pdf"
    sheet = sig.workstation.reading.duty_sheet(crisis, scene.clock.now(), 7)
    taken = duty_paper.take_out(sig.workstation.desk, sheet, file)
    scene.telling.say(f"{file.name} : {taken.lines} lignes, {taken.pages} pages, SHA-256 {taken.sha256[:16]}…")


def begun(now: int) -> int:
    """When the table begins, on the hour."""
    return now - now % HOUR - BEGUN * HOUR


def _rotate(workstation: Workstation, crisis: str, now: int) -> None:
    one = told().rotation
    turns = tuple(Turn(called(workstation, name)) for name in one.people)
    first = times.local_day(now, ZONE) - timedelta(days=one.since)
    workstation.desk.do(AddRotation(one.organisation, one.function, turns, first, one.count, zone=ZONE, crisis=crisis))


def _who(answer: OnCall) -> tuple[str, ...]:
    return tuple(f"{one.name} {one.phones}" for one in answer.holding)
