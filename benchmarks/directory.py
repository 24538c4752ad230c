"""A very large directory: what is found after each key, beside a plain SQLite file that looks through all of it."""

from collections.abc import Iterator, Sequence
from contextlib import closing
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

from app.core import vault
from app.core.desk import grant_for
from app.core.operations import SALT_SIZE, Operation, write
from app.core.registers.directory import AddContact, decide
from app.core.search_text import folded
from app.core.store.reading import Reading
from app.sync.workstation import JOURNAL, Workstation
from benchmarks.bare import copied_in_clear
from benchmarks.contacts import contacts
from benchmarks.figures import OURS, Figure, quantile
from benchmarks.ground import PASSPHRASE, Plan, exchange, prepared
from benchmarks.journal import PLAIN, timed
from benchmarks.large import BATCH, SECOND_LIFE, received

PAGE = 200
AUTHOR = "Léa Aubert"
LATE = 40  # contacts written one by one, which leave the index of words in as many pieces
LOOKED_IN = ("name", "function", "organisation", "service", "phone")
SCAN = f"SELECT * FROM contact WHERE {' OR '.join(f'{one} LIKE ?' for one in LOOKED_IN)} ORDER BY sort LIMIT {PAGE}"
SEARCHES = {  # as people type them, letter by letter from the first
    "a name": (
        *("claire martin", "Le Goff", "dupont benoît", "mairie de Saint-Étienne", "gendarmerie saint martin"),
        *("jean-noël rey", "zoé", "astreinte de direction", "commune", "trésorerie mont"),
    ),
    "a name with a mistake": (
        *("claire matrin", "Le Gofff", "dupomt benoît", "mairie de Siant-Étienne", "gendarmrie saint martin"),
        *("jena-noël rey", "lefevr", "astrinte de direction", "préfcture", "trésoreire mont"),
    ),
    "an acronym": ("DICOM", "SIDPC", "ARS", "CCAS", "DDETSPP", "sdis 76", "samu", "cabinet SIG"),
    "a number": ("04 00 00 50 00", "0100012345", "+33 2 00 02", "0033300098765", "54321", "0500 07"),
}


def measure(plan: Plan, folder: Path) -> Iterator[Figure]:
    label = f"{plan.lines:,} contacts: ".replace(",", " ")
    with prepared(folder) as ground:
        (code,) = ground.invite([AUTHOR])
        author = ground.enrolled("INT1", code)
        for one in (author, ground.first):
            exchange(one)
        yield Figure(f"{label}received in bulk", OURS, received_from(author, ground.first, plan.lines))
        key = vault.open_with_passphrase(ground.first.folder, PASSPHRASE)
        with closing(copied_in_clear(ground.first.folder / JOURNAL, key, folder / "plain.db")) as plain:
            yield from found(ground.first.reading, plain, label)
            add(ground.first)
            yield from found(ground.first.reading, None, f"{label}{LATE} more written since, ")


def received_from(author: Workstation, receiver: Workstation, count: int) -> float:
    """Hands over that many contacts of one author. Returns the seconds of reception alone."""
    with author.store.read() as transaction:
        space = transaction.accounts.directory
    return received(receiver, space, batches(author, space, count))


def batches(author: Workstation, space: str, count: int) -> Iterator[list[Operation]]:
    with author.store.read() as transaction:
        view = transaction.view()
        (draft,) = decide(AddContact({"family_name": "Aubert"}), view)
        grant = grant_for(draft, view)
    clock, last, seq = author.clock, "", 0
    every = contacts(count)
    while some := list(islice(every, BATCH)):
        batch: list[Operation] = []
        for fields in some:
            seq += 1
            operation = write(
                author.store.key,
                kind=draft.kind,
                body={"fields": fields},
                salt=clock.chance(SALT_SIZE),
                incarnation=SECOND_LIFE,
                seq=seq,
                prev=last,
                clock=clock.now() << 16 | seq & 0xFFFF,
                at=clock.now(),
                space=space,
                grant=grant,
            )
            last = operation.id
            batch.append(operation)
        yield batch


def add(workstation: Workstation) -> None:
    """Contacts written one at a time, with nobody to put the index of words in order."""
    for fields in contacts(LATE, seed=9):
        workstation.desk.do(AddContact(fields))


def found(reading: Reading, plain: Any, label: str) -> Iterator[Figure]:
    """The contacts found after each key struck: by us, then looked for in every row of the plain file."""
    reading.find_contacts("m")
    for what, searches in SEARCHES.items():
        struck = keys(searches)
        ours = [timed(partial(reading.find_contacts, typed, limit=PAGE)) for typed in struck]
        theirs = [timed(partial(scanned, plain, typed)) for typed in struck] if plain else []
        for part in (0.5, 0.95):
            for by, times in ((OURS, ours), (PLAIN, theirs)):
                if times:
                    yield Figure(f"{label}{what} as one types, p{part * 100:.0f}", by, quantile(times, part))


def keys(searches: Sequence[str]) -> list[str]:
    """What is in the box after each key."""
    return [words[:end] for words in searches for end in range(1, len(words) + 1)]


def scanned(plain: Any, typed: str) -> list[Any]:
    words = f"%{folded(typed)}%"
    return list(plain.execute(SCAN, (words,) * len(LOOKED_IN)))
