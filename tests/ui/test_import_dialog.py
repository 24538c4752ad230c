"""Bringing a file of contacts in."""

import pytest

from app.core.registers.directory import EditContact
from app.ui.import_dialog import ImportDialog
from app.ui.import_words import NOTHING
from tests.ui.by_name import words

CSV = "Nom;Prénom;Service;Bureau\nDelmas;Françoise;porte-parole;B12\nRoy;Paul;presse;C3\n"


@pytest.fixture
def real(cell):
    id = cell.office.crisis(cell.head, frame="real", title="Vraie crise")
    return next(one for one in cell.head.reading.crises() if one.id == id)


def dialog_of(cell, qtbot, tmp_path, crisis, text=CSV):
    file = tmp_path / "annuaire.csv"
    file.write_text(text, encoding="utf-8")
    dialog = ImportDialog(None, cell.station(cell.head), crisis, file)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: not dialog.bar.isVisible())
    return dialog


def names(cell, crisis=""):
    return sorted(row.name for row in cell.head.reading.find_contacts("", crisis).rows)


def test_nothing_is_written_before_the_review_and_what_is_chosen_is_done(cell, qtbot, tmp_path, real):
    known = cell.contact(given_name="Françoise", family_name="Delmas", service="cabinet").id
    cell.head.desk.do(EditContact(known, {"verified_on": "2026-09-20"}))
    dialog = dialog_of(cell, qtbot, tmp_path, real)
    assert dialog.head.text().startswith("1\u00a0nouveau · 0\u00a0complété · 0\u00a0inchangé · 1\u00a0à choisir")
    assert names(cell) == ["Françoise Delmas"]
    dialog.review.choose("take")
    dialog.act.click()
    qtbot.waitUntil(lambda: dialog.imported != "")
    assert names(cell) == ["Françoise Delmas", "Paul Roy"]
    assert cell.head.reading.contact(known).said("service") == "porte-parole"
    assert "1\u00a0contact ajouté" in dialog.said.text()


def test_a_column_is_taken_for_what_a_person_says(cell, qtbot, tmp_path, real):
    dialog = dialog_of(cell, qtbot, tmp_path, real)
    dialog.again.click()
    choice = dialog.mapping.choices["Bureau"]
    choice.setCurrentIndex(choice.findData("address"))
    dialog.act.click()
    qtbot.waitUntil(lambda: not dialog.bar.isVisible() and dialog.act.text() == "Importer")
    dialog.act.click()
    qtbot.waitUntil(lambda: dialog.imported != "")
    found = cell.head.reading.full_contacts([row.id for row in cell.head.reading.find_contacts("").rows])
    assert {one.said("address") for one in found} == {"B12", "C3"}


def test_an_exercise_keeps_what_is_imported_to_itself_and_says_so(cell, qtbot, tmp_path):
    dialog = dialog_of(cell, qtbot, tmp_path, cell.crisis(cell.head))
    assert "seulement : c’est un EXERCICE" in words(dialog)
    dialog.act.click()
    qtbot.waitUntil(lambda: dialog.imported != "")
    assert names(cell) == []
    assert names(cell, cell.space) == ["Françoise Delmas", "Paul Roy"]


def test_a_file_that_changes_nothing_is_said_so_and_one_that_is_no_directory_refused(cell, qtbot, tmp_path, real):
    cell.contact(given_name="Paul", family_name="Roy", function="presse")
    dialog = dialog_of(cell, qtbot, tmp_path, real, "Nom;Prénom;Fonction\nRoy;Paul;presse\n")
    assert dialog.said.text() == NOTHING
    assert not dialog.act.isEnabled()
    refused = dialog_of(cell, qtbot, tmp_path, real, "bonjour")
    assert "Refusé" in refused.head.text()


def test_a_column_that_would_be_lost_and_a_number_that_is_none_are_said_before_anything_is_written(
    cell, qtbot, tmp_path, real
):
    text = "Nom;Prénom usuel;Ligne directe\nDelmas;Fanny;01 99 00 33 77\nMartin;Luc;aucun\n"
    dialog = dialog_of(cell, qtbot, tmp_path, real, text)
    assert "1\u00a0colonne n’est pas reprise : « Prénom usuel »." in dialog.warning.text()
    assert "ligne 3 : " in dialog.warning.text()
    assert dialog.focusWidget() is dialog.review.list
    dialog.again.click()
    assert not dialog.warning.isVisible()
    assert dialog.mapping.isAncestorOf(dialog.focusWidget())
