"""`brief schedule` and `brief next`: how often a brief is due in a crisis, and which one is awaited."""

from argparse import Namespace
from typing import Any

from app.commands import naming
from app.commands.call import Call
from app.commands.parsing import Among, command, of_crisis
from app.core import pace, rhythm
from app.core.brief_formats import FORMATS
from app.core.clock import rfc3339
from app.core.errors import Refused
from app.core.registers.crisis import Crisis, EditCrisis
from app.core.store.rows import CrisisRow
from app.core.times import MINUTE


def arrange(among: Among) -> None:
    """Among the commands of `brief`."""
    scheduling = command(among, "schedule", "fixer ou arrêter le rythme des points d'une crise", _schedule)
    of_crisis(scheduling, required=True)
    scheduling.add_argument("--every", metavar="4h", help="1h, 2h, 3h, 4h, 6h, 8h, 12h ou 24h")
    scheduling.add_argument("--at", default="", metavar=":00", help="la minute, ou l'heure : :00, 19:00")
    scheduling.add_argument("--from", dest="first", default="", metavar="00", help="une des heures, dans le fuseau")
    scheduling.add_argument("--format", default=rhythm.STANDARD, choices=FORMATS, help="format des points")
    scheduling.add_argument("--stop", action="store_true", help="plus aucun rythme")
    scheduling.set_defaults(check=_fault)
    of_crisis(command(among, "next", "dire quel point est attendu, et quand", _next), required=True)


def _fault(options: Namespace) -> str:
    if options.stop == bool(options.every):
        return "donnez --every 4h, ou --stop."
    return ""


def _schedule(call: Call) -> None:
    options, crisis = call.options, naming.crisis(call, call.options.crisis)
    wanted = "" if options.stop else rhythm.plain(_asked(options))
    call.desk.do(EditCrisis(crisis.id, {"rhythm": wanted}))
    _tell(call, call.reading.crisis(crisis.id))


def _asked(options: Namespace) -> rhythm.Rhythm:
    hours = options.every.strip().lower().removesuffix("h").strip()
    if not (hours.isascii() and hours.isdecimal() and len(hours) <= 2):
        raise Refused(f"Écrivez --every 4h ; « {options.every} » n'est pas compris.", "every")
    return rhythm.asked(int(hours), options.at, options.first, options.format)


def _next(call: Call) -> None:
    _tell(call, naming.crisis(call, call.options.crisis))


def _tell(call: Call, crisis: Crisis) -> None:
    call.speech.say(*awaited(call, crisis))


def awaited(call: Call, crisis: Crisis | CrisisRow) -> tuple[dict[str, Any], str]:
    """The rhythm of that crisis and the brief that is due, for a script and in words."""
    kept, now = call.reading.pace(crisis.id), call.clock.now()
    values: dict[str, Any] = {
        "crisis": crisis.code,
        "rhythm": rhythm.words_of(crisis.rhythm) or None,
        "due": None,
        "in_minutes": None,
        "late": False,
        "then": None,
    }
    if kept is None:
        said = "crise close ou réunie à une autre" if crisis.rhythm else "aucun rythme"
        return values, f"{crisis.code} : {said}, aucun point n'est attendu."
    one = pace.expected(kept, now)
    values |= {
        "due": rfc3339(one.at, crisis.zone),
        "in_minutes": (one.at - now) // MINUTE,
        "late": one.late,
        "then": rfc3339(one.then, crisis.zone),
    }
    words = f"{crisis.code} : {pace.countdown(kept, now)}"
    return values, f"{words} ({values['rhythm']}, fuseau {crisis.zone})."
