"""A CSV file in which a spreadsheet computes nothing."""

import pytest

from app.documents.delimited import delimited


def test_a_table_is_written_as_french_spreadsheets_expect_it() -> None:
    assert delimited([("nom", "n"), ("Él\nan", 3)]) == '\ufeff"nom";"n"\r\n"Él\nan";"3"\r\n'.encode()


@pytest.mark.parametrize("text", ["=1+1", "+33", "@x", "01001", "1E05", "'x"])
def test_what_a_spreadsheet_would_compute_is_held_back(text: str) -> None:
    assert delimited([(text,)]).decode("utf-8-sig") == f'"\'{text}"\r\n'
