"""What stands on every page: three frames that cannot be mistaken, and a code that names the brief."""

from dataclasses import replace
from itertools import pairwise

import pytest

from app.core.registers.briefs import fingerprint
from app.documents import brief, furniture, preview
from tests.documents import reading
from tests.documents.samples import CONTENT, at


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
    assert "Ne remplace aucun point de situation · prochain point de situation le 25/09/2026 à 08 h 00" in page


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
