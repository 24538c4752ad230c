"""Sources are told apart without colour."""

from io import BytesIO

from reportlab.pdfgen.canvas import Canvas

from app.documents.chart_marks import DASHES, MARKS, Look, dress, dress_silence, mark


def test_forty_sources_look_each_their_own_way() -> None:
    looks = {(MARKS.index(one.mark), one.dash) for one in (Look(MARKS[n % len(MARKS)], n) for n in range(40))}
    assert len(looks) == 40 == len(MARKS) * len(DASHES)


def test_every_mark_is_drawn_in_black_and_white_alone() -> None:
    canvas = Canvas(BytesIO(), pageCompression=0)
    for place, one in enumerate(MARKS):
        dress(canvas, Look(one, place, heavy=place == 0))
        dress_silence(canvas)
        canvas.restoreState()
        mark(canvas, Look(one, place), 10, 10)
    drawn = "\n".join(map(str, canvas._code))
    colours = {tuple(line.split()[:3]) for line in drawn.split("\n") if line.endswith((" rg", " RG"))}
    assert all(len(set(colour)) == 1 for colour in colours)
