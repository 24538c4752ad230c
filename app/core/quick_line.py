"""The quick line: one typed line understood as an entry, nothing of it lost.

`02:48 reçu 03:03 SDIS76 tel -> Cellule com. > objet : suite du texte #fait !2 [B2] @76540`, in any sensible order.
Without `>` all is text. What is not understood stays where it is: in the sender before `>`, in the text after it.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from app.core import entries, quick_words, times, typed_hours
from app.core.doubts import AHEAD, ahead, doubts
from app.core.entry_commands import Record
from app.core.errors import Refused
from app.core.places import Commune, Places
from app.core.plain_text import clean
from app.core.search_text import folded
from app.core.typed_hours import TypedHour
from app.core.typed_line import WORD, TypedLine

LONGEST_LINE = entries.LONGEST_CONTENT
ARROW = re.compile(r" *(?:->|→) *")
COLON = re.compile(r":(?=\s)")
BLANKS = " \u00a0\u202f"
PRECISIONS = {"exact": "", "about": ", environ", "unknown": " au plus tard"}
RECENT = 6 * 24 * 60 * times.MINUTE  # the name of a day says enough: further off, its whole date


@dataclass(frozen=True, slots=True)
class Understood:
    """How a line was understood. `occurred_at` is None when no hour was typed: the entry is of the moment it is
    recorded. `parts` holds the typed words, each in exactly one: (field, words)."""

    raw: str
    occurred_at: int | None
    precision: str
    received_at: int | None
    sender: str
    recipients: tuple[str, ...]
    means: str
    direction: str
    type: str
    subject: str
    content: str
    key_event: bool
    priority: int
    rating: str
    tlp: str
    place: entries.Place | None
    proposed_place: entries.Place | None
    parts: tuple[tuple[str, str], ...]
    now: int
    zone: str
    opened_at: int | None

    @property
    def late_minutes(self) -> int:
        """How long ago it was; negative when typed ahead."""
        return 0 if self.occurred_at is None else (self.now - self.occurred_at) // times.MINUTE

    @property
    def doubts(self) -> tuple[str, ...]:
        """What is to be looked at again in the hours typed, in French sentences."""
        return doubts(self.occurred_at, self.received_at, self.now, self.opened_at, self.zone)


@dataclass(frozen=True, slots=True)
class Chip:
    """What the window shows of one thing understood. Kind: `typed`, `default`, `late`, `ahead` or `proposed`."""

    label: str
    value: str
    kind: str = "typed"


def understand(
    line: str,
    now: int,
    zone: str,
    places: Places,
    territory: Collection[str] = (),
    opened_at: int | None = None,
    on: date | None = None,
) -> Understood:
    """What `line`, typed at `now` in `zone`, says, in a crisis of that territory opened at `opened_at`. An hour without
    its day is of the day `on`, else the nearest past one. Refuses an empty line, one that is too long, a day no
    calendar has, and an hour that the passage to summer time skipped."""
    raw = clean(line, "raw", LONGEST_LINE)
    if not raw:
        raise Refused("La ligne est vide : écrivez ce qui s'est passé.", "raw")
    read = TypedLine(raw)
    when = typed_hours.moments(*_hours(read, now, zone), now, zone, on)
    key_event = read.take("key_event", WORD, lambda word: folded(word) in quick_words.KEY_EVENT or None)
    priority = read.take("priority", WORD, quick_words.PRIORITIES.get)
    type_ = read.take("type", WORD, lambda word: quick_words.TYPES.get(folded(word)))
    tlp = read.take("tlp", WORD, lambda word: quick_words.TLP.get(folded(word)))
    rating = read.take("rating", WORD, quick_words.rating)
    place = read.take("place", WORD, lambda word: _place(word, places, territory))
    means = read.take_before("means", WORD, quick_words.sure_means) or read.take_before(
        "means", WORD, quick_words.means
    )
    direction = read.take_before("direction", WORD, lambda word: quick_words.DIRECTIONS.get(folded(word)))
    sender, *others = ARROW.split(read.head)
    subject, content = _subject_and_content(read)
    said = (f"{subject} {content}", sender)
    return Understood(
        raw=raw,
        occurred_at=when.occurred_at,
        precision=when.precision,
        received_at=when.received_at,
        sender=read.rest("sender", sender),
        recipients=tuple(name for other in others for name in names(read.rest("recipients", other))),
        means=means or "",
        direction=direction or "in",
        type=type_ or "information",
        subject=subject,
        content=content,
        key_event=key_event is not None,
        priority=priority or 3,
        rating=rating or "F6",
        tlp=tlp or "",
        place=place,
        proposed_place=None if place else next(filter(None, (_proposed(places, one, territory) for one in said)), None),
        parts=tuple(read.parts),
        now=now,
        zone=zone,
        opened_at=opened_at,
    )


def typed_hour(line: str, now: int, zone: str) -> TypedHour | None:
    """The hour of the fact as it stands in the line: what a clock showed, before any day is found for it. That of
    the reception, when it is the only one."""
    fact, reception = _hours(TypedLine(clean(line, "raw", LONGEST_LINE)), now, zone)
    return fact or reception


def chips(understood: Understood) -> tuple[Chip, ...]:
    """How the line was understood, in the order of the entry: the window shows one chip for each."""
    shown = [*_hour_chips(understood)]
    if understood.received_at is not None and understood.precision != "unknown":
        shown.append(Chip("Réception", _day_and_hour(understood.received_at, understood)))
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
    typed = {field for field, _ in understood.parts}
    shown.append(Chip("Cotation", understood.rating, "typed" if "rating" in typed else "default"))
    shown.append(Chip("Priorité", f"P{understood.priority}", "typed" if "priority" in typed else "default"))
    if understood.tlp:
        shown.append(Chip("Diffusion", entries.TLP[understood.tlp]))
    shown += [Chip("À vérifier", doubt, "doubt") for doubt in understood.doubts if doubt != _a_little_ahead(understood)]
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
        received_at=understood.received_at,
        direction=understood.direction,
        sender=understood.sender,
        recipients=understood.recipients,
        means=understood.means,
        type=understood.type,
        source=understood.rating[0],
        credibility=understood.rating[1],
        tlp=understood.tlp,
        place=understood.place or (understood.proposed_place if accept_place else None),
        priority=understood.priority,
        key_event=understood.key_event,
        raw=understood.raw,
    )


def _hours(read: TypedLine, now: int, zone: str) -> tuple[TypedHour | None, TypedHour | None]:
    """The hours before `>`, of the fact and of its reception; a second one that says nothing is the reception."""

    def hour(words: str) -> TypedHour | None:
        return typed_hours.read(words, now, zone)

    reception = read.take_before("received_at", typed_hours.RECEPTION, hour)
    fact = read.take_before("occurred_at", typed_hours.MOMENT, hour)
    if fact and not reception:
        reception = read.take_before("received_at", typed_hours.MOMENT, hour)
    return fact, reception


def _place(word: str, places: Places, territory: Collection[str]) -> entries.Place | None:
    if not word.startswith("@"):
        return None
    commune = places.by_code(word[1:]) or next(iter(places.named(word[1:], territory)), None)
    return _as_place(commune) if commune else None


def _proposed(places: Places, text: str, territory: Collection[str]) -> entries.Place | None:
    found = places.find_in(text, territory)
    return _as_place(found[0]) if found else None


def _as_place(commune: Commune) -> entries.Place:
    return entries.Place(commune.code, commune.name)


def _named(place: entries.Place) -> str:
    return f"{place.name} {place.code}".strip()


def names(typed: str) -> list[str]:
    """The recipients written together: `AFP, SDIS76; SIG`."""
    return [name.strip(BLANKS) for name in re.split("[,;]", typed) if name.strip(BLANKS)]


def _subject_and_content(read: TypedLine) -> tuple[str, str]:
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
    shown = Chip("Fait", _day_and_hour(at, understood) + PRECISIONS[understood.precision])
    late = understood.late_minutes
    if late > 0:
        return [shown, Chip("Saisie", f"différée +{times.lasting(late)}", "late")]
    if _a_little_ahead(understood):
        return [shown, Chip("Saisie", f"en avance de {times.lasting(-late)}", "ahead")]
    return [shown]


def _a_little_ahead(understood: Understood) -> str:
    """The doubt that the chip of the hour says by itself."""
    at = understood.occurred_at
    near = at is not None and at <= understood.now + AHEAD
    return ahead("Heure du fait", at, understood.now) if near else ""


def _day_and_hour(at: int, understood: Understood) -> str:
    zone = understood.zone
    recent = abs(understood.now - at) < RECENT
    shown = f"{times.short_day(at, zone) if recent else times.date_words(at, zone)}, {times.hour(at, zone)}"
    return f"{shown} ({times.offset(at, zone)})" if times.twice(at, zone) else shown
