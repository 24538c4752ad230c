"""The sheet's measures leave room for the furniture and the words."""

from typing import Any

import pypdfium2

from app.documents import drawing, extract_furniture, fonts, furniture, paper
from app.documents.grid import Row, cell, grid
from tests.documents import books, reading


def test_the_words_and_the_furniture_do_not_overlap() -> None:
    assert furniture.COPY[1] < paper.FOOT
    assert drawing.CODE[1] + drawing.CODE[2] < paper.FOOT
    assert drawing.MARK[1] > paper.HEIGHT - furniture.FIRST_HEAD
    assert drawing.SMALL_MARK[1] > paper.HEIGHT - furniture.NEXT_HEAD
    assert drawing.MARK[1] > paper.HEIGHT - extract_furniture.FIRST_HEAD
    assert furniture.COPY[0] + furniture.COPY[2] < paper.RIGHT


def test_no_style_names_a_face_that_is_not_embedded() -> None:
    styles = [value for name, value in vars(paper).items() if name.isupper() and hasattr(value, "fontName")]
    assert len(styles) > 10
    assert all(style.fontName.startswith(("Spectral", "PublicSans")) for style in styles)
    assert all(style.bulletFontName == style.fontName for style in styles)


def test_each_page_says_how_many_there_are_and_is_laid_once() -> None:
    laid: list[int] = []

    def furnish(canvas: Any) -> None:
        laid.append(canvas.getPageNumber())
        canvas.place_count()

    pdf = books.written([books.words("mot " * 900) for _ in range(3)], furnish)
    pages = reading.pages(pdf)
    assert laid == list(range(1, len(pages) + 1))
    assert [f"Page {number}/{len(pages)}" in page for number, page in enumerate(pages, 1)] == [True] * len(pages)


def test_headings_and_the_titles_of_rows_are_the_outline_of_the_file() -> None:
    fonts.register()
    table = grid(
        (), [Row((cell("Jeudi 24 septembre", paper.ENTRY_DAY),), title=True), Row((cell("a", paper.CELL),))], ()
    )
    flow = [books.words("Préfecture", paper.BOARD_TOPIC), books.words("texte"), table]
    with pypdfium2.PdfDocument(books.written(flow)) as document:
        assert [entry.get_title() for entry in document.get_toc()] == ["Préfecture", "Jeudi 24 septembre"]
