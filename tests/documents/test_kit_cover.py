"""The first page of the kit: what is in it, how one uses it, how one types it back."""

from dataclasses import replace

import pytest

from app.core.kit import Kit
from app.documents.kit import kit_pdf
from tests.clocks import Watch
from tests.core.kits import furnished, kit
from tests.documents.reading import pages
from tests.office import Office


@pytest.fixture
def made(tmp_path):  # type: ignore[no-untyped-def]
    office = Office(tmp_path, Watch().clock)
    yield kit(furnished(office).head)
    office.close()


def test_it_says_what_is_in_it_how_to_use_it_and_how_to_type_it_back(made: Kit) -> None:
    first = pages(kit_pdf(made, 3).pdf)[0]
    for one in (
        *("EXERCICE — Incendie d’un site industriel (CRI-2027-SIG1-001)", "Main courante, 3 feuilles"),
        *("Comment s’en servir", "Comment tout recopier après", "Saisie après coup… » (menu du poste)"),
        *("se refait chaque jour de lui-même", "jusqu’au 17/01 à 09 h 00", "Aucun numéro privé n’y figure"),
    ):
        assert one in first, one


def test_a_sheet_is_named_with_the_page_on_which_it_begins(made: Kit) -> None:
    first, *others = pages(kit_pdf(made, 2).pdf)
    for title, words in (("Fiche de visas", "FICHE DE VISAS"), ("Feuille d’appel", "FEUILLE D’APPEL")):
        page = next(number for number, one in enumerate(others, 2) if words in one)
        assert title in first
        assert f" {page} " in first


def test_ten_crises_are_all_told(made: Kit) -> None:
    part = made.parts[0]
    assert part.crisis is not None
    many = replace(
        made,
        parts=tuple(replace(part, crisis=replace(part.crisis, code=f"CRI-{n}", title=f"Crise {n}")) for n in range(10)),
    )
    read = pages(kit_pdf(many, 1).pdf)
    assert all(any(f"Crise {n} (CRI-{n})" in page for page in read[:3]) for n in range(10))
