"""The words of a Word document."""

from app.documents.text_intake import words_of
from tests.documents.written_elsewhere import STRICT, docx, p

NUMBERING = (
    '<w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/></w:lvl></w:abstractNum>'
    '<w:abstractNum w:abstractNumId="8"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:numFmt w:val="decimal"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="8"/></w:num>'
)


def item(list_: int, level: int = 0) -> str:
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_}"/></w:numPr>'


def read(body: str, **parts: str) -> tuple[str, tuple[str, ...]]:
    found = words_of("texte.docx", docx(body, **parts))
    return found.words, found.notes


def test_paragraphs_bullets_and_numbers_are_kept() -> None:
    body = p("Titre") + p("un", item(1)) + p("deux", item(1)) + p("") + p("A", item(2)) + p("a", item(2, 1))
    body += p("b", item(2, 1)) + p("B", item(2)) + p("c", item(2, 1))
    words = "Titre\n– un\n– deux\n\n1. A\n  1. a\n  2. b\n2. B\n  1. c"
    assert read(body, numbering=NUMBERING) == (words, ())


def test_a_bullet_given_by_a_style_is_one() -> None:
    styles = f'<w:style w:type="paragraph" w:styleId="Puce"><w:pPr>{item(1)}</w:pPr></w:style>'
    assert read(p("un", '<w:pStyle w:val="Puce"/>'), styles=styles, numbering=NUMBERING)[0] == "– un"


def test_what_was_struck_out_stays_out_and_what_was_inserted_stays_in_and_it_is_said() -> None:
    body = (
        "<w:p><w:r><w:t>Restez </w:t></w:r><w:del><w:r><w:delText>dehors</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>chez vous</w:t></w:r></w:ins></w:p>"
    )
    assert read(body) == (
        "Restez chez vous",
        ("suppressions suivies laissées de côté", "insertions suivies gardées"),
    )


def test_a_paragraph_whose_end_was_struck_out_goes_on_in_the_next() -> None:
    assert read(p("Restez ", "<w:rPr><w:del/></w:rPr>") + p("à l’abri."))[0] == "Restezà l’abri."


def test_comments_field_codes_and_hidden_text_are_left_out() -> None:
    body = (
        '<w:p><w:commentRangeStart w:id="0"/><w:r><w:t>Vu</w:t></w:r><w:r><w:commentReference w:id="0"/></w:r>'
        "<w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>secret</w:t></w:r></w:p>"
    )
    assert read(body) == ("Vu", ("commentaires laissés de côté", "texte masqué laissé de côté"))


def test_a_table_is_a_line_for_each_row() -> None:
    cell = "<w:tc>{}</w:tc>"
    row = "<w:tr>{}{}</w:tr>"
    body = row.format(cell.format(p("Heure")), cell.format(p("Fait")))
    body += row.format(cell.format(p("02:48")), cell.format(p("Feu") + p("repris")))
    assert read(f"<w:tbl>{body}</w:tbl>")[0] == "Heure | Fait\n02:48 | Feu repris"


def test_footnotes_stand_at_the_end_with_their_number() -> None:
    body = '<w:p><w:r><w:t>Six mesures</w:t></w:r><w:r><w:footnoteReference w:id="4"/></w:r></w:p>'
    note = f'<w:footnote w:id="4">{p("Atmo Normandie")}</w:footnote>'
    assert read(body, footnotes=note)[0] == "Six mesures (note 1)\n\nNotes\n1. Atmo Normandie"


def test_links_tabs_breaks_and_text_boxes_keep_their_words() -> None:
    body = (
        "<w:p><w:hyperlink><w:r><w:t>gouv.fr</w:t></w:r></w:hyperlink><w:r><w:tab/><w:t>a</w:t><w:br/><w:t>b</w:t>"
        f"<w:txbxContent>{p('encadré')}</w:txbxContent></w:r></w:p>"
    )
    assert read(body)[0] == "gouv.fr a\nb\nencadré"


def test_a_strict_document_reads_like_another() -> None:
    assert words_of("texte.docx", docx(p("Bonjour"), STRICT)).words == "Bonjour"


def test_heads_and_feet_of_pages_are_left_out_and_it_is_said() -> None:
    assert read(p("Corps"), header1=p("Diffusion restreinte")) == (
        "Corps",
        ("en-têtes et pieds de page laissés de côté",),
    )
