"""A disk is copied as it is, while its workstation goes on."""

from app.core.entry_commands import Record
from app.core.store import incarnation
from app.demonstration import cloned
from app.sync.workstation import JOURNAL


def test_a_copied_disk_says_the_life_of_the_original_and_holds_its_journal(office, tmp_path) -> None:
    workstation = office.workstation("SIG2", "Noël Bellec")
    crisis = office.crisis(workstation)
    workstation.desk.do(Record(crisis, "Avant la copie"))
    incarnation.write_beside(workstation.folder, workstation.store.incarnation)
    cloned.copy_disk(workstation, tmp_path / "copie")
    assert incarnation.is_ours(tmp_path / "copie", workstation.store.incarnation)
    assert (tmp_path / "copie" / JOURNAL).stat().st_size > 0
