"""A workbook of plain tables, as a spreadsheet reads it."""

from io import BytesIO

from hypothesis import given
from hypothesis import strategies as st
from odfdo import Document

from app.documents.workbook import workbook

HEAD = ["Objet", "Nombre"]


def rows(data: bytes, sheet: str) -> list[list[object]]:
    return [list(row) for row in Document(BytesIO(data)).body.get_table(name=sheet).get_values()]


def content(data: bytes) -> str:
    return str(Document(BytesIO(data)).get_part("content.xml").serialize().decode())


def test_each_sheet_stands_under_its_name_with_its_rows() -> None:
    data = workbook({"Un & <deux>": [HEAD, ["é « 🤢 » عاجل", 3]], "Vide": [HEAD]}, "titre <&>", "auteur")
    assert rows(data, "Un & <deux>") == [HEAD, ["é « 🤢 » عاجل", 3]]
    assert rows(data, "Vide") == [HEAD]
    meta = Document(BytesIO(data)).meta
    assert (meta.title, meta.creator) == ("titre <&>", "auteur")


def test_no_text_is_a_formula_or_a_number_and_every_blank_is_kept() -> None:
    read = content(workbook({"A": [HEAD, ["=1+1  deux  ", 1.5], ["01001", 2]]}, "", ""))
    assert "table:formula" not in read
    assert '=1+1<text:s text:c="2"/>deux<text:s text:c="2"/>' in read
    assert 'office:value-type="string"' in read.split("01001")[0].rpartition("<table:table-cell")[2]


def test_several_lines_are_several_paragraphs() -> None:
    assert "<text:p>un</text:p><text:p/><text:p>trois</text:p>" in content(
        workbook({"A": [HEAD, ["un\n\ntrois", 1]]}, "", "")
    )


@given(st.text(max_size=60))
def test_any_text_makes_a_file_that_opens(text: str) -> None:
    ((_, _), (words, number)) = rows(workbook({"A": [HEAD, [text, 7]]}, text, text), "A")
    assert number == 7
    assert words is None or isinstance(words, str)
