"""Each column of each table of a workstation, changed behind our back, is found or changes nothing anybody sees."""

import os
import shutil
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from sqlcipher3 import dbapi2

from app.core.attachments import described
from app.core.cascade import Number, Target
from app.core.cascade_commands import LogCall, WriteCascade
from app.core.entries import Assignee, Place
from app.core.entry_commands import Amend, Assign, Link, Record, Transcribe, Triage
from app.core.figure_commands import ChooseFigure, RecordFigure
from app.core.registers.acknowledgements import Acknowledge
from app.core.registers.consultations import LookAt
from app.core.registers.directory import AddContact
from app.core.registers.duties import AddDuty
from app.core.registers.extractions import LogExtraction
from app.core.registers.private import AddPrivate
from app.core.store import schema
from app.core.store.authority import Bench
from app.core.store.engine import Database
from app.core.store.filtering import EntryFilter
from app.core.store.reading import Reading
from app.core.store.store import Store
from app.core.store.verification import verify
from app.sync.workstation import Workstation
from tests.office import Office, operations, share

# Nobody signed these: they belong to this workstation alone, and only the encryption of its disk keeps them.
ITS_OWN = frozenset(("draft", "preference", "notice", "arrival", "meta"))
HEARD = ("space", "removed_by")  # what the server showed us when it left us out: the removal itself is not kept
COLUMNS = [
    (table.name, column.name)
    for table in schema.metadata.sorted_tables
    if table.name not in ITS_OWN
    for column in table.columns
    if (table.name, column.name) != HEARD
]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workstation]:
    """A workstation with every kind of thing a main courante holds, some of it from another one."""
    office = Office(tmp_path_factory.mktemp("office"))
    office.open_private()
    sig, other = office.workstation("SIG1", "Alice Aubert"), office.workstation("SIG2", "Bruno Bellec")
    crisis = office.crisis(sig, (other, "CCOM"))
    place = Place("76540", "Rouen", ("76451",), 49.44, 1.09)
    plan = os.urandom(3_000_000)
    file = described("plan.pdf", plan)
    first = sig.desk.do(Record(crisis, "Feu", content="cuvette 3", place=place, files=(file,)), [plan]).id
    second = sig.desk.do(Record(crisis, "Fermer l'A150", type="decision", options="fermer", key_event=True)).id
    sig.desk.do(Transcribe(crisis, "2", (Record("", "Ligne 1"), Record("", "Ligne 2"))))
    sig.desk.do(Link(second, "contradicts", first, "deux mesures"))
    sig.desk.do(Triage(first, "closed"))
    sig.desk.do(Assign(second, Assignee("", "SAN", "Santé"), 5))
    share(sig, crisis, [other])
    other.desk.do(Amend(first, {"subject": "Feu maîtrisé"}, "relu"))
    sig.desk.do(Amend(first, {"subject": "Feu éteint"}, "relu"))
    other.desk.do(Acknowledge(crisis, (first, second)))
    share(other, crisis, [sig])
    contact = sig.desk.do(AddContact({"family_name": "Durand"})).id
    sig.desk.do(AddPrivate(contact, "06 39 98 12 41", remark="le soir"))
    sig.desk.do(LookAt((contact,), "shown", "appel de nuit"))
    on_call = {"organisation": "SAN", "function": "DICOM", "starts": 5, "ends": 9, "phone": "01 99 00 33 15"}
    sig.desk.do(AddDuty({**on_call, "holder": contact, "deputy_name": "R. Vasseur", "remark": "nuit", "last": True}))
    one = sig.desk.do(RecordFigure(crisis, "Décès", "17", "SINUS", 5, unit="corps", note="nuit", origin="x")).id
    two = sig.desk.do(RecordFigure(crisis, "Décès", "21", "Préfecture 76", 6, replaces="", publishable=True)).id
    sig.desk.do(RecordFigure(crisis, "Décès", "18", "SINUS", 7, replaces=one))
    sig.desk.do(ChooseFigure(two, (one,), "plus sûr"))
    sig.desk.do(LogExtraction(crisis, "journal", "pdf", "tout", 4, "a" * 64))
    kerjean = Target("D. Kerjean", numbers=(Number("duty", "+33199001201"),))
    sig.desk.do(LogCall(sig.desk.do(WriteCascade(crisis, "Alerte", "", (kerjean,))).id, kerjean.key, "reached"))
    assert operations(sig, crisis)
    assert verify(sig.store, lambda *_: "").intact
    yield sig
    office.close()


def copy_of(made: Workstation, path: Path) -> Store:
    """The same journal in another file, to spoil."""
    database = made.store.database
    raw = database.keep_open()
    raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    raw.close()
    shutil.copy(database.path, path)
    return Store(Database(path, database._key), made.store.key, made.clock)


def seen(store: Store) -> list[Any]:
    """All that a screen, a print or a command shows of it; what cannot be shown is refused, and said."""
    reading = Reading(store)
    found = [_answer(ask) for ask in (reading.me, reading.crises, reading.persons, reading.pending, reading.contacts)]
    found.append(_answer(reading.consultations))
    found += [_answer(partial(reading.duties, "", 0, 20)), _answer(partial(reading.on_call, "", 7))]
    found += [_answer(partial(reading.private_of, row.id)) for row in _answer(reading.contacts) or ()]
    for crisis in _answer(reading.crises) or ():
        wanted = [EntryFilter(crisis.id), EntryFilter(crisis.id, order="recorded")]
        wanted += [EntryFilter(crisis.id, query=word) for word in ("cuvette", "plan", "maîtrisé", "fermer")]
        found += [_answer(partial(_lines, reading, one)) for one in wanted]
        found += [
            _answer(partial(ask, crisis.id))
            for ask in (reading.vital, reading.members, reading.conflicts, reading.figures, reading.cascades)
        ]
    return found


def _lines(reading: Reading, wanted: EntryFilter) -> Any:
    rows = [row for row in reading.entry_rows(reading.entry_keys(wanted)) if row]
    entries = reading.entries([row.id for row in rows])
    files = [reading.file(file.sha256) for entry in entries for file in entry.files]
    return rows, entries, files, [reading.related(row.id) for row in rows]


def _answer(ask: Callable[[], Any]) -> Any:
    try:
        return ask()
    except Exception:  # whatever it is, it is not a wrong answer
        return None


def spoil(store: Store, table: str, column: str) -> bool:
    """Puts something else of the same kind in that column of one row; False when nothing stands in that table, or
    when the table itself refuses it."""
    raw = store.database.keep_open()
    raw.execute("PRAGMA foreign_keys=OFF")
    try:
        found = raw.execute(f"SELECT typeof({column}), {column} FROM {table} ORDER BY 2 DESC LIMIT 1").fetchone()
        if found is None:
            return False
        done = raw.execute(f"UPDATE {table} SET {column} = ? WHERE {column} IS ?", (_other(*found), found[1]))
        assert done.rowcount >= 1
        return True
    except dbapi2.IntegrityError:
        return False
    finally:
        raw.close()


def _other(kind: str, value: Any) -> Any:
    match kind:
        case "integer":
            return 1 - value if value in (0, 1) else value + 1
        case "text":
            return f"{value[:-1]}{'0' if value[-1:] != '0' else '1'}"
        case "blob":
            return bytes([value[0] ^ 1]) + value[1:] if value else b"\x00"
    return 7


@pytest.fixture(scope="module")
def as_it_is(made: Workstation, tmp_path_factory: pytest.TempPathFactory) -> list[Any]:
    """All that is seen of a copy nobody spoiled."""
    store = copy_of(made, tmp_path_factory.mktemp("whole") / "journal.db")
    found = seen(store)
    store.close()
    assert None not in found
    return found


@pytest.mark.parametrize(("table", "column"), COLUMNS)
def test_a_changed_column_is_found_or_changes_nothing_seen(
    made: Workstation, as_it_is: list[Any], tmp_path: Path, table: str, column: str
) -> None:
    store = copy_of(made, tmp_path / "journal.db")
    if spoil(store, table, column):
        store.bench = Bench()  # what was folded before is not asked again
        verdict = verify(store, lambda *_: "")  # a signature spoiled below a good one is told of, and the chain holds
        assert not verdict.intact or verdict.unsigned or seen(store) == as_it_is
    store.close()
