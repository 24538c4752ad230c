"""The strokes all papers share: one line of people's words never leaves its room."""

from io import BytesIO

import pytest
from reportlab.pdfgen.canvas import Canvas

from app.documents import drawing, fonts, paper
from tests.documents import reading


@pytest.fixture(autouse=True)
def _fonts() -> None:
    fonts.register()


def drawn(*strokes: object) -> list[str]:
    file = BytesIO()
    canvas = Canvas(file, pagesize=(paper.WIDTH, paper.HEIGHT), initialFontName=fonts.SANS)
    for stroke in strokes:
        stroke(canvas)  # type: ignore[operator]
    canvas.save()
    return reading.pages(file.getvalue())


@pytest.mark.parametrize("words", ["", "court", "un titre bien trop long pour la place " * 20, "عاجل 🤢\nsuite"])
def test_a_line_is_cut_to_its_room(words: str) -> None:
    shown = drawing.cut(words, fonts.SANS, 9, 100)
    assert fonts.width(shown, fonts.SANS, 9) <= 100
    assert "\n" not in shown
    assert shown == words.replace("\n", " ") or shown.endswith("…") or len(words) < 20


@pytest.mark.parametrize(("frame", "word"), [("real", "RÉEL"), ("exercise", "EXERCICE"), ("test", "ESSAI")])
def test_the_band_says_the_frame_in_words_too(frame: str, word: str) -> None:
    (page,) = drawn(lambda canvas: drawing.band(canvas, 100, frame))
    assert reading.letters(page) == word * 3


def test_no_words_no_box() -> None:
    (page,) = drawn(lambda canvas: drawing.boxes(canvas, 100, [("MENTION", fonts.SANS, 1), ("", fonts.SANS, 1)]))
    assert reading.letters(page) == "MENTION"
    empty = [("", fonts.SANS, 1.0)]
    nothing = drawn(lambda canvas: drawing.boxes(canvas, 100, empty), lambda canvas: canvas.line(0, 0, 1, 1))
    assert nothing == [""]


def test_the_hour_of_paris_stands_in_the_box_of_a_territory() -> None:
    (page,) = drawn(lambda canvas: drawing.hour_box(canvas, "Arrêté à", 1_790_200_000_000, "Indian/Reunion"))
    assert "à Paris" in page


def test_a_workstation_away_says_since_when() -> None:
    assert drawing.offline("SIG2", None, "Europe/Paris") == "Établi hors ligne sur le poste SIG2, jamais synchronisé"
    assert "dernière synchronisation" in drawing.offline("SIG2", 1, "Europe/Paris")


@pytest.mark.parametrize("count", [1, 3, 6])
def test_boxes_stay_on_their_line_and_are_cut_last(count: int) -> None:
    marked = [(f"DIFFUSION RESTREINTE {number}", fonts.SANS_BOLD, 1.0) for number in range(count)]
    (page,) = drawn(lambda canvas: drawing.boxes(canvas, 100, marked, "FLASH"))
    assert page.startswith("FLASH")
    assert ("DIFFUSION RESTREINTE 0" in page) == (count <= 3)


def test_a_plate_alone_is_drawn() -> None:
    (page,) = drawn(lambda canvas: drawing.boxes(canvas, 100, [], "CABINET"))
    assert reading.letters(page) == "CABINET"
