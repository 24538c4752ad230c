"""What the quick line proposes to complete at the caret: names, places, means, types, priorities."""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from app.core import entries, quick_words
from app.core.naming_index import Name, Names, phrase
from app.core.organisations import Organisation
from app.core.places import departement_of
from app.core.search_text import folded
from app.core.typed_line import separation

MOST = 8
SHORTEST_NAME = 2  # letters: one says nothing yet
LONGEST_NAME = 8  # words
WORDS = re.compile(r"\w+")
BREAK = re.compile(r"(?:->|→|[,;]) *")
OF_DEPARTEMENT = re.compile(r"^[A-Z-]+(?=\d[\dAB]{1,2}$)")
MARKS = (
    Name(quick_words.FACT, "fait marquant", "key_event"),
    *(Name(mark, entries.TYPES[code], "type") for code, mark in quick_words.TYPE_MARKS.items()),
    *(Name(mark, entries.TLP[code], "tlp") for code, mark in quick_words.TLP_MARKS.items()),
)
PRIORITIES = tuple(Name(word, f"priorité {rank}", "priority") for word, rank in quick_words.PRIORITIES.items())
WAYS = (
    *(Name(word, entries.MEANS[code], "means") for code, word in quick_words.SHORT_MEANS.items()),
    *(Name(word, f"sens {word}", "direction") for word in entries.DIRECTIONS.values()),
)


@dataclass(frozen=True, slots=True)
class Completion:
    """Put `text` instead of the line from `start` to `end`. `label` is what is shown of it."""

    start: int
    end: int
    text: str
    label: str
    kind: str  # sender, contact, organisation, place, means, direction, type, key_event, tlp, priority


@dataclass(frozen=True, slots=True)
class Known:
    """What a workstation knows to propose: made once, and again when names came."""

    names: Names
    communes: Names


def known_names(
    senders: Iterable[str], contacts: Iterable[str], listed: Iterable[Organisation], territory: Collection[str] = ()
) -> Names:
    """Who may write or be written to: the senders of the crisis, the most used first, then the contacts, then the
    organisations, those of the territory first."""
    near = {departement_of(code) for code in territory}
    ordered = sorted(listed, key=lambda one: _departement(one) not in near)
    found: dict[str, Name] = {}
    for name in (
        *(Name(one, one, "sender") for one in senders if one),
        *(Name(one, one, "contact") for one in contacts if one),
        *(Name(one.short, one.name, "organisation", (one.short, one.name, one.code, *one.aliases)) for one in ordered),
    ):
        found.setdefault(folded(name.text), name)
    return Names(found.values())


def complete(line: str, caret: int, known: Known) -> tuple[Completion, ...]:
    """Up to eight completions of what stands before the caret; none for what is complete already."""
    caret = max(0, min(caret, len(line)))
    start = line.rfind(" ", 0, caret) + 1
    end = _end_of_word(line, caret)
    typed = line[start:caret]
    proposed: Iterator[Completion]
    match typed[:1]:
        case "@":
            found = known.communes.beginning(typed[1:], MOST + 1) if typed[1:] else known.communes.first(MOST)
            proposed = (Completion(start, end, f"@{name.text}", name.label, name.kind) for name in found)
        case "#":
            proposed = _among(MARKS, typed, start, end)
        case "!":
            proposed = _among(PRIORITIES, typed, start, end)
        case _:
            separator = separation(line)
            if separator and caret > separator.start():
                return ()  # after `>` a name is part of the story
            proposed = _before(line[:caret], start, end, known.names)
    return tuple(islice((one for one in proposed if one.text != line[one.start : one.end]), MOST))


def complete_names(text: str, caret: int, known: Known) -> tuple[Completion, ...]:
    """The same in a field that holds names only, one or several."""
    caret = max(0, min(caret, len(text)))
    found = _names(text[:caret], _end_of_word(text, caret), known.names)
    return tuple(islice((one for one in found if one.text != text[one.start : one.end]), MOST))


def _before(head: str, start: int, end: int, names: Names) -> Iterator[Completion]:
    typed = head[start:]
    if quick_words.means(typed):
        return  # `tel` is the telephone, not the beginning of a television
    if len(typed) >= SHORTEST_NAME:
        yield from _among(WAYS, typed, start, end)
    yield from _names(head, end, names)


def _names(head: str, end: int, names: Names) -> Iterator[Completion]:
    """Names that begin with the last words of `head`: with as many of them as begin one."""
    begins = [match.end() for match in BREAK.finditer(head)]
    first = begins[-1] if begins else 0
    starts = [match.start() for match in re.finditer(r"(?<![^ ])[^ ]", head) if match.start() >= first]
    for start in starts[-LONGEST_NAME:]:
        wanted = phrase(head[start:])
        if len(wanted) < SHORTEST_NAME or not any(map(str.isalpha, wanted)):
            continue
        found = names.beginning(head[start:], MOST + 1)
        if found:
            yield from (Completion(start, end, name.text, name.label, name.kind) for name in found)
            return


def _among(names: Iterable[Name], typed: str, start: int, end: int) -> Iterator[Completion]:
    key = folded(typed)
    word = key.removeprefix("#")
    for name in names:
        in_label = word and any(one.startswith(word) for one in WORDS.findall(folded(name.label)))
        if in_label or folded(name.text).startswith(key):
            yield Completion(start, end, name.text, name.label, name.kind)


def _departement(organisation: Organisation) -> str:
    """That of `PREF76` and `SDIS2A`; nothing for those of the whole country."""
    return OF_DEPARTEMENT.sub("", organisation.code)


def _end_of_word(line: str, caret: int) -> int:
    end = line.find(" ", caret)
    return len(line) if end < 0 else end
