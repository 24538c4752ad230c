"""How the command line tells a call cascade: in a line of French, and in fields."""

from typing import Any

from app.core import cascade_calls, times
from app.core.cascade import RESULTS, Attempt, Cascade
from app.core.cascade_calls import STATES, Dial, Line
from app.core.clock import rfc3339
from app.core.organisations import organisations
from app.core.phones import shown


def headed(one: Cascade) -> str:
    """CAS-SIG1-001  Alerte des cabinets : joints 12/40, à appeler 28"""
    conflict = " · deux valeurs" if one.conflicts else ""
    return f"{one.number}  {one.title} : {cascade_calls.progress(one).words}{conflict}"


def summary(one: Cascade) -> dict[str, Any]:
    """How far it is: how many of its targets are in each state."""
    counted = cascade_calls.progress(one)
    return {
        "cascade": one.number,
        "id": one.id,
        "title": one.title,
        "targets": counted.total,
        **{state: counted.counts[state] for state in STATES},
        "conflicts": list(one.conflicts),
        "pending": one.pending,
    }


def plain(one: Line, cascade: Cascade, zone: str) -> dict[str, Any]:
    """A target. `dial`: the number to dial now, whose `dial_deputy` is true when it is the deputy's; `spoke_to`: who
    was reached."""
    last = one.attempts[-1] if one.attempts else None
    target, best = one.target, None if one.reached else one.proposed
    return {
        "cascade": cascade.number,
        "title": cascade.title,
        "target": target.order,
        "key": target.key,
        "contact": target.contact,
        "name": target.name,
        "function": target.function,
        "organisation": target.organisation,
        "deputy": target.deputy_name,
        "phones": [dial.number.number for dial in one.numbers if not dial.private],
        "deputy_phones": [dial.number.number for dial in one.deputy_numbers if not dial.private],
        "private": [number.number for number in one.private],
        "wrong": list(one.wrong),
        "dial": best.number.number if best else "",
        "dial_deputy": best.deputy if best else False,
        "result": one.state,
        "spoke_to": one.spoke_to,
        "at": rfc3339(last.at, zone) if last else None,
        "by": last.by if last else "",
        "attempts": [_attempt(one, each, zone) for each in one.attempts],
    }


def _attempt(line: Line, one: Attempt, zone: str) -> dict[str, Any]:
    told = {"result": one.result, "at": rfc3339(one.at, zone), "number": one.number, "deputy": one.deputy}
    return {
        **told,
        "called": line.called(one),
        "by": one.by,
        "note": one.note,
        "late": one.late,
        "pending": one.pending,
    }


def line(one: Line, zone: str) -> str:
    """1  D. Kerjean, cabinet, Intérieur · 01 99 00 12 01 · 03:12 joint, C. Morvan, and under it the number to dial
    once nobody was reached."""
    target = one.target
    who = ", ".join(filter(None, (target.name, target.function, organisations().short(target.organisation))))
    numbers = [f"{_number(dial)}{' (faux)' if dial.wrong else ''}" for dial in one.numbers]
    tried = [_tried(one, each, zone) for each in one.attempts] or [STATES[one.state]]
    said = f"{target.order:>3}  {who} · {' ou '.join(numbers) or 'aucun numéro'} · {' ; '.join(tried)}"
    if one.deputised:
        others = " ou ".join(_number(dial) for dial in one.deputy_numbers if not dial.wrong)
        said += f"\n     suppléant : {target.deputy_name}{f' · {others}' if others else ''}"
    best = one.proposed if one.attempts and not one.reached else None
    if best is not None:
        whom = f", suppléant {target.deputy_name}" if best.deputy else ""
        said += f"\n     à composer maintenant : {_number(best)}{whom}"
    return said


def _tried(line: Line, one: Attempt, zone: str) -> str:
    whom = f" (suppléant {line.target.deputy_name})" if one.deputy else ""
    return f"{times.hour(one.at, zone)} {RESULTS[one.result]}{whom}, {one.by}"


def _number(dial: Dial) -> str:
    return f"{dial.number.number} (privé)" if dial.private else shown(dial.number.number)
