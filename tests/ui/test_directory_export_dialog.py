"""What leaves the directory."""

from app.core.registers.private import AddPrivate
from app.ui.contact_asking import Asked
from app.ui.directory_export_dialog import DirectoryExportDialog, extracted


def dialog_of(cell, qtbot, role="CCOM"):
    dialog = DirectoryExportDialog(None, cell.station(cell.head), None, Asked(), "tout l’annuaire", role)
    qtbot.addWidget(dialog)
    qtbot.waitUntil(lambda: dialog.count.text().startswith("1\u00a0contact"))
    return dialog


def test_what_leaves_is_said_then_written_and_noted(cell, qtbot, tmp_path):
    contact = cell.contact(family_name="Delmas").id
    dialog = dialog_of(cell, qtbot)
    station = cell.station(cell.head)
    dialog.save("csv", extracted(station, [contact], "tout l’annuaire", "", False), tmp_path / "annuaire.csv")
    qtbot.waitUntil(lambda: "SHA-256" in dialog.told.text())
    assert "Delmas" in (tmp_path / "annuaire.csv").read_text("utf-8-sig")
    assert [one.format for one in cell.head.reading.directory_log().extractions] == ["csv"]


def test_private_numbers_leave_only_when_asked_and_that_is_noted(cell, qtbot):
    cell.office.open_private()
    contact = cell.contact(family_name="Delmas").id
    cell.head.desk.do(AddPrivate(contact, "06 39 98 00 41"))
    station = cell.station(cell.head)
    assert extracted(station, [contact], "tout", "", False).private == {}
    assert len(extracted(station, [contact], "tout", "", True).private[contact]) == 1
    assert [one.why for one in cell.head.reading.consultations()] == ["file"]


def test_an_observer_is_not_offered_private_numbers(cell, qtbot):
    cell.contact(family_name="Delmas")
    dialog = dialog_of(cell, qtbot, "OBS")
    assert dialog.private.parent() is None
