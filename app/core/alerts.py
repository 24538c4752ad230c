"""An alert of the Common Alerting Protocol, and the entry of the main courante it becomes."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.core import alert_places, times
from app.core.alert_places import Area
from app.core.clock import moment
from app.core.entries import LONGEST_CONTENT, LONGEST_REFERENCE, LONGEST_SUBJECT, Attachment
from app.core.entry_commands import Record
from app.core.errors import Refused
from app.core.places import Places
from app.core.plain_text import without_hidden
from app.core.registers.crisis import FRAMES, Crisis

MIME = "application/cap+xml"
STATUSES = {"Actual": "réelle", "Exercise": "d'exercice", "Test": "d'essai", "System": "de service", "Draft": "projet"}
KINDS = {"Alert": "alerte", "Update": "mise à jour", "Cancel": "annulation"}
CATEGORIES = {
    "Geo": "géophysique",
    "Met": "météorologique",
    "Safety": "sécurité civile",
    "Security": "sûreté",
    "Rescue": "secours",
    "Fire": "incendie",
    "Health": "sanitaire",
    "Env": "environnement",
    "Transport": "transports",
    "Infra": "infrastructures",
    "CBRNE": "NRBC-E",
    "Other": "autre",
}
URGENCIES = {
    "Immediate": "immédiate",
    "Expected": "dans l'heure",
    "Future": "à venir",
    "Past": "passée",
    "Unknown": "inconnue",
}
SEVERITIES = {
    "Extreme": "extrême",
    "Severe": "grave",
    "Moderate": "modérée",
    "Minor": "mineure",
    "Unknown": "inconnue",
}
CERTAINTIES = {
    "Observed": "constatée",
    "Likely": "probable",
    "Possible": "possible",
    "Unlikely": "improbable",
    "Unknown": "inconnue",
}
# Which alerts may enter a crisis of each frame: a real one may serve in an exercise, said to be real; not the contrary.
WELCOME = {"real": ("Actual",), "exercise": ("Actual", "Exercise", "Test"), "test": ("Actual", "Exercise", "Test")}
REAL = "ALERTE RÉELLE"
FRENCH = ("fr", "fr-fr")
SUPERSEDES = "Remplace : "
CUT = "\n[…] Texte coupé : le fichier d'origine, joint, le tient en entier."


@dataclass(frozen=True, slots=True)
class Block:
    """What an alert says in one language of one event. Hours are milliseconds; codes are those of the standard."""

    language: str
    event: str
    category: tuple[str, ...]
    urgency: str
    severity: str
    certainty: str
    sender: str = ""
    headline: str = ""
    description: str = ""
    instruction: str = ""
    effective: int | None = None
    onset: int | None = None
    expires: int | None = None
    web: str = ""
    contact: str = ""
    areas: tuple[Area, ...] = ()


@dataclass(frozen=True, slots=True)
class Alert:
    """One message. `references` name those it supersedes, each as `reference` does."""

    identifier: str
    sender: str
    sent: int
    reference: str
    status: str
    kind: str
    references: tuple[str, ...] = ()
    note: str = ""
    blocks: tuple[Block, ...] = ()


def reference(sender: str, identifier: str, sent: str) -> str:
    """`sender,identifier,sent`, as the standard writes it; the offsets that mean UTC are made one."""
    return f"{sender},{identifier},{re.sub(r'(?:[zZ]|-00:00)$', '+00:00', sent)}"


def superseded(content: str) -> list[str]:
    """The references of the alerts that an imported one said it replaces."""
    return [line.removeprefix(SUPERSEDES) for line in content.splitlines() if line.startswith(SUPERSEDES)]


def check_frame(alert: Alert, frame: str) -> None:
    """Raises Refused when that alert has no place in a crisis of that frame."""
    if alert.status in WELCOME[frame]:
        return
    what = STATUSES[alert.status]
    raise Refused(
        f"Cette alerte est {what} ({alert.status}) : elle n'entre pas dans une crise de cadre {FRAMES[frame]}. "
        "Rien n'a été écrit.",
        "status",
    )


def to_record(
    alert: Alert, crisis: Crisis, now: int, places: Places, file: Attachment, replaced: Sequence[str] = ()
) -> Record:
    """The entry that alert becomes, with its file; it replaces the entries of `replaced`. Raises Refused."""
    check_frame(alert, crisis.frame)
    if len(alert.reference) > LONGEST_REFERENCE:
        raise Refused("L'identifiant de cette alerte est trop long pour être gardé : rien n'a été écrit.", "reference")
    spoken = understood(alert)
    flag = f"[{REAL}] " if alert.status == "Actual" and crisis.frame != "real" else ""
    content = "\n".join(_content(alert, spoken, crisis.zone))
    if len(content) > LONGEST_CONTENT:
        content = content[: LONGEST_CONTENT - len(CUT)].rstrip() + CUT
    return Record(
        crisis.id,
        subject=_short(f"{flag}{_subject(alert, spoken)}"),
        content=content,
        occurred_at=occurred(alert, spoken, now),
        received_at=now,
        sender=_short(next((legible(one.sender) for one in spoken if one.sender), "") or legible(alert.sender)),
        means="watch",
        type="external_alert",
        place=alert_places.place([area for one in spoken for area in one.areas], places, _is_french(alert, spoken)),
        reference=alert.reference,
        links=tuple(("replaces", id) for id in replaced),
        files=(file,),
    )


def understood(alert: Alert) -> tuple[Block, ...]:
    """What it says in French, or else in the first of its languages."""
    if not alert.blocks:
        return ()
    languages = [one.language.casefold() for one in alert.blocks]
    chosen = next((one for one in languages if one.split("-")[0] == "fr"), languages[0])
    return tuple(one for one in alert.blocks if one.language.casefold() == chosen)


def occurred(alert: Alert, spoken: Iterable[Block], now: int) -> int:
    """The hour of the fact: the onset when it is past, else when it took effect, else when it was sent. What is only
    expected has not happened yet: the content says for when."""
    for one in spoken:
        for at in (one.onset, one.effective):
            if at is not None and at <= now:
                return at
    return alert.sent


def _is_french(alert: Alert, spoken: Iterable[Block]) -> bool:
    """Whether its areas may be read as names of French places."""
    if alert.sender.casefold().endswith(".fr"):
        return True
    return any(
        one.language.casefold() in FRENCH or any(alert_places.is_french(area) for area in one.areas) for one in spoken
    )


def _subject(alert: Alert, spoken: Sequence[Block]) -> str:
    prefix = "" if alert.kind == "Alert" else f"{KINDS[alert.kind].capitalize()} : "
    if not spoken:
        return f"{prefix}alerte {legible(alert.identifier)}"
    return prefix + legible(spoken[0].headline or spoken[0].event)


def _content(alert: Alert, spoken: Sequence[Block], zone: str) -> Iterable[str]:
    kind, status = KINDS[alert.kind], STATUSES[alert.status]
    yield f"{kind.capitalize()} {status} émise le {_hour(alert.sent, zone)} par {legible(alert.sender)}"
    for former in alert.references:
        yield SUPERSEDES + legible(former)
    for one in spoken:
        yield from _told(one, zone)
    if alert.note:
        yield f"Note : {legible(alert.note)}"
    others = dict.fromkeys(one.language for one in alert.blocks if one not in spoken)
    if others:
        yield f"Aussi en : {', '.join(others)} (fichier joint)"


def _told(one: Block, zone: str) -> Iterable[str]:
    category = ", ".join(CATEGORIES.get(code, code) for code in one.category)
    yield f"Événement : {legible(one.event)} ({category})" if category else f"Événement : {legible(one.event)}"
    judged = (URGENCIES[one.urgency], SEVERITIES[one.severity], CERTAINTIES[one.certainty])
    yield "Urgence {} · gravité {} · certitude {}".format(*judged)
    hours = (("Début", one.onset), ("Effet", one.effective), ("Fin", one.expires))
    said = [f"{label} le {_hour(at, zone)}" for label, at in hours if at is not None]
    if said:
        yield " · ".join(said)
    zones = "; ".join(legible(area.name) for area in one.areas if area.name)
    texts = (("", one.description), ("Consigne", one.instruction), ("Zone", zones))
    for label, words in (*texts, ("Contact", one.contact), ("Page", one.web)):
        if words.strip():
            yield f"{label} : {legible(words)}" if label else legible(words)


def _hour(at: int, zone: str) -> str:
    return f"{moment(at, zone):%d/%m/%Y} à {times.hour_h(at, zone)} ({times.offset(at, zone)})"


def _short(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= LONGEST_SUBJECT else f"{line[: LONGEST_SUBJECT - 1].rstrip()}…"


def legible(text: str) -> str:
    """The words of a file nobody here wrote: without what is hidden in them, or the blanks of its layout."""
    return "\n".join(without_hidden(line).strip() for line in text.strip().splitlines())
