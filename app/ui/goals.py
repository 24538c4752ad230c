"""Where one can go from anywhere: pages, crises, acts and records, found as one types."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.core import phones
from app.core.figures import amount
from app.core.search_text import folded
from app.core.store.filtering import EntryFilter
from app.core.store.reading import Reading
from app.core.store.rows import CrisisRow, MessageRow
from app.ui import message_list, wording

REFERENCES, ENTRIES, MESSAGES, FIGURES, BRIEFS, CONTACTS = (
    "Références",
    "Entrées de la main courante, les plus récentes",
    "Messages",
    "Bilan",
    "Points de situation",
    "Annuaire",
)
DUTIES = "Qui est d’astreinte"
MOST_ENTRIES, MOST_OTHERS = 8, 5
BREAKS = re.compile(r"[-'’«»(]")
PAGES = {
    "entry": "journal",
    "message": "messages",
    "brief": "briefs",
    "figure": "figures",
    "contact": "directory",
    "crisis": "",
}


@dataclass(frozen=True, slots=True)
class Goal:
    """One thing to go to, or to do. `key` is the shortcut that does the same."""

    group: str
    words: str
    go: Callable[[], object]
    note: str = ""
    key: str = ""
    shape: str = ""

    @property
    def spoken(self) -> str:
        return ", ".join(filter(None, (self.words, self.note, self.key)))


@dataclass(frozen=True, slots=True)
class Hit:
    """A record found: its page (empty for a crisis), its space and its id."""

    group: str
    page: str
    space: str
    id: str
    words: str
    note: str = ""


def matching(goals: Sequence[Goal], typed: str) -> list[Goal]:
    """Those of `goals` that hold every word typed, accents or not; group by group, the best in front of the others."""
    words = folded(typed).split()
    groups = list(dict.fromkeys(goal.group for goal in goals))
    found = [(groups.index(goal.group), rank, goal) for goal in goals if (rank := _rank(goal, words)) is not None]
    return [goal for *_, goal in sorted(found, key=lambda one: one[:2])]


def look(reading: Reading, crisis: CrisisRow | None, prefix: str, typed: str) -> list[Hit]:
    """The records that what was typed names or is in. Runs on the reader's thread."""
    words = typed.strip()
    if not words:
        return []
    hits = _named(reading, crisis, prefix, words)
    known = {hit.id for hit in hits}
    return [*hits, *(hit for hit in _holding(reading, crisis, words) if hit.id not in known)]


def _rank(goal: Goal, words: Sequence[str]) -> int | None:
    """0 when it begins with what was typed, 1 when each word begins one of its words; None when it is not meant."""
    held = folded(f"{goal.words} {goal.note}")
    if held.startswith(" ".join(words)):
        return 0
    begun = " " + BREAKS.sub(" ", held)
    return 1 if all(f" {BREAKS.sub(' ', word).strip()}" in begun for word in words) else None


def _named(reading: Reading, crisis: CrisisRow | None, prefix: str, words: str) -> list[Hit]:
    """What a reference names, in the crisis on screen or else in any: `147` is an entry of this workstation."""
    text = f"{prefix}-{int(words)}" if words.isascii() and words.isdecimal() and len(words) <= 9 else words
    if "-" not in text or " " in text:
        return []
    hits = []
    for register, page in PAGES.items():
        if register == "contact":
            continue
        found = (reading.find(text, register, crisis.id) if crisis else []) or reading.find(text, register)
        hits += [Hit(REFERENCES, page, one.space, one.id, one.text or text) for one in found[:MOST_OTHERS]]
    return [_told(reading, hit) for hit in hits]


def _told(reading: Reading, hit: Hit) -> Hit:
    """The same, with what it is about."""
    match hit.page:
        case "journal":
            entry = reading.entry(hit.id)
            return Hit(hit.group, hit.page, hit.space, hit.id, f"{hit.words} · {entry.subject}", entry.sender)
        case "messages":
            message = reading.message(hit.id)
            return Hit(hit.group, hit.page, hit.space, hit.id, f"{hit.words} · {message.current.text.title}")
        case "figures":
            row = reading.figure(hit.id).row
            said = f"{hit.words} · {amount(row.indicator, row.value, row.unit, row.qualifier)}"
            return Hit(hit.group, hit.page, hit.space, hit.id, said, row.source)
        case "":
            return Hit(hit.group, hit.page, hit.space, hit.id, f"{hit.words} · {reading.crisis(hit.id).title}", "Crise")
    return hit


def _holding(reading: Reading, crisis: CrisisRow | None, words: str) -> list[Hit]:
    hits: list[Hit] = []
    if crisis is not None:
        keys = reading.entry_keys(EntryFilter(crisis.id, query=words), MOST_ENTRIES)
        for row in reading.entry_rows(keys):
            if row is not None:
                note = " · ".join(filter(None, (wording.short_day_and_hour(row.occurred_at, crisis.zone), row.sender)))
                hits.append(Hit(ENTRIES, "journal", crisis.id, row.id, f"{row.called} · {row.subject}", note))
        typed = folded(words).split()
        holding = reading.found_messages(crisis.id, words)
        messages = [
            row
            for row in reading.messages(crisis.id)
            if row.id in holding or _holds(f"{row.reference} {row.title}", typed)
        ]
        hits += [
            Hit(MESSAGES, "messages", crisis.id, row.id, f"{row.reference} · {row.title}", _standing(row))
            for row in messages[:MOST_OTHERS]
        ]
        figures = [one.row for one in reading.account(crisis.id).kept()]
        hits += [
            Hit(FIGURES, "figures", crisis.id, row.id, amount(row.indicator, row.value, row.unit), row.source)
            for row in figures
            if _holds(f"{row.number} {row.indicator} {row.source} {row.perimeter}", typed)
        ][:MOST_OTHERS]
        briefs = [row for row in reading.briefs(crisis.id) if _holds(f"{row.reference} n° {row.number}", typed)]
        hits += [Hit(BRIEFS, "briefs", crisis.id, row.id, row.reference) for row in briefs[:MOST_OTHERS]]
    page = reading.find_contacts(words, crisis.id if crisis else "", limit=MOST_OTHERS)
    contacts = [
        Hit(CONTACTS, "directory", "", row.id, row.name, _function(row.function, phones.shown(row.phone)))
        for row in (*page.rows, *page.near)
    ]
    meant = any(row.kind == "person" and _begins(row.name, folded(words)) for row in page.rows)
    return [*contacts, *hits] if meant else [*hits, *contacts]


def _begins(name: str, typed: str) -> bool:
    """Whether that begins a person's family name, the given one after it or not, or all of the name as it is said."""
    parts = folded(name).split()
    whole, *turned = (" ".join([*parts[at:], *parts[:at]]) for at in range(len(parts))) if parts else ("",)
    said = [*turned, whole] if " " in typed or not turned else turned
    return any(one.startswith(typed) for one in said)


def _standing(row: MessageRow) -> str:
    """v2, en visa: a text found is never taken for one that may be said."""
    return f"{row.version.partition('·')[0]}, {message_list.state(row, 0)[1]}"


def _function(*parts: str) -> str:
    return " · ".join(filter(None, parts))


def _holds(text: str, words: Sequence[str]) -> bool:
    held = folded(text)
    return all(word in held for word in words)
