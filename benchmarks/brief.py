"""A standard brief of a long main courante, composed and printed with its annex; and an annex of sixty pages."""

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from app.core.brief_commands import Freeze
from app.core.brief_content import Content, Section, Table
from app.core.entry_commands import Record
from app.documents import brief
from app.sync.workstation import Workstation
from benchmarks.figures import OURS, Figure, own_cpu
from benchmarks.ground import Ground, Plan, prepared, write_all
from benchmarks.records import entries

SINCE = 0.04  # of the entries come after the brief before
KINDS = {3: "action", 5: "decision", 7: "request", 11: "rumour"}  # one entry in so many
KEY_EVENT = 9
ROWS = 40  # on each page of the annex, about


def measure(plan: Plan, folder: Path) -> Iterator[Figure]:
    label = f"{plan.briefed:,} entries: ".replace(",", " ")
    with prepared(folder) as ground:
        before = round(plan.briefed * (1 - SINCE))
        write_all(ground.first, told(ground.crisis, 0, before))
        first = composed(ground.first, ground.crisis)
        yield from timed(f"{label}first brief, all of them", lambda: brief.render(first))
        made = brief.render(first)
        ground.first.desk.do(Freeze(ground.crisis, made.content, made.printed))
        write_all(ground.first, told(ground.crisis, before, plan.briefed - before))
        yield from since(ground, label)
        yield from annexed(first, plan)


def since(ground: Ground, label: str) -> Iterator[Figure]:
    """The next brief: what came after the first, and what is still open."""
    content = composed(ground.first, ground.crisis)
    yield from timed(f"{label}standard brief composed", lambda: composed(ground.first, ground.crisis))
    yield from timed(f"{label}standard brief printed", lambda: brief.render(content))
    yield from timed(
        f"{label}standard brief composed and printed", lambda: brief.render(composed(ground.first, ground.crisis))
    )


def annexed(content: Content, plan: Plan) -> Iterator[Figure]:
    """A brief that a table follows, on as many pages as are wanted."""
    rows = tuple(
        (f"SIG1-{n:04}", f"Mesure numéro {n}, prise sur place", "préfecture") for n in range(plan.pages * ROWS)
    )
    table = Table(("N°", "Mesure", "Par"), rows, (1, 4, 1.4))
    long = replace(content, sections=content.sections[:1], annexes=(Section(1, "Mesures", (table,)),))
    pages = brief.render(long).printed.annex_pages
    yield from timed(f"brief with an annex of {pages} pages, printed", lambda: brief.render(long))


def composed(workstation: Workstation, crisis: str) -> Content:
    return workstation.reading.compose(crisis, workstation.clock.now(), True)


def told(crisis: str, first: int, count: int) -> Iterator[Record]:
    """The entries of every benchmark, some of them of the kinds that a brief tells, sure and unsure."""
    for number, record in enumerate(entries(crisis, first, count), first):
        kind = next((kind for each, kind in KINDS.items() if number % (each * 10) == 0), "information")
        yield replace(
            record,
            type=kind,
            key_event=number % KEY_EVENT == 0,
            source="B" if number % 4 else "F",
            credibility="2" if number % 4 else "6",
            triage="closed" if number % 50 else "to_sort",
        )


def timed(work: str, do: Callable[[], Any]) -> Iterator[Figure]:
    """The seconds of the second time: fonts and hyphens are read once for all papers."""
    do()
    began, cpu = time.perf_counter(), own_cpu()
    do()
    yield Figure(work, OURS, time.perf_counter() - began, own_cpu() - cpu)
