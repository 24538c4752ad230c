"""What stands around an official text: nothing more than was given, and page by page how many there are."""

from dataclasses import replace
from pathlib import Path

import pytest
from reportlab.platypus import Paragraph

from app.core import resources
from app.core.composing import ISSUER
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


def test_a_paper_of_the_cell_bears_its_frame_even_when_it_is_real_and_its_protection() -> None:
    inside = replace(AROUND, inside=True, marked=("DIFFUSION RESTREINTE", "TLP:AMBER"))
    for page in printed(inside, 90):
        assert page.count("RÉEL — RÉEL") == 2
        assert page.count("DIFFUSION RESTREINTE") == page.count("TLP:AMBER") == 2
    assert ISSUER in printed(inside)[0]
    exercise = printed(replace(inside, frame="exercise"))[0]
    assert exercise.count("EXERCICE") == 2 * 3  # in the bands, and not across what is read


def test_the_reference_stands_beside_the_kind() -> None:
    assert "N° CP-SIG1-006" in printed(replace(AROUND, reference="N° CP-SIG1-006"))[0]


def test_without_a_mark_an_official_text_has_no_empty_place_for_it() -> None:
    assert "Marque" not in printed(AROUND)[0]
    assert "Marque" in printed(replace(AROUND, inside=True))[0]


def test_each_issuer_may_have_its_mark_and_the_others_take_that_of_the_service(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(resources, "path", tmp_path.joinpath)
    assert message_furniture.mark_of("Gouvernement") is None
    (tmp_path / "brand").mkdir()
    for name in ("mark", "prefecture-de-la-seine-maritime"):
        (tmp_path / "brand" / f"{name}.png").touch()
    names = [message_furniture.mark_of(one) for one in ("Gouvernement", "Préfecture de la Seine-Maritime", "../../x")]
    assert [one and one.stem for one in names] == ["mark", "prefecture-de-la-seine-maritime", "mark"]


def test_several_reasons_are_all_shown_and_the_longest_fits() -> None:
    (page,) = printed(replace(AROUND, forbids=("SOUS EMBARGO", "RETIRÉ — " + "motif " * 60), across=("RETIRÉ",)))
    assert page.count("SOUS EMBARGO") == 2
    assert page.count("RETIRÉ — motif") == 2
