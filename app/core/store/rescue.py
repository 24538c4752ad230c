"""The rescue of a damaged journal: it is set aside as it is, and a new one made of all that can still be proved."""

import shutil
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection

from app.core import backup
from app.core.clock import Clock
from app.core.errors import Damaged, Refused, Unavailable
from app.core.identity import SEED_SIZE, Identity, noted
from app.core.keys import SigningKey
from app.core.store import damage, incarnation, log, refilling
from app.core.store.engine import Database
from app.core.store.found import Found, gathered
from app.core.store.refilling import Against
from app.core.store.salvage import Pages
from app.core.store.store import Store
from app.core.whole import make_durable, settle, write_whole

ASIDE, WORK = "mis-de-cote", "sauvetage"
SIDES = ("-wal", "-shm", damage.MARK)
KEPT_TABLES = (("preference", "name, value"), ("draft", "name, text"))
LOST_IDENTITY = (
    "Ni le journal, ni ce qui est gardé à côté de lui, ni une sauvegarde ne disent plus quel est ce poste. "
    "Rien n'a été effacé : faites inscrire le poste à nouveau, et gardez ce dossier."
)


@dataclass(frozen=True, slots=True)
class Rescued:
    """What a rescue brought back, in numbers. `pages`: of the damaged file, `broken` of which were not as written.
    `from_backup`: operations that only the copy of `backup` held. `unsent`: written here, the server never ranked them.
    `waiting`: kept, but behind one that is missing. `missing`: operations known to have been held and not found,
    `missing_here` of which were written here. `contents`: attached files brought back, of `contents_named`."""

    pages: int
    broken: int
    operations: int
    from_backup: int
    unsent: int
    waiting: int
    missing: int
    missing_here: int
    contents: int
    contents_named: int
    backup: str
    set_aside: str


def is_sound(journal: Path, key: bytes) -> bool:
    """Whether there is nothing to rescue: every page is what was written."""
    if damage.at_opening(journal, key):
        return False
    database = Database(journal, key)
    try:
        with database.read() as connection:
            log.noted(connection, "signing_seed")
        return database.is_whole()
    except Damaged:
        return False
    except Unavailable:
        raise
    except Exception:  # a table that is not there any more
        return False
    finally:
        database.close()


def rescue(journal: Path, key: bytes, identity: Identity | None, clock: Clock, against: Against) -> Rescued:
    """Makes a new journal in place of a damaged one, in another life of this workstation. Nothing is deleted: what was
    there is set aside. One that was cut short is begun again. Raises Unavailable.

    `identity` is what is kept of it beside the journal; `against` judges what the server signed (`sync.confirmation`).
    """
    folder, work = journal.parent, journal.parent / WORK
    aside = _set_aside(journal, clock)
    _clear(work)
    work.mkdir()
    pages = Pages(aside / journal.name, key)
    saved = _latest_backup(folder, work / "copy", key)
    copy = Database(work / "copy" / journal.name, key) if saved else None
    try:
        found = gathered(pages, copy)
        known = identity or _identity(found)
        if known is None:
            raise Unavailable(LOST_IDENTITY)
        found.add(known.founding)
        signing = SigningKey(known.signing)
        store = Store(Database(work / journal.name, key), signing, clock)
        try:
            with store.database.write() as connection:
                for name, value in noted(known).items():
                    log.note(connection, name, value)
                for source in _small_tables(aside, work, journal.name, key, copy):
                    _keep_small(connection, source)
            waiting = refilling.refill(store, found, known.service.hex(), against)
            contents = refilling.refill_contents(store, pages, copy)
            with store.database.write() as connection:
                incarnation.renew(connection, clock, signing.public)
                life = incarnation.current(connection)
            report = _counted(store, found, pages, waiting, contents, saved, aside)
        finally:
            store.close()
    finally:
        pages.close()
        if copy:
            copy.close()
    make_durable(work / journal.name)
    (work / journal.name).rename(journal)
    settle(folder)
    with suppress(OSError):
        incarnation.write_beside(folder, life)
        write_whole(aside / "rapport.txt", told(report).encode())
    _clear(work)
    return report


def told(report: Rescued) -> str:
    """What a person is told of a rescue."""
    lines = [
        *(["Rien n'a été perdu de ce que ce poste tenait."] if not report.missing else []),
        f"Journal endommagé : {report.broken} pages altérées sur {report.pages}. Il est mis de côté, intact, "
        f"dans {report.set_aside}.",
        f"Le nouveau journal tient {report.operations} opérations, dont {report.unsent} à envoyer au serveur.",
    ]
    if report.backup:
        lines.append(f"La sauvegarde {report.backup} en a rendu {report.from_backup} qui n'étaient plus lisibles.")
    if report.contents_named:
        lines.append(f"Pièces jointes rendues : {report.contents} sur {report.contents_named}.")
    if report.waiting:
        lines.append(f"{report.waiting} opérations attendent celles qui manquent avant elles : elles sont gardées.")
    if report.missing:
        lines.append(
            f"{report.missing} opérations n'ont pas été retrouvées, dont {report.missing_here} écrites sur ce poste. "
            "Celles que le serveur tient reviendront au prochain échange."
        )
    return "\n".join(lines)


def _set_aside(journal: Path, clock: Clock) -> Path:
    """Moves what is left of a journal into a folder of its own; the journal itself first, so that a rescue that was
    cut short finds it again."""
    shelf = journal.parent / ASIDE
    if journal.exists():
        aside = shelf / str(clock.now())
        aside.mkdir(parents=True)
        journal.rename(aside / journal.name)
    else:
        held = sorted(shelf.glob(f"*/{journal.name}"), key=lambda one: int(one.parent.name))
        if held:
            aside = held[-1].parent
        else:  # nothing is left of it: only the copy will serve
            aside = shelf / str(clock.now())
            aside.mkdir(parents=True)
            (aside / journal.name).touch()
    for side in SIDES:
        file = journal.with_name(journal.name + side)
        if file.exists():
            file.rename(aside / file.name)
    settle(aside)
    settle(journal.parent)
    return aside


def _latest_backup(folder: Path, into: Path, key: bytes) -> Path | None:
    """The latest copy that is whole, unpacked."""
    for file in backup.daily(folder):
        _clear(into)
        into.mkdir(parents=True)
        with suppress(Refused, OSError):
            backup.prove(file, key)
            backup.unpack(file, into)
            return file
    return None


def _identity(found: Found) -> Identity | None:
    """Who this workstation is, as the journal or its copy said, when that holds."""
    notes = found.notes
    seeds = [notes.get(name, b"") for name in ("signing_seed", "box_seed")]
    if any(len(seed) != SEED_SIZE for seed in seeds) or len(notes.get("service", b"")) != 32:
        return None
    authors = {one.header.device for one in found.operations.values()}
    if SigningKey(seeds[0]).public not in authors:
        return None
    server, authority = (notes.get(name, b"").decode("utf-8", "replace") for name in ("server", "authority_sha256"))
    return Identity(seeds[0], seeds[1], notes["service"], server, authority)


Small = dict[str, list[tuple[object, ...]]]


def _small_tables(aside: Path, work: Path, name: str, key: bytes, copy: Database | None) -> Iterator[Small]:
    """What belongs to this workstation alone, the older first: of the copy, then of the damaged journal."""
    if copy:
        yield _read_small(copy)
    readable = work / "damaged"
    readable.mkdir()
    for file in aside.glob(f"{name}*"):
        if not file.name.endswith("-shm"):
            shutil.copyfile(file, readable / file.name)
    database = Database(readable / name, key)
    try:
        yield _read_small(database)
    finally:
        database.close()


def _read_small(database: Database) -> Small:
    found: Small = {}
    queries = {table: f"SELECT {columns} FROM {table}" for table, columns in KEPT_TABLES}
    queries["meta"] = "SELECT name, value FROM meta WHERE name LIKE 'given %' OR name LIKE 'caught%'"
    for table, query in queries.items():
        for order in ("", " ORDER BY name DESC"):  # a broken page in the middle is come upon from both sides
            with suppress(Exception), database.read() as connection:
                for row in connection.exec_driver_sql(query + order):
                    found.setdefault(table, []).append(tuple(row))
    return found


def _keep_small(connection: Connection, tables: Small) -> None:
    for table, rows in tables.items():
        for row in rows:
            with suppress(ValueError, TypeError):
                connection.exec_driver_sql(f"INSERT OR REPLACE INTO {table} VALUES (?, ?)", row)


def _counted(
    store: Store, found: Found, pages: Pages, waiting: int, contents: tuple[int, int], saved: Path | None, aside: Path
) -> Rescued:
    missing, here = found.missing(store.key.public)
    with store.database.read() as connection:
        held = connection.exec_driver_sql("SELECT count(*) FROM op").scalar_one()
        unsent = connection.exec_driver_sql("SELECT count(*) FROM op WHERE rank IS NULL").scalar_one()
    return Rescued(
        pages.count,
        pages.broken(),
        held,
        len(found.from_backup),
        unsent,
        waiting,
        missing,
        here,
        *contents,
        saved.name if saved else "",
        f"{aside.parent.name}/{aside.name}",
    )


def _clear(folder: Path) -> None:
    """Removes what a rescue made for itself: copies, and nothing else."""
    if folder.is_dir():
        shutil.rmtree(folder)
