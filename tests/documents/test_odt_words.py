"""The words of an OpenDocument text."""

from io import BytesIO

from odfdo import Document, List, Paragraph, Table

from app.documents.text_intake import words_of
from tests.documents.written_elsewhere import odt


def read(body: str, styles: str = "") -> tuple[str, tuple[str, ...]]:
    found = words_of("texte.odt", odt(body, styles))
    return found.words, found.notes


def test_a_text_written_by_a_program_of_its_own_is_read() -> None:
    document = Document("text")
    document.body.clear()
    document.body.append(Paragraph("Le préfet communique :"))
    document.body.append(List(["restez à l’abri", "fermez les fenêtres"]))
    table = Table("t", width=2, height=1)
    table.set_value("A1", "02:48")
    table.set_value("B1", "reprise de feu")
    document.body.append(table)
    made = BytesIO()
    document.save(made)
    words = "Le préfet communique :\n– restez à l’abri\n– fermez les fenêtres\n02:48 | reprise de feu"
    assert words_of("x.odt", made.getvalue()).words == words


def test_blanks_are_those_that_print() -> None:
    body = '<text:p>Restez<text:s text:c="3"/>à\n  l’abri<text:tab/>!<text:line-break/>Merci</text:p>'
    assert read(body)[0] == "Restez à l’abri !\nMerci"


def test_lists_within_lists_and_numbers() -> None:
    styles = (
        '<text:list-style style:name="L"><text:list-level-style-number text:level="1" style:num-format="1"/>'
        '<text:list-level-style-bullet text:level="2"/></text:list-style>'
    )
    inner = "<text:list><text:list-item><text:p>a</text:p></text:list-item></text:list>"
    body = (
        '<text:list text:style-name="L"><text:list-item><text:p>A</text:p>'
        f"{inner}</text:list-item><text:list-item><text:p>B</text:p></text:list-item></text:list>"
    )
    assert read(body, styles)[0] == "1. A\n  – a\n2. B"


def test_what_was_struck_out_and_commented_is_left_out_and_it_is_said() -> None:
    body = (
        '<text:tracked-changes><text:changed-region text:id="c"><text:deletion><text:p>dehors</text:p></text:deletion>'
        '</text:changed-region><text:changed-region text:id="d"><text:insertion/></text:changed-region>'
        '</text:tracked-changes><text:p>Restez <text:change text:change-id="c"/>'
        '<text:change-start text:change-id="d"/>chez vous<text:change-end text:change-id="d"/>'
        "<office:annotation><text:p>à revoir</text:p></office:annotation>.</text:p>"
    )
    assert read(body) == (
        "Restez chez vous.",
        ("suppressions suivies laissées de côté", "insertions suivies gardées", "commentaires laissés de côté"),
    )


def test_notes_stand_at_the_end_and_text_boxes_after_their_paragraph() -> None:
    note = (
        "<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>Atmo</text:p></text:note-body>"
        "</text:note>"
    )
    box = "<draw:frame><draw:text-box><text:p>encadré</text:p></draw:text-box></draw:frame>"
    assert read(f"<text:p>Six mesures{note}.{box}</text:p>")[0] == "Six mesures (note 1).\nencadré\n\nNotes\n1. Atmo"
