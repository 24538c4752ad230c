"""Tables are read whatever wrote them, and never further than a table of contacts goes."""

import zipfile
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.errors import Refused
from app.documents.sheet_rows import LARGEST_CONTENT, MOST_COLUMNS, ODS, Row, csv_rows, ods_rows
from app.documents.workbook import workbook

ROWS = [["Nom", "Fonction", "Téléphone"], ["Kerjean", "Préfète, par intérim; ici", "01 99 00 11 22"]]
NAMESPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (("office", "office"), ("table", "table"), ("text", "text"))
)


def rows(raw: bytes) -> list[Row]:
    return [row for _, row in csv_rows(BytesIO(raw))]


def ods(table: str, mimetype: bytes = ODS, before: str = "") -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", mimetype)
        archive.writestr(
            "content.xml",
            f"{before}<office:document-content {NAMESPACES}><office:body><office:spreadsheet>{table}"
            "</office:spreadsheet></office:body></office:document-content>",
        )
    return file.getvalue()


def cell(text: str, attributes: str = "") -> str:
    return f"<table:table-cell {attributes}><text:p>{text}</text:p></table:table-cell>"


def one_row(cells: str, attributes: str = "") -> str:
    return f"<table:table><table:table-row {attributes}>{cells}</table:table-row></table:table>"


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_separator_and_encoding_are_found(separator: str, encoding: str) -> None:
    text = "".join(separator.join(f'"{value}"' for value in row) + "\r\n" for row in ROWS)
    assert rows(text.encode(encoding)) == ROWS


def test_blank_rows_are_passed_and_lines_are_counted() -> None:
    found = list(csv_rows(BytesIO(b'sep=;\n\nNom;Courriel\n"a\nb";c\n;;\nd;e\n')))
    assert [line for line, _ in found] == [3, 5, 7]


def test_an_apostrophe_that_keeps_a_cell_from_computing_is_not_part_of_it() -> None:
    assert rows(b"a;b\n'+33 1;'0612\nd'Or;'tis\n")[1:] == [["+33 1", "0612"], ["d'Or", "'tis"]]


def test_a_workbook_of_ours_is_read_back() -> None:
    raw = workbook({"Annuaire": ROWS, "Dictionnaire": [["a", "b"], ["c", "d"]]}, "titre", "auteur")
    assert list(ods_rows(raw)) == list(enumerate(ROWS, start=1))


def test_cells_are_the_words_meant_not_those_shown() -> None:
    number = cell("3,32E+10", 'office:value-type="float" office:value="33232325076"')
    date = cell("24/09/26", 'office:value-type="date" office:date-value="2026-09-24"')
    text = cell("a<text:s text:c='2'/>b<text:line-break/>c")
    repeated = cell("x", 'table:number-columns-repeated="2"')
    blanks = '<table:table-cell table:number-columns-repeated="16379"/>'
    head = f"<table:table-row>{cell('t')}</table:table-row>"
    row = f"<table:table-row>{number}{date}{text}{repeated}{blanks}</table:table-row>"
    rest = '<table:table-row table:number-rows-repeated="1048574"><table:table-cell/></table:table-row>'
    found = list(ods_rows(ods(f"<table:table/><table:table>{head}{row}{rest}</table:table>")))
    assert found == [(1, ["t"]), (2, ["33232325076", "2026-09-24", "a  b\nc", "x", "x"])]


TRAPS = {
    "another document": ods("<table:table/>", b"application/vnd.oasis.opendocument.text"),
    "a million columns": ods(one_row(cell("x", "table:number-columns-repeated='1000000'"))),
    "ten million rows": ods(one_row(cell("x"), "table:number-rows-repeated='9999999'")),
    "entities": ods("<table:table>&a;</table:table>", before='<!DOCTYPE a [<!ENTITY a "aaaa">]>'),
    "depth": ods(one_row(cell("<text:span>" * 5000 + "</text:span>" * 5000))),
    "cut": ods("<table:table><table:table-row>"),
    "damaged": b"PK\x03\x04",
    "empty": b"",
}


@pytest.mark.parametrize("trap", TRAPS)
def test_a_hostile_workbook_is_refused(trap: str) -> None:
    with pytest.raises(Refused):
        list(ods_rows(TRAPS[trap]))


def test_a_workbook_that_unpacks_out_of_all_proportion_is_refused() -> None:
    with pytest.raises(Refused, match="démesuré"):
        list(ods_rows(ods(" " * (LARGEST_CONTENT + 1))))


def test_a_table_of_a_million_columns_is_refused() -> None:
    with pytest.raises(Refused, match=str(MOST_COLUMNS)):
        rows(b"a;" * 1_000_000)


@given(st.binary(max_size=200))
def test_hostile_bytes_are_refused_at_worst(raw: bytes) -> None:
    for read in (lambda: rows(raw), lambda: list(ods_rows(raw))):
        try:
            assert all(any(row) for row in read())
        except Refused:
            continue
