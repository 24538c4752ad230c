"""The rules of what leaves: embargoes and how they end, dispatches with their proofs, and who read what."""

from collections.abc import Sequence
from dataclasses import asdict

from app.core import recipients, times
from app.core.attachments import FIELD
from app.core.channels import channel_word
from app.core.entries import Attachment
from app.core.entry_commands import Record
from app.core.errors import Refused
from app.core.leaving import embargo_words
from app.core.message import STATES, Message
from app.core.message_commands import (
    AddProof,
    ConfirmEmbargoOver,
    Dispatch,
    Embargo,
    LiftEmbargo,
    MarkReceived,
    ReadMessage,
)
from app.core.message_events import Dispatched, EmbargoSet
from app.core.plain_text import clean
from app.core.register import Draft, View
from app.core.registers import journal
from app.core.situation import last_of
from app.core.texts import Version
from app.core.times import MINUTE

FRESH = 5 * MINUTE  # how old the last exchange may be when a text goes out
LONGEST_REASON, LONGEST_URL = 500, 2_000
HEADS = ("CCOM", "DIR")


def embargo(command: Embargo, message: Message, view: View) -> Draft:
    """An embargo more: it can make the wait longer, never shorter."""
    reason = _reason(command.reason, "Donnez la raison de l'embargo.")
    zone = times.known_zone(command.zone)
    if command.until is not None and command.until <= view.server_time.now:
        raise Refused("L'heure de fin de l'embargo est passée.", "until")
    if any(one.version and one.hash == message.current.hash for one in message.dispatches):
        raise Refused(f"{message.reference} est déjà diffusé : un embargo n'y changerait rien.", "until")
    body = {"until": command.until, "zone": zone, "reason": reason}
    return Draft("message.embargoed", body, message.space, message.id)


def lift(command: LiftEmbargo, message: Message, view: View) -> list[Draft]:
    """The authority's decision to lift, which the journal records by itself."""
    standing = standing_embargoes(message)
    if not any(one.role == "DIR" for one in view.grants(message.space)):
        raise Refused("Seule l'autorité (DIR) lève un embargo avant son heure.", "reason")
    reason = _reason(command.reason, "Motivez la levée de l'embargo : c'est une décision.")
    grant = next(one.id for one in view.grants(message.space) if one.role == "DIR")
    lifted = [
        Draft("embargo.lifted", {"embargoes": ids, "reason": reason}, message.space, of, grant=grant)
        for of, ids in _by_message(standing, message).items()
    ]
    last = last_of(standing)
    line = Record(
        message.space,
        f"Embargo levé sur {message.reference}"[:120],
        content=f"{message.title}\nÉtait sous embargo : {embargo_words(last) if last else ''}.",
        rationale=reason,
        type="decision",
        direction="internal",
        sender=f"{view.me.name} (DIR)",
        means="other",
        triage="closed",
        key_event=True,
    )
    return [*lifted, *journal.decide(line, view)]


def over(command: ConfirmEmbargoOver, message: Message, view: View) -> list[Draft]:
    """Somebody's word that the hour has come, where the clock cannot be believed."""
    time = view.server_time
    standing = [one for one in standing_embargoes(message) if one.until is not None]
    due = [one for one in standing if one.until is not None and one.until <= time.now]
    if not due:
        raise Refused("L'heure de cet embargo n'est pas passée : seule l'autorité le lève, par décision.", "embargo")
    return [
        Draft("embargo.over", {"embargoes": ids}, message.space, of) for of, ids in _by_message(due, message).items()
    ]


def _by_message(standing: Sequence[EmbargoSet], message: Message) -> dict[str, list[str]]:
    """The ids of these embargoes under the message each was set on: this one first."""
    found: dict[str, list[str]] = {}
    for one in sorted(standing, key=lambda one: one.message != message.id):
        found.setdefault(one.message, []).append(one.id)
    return found


def standing_embargoes(message: Message) -> Sequence[EmbargoSet]:
    """Those that keep the text from leaving now. Raises Refused when there is none."""
    found = message.situation.embargoes if message.situation else ()
    if not found:
        raise Refused(f"{message.reference} n'est pas sous embargo.", "embargo")
    return found


def why_not_dispatch(message: Message, view: View) -> str:
    """Why the version in hand may not go out, whatever the network; nothing when it may."""
    if message.state in ("validated", "dispatched"):
        begins = message.aside.valid_from
        early = begins is not None and begins > view.server_time.now
        return "sa période de validité n'a pas commencé" if early else ""
    if message.state == "embargoed" and message.situation and message.situation.embargo:
        return f"sous embargo {embargo_words(message.situation.embargo)}"
    missing = f" : {' ; '.join(message.missing)}" if message.missing else ""
    return f"{STATES[message.state]}{missing}"


def why_not_fresh(message: Message, view: View) -> str:
    """What this workstation cannot vouch for before a text goes out; nothing when it has just met the server."""
    time = view.server_time
    if time.met is None:
        return "ce poste n'a jamais échangé avec le serveur"
    if not time.sure:
        return "aucun échange avec le serveur depuis que ce poste a démarré"
    if time.now - time.met > FRESH:
        return f"dernier échange avec le serveur {times.ago(time.met, time.now)}"
    return "le serveur n'a pas encore confirmé ce qui valide ce texte" if message.unconfirmed else ""


def dispatch(command: Dispatch, message: Message, version: Version, view: View) -> list[Draft]:
    """The dispatch, with its recipients as they are now, and the line the journal writes by itself."""
    refusal = why_not_dispatch(message, view)
    if refusal:
        raise Refused(f"{message.reference} ne peut pas être diffusé : {refusal}.", "message")
    channel = clean(command.channel, "channel", 80)
    if not channel:
        raise Refused("Dites par quel canal.", "channel")
    to = clean(command.to, "to", 500)
    listed = recipients.several(command.recipients)
    if not to and not listed:
        raise Refused("Dites à qui : un destinataire, une liste ou un public.", "to")
    degraded, grant = _degraded(command.degraded, message, view)
    url = clean(command.url, "url", LONGEST_URL)
    body = {
        "version": version.hash,
        "label": version.label,
        "channel": channel,
        "to": to,
        "recipients": [asdict(one) for one in listed],
        "list": clean(command.list, "list", 200),
        "url": url,
        "degraded": degraded,
        "fields": _joined(command.files),
    }
    to_whom = to or (listed[0].name if len(listed) == 1 else f"{len(listed)} destinataires")
    number = version.label.partition("·")[0]
    line = Record(
        message.space,
        clean(f"{message.reference} {number} diffusé : {channel_word(channel)}, {to_whom}", "subject", 1_000)[:120],
        content="\n".join(
            filter(
                None,
                (
                    message.title,
                    f"Version {version.label}, empreinte {version.hash[:16]}",
                    f"Destinataires : {', '.join(one.name for one in listed)}"[:5_000] if listed else "",
                    f"Preuve : {url}" if url else "",
                    f"DIFFUSION EN MODE DÉGRADÉ — {degraded}" if degraded else "",
                ),
            )
        ),
        type="dispatch",
        direction="out",
        sender=version.text.issuer or view.me.name,
        recipients=(to_whom,),
        means="other",
        source="A",
        credibility="1",
        verification="confirmed",
        triage="closed",
        key_event=True,
    )
    return [Draft("message.dispatched", body, message.space, message.id, grant=grant), *journal.decide(line, view)]


def _degraded(motive: str, message: Message, view: View) -> tuple[str, str]:
    """Why it goes out without a fresh exchange, and the grant of the head of cell who answers for it."""
    stale = why_not_fresh(message, view)
    if not stale:
        return "", ""
    motive = clean(motive, "degraded", LONGEST_REASON)
    if not motive:
        raise Refused(
            f"L'état de {message.reference} n'est pas sûr : {stale}. Échangez d'abord, ou le CCOM diffuse en mode "
            "dégradé, avec son motif.",
            "degraded",
        )
    grant = next((one.id for one in view.grants(message.space) if one.role == "CCOM"), "")
    if not grant:
        raise Refused(f"Seul le CCOM diffuse en mode dégradé ({stale}).", "degraded")
    return f"{motive} ({stale})", grant


def _joined(files: Sequence[Attachment]) -> dict[str, dict[str, object]]:
    return {f"{FIELD}{one.sha256}": {"name": one.name, "size": one.size, "type": one.type} for one in files}


def prove(command: AddProof, message: Message) -> Draft:
    """The proof of a dispatch, joined after it."""
    told = _dispatch_named(message, command.dispatch)
    url = clean(command.url, "url", LONGEST_URL)
    if not url and not command.files:
        raise Refused("Donnez une adresse ou un fichier : c'est la preuve.", "url")
    body = {"dispatch": told.id, "url": url, "fields": _joined(command.files)}
    return Draft("message.proven", body, message.space, message.id)


def receive(command: MarkReceived, message: Message) -> Draft:
    """Recipients who acknowledged a dispatch."""
    told = _dispatch_named(message, command.dispatch)
    known = [one.name for one in told.recipients]
    unknown = next((one for one in command.recipients if one not in known), None)
    if unknown is not None:
        raise Refused(f"{unknown} n'est pas un destinataire de cette diffusion.", "recipients")
    already = {name for name, _ in told.received}
    new = [one for one in dict.fromkeys(command.recipients) if one not in already]
    if not new:
        raise Refused("Ces accusés de réception sont déjà notés.", "recipients")
    return Draft("message.received", {"dispatch": told.id, "recipients": new}, message.space, message.id)


def _dispatch_named(message: Message, name: str) -> Dispatched:
    found = [one for one in message.dispatches if name and one.id.startswith(name)]
    if len(found) != 1:
        raise Refused(f"{message.reference} n'a pas de diffusion {name}.", "dispatch")
    return found[0]


def read(command: ReadMessage, message: Message, version: Version, view: View) -> Draft:
    """My word that I read that version."""
    if any(one.hash == version.hash and one.by.person == view.me.id for one in message.readers):
        raise Refused("Vous avez déjà lu cette version.")
    return Draft("message.read", {"version": version.hash}, message.space, message.id)


def _reason(words: str, refusal: str) -> str:
    reason = clean(words, "reason", LONGEST_REASON)
    if not reason:
        raise Refused(refusal, "reason")
    return reason
