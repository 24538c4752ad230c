"""The liste de rappel: who holds a text that is no longer the right one, and has not received the one that is."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.core.message import ENDED, Message
from app.core.message_events import Dispatched
from app.core.recipients import Recipient

PUBLIC = "public"


@dataclass(frozen=True, slots=True)
class ToRecall:
    """One recipient and what he received that no longer holds: the dispatches, the latest first. `received`: he
    acknowledged one of them, so he surely read it."""

    recipient: Recipient
    dispatches: tuple[Dispatched, ...]
    received: bool


@dataclass(frozen=True, slots=True)
class Recall:
    """Whom to call back. `why` says in French what no longer holds; empty when all that went out is right."""

    reference: str
    why: str
    to_recall: tuple[ToRecall, ...]
    answered: int  # how many received the wrong text, and the right one since


def recall(message: Message, replacements: Sequence[Message] = ()) -> Recall:
    """Who received a version that does not hold any more, and not the one that does since. `replacements` are the
    messages that replaced it, directly or through others: theirs are the right texts once it is withdrawn or replaced.
    """
    why, right = _judged(message, replacements)
    wrong: dict[str, list[Dispatched]] = {}
    named: dict[str, Recipient] = {}
    for told in message.dispatches if why else ():
        if told.hash not in right:
            for one in reached(told):
                named.setdefault(_key(one), one)
                wrong.setdefault(_key(one), []).append(told)
    sent = [told for one in (message, *replacements) for told in one.dispatches if told.hash in right]
    last = {_key(one): told.at for told in sorted(sent, key=lambda told: told.at) for one in reached(told)}
    left = [
        ToRecall(named[key], tuple(reversed(received)), _acknowledged(named[key], received))
        for key, received in wrong.items()
        if last.get(key, -1) < max(told.at for told in received)
    ]
    return Recall(message.reference, why, tuple(sorted(left, key=_order)), len(wrong) - len(left))


def reached(told: Dispatched) -> tuple[Recipient, ...]:
    """Whom a dispatch went to: the list as it was, or the words that say the public it was for."""
    return told.recipients or (Recipient(told.to or PUBLIC),)


def _judged(message: Message, replacements: Sequence[Message]) -> tuple[str, frozenset[str]]:
    """Why some of what went out does not hold any more, and the hashes of the texts that do."""
    theirs = frozenset(one.current.hash for one in replacements if not _over(one))
    if message.state == "withdrawn":
        return f"{message.reference} est retiré : {message.withdrawn_reason}", theirs
    if message.situation and message.situation.superseded_by:
        return f"{message.reference} est remplacé par {', '.join(message.situation.superseded_by)}", theirs
    right = frozenset(one.hash for one in message.heads)
    if all(told.hash in right for told in message.dispatches):
        return "", right
    names = " ou ".join(one.label for one in message.heads)
    cleared = message.state in ("validated", "dispatched", "embargoed")
    return f"{message.reference} est corrigé : {names}{'' if cleared else ', pas encore validée'}", right


def _over(message: Message) -> bool:
    replaced = message.situation is not None and bool(message.situation.superseded_by)
    return replaced or message.state in ENDED


def _acknowledged(recipient: Recipient, received: Iterable[Dispatched]) -> bool:
    return any(recipient.name in (name for name, _ in told.received) for told in received)


def _key(one: Recipient) -> str:
    return (one.address or one.name).casefold()


def _order(one: ToRecall) -> tuple[bool, int, str]:
    """Who surely read it first, then who received it last."""
    return (not one.received, -one.dispatches[0].at, one.recipient.name)
