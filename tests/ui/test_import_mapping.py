"""What each column is taken for."""

from app.ui.import_mapping import MappingTable


def test_what_was_proposed_stands_until_a_person_says_otherwise(qtbot):
    table = MappingTable({"Nom": "family_name", "Bureau": ""})
    qtbot.addWidget(table)
    assert table.mapping == {"Nom": "family_name", "Bureau": ""}
    choice = table.choices["Bureau"]
    choice.setCurrentIndex(choice.findData("phone:mobile"))
    assert table.mapping["Bureau"] == "phone:mobile"
