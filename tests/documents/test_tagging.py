"""Who cannot see a page hears it in order, once, with what is drawn told in words."""

from typing import Any

from reportlab.graphics.shapes import Drawing, Line
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import HRFlowable, Spacer

from app.documents import fonts, paper, tagging
from app.documents.grid import Cell, Row, grid
from tests.documents import books, reading, spoken


def read(*flow: Any, **more: Any) -> list[tuple[str, str]]:
    """The elements right under the document, with their words."""
    return [(kid.tag, kid.words) for kid in spoken.read(books.written(flow, **more)).kids]


def test_a_heading_a_paragraph_and_a_list_say_what_they_are() -> None:
    fonts.register()
    flow = [
        books.words("Situation", paper.SECTION),
        books.words("Le feu est circonscrit."),
        books.words("• Restez à l'abri", paper.KEY),
        books.words("• Fermez les fenêtres", paper.KEY),
    ]
    assert read(*flow) == [
        ("H1", "ESSAI DU JOUR"),
        ("H2", "Situation"),
        ("P", "Le feu est circonscrit."),
        ("L", "• Restez à l’abri • Fermez les fenêtres"),
    ]


def test_what_is_around_the_text_is_read_once_and_the_rest_of_it_never() -> None:
    flow = [books.words("mot " * 900) for _ in range(3)]
    pdf = books.written(flow)
    assert len(reading.pages(pdf)) > 2
    assert all("lu par personne" in page and "ESSAI DU JOUR" in page for page in reading.pages(pdf))
    heard = spoken.read(pdf).words
    assert heard.count("ESSAI DU JOUR") == 1
    assert "lu par personne" not in heard
    assert "Page 1" not in heard


def test_a_file_whose_first_page_tells_nothing_begins_with_its_title() -> None:
    def furnish(canvas: Any) -> None:
        canvas.drawString(paper.LEFT, paper.HEIGHT - 40, "KIT")

    assert read(books.words("Texte."), furnish=furnish, title="Kit de secours")[0] == ("H1", "Kit de secours")


def test_a_text_that_has_its_own_title_is_headed_by_it_alone() -> None:
    assert read(books.words("Incendie : restez à l'abri", paper.TITLE))[0] == ("P", "ESSAI DU JOUR")


def test_what_is_told_last_is_read_after_the_text() -> None:
    def furnish(canvas: Any) -> None:
        with tagging.told(canvas, last=True):
            canvas.drawString(paper.LEFT, 40, "Rédigé par L. Aubert")
        with tagging.told(canvas, "Figure", alt="Code", box=(0, 0, 9, 9), last=True):
            canvas.rect(0, 0, 9, 9)
        with tagging.told(canvas):
            canvas.drawString(paper.LEFT, 800, "EXERCICE")

    heard = read(books.words("Texte."), furnish=furnish)
    assert heard == [("P", "EXERCICE"), ("P", "Texte."), ("P", "Rédigé par L. Aubert"), ("Figure", "Code")]


def test_a_paragraph_over_two_pages_is_one_paragraph() -> None:
    long = " ".join(f"mot{number}" for number in range(1500))
    paragraphs = list(spoken.read(books.written([books.words(long)])).find("P"))
    assert [one.words for one in paragraphs] == [long]
    assert len(set(paragraphs[0].pages)) > 1


def test_a_drawing_is_told_and_a_rule_is_not() -> None:
    drawing = Drawing(100, 40)
    drawing.add(Line(0, 0, 100, 40))
    flow = [tagging.figure(drawing, "Blessés : de 0 à 33"), HRFlowable(), Spacer(1, 5), books.words("Suite.")]
    assert read(*flow)[1:] == [("Figure", "Blessés : de 0 à 33"), ("P", "Suite.")]


def test_a_role_is_stronger_than_a_style() -> None:
    assert read(tagging.role(books.words("Annexe"), "H3"), tagging.role(books.words("décor"), "Artifact"))[1:] == [
        ("H3", "Annexe")
    ]


def test_struck_words_are_heard_to_be_struck_and_lose_none() -> None:
    fonts.register()
    runs = (("à ", fonts.BODY, False), ("12", fonts.BODY, True), (" 13 communes", fonts.BODY, False))
    tree = spoken.read(books.written([grid((), [Row((Cell(runs, paper.CELL),))], (1,))]))
    assert [cell.words for cell in tree.find("TD")] == ["à (rayé : 12) 13 communes"]


def test_struck_words_cut_by_the_end_of_a_page_leave_the_file_whole() -> None:
    fonts.register()
    struck = " ".join(f"mot{number}" for number in range(2000))
    runs = ((struck, fonts.BODY, True), (" fin", fonts.BODY, False))
    tree = spoken.read(books.written([grid((), [Row((Cell(runs, paper.CELL),))], (1,))]))
    assert tree.words.startswith("ESSAI DU JOUR (rayé : mot0 mot1")
    assert tree.words.endswith("fin")


def test_a_figure_in_a_paragraph_is_told_where_it_stands() -> None:
    class Barred(type(books.words(""))):  # type: ignore[misc]
        def draw(self) -> None:
            with tagging.pictured(self.canv, "Changé", (0, 0, 2, 9)):
                self.canv.rect(0, 0, 2, 9)
            super().draw()

    paragraph = Barred(fonts.markup("Aucun blessé.", fonts.BODY), paper.BODY)
    assert read(paragraph)[1:] == [("P", "Changé Aucun blessé.")]


def test_without_a_tree_nothing_is_marked(tmp_path: Any) -> None:
    canvas = Canvas(str(tmp_path / "nu.pdf"), pageCompression=0)
    with (
        tagging.around(canvas),
        tagging.told(canvas),
        tagging.head(canvas),
        tagging.pictured(canvas, "x", (0, 0, 1, 1)),
    ):
        canvas.rect(0, 0, 1, 1)
    canvas.save()
    assert b"BDC" not in (tmp_path / "nu.pdf").read_bytes()


def test_what_many_pages_show_as_one_form_is_an_artifact() -> None:
    def furnish(canvas: Any) -> None:
        if not canvas.hasForm("tout"):
            canvas.beginForm("tout")
            with tagging.told(canvas):
                canvas.drawString(paper.LEFT, 800, "EXERCICE")
            canvas.endForm()
        canvas.doForm("tout")

    assert "EXERCICE" not in spoken.read(books.written([books.words("Texte.")], furnish)).words
