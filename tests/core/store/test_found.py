"""What was found of a damaged journal, and what is known to be missing."""

import shutil
from pathlib import Path

from app.core.entry_commands import Record
from app.core.store.engine import Database
from app.core.store.found import gathered, spaces_of
from app.core.store.salvage import Pages
from app.sync.workstation import Workstation


def test_the_copy_gives_what_the_pages_have_lost(sig: Workstation, crisis: str, tmp_path: Path) -> None:
    key = sig.store.database._key
    for n in range(10):
        sig.desk.do(Record(crisis, f"Fait {n}"))
    sig.store.database.copy_into(tmp_path / "copy.db")
    later = sig.desk.do(Record(crisis, "Après la copie")).id
    shutil.copytree(sig.folder, tmp_path / "left")
    pages, copy = Pages(tmp_path / "left" / "journal.db", key), Database(tmp_path / "copy.db", key)
    whole, both = gathered(pages, None), gathered(pages, copy)
    assert whole.operations.keys() == both.operations.keys()
    assert later in both.operations
    assert not both.from_backup
    assert both.missing(sig.store.key.public) == (0, 0)
    pages.close()
    (tmp_path / "left" / "journal.db-wal").unlink()
    (tmp_path / "left" / "journal.db").write_bytes(b"")
    nothing = Pages(tmp_path / "left" / "journal.db", key)
    only = gathered(nothing, copy)
    assert only.operations.keys() == only.from_backup == both.operations.keys() - {later}
    nothing.close()
    copy.close()


def test_what_was_lost_is_counted_even_at_the_end_of_a_chain(sig: Workstation, crisis: str, tmp_path: Path) -> None:
    ids = [sig.desk.do(Record(crisis, f"Fait {n}")).id for n in range(5)]
    shutil.copytree(sig.folder, tmp_path / "left")
    pages = Pages(tmp_path / "left" / "journal.db", sig.store.database._key)
    found = gathered(pages, None)
    pages.close()
    for lost in (ids[1], ids[4]):
        del found.operations[lost]
    assert found.missing(sig.store.key.public) == (2, 2)
    assert found.missing("0" * 64) == (2, 0)
    assert [one.header.seq for one in found.of_space(crisis)][-1] >= 3
    assert spaces_of(found.operations.values(), crisis)[0] == crisis
