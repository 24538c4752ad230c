"""Messages and their visas. *Validé* is never stored: it is derived from signed visas on the exact text."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.core import circuits
from app.core.differences import in_words
from app.core.errors import Refused
from app.core.organisations import organisations
from app.core.plain_text import clean
from app.core.records import Author, Field, Held, fold_fields, in_order
from app.core.register import Draft as Written
from app.core.register import Numbered, Register, View, genesis, number_given, numbered, require_open
from app.core.registers.crisis import fold as fold_crisis
from app.core.registers.visas import Judgement, Step, Visa, judge, sign, submissions, visas
from app.core.roles import ROLES, may_give_visa, may_write_messages
from app.core.texts import LONGEST_TITLE, Text, Version, cleaned, may_write, placeholders, plain, text_hash, versions

KINDS = {  # code: (series of the reference, French word)
    "line": ("EDL", "élément de langage"),
    "release": ("CP", "communiqué de presse"),
    "qa": ("QR", "questions-réponses"),
    "holding": ("ATT", "message d'attente"),
    "post": ("POST", "post"),
    "instruction": ("CONS", "consigne à la population"),
    "script": ("CIP", "script CIP/standard"),
    "speech": ("DISC", "discours"),
    "denial": ("DMT", "démenti"),
    "internal": ("MSI", "message interne"),
    "fr_alert": ("FRA", "FR-Alert (copie)"),
}
STATES = {  # the first that applies
    "conflict": "deux versions",
    "withdrawn": "retiré",
    "validated": "validé",
    "returned": "retourné",
    "submitted": "en visa",
    "draft": "brouillon",
}


@dataclass(frozen=True, slots=True)
class Draft:
    """Command: begin a message."""

    crisis: str
    kind: str
    text: Text
    topic: str = ""


@dataclass(frozen=True, slots=True)
class Revise:
    """Command: write a new version, replacing the ones named by `seen` (None: all that are held)."""

    message: str
    text: Text
    seen: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Submit:
    """Command: ask for the visas of a version (None: the only one)."""

    message: str
    version: str | None = None


@dataclass(frozen=True, slots=True)
class GiveVisa:
    """Command: give the visa of one's role and organisation on one exact version."""

    message: str
    version: str | None
    decision: str
    comment: str = ""


@dataclass(frozen=True, slots=True)
class Withdraw:
    """Command: take a message back."""

    message: str
    reason: str


@dataclass(frozen=True, slots=True)
class Message:
    """A message as its operations leave it. `state` is derived, never stored as such (see STATES)."""

    id: str
    space: str
    reference: str
    kind: str
    topic: str
    state: str
    versions: tuple[Version, ...]
    heads: tuple[Version, ...]
    visas: tuple[Visa, ...]
    steps: tuple[Step, ...]
    missing: tuple[str, ...]  # French, one line each: what stands between this and *validé*
    placeholders: tuple[str, ...]
    author: Author
    created_at: int
    changed_at: int
    withdrawn_reason: str
    unconfirmed: bool  # something it rests on has no rank yet
    fields: Mapping[str, Field]

    @property
    def current(self) -> Version:
        """The version shown first."""
        return self.heads[0]

    @property
    def title(self) -> str:
        return self.current.text.title


Command = Draft | Revise | Submit | GiveVisa | Withdraw
WRITERS = frozenset(filter(may_write_messages, ROLES))


def decide(command: Command, view: View) -> list[Written]:
    """The operations a command becomes, or Refused."""
    if isinstance(command, Draft):
        return [_draft(command, view)]
    held = view.held(command.message)
    message = fold(held)
    if message is None:
        raise Refused("Ce message n'est pas connu de ce poste.", "message")
    require_open(view, message.space)
    if message.state == "withdrawn":
        raise Refused(f"{message.reference} est retiré : écrivez un nouveau message.", "message")
    match command:
        case Revise(_, text, seen):
            return [_revise(message, text, seen)]
        case Submit(_, version):
            return [_submit(message, _chosen(message, version), view)]
        case GiveVisa(_, version, decision, comment):
            chosen = _chosen(message, version)
            asked = submissions(held).get(chosen.hash)
            return [sign(message.id, chosen, asked, message.visas, decision, comment, view, message.space)]
        case Withdraw(_, reason):
            reason = clean(reason, "reason", 500, lines=False)
            if not reason:
                raise Refused("Indiquez le motif du retrait.", "reason")
            return [Written("message.withdrawn", {"reason": reason}, message.space, message.id)]


def _draft(command: Draft, view: View) -> Written:
    require_open(view, command.crisis)
    if command.kind not in KINDS:
        raise Refused(f"Genre inconnu. Genres possibles : {', '.join(KINDS)}.", "kind")
    series = KINDS[command.kind][0]
    number = f"{series}-{view.prefix}-{view.last_number(command.crisis, series) + 1:03}"
    topic = clean(command.topic, "topic", LONGEST_TITLE, lines=False)
    body = {"number": number, "kind": command.kind, "topic": topic, "fields": {"version": plain(cleaned(command.text))}}
    return Written("message.drafted", body, command.crisis)


def _revise(message: Message, text: Text, seen: tuple[str, ...] | None) -> Written:
    text = cleaned(text)
    if len(message.heads) == 1 and text_hash(message.id, text) == message.current.hash:
        raise Refused("Le texte est le même : aucune nouvelle version, aucun visa ne tombe.", "text")
    replaces = list(message.fields["version"].seen if seen is None else seen)
    body = {"fields": {"version": plain(text)}}
    return Written("message.revised", body, message.space, message.id, {"version": replaces})


def _chosen(message: Message, label: str | None) -> Version:
    """The version a person names (label, or hash, or `v3` when only one is called so): always a current one."""
    if label is None:
        if len(message.heads) > 1:
            names = ", ".join(head.label for head in message.heads)
            raise Refused(f"{message.reference} a deux versions ({names}) : dites laquelle.", "version")
        return message.current
    named = [one for one in message.versions if label in (one.label, one.hash, f"v{one.number}")]
    if len(named) == 1 and named[0].current:
        return named[0]
    if len(named) > 1:
        raise Refused(f"{label} désigne plusieurs versions : {', '.join(one.label for one in named)}.", "version")
    if not named:
        raise Refused(f"{message.reference} n'a pas de version {label}.", "version")
    changed = "; ".join(in_words(named[0].text, message.current.text))
    raise Refused(
        f"{label} n'est plus la version en cours de {message.reference} ({message.current.label}) : rien n'est signé. "
        f"Ce qui a changé : {changed}.",
        "version",
    )


def _submit(message: Message, version: Version, view: View) -> Written:
    if message.state == "conflict":
        raise Refused(f"{message.reference} a deux versions : choisissez d'abord laquelle reste.", "version")
    if version.submitted:
        raise Refused(f"{message.reference} {version.label} est déjà en visa.", "version")
    crisis = fold_crisis(view.held(message.space))
    if crisis is None or "associated" in crisis.conflicts:
        raise Refused(
            "Les organismes associés de la crise ne sont pas établis : réglez d'abord ce désaccord.", "crisis"
        )
    names = organisations()
    body = {
        "version": version.hash,
        "circuit": circuits.plain(circuits.load()),
        "organisations": [{"code": code, "name": names.short(code)} for code in crisis.associated],
    }
    return Written("message.submitted", body, message.space, message.id)


def fold(operations: Sequence[Held]) -> Message | None:
    """The message these operations amount to, in whatever order they came. Its state is derived here, each time."""
    first = genesis(operations, "message.drafted")
    if first is None:
        return None
    fields = fold_fields(operations, may_write)
    body = first.operation.body
    kind = body.get("kind")
    if not isinstance(kind, str) or kind not in KINDS:
        return None
    asked = submissions(operations)
    all_versions = versions(first.id, operations, asked, fields["version"].seen if "version" in fields else ())
    heads = tuple(reversed([one for one in all_versions if one.current]))
    if not heads:
        return None
    given = visas(operations, all_versions, asked)
    withdrawn = [one for one in in_order(operations) if one.kind == "message.withdrawn" and one.counts]
    to_write = placeholders(heads[0].text)
    submission = asked.get(heads[0].hash)
    judgement = judge(heads[0], submission, given, to_write) if submission else None
    return Message(
        id=first.id,
        space=first.operation.space,
        reference=number_given(first),
        kind=kind,
        topic=str(body.get("topic", "")),
        state=_state(heads, fields["version"].incomplete, bool(withdrawn), judgement),
        versions=tuple(all_versions),
        heads=heads,
        visas=given,
        steps=judgement.steps if judgement else (),
        missing=_missing(heads, fields["version"].incomplete, judgement, to_write),
        placeholders=to_write,
        author=first.author,
        created_at=first.at,
        changed_at=max(one.at for one in operations if one.counts),
        withdrawn_reason=_reason(withdrawn[-1]) if withdrawn else "",
        unconfirmed=any(one.rank is None for one in operations if one.counts),
        fields=fields,
    )


def _reason(withdrawal: Held) -> str:
    body = withdrawal.operation.body
    return str(body.get("reason", "")) if isinstance(body, dict) else ""


def _state(heads: Sequence[Version], incomplete: bool, withdrawn: bool, judgement: Judgement | None) -> str:
    if len(heads) > 1:
        return "conflict"
    if withdrawn:
        return "withdrawn"
    if judgement is None:
        return "draft"
    if judgement.returned:
        return "returned"
    return "validated" if judgement.validated and not incomplete else "submitted"


def _missing(
    heads: Sequence[Version], incomplete: bool, judgement: Judgement | None, to_write: Sequence[str]
) -> tuple[str, ...]:
    missing: tuple[str, ...] = ()
    if len(heads) > 1:
        missing += (f"choisir entre {' et '.join(head.label for head in heads)}",)
    if incomplete:
        missing += ("une version que ce poste n'a pas encore reçue",)
    if judgement is not None:
        return missing + judgement.missing
    if to_write:
        missing += (f"texte à compléter : {', '.join(to_write)}",)
    return (*missing, "soumettre au visa")


def _row(message: Message) -> Mapping[str, Any]:
    return {
        "reference": message.reference,
        "version": message.current.label,
        "kind": message.kind,
        "title": message.title,
        "topic": message.topic,
        "state": message.state,
        "missing": "\n".join(message.missing),
        "waiting": "\n".join(f"{one.role}:{one.organisation}" for one in message.steps if one.state == "waiting"),
        "changed_at": message.changed_at,
        "author": message.author.name,
    }


def _number(message: Message) -> Numbered | None:
    series, _, n = message.reference.rpartition("-")
    return numbered(series.partition("-")[0], n, message.reference)


def _words(message: Message) -> str:
    text = message.current.text
    return "\n".join((message.reference, message.topic, text.title, text.lead, text.body, *text.key_messages))


REGISTER = Register(
    name="message",
    begins="message.drafted",
    writers={
        "message.drafted": WRITERS,
        "message.revised": WRITERS,
        "message.submitted": WRITERS,
        "message.withdrawn": frozenset({"CCOM", "DIR"}),
        "visa.given": frozenset(filter(may_give_visa, ROLES)),
    },
    fold=fold,
    columns={
        "reference": str,
        "version": str,
        "kind": str,
        "title": str,
        "topic": str,
        "state": str,
        "missing": str,
        "waiting": str,
        "changed_at": int,
        "author": str,
    },
    row=_row,
    number=_number,
    conflicts=lambda message: {"version": len(message.heads)} if len(message.heads) > 1 else {},
    key=lambda message: message.created_at,
    words=_words,
)
