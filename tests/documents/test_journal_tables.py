"""The journal in files: complete, in order, inert in a spreadsheet, each with its dictionary and what was asked."""

import csv
import json
from dataclasses import replace
from io import BytesIO, StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from odfdo import Document

from app.core.errors import Refused
from app.documents import delimited, journal_tables
from app.documents.columns import COLUMNS
from tests.documents.extracts import ENTRIES, EXTRACT, RUMOUR, entry
from tests.documents.samples import at


def rows(data: bytes) -> list[list[str]]:
    assert data.startswith(b"\xef\xbb\xbf")  # without it, French Excel takes the accents for others
    return list(csv.reader(StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";"))


def sheets(data: bytes) -> dict[str, list[list[object]]]:
    document = Document(BytesIO(data))
    return {table.name: [list(row) for row in table.get_values()] for table in document.body.tables}


def with_subject(subject: str) -> object:
    return replace(EXTRACT, entries=(entry(1, subject, at(24, 0, 0)),))


def test_the_csv_holds_a_line_for_each_entry_in_order() -> None:
    head, *lines = rows(journal_tables.csv_of(EXTRACT))
    assert head == [one.label for one in COLUMNS]
    assert [line[head.index("N°")] for line in lines] == [one.number for one in ENTRIES]
    confinement = dict(zip(head, lines[2], strict=True))
    assert confinement["Contenu"] == ENTRIES[2].content
    assert confinement["Heure du fait"] == "2026-09-23T22:58:00+02:00"
    assert (confinement["Fait marquant"], confinement["Cadre"]) == ("oui", "EXERCICE")
    assert {len(line) for line in lines} == {len(head)}


@pytest.mark.parametrize("subject", ["=1+1", "+33 6", "-2 °C", "@SUM(A1)", "\t=1", "＝1", "'=1", "01001", "2E045"])
def test_nothing_is_computed_in_a_spreadsheet_and_the_text_can_be_had_back(subject: str) -> None:
    head, line = rows(journal_tables.csv_of(with_subject(subject)))
    cell = line[head.index("Objet")]
    assert cell == f"'{subject}"
    assert cell.removeprefix("'") == subject
    assert "apostrophe" in journal_tables.dictionary_csv_of(EXTRACT).decode()


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=40))
def test_whatever_was_written_comes_back_from_the_csv(text: str) -> None:
    head, line = rows(journal_tables.csv_of(with_subject(text)))
    cell = line[head.index("Objet")]
    assert cell == text or (cell == f"'{text}" and delimited.COMPUTED.match(text))
    assert not cell.startswith(("=", "+", "-", "@", "\t"))


def test_the_dictionary_beside_the_csv_describes_each_column_and_says_what_was_asked() -> None:
    lines = rows(journal_tables.dictionary_csv_of(EXTRACT))
    told = {line[0]: line[2] for line in lines}
    assert {one.label for one in COLUMNS} <= set(told)
    assert told["Filtre"] == "toutes les entrées"
    assert told["Établi par"] == "C. Morvan (CCOM), poste SIG1"
    assert told["Établi le"] == "2026-09-24T01:05:00+02:00"
    assert (told["Mention"], told["TLP"]) == ("Diffusion restreinte", "TLP:AMBER")
    assert (told["Établi hors ligne"], told["Dernière synchronisation"]) == ("oui", "2026-09-23T22:09:00+02:00")


def test_the_json_holds_the_same_with_its_columns() -> None:
    read = json.loads(journal_tables.json_of(EXTRACT))
    assert read["extraction"]["frame"] == "EXERCICE"
    assert (read["extraction"]["count"], read["extraction"]["order"]) == (4, "heure du fait, la plus récente d'abord")
    assert [one["number"] for one in read["entries"]] == [one.number for one in ENTRIES]
    assert [one["name"] for one in read["columns"]] == list(read["entries"][0])
    assert read["entries"][1]["content"] == RUMOUR.content
    assert (read["entries"][2]["type"], read["entries"][2]["key_event"]) == ("decision", True)


def test_the_workbook_holds_the_entries_the_dictionary_and_what_was_asked() -> None:
    read = sheets(journal_tables.ods_of(EXTRACT))
    assert list(read) == ["Main courante", "Dictionnaire", "Extraction"]
    head, *lines = read["Main courante"]
    assert [line[head.index("N°")] for line in lines] == [one.number for one in ENTRIES]
    assert lines[1][head.index("Objet")] == RUMOUR.subject
    assert lines[1][head.index("Contenu")] == RUMOUR.content
    assert (lines[2][head.index("Priorité")], float(str(lines[2][head.index("Latitude")]))) == (1, 49.4431)
    assert [line[0] for line in read["Dictionnaire"][1:]] == [one.label for one in COLUMNS]
    assert ["Cadre", "EXERCICE"] in read["Extraction"]


def test_no_text_of_the_workbook_is_a_formula_and_every_blank_is_kept() -> None:
    data = journal_tables.ods_of(with_subject("=1+1  deux  blancs "))
    content = Document(BytesIO(data)).get_part("content.xml").serialize().decode()
    assert "table:formula" not in content
    assert '=1+1<text:s text:c="2"/>deux<text:s text:c="2"/>blancs<text:s text:c="1"/>' in content


def test_a_character_that_no_workbook_holds_does_not_spoil_it() -> None:
    head, line = sheets(journal_tables.ods_of(with_subject("a\x00b\x0bc & <d>")))["Main courante"]
    assert line[head.index("Objet")] == "a\ufffdb\ufffdc & <d>"


def test_a_workbook_too_long_for_a_spreadsheet_is_refused() -> None:
    with pytest.raises(Refused, match="CSV ou le JSON"):
        journal_tables.ods_of(replace(EXTRACT, entries=[RUMOUR] * (journal_tables.MOST_IN_ODS + 1)))


def test_an_extract_of_nothing_is_still_an_answer() -> None:
    empty = replace(EXTRACT, entries=())
    assert len(rows(journal_tables.csv_of(empty))) == 1
    assert json.loads(journal_tables.json_of(empty))["entries"] == []
    assert len(sheets(journal_tables.ods_of(empty))["Main courante"]) == 1
