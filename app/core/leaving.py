"""What leaves of a signed version: exactly the words that were signed, between the marks that say what they are not."""

from collections.abc import Iterator
from dataclasses import dataclass

from app.core import times
from app.core.errors import Refused
from app.core.message import Message
from app.core.message_events import EmbargoSet
from app.core.registers.crisis import FRAMES, Crisis
from app.core.texts import FRAME, Text, Version

BULLET = "• "
UNREAL = "{} — AUCUNE INFORMATION DE CE TEXTE N’EST RÉELLE"
NOT_CLEARED = "PROJET NON VALIDÉ — NE PAS DIFFUSER"
NOT_TO_PUBLISH = {
    "conflict": "DEUX VERSIONS À DÉPARTAGER — NE PAS DIFFUSER",
    "withdrawn": "RETIRÉ — NE PAS DIFFUSER",
    "abandoned": "ABANDONNÉ — NE PAS DIFFUSER",
    "review": "À RÉEXAMINER — NE PAS DIFFUSER",
    "expired": "PÉRIMÉ — NE PAS DIFFUSER",
}
CLEARED = ("validated", "dispatched", "embargoed")
FORMATS = {"txt": "texte", "eml": "courriel à envoyer", "odt": "ODT", "pdf": "PDF"}


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the text as it is laid out. `kind`: title, lead, key, heading, section, body or issuer. A heading is
    that of the section after it."""

    kind: str
    words: str


@dataclass(frozen=True, slots=True)
class Leaving:
    """One version on its way out by one channel. `kind` is the message's; `hash` that of the version; `at` when it
    leaves (ms). `embargo` and `standing` say in French why it may not be taken for a free and cleared text; empty
    when it may. `place` and `contact` are only for paper."""

    text: Text
    kind: str
    reference: str
    version: str  # label
    hash: str
    frame: str
    zone: str
    at: int
    channel: str = ""
    embargo: str = ""
    standing: str = ""
    place: str = ""
    contact: str = ""

    @property
    def words(self) -> str:
        return words(self.text, self.channel)

    @property
    def marks(self) -> tuple[str, ...]:
        """What every output says first and last, the gravest first."""
        unreal = "" if self.frame == "real" else UNREAL.format(FRAMES.get(self.frame, self.frame.upper()))
        return tuple(filter(None, (self.embargo, self.standing, unreal)))

    @property
    def marked(self) -> str:
        """The words between their marks: the first line and the last are marks whenever there is one."""
        around = self.marks
        return "\n\n".join(filter(None, ("\n".join(around), self.words, "\n".join(reversed(around)))))


def leaving_of(
    message: Message, version: Version, crisis: Crisis, channel: str = "", place: str = "", contact: str = ""
) -> Leaving:
    """That version of a message, where it stands now (a message that `Reading.message` gave): no other way leads out.
    Raises Refused when it has no variant of that name."""
    if message.situation is None:
        raise ValueError("a message leaves from where it stands")
    if channel and channel not in (version.text.variants or {}):
        raise Refused(f"{message.reference} {version.label} n'a pas de variante « {channel} ».", "channel")
    embargo = message.situation.embargo
    return Leaving(
        text=version.text,
        kind=message.kind,
        reference=message.reference,
        version=version.label,
        hash=version.hash,
        frame=crisis.frame,
        zone=crisis.zone,
        at=message.situation.time.now,
        channel=channel,
        embargo=f"SOUS EMBARGO {embargo_words(embargo)}" if embargo else "",
        standing=_standing(message, version),
        place=place,
        contact=contact,
    )


def _standing(message: Message, version: Version) -> str:
    """Why that version may not be taken for a text one may publish; nothing when it may."""
    judgement = message.judgements.get(version.hash)
    if message.state in NOT_TO_PUBLISH:
        return NOT_TO_PUBLISH[message.state]
    if judgement is None or not judgement.validated or message.state not in CLEARED:
        return NOT_CLEARED
    if not version.current:
        return f"VERSION REMPLACÉE PAR {message.current.label} — NE PAS DIFFUSER"
    if message.situation and message.situation.superseded_by:
        return f"REMPLACÉ PAR {', '.join(message.situation.superseded_by)} — NE PAS DIFFUSER"
    return ""


def words(text: Text, channel: str = "") -> str:
    """Everything the public will read, as it was signed. A channel that has a variant takes the variant alone; any
    other takes the whole text. What is beside the text (what is not to be said, the facts it rests on) is not here."""
    told = ""
    for part, before in _spaced(text, channel):
        told += before + (BULLET if part.kind == "key" else "") + part.words
    return told


def parts(text: Text, channel: str = "") -> tuple[Part, ...]:
    """The same, part by part in the order of reading, for those who lay it out."""
    variant = (text.variants or {}).get(channel, "")
    if variant:
        return (Part("body", variant),)
    frame = text.frame or {}
    sections = [
        part
        for name, heading in FRAME.items()
        if frame.get(name)
        for part in (Part("heading", heading), Part("section", frame[name]))
    ]
    keys = [Part("key", one) for one in text.key_messages if one]
    whole = [Part("title", text.title), Part("lead", text.lead), *keys, *sections]
    return tuple(one for one in (*whole, Part("body", text.body), Part("issuer", text.issuer)) if one.words)


def _spaced(text: Text, channel: str) -> Iterator[tuple[Part, str]]:
    """Each part with what stands before it: a list of key messages, or a section and its heading, is not parted."""
    last = ""
    for part in parts(text, channel):
        joined = (last, part.kind) in (("key", "key"), ("heading", "section"))
        yield part, "" if not last else "\n" if joined else "\n\n"
        last = part.kind


def embargo_words(embargo: EmbargoSet) -> str:
    """jusqu’au 24 septembre 2026 à 04:00 (heure de Paris) — familles informées. Without an hour, what lifts it."""
    if embargo.until is None:
        return f"jusqu’à décision de levée — {embargo.reason}"
    day, hour = times.date_words(embargo.until, embargo.zone), times.hour(embargo.until, embargo.zone)
    return f"jusqu’au {day} à {hour} ({times.zone_words(embargo.zone)}) — {embargo.reason}"


def file_name(leaving: Leaving, extension: str) -> str:
    """`CP-SIG1-006-v4-EXERCICE-EMBARGO.pdf`: a file never hides its frame, nor that it may not be published yet."""
    frame = FRAMES.get(leaving.frame, leaving.frame.upper()) if leaving.frame != "real" else ""
    label = leaving.version.partition("·")[0]
    held = "EMBARGO" if leaving.embargo else "NON-VALIDE" if leaving.standing else ""
    name = "-".join(filter(None, (leaving.reference, label, leaving.channel, frame, held)))
    return f"{''.join(sign for sign in name if sign.isalnum() or sign in '-_')}.{extension}"
