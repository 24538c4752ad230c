"""A brief as a courriel ready to send (`.eml`), its PDF attached: opened by a mail program, a draft nobody has sent."""

from collections.abc import Sequence
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from hashlib import sha256

from app.core import times
from app.core.attachments import guessed_type, name_on_disk
from app.core.brief_content import Content
from app.core.clock import moment
from app.core.plain_text import without_hidden
from app.core.recipients import Recipient
from app.core.registers.crisis import FRAMES
from app.documents.message_mail import UNSENT, address_of

DRAFT = "PROJET"
UNREAL = "{} : AUCUNE INFORMATION DE CE DOCUMENT N’EST RÉELLE."
NOT_APPROVED = "PROJET : ce point de situation n’est pas approuvé."
GROUP = 8  # signs of a hash said together


@dataclass(frozen=True, slots=True)
class Words:
    """What a courriel says of the brief it carries. `marks`: what may not be overlooked, before the title; `lines`: the
    body, line by line; `at` (ms) its date, in `zone`."""

    title: str
    reference: str
    marks: tuple[str, ...]
    lines: tuple[str, ...]
    at: int
    zone: str


def words_of(content: Content, at: int) -> Words:
    """What is said of that brief in a courriel made at that hour (ms)."""
    frame = "" if content.frame == "real" else FRAMES.get(content.frame, content.frame.upper())
    zone, cutoff = content.zone, content.cutoff
    told = f"Informations arrêtées à {times.hour_h(cutoff, zone)}, {times.day(cutoff, zone)}, {times.zone_words(zone)}."
    next_at = content.next_at
    lines = (
        UNREAL.format(frame) if frame else "",
        NOT_APPROVED if not content.approver else "",
        " · ".join(filter(None, (content.marking, content.tlp))),
        told,
        f"Annule et remplace {content.replaces}." if content.replaces else "",
        f"Prochain point : {times.day(next_at, zone)} à {times.hour_h(next_at, zone)}." if next_at is not None else "",
        f"{content.issuer}." if content.issuer else "",
    )
    return Words(
        title=f"Point de situation n° {content.number} — {content.crisis}",
        reference=content.reference,
        marks=tuple(filter(None, (content.marking, content.tlp, "" if content.approver else DRAFT, frame))),
        lines=tuple(filter(None, lines)),
        at=at,
        zone=zone,
    )


def subject(words: Words) -> str:
    """The title, behind what may not be overlooked."""
    marks = "".join(f"[{mark}] " for mark in words.marks)
    return without_hidden(f"{marks}{words.title} ({words.reference})")


def mail_of(
    words: Words,
    recipients: Sequence[Recipient],
    files: Sequence[tuple[str, bytes]],
    copy: str = "",
    *,
    seen: bool = False,
) -> bytes:
    """The file, `files` (name, content) attached. One recipient is in clear; several do not see one another, unless
    `seen`. `copy` (Exemplaire 3/15 — Cabinet PM) heads the body. Same brief, same people:
    the same bytes. Raises Refused for an address no courriel can bear."""
    mail = EmailMessage(policy=SMTP)
    mail["Subject"] = subject(words)
    mail["Date"] = format_datetime(moment(words.at, words.zone))
    addresses = [address_of(one) for one in recipients if "@" in one.address]
    if addresses:
        mail["To" if seen or len(addresses) == 1 else "Bcc"] = addresses
    mail[UNSENT] = "1"
    body = _body(words, copy, files)
    mail.set_content(body, charset="utf-8", cte="quoted-printable")
    mail.make_mixed(boundary=f"=-{sha256(b''.join((body.encode(), *(data for _, data in files)))).hexdigest()[:40]}")
    mail["Content-Language"] = "fr"
    for name, data in files:
        shown = name_on_disk(name)
        kind, _, subtype = guessed_type(shown).partition("/")
        mail.add_attachment(data, maintype=kind, subtype=subtype, filename=shown)
    return mail.as_bytes()


def _body(words: Words, copy: str, files: Sequence[tuple[str, bytes]]) -> str:
    attached = [f"- {name_on_disk(name)}\n  SHA-256 {grouped(sha256(data).hexdigest())}" for name, data in files]
    head = "\n".join(filter(None, (words.title, f"{words.reference}{f', exemplaire {copy}' if copy else ''}")))
    joined = "Pièces jointes :" if len(attached) > 1 else "Pièce jointe :"
    parts = (head, "\n".join(words.lines), "\n".join((joined, *attached)) if attached else "")
    return "\n\n".join(filter(None, parts)) + "\n"


def grouped(hash: str) -> str:
    """A hash by groups of eight, as it is compared aloud."""
    return " ".join(hash[place : place + GROUP] for place in range(0, len(hash), GROUP))
