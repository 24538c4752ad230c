"""A message as the command line says it: fields for a script, lines for a person."""

from collections.abc import Sequence
from typing import Any

from app.core import differences
from app.core.channels import channel_word
from app.core.clock import rfc3339
from app.core.judging import Step
from app.core.language.contradictions import Contradiction
from app.core.leaving import embargo_words
from app.core.message import KINDS, STATES, Message
from app.core.message_events import Dispatched
from app.core.organisations import organisations
from app.core.store.rows import MessageRow
from app.core.texts import FRAME, Text, Version, placeholders
from app.core.visas import CHANGED, DECISIONS, MEANS, Visa


def brief(message: Message) -> dict[str, Any]:
    """What every act on a message answers."""
    return {
        "message": message.reference,
        "id": message.id,
        "version": message.current.label,
        "state": message.state,
        "missing": list(message.missing),
        "placeholders": list(message.placeholders),
    }


def plain(message: Message, zone: str, contradictions: Sequence[Contradiction] = ()) -> dict[str, Any]:
    """A message as a script reads it, its hours in the zone of its crisis."""
    text, beside, situation = message.current.text, message.aside, message.situation
    embargo = situation.embargo if situation else None
    return {
        **brief(message),
        "kind": message.kind,
        "topic": message.topic,
        "title": text.title,
        "lead": text.lead,
        "text": text.body,
        "key_messages": list(text.key_messages),
        "frame": dict(text.frame or {}),
        "variants": dict(text.variants or {}),
        "alternatives": dict(text.alternatives or {}),
        "issuer": text.issuer,
        "language": text.language,
        "audiences": list(beside.audiences),
        "spokesperson": beside.spokesperson,
        "not_to_say": beside.not_to_say,
        "sensitivities": dict(beside.sensitivities or {}),
        "valid_from": rfc3339(beside.valid_from, zone),
        "valid_until": rfc3339(beside.valid_until, zone),
        "next_at": rfc3339(beside.promised_at, zone),
        "issued_by": list(beside.issuers),
        "replaces": beside.replaces,
        "uses": [{"record": one.record, "number": one.number, "words": one.words} for one in message.uses],
        "review": [
            {"number": one.number, "former": one.former, "present": one.present}
            for one in (situation.review if situation else ())
        ],
        "contradictions": plain_against(contradictions),
        "embargo": embargo_words(embargo) if embargo else None,
        "in_force": bool(situation and situation.in_force),
        "superseded_by": list(situation.superseded_by) if situation else [],
        "heads": [one.label for one in message.heads],
        "circuit": message.circuit.id if message.circuit else None,
        "steps": [_plain_step(one, zone) for one in message.steps],
        "versions": [_plain_version(one, zone) for one in message.versions],
        "visas": [plain_visa(one, zone, void(one, message)) for one in message.visas],
        "dispatches": [plain_dispatch(one, zone) for one in message.dispatches],
        "remarks": [
            {"version": one.version, "by": one.by.name, "remark": one.remark, "at": rfc3339(one.at, zone)}
            for one in message.remarks
        ],
        "reexaminations": [
            {"by": one.by.name, "reason": one.reason, "at": rfc3339(one.at, zone)} for one in message.reexaminations
        ],
        "returned_reason": message.returned_by[1] if message.returned_by else "",
        "withdrawn_reason": message.withdrawn_reason,
        "abandoned_reason": message.abandoned_reason,
        "unconfirmed": message.unconfirmed,
        "author": message.author.name,
        "created_at": rfc3339(message.created_at, zone),
        "changed_at": rfc3339(message.changed_at, zone),
    }


def plain_against(contradictions: Sequence[Contradiction]) -> list[dict[str, str]]:
    """What disagrees with a message, as a script reads it."""
    return [{"message": one.reference, "kind": one.kind, "words": one.words} for one in contradictions]


def plain_row(row: MessageRow, message: Message, zone: str) -> dict[str, Any]:
    """A message of a list, as a script reads it."""
    return {
        **brief(message),
        "kind": row.kind,
        "title": row.title,
        "topic": row.topic,
        "text": message.current.text.body,
        "visas": [plain_visa(one, zone, void(one, message)) for one in message.visas],
        "spoken": row.spoken,
        "in_force": row.in_force,
        "valid_until": rfc3339(row.valid_until or None, zone),
        "dispatched_at": rfc3339(row.dispatched_at or None, zone),
        "embargoed": row.embargoed,
        "superseded_by": row.superseded_by,
        "review": list(row.to_review),
        "changed_at": rfc3339(row.changed_at, zone),
        "pending": row.pending,
        "awaits_me": row.awaits_me,
    }


def _plain_version(version: Version, zone: str) -> dict[str, Any]:
    return {
        "version": version.label,
        "hash": version.hash,
        "title": version.text.title,
        "text": version.text.body,
        "authors": [one.name for one in version.authors],
        "at": rfc3339(version.at, zone),
        "current": version.current,
        "submitted": version.submitted,
        "placeholders": list(placeholders(version.text)),
    }


def _plain_step(step: Step, zone: str) -> dict[str, Any]:
    return {
        "step": step.step,
        "label": step.label,
        "roles": list(step.roles),
        "organisation": step.organisation,
        "state": step.state,
        "ready": step.ready,
        "after": step.after,
        "due": rfc3339(step.due or None, zone),
    }


def void(visa: Visa, message: Message) -> str:
    """Why a visa says nothing of the text as it stands; nothing when it does."""
    judgement = message.judgements.get(visa.text)
    if visa.why_not or judgement is None:
        return visa.why_not or CHANGED
    under = judgement.submission
    if (visa.signs, visa.regimes) != (under.signs, under.regimes) or not judgement.active:
        return CHANGED
    return "" if visa.text in {one.hash for one in message.heads} else "donné sur une version antérieure"


def plain_visa(visa: Visa, zone: str, why_not: str) -> dict[str, Any]:
    return {
        "visa": visa.id,
        "step": visa.step,
        "organisation": visa.organisation or visa.author.organisation,
        "person": visa.speaker,
        "role": visa.author.role,
        "decision": visa.decision,
        "comment": visa.comment,
        "version": visa.version,
        "at": rfc3339(visa.at, zone),
        "means": visa.means,
        "by_phone": visa.recorded,
        "function": visa.for_function,
        "number": visa.called,
        "recorded_by": visa.author.name if visa.recorded else "",
        "confirmed": visa.confirmed,
        "confirmed_by": visa.confirmed_by.name if visa.confirmed_by else "",
        "counts": not why_not,
        "why_not": why_not,
        "rank": visa.rank,
    }


def plain_dispatch(one: Dispatched, zone: str) -> dict[str, Any]:
    return {
        "dispatch": one.id,
        "version": one.version,
        "channel": one.channel,
        "to": one.to,
        "list": one.list,
        "recipients": [{"name": each.name, "address": each.address} for each in one.recipients],
        "received": [name for name, _ in one.received],
        "urls": list(one.urls),
        "files": [{"name": each.name, "sha256": each.sha256} for each in one.files],
        "degraded": one.degraded,
        "by": one.by.name,
        "at": rfc3339(one.at, zone),
    }


def state(message: Message) -> str:
    """The state in French, and what is missing."""
    said = STATES[message.state].capitalize()
    if message.state == "review" and message.judgement and message.judgement.validated:
        said += " (visas complets)"
    if message.unconfirmed:
        said += ", non confirmé par le serveur"
    return f"{said}. Manque : {' ; '.join(message.missing)}." if message.missing else f"{said}."


def told(message: Message, zone: str, contradictions: Sequence[Contradiction] = ()) -> str:
    """The whole message, for a person."""
    situation = message.situation
    lines = [f"{message.reference} · {KINDS[message.kind][1]} · {state(message)}"]
    if situation and situation.embargo:
        lines.append(f"SOUS EMBARGO {embargo_words(situation.embargo)}")
    lines += [f"{said} : {reason}" for said, reason in _reasons(message) if reason]
    lines += [f"{said} {rfc3339(hour, zone)}" for said, hour in _hours(message) if hour]
    if situation and situation.superseded_by:
        lines.append(f"Remplacé par {', '.join(situation.superseded_by)}")
    lines += [f"Contradiction : {one.words}" for one in contradictions]
    for version in message.heads:
        authors = ", ".join(one.name for one in version.authors)
        lines += ["", f"{version.label}, {authors}, {rfc3339(version.at, zone)}", *_text(version.text)]
    if message.uses:
        lines += ["", *(f"Appui {one.number} : {one.words.partition(chr(10))[0]}" for one in message.uses)]
    if situation:
        lines += [f"À réexaminer {one.number} : {one.present}" for one in situation.review]
    if message.aside.not_to_say:
        lines += [f"À ne pas dire : {message.aside.not_to_say}"]
    lines += ["", *(visa_told(one, void(one, message)) for one in message.visas)] if message.visas else []
    lines += [
        f"Réexaminé, sans changement, {rfc3339(one.at, zone)}, {one.by.name} : {one.reason}"
        for one in message.reexaminations
    ]
    lines += [_dispatch_told(one, zone) for one in message.dispatches]
    return "\n".join(lines)


def _reasons(message: Message) -> list[tuple[str, str]]:
    by, reason = message.returned_by or (None, "")
    named = f"Retourné par {by.name}" if by else ""
    return [("Retiré", message.withdrawn_reason), ("Abandonné", message.abandoned_reason), (named, reason)]


def _hours(message: Message) -> list[tuple[str, int | None]]:
    over = "Périmé depuis le" if message.state == "expired" else "Valable jusqu'au"
    return [("Valable à partir du", message.aside.valid_from), (over, message.aside.valid_until)]


def _text(text: Text) -> list[str]:
    found = [text.title, text.lead, *(f"• {one}" for one in text.key_messages)]
    found += [f"{FRAME[name]} : {words}" for name, words in (text.frame or {}).items() if name in FRAME]
    found += [text.body, *(f"[{channel_word(name)}] {words}" for name, words in (text.variants or {}).items())]
    return [*filter(None, found), *([f"Émetteur : {text.issuer}"] if text.issuer else [])]


def visa_told(visa: Visa, why_not: str = "") -> str:
    """A visa in one line, and why it does not count."""
    code = organisations().short(visa.organisation or visa.author.organisation)
    who = f"{visa.speaker} ({code}, {visa.author.role})"
    if visa.recorded:
        confirmed = f"confirmé par {visa.confirmed_by.name}" if visa.confirmed_by else "à confirmer"
        who = f"{visa.speaker}, {visa.for_function} ({MEANS[visa.means]}, noté par {visa.author.name}, {confirmed})"
    voided = f" — ne compte pas : {why_not or visa.why_not}" if why_not or visa.why_not else ""
    comment = f" « {visa.comment} »" if visa.comment else ""
    given = "Abstention" if visa.decision == "abstention" else f"Visa {DECISIONS.get(visa.decision, visa.decision)}"
    return f"{given} de {who} sur {visa.version}{comment}{voided}"


def _dispatch_told(one: Dispatched, zone: str) -> str:
    to = one.to or ", ".join(each.name for each in one.recipients[:3])
    degraded = f" — MODE DÉGRADÉ : {one.degraded}" if one.degraded else ""
    return f"Diffusé {rfc3339(one.at, zone)} : {one.version}, {channel_word(one.channel)}, {to}{degraded}"


def changes(former: Version, new: Version) -> tuple[dict[str, Any], str]:
    """The words that changed between two versions, for a script and for a person."""
    values: dict[str, Any] = {"from": former.label, "to": new.label, "parts": []}
    lines = [f"{former.label} → {new.label}"]
    for name, pieces in differences.compare_parts(former.text, new.text):
        if all(piece.kind == "same" for piece in pieces):
            continue
        values["parts"].append({"part": name, "pieces": [{"kind": one.kind, "text": one.text} for one in pieces]})
        marks = {"same": "{}", "inserted": "[+{}+]", "deleted": "[-{}-]"}
        lines.append(f"{name} : {''.join(marks[one.kind].format(one.text) for one in pieces)}")
    values["changes"] = differences.in_words(former.text, new.text) if former.hash != new.hash else []
    if former.hash == new.hash:
        lines.append("Aucun mot n'a changé.")
    return values, "\n".join(lines)
