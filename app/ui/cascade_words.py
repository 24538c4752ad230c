"""A call cascade in French words and shapes: the state of each target, what was tried, and why a person may not act."""

from collections.abc import Mapping, Sequence

from app.core import times
from app.core.cascade import MESSAGE, NO_ANSWER, REACHED, RESULTS, WRONG_NUMBER, Attempt, Cascade, Target
from app.core.cascade_calls import STATES, TO_CALL, Dial, Line
from app.core.organisations import organisations
from app.core.phones import HIDDEN, shown
from app.core.store.private_reading import PrivateRow
from app.core.store.rows import CrisisRow
from app.ui import entry_words, wording
from app.ui.card_list import Card
from app.ui.states import State

SIGNS: dict[str, State] = {
    REACHED: ("favorable", STATES[REACHED], "success"),
    MESSAGE: ("messages", STATES[MESSAGE], "info"),
    NO_ANSWER: ("abstention", STATES[NO_ANSWER], "warning"),
    WRONG_NUMBER: ("defavorable", STATES[WRONG_NUMBER], "error"),
    TO_CALL: ("a_trier", STATES[TO_CALL], "text_secondary"),
}
NO_NUMBER, PRIVATE = "aucun numéro", "privé"


def who(target: Target) -> str:
    """cabinet, Intérieur"""
    return ", ".join(filter(None, (target.function, organisations().short(target.organisation))))


def card(line: Line, zone: str) -> Card:
    """A target in the list: its number and name, its state, where it is and the last call."""
    target = line.target
    head = f"{target.order}. {target.name}"
    last = tried(line, line.attempts[-1], zone) if line.attempts else ""
    return Card(target.key, head, who(target) or " ", last, (SIGNS[line.state],), strong=not line.attempts)


def tried(line: Line, attempt: Attempt, zone: str) -> str:
    """03:12, joint (suppléant R. Vasseur), par C. Morvan : arrive"""
    whom = f" ({' '.join(filter(None, ('suppléant', line.target.deputy_name)))})" if attempt.deputy else ""
    whom += f" au {shown_as_kept(attempt.number)}" if attempt.number and attempt.result == WRONG_NUMBER else ""
    note = f" : {attempt.note}" if attempt.note else ""
    waiting = " (en attente d’envoi)" if attempt.pending else ""
    return f"{times.hour(attempt.at, zone)}, {RESULTS[attempt.result]}{whom}, par {attempt.by}{note}{waiting}"


def shown_as_kept(number: str) -> str:
    """A number of an attempt: read the French way, unless part of it is hidden."""
    return number if HIDDEN in number else shown(number)


def named(cascade: Cascade) -> str:
    """CAS-SIG1-001 · Alerte des cabinets"""
    return f"{cascade.number} · {cascade.title}"


def dial(one: Dial) -> str:
    """01 99 00 12 01 · astreinte · 1 essai. That it is wrong comes first: where there is no room, the end is cut."""
    words = one.number.number if one.private else shown(one.number.number)
    usage = PRIVATE if one.private else one.number.usage
    wrong = "faux numéro" if one.wrong else ""
    tries = wording.number(one.tries, "essai") if one.tries and not wrong else ""
    return f"{wording.NBSP}· ".join(filter(None, (words, wrong, usage, tries)))


def following(line: Line) -> str:
    """Sans réponse. Numéro suivant : 01 99 00 12 02. Nothing when he is not called again at once."""
    best = line.following
    if best is None:
        return ""
    number = best.number.number if best.private else shown(best.number.number)
    what = f"À son suppléant, {line.target.deputy_name}" if best.deputy else "Numéro suivant"
    return f"{STATES[line.state].capitalize()}. {what} : {number}."


def numbers(target: Target, private: Sequence[PrivateRow] = ()) -> str:
    """01 99 00 12 01 ou 06 39 98 •• 41 (privé)"""
    own = [shown(one.number) for one in target.numbers]
    return " ou ".join((*own, *(f"{one.masked} (privé)" for one in private))) or NO_NUMBER


def people(targets: Sequence[Target], private: Mapping[str, Sequence[PrivateRow]]) -> str:
    """12 personnes à appeler, dont 2 sans numéro. `private`: those of a contact (id)."""
    count = len(targets)
    if not count:
        return "Personne ne répond à cette demande."
    silent = sum(not one.numbers and not private.get(one.contact) for one in targets)
    said = f"{count} personne{'s' if count > 1 else ''} à appeler"
    return f"{said}, dont {silent} sans numéro." if silent else f"{said}."


def why_not_call(crisis: CrisisRow) -> str:
    """Why this person may not write a cascade of that crisis; nothing when he may."""
    said = entry_words.why_not_write(crisis)
    return f"{said[:1].upper()}{said[1:]}." if said else ""
