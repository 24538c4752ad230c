"""What the window asks at each key, or at the first one: names completed, communes found, texts compared."""

from collections.abc import Callable, Iterator
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

from app.core.completion import Known, complete, known_names
from app.core.language.contradictions import Said, contradictions
from app.core.naming_index import communes
from app.core.places import Places, Tables
from benchmarks.figures import OURS, Figure
from benchmarks.ground import Plan

TIMES = 5
LINES = ("02:48 cellule 9", "jean", "@s", "@saint", "> #", "02:48 préfecture de la seine mar", "dup")
LETTERS = ("s", "le", "saint", "saint-et", "rouen", "765")


def measure(plan: Plan, folder: Path) -> Iterator[Figure]:
    """The least of some times: the rest is the machine's."""
    yield least("communes read for the first key", lambda: Places(Tables()).find_in("Rouen"))
    index = communes(Places(), ("76",))
    yield least("communes beginning with the letters, each key", lambda: [index.beginning(one) for one in LETTERS], 6)
    cells, people = ([f"{what} {n}" for n in range(1000)] for what in ("Cellule de Rouen", "Jean Dupont"))
    known = Known(known_names(cells, people, ()), index)
    yield least("a line completed, each key", lambda: [complete(one, len(one), known) for one in LINES], 7)
    one, others = texts(plan.compared)
    yield least(f"a text compared with {len(others)} others", lambda: contradictions(one, others))


def texts(count: int) -> tuple[Said, list[Said]]:
    """A message of 3,000 characters and others of its topic."""
    sentence = "Le préfet rappelle les consignes de prudence et remercie les équipes engagées sur le terrain. "
    said = [f"Les écoles de la commune {n} sont fermées jusqu’à nouvel ordre. " for n in range(6)]
    text = "".join(one + sentence * 5 for one in said)
    others = (text.replace("Les écoles", f"Les {n} gymnases") for n in range(count))
    return Said("one", "EDL-1", "t", text[:3_000]), [
        Said(str(n), f"CP-{n}", "t", other) for n, other in enumerate(others)
    ]


def least(work: str, do: Callable[[], Any], of: int = 1) -> Figure:
    do()
    seconds = cpu = float("inf")
    for _ in range(TIMES):
        began, spent = perf_counter(), process_time()
        do()
        seconds, cpu = min(seconds, perf_counter() - began), min(cpu, process_time() - spent)
    return Figure(work, OURS, seconds / of, cpu / of)
