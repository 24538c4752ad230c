"""The crisis directory on paper: by organisation, the number large enough, its age in words."""

from dataclasses import replace

import pytest

from app.documents import directory_paper
from tests.documents.agents import DELMAS, TOWN, extract, secret
from tests.documents.reading import pages


def words(pdf: bytes) -> str:
    return " ".join(pages(pdf))


def test_everybody_is_under_his_organisation_with_his_number_and_its_age() -> None:
    said = words(directory_paper.directory_pdf(extract()))
    assert said.index("MAIRIE DE ROUEN") < said.index("MINISTÈRE DE LA SANTÉ") < said.index("Françoise Delmas")
    assert said.index("=Permanence") < said.index("Françoise Delmas")  # called first
    assert "01 99 00 33 51 ou 01 99 00 33 15 bureau" in said
    assert "suppléant : Françoise Delmas" in said
    assert "jamais vérifié" in said
    assert "▲ il y a" in said
    assert "privé" not in said


@pytest.mark.parametrize(("frame", "word"), [("exercise", "EXERCICE"), ("test", "ESSAI"), ("real", "ANNUAIRE")])
def test_the_frame_and_what_is_private_are_said_on_the_page(frame: str, word: str) -> None:
    said = words(directory_paper.directory_pdf(extract(frame=frame, private={DELMAS.id: (secret(),)}, offline=True)))
    assert word in said
    assert "06 39 98 00 41" in said
    assert "se détruit après usage" in said


def test_the_heads_are_on_every_page_with_the_fingerprint_of_what_is_printed() -> None:
    many = replace(extract(), contacts=[replace(DELMAS, id=f"{n:064x}") for n in range(80)])
    found = pages(directory_paper.directory_pdf(many))
    assert len(found) > 2
    for page in found:
        assert page.count("Nom, fonction") == 1
        assert "empreinte" in page
        assert "RÉEL — RÉEL" in page
    assert (
        found[0].split("empreinte")[1][:16]
        != words(directory_paper.directory_pdf(extract())).split("empreinte")[1][:16]
    )


def test_an_old_age_is_told_in_years() -> None:
    assert "▲ il y a 7 ans" in words(directory_paper.directory_pdf(extract()))


def test_the_same_extract_makes_the_same_file_and_an_empty_one_says_so() -> None:
    assert directory_paper.directory_pdf(extract()) == directory_paper.directory_pdf(extract())
    assert "Aucun contact" in words(directory_paper.directory_pdf(replace(extract(), contacts=())))


def test_a_private_number_that_was_not_revealed_is_said_to_be_there() -> None:
    said = words(directory_paper.directory_pdf(extract(holders=frozenset({TOWN.id}))))
    assert "numéro privé : au poste" in said[said.index("Mairie de Rouen") : said.index("SANTÉ")]
