"""Tables fit their words and lose no line between two pages."""

import pytest

from app.documents import fonts, paper
from app.documents.grid import GUTTER, PORTION, Cell, Row, _portions, cell, grid


@pytest.fixture(autouse=True)
def registered() -> None:
    fonts.register()


def rows(*lines: tuple[str, ...]) -> list[Row]:
    return [Row(tuple(cell(words, paper.CELL) for words in line)) for line in lines]


def test_columns_fill_the_measure_and_never_cut_a_short_word() -> None:
    table = grid((), rows(("Confinement", "mot " * 60), ("non", "non")), (1, 100))
    margin, first, second = table._colWidths
    assert margin == GUTTER
    assert first + second == pytest.approx(paper.MEASURE)
    assert first > fonts.width("Confinement", paper.CELL.fontName, paper.CELL.fontSize)


@pytest.mark.parametrize("weights", [(), (0, 0, 0), (-5, 1), (1, 2, 3, 4, 5)])
def test_any_weights_make_columns(weights: tuple[float, ...]) -> None:
    table = grid((), rows(("un", "deux", "trois")), weights)
    assert sum(table._colWidths[1:]) == pytest.approx(paper.MEASURE)
    assert min(table._colWidths) > 0


def test_a_row_taller_than_a_page_is_printed_as_several() -> None:
    table = grid((), rows(("court", "mot " * 3000)), (1, 1))
    _, height = table.wrap(paper.MEASURE, paper.HEIGHT)
    assert height > paper.HEIGHT
    assert max(table._rowHeights) < 220
    assert len(table.split(paper.MEASURE, 600)) == 2


def test_a_very_long_cell_is_laid_in_portions_and_loses_no_word() -> None:
    lines = "\n".join(f"ligne{n} " + "mot " * 9 for n in range(1500))
    long = Cell(
        (("début ", fonts.BODY_BOLD, False), (lines, fonts.BODY, True), ("x" * 9000, fonts.BODY, False)), paper.CELL
    )
    portions = list(_portions(long))
    assert max(len(one.words) for one in portions) <= PORTION
    assert "".join("".join(one.words for one in portions).split()) == "".join(long.words.split())
    assert all(one.words.startswith("ligne") for one in portions[1:10])  # parted where a line ends
    assert list(_portions(cell("court", paper.CELL))) == [cell("court", paper.CELL)]
    table = grid((), [Row((long,))], (1,))
    table.wrap(paper.MEASURE, paper.HEIGHT)
    assert max(table._rowHeights) < 220


def test_a_head_is_repeated_unless_it_would_fill_the_page() -> None:
    body = rows(("a", "b"))
    assert grid([cell("Source", paper.HEAD)] * 2, body, (1, 1)).repeatRows == 1
    tall = grid([cell("mot " * 900, paper.HEAD), cell("b", paper.HEAD)], body, (1, 1))
    assert tall.repeatRows == 0
    tall.wrap(paper.MEASURE, 600)
    assert max(tall._rowHeights) < 220


def test_the_units_of_a_column_stand_under_one_another() -> None:
    figures = ("38 000", "1,5", "12,25 %", "+3", "nouveau")
    table = grid((), [Row((cell("x", paper.CELL), cell(words, paper.FIGURE))) for words in figures], (1, 1))
    indents = [line[2].style.rightIndent for line in table._cellvalues]
    wide = [fonts.width(tail, paper.FIGURE.fontName, paper.FIGURE.fontSize) for tail in (",25\u00a0%", ",5", "")]
    plain = paper.FIGURE.rightIndent
    expected = [plain + wide[0], plain + wide[0] - wide[1], plain, plain + wide[0], plain]
    assert indents == pytest.approx(expected, abs=0.01)


def test_a_row_cut_at_the_end_of_a_line_goes_on_without_an_empty_one() -> None:
    lines = "\n".join(f"ligne {number}" for number in range(30))
    whole = cell(lines, paper.CELL).paragraph()
    height = whole.wrap(300, 1000)[1]
    table = grid((), rows((lines,)), (1,))
    table.wrap(paper.MEASURE, paper.HEIGHT)
    pieces = [line[1][0] for line in table._cellvalues]
    assert len(pieces) > 2
    assert sum(piece.height for piece in pieces) == pytest.approx(height)


@pytest.mark.parametrize("room", range(30, 140, 7))
def test_no_short_row_is_left_alone_on_a_page(room: int) -> None:
    table = grid([cell("a", paper.HEAD), cell("b", paper.HEAD)], rows(*[("un", "deux")] * 6), (1, 1))
    pieces = table.split(paper.MEASURE, room)
    assert [len(piece._cellvalues) - 1 for piece in pieces] in ([], [6], [2, 4], [3, 3], [4, 2])


def test_a_day_is_never_the_last_thing_on_a_page() -> None:
    body = [
        *rows(*[("un", "deux")] * 3),
        Row((cell("Jeudi", paper.DAY),), title=True),
        *rows(*[("trois", "quatre")] * 3),
    ]
    table = grid((), body, (1, 1))
    for room in range(40, 140, 3):
        first = table.split(paper.MEASURE, room)[:1]
        assert not first or not first[0]._cellvalues[-1][0].titled
