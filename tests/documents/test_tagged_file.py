"""A file says that it is tagged, in what language, under what title; and the same content makes the same bytes."""

from io import BytesIO

import pikepdf
import pytest

from app.documents import fonts, paper
from app.documents.grid import Row, cell, grid
from tests.documents import books


@pytest.fixture(autouse=True)
def registered() -> None:
    fonts.register()


def flow() -> list[object]:
    return [
        books.words("Situation", paper.SECTION),
        books.words("mot " * 600),
        grid((), [Row((cell("a", paper.CELL), cell("b", paper.CELL)))] * 90, (1, 1)),
    ]


def test_a_file_says_it_is_tagged_in_french_and_shows_its_title() -> None:
    with pikepdf.open(BytesIO(books.written(flow(), title="L’exercice <n° 1> & co"))) as pdf:
        assert pdf.pdf_version == "1.7"
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang) == "fr-FR"
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        assert all(page.Tabs == "/S" for page in pdf.pages)
        with pdf.open_metadata() as about:
            assert about["dc:title"] == "L’exercice <n° 1> & co"
            assert about["pdfuaid:part"] == "1"


def test_every_face_is_embedded_and_can_be_read_back() -> None:
    with pikepdf.open(BytesIO(books.written(flow()))) as pdf:
        faces = [font for page in pdf.pages for font in page.Resources.Font.values()]
        assert faces
        assert all("/FontFile2" in face.FontDescriptor and "/ToUnicode" in face for face in faces)


def test_a_figure_says_where_it_stands() -> None:
    row = Row((cell("22 h", paper.CELL), cell("fait", paper.CELL)), changed=True)
    with pikepdf.open(BytesIO(books.written([grid((), [row], (1, 1))]))) as pdf:
        figures = [one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and one.get("/S") == "/Figure"]
        (left, low, right, high) = map(float, figures[0].A.BBox)
    assert left < right <= paper.LEFT
    assert 0 < low < high < paper.HEIGHT


def test_the_same_content_makes_the_same_bytes() -> None:
    assert books.written(flow()) == books.written(flow())


def test_every_mark_is_ended_on_its_page() -> None:
    with pikepdf.open(BytesIO(books.written(flow()))) as pdf:
        for page in pdf.pages:
            signs = [str(sign) for _, sign in pikepdf.parse_content_stream(page)]
            depth = 0
            for sign in signs:
                depth += (sign == "BDC") - (sign == "EMC")
                assert depth in (0, 1)
            assert depth == 0
