"""The entries every benchmark works on: about 600 bytes of French each, the same at every run."""

import itertools
import json
import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

from app.core.clock import milliseconds
from app.core.entry_commands import Record

BEGINS = datetime(2025, 10, 9, 8, 53, 20, tzinfo=UTC)
STEP = 7  # seconds of fact between two entries
VOCABULARY = 20_000  # words besides those of the field, so that the text compresses no better than real French
LONGEST_SUBJECT = 60
CATEGORIES = ("crue", "incendie", "évacuation", "moyens", "météo", "point de situation", "demande", "décision")
AUTHORS = (
    "Cécile Lefèvre",
    "Jean-Noël Guérin",
    "Aïcha Benali",
    "Loïc Le Goff",
    "Marie-Hélène Dupré",
    "François Béchet",
    "Zoé Marchand",
    "Rémi Dufaÿ",
    "Inès Costa",
    "Hervé Thévenot",
)
SAID_IN_THE_FIELD = Path(__file__).with_name("words.txt")
STARTS = [*"bcdfgjlmnprstv", "ch", "br", "cr", "dr", "fr", "gr", "pl", "tr", "bl", "cl"]
MIDDLES = [*"aeiouéè", "ai", "ou", "on", "an", "eu", "in", "oi"]
ENDS = ["", "", "r", "s", "l", "t", "nt", "ment", "tion", "eur", "ais", "ons", "erait", "ées"]
COMMON_WORD, RARE_WORD = "préfecture", "hélicoptère"


@cache
def vocabulary() -> tuple[list[str], list[float]]:
    """The words, and their weights added up: a few are said often, most hardly ever."""
    chance = random.Random(7)
    syllable = [start + middle for start in STARTS for middle in MIDDLES]
    invented: dict[str, None] = {}
    while len(invented) < VOCABULARY:
        invented["".join(chance.choices(syllable, k=chance.randint(2, 4))) + chance.choice(ENDS)] = None
    words = [*SAID_IN_THE_FIELD.read_text(encoding="utf-8").split(), *invented]
    return words, list(itertools.accumulate(1 / (place + 12) ** 0.95 for place in range(len(words))))


def text(chance: random.Random, least: int = 200, most: int = 400) -> str:
    """Sentences of that many characters."""
    words, weights = vocabulary()
    wanted, sentences, size = chance.randint(least, most), [], 0
    while size < wanted:
        said = chance.choices(words, cum_weights=weights, k=chance.randint(6, 14))
        if chance.random() < 0.3:
            said.append(str(chance.randint(1, 999)))
        sentences.append(" ".join(said).capitalize() + ".")
        size += len(sentences[-1]) + 1
    return " ".join(sentences)[:most]


def invented_records(seed: int = 1) -> Iterator[dict[str, Any]]:
    """Records without end, in the order of their facts."""
    chance = random.Random(seed)
    for n in itertools.count():
        yield {
            "occurred_at": (BEGINS + timedelta(seconds=n * STEP)).isoformat(),
            "author": chance.choice(AUTHORS),
            "category": chance.choice(CATEGORIES),
            "text": text(chance),
        }


def entries(crisis: str, first: int, count: int, file: Path | None = None) -> Iterator[Record]:
    """Commands that write `count` records from the one numbered `first`. `file` holds one JSON record a line: the
    very records the peers were given."""
    if file is None:
        yield from (_entry(crisis, one) for one in islice(invented_records(), first, first + count))
        return
    with file.open(encoding="utf-8") as lines:
        yield from (_entry(crisis, json.loads(line)) for line in islice(lines, first, first + count))


def _entry(crisis: str, record: dict[str, Any]) -> Record:
    written = record["text"]
    cut = written.rfind(" ", 0, LONGEST_SUBJECT)
    return Record(
        crisis,
        f"{record['category']} : {written[:cut]}",
        written[cut + 1 :],
        occurred_at=milliseconds(datetime.fromisoformat(record["occurred_at"])),
        sender=record["author"],
    )
