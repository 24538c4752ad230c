"""The ground a message stands on: what a fact of the main courante, or a figure of the bilan, says at this moment."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from app.core.entries import VERIFICATIONS
from app.core.entry import Entry
from app.core.figure import Figure
from app.core.figures import footing_of

SAID = ("subject", "content", "occurred_at", "precision", "place")  # a better rating changes nothing of what was said
LONGEST = 1_500  # characters of a content kept to show which words changed


@dataclass(frozen=True, slots=True)
class Footing:
    """What a record says now: `hash` changes as soon as a message resting on it must be looked at again; `words` are
    those a person compares. `register` is `entry` or `figure`."""

    record: str
    register: str
    number: str
    hash: str
    words: str


def of_entry(entry: Entry, against: Sequence[str]) -> Footing:
    """What an entry says. `against`: the numbers of the entries that contradict or replace it, unsettled."""
    lines = [entry.subject, entry.content[:LONGEST]]
    if entry.verification == "denied":
        lines.append(VERIFICATIONS["denied"].capitalize())
    if against:
        lines.append(f"Contredit ou remplacé par {', '.join(sorted(set(against)))}")
    hash = standing(said_by(entry), against)
    return Footing(entry.id, "entry", entry.number, hash, "\n".join(filter(None, lines)))


def of_figure(figure: Figure, replaced_by: Sequence[str], set_aside_by: Sequence[str]) -> Footing:
    """What a figure says."""
    hash, words = footing_of(figure, replaced_by, set_aside_by)
    return Footing(figure.id, "figure", figure.number, hash, words)


def said_by(entry: Entry) -> str:
    """A hash of what an entry says by itself, every value of a field that holds several included."""
    said = [[str(value.value) for value in entry.fields[name].values] for name in SAID if name in entry.fields]
    return digest([*said, ["denied"] if entry.verification == "denied" else []])[:32]


def standing(said: str, against: Sequence[str]) -> str:
    """What it says, and what stands against it: one hash."""
    return digest([[said], sorted(set(against))])


def digest(parts: Sequence[Sequence[str]]) -> str:
    """SHA-256 (hex) of lists of words, each behind its length."""
    found = hashlib.sha256(b"diapason-footing-1")
    for part in parts:
        found.update(len(part).to_bytes(4, "big"))
        for word in part:
            data = word.encode(errors="surrogatepass")
            found.update(len(data).to_bytes(4, "big") + data)
    return found.hexdigest()
