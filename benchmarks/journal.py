"""A very large main courante: opened, scrolled and searched, against the same questions put to a plain SQLite file."""

import os
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from itertools import islice
from pathlib import Path
from statistics import median
from typing import Any

from app.core import vault
from app.core.clock import Clock
from app.core.desk import grant_for
from app.core.operations import SALT_SIZE, Operation, to_wire, write
from app.core.registers.journal import decide
from app.core.search_text import match_query
from app.core.store.cursor import Cursor
from app.core.store.reading import EntryFilter, Reading
from app.sync.workstation import JOURNAL, Workstation, open_profile
from benchmarks.bare import copied_in_clear
from benchmarks.figures import OURS, Figure
from benchmarks.ground import PASSPHRASE, Plan, prepared
from benchmarks.records import COMMON_WORD, RARE_WORD, entries

FIRST, PAGE, NEWEST = 1_000, 200, 50
BATCH = 5_000
TRIES = 9
PLAIN = "plain SQLite"
Work = tuple[str, Callable[[], Any], Callable[[], Any] | None]


def measure(plan: Plan, folder: Path) -> Iterator[Figure]:
    with prepared(folder) as ground:
        crisis, kept = ground.crisis, ground.first.folder
        took = fill(ground.first, crisis, plan)
    label = f"{plan.lines:,} lines: ".replace(",", " ")
    yield Figure(f"{label}received in bulk", OURS, took)
    key = vault.open_with_passphrase(kept, PASSPHRASE)
    workstation = open_profile(kept, key, Clock())
    try:
        with closing(copied_in_clear(kept / JOURNAL, key, folder / "plain.db")) as plain:
            for name, ours, theirs in works(workstation.reading, crisis, plain):
                yield Figure(label + name, OURS, typical(ours))
                if theirs is not None:
                    yield Figure(label + name, PLAIN, typical(theirs))
    finally:
        workstation.close()
    yield Figure(f"{label}disk", OURS, disk=(kept / JOURNAL).stat().st_size)
    yield Figure(f"{label}disk", PLAIN, disk=(folder / "plain.db").stat().st_size)


def works(reading: Reading, crisis: str, plain: Any) -> list[Work]:
    """What is asked of a large journal: its name, our way, and the same rows from the plain file."""
    wanted = EntryFilter(crisis)
    keys = reading.entry_keys(wanted)
    space = plain.execute("SELECT n FROM space WHERE name = ?", (bytes.fromhex(crisis),)).fetchone()

    def ask(sql: str, values: Sequence[Any]) -> Callable[[], Any]:
        return lambda: plain.execute(sql, tuple(values)).fetchall()

    def page(some: Sequence[int]) -> Callable[[], Any]:
        return ask(f"SELECT * FROM entry WHERE key IN ({','.join('?' * len(some))})", some)

    def search(words: str) -> Work:
        sql = "SELECT key FROM entry WHERE space = ? AND key IN (SELECT rowid FROM search_entry WHERE words MATCH ?)"
        newest = ask(f"{sql} ORDER BY key DESC LIMIT {NEWEST}", (*space, match_query(words)))
        return f"newest {NEWEST} of “{words}”", lambda: reading.entry_keys(replace(wanted, query=words), NEWEST), newest

    in_order = "SELECT key FROM entry WHERE space = ? ORDER BY key DESC"
    return [
        (f"first {FIRST} keys", lambda: reading.entry_keys(wanted, FIRST), ask(f"{in_order} LIMIT {FIRST}", space)),
        ("all keys", lambda: reading.entry_keys(wanted), ask(in_order, space)),
        (f"page of {PAGE}, newest", lambda: reading.entry_rows(keys[:PAGE]), page(keys[:PAGE])),
        (f"page of {PAGE}, oldest", lambda: reading.entry_rows(keys[-PAGE:]), page(keys[-PAGE:])),
        search(COMMON_WORD),
        search(RARE_WORD),
        ("model reset, table on screen", reset_of_the_model(reading, keys), None),
    ]


def reset_of_the_model(reading: Reading, keys: Any) -> Callable[[], None]:
    """Shows all these lines in the table of the main courante, its first page read."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    from app.ui.journal_model import JournalModel
    from app.ui.journal_view import JournalView

    application = QApplication.instance() or QApplication([])
    model = JournalModel(lambda some, answer: answer(reading.entry_rows(some)))
    view = JournalView(model, lambda: time.time_ns() // 1_000_000)
    view.resize(1280, 720)
    view.show()
    first = {0: reading.entry_rows(keys[:PAGE])}

    def reset() -> None:
        model.show_keys(keys, dict(first))
        view.scrollToTop()
        application.processEvents()

    return reset


def typical(work: Callable[[], Any]) -> float:
    """The median time of a few tries, after one that warms the caches."""
    work()
    times = []
    for _ in range(TRIES):
        began = time.perf_counter()
        work()
        times.append(time.perf_counter() - began)
    return median(times)


def fill(workstation: Workstation, crisis: str, plan: Plan) -> float:
    """Receives that many entries in large batches, as a workstation that joins late does. Returns the seconds of
    reception alone."""
    ranked, epoch, took = 0, "banc", 0.0
    for batch in batches(workstation, crisis, plan):
        wires, ids = [to_wire(one) for one in batch], [bytes.fromhex(one.id) for one in batch]
        began = time.perf_counter()
        with workstation.store.write() as transaction:
            transaction.take(crisis, epoch, ranked, wires, ids)
            ranked += len(batch)
            transaction.move(crisis, Cursor(epoch, ranked, bytes(32)))
        took += time.perf_counter() - began
    return took


def batches(workstation: Workstation, crisis: str, plan: Plan) -> Iterator[list[Operation]]:
    """Entries of the same person, in one chain as if from a second life of the workstation."""
    key, clock = workstation.store.key, workstation.clock
    with workstation.store.read() as transaction:
        view = transaction.view()
        draft = decide(next(entries(crisis, 0, 1)), view)[0]
        grant = grant_for(draft, view)
    last, n = "", 0
    commands = entries(crisis, 0, plan.lines)
    while some := list(islice(commands, BATCH)):
        batch: list[Operation] = []
        for command in some:
            n += 1
            fields = {**draft.body["fields"], "subject": command.subject, "content": command.content}
            fields |= {"occurred_at": command.occurred_at, "sender": command.sender}
            operation = write(
                key,
                kind=draft.kind,
                body={**draft.body, "number": f"BANC-{n:04}", "fields": fields},
                salt=clock.chance(SALT_SIZE),
                incarnation="b" * 16,
                seq=n,
                prev=last,
                clock=clock.now() << 16 | n & 0xFFFF,
                at=clock.now(),
                space=crisis,
                grant=grant,
            )
            last = operation.id
            batch.append(operation)
        yield batch
