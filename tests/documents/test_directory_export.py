"""What leaves the directory is made whole, noted, then put in its place."""

from dataclasses import replace
from pathlib import Path

import pytest

from app.core.directory_extract import MOST
from app.core.errors import Refused
from app.core.registers.directory import AddContact
from app.documents import directory_export, incoming
from tests.documents.agents import DELMAS, extract, secret
from tests.office import Office


def test_a_file_takes_its_name_once_it_was_noted(office: Office, tmp_path: Path) -> None:
    sig = office.workstation("SIG1", "Camille Morvan")
    id = sig.desk.do(AddContact({"family_name": "Dupont", "email:1": "a@b.fr"})).id
    leaving = sig.reading.directory_extract([id], "« dupont »")
    taken = directory_export.take_out(sig.desk, leaving, "csv", tmp_path / "annuaire.csv")
    assert [one.name for one in taken.files] == ["annuaire.csv", "annuaire-dictionnaire.csv"]
    (noted,) = sig.reading.extractions(office.directory)
    assert (noted.what, noted.format, noted.count, noted.sha256) == ("directory", "csv", 1, taken.sha256)
    assert noted.filter == "une recherche"  # whoever was searched by name may be purged


def test_a_card_holds_both_numbers_and_what_was_revealed() -> None:
    data = directory_export.made(extract(private={DELMAS.id: (secret(),)}), "vcf").data
    delmas, *_ = incoming.read(data, "annuaire.vcf").records()
    numbers = {value["number"] for name, value in delmas.fields.items() if name.startswith("phone:")}
    assert {"+33199003315", "+33199003351"} == numbers
    assert [one["value"] for one in delmas.private] == ["+33639980041"]


def test_an_unknown_format_and_a_file_too_large_are_refused() -> None:
    with pytest.raises(Refused, match="Format inconnu"):
        directory_export.made(extract(), "docx")
    with pytest.raises(Refused, match="Précisez"):
        directory_export.made(replace(extract(), contacts=extract().contacts * MOST["pdf"]), "pdf")
