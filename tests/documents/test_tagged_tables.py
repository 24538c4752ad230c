"""Who cannot see a table goes through its rows, and hears what each cell is under."""

from typing import Any

from reportlab.platypus import Paragraph, Table

from app.documents import fonts, paper, tagging
from app.documents.grid import Row, cell, grid
from app.documents.tagged_tables import begin_row, drawn, drawn_cell
from tests.documents import books, spoken

HEADS = ("Indicateur", "Valeur")


def rows(*lines: tuple[str, ...]) -> list[Row]:
    return [Row(tuple(cell(words, paper.CELL) for words in line)) for line in lines]


def heads() -> list[Any]:
    fonts.register()
    return [cell(words, paper.HEAD) for words in HEADS]


def tables(*flow: Any, **more: Any) -> list[list[list[tuple[str, str, str]]]]:
    """Each table, row by row: (tag, scope, words) of the cells."""
    tree = spoken.read(books.written(flow, **more))
    return [
        [[(kid.tag, kid.scope, kid.words) for kid in row.kids] for row in table.find("TR")]
        for table in tree.find("Table")
    ]


def test_the_head_names_the_columns_and_an_empty_cell_is_a_cell() -> None:
    assert tables(grid(heads(), rows(("Blessés", "0"), ("Abrités", "")), (1, 1))) == [
        [
            [("TH", "Column", "Indicateur"), ("TH", "Column", "Valeur")],
            [("TD", "", "Blessés"), ("TD", "", "0")],
            [("TD", "", "Abrités"), ("TD", "", "")],
        ]
    ]


def test_a_table_over_several_pages_is_one_whose_head_is_read_once() -> None:
    lines = rows(*((f"ligne {number}", str(number)) for number in range(150)))
    pdf = books.written([grid(heads(), lines, (1, 1))])
    (table,) = spoken.read(pdf).find("Table")
    read = list(table.find("TR"))
    assert [row.words for row in read] == ["Indicateur Valeur", *(f"ligne {number} {number}" for number in range(150))]
    assert len({cell.pages[0] for row in read for cell in row.kids}) > 1


def test_a_row_printed_as_several_is_one_row() -> None:
    long = " ".join(f"mot{number}" for number in range(1200))
    ((_, row),) = tables(grid(heads(), rows((long, "court")), (1, 1)))
    assert [words for _, _, words in row] == [long, "court"]


def test_without_a_head_the_first_cell_names_its_row() -> None:
    ((row, _),) = tables(grid((), rows(("Décidé", "à 22 h"), ("Origine", "préfet")), (), widths=(96.0, 400.0)))
    assert row == [("TH", "Row", "Décidé"), ("TD", "", "à 22 h")]


def test_a_title_over_all_columns_is_read_in_its_turn() -> None:
    title = Row((cell("Jeudi 24 septembre", paper.DAY),), title=True)
    tree = spoken.read(books.written([grid(heads(), [title, *rows(("a", "b"))], (1, 1))]))
    _, read, _ = tree.find("TR")
    assert [(one.tag, one.span, one.words) for one in read.kids] == [("TD", 2, "Jeudi 24 septembre")]


def test_a_title_above_all_rows_names_the_table() -> None:
    fonts.register()
    title = Row((cell("D-001 — Confinement", paper.DECISION),), title=True)
    tree = spoken.read(books.written([grid((), [title, *rows(("Décidé", "à 22 h"))], (1, 1))]))
    (table,) = tree.find("Table")
    assert [(kid.tag, kid.words) for kid in table.kids] == [("Caption", "D-001 — Confinement"), ("TR", "Décidé à 22 h")]


def test_what_changed_is_said_once_before_its_row() -> None:
    long = " ".join(f"mot{number}" for number in range(600))
    changed = Row((cell("22 h 58", paper.CELL), cell(long, paper.CELL)), changed=True)
    ((_, row),) = tables(grid(heads(), [changed], (1, 1)))
    assert row[0][2] == "Changé 22 h 58"
    assert row[1][2] == long


def test_tables_that_touch_and_have_the_same_columns_are_one_under_the_heads_named_around_them() -> None:
    def furnish(canvas: Any) -> None:
        books.furnished(canvas)
        for number, words in enumerate(HEADS):
            with tagging.head(canvas):
                canvas.drawString(paper.LEFT + 200 * number, 770, words)

    fonts.register()
    parts = []
    for part in range(3):
        made = grid((), rows(*((f"{part}-{n}", "x") for n in range(40))), (), widths=(200.0, 300.0))
        made.spaceBefore = made.spaceAfter = 0
        parts.append(made)
    (table,) = tables(*parts, furnish=furnish)
    assert table[0] == [("TH", "Column", "Indicateur"), ("TH", "Column", "Valeur")]
    assert [row[0] for row in table[1:]] == [("TD", "", f"{part}-{n}") for part in range(3) for n in range(40)]


def test_a_plain_table_is_read_too_and_one_that_only_places_words_is_no_table() -> None:
    fonts.register()

    def words(text: str) -> Paragraph:
        return books.words(text)

    plain = Table([["Heure", "Par"], [words("02 h 00"), [words("L. Aubert"), words("SIG1")]]], repeatRows=1)
    placed = tagging.role(Table([[words("Probable"), words("Possible")]]), "Div")
    tree = spoken.read(books.written([plain, placed]))
    (table,) = tree.find("Table")
    assert [row.words for row in table.find("TR")] == ["Heure Par", "02 h 00 L. Aubert SIG1"]
    assert [(kid.tag, kid.words) for kid in next(tree.find("Div")).kids] == [("P", "Probable"), ("P", "Possible")]


def test_cells_over_several_columns_say_how_many() -> None:
    fonts.register()
    spanned = Table([["Titre", ""], ["a", "b"]], style=[("SPAN", (0, 0), (1, 0))], repeatRows=1)
    first, second = spoken.read(books.written([spanned])).find("TR")
    assert [kid.span for kid in first.kids] == [2]
    assert [kid.span for kid in second.kids] == [1, 1]


def test_a_table_drawn_by_hand_is_gone_through_like_the_others() -> None:
    def furnish(canvas: Any) -> None:
        canvas.setFont(fonts.SANS, 9)
        with drawn(canvas):
            canvas.line(40, 700, 500, 700)
            begin_row(canvas)
            with drawn_cell(canvas, "Row"):
                canvas.drawString(40, 705, "SIG")
            with drawn_cell(canvas, alt="F. Delmas, jusqu’à 07:00", box=(200, 700, 90, 9)):
                canvas.rect(200, 700, 90, 9)

    assert tables(books.words("Texte."), furnish=furnish) == [
        [[("TH", "Row", "SIG"), ("TD", "", "F. Delmas, jusqu’à 07:00")]]
    ]
