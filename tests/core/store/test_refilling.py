"""A new journal made of what was found: ranked as far as the server's signature proves, and whole contents."""

from hashlib import sha256
from pathlib import Path

from app.core.entries import Attachment
from app.core.entry_commands import Attach, Record
from app.core.store import blobs, cursor, log
from app.core.store.cursor import Cursor
from app.core.store.engine import Database
from app.core.store.found import gathered
from app.core.store.refilling import refill, refill_contents
from app.core.store.salvage import Pages
from app.core.store.store import Store
from app.sync.workstation import Workstation
from tests.building import seed
from tests.office import Office


def signed(sig: Workstation) -> None:
    """What it holds of each space bears a signature of the server."""
    with sig.store.write() as transaction:
        for space in cursor.spaces(transaction.connection):
            held = transaction.cursor(space)
            transaction.move(space, Cursor(held.epoch, held.rank, bytes(32), b"signature"))


def test_ranks_are_kept_where_the_signature_holds_and_forgotten_where_it_does_not(
    office: Office, sig: Workstation, crisis: str, tmp_path: Path
) -> None:
    sig.desk.do(Record(crisis, "Pas encore envoyé"))
    signed(sig)
    with sig.store.read() as transaction:
        held = transaction.cursor(crisis)
    pages = Pages(sig.store.database.path, sig.store.database._key)
    found = gathered(pages, None)
    pages.close()
    for name, why, ranked in (("believed", "", held.rank), ("doubted", "une autre histoire", 0)):
        store = Store(Database(tmp_path / f"{name}.db", seed(name)), sig.store.key, office.clock)
        assert refill(store, found, office.service, lambda _, why=why: lambda *_: why) == 0
        with store.read() as transaction:
            assert transaction.cursor(crisis).rank == ranked
            assert log.held_ids(transaction.connection, list(found.operations)) == found.operations.keys()
        store.close()


def test_contents_come_back_whole_or_not_at_all(office: Office, sig: Workstation, crisis: str, tmp_path: Path) -> None:
    entry = sig.desk.do(Record(crisis, "Avec un plan")).id
    content = b"plan du site " * 40_000
    file = Attachment(sha256(content).hexdigest(), "plan.txt", len(content), "text/plain")
    sig.desk.do(Attach(entry, (file,)), [content])
    signed(sig)
    pages = Pages(sig.store.database.path, sig.store.database._key)
    store = Store(Database(tmp_path / "new.db", seed("new")), sig.store.key, office.clock)
    with store.database.write() as connection:
        log.note(connection, "service", bytes.fromhex(office.service))
    refill(store, gathered(pages, None), office.service, lambda _: lambda *_: "")
    assert refill_contents(store, pages, None) == (1, 1)
    with store.read() as transaction:
        assert blobs.read(transaction.connection, file.sha256) == content
    with store.database.write() as connection:
        for table in ("blob", "blob_part"):
            connection.exec_driver_sql(f"DELETE FROM {table}")
        connection.exec_driver_sql("INSERT INTO blob_part VALUES (?, 0, ?)", (bytes.fromhex(file.sha256), b"faux"))
    assert refill_contents(store, pages, None) == (0, 1)
    pages.close()
    store.close()
