"""What stands on every page: three frames that cannot be mistaken, and a code that names the brief."""

from dataclasses import replace
from io import BytesIO
from itertools import pairwise

import pikepdf
import pytest
from reportlab.pdfgen.canvas import Canvas

from app.core.brief_content import fingerprint
from app.documents import brief, drawing, fonts, furniture, paper, preview
from tests.documents import reading
from tests.documents.samples import CONTENT, at, crowded


def band(frame: str) -> list[int]:
    """How dark each point of the frame's band is, along a line clear of its words."""
    page = preview.pages(brief.render(replace(CONTENT, frame=frame)).pdf, 1190)[0]
    row = page.rgb[page.stride * 40 : page.stride * 40 + page.width * 3 : 3]
    return [int(value < 128) for value in row[84:280]]


def test_the_three_frames_are_three_textures_in_black_and_white() -> None:
    real, exercise, test = band("real"), band("exercise"), band("test")
    assert sum(real) == len(real)
    changes = sum(one != other for one, other in pairwise(exercise))
    assert changes >= 8
    assert sum(test) < 4


@pytest.mark.parametrize(("frame", "word"), [("real", "RÉEL"), ("exercise", "EXERCICE"), ("test", "ESSAI")])
def test_the_frame_is_said_in_words_at_the_top_and_at_the_foot(frame: str, word: str) -> None:
    for page in reading.pages(brief.render(replace(CONTENT, frame=frame)).pdf):
        assert page.count(f"{word} — {word} — {word}") == 2


def test_a_brief_without_marking_or_sharing_colour_prints_none() -> None:
    text = " ".join(reading.pages(brief.render(replace(CONTENT, marking="", tlp="")).pdf))
    assert "TLP" not in text
    assert "DIFFUSION" not in text


def test_a_sharing_colour_is_printed_once_with_its_name() -> None:
    assert "TLP:RED" in reading.pages(brief.render(replace(CONTENT, tlp="TLP:RED")).pdf)[0]


def test_the_next_brief_is_given_with_its_date_when_it_is_another_day() -> None:
    assert "prochain point de situation à 03 h 30" in reading.pages(brief.render(CONTENT).pdf)[0]
    later = replace(CONTENT, next_at=at(25, 8, 0), replaces="")
    page = reading.pages(brief.render(later).pdf)[0]
    assert "Ne remplace aucun point · prochain point de situation le 25/09/2026 à 08 h 00" in page


def test_long_names_are_cut_with_an_ellipsis_and_never_overflow() -> None:
    long = replace(CONTENT, crisis="Incendie et pollution " * 20, issuer="Cellule " * 60, author="A" * 500)
    text = reading.pages(brief.render(long).pdf)[0]
    assert "…" in text
    assert "(CRI-2026-SIG1-004)" in text


def test_the_code_is_a_square_with_its_three_eyes_and_depends_on_the_content() -> None:
    rows = furniture.code(CONTENT.reference, fingerprint(CONTENT))
    side = len(rows)
    assert all(len(row) == side for row in rows)
    for top, left in ((0, 0), (0, side - 7), (side - 7, 0)):
        assert all(rows[top][left : left + 7])
        assert rows[top + 3][left + 3]
    assert furniture.code("PDS-É<script>", fingerprint(CONTENT)) != rows


@pytest.mark.parametrize(
    ("format", "plate", "title"),
    [
        ("flash", "FLASH", "POINT DE SITUATION N° 12"),
        ("long", "FORMAT LONG", "POINT DE SITUATION N° 12"),
        ("cabinet", "CABINET", "POINT DE SITUATION N° 12"),
        ("prefets", "PRÉFETS", "POINT DE SITUATION N° 12"),
        ("cip", "POUR LE STANDARD (CIP)", "QUESTIONS-RÉPONSES N° 12"),
    ],
)
def test_the_reader_sees_which_format_he_holds(format: str, plate: str, title: str) -> None:
    for page in reading.pages(brief.render(replace(CONTENT, format=format)).pdf):
        assert page.count(plate) == 2
        assert title in page


def test_the_markings_are_whole_however_many_there_are() -> None:
    marked = replace(CONTENT, marking="Diffusion restreinte aux préfets", format="prefets", approver="")
    page = reading.pages(brief.render(marked).pdf)[0]
    for words in ("DIFFUSION RESTREINTE AUX PRÉFETS", "TLP:AMBER", "PROJET — NON APPROUVÉ", "PRÉFETS"):
        assert page.count(words) >= 2


def test_who_wrote_and_who_approved_are_both_named_however_long_the_names() -> None:
    page = reading.pages(brief.render(replace(CONTENT, author="A" * 200, approver="C" * 200)).pdf)[0]
    assert "Rédigé par AAAA" in page
    assert "approuvé par CCCC" in page
    same = reading.pages(brief.render(replace(CONTENT, author=CONTENT.approver)).pdf)[0]
    assert "Rédigé et approuvé par C. Morvan (CCOM), le 24/09/2026 à 00 h 58" in same


def test_the_copy_and_the_code_are_one_form_that_every_page_shows() -> None:
    rendered = brief.render(crowded(60))
    for pdf in (rendered.pdf, rendered.printed.annex):
        with pikepdf.open(BytesIO(pdf)) as file:
            forms = [page.resources.XObject[f"/FormXob.{furniture.COPY_FORM}"] for page in file.pages]
            assert len(forms) >= 2
            assert len({form.objgen for form in forms}) == 1
            assert [float(edge) for edge in forms[0].BBox] == pytest.approx(furniture.COPY_BOX)
    assert all(
        "PDS-SIG2-012 · Original, exemplaires numérotés au registre" in one for one in reading.pages(rendered.pdf)
    )


def test_a_copy_says_its_number_and_its_recipient_in_that_form() -> None:
    fonts.register()
    file = BytesIO()
    canvas = Canvas(file, pagesize=(paper.WIDTH, paper.HEIGHT), initialFontName=fonts.SANS)
    furniture.copy_form(canvas, "INT-12/15", "Secrétariat général " * 4, f"PDS-SIG2-012 {'A' * 64} INT-12/15")
    canvas.doForm(furniture.COPY_FORM)
    canvas.save()
    [page] = reading.pages(file.getvalue())
    assert f"PDS-SIG2-012 · Exemplaire INT-12/15 — {'Secrétariat général ' * 4}".strip() in page
    left, bottom, right, top = furniture.COPY_BOX
    assert left < furniture.COPY[0] < furniture.COPY[0] + furniture.COPY[2] <= right < paper.RIGHT - 60
    assert bottom <= drawing.CODE[1] < top < paper.FOOT
