"""The rules of writing a message and of sending it round: what each act becomes, or why it is refused."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from app.core import circuits
from app.core.differences import in_words
from app.core.errors import Refused
from app.core.judging import Judgement
from app.core.message import CLEARED, KINDS, Message
from app.core.message_commands import Describe, Proofread, Remind, Revise, Submit, Support
from app.core.message_commands import Draft as Begin
from app.core.message_fields import GOVERNMENT, MOST_USES, USE, VALIDITY, checked, is_joint
from app.core.organisations import organisations
from app.core.plain_text import clean
from app.core.register import Draft, View, replaced, require_open
from app.core.registers.crisis import Crisis
from app.core.registers.crisis import fold as fold_crisis
from app.core.texts import Text, Version, cleaned, plain, text_hash

LONGEST_REMARK = 2_000


def begin(command: Begin, view: View) -> Draft:
    """The message begun, with all that stands beside its text."""
    require_open(view, command.crisis)
    if command.kind not in KINDS:
        raise Refused(f"Genre inconnu. Genres possibles : {', '.join(KINDS)}.", "kind")
    series = KINDS[command.kind][0]
    number = f"{series}-{view.prefix}-{view.last_number(command.crisis, series) + 1:03}"
    beside = checked({**command.aside, "topic": command.aside.get("topic") or command.topic})
    beside = {name: value for name, value in beside.items() if value}
    topic = beside.pop("topic", "")
    text = _signed(cleaned(command.text), beside.get("issuers", ()))
    fields = {"version": plain(text), **beside, **_uses(command.uses, view, command.crisis)}
    body: dict[str, Any] = {"number": number, "kind": command.kind, "topic": topic, "fields": fields}
    former = beside.get("replaces")
    if former:
        body["embargo"] = _inherited(former, command.crisis, view)
    return Draft("message.drafted", body, command.crisis)


def _inherited(former: str, crisis: str, view: View) -> list[dict[str, Any]]:
    """What replaces a text under embargo is under the same: a correction must not let out what it corrects."""
    message = view.message(former)
    if message.space != crisis:
        raise Refused("Le message remplacé n'est pas de cette crise.", "replaces")
    standing = [one for one in message.embargoes if one.lifted is None]
    return [{"until": one.until, "zone": one.zone, "reason": one.reason, "of": one.root} for one in standing]


def _signed(text: Text, issuers: Sequence[str]) -> Text:
    return replace(text, issuer=GOVERNMENT) if is_joint(issuers) else text


def revise(command: Revise, message: Message, view: View) -> Draft:
    """The new version; whoever wrote it had before him what it rests on."""
    text = _signed(cleaned(command.text), message.aside.issuers)
    if len(message.heads) == 1 and text_hash(message.id, text) == message.current.hash:
        raise Refused("Le texte est le même : aucune nouvelle version, aucun visa ne tombe.", "text")
    if text_hash(message.id, text) in {one.hash for one in message.to_arbitrate}:
        raise Refused("Deux versions validées : ce choix est un arbitrage, du CCOM ou du DIR.", "version")
    seen = message.fields["version"].seen if command.seen is None else command.seen
    fields = {"version": plain(text), **looked_at(message, view)}
    touches = {"version": list(seen), **_replacing(message, fields)}
    return Draft("message.revised", {"fields": fields}, message.space, message.id, touches)


def describe(command: Describe, message: Message, view: View) -> list[Draft]:
    """What stands beside the text, changed."""
    fields = checked(command.fields)
    held, former = message.fields, fields.get("replaces")
    if former == message.id:
        raise Refused("Un message ne se remplace pas lui-même.", "replaces")
    inherited = _inherited(former, message.space, view) if former and former != message.aside.replaces else []
    lasting = [name for name in VALIDITY if name in fields]
    if lasting and message.judgement and message.judgement.validated and not _leads(view, message.space):
        raise Refused("Ce texte est validé : le CCOM ou le DIR en change la validité.", lasting[0])
    changed = {
        name: value
        for name, value in fields.items()
        if (held[name].conflict or held[name].settled != value if name in held else value not in (None, "", [], {}))
    }
    if "topic" in changed and "topic" not in held and changed["topic"] == message.topic:
        del changed["topic"]
    if not changed:
        raise Refused("Rien n'est changé.")
    touches = replaced(changed, held, command.seen)
    described = Draft("message.described", {"fields": changed}, message.space, message.id, touches)
    return [described, *(Draft("message.embargoed", one, message.space, message.id) for one in inherited)]


def _leads(view: View, space: str) -> bool:
    return any(one.role in ("CCOM", "DIR") for one in view.grants(space))


def support(command: Support, message: Message, view: View) -> Draft:
    """The facts and figures a message rests on, added and taken away."""
    known = {one.record for one in message.uses}
    added = _uses([one for one in command.add if one not in known], view, message.space)
    taken = {f"{USE}{one}": None for one in command.remove if one in known}
    if not added and not taken:
        raise Refused("Rien n'est changé.")
    if len(known) + len(added) - len(taken) > MOST_USES:
        raise Refused(f"{MOST_USES} faits et chiffres d'appui au plus.", "uses")
    fields = {**added, **taken}
    return Draft("message.supported", {"fields": fields}, message.space, message.id, _replacing(message, fields))


def _uses(records: Iterable[str], view: View, space: str) -> dict[str, Any]:
    found = {}
    for record in dict.fromkeys(records):
        footing = view.footing(record)
        if footing is None or view.space_of(record) != space:
            raise Refused("Ce fait ou ce chiffre n'est pas connu de ce poste, dans cette crise.", "uses")
        found[f"{USE}{record}"] = {"footing": footing.hash, "number": footing.number, "words": footing.words}
    if len(found) > MOST_USES:
        raise Refused(f"{MOST_USES} faits et chiffres d'appui au plus.", "uses")
    return found


def looked_at(message: Message, view: View) -> dict[str, Any]:
    """The uses whose ground moved, as they are now: what a new version, or a signed word, answers."""
    found: dict[str, Any] = {}
    used = {one.record for one in message.uses}
    for use in message.grounds:
        if use.record not in used:
            found[f"{USE}{use.record}"] = None
            continue
        footing = view.footing(use.record)
        if footing is not None and use.footings != (footing.hash,):
            found[f"{USE}{use.record}"] = {"footing": footing.hash, "number": footing.number, "words": footing.words}
    return found


def _replacing(message: Message, fields: Mapping[str, Any]) -> dict[str, Sequence[str]]:
    names = [name for name in fields if name != "version"]
    return {name: list(message.fields[name].seen) if name in message.fields else [] for name in names}


def proofread(command: Proofread, message: Message, version: Version, view: View) -> Draft:
    """A remark on a text by somebody who did not write it."""
    if view.me.id in {one.person for one in version.authors}:
        raise Refused("On ne relit pas son propre texte.", "version")
    remark = clean(command.remark, "remark", LONGEST_REMARK, lines=True)
    return Draft("message.proofread", {"version": version.hash, "remark": remark}, message.space, message.id)


def submit(command: Submit, message: Message, version: Version, view: View) -> Draft:
    """A version sent round its circuit, which it carries whole."""
    if len(message.heads) > 1:
        raise Refused(f"{message.reference} a deux versions : choisissez d'abord laquelle reste.", "version")
    judgement = message.judgements.get(version.hash)
    regimes = view.members(message.space).regimes.values()
    if message.state in CLEARED or (judgement and judgement.active and _is_on_its_way(command, judgement, regimes)):
        if judgement and judgement.returned:
            raise Refused(f"{version.label} a reçu un visa défavorable : écrivez une nouvelle version.", "version")
        raise Refused(f"{message.reference} {version.label} est déjà en visa.", "version")
    if judgement and judgement.validated:
        raise Refused(f"{message.reference} {version.label} est déjà validée.", "version")
    if judgement and judgement.submission.returned:
        raise Refused(f"{version.label} a été retournée : écrivez une nouvelle version.", "version")
    crisis = fold_crisis(view.held(message.space))
    if crisis is None or "associated" in crisis.conflicts:
        raise Refused(
            "Les organismes associés de la crise ne sont pas établis : réglez d'abord ce désaccord.", "crisis"
        )
    circuit = _circuit(command.circuit, message, version, view)
    grant = ""
    if circuit.urgent:
        grant = next((one.id for one in view.grants(message.space) if one.role == "CCOM"), "")
        if not grant:
            raise Refused("Seul le chef de la cellule communication (CCOM) engage la procédure d'urgence.", "circuit")
    names = organisations()
    asked = [{"code": code, "name": names.short(code)} for code in _asked(circuit, crisis, message.aside.issuers)]
    body = {"version": version.hash, "circuit": circuits.plain(circuit), "organisations": asked}
    return Draft("message.submitted", body, message.space, message.id, grant=grant)


def _is_on_its_way(command: Submit, judgement: Judgement, regimes: Collection[circuits.Regime]) -> bool:
    """A text on its way may be sent round another circuit, by name (the urgent one, above all), or round the one that
    took the place of its own."""
    under = judgement.submission.circuit
    return command.circuit in ("", under.id) and circuits.holds(under, regimes)


def _circuit(name: str, message: Message, version: Version, view: View) -> circuits.Circuit:
    joint = is_joint(message.aside.issuers)
    if joint and version.text.issuer != GOVERNMENT:
        raise Refused(f"Plusieurs ministères émettent ce texte : l'émetteur est « {GOVERNMENT} ».", "issuer")
    if joint and name == circuits.STANDARD:
        raise Refused("Plusieurs ministères émettent ce texte : il suit le circuit du communiqué conjoint.", "circuit")
    wanted = name or (circuits.JOINT if joint else circuits.STANDARD)
    found = circuits.in_force(view.members(message.space).regimes.values(), wanted)
    if len(found) > 1:
        raise Refused(
            f"Deux circuits « {found[0].name} » ont été écrits séparément : le CCOM dit d'abord lequel vaut.", "circuit"
        )
    return found[0]


def _asked(circuit: circuits.Circuit, crisis: Crisis, issuers: Sequence[str]) -> list[str]:
    """Those the crisis associates, those who issue a joint text, and those the circuit names."""
    named = [code for step in circuit.steps for code in step.organisations]
    return list(dict.fromkeys((*crisis.associated, *(issuers if circuit.joint else ()), *named)))


def remind(command: Remind, message: Message, view: View) -> Draft:
    """A party asked again."""
    for step in message.steps:
        if (step.step, step.organisation) == (command.step, command.organisation):
            if step.state == "done":
                raise Refused(f"{step.label} : le visa est donné.", "step")
            body = {"step": step.step, "organisation": step.organisation}
            return Draft("visa.asked", body, message.space, message.id)
    raise Refused("Cette étape n'est pas dans le circuit de ce texte.", "step")


def chosen(message: Message, label: str | None) -> Version:
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
