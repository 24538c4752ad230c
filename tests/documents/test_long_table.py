"""A long table is cut page by page: every row once, in order, under its heads, in the time it takes to draw it."""

from collections.abc import Sequence

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from app.documents import fonts, paper
from app.documents.grid import Grid, Row, cell, grid
from app.documents.long_table import WHOLE, Rows, long_table

HEADS = [cell("Colonne", paper.HEAD), cell("Mots", paper.HEAD)]


@pytest.fixture(autouse=True)
def registered() -> None:
    fonts.register()


def make(rows: Sequence[Row], widths: Sequence[float]) -> Grid:
    return grid(HEADS, rows, (1, 4), widths=widths)


def row(number: int, words: str = "mots") -> Row:
    return Row((cell(f"ligne {number}", paper.CELL), cell(words, paper.CELL)), number % 3 == 0)


def cut(rows: Sequence[Row], height: float) -> list[Grid]:
    """Its pieces, one page each, as a frame would ask for them."""
    rest, pieces = long_table(make, rows), list[Grid]()
    while isinstance(rest, Rows):
        first, *others = rest.split(paper.MEASURE, height)  # at the top of a page something always fits
        assert isinstance(first, Grid)
        assert first.wrap(paper.MEASURE, height)[1] <= height + 0.01
        pieces.append(first)
        if not others:
            return pieces
        pieces += [one for one in others if isinstance(one, Grid)]
        rest = others[-1]
    return pieces


def told(pieces: Sequence[Grid]) -> list[str]:
    """The first column of their rows, without the heads."""
    lines = [line for piece in pieces for line in piece._cellvalues[piece.repeatRows :]]
    first = [line[1][0] if isinstance(line[1], tuple) else line[1] for line in lines]
    return [words.getPlainText() for words in first if words != ""]


def test_a_short_table_is_laid_whole() -> None:
    assert isinstance(long_table(make, [row(number) for number in range(WHOLE)]), Grid)


@settings(max_examples=15, deadline=None, phases=(Phase.explicit, Phase.reuse, Phase.generate))
@given(
    count=st.integers(WHOLE + 1, 400),
    height=st.sampled_from([610.0, 652.0]),
    words=st.lists(st.sampled_from(["mots", "mots " * 30, "mots " * 400, "m\no\nt\ns"]), min_size=1, max_size=4),
)
def test_every_row_is_in_one_piece_once_in_order_under_its_heads(count: int, height: float, words: list[str]) -> None:
    rows = [row(number, words[number % len(words)]) for number in range(count)]
    pieces = cut(rows, height)
    assert told(pieces) == [f"ligne {number}" for number in range(count)]
    assert all(piece.repeatRows == 1 for piece in pieces)
    assert len({tuple(piece._argW) for piece in pieces}) == 1


def test_the_pieces_are_one_table_for_a_reader() -> None:
    pieces = cut([row(number) for number in range(300)], 610)
    assert len({id(piece.whole) for piece in pieces}) == 1


def test_a_row_taller_than_a_page_is_cut_and_the_others_follow() -> None:
    rows = [row(number, "mots " * (3000 if number == 60 else 1)) for number in range(150)]
    assert told(cut(rows, 610)) == [f"ligne {number}" for number in range(150)]


def test_no_room_for_a_row_waits_for_the_next_page() -> None:
    made = long_table(make, [row(number) for number in range(200)])
    assert made.split(paper.MEASURE, 20.0) == []


def test_the_longest_words_decide_of_the_columns_wherever_they_are() -> None:
    rows = [row(number) for number in range(200)]
    rows[150] = Row((cell("anticonstitutionnellement", paper.CELL), cell("mots", paper.CELL)))
    wide, usual = (cut(each, 610)[0]._argW[1] for each in (rows, [row(number) for number in range(200)]))
    assert wide > usual
