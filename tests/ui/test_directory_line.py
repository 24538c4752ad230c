"""A field that completes over the directory."""

from app.ui.directory_line import DirectoryLine, contacts_found, organisations_found


def test_organisations_are_those_of_the_list_then_those_of_the_directory(cell):
    cell.contact(kind="organisation", name="Mairie de Rouen", dila_id="12")
    find = organisations_found("")
    assert ("ministère de la Santé", "SAN") in find(cell.head.reading, "sante")
    assert find(cell.head.reading, "mairie")[0] == ("Mairie de Rouen", "dila:12")


def test_a_deputy_is_a_contact_by_its_name_or_words(cell, qtbot):
    morvan = cell.contact(given_name="Claire", family_name="Morvan", function="CCOM").id
    line = DirectoryLine("Suppléant", cell.station(cell.head), contacts_found(""))
    qtbot.addWidget(line)
    line.setText("morv")
    line.textEdited.emit("morv")
    offer = "Claire Morvan (CCOM)"
    qtbot.waitUntil(lambda: offer in line.completer().model().stringList())
    line.setText(offer)
    assert line.value() == morvan
    line.setText("la permanence")
    assert line.value() == "la permanence"


def test_what_was_there_stays_what_it_was(cell, qtbot):
    line = DirectoryLine("Organisme", cell.station(cell.head), organisations_found(""), "dila:12", "Mairie de Rouen")
    qtbot.addWidget(line)
    assert (line.text(), line.value()) == ("Mairie de Rouen", "dila:12")
