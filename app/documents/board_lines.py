"""What a sheet of the lines in force says of each: which version, since when, until when, and who cleared it."""

import json
from hashlib import sha256

from app.core import times
from app.core.board import EXPIRED, SUSPENDED, Board, Line, dispatched_at
from app.core.message import Message
from app.core.organisations import organisations
from app.core.visas import MEANS, Visa
from app.documents import typography

SUSPENDED_WORDS = "SUSPENDU — à réexaminer, ne pas employer"
NOT_TO_SAY, INSIST, GONE = "À NE PAS DIRE", "SI L’ON INSISTE", "NE PLUS EMPLOYER"
NOTHING = "Aucune ligne n’est en vigueur : rien n’est à dire sans l’accord de la cellule communication."
UNSURE = "Horloge de ce poste non vérifiée : comparez l’heure avant de vous fier aux validités"
NO_END = "sans terme fixé"


def fingerprint(board: Board) -> str:
    """What names the content of a board: the SHA-256 of its versions, of where each stands and until when."""
    told = [
        [topic.name, one.message.reference, one.message.current.hash, one.standing, one.message.aside.valid_until]
        for topic in board.topics
        for one in (*topic.lines, *(Line(question, "") for question in topic.questions))
    ]
    gone = [[one.reference, one.current.hash] for one in board.gone]
    return sha256(json.dumps([board.crisis.id, told, gone]).encode()).hexdigest()


def named(message: Message) -> str:
    """EDL-SIG1-011 v3."""
    return f"{message.reference} {message.current.label.partition('·')[0]}"


def sent(message: Message, zone: str) -> str:
    return f"diffusé {_hour(dispatched_at(message), zone)}"


def validity(line: Line, zone: str) -> str:
    """Until when it may be said, or why not."""
    until = line.message.aside.valid_until
    if line.standing == EXPIRED and until is not None:
        return f"PÉRIMÉ {_hour(until, zone)}"
    if line.standing == SUSPENDED:
        return "SUSPENDU"
    return ending(line.message, zone)


def ending(message: Message, zone: str) -> str:
    until = message.aside.valid_until
    return f"jusqu’au {_hour(until, zone)}" if until is not None else NO_END


def cleared(message: Message, zone: str) -> str:
    """validé 24/09 à 02 h 10 : C. Morvan (SIG), H. Brunel (PM, téléphone, à confirmer)."""
    given = [one for one in message.visas if one.counts and one.text == message.current.hash]
    names = ", ".join(dict.fromkeys(_signed(one) for one in given))
    at = message.judgement.validated_at if message.judgement else 0
    when = f"validé {_hour(at, zone)}" if at else "visas"
    return f"{when} : {names}" if names else ""


def suspended(message: Message) -> str:
    """Why it may not be said for now."""
    reasons = message.situation.review if message.situation else ()
    what = ", ".join(one.number for one in reasons)
    return f"{SUSPENDED_WORDS}{f' : {what}' if what else ''}"


def answer(message: Message) -> str:
    """All that is answered to the question that a text has for its title."""
    text = message.current.text
    return "\n".join(filter(None, (text.lead, *text.key_messages, *(text.frame or {}).values(), text.body)))


def _signed(visa: Visa) -> str:
    organisation = visa.organisation or ("" if visa.recorded else visa.author.organisation)
    about = [organisations().short(organisation)] if organisation else []
    if visa.decision == "reservation":
        about.append("avec réserve")
    if visa.recorded:
        about += [MEANS[visa.means], *(() if visa.confirmed else ("à confirmer",))]
    name = visa.speaker.replace(" ", typography.NBSP)
    return f"{name} ({', '.join(about)})" if about else name


def _hour(at: int, zone: str) -> str:
    return f"{typography.date(at, zone)[:5]} à {times.hour_h(at, zone)}"
