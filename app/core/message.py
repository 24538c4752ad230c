"""A message as its operations leave it, whatever the order they came in. *Validé* is never stored: it is derived."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from app.core.circuits import Circuit
from app.core.judging import Judgement, Step, best, judge
from app.core.message_events import Dispatched, EmbargoSet, Read, Reexamined, Remark, dispatches, embargoes, said
from app.core.message_events import read_by as readers_of
from app.core.message_events import reexaminations as reexaminations_of
from app.core.message_events import remarks as remarks_of
from app.core.message_fields import ASIDE, Aside, Use, aside, grounds, may_write, uses
from app.core.records import Author, Field, Held, fold_fields, in_order
from app.core.register import genesis, number_given
from app.core.situation import Situation
from app.core.texts import Text, Version, placeholders, versions
from app.core.visas import Visa, submissions, visas

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
    "abandoned": "abandonné",
    "review": "à réexaminer",
    "expired": "périmé",
    "embargoed": "sous embargo",
    "dispatched": "diffusé",
    "validated": "validé",
    "returned": "retourné",
    "submitted": "en visa",
    "draft": "brouillon",
}
NOTHING_BESIDE = Aside()
BESIDE = frozenset(  # what clears nothing, and stops nothing
    f"message.{what}" for what in ("read", "proofread", "dispatched", "proven", "received", "described")
)
CLEARED = ("validated", "dispatched")  # of the states its own operations give, those in which the circuit is complete
ENDED = ("withdrawn", "abandoned")


@dataclass(frozen=True, slots=True)
class Message:
    """A message. `state` is derived, never stored as such (see STATES); without a `situation` (the hour, what it rests
    on) it is only what its own operations say."""

    id: str
    space: str
    reference: str
    kind: str
    topic: str
    state: str
    versions: tuple[Version, ...]
    heads: tuple[Version, ...]
    visas: tuple[Visa, ...]
    judgements: Mapping[str, Judgement]  # by the hash of the version submitted
    missing: tuple[str, ...]  # French, one line each: what stands between this and *validé*
    placeholders: tuple[str, ...]
    author: Author
    created_at: int
    changed_at: int
    withdrawn_reason: str
    abandoned_reason: str
    unconfirmed: bool  # something it rests on has no rank yet
    fields: Mapping[str, Field]
    aside: Aside = NOTHING_BESIDE
    uses: tuple[Use, ...] = ()
    grounds: tuple[Use, ...] = ()  # the uses, and what was taken away from them since somebody last looked
    embargoes: tuple[EmbargoSet, ...] = ()
    dispatches: tuple[Dispatched, ...] = ()
    remarks: tuple[Remark, ...] = ()
    readers: tuple[Read, ...] = ()
    reexaminations: tuple[Reexamined, ...] = ()
    situation: Situation | None = None

    @property
    def current(self) -> Version:
        """The version shown first."""
        return self.heads[0]

    @property
    def title(self) -> str:
        return self.current.text.title

    @property
    def judgement(self) -> Judgement | None:
        """Where the version shown first stands in its circuit, when it was submitted."""
        return self.judgements.get(self.current.hash)

    @property
    def steps(self) -> tuple[Step, ...]:
        """The steps of the version shown first."""
        return self.judgement.steps if self.judgement and self.judgement.active else ()

    @property
    def circuit(self) -> Circuit | None:
        """The circuit the version shown first is judged by."""
        return self.judgement.submission.circuit if self.judgement else None

    @property
    def returned_by(self) -> tuple[Author, str] | None:
        """Who sent the version shown first back to its writer, and why."""
        return self.judgement.submission.returned if self.judgement else None

    @property
    def to_arbitrate(self) -> tuple[Version, ...]:
        """The current versions that are validated, when there are several: both are blocked."""
        cleared = tuple(
            one for one in self.heads if one.hash in self.judgements and self.judgements[one.hash].validated
        )
        return cleared if len(cleared) > 1 else ()


def fold(operations: Sequence[Held]) -> Message | None:
    """The message these operations amount to. Its state is derived here, each time."""
    first = genesis(operations, "message.drafted")
    if first is None:
        return None
    fields = fold_fields(operations, may_write)
    body = first.operation.body
    kind = body.get("kind")
    if not isinstance(kind, str) or kind not in KINDS:
        return None
    asked = submissions(operations)
    every = versions(first.id, operations, fields["version"].seen if "version" in fields else ())
    heads = tuple(reversed([one for one in every if one.current]))
    if not heads:
        return None
    given = visas(operations, every, asked)
    judged: dict[str, Judgement] = {}
    for one in every:
        rounds = [judge(one, each, given, placeholders(one.text)) for each in asked if each.version == one.hash]
        chosen = best(rounds)
        if chosen:
            judged[one.hash] = chosen
    every = [_submitted(one, judged) for one in every]
    heads = tuple(_submitted(one, judged) for one in heads)
    told = dispatches(operations, every)
    ended = {kind: _ended(operations, kind, first, every, told) for kind in ENDED}
    over = len(heads) == 1 and any(reason is not None for reason in ended.values())
    incomplete = fields["version"].incomplete
    beside = aside(fields, str(body.get("topic", "")))
    return Message(
        id=first.id,
        space=first.operation.space,
        reference=number_given(first),
        kind=kind,
        topic=beside.topic,
        state=_state(heads, incomplete, ended, judged, told),
        versions=tuple(every),
        heads=heads,
        visas=given,
        judgements=judged,
        missing=() if over else _missing(heads, incomplete, judged, placeholders(heads[0].text)),
        placeholders=placeholders(heads[0].text),
        author=first.author,
        created_at=first.at,
        changed_at=max(one.at for one in operations if one.counts and one.kind != "message.read"),
        withdrawn_reason=ended["withdrawn"] or "",
        abandoned_reason=ended["abandoned"] or "",
        unconfirmed=any(one.rank is None for one in operations if one.counts and one.kind not in BESIDE),
        fields=fields,
        aside=beside,
        uses=uses(fields),
        grounds=grounds(operations, _looks(operations, every)),
        embargoes=embargoes(operations),
        dispatches=told,
        remarks=remarks_of(operations, every),
        readers=readers_of(operations, every),
        reexaminations=reexaminations_of(operations),
    )


def _submitted(version: Version, judged: Mapping[str, Judgement]) -> Version:
    asked = version.hash in judged and judged[version.hash].active
    return replace(version, submitted=asked)


def _looks(operations: Sequence[Held], every: Sequence[Version]) -> set[str]:
    """The operations by which somebody looked again at what the text rests on: a text nobody had written, or a signed
    word with its reason."""
    replaces = {one.id: one.operation.header.touches.get("version", ()) for one in operations}
    wrote = [[id for id in one.operations if not {*one.operations} & {*replaces[id]}] for one in every]
    return {one[0] for one in wrote if len(one) == 1} | {one.id for one in reexaminations_of(operations)}


def _ended(
    operations: Sequence[Held], what: str, first: Held, every: Sequence[Version], told: Sequence[Dispatched]
) -> str | None:
    """The reason of the last withdrawal, or abandonment; None when there is none. Who wrote a text gives it up until it
    went out; then it is for the CCOM or the DIR to take back."""
    found = [one for one in in_order(operations) if one.kind == f"message.{what}" and one.counts]
    if what == "abandoned":
        writers = {author.person for version in every for author in version.authors} | {first.author.person}
        writers = set() if told else writers
        found = [one for one in found if one.author.role in ("CCOM", "DIR") or one.author.person in writers]
    return said(found[-1], "reason") if found else None


def _state(
    heads: Sequence[Version],
    incomplete: bool,
    ended: Mapping[str, str | None],
    judged: Mapping[str, Judgement],
    told: Sequence[Dispatched],
) -> str:
    if len(heads) > 1:
        return "conflict"
    for kind in ENDED:
        if ended[kind] is not None:
            return kind
    judgement = judged.get(heads[0].hash)
    if judgement is None:
        return "draft"
    if judgement.validated and not incomplete:
        return "dispatched" if any(one.hash == heads[0].hash for one in told) else "validated"
    if judgement.returned:
        return "returned"
    return "submitted" if judgement.active else "draft"


def _missing(
    heads: Sequence[Version], incomplete: bool, judged: Mapping[str, Judgement], to_write: Sequence[str]
) -> tuple[str, ...]:
    missing: tuple[str, ...] = ()
    if len(heads) > 1:
        names = " et ".join(head.label for head in heads)
        cleared = [head for head in heads if head.hash in judged and judged[head.hash].validated]
        both = "deux versions validées, arbitrage entre" if len(cleared) > 1 else "choisir entre"
        missing += (f"{both} {names}",)
    if incomplete:
        missing += ("une version que ce poste n'a pas encore reçue",)
    judgement = judged.get(heads[0].hash)
    if judgement is not None:
        return missing + judgement.missing
    if to_write:
        missing += (f"texte à compléter : {', '.join(to_write)}",)
    return (*missing, "soumettre au visa")


def spoken_of(text: Text) -> str:
    """All a person may look for in a text."""
    return "\n".join((text.title, text.lead, text.body, *text.key_messages, *(text.frame or {}).values()))


def said_version(message: Message) -> Version | None:
    """The version that went out last: the one shown first if it did, whatever else is being written since."""
    out = [one.hash for one in message.dispatches]
    if message.current.hash in out:
        return message.current
    return next((one for hash in reversed(out) for one in message.versions if one.hash == hash), None)


def settled_apart(message: Message) -> dict[str, int]:
    """The fields that hold several values, and how many."""
    found = {name: len(message.fields[name].values) for name in ASIDE if name in message.fields}
    found = {name: count for name, count in found.items() if count > 1}
    return {"version": len(message.heads), **found} if len(message.heads) > 1 else found
