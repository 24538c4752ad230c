"""What stands around an official text: nothing more than was given, and page by page how many there are."""

from dataclasses import replace

from reportlab.platypus import Paragraph

from app.documents import fonts, message_furniture, paper
from app.documents.message_furniture import Around
from tests.documents.reading import pages
from tests.documents.samples import at

AROUND = Around(
    "real", "COMMUNIQUÉ DE PRESSE", "Gouvernement", ("Le 24",), "CP-SIG1-006 · v1", ("établi à 03 h",), at(24, 3, 0)
)


def printed(around: Around, lines: int = 3) -> list[str]:
    with fonts.PRESS:
        fonts.register()
        flow = [Paragraph(f"ligne {n}", paper.SPOKEN) for n in range(lines)]
        return pages(message_furniture.laid_out(around, flow, "Titre", "Auteur", "e" * 64))


def test_every_page_says_which_text_it_is_and_how_many_there_are() -> None:
    found = printed(AROUND, 90)
    for number, page in enumerate(found, 1):
        assert "CP-SIG1-006 · v1" in page
        assert "établi à 03 h" in page
        assert f"Page {number}/{len(found)}" in page


def test_a_real_text_bears_no_band_and_an_exercise_two() -> None:
    assert "RÉEL" not in printed(AROUND)[0]
    assert printed(replace(AROUND, frame="exercise"))[0].count("EXERCICE — EXERCICE") == 2


def test_several_reasons_are_all_shown_and_the_longest_fits() -> None:
    (page,) = printed(replace(AROUND, forbids=("SOUS EMBARGO", "RETIRÉ — " + "motif " * 60), across=("RETIRÉ",)))
    assert page.count("SOUS EMBARGO") == 2
    assert page.count("RETIRÉ — motif") == 2
