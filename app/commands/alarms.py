"""`alarms`: what this workstation noticed of copies, gaps and other histories."""

from typing import Any

from app.commands.call import Call
from app.commands.parsing import Among, command
from app.core.clock import rfc3339
from app.core.store.alarms import Alarm


def arrange(commands: Among) -> None:
    alarms = command(commands, "alarms", "ce que ce poste a remarqué : copies, manques, autres histoires", _alarms)
    alarms.add_argument("--seen", action="store_true", help="noter que toutes ont été vues")


def _alarms(call: Call) -> None:
    found = call.reading.alarms()
    if call.options.seen:
        call.desk.see_alarms(found)
        found = call.reading.alarms()
    codes = {row.id: row.code for row in call.reading.crises()}
    for one in found:
        call.speech.say(_values(one, codes.get(one.space, "")), _line(one))


def _values(one: Alarm, code: str) -> dict[str, Any]:
    return {
        "kind": one.kind,
        "at": rfc3339(one.at) if one.at else None,
        "crisis": code,
        "words": one.words,
        "advice": one.advice,
        "grave": one.grave,
        "seen": one.seen,
    }


def _line(one: Alarm) -> str:
    weight = "ALERTE" if one.grave else "à savoir"
    when = rfc3339(one.at) if one.at else "en ce moment"
    return f"{one.kind:<9} {weight:<8} {'vue' if one.seen else 'non vue':<8} {when}  {one.words} {one.advice}"
