"""Distribution lists in the window: whom each reaches is always in sight."""

import pytest

from app.core.recipients import Query, typed
from app.core.registers.duties import AddDuty
from app.core.registers.lists import EditList, WriteList
from app.ui.lists_dialog import NONE, ListEditor, ListsDialog
from tests.ui.lines import NOW


@pytest.fixture
def station(cell):
    return cell.station(cell.head)


@pytest.fixture
def press(cell):
    cell.contact(family_name="Léonard", function="Presse", email_1="eve@sante.fr")
    return cell.head.desk.do(WriteList(cell.space, "Presse", typed("AFP <desk@afp.fr>; Radio"), Query("presse"))).id


def shown(dialog, qtbot, rows=1):
    qtbot.addWidget(dialog)
    qtbot.waitUntil(lambda: dialog.list.topLevelItemCount() == rows)
    return [[item.text(column) for column in range(4)] for item in map(dialog.list.topLevelItem, range(rows))]


def test_each_list_says_how_many_it_reaches_and_whom(cell, station, press, qtbot):
    dialog = ListsDialog(None, station, cell.crisis(cell.head))
    assert shown(dialog, qtbot) == [["Presse", "3\u00a0destinataires", "1", "presse"]]
    assert "eve@sante.fr" in dialog.said.text()
    cell.head.desk.do(EditList(press, {"used": False}))
    qtbot.waitUntil(lambda: dialog.list.topLevelItem(0).text(0) == "Presse (n’est plus en usage)")


def test_without_a_list_one_is_told_what_it_is_for(cell, station, qtbot):
    dialog = ListsDialog(None, station, cell.crisis(cell.head))
    qtbot.addWidget(dialog)
    qtbot.waitUntil(lambda: dialog.said.text() == NONE)
    assert not dialog.edit.isEnabled()


def test_a_writer_reads_the_lists_and_does_not_write_them(cell, press, qtbot):
    cell.spread(cell.head)
    dialog = ListsDialog(None, cell.station(cell.writer), cell.crisis(cell.writer))
    shown(dialog, qtbot)
    assert not dialog.new.isEnabled()
    assert "RED" in dialog.said.text()


def test_the_directory_answers_as_one_types(cell, station, press, qtbot):
    editor = ListEditor(None, station, cell.crisis(cell.head))
    qtbot.addWidget(editor)
    editor.words.setText("leonard")
    qtbot.waitUntil(lambda: "eve@sante.fr" in editor.answer.text())
    editor.words.setText("personne de ce nom")
    qtbot.waitUntil(lambda: editor.answer.text() == "Personne à cette heure.")


def test_a_list_is_written_then_corrected(cell, station, qtbot):
    editor = ListEditor(None, station, cell.crisis(cell.head))
    qtbot.addWidget(editor)
    editor.name.setText("Élus")
    editor.recipients.setPlainText("Maire <m@ville.fr>\nPréfet")
    editor.submit()
    qtbot.waitUntil(lambda: editor.result() == editor.DialogCode.Accepted)
    (made,) = cell.head.reading.lists(cell.space)
    assert (made.name, [one.name for one in made.recipients]) == ("Élus", ["Maire", "Préfet"])
    again = ListEditor(None, station, cell.crisis(cell.head), made)
    qtbot.addWidget(again)
    assert again.recipients.toPlainText() == "Maire <m@ville.fr>\nPréfet"
    again.recipients.setPlainText("Préfet")
    again.used.setChecked(False)
    again.submit()
    qtbot.waitUntil(lambda: again.result() == again.DialogCode.Accepted)
    (now,) = cell.head.reading.lists(cell.space)
    assert ([one.name for one in now.recipients], now.used) == (["Préfet"], False)


@pytest.mark.parametrize(
    ("name", "recipients", "said"), [("", "AFP", "nom"), ("Élus", "", "destinataires"), ("Élus", "<>", "destinataire")]
)
def test_what_is_refused_is_said_beside_its_field(cell, station, qtbot, name, recipients, said):
    editor = ListEditor(None, station, cell.crisis(cell.head))
    qtbot.addWidget(editor)
    editor.name.setText(name)
    editor.recipients.setPlainText(recipients)
    editor.submit()
    qtbot.waitUntil(lambda: said in editor.form.refusal)
    assert cell.head.reading.lists(cell.space) == []


def test_a_list_reaches_whoever_is_on_call_when_it_is_used(cell, station, qtbot):
    hour = 3_600_000
    contact = cell.contact(family_name="Delmas", email_1="f@sante.fr").id
    slot = {"organisation": "SAN", "function": "DICOM", "holder": contact, "starts": NOW - hour, "ends": NOW + hour}
    cell.head.desk.do(AddDuty(slot, cell.space))
    editor = ListEditor(None, station, cell.crisis(cell.head))
    qtbot.addWidget(editor)
    editor.name.setText("Astreintes")
    editor.duty.setText("Santé")
    qtbot.waitUntil(lambda: "f@sante.fr" in editor.answer.text())
    editor.submit()
    qtbot.waitUntil(lambda: editor.result() == editor.DialogCode.Accepted)
    (made,) = cell.head.reading.lists(cell.space)
    assert made.query.duty == "Santé"
