"""The sheet's measures leave room for the furniture and the words."""

from app.documents import drawing, extract_furniture, furniture, paper


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
