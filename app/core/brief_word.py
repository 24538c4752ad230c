"""What a brief tells of the word of the State: what is in force, what went out since, what was promised."""

from collections.abc import Sequence

from app.core import board
from app.core.board import EXPIRED, IN_FORCE, SUSPENDED, dispatched_at
from app.core.brief_content import Said
from app.core.brief_offer import CONFLICT, NEW, OVERDUE, RUN, SAID, TABLE, Gathered, Group, Pick
from app.core.clock import moment
from app.core.leaving import parts
from app.core.message import STATES, Message, said_version
from app.core.message_events import Dispatched
from app.core.spoken_line import spoken
from app.core.times import hour_h

WAITED = ("conflict", "validated", "embargoed", "submitted", "returned")  # not said yet: named, never quoted
SOON = 15 * 60 * 1000  # ms before a promised hour from which a statement keeps the promise
CONFIRM = "visa par téléphone à confirmer"


def lines(messages: Sequence[Message], gathered: Gathered, cutoff: int) -> tuple[Group, ...]:
    """The lines in force, what was suspended, what is on its way, what went out since and what was promised."""
    zone = gathered.crisis.zone
    topics = board.topics(messages)
    held = [one for topic in topics for one in topic.lines]
    in_force = [_line(one.message, gathered) for one in held if one.standing == IN_FORCE]
    heads: tuple[str, ...] = ("EDL en vigueur", "Thème et message clé", "Depuis", "Jusqu’à", "Visas")
    groups = [Group("in_force", "En vigueur", TABLE, tuple(in_force), heads, (1.6, 4.6, 1, 1.1, 1.4))]
    coming = [_coming(one, zone) for one in messages if one.state in WAITED]
    heads = ("En préparation", "Texte", "État", "Depuis")
    groups.append(Group("waited", "En préparation, en visa", TABLE, tuple(coming), heads, (1.6, 4.6, 1.5, 1)))
    since = f"Diffusés depuis le {gathered.since}." if gathered.last else "Diffusés."
    out = [(one, each) for one in messages for each in one.dispatches if _is_due(each, gathered, cutoff)]
    told = [_told(one, each, zone) for one, each in out]
    told.sort(key=lambda pick: (pick.at, pick.key))
    groups.append(Group("dispatched", "Diffusés", RUN, tuple(told), lead=since))
    promised = [_promised(one, cutoff, zone) for one in messages if _is_promised(one)]
    promised.sort(key=lambda pick: (pick.at, pick.key))
    groups.append(Group("promised", "Paroles à venir", RUN, tuple(promised), lead="Paroles à venir."))
    return tuple(one for one in groups if one.picks)


def full(messages: Sequence[Message], kinds: frozenset[str] | None = None) -> tuple[Pick, ...]:
    """The texts in force, whole, by topic: all but the questions, or only those of these kinds."""
    found = [one.message for topic in board.topics(messages) for one in topic.lines if one.standing == IN_FORCE]
    return tuple(_said(one) for one in found if kinds is None or one.kind in kinds)


def questions(messages: Sequence[Message]) -> tuple[Pick, ...]:
    """The questions and what is answered, in force, by topic."""
    return tuple(_said(one) for topic in board.topics(messages) for one in topic.questions)


def questions_of(messages: Sequence[Message]) -> tuple[Group, ...]:
    """The same, as a section of the CIP."""
    picks = questions(messages)
    return (Group("questions", "Questions-réponses", SAID, picks),) if picks else ()


def instructions_of(messages: Sequence[Message]) -> tuple[Group, ...]:
    """The instructions to the population and the scripts in force, as a section of the CIP."""
    picks = full(messages, frozenset({"instruction", "script"}))
    return (Group("instructions", "Consignes et scripts", SAID, picks),) if picks else ()


def no_more(messages: Sequence[Message], zone: str) -> tuple[Group, ...]:
    """What went out and is not to be said any more, with the reason."""
    topics = board.topics(messages)
    over = [each.message for one in topics for each in one.lines if each.standing in (SUSPENDED, EXPIRED)]
    gone = {one.id: one for one in (*over, *board.gone(messages))}
    picks = tuple(_gone(one, zone) for one in gone.values())
    heads = ("Texte", "Objet", "Pourquoi", "Depuis")
    group = Group("gone", "Retirés, remplacés, périmés", TABLE, picks, heads, (1.6, 4, 2.4, 1.2))
    return (group,) if picks else ()


def _gone(message: Message, zone: str) -> Pick:
    why = board.why_gone(message) or STATES[message.state]
    cells = (_called(message), message.title, why, _day_hour(message.changed_at, zone))
    note = f"{_called(message)} · {why}"
    return Pick(f"gone:{message.id}", message.id, cells, message.title, note, message.changed_at)


def _line(message: Message, gathered: Gathered) -> Pick:
    zone, until = gathered.crisis.zone, message.aside.valid_until
    since = dispatched_at(message)
    said = said_version(message) or message.current
    topic = message.topic.strip()
    words = f"{topic} : {spoken(said.text)}" if topic else spoken(said.text)
    phoned = any(visa.counts and not visa.confirmed for visa in message.visas)
    visas = CONFIRM if phoned else "complets"
    fresh = gathered.last is not None and any(gathered.is_new(one.id) for one in message.dispatches)
    return Pick(
        f"line:{message.id}",
        message.id,
        (_called(message), words, _day_hour(since, zone), _day_hour(until, zone) if until else "—", visas),
        spoken(said.text),
        f"{_called(message)} · depuis {_day_hour(since, zone)}",
        since,
        frozenset({NEW} if fresh else ()),
        changed=fresh,
    )


def _coming(message: Message, zone: str) -> Pick:
    state = STATES[message.state]
    hour = _day_hour(message.changed_at, zone)
    cells = (f"{message.reference} v{message.current.number}", message.title, state, hour)
    marks = frozenset({CONFLICT} if message.state == "conflict" else ())
    note = f"{message.reference} · {state}"
    return Pick(f"waited:{message.id}", message.id, cells, message.title, note, message.changed_at, marks)


def _is_due(dispatched: Dispatched, gathered: Gathered, cutoff: int) -> bool:
    """Whether that dispatch is of the hours this brief tells, and the last one could not tell it."""
    last = gathered.last
    new = last is None or gathered.is_new(dispatched.id) or dispatched.at > last.cutoff
    return new and dispatched.at <= cutoff


def _told(message: Message, dispatched: Dispatched, zone: str) -> Pick:
    count, received = len(dispatched.recipients), len(dispatched.received)
    reach = [_day_hour(dispatched.at, zone)]
    if count:
        reach.append(f"{count} destinataires" if count > 1 else "1 destinataire")
        reach.append(f"{received} accusés" if received > 1 else f"{received} accusé")
    words = f"{message.reference} ({', '.join(reach)})"
    return Pick(f"sent:{dispatched.id}", message.id, (words,), words, message.title, dispatched.at)


def _is_promised(message: Message) -> bool:
    return message.aside.promised_at is not None and message.state not in ("withdrawn", "abandoned")


def _promised(message: Message, cutoff: int, zone: str) -> Pick:
    at = message.aside.promised_at or 0
    late = at < cutoff and not any(one.at >= at - SOON for one in message.dispatches)
    words = f"{_day_hour(at, zone)} {message.title} ({message.reference})"
    marks = frozenset({OVERDUE} if late else ())
    return Pick(f"promised:{message.id}", message.id, (words,), words, message.reference, at, marks, at >= cutoff)


def _said(message: Message) -> Pick:
    said = said_version(message) or message.current
    text = said.text
    words = "\n\n".join(one.words for one in parts(text) if one.kind != "title")
    return Pick(
        f"said:{message.id}",
        message.id,
        Said(_called(message), text.title, words, message.topic.strip(), message.id),
        text.title,
        _called(message),
    )


def _called(message: Message) -> str:
    said = said_version(message) or message.current
    return f"{message.reference} v{said.number}"


def _day_hour(at: int, zone: str) -> str:
    return f"{moment(at, zone):%d/%m}, {hour_h(at, zone)}"
