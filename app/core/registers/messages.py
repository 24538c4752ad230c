"""Messages and their visas: the register, and who decides each act."""

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from app.core import leaving_rules, message_rules, signing
from app.core.entry_commands import Record
from app.core.errors import Refused
from app.core.judging import Judgement
from app.core.message import ENDED, STATES, Message, fold, said_version, settled_apart, spoken_of
from app.core.message_commands import (
    Abandon,
    AddProof,
    Arbitrate,
    Command,
    ConfirmEmbargoOver,
    ConfirmVisa,
    Describe,
    Dispatch,
    Draft,
    Embargo,
    GiveVisa,
    LiftEmbargo,
    MarkReceived,
    OfMessage,
    PhoneVisa,
    Proofread,
    ReadMessage,
    Reexamine,
    Remind,
    Return,
    Revise,
    Submit,
    Support,
    Withdraw,
)
from app.core.message_events import whom
from app.core.notices import Asked, ToConfirm
from app.core.plain_text import clean
from app.core.register import Draft as Written
from app.core.register import Numbered, Register, Relation, View, numbered, require_open
from app.core.registers import journal
from app.core.roles import ROLES, may_dispatch, may_give_visa, may_write_messages
from app.core.spoken_line import answered, spoken
from app.core.texts import plain

__all__ = ["REGISTER", "Command", "decide"]
WRITERS = frozenset(filter(may_write_messages, ROLES))
SENDERS = frozenset(filter(may_dispatch, ROLES))
HEADS = frozenset({"CCOM", "DIR"})
USES, SUPERSEDES = "uses", "supersedes"


def decide(command: Command, view: View) -> list[Written]:
    """The operations a command becomes, or Refused."""
    if isinstance(command, Draft):
        return [message_rules.begin(command, view)]
    message = view.message(command.message)
    require_open(view, message.space)
    if message.state in ENDED and not isinstance(command, ReadMessage | MarkReceived | AddProof | LiftEmbargo):
        raise Refused(f"{message.reference} est {STATES[message.state]} : écrivez un nouveau message.", "message")
    return _decide(command, message, view)


def _decide(command: OfMessage, message: Message, view: View) -> list[Written]:
    match command:
        case Revise():
            return [message_rules.revise(command, message, view)]
        case Describe():
            return message_rules.describe(command, message, view)
        case Support():
            return [message_rules.support(command, message, view)]
        case Proofread(_, version):
            return [message_rules.proofread(command, message, message_rules.chosen(message, version), view)]
        case Submit(_, version):
            return [message_rules.submit(command, message, message_rules.chosen(message, version), view)]
        case GiveVisa(_, version):
            return [signing.give(command, message, message_rules.chosen(message, version), view)]
        case PhoneVisa(_, version):
            return [signing.record(command, message, message_rules.chosen(message, version), view)]
        case ConfirmVisa():
            return [signing.confirm(command, message, view)]
        case Remind():
            return [message_rules.remind(command, message, view)]
        case Embargo():
            return [leaving_rules.embargo(command, message, view)]
        case LiftEmbargo():
            return leaving_rules.lift(command, message, view)
        case ConfirmEmbargoOver():
            return leaving_rules.over(command, message, view)
        case Dispatch(_, version):
            return leaving_rules.dispatch(command, message, message_rules.chosen(message, version), view)
        case AddProof():
            return [leaving_rules.prove(command, message)]
        case MarkReceived():
            return [leaving_rules.receive(command, message)]
        case ReadMessage(_, version):
            return [leaving_rules.read(command, message, message_rules.chosen(message, version), view)]
        case Reexamine():
            return [_reexamine(command, message, view)]
        case Arbitrate():
            return _arbitrate(command, message, view)
        case Return() | Abandon() | Withdraw():
            return [_end(command, message, view)]


def _end(command: Return | Abandon | Withdraw, message: Message, view: View) -> Written:
    reason = _reason(command.reason, "Indiquez le motif.")
    match command:
        case Withdraw():
            return Written("message.withdrawn", {"reason": reason}, message.space, message.id)
        case Abandon():
            if message.dispatches:
                raise Refused(f"{message.reference} a été diffusé : il se retire, il ne s'abandonne pas.", "message")
            writers = {author.person for version in message.versions for author in version.authors}
            heads = [one.id for one in view.grants(message.space) if one.role in HEADS]
            if view.me.id not in writers and not heads:
                raise Refused("Seul qui l'a écrit, le CCOM ou le DIR abandonne un message.", "message")
            grant = heads[0] if heads else ""
            return Written("message.abandoned", {"reason": reason}, message.space, message.id, grant=grant)
        case Return(_, version):
            named = message_rules.chosen(message, version)
            judgement = message.judgements.get(named.hash)
            if judgement is None or not judgement.active:
                raise Refused(f"{named.label} n'est pas en visa : il n'y a rien à retourner.", "version")
            if judgement.validated:
                raise Refused(f"{named.label} est validée : retirez le message, ou écrivez une version.", "version")
            body = {"version": named.hash, "submissions": [judgement.submission.id], "reason": reason}
            return Written("message.returned", body, message.space, message.id)


def _arbitrate(command: Arbitrate, message: Message, view: View) -> list[Written]:
    """One of the texts written apart, in place of all: the others are kept in the history, and count no more."""
    if len(message.heads) < 2:
        raise Refused(f"{message.reference} n'a qu'une version : il n'y a rien à départager.", "version")
    version = message_rules.chosen(message, command.version)
    reason = _reason(command.reason, "Motivez le choix : il est signé de votre nom.")
    grants = [one.id for one in view.grants(message.space) if one.role in HEADS]
    if message.to_arbitrate and not grants:
        raise Refused("Deux versions validées : le CCOM ou le DIR arbitre.", "version")
    body = {"fields": {"version": plain(version.text)}, "reason": reason}
    touches = {"version": list(message.fields["version"].seen)}
    grant = grants[0] if grants else ""
    choice = Written("message.revised", body, message.space, message.id, touches, grant)
    if not message.to_arbitrate:
        return [choice]
    others = ", ".join(one.label for one in message.heads if one.hash != version.hash)
    line = Record(
        message.space,
        f"{message.reference} : {version.label} retenue contre {others}"[:120],
        content=message.title,
        rationale=reason,
        type="decision",
        direction="internal",
        sender=view.me.name,
        means="other",
        triage="closed",
    )
    return [choice, *journal.decide(line, view)]


def _reexamine(command: Reexamine, message: Message, view: View) -> Written:
    """A signed word that the text still holds: it answers what had moved until now, and nothing that moves later."""
    if message.situation is None or not message.situation.review:
        raise Refused(f"{message.reference} n'est pas à réexaminer.", "message")
    reason = _reason(command.reason, "Dites pourquoi le texte tient encore.")
    fields = message_rules.looked_at(message, view)
    contested = message.judgement.contested if message.judgement else ()
    body = {"reason": reason, "version": message.current.hash, "visas": [one.id for one in contested], "fields": fields}
    touches = {name: list(message.fields[name].seen) for name in fields}
    return Written("message.reexamined", body, message.space, message.id, touches)


def _reason(words: str, refusal: str) -> str:
    reason = clean(words, "reason", 500)
    if not reason:
        raise Refused(refusal, "reason")
    return reason


def _row(message: Message) -> Mapping[str, Any]:
    text, beside = message.current.text, message.aside
    judgement = message.judgement
    standing = [one for one in message.embargoes if one.lifted is None]
    told = [one.at for one in message.dispatches if one.hash == message.current.hash]
    out = said_version(message)
    return {
        "reference": message.reference,
        "version": message.current.label,
        "kind": message.kind,
        "title": message.title,
        "topic": message.topic,
        "state": message.state,
        "missing": "\n".join(message.missing),
        "waiting": msgspec.json.encode(list(waiting(message))).decode(),
        "changed_at": message.changed_at,
        "author": message.author.name,
        "spoken": spoken(text),
        "not_to_say": beside.not_to_say,
        "valid_from": beside.valid_from or 0,
        "valid_until": beside.valid_until or 0,
        "promised_at": beside.promised_at or 0,
        "validated_at": judgement.validated_at if judgement else 0,
        "dispatched_at": max(told, default=0),
        "said_at": max((one.at for one in message.dispatches), default=0),
        "channel": message.dispatches[-1].channel if message.dispatches else "",
        "said_version": out.label if out else "",
        "said_title": out.text.title if out else "",
        "said_words": (answered if message.kind == "qa" else spoken)(out.text) if out else "",
        "told": "\n".join(f"{one.at}\t{one.channel}\t{whom(one)}" for one in message.dispatches),
        "replaces": beside.replaces,
        "embargo": "\n".join(
            f"{'' if one.until is None else one.until}:{int(one.over is not None)}:{one.root}" for one in standing
        ),
        "repeats": "\n".join(one.root for one in message.embargoes),
        "contested": "\n".join(one.id for one in judgement.contested) if judgement else "",
        "answered": "\n".join(id for one in message.reexaminations for id in one.visas),
        "read_by": sum(one.hash == out.hash for one in message.readers) if out else 0,
        "told_by_phone": sum(not one.confirmed for one in message.visas if one.counts),
        "submission": judgement.submission.id if judgement else "",
        "under": judgement.submission.circuit.id if judgement and _is_pending(judgement) else "",
        "authors": " ".join(sorted({one.person for head in message.heads for one in head.authors})),
        "to_confirm": msgspec.json.encode(list(to_confirm(message))).decode(),
    }


def _is_pending(judgement: Judgement) -> bool:
    return judgement.active and not judgement.validated


def waiting(message: Message) -> Iterator[Asked]:
    """What each step that waits is waiting for: nothing more once a text went back to its writer."""
    if message.judgement and message.judgement.returned:
        return
    text, authors = message.current.hash, {one.person for one in message.current.authors}
    wrote_down = {one.person for one in message.visas if one.recorded and one.counts and one.text == text}
    for one in message.steps:
        if one.state == "waiting":
            barred = tuple(sorted(wrote_down | authors if one.final else wrote_down))
            yield Asked(one.roles, one.organisation, one.ready, one.due, one.step, one.label, barred)


def to_confirm(message: Message) -> Iterator[ToConfirm]:
    """The visas that somebody wrote down for another, and who may confirm them."""
    for step in message.steps:
        for one in message.visas:
            if one.counts and not one.confirmed and (one.step, one.organisation) == (step.step, step.organisation):
                yield ToConfirm(one.id, step.roles, step.organisation, one.person, step.label)


def _number(message: Message) -> Numbered | None:
    series, _, n = message.reference.rpartition("-")
    return numbered(series.partition("-")[0], n, message.reference)


def _relations(message: Message) -> Iterator[Relation]:
    for use in message.grounds:
        yield Relation(USES, use.record, active=False, note=",".join(use.footings))
    former = message.aside.replaces
    if len(former) == 64 and set(former) <= set("0123456789abcdef"):
        yield Relation(SUPERSEDES, former, active=_went_out(message))
    proofs = {file.sha256: file.name for told in message.dispatches for file in told.files}
    for sha256, name in proofs.items():
        yield Relation("file", sha256, note=name)


def _went_out(message: Message) -> bool:
    """Whether a text of it that was cleared went out: one that was not takes the place of nothing."""
    cleared = {hash for hash, one in message.judgements.items() if one.validated}
    return any(one.hash in cleared for one in message.dispatches)


REGISTER = Register(
    name="message",
    begins="message.drafted",
    writers={
        **dict.fromkeys(("message.drafted", "message.revised", "message.submitted", "message.described"), WRITERS),
        **dict.fromkeys(("message.supported", "message.proofread", "message.abandoned", "visa.asked"), WRITERS),
        **dict.fromkeys(("message.withdrawn", "message.reexamined", "message.returned", "embargo.over"), HEADS),
        **dict.fromkeys(("message.dispatched", "message.proven", "message.received"), SENDERS),
        **dict.fromkeys(("visa.given", "visa.confirmed"), frozenset(filter(may_give_visa, ROLES))),
        "message.embargoed": WRITERS,
        "embargo.lifted": frozenset({"DIR"}),
        "message.read": frozenset(ROLES),
    },
    fold=fold,
    columns={
        **dict.fromkeys(("reference", "version", "kind", "title", "topic", "state", "missing", "waiting"), str),
        "changed_at": int,
        **dict.fromkeys(("author", "spoken", "not_to_say"), str),
        **dict.fromkeys(("valid_from", "valid_until", "promised_at", "validated_at", "dispatched_at", "said_at"), int),
        **dict.fromkeys(("channel", "said_version", "said_title", "said_words", "told", "replaces"), str),
        **dict.fromkeys(("embargo", "repeats", "contested", "answered"), str),
        **dict.fromkeys(("read_by", "told_by_phone"), int),
        **dict.fromkeys(("submission", "under", "authors", "to_confirm"), str),
    },
    row=_row,
    number=_number,
    conflicts=settled_apart,
    key=lambda message: message.created_at,
    words=lambda message: f"{message.reference}\n{message.topic}\n{spoken_of(message.current.text)}",
    relations=_relations,
)
