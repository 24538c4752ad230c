"""A very large main courante: opened, scrolled, searched, written in, beside the same work on a plain SQLite file."""

import os
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

from sqlcipher3 import dbapi2

from app.core import vault
from app.core.clock import Clock
from app.core.entry import fold
from app.core.entry_line import words
from app.core.search_text import folded, match_query
from app.core.store.filtering import EntryFilter
from app.core.store.reading import Reading
from app.sync.workstation import JOURNAL, Workstation, open_profile
from benchmarks import large
from benchmarks.figures import OURS, Figure, quantile
from benchmarks.ground import PASSPHRASE, Plan
from benchmarks.records import entries

FIRST, PAGE = 1_000, 200
TRIES, WARM = 9, 20
PLAIN = "plain SQLite"
IN_ORDER = "SELECT key FROM entry WHERE space = ? ORDER BY key DESC"
SEARCHES = (  # as people type them, letter by letter from the second
    *("préfecture", "hélicoptère", "évacuation pont", "cellule", "INT1-0147", "digue rompue", "pompiers renfort"),
    *("dufaÿ digue", "confinement", "que la", "point de situation", "bénévoles cabinet"),
)
Work = tuple[str, Callable[[], Any], Callable[[], Any] | None]


def measure(plan: Plan, folder: Path) -> Iterator[Figure]:
    profile, known = large.made(plan.lines, folder)
    label = f"{plan.lines:,} lines: ".replace(",", " ")
    yield Figure(f"{label}received in bulk", OURS, known.took)
    yield Figure(f"{label}disk", OURS, disk=(profile / JOURNAL).stat().st_size)
    yield Figure(f"{label}disk", PLAIN, disk=(profile / large.PLAIN).stat().st_size)
    key = vault.open_with_passphrase(profile, PASSPHRASE)
    opening = (lambda: first_page(profile, key, known.crisis), lambda: plain_first_page(profile, known.crisis))
    for by, work in zip((OURS, PLAIN), opening, strict=True):
        yield Figure(f"{label}opened, first {FIRST} keys and {PAGE} rows", by, typical(work))
    workstation = open_profile(profile, key, Clock())
    try:
        with closing(opened(profile / large.PLAIN)) as plain:
            for name, ours, theirs in works(workstation.reading, known.crisis, plain):
                yield Figure(label + name, OURS, typical(ours))
                if theirs is not None:
                    yield Figure(label + name, PLAIN, typical(theirs))
            for name, by, times in (
                *typed(workstation.reading, known.crisis, plain),
                *acknowledged(workstation, known.crisis, plan, plain),
            ):
                for part in (0.5, 0.95, 0.99):
                    yield Figure(f"{label}{name}, p{part * 100:.0f}", by, quantile(times, part))
    finally:
        workstation.close()


def opened(path: Path) -> Any:
    """The plain file, as durable as ours."""
    connection = dbapi2.connect(str(path), isolation_level=None)
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "cache_size=-65536"):
        connection.execute(f"PRAGMA {pragma}")
    return connection


def first_page(profile: Path, key: bytes, crisis: str) -> None:
    """From a profile that was unlocked to the lines of its main courante."""
    workstation = open_profile(profile, key, Clock())
    keys = workstation.reading.entry_keys(EntryFilter(crisis), FIRST)
    workstation.reading.entry_rows(keys[:PAGE])
    workstation.close()


def plain_first_page(profile: Path, crisis: str) -> None:
    with closing(opened(profile / large.PLAIN)) as plain:
        keys = plain.execute(f"{IN_ORDER} LIMIT {FIRST}", (space_of(plain, crisis),)).fetchall()
        page(plain, [key for (key,) in keys[:PAGE]])()


def space_of(plain: Any, crisis: str) -> int:
    return int(plain.execute("SELECT n FROM space WHERE name = ?", (bytes.fromhex(crisis),)).fetchone()[0])


def page(plain: Any, keys: Sequence[int]) -> Callable[[], Any]:
    sql = f"SELECT * FROM entry WHERE key IN ({','.join('?' * len(keys))})"
    return lambda: plain.execute(sql, tuple(keys)).fetchall()


def works(reading: Reading, crisis: str, plain: Any) -> list[Work]:
    """What is asked of a large journal: its name, our way, and the same rows from the plain file."""
    wanted, space = EntryFilter(crisis), (space_of(plain, crisis),)
    keys = reading.entry_keys(wanted)
    decisions = replace(wanted, types=("decision",), place="D76")
    newest = reading.entry_ids(keys[:1])

    def ask(sql: str) -> Callable[[], Any]:
        return lambda: plain.execute(sql, space).fetchall()

    sifted = (
        "SELECT key FROM entry WHERE space = ? AND type = 'decision' AND place_codes LIKE '%,76%' ORDER BY key DESC"
    )
    return [
        (f"first {FIRST} keys", lambda: reading.entry_keys(wanted, FIRST), ask(f"{IN_ORDER} LIMIT {FIRST}")),
        ("all keys", lambda: reading.entry_keys(wanted), ask(IN_ORDER)),
        (f"jump to the newest {PAGE}", lambda: reading.entry_rows(keys[:PAGE]), page(plain, keys[:PAGE])),
        (f"jump to the oldest {PAGE}", lambda: reading.entry_rows(keys[-PAGE:]), page(plain, keys[-PAGE:])),
        (f"first {FIRST} decisions of a département", lambda: reading.entry_keys(decisions, FIRST), ask(sifted)),
        ("one change in the list", lambda: reading.changes_in(wanted, newest), None),
        ("what waits, counted", lambda: (reading.counts(crisis), reading.vital(crisis)), None),
        ("model reset, table on screen", reset_of_the_model(reading, keys), None),
    ]


def typed(reading: Reading, crisis: str, plain: Any) -> Iterator[tuple[str, str, list[float]]]:
    """The newest lines that each search finds after each letter: first from one, then from the other."""
    queries = [words[:end] for words in SEARCHES for end in range(2, len(words) + 1)]
    found = "SELECT rowid FROM search_entry WHERE words MATCH ? ORDER BY rowid DESC LIMIT ?"
    wanted = EntryFilter(crisis)
    for by, ask in (
        (OURS, lambda query: reading.entry_keys(replace(wanted, query=query), FIRST)),
        (PLAIN, lambda query: plain.execute(found, (match_query(query), FIRST)).fetchall()),
    ):
        ask(queries[0])
        yield f"newest {FIRST} as one types", by, [timed(partial(ask, query)) for query in queries]


def acknowledged(
    workstation: Workstation, crisis: str, plan: Plan, plain: Any
) -> Iterator[tuple[str, str, list[float]]]:
    """An entry from the command to its durable write; its rows and words written in the plain file; turn by turn."""
    ours, theirs = [], []
    for command in entries(crisis, 0, WARM + plan.appends):
        command = replace(command, occurred_at=None)
        ours.append(timed(partial(workstation.desk.do, command)))
        theirs.append(timed(partial(insert, plain, written(workstation))))
    yield "an entry acknowledged", OURS, ours[WARM:]
    yield "an entry acknowledged", PLAIN, theirs[WARM:]


def written(workstation: Workstation) -> list[tuple[str, tuple[Any, ...]]]:
    """What the last entry put into the tables, as statements of the plain file."""
    with workstation.store.read() as transaction:
        connection = transaction.connection
        op = connection.exec_driver_sql("SELECT * FROM op ORDER BY n DESC LIMIT 1").one()
        entry = connection.exec_driver_sql("SELECT * FROM entry WHERE id = ?", (op.record,)).one()
        number = connection.exec_driver_sql("SELECT * FROM number WHERE record = ?", (op.record,)).one()
        value = fold(transaction.verified(op.record.hex()))
    assert value is not None
    rows = [
        (f"INSERT INTO {name} VALUES", tuple(row)) for name, row in (("op", op), ("entry", entry), ("number", number))
    ]
    return [*rows, ("INSERT INTO search_entry (rowid, words) VALUES", (entry.key, folded(words(value))))]


def insert(plain: Any, rows: Sequence[tuple[str, tuple[Any, ...]]]) -> None:
    plain.execute("BEGIN IMMEDIATE")
    for sql, values in rows:
        plain.execute(f"{sql} ({','.join('?' * len(values))})", values)
    plain.execute("COMMIT")


def reset_of_the_model(reading: Reading, keys: Any) -> Callable[[], None]:
    """Shows all these lines in the table of the main courante, its first page read."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    from app.ui.journal_model import JournalModel
    from app.ui.journal_view import JournalView

    def now() -> int:
        return time.time_ns() // 1_000_000

    application = QApplication.instance() or QApplication([])
    model = JournalModel(lambda some, answer: answer(reading.entry_rows(some)), now)
    view = JournalView(model, now)
    view.resize(1280, 720)
    view.show()
    first = [row for row in reading.entry_rows(keys[:PAGE]) if row]

    def reset() -> None:
        model.show_keys(keys, first)
        view.scrollToTop()
        application.processEvents()

    return reset


def timed(work: Callable[[], Any]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def typical(work: Callable[[], Any]) -> float:
    """The median time of a few tries, after one that warms the caches."""
    work()
    return median(timed(work) for _ in range(TRIES))
