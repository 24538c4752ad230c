"""The quick line: one typed line understood as an entry, nothing of it lost.

`02:48 SDIS76 tel -> Cellule com. > objet : suite du texte #fait !2 @76540`, in any sensible order. Without `>` all
is text. What is not understood stays where it is: in the sender before `>`, in the text after it.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from app.core import entries, times
from app.core.errors import Refused
from app.core.places import Commune, Places
from app.core.plain_text import clean
from app.core.registers.journal import Record
from app.core.search_text import folded

LONGEST_LINE = entries.LONGEST_CONTENT
LONGEST_HEAD = entries.LONGEST_SUBJECT  # a `>` further on is a sign of the text, not ours
SEPARATOR = re.compile(r"(?<![-=<>])>(?=\s|$|[^\W\d_])")
ARROW = re.compile(r" *(?:->|→) *")
COLON = re.compile(r":(?=\s)")
BLANKS = " \u00a0\u202f"
SPACES = re.compile(" +")
# Only the ordinary space parts words: a no-break space belongs to the word it is in.
WORD = re.compile("[^ ]+")
HOUR = re.compile(
    r"(?<![^ ])(?:(?P<day>hier) +)?(?:(?P<about>vers|environ|env\.?|~) *)?(?:à +)?"
    r"(?P<hour>\d{1,2})\s?(?:h\s?(?P<past>\d{2})?|:(?P<minute>\d{2}))(?![^ ])",
    re.IGNORECASE,
)
MEANS = {  # folded word: code
    **dict.fromkeys(("tel", "tel.", "telephone", "appel"), "phone"),
    **dict.fromkeys(("mail", "mel", "mel.", "email", "e-mail", "courriel"), "email"),
    **dict.fromkeys(("messagerie", "tchap", "whatsapp"), "messaging"),
    **dict.fromkeys(("visio", "visioconference"), "video"),
    **dict.fromkeys(("presentiel", "sur-place"), "in_person"),
    **dict.fromkeys(("sms", "texto"), "sms"),
    **dict.fromkeys(("porteur", "courrier-porteur"), "courier"),
    "radio": "radio",
    "veille": "watch",
}
ALSO_NAMES = frozenset(("radio", "veille"))  # "Radio France" is a sender: these are means in lower case only
DIRECTIONS = {word: code for code, word in entries.DIRECTIONS.items()}
KEY_EVENT = frozenset(("#fait", "#marquant", "#fait-marquant", "#faitmarquant"))
TYPES = {
    **{"#" + folded(word).replace(" ", "-"): code for code, word in entries.TYPES.items()},
    "#info": "information",
    "#diffuse": "dispatch",
    "#fralert": "fr_alert",
    "#alerte": "external_alert",
    "#incident": "incident",
}

PRIORITIES = {"!1": 1, "!2": 2, "!3": 3, "!4": 4}

Meaning = TypeVar("Meaning")


@dataclass(frozen=True, slots=True)
class Understood:
    """How a line was understood. `occurred_at` is None when no hour was typed: the entry is of the moment it is
    recorded. `parts` holds the typed words, each in exactly one: (field, words)."""

    raw: str
    occurred_at: int | None
    precision: str
    sender: str
    recipients: tuple[str, ...]
    means: str
    direction: str
    type: str
    subject: str
    content: str
    key_event: bool
    priority: int
    place: entries.Place | None
    proposed_place: entries.Place | None
    parts: tuple[tuple[str, str], ...]
    now: int
    zone: str

    @property
    def late_minutes(self) -> int:
        """How long ago it was; negative when typed ahead."""
        return 0 if self.occurred_at is None else (self.now - self.occurred_at) // times.MINUTE


@dataclass(frozen=True, slots=True)
class Chip:
    """What the window shows of one thing understood. Kind: `typed`, `default`, `late`, `ahead` or `proposed`."""

    label: str
    value: str
    kind: str = "typed"


class _Line:
    """A line being read: its two halves, what was taken out of them, and what is left."""

    def __init__(self, raw: str):
        line = SPACES.sub(" ", raw)
        separator = SEPARATOR.search(line)
        if separator and separator.start() > LONGEST_HEAD:
            separator = None
        self.separated = separator is not None
        self.head = line[: separator.start()].strip(" ") if separator else ""
        self.text = line[separator.end() :].strip(" ") if separator else line
        self.parts: list[tuple[str, str]] = []

    def take(self, field: str, pattern: re.Pattern[str], meaning: Callable[[str], Meaning | None]) -> Meaning | None:
        """The meaning of the first match that has one, before `>` or else after it; it leaves the line."""
        value = self.take_before(field, pattern, meaning)
        if value is None and self.separated:
            value, self.text = self._take(field, self.text, pattern, meaning)
        return value

    def take_before(
        self, field: str, pattern: re.Pattern[str], meaning: Callable[[str], Meaning | None]
    ) -> Meaning | None:
        """The same, before `>` only: after it, an hour or a means of communication is part of the story."""
        value, self.head = self._take(field, self.head, pattern, meaning)
        return value

    def _take(
        self, field: str, rest: str, pattern: re.Pattern[str], meaning: Callable[[str], Meaning | None]
    ) -> tuple[Meaning | None, str]:
        for match in pattern.finditer(rest):
            value = meaning(match[0])
            if value is not None:
                self.parts.append((field, match[0]))
                left = (rest[: match.start()].rstrip(" "), rest[match.end() :].lstrip(" "))
                return value, " ".join(half for half in left if half)
        return None, rest

    def rest(self, field: str, words: str) -> str:
        """`words` as they are, accounted for in `field`."""
        if words:
            self.parts.append((field, words))
        return words


def understand(line: str, now: int, zone: str, places: Places) -> Understood:
    """What `line`, typed at `now` in `zone`, says. Refuses an empty line, one that is too long, and an hour that
    the passage to summer time skipped."""
    raw = clean(line, "raw", LONGEST_LINE)
    if not raw:
        raise Refused("La ligne est vide : écrivez ce qui s'est passé.", "raw")
    read = _Line(raw)
    hour = read.take_before("occurred_at", HOUR, lambda typed: _hour(typed, now, zone))
    occurred_at, precision = hour or (None, "exact")
    key_event = read.take("key_event", WORD, lambda word: folded(word) in KEY_EVENT or None)
    priority = read.take("priority", WORD, PRIORITIES.get)
    type_ = read.take("type", WORD, lambda word: TYPES.get(folded(word)))
    place = read.take("place", WORD, lambda word: _place(word, places))
    means = read.take_before("means", WORD, _sure_means) or read.take_before("means", WORD, MEANS.get)
    direction = read.take_before("direction", WORD, lambda word: DIRECTIONS.get(folded(word)))
    sender, *others = ARROW.split(read.head)
    subject, content = _subject_and_content(read)
    return Understood(
        raw=raw,
        occurred_at=occurred_at,
        precision=precision,
        sender=read.rest("sender", sender),
        recipients=tuple(name for other in others for name in _names(read.rest("recipients", other))),
        means=means or "",
        direction=direction or "in",
        type=type_ or "information",
        subject=subject,
        content=content,
        key_event=key_event is not None,
        priority=priority or 3,
        place=place,
        proposed_place=None if place else _proposed(places, f"{subject} {content}") or _proposed(places, sender),
        parts=tuple(read.parts),
        now=now,
        zone=zone,
    )


def chips(understood: Understood) -> tuple[Chip, ...]:
    """How the line was understood, in the order of the entry: the window shows one chip for each."""
    shown = [*_hour_chips(understood)]
    if understood.sender:
        shown.append(Chip("Émetteur", understood.sender))
    if understood.recipients:
        shown.append(
            Chip(
                "Destinataires" if len(understood.recipients) > 1 else "Destinataire", ", ".join(understood.recipients)
            )
        )
    if understood.means or understood.direction != "in":
        direction = entries.DIRECTIONS[understood.direction]
        means = entries.MEANS[understood.means]
        shown.append(Chip("Moyen", f"{means}, {direction}" if means else direction))
    if understood.type != "information":
        shown.append(Chip("Type", entries.TYPES[understood.type]))
    if understood.subject:
        shown.append(Chip("Objet", understood.subject))
    if understood.content:
        shown.append(Chip("Contenu", understood.content))
    if understood.place:
        shown.append(Chip("Lieu", _named(understood.place)))
    elif understood.proposed_place:
        shown.append(Chip("Lieu proposé", _named(understood.proposed_place), "proposed"))
    if understood.key_event:
        shown.append(Chip("Suivi", "fait marquant"))
    chosen = any(field == "priority" for field, _ in understood.parts)
    shown.append(Chip("Cotation", "F6", "default"))
    shown.append(Chip("Priorité", f"P{understood.priority}", "typed" if chosen else "default"))
    return tuple(shown)


def to_record(understood: Understood, crisis: str, accept_place: bool) -> Record:
    """The entry this line asks for; with the place proposed, if the person accepts it."""
    if not understood.subject:
        raise Refused("Écrivez après « > » ce qui s'est passé.", "subject")
    return Record(
        crisis=crisis,
        subject=understood.subject,
        content=understood.content,
        occurred_at=understood.occurred_at,
        precision=understood.precision,
        direction=understood.direction,
        sender=understood.sender,
        recipients=understood.recipients,
        means=understood.means,
        type=understood.type,
        place=understood.place or (understood.proposed_place if accept_place else None),
        priority=understood.priority,
        key_event=understood.key_event,
        raw=understood.raw,
    )


def _hour(typed: str, now: int, zone: str) -> tuple[int, str] | None:
    match = HOUR.fullmatch(typed)
    if not match:
        return None
    hour, minute = int(match["hour"]), int(match["minute"] or match["past"] or 0)
    if hour > 23 or minute > 59:
        return None
    when = times.yesterday_at if match["day"] else times.nearest_past
    return when(hour, minute, now, zone), "about" if match["about"] else "exact"


def _sure_means(word: str) -> str | None:
    key = folded(word)
    return None if key in ALSO_NAMES else MEANS.get(key)


def _place(word: str, places: Places) -> entries.Place | None:
    if not word.startswith("@"):
        return None
    commune = places.by_code(word[1:]) or next(iter(places.named(word[1:])), None)
    return _as_place(commune) if commune else None


def _proposed(places: Places, text: str) -> entries.Place | None:
    found = places.find_in(text)
    return _as_place(found[0]) if found else None


def _as_place(commune: Commune) -> entries.Place:
    return entries.Place(commune.code, commune.name)


def _named(place: entries.Place) -> str:
    return f"{place.name} {place.code}".strip()


def _names(typed: str) -> list[str]:
    return [name.strip(BLANKS) for name in re.split("[,;]", typed) if name.strip(BLANKS)]


def _subject_and_content(read: _Line) -> tuple[str, str]:
    """`objet : suite`; what the subject cannot hold goes on in the content, cut between two words."""
    text = read.text
    colon = COLON.search(text) if read.separated else None
    subject, content = (text[: colon.start()], text[colon.end() :]) if colon else (text, "")
    subject, content = subject.strip(BLANKS), content.strip(BLANKS)
    if not subject or not content:
        subject, content = text, ""
    if len(subject) > entries.LONGEST_SUBJECT:
        cut = text.rfind(" ", 0, entries.LONGEST_SUBJECT + 1)
        if cut < 1:  # one endless word: shown shortened, kept whole
            return text[: entries.LONGEST_SUBJECT - 1].rstrip("\u200d\ufe0f") + "…", read.rest("content", text)
        subject, content = text[:cut].rstrip(BLANKS), text[cut:].strip(BLANKS)
    return read.rest("subject", subject), read.rest("content", content)


def _hour_chips(understood: Understood) -> list[Chip]:
    at, zone = understood.occurred_at, understood.zone
    if at is None:
        return [Chip("Fait", f"maintenant, {times.hour(understood.now, zone)}", "default")]
    shown = f"{times.short_day(at, zone)}, {times.hour(at, zone)}"
    if times.twice(at, zone):
        shown += f" ({times.offset(at, zone)})"
    if understood.precision == "about":
        shown += ", environ"
    late = understood.late_minutes
    if late > 0:
        return [Chip("Fait", shown), Chip("Saisie", f"différée +{times.lasting(late)}", "late")]
    if at > understood.now:
        ahead = times.lasting(-late)
        return [Chip("Fait", shown), Chip("Saisie", f"en avance de {ahead}", "ahead")]
    return [Chip("Fait", shown)]
