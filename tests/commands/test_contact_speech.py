"""A contact told at the command line."""

from datetime import date

from app.commands.contact_speech import count, label, line, plain, readable, sheet
from app.core.store.private_reading import PrivateRow
from tests.documents.agents import DELMAS, POST, TOWN


def test_two_numbers_are_both_told_and_what_is_in_conflict_is_named() -> None:
    said = line(DELMAS)
    assert "Françoise Delmas · DICOM · Santé · 01 99 00 33 51 ou 01 99 00 33 15" in said
    assert said.endswith("deux valeurs (téléphone phone:1)")
    assert plain(DELMAS)["conflicts"] == ["phone:1"]


def test_a_sheet_has_a_line_for_each_field_and_hides_private_numbers() -> None:
    private = PrivateRow("p" * 64, DELMAS.id, "phone", "mobile", "06 39 98 •• 41", False, False)
    said = sheet(DELMAS, [private], date(2020, 1, 4))
    assert "  finalité : joindre un responsable en cas de crise" in said
    assert "  privé, mobile : 06 39 98 •• 41" in said
    assert said.endswith("vérifié il y a 3 jours")


def test_values_are_told_in_words() -> None:
    assert readable("phone:1", {"number": "+33199003315", "usage": "duty", "public": True}) == (
        "01 99 00 33 15, astreinte, public"
    )
    assert [readable("may_speak", True), readable("kind", "function"), readable("type", "local")] == [
        "oui",
        "fonctionnel",
        "collectivité ou service local",
    ]
    assert (label("function"), label("phone:1")) == ("fonction", "téléphone phone:1")
    assert "Mairie de Rouen" in line(TOWN)
    assert "=Permanence" in line(POST)


def test_words_are_told_in_their_number() -> None:
    assert [count(0, "contact purgé"), count(2, "contact purgé")] == ["0 contact purgé", "2 contacts purgés"]
    assert [count(1, "mis à jour", "mis à jour"), count(2, "mis à jour", "mis à jour")] == [
        "1 mis à jour",
        "2 mis à jour",
    ]
