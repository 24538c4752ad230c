"""What stands on every page of the kit: its frame, its marking, when it was made and by whom."""

from dataclasses import replace

import pytest

from app.core.kit import Kit
from app.documents import kit_furniture
from app.documents.kit import kit_pdf
from app.documents.kit_furniture import Sheet, frames
from tests.clocks import Watch
from tests.core.kits import furnished, kit
from tests.documents.reading import pages
from tests.office import Office


@pytest.fixture
def made(tmp_path):  # type: ignore[no-untyped-def]
    office = Office(tmp_path, Watch().clock)
    yield kit(furnished(office, marking="Diffusion restreinte", tlp="amber").head)
    office.close()


def test_every_page_says_when_it_was_made_by_whom_and_that_it_is_made_again(made: Kit) -> None:
    for page in pages(kit_pdf(made, 1).pdf):
        assert "Établi le 15/01/2027 à 09 h 00, heure de Paris, par C. Morvan, poste SIG1" in page
        assert "à refaire chaque jour" in page
        assert "UTC+01:00" in page


def test_marking_and_colour_are_at_the_top_and_at_the_bottom_of_the_pages_of_their_crisis(made: Kit) -> None:
    first, *others = pages(kit_pdf(made, 1).pdf)
    assert all(page.count("DIFFUSION RESTREINTE") == 2 and page.count("TLP:AMBER") == 2 for page in others)
    assert "DIFFUSION RESTREINTE" not in first


def test_pages_with_people_in_them_say_that_they_are_not_to_lie_about(made: Kit) -> None:
    read = pages(kit_pdf(made, 1).pdf)
    assert all(
        (kit_furniture.PERSONAL in page) == any(one in page for one in ("ASTREINTES", "OÙ NOUS", "CONTACTS Inc"))
        for page in read[1:]
    )


def test_an_offline_kit_says_it(made: Kit) -> None:
    read = pages(kit_pdf(replace(made, offline=True, last_exchange=None), 1).pdf)
    assert all("Établi hors ligne sur le poste SIG1, jamais synchronisé" in page for page in read)


def test_the_first_page_bears_the_frames_of_all_its_crises(made: Kit) -> None:
    part = made.parts[0]
    assert part.crisis is not None
    both = replace(made, parts=(part, replace(part, crisis=replace(part.crisis, frame="real"))))
    assert frames(Sheet("cover", "", both, None, None)) == ("exercise", "real")
    assert frames(Sheet("log", "", both, both.parts[1], None)) == ("real",)
