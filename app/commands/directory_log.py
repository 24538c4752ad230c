"""`contact log`: what was taken out of the directory, who was shown private numbers, and what was purged."""

from app.commands.call import Call
from app.commands.parsing import Among, command
from app.core.clock import rfc3339
from app.core.registers.consultations import WHY
from app.core.registers.directory import ZONE
from app.core.registers.extractions import WHAT

REGISTERS = {"contact": "un contact", "private": "un numéro privé", "duty": "une astreinte"}


def arrange(contact: Among) -> None:
    """Adds this command to those of the directory."""
    told = "ce qui est sorti de l'annuaire, qui a vu des numéros privés, ce qui a été purgé ; le dernier d'abord"
    command(contact, "log", told, _log)


def _log(call: Call) -> None:
    log = call.reading.directory_log()
    lines = [
        (one.at, "extraction", one.author, f"{WHAT[one.what]}, {one.format.upper()}, {one.count} : {one.filter}")
        for one in log.extractions
    ]
    lines += [
        (one.at, "consultation", one.author, f"{WHY[one.why]} : {', '.join(log.names[id] for id in one.contacts)}")
        for one in log.consultations
    ]
    lines += [
        (one.at, "purge", one.author, f"{REGISTERS[one.register]} : {' · '.join(filter(None, (one.reason, one.rule)))}")
        for one in log.erasures
    ]
    for at, kind, author, words in sorted(lines, key=lambda one: one[0], reverse=True):
        when = rfc3339(at, ZONE)
        values = {"at": when, "kind": kind, "author": author.name, "workstation": author.workstation, "words": words}
        call.speech.say(values, f"{when}  {kind}  {words}  par {author.name} ({author.workstation})")
